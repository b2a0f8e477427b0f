//! The workflow that builds a release, as far as it can be tested outside of its host.

use crate::harness::repository;
use serde_yaml::Value;

fn workflow() -> Value {
    let path = repository().join(".github/workflows/release.yml");
    let text = std::fs::read_to_string(path).expect("the workflow is there");
    serde_yaml::from_str(&text).expect("it is YAML")
}

#[test]
fn a_release_is_built_with_locked_dependencies_on_every_platform() {
    let workflow = workflow();
    let build = &workflow["jobs"]["build"];
    let targets = build["strategy"]["matrix"]["include"].as_sequence().expect("a matrix");
    for system in ["linux", "darwin", "windows"] {
        let is_meant =
            |one: &&Value| one["target"].as_str().is_some_and(|target| target.contains(system));
        assert!(targets.iter().any(|one| is_meant(&one)), "{system}");
    }
    let steps = build["steps"].as_sequence().expect("steps");
    let commands: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    let builds: Vec<&&str> =
        commands.iter().filter(|run| run.contains("build --profile dist")).collect();
    assert_eq!(builds.len(), 1, "{commands:?}");
    assert!(builds.iter().all(|run| run.contains("--locked")), "{builds:?}");
    let toolchain = format!("toolchain install {}", env!("CARGO_PKG_RUST_VERSION"));
    assert!(commands.iter().any(|run| run.contains(&toolchain)), "{commands:?}");
}

#[test]
fn only_the_job_that_makes_the_release_may_write() {
    let workflow = workflow();
    assert_eq!(workflow["permissions"]["contents"].as_str(), Some("read"));
    assert_eq!(workflow["jobs"]["release"]["permissions"]["contents"].as_str(), Some("write"));
    assert!(workflow["jobs"]["build"]["permissions"].is_null());
}
