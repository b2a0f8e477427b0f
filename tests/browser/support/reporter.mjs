// Prints one line a try of a test, then the failures, then a line that counts them.
import path from 'node:path';

const SIGNS = { passed: 'ok  ', failed: 'FAIL', timedOut: 'FAIL', interrupted: 'FAIL', skipped: 'skip' };

// Drops colours, and what the browser itself logged, which is about the machine and never about the page.
const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, '').replace(/Browser logs:\n[\s\S]*?(?=Call log:|$)/, '');

const indented = (text) => text.replace(/^/gm, '     ');

// How many tests of a run may pass at their second try alone.
const MOST_UNSTEADY = 2;

export default class Reporter {
  counts = { passed: 0, failed: 0, skipped: 0 };
  unsteady = new Set();
  failures = [];
  errors = [];

  printsToStdio() {
    return true;
  }

  onTestEnd(test, result) {
    const name = `${path.basename(test.location.file, '.spec.mjs')}: ${test.title}`;
    const sign = SIGNS[result.status];
    const isRepeated = sign === 'FAIL' && result.retry < test.retries;
    console.log(`${isRepeated ? 'try ' : sign} ${name} (${(result.duration / 1000).toFixed(1)} s)`);
    if (result.status === 'skipped') {
      this.counts.skipped += 1;
      for (const { description } of test.annotations) if (description) console.log(`     ${description}`);
    } else if (result.status === 'passed') {
      this.counts.passed += 1;
      if (result.retry) this.unsteady.add(name);
    } else {
      if (!isRepeated) this.counts.failed += 1;
      this.failures.push([isRepeated ? `${name} (first try)` : name, result.errors]);
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
    const unsteady = [...this.unsteady];
    console.log(`\nBrowser tests: ${(result.duration / 1000).toFixed(0)} s, ${skipped} skipped, ${unsteady.length} passed at the second try`);
    for (const name of unsteady) console.log(`     ${name}`);
    const excess = unsteady.length > MOST_UNSTEADY ? unsteady.length : 0;
    // A run that was cut short or found no test must not read like one in which all went well.
    const broken = failed === 0 && result.status !== 'passed' ? 1 : 0;
    console.log(`${passed - excess} passed, ${failed + broken + excess} failed`);
    return { status: excess ? 'failed' : result.status };
  }
}
