// Prints one line a test, then the failures, then a line that counts them.
import path from 'node:path';

const SIGNS = { passed: 'ok  ', failed: 'FAIL', timedOut: 'FAIL', interrupted: 'FAIL', skipped: 'skip' };

// Drops colours, and what the browser itself logged, which is about the machine and never about the page.
const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, '').replace(/Browser logs:\n[\s\S]*?(?=Call log:|$)/, '');

const indented = (text) => text.replace(/^/gm, '     ');

export default class Reporter {
  counts = { passed: 0, failed: 0, skipped: 0 };
  failures = [];
  errors = [];

  printsToStdio() {
    return true;
  }

  onTestEnd(test, result) {
    // The root, the project and the file come before the titles. The file is the one that was run, wherever the test is written.
    const name = `${path.basename(test.titlePath()[2], '.spec.mjs')}: ${test.title}`;
    const sign = SIGNS[result.status];
    console.log(`${sign} ${name} (${(result.duration / 1000).toFixed(1)} s)`);
    if (result.status === 'skipped') {
      this.counts.skipped += 1;
      for (const { description } of test.annotations) if (description) console.log(`     ${description}`);
    } else if (result.status === 'passed') {
      this.counts.passed += 1;
    } else {
      this.counts.failed += 1;
      this.failures.push([name, result.errors]);
      // A log that is cut off before its end tells this much at least.
      for (const error of result.errors) console.log(indented(plain(error.message || String(error.value))));
    }
  }

  // Faults outside of any test, such as a handbook that does not build.
  onError(error) {
    this.errors.push(error);
  }

  onEnd(result) {
    for (const [name, errors] of [...this.failures, ['outside of the tests', this.errors]]) {
      if (errors.length) console.log(`\n---- ${name}`);
      for (const error of errors) {
        console.log(plain(error.stack || error.message || String(error.value)));
        if (error.snippet) console.log(plain(error.snippet));
      }
    }
    const { passed, failed, skipped } = this.counts;
    console.log(`\nBrowser tests: ${(result.duration / 1000).toFixed(0)} s, ${skipped} skipped`);
    // A run that was cut short or found no test must not read like one in which all went well.
    const broken = failed === 0 && result.status !== 'passed' ? 1 : 0;
    console.log(`${passed} passed, ${failed + broken} failed`);
  }
}
