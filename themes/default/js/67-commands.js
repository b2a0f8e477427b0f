// Finds the commands in the text of a terminal session, so that a copy can be pasted into a terminal. It never runs or changes one.
(function (tickbook) {
  'use strict';

  const SESSIONS = ['console', 'shell-session', 'sh-session'];

  // A prompt: `$ `, `user@host:~$ `, `(venv) $ `, and the same with `#` for root; or that of PowerShell.
  const PROMPT = /^(?:(?:\([\w.-]+\) )?(?:[\w.-]+@[\w.-]+(?::\S*)? ?)?\$ |PS [^>]*> )/;
  const ROOT = /^(?:\([\w.-]+\) )?(?:[\w.-]+@[\w.-]+(?::\S*)? ?)?# /;

  // The text to copy from a block of code in a language. In a session that is the commands without their prompts, and all of
  // it if no line has a prompt.
  function copied(text, language) {
    const lines = text.replace(/\n$/, '').split('\n');
    if (!SESSIONS.includes(language)) return lines.join('\n');
    // Output has lines that begin with `#` more often than with `$`.
    const prompt = lines.some((line) => PROMPT.test(line)) ? PROMPT : ROOT;
    const commands = [];
    let goesOn = false;
    for (const line of lines) {
      const isMore = goesOn || (commands.length > 0 && line.startsWith('> '));
      if (prompt.test(line)) commands.push(line.replace(prompt, ''));
      else if (isMore) commands.push(line.replace(/^> /, ''));
      goesOn = (prompt.test(line) || isMore) && line.endsWith('\\');
    }
    return commands.length > 0 ? commands.join('\n') : lines.join('\n');
  }

  tickbook.copied = copied;
})((globalThis.tickbook = globalThis.tickbook || {}));
