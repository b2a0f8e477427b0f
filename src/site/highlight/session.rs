//! Which parts of a terminal session are commands, and which are prompts and output.
//!
//! Pages mark what is no command, so that a copy of the block leaves it out. Pure.

mod command;

use command::{Command, Last, MORE};
use std::ops::Range;

/// The languages of sessions.
pub(super) const LANGUAGES: &[&str] = &["console", "shell-session", "sh-session", "shellsession"];

/// The language of the commands of a POSIX shell.
const POSIX: &str = "bash";

/// A part of a session.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) range: Range<usize>,
    /// The language of the command; `None` for prompts and output.
    pub(super) shell: Option<&'static str>,
}

/// Commands of administrators. Where output or more text is between lines that begin with `# `, such a line is one of
/// root only if one of these follows: otherwise it is a comment, and the line below it is the command.
const OF_ROOT: [&str; 44] = [
    "adduser",
    "apk",
    "apt",
    "apt-get",
    "blkid",
    "certbot",
    "chmod",
    "chown",
    "cp",
    "crontab",
    "dd",
    "df",
    "dmesg",
    "dnf",
    "docker",
    "fdisk",
    "firewall-cmd",
    "fsck",
    "groupadd",
    "id",
    "ifconfig",
    "ip",
    "iptables",
    "journalctl",
    "ls",
    "lsblk",
    "mkdir",
    "mkfs",
    "modprobe",
    "mv",
    "nft",
    "pacman",
    "passwd",
    "rm",
    "sysctl",
    "systemctl",
    "ufw",
    "uname",
    "useradd",
    "usermod",
    "visudo",
    "whoami",
    "yum",
    "zypper",
];

/// How a prompt is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style<'a> {
    /// It can be nothing else: `$ `, `user@host:~$ `, `(venv) $ `, `PS C:\> `, `C:\>`.
    Sure,
    /// A sign of other shells, or a name or a path before a sign: a prompt if the session begins with the same.
    Like(&'a str),
    /// `# `, which begins comments too.
    Root,
}

#[derive(Clone, Copy)]
struct Prompt<'a> {
    style: Style<'a>,
    /// Its length, with the space behind it.
    length: usize,
    shell: &'static str,
}

/// The parts of a session in order, without gaps; `None` if nothing in it is a command.
pub(super) fn parts(code: &str) -> Option<Vec<Part>> {
    let style = style_of(code);
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |range: Range<usize>, shell: Option<&'static str>| match parts.last_mut() {
        Some(last) if last.shell == shell => last.range.end = range.end,
        _ if range.is_empty() => {}
        _ => parts.push(Part { range, shell }),
    };
    let last = Last::of(code);
    let is_prompt = |line: &str| prompt(line).is_some_and(|one| counts(one.style, style));
    // A command of a POSIX shell, and the shell of another one that goes on in the next line.
    let (mut command, mut open) = (None::<Command>, None);
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let end = at + line.len();
        let taken = command.as_ref().and_then(|command| command.takes(line));
        let (length, shell) =
            match (taken, open, prompt(line).filter(|one| counts(one.style, style))) {
                (Some(length), ..) => (length, Some(POSIX)),
                (None, Some(shell), _) => (more(line, shell), Some(shell)),
                (None, None, Some(one)) => (one.length, Some(one.shell)),
                (None, None, None) => (line.len(), None),
            };
        add(at..at + length, None);
        add(at + length..end, shell);
        if taken.is_none() {
            command = (shell == Some(POSIX)).then(Command::default);
        }
        if let Some(command) = &mut command {
            let own = line.get(length..).unwrap_or_default();
            let rest = code.get(end..).unwrap_or_default();
            command.read(own, (rest, end), &last, is_prompt);
        }
        open = shell.filter(|shell| goes_on(line, shell));
        at = end;
    }
    parts.iter().any(|part| part.shell.is_some()).then_some(parts)
}

/// Which prompts a session has besides those that are sure.
fn style_of(code: &str) -> Style<'_> {
    let lines = || code.lines().filter(|line| !line.trim().is_empty());
    let first = lines().next().and_then(prompt).map(|one| one.style);
    match first {
        Some(like @ Style::Like(_)) => like,
        Some(Style::Root) if is_of_root(lines()) => Style::Root,
        _ => Style::Sure,
    }
}

fn counts(own: Style, of_session: Style) -> bool {
    own == Style::Sure || own == of_session
}

/// Whether the lines that begin with `# ` are commands rather than comments.
fn is_of_root<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut is_mixed, mut all_known) = (false, true);
    let mut goes_on = false;
    for line in lines {
        let prompt = prompt(line);
        match prompt.map(|one| one.style) {
            _ if goes_on => {}
            Some(Style::Sure) => return false,
            Some(Style::Root) => {
                let command = line.get(2..).unwrap_or_default();
                if !command.starts_with(|c: char| c.is_ascii_lowercase() || "/.~".contains(c)) {
                    return false;
                }
                let word = command.split([' ', ';']).next().unwrap_or_default();
                all_known &= word.starts_with(['/', '.']) || OF_ROOT.contains(&word);
            }
            _ => is_mixed = true,
        }
        goes_on = line.ends_with('\\');
    }
    !is_mixed || all_known
}

/// The prompt that a line begins with.
fn prompt(line: &str) -> Option<Prompt<'_>> {
    let line = line.trim_end_matches(['\n', '\r']);
    of_windows(line).or_else(|| of_unix(line))
}

fn of_windows(line: &str) -> Option<Prompt<'_>> {
    let spaces =
        |from: usize| usize::from(line.get(from..).is_some_and(|rest| rest.starts_with(' ')));
    let end = line.find('>')?;
    let head = line.get(..end)?;
    let sure = |length: usize, shell| Some(Prompt { style: Style::Sure, length, shell });
    let path = head.strip_prefix("PS").filter(|path| path.is_empty() || path.starts_with(' '));
    if path.is_some() {
        return sure(end + 1 + spaces(end + 1), "powershell");
    }
    let mut letters = head.chars();
    let is_drive = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.as_str().starts_with(":\\")
        && !head.contains(['<', '|', '"', '*', '?']);
    is_drive.then(|| sure(end + 1 + spaces(end + 1), "bat")).flatten()
}

fn of_unix(line: &str) -> Option<Prompt<'_>> {
    const SIGNS: [&str; 4] = ["$ ", "# ", "% ", "❯ "];
    let (end, sign) = SIGNS.iter().filter_map(|sign| Some((line.find(sign)?, *sign))).min()?;
    let head = line.get(..end)?;
    let style = match (head, sign) {
        ("", "$ ") => Style::Sure,
        ("", "# ") => Style::Root,
        ("", _) => Style::Like(sign),
        _ if is_user(head, sign) => Style::Sure,
        _ => Style::Like(name_of(head, sign)?),
    };
    Some(Prompt { style, length: end + sign.len(), shell: POSIX })
}

/// Whether this names a user and a host, or an environment in round brackets: `anna@host:~/book`, `[anna@host dir]`,
/// `(venv) `, `anna@host dir ` before a per cent sign.
fn is_user(head: &str, sign: &str) -> bool {
    let inner = if sign == "% " { head.strip_suffix(' ').unwrap_or(head) } else { head };
    let mut words = inner.split(' ');
    let first = words.next().unwrap_or_default();
    let (second, third) = (words.next(), words.next());
    let is_environment = first.starts_with('(') && first.ends_with(')');
    let is_whole = second != Some("") || is_environment;
    (first.contains('@') || is_environment) && third.is_none() && is_whole
}

/// What a prompt without a user begins with: the name of a host or of a shell, or `~` for any path.
fn name_of<'a>(head: &'a str, sign: &str) -> Option<&'a str> {
    // As in small systems, whose root has `/ # `.
    let head = if sign == "# " { head.strip_suffix(' ').unwrap_or(head) } else { head };
    if head.contains(char::is_whitespace) {
        return None;
    }
    if head.starts_with(['~', '/']) {
        return Some("~");
    }
    let name = head.split(':').next()?;
    let in_name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(in_name))
        .then_some(name)
}

/// The prompt in front of a line that goes on with a command.
fn more(line: &str, shell: &str) -> usize {
    let prompt = if shell == "powershell" { ">> " } else { MORE };
    if line.starts_with(prompt) { prompt.len() } else { 0 }
}

fn goes_on(line: &str, shell: &str) -> bool {
    let sign = match shell {
        "powershell" => '`',
        "bat" => '^',
        // Of these a command knows itself.
        _ => return false,
    };
    line.trim_end_matches(['\n', '\r']).ends_with(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The commands of a session, as a copy of the block has them.
    fn commands(code: &str) -> String {
        let commands = parts(code).unwrap_or_default().into_iter();
        commands.filter(|part| part.shell.is_some()).map(|part| &code[part.range]).collect()
    }

    #[test]
    fn commands_are_told_from_prompts_and_output() {
        for (session, expected) in [
            (
                "$ tickbook build\npublic: 3 pages\n# not a command\n\n$ ls public\nindex.html\n",
                "tickbook build\nls public\n",
            ),
            ("anna@host:~/book$ make\nok\n", "make\n"),
            ("(venv) $ pip list\n", "pip list\n"),
            ("(venv) anna@host:~$ pip list\n", "pip list\n"),
            ("[me@host dir]$ ls\n", "ls\n"),
            ("[root@host ~]# ls\nroot@host:~# id\n", "ls\nid\n"),
            ("anna@mac book % ls\na # b\n", "ls\n"),
            ("host$ ls\na\nhost:~/a$ cd b\nother$ 5\n", "ls\ncd b\n"),
            ("bash-5.1# ls\na\nbash-5.1# id\n", "ls\nid\n"),
            ("~/src$ ls\na\n/etc$ cat b\n", "ls\ncat b\n"),
            ("/ # ls\nbin\n/tmp # id\n", "ls\nid\n"),
            ("% ls\na\n50% done\n% id\n", "ls\nid\n"),
            ("❯ ls\na\n", "ls\n"),
            ("$ echo a", "echo a"),
            ("\n$ echo a\n\n", "echo a\n"),
        ] {
            assert_eq!(commands(session), expected, "{session}");
        }
    }

    #[test]
    fn sessions_of_windows_have_prompts_too() {
        for (session, expected) in [
            ("PS C:\\> Get-Date\nMonday\nPS C:\\Users\\Anna> ls\n", "Get-Date\nls\n"),
            ("PS> ls\nPS /home/anna> id\n", "ls\nid\n"),
            ("C:\\>dir\n a.txt\nC:\\Users\\Anna> cd C:\\\n b.txt\n", "dir\ncd C:\\\n"),
            ("PS C:\\> ls `\n>> -Force\na\n", "ls `\n-Force\n"),
            ("C:\\>copy a ^\nb\n 1 file\n", "copy a ^\nb\n"),
        ] {
            assert_eq!(commands(session), expected, "{session}");
        }
        assert_eq!(parts("PS C:\\> ls\n").map(|parts| parts[1].shell), Some(Some("powershell")));
    }

    #[test]
    fn a_command_goes_on_over_several_lines() {
        for (session, expected) in [
            (
                "$ docker run \\\n    -p 80 \\\n    site\nstarted\n",
                "docker run \\\n    -p 80 \\\n    site\n",
            ),
            ("$ docker run \\\n> -p 80\nstarted\n", "docker run \\\n-p 80\n"),
            ("$ cat <<END\n> a $ b\n> END\na $ b\n", "cat <<END\na $ b\nEND\n"),
            ("$ for i in a; do\n>  echo $i\n> done\nout\n", "for i in a; do\n echo $i\ndone\n"),
            ("$ for i in a\n> do\n> id\n> done\nout\n", "for i in a\ndo\nid\ndone\n"),
            ("$ f() {\n> id\n> }\n> out\n", "f() {\nid\n}\nout\n"),
            ("$ (cd a\n> ls)\nout\n", "(cd a\nls)\n"),
            ("$ cat a |\n  sort &&\n> id\nout\n", "cat a |\n  sort &&\nid\n"),
            ("$ cat a |\n> sort\n> out\n", "cat a |\nsort\n"),
            ("$ git commit -m \"a\n> b\"\n> out\n", "git commit -m \"a\nb\"\n"),
            ("$ git commit -m \"a\n\nb\"\nout\n", "git commit -m \"a\n\nb\"\n"),
            ("$ echo 'a\n> \\' b\n> out\n", "echo 'a\n\\' b\n"),
            ("$ echo 'a\nout\n$ id\n' b\n", "echo 'a\nid\n"),
            ("$ id # it's\n> out\nit's\n", "id # it's\n"),
        ] {
            assert_eq!(commands(session), expected, "{session}");
        }
    }

    #[test]
    fn a_here_document_belongs_to_its_command() {
        for (session, expected) in [
            ("$ cat <<EOF\nline1\nEOF\nout\n", "cat <<EOF\nline1\nEOF\n"),
            ("$ cat <<EOF\n$ a\n> b\nEOF\n> out\n", "cat <<EOF\n$ a\n> b\nEOF\n"),
            ("$ cat <<EOF\n> a\n>\n> EOF\nout\n", "cat <<EOF\na\n\nEOF\n"),
            ("$ cat <<-'EOF' >a\n\tb's\n\tEOF\nout\n", "cat <<-'EOF' >a\n\tb's\n\tEOF\n"),
            ("$ cat <<EOF\n\tEOF\nout\n", "cat <<EOF\n"),
            ("$ cat << \"A B\"\na\nA B\nout\n", "cat << \"A B\"\na\nA B\n"),
            ("$ cat <<\\A <<B\na\nA\nb\nB\nout\n", "cat <<\\A <<B\na\nA\nb\nB\n"),
            ("$ cat <<A | sort\nb\nA\nb\n$ id\n", "cat <<A | sort\nb\nA\nid\n"),
            ("$ cat <<EOF\nout\n$ id\n", "cat <<EOF\nid\n"),
            ("$ cat <<< EOF\nEOF\n$ echo $((1<<2))\n2\n", "cat <<< EOF\necho $((1<<2))\n"),
            ("EOF\n$ cat <<EOF\nout\n", "cat <<EOF\n"),
        ] {
            assert_eq!(commands(session), expected, "{session}");
        }
    }

    #[test]
    fn output_that_looks_like_a_prompt_is_no_command() {
        for (session, expected) in [
            ("$ npm run build\n> app@1.0.0 build\n> vite build\n", "npm run build\n"),
            (
                "$ git log\nme@example.org wrote $ 5\n(a) costs > 3\nUS$ 5\n50 % of it\n",
                "git log\n",
            ),
            ("> app@1.0.0 build\n> vite build\n", ""),
            ("just output\n100% done\n", ""),
            ("", ""),
        ] {
            assert_eq!(commands(session), expected, "{session}");
        }
    }

    #[test]
    fn a_number_sign_is_the_prompt_of_root_or_begins_a_comment() {
        for (session, expected) in [
            ("# apt update\n# apt install nginx\n", "apt update\napt install nginx\n"),
            (
                "# apt update\nHit:1 http://deb.example.org\n# systemctl restart nginx\n",
                "apt update\nsystemctl restart nginx\n",
            ),
            ("# make it run\n", "make it run\n"),
            ("# /usr/sbin/sshd -t \\\n  -f a\nok\n", "/usr/sbin/sshd -t \\\n  -f a\n"),
            ("# Install it\nnpm install\n# Run it\nnpm start\n", ""),
            ("# install it\nnpm install\n", ""),
            ("# make sure it is there\nls\n", ""),
            ("# apt update\n$ ls\n", "ls\n"),
            ("Output\n# apt update\n", ""),
        ] {
            assert_eq!(commands(session), expected, "{session}");
        }
    }

    #[test]
    fn parts_have_no_gaps() {
        let code = "$ a\nb\n\n$ c \\\nd\nPS> e\n";
        let joined: String =
            parts(code).unwrap_or_default().into_iter().map(|part| &code[part.range]).collect();
        assert_eq!(joined, code);
    }
}
