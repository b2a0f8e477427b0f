//! Installs programs of the system, if this user may do so without a password.

use crate::step::{Failure, Step, find_program};

#[derive(Debug, Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

/// Installs a Debian package. Does nothing if apt-get is missing or this user may not install.
pub fn debian(name: &'static str, package: &str) -> Result<(), Failure> {
    if find_program("apt-get").is_some()
        && let Some(rights) = rights()
    {
        apt_get(rights, "Update the package lists", &["update"]).run()?;
        apt_get(rights, name, &["install", "-y", "--no-install-recommends", package]).run()?;
    }
    Ok(())
}

/// How this user can install packages without a password, if at all.
fn rights() -> Option<Rights> {
    let own = std::process::Command::new("id").arg("-u").output().ok()?;
    if own.stdout.trim_ascii() == b"0" {
        return Some(Rights::Root);
    }
    Step::new("sudo", "sudo").args(["-n", "true"]).succeeds().then_some(Rights::Sudo)
}

fn apt_get(rights: Rights, name: &'static str, args: &[&str]) -> Step {
    let step = match rights {
        Rights::Root => Step::new(name, "apt-get"),
        Rights::Sudo => Step::new(name, "sudo").args(["-n", "apt-get"]),
    };
    step.args(args).env("DEBIAN_FRONTEND", "noninteractive")
}
