//! The files beside the example that run it under a scheduler: they run, and the bytes are the plain ones.
#![cfg(unix)]

use crate::program::*;
use std::path::PathBuf;
use std::process::Command;

fn script(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "examples", "cascade", name].iter().collect()
}

fn plain(name: &str) -> (Desk, String) {
    let desk = Desk::new(name);
    desk.write("units.jsonl", &(communes() + &hopeless("x") + "\n"));
    assert_eq!(code(&desk.run("units.jsonl", "plain.jsonl", &[])), 4);
    let plain = desk.read("plain.jsonl");
    (desk, plain)
}

fn cascade() -> String {
    program("cascade").get_program().to_str().unwrap().to_owned()
}

#[test]
fn shards_side_by_side_under_parallel_or_xargs() {
    let (desk, plain) = plain("shards-script");
    let (units, out) = (desk.path("units.jsonl"), desk.path("out.jsonl"));
    let output = Command::new(script("shards.sh")).args([&cascade(), &units, POLICY, DAY, "5", &out]).output().unwrap();
    assert_eq!(code(&output), 4, "one unit has no complete plan: {}", text(&output.stderr));
    assert!(desk.read("out.jsonl") == plain);
}

#[test]
fn an_array_of_slurm() {
    let (desk, plain) = plain("slurm-script");
    for task in ["1", "2", "3"] {
        let output = Command::new(script("slurm.sh"))
            .envs([("CASCADE", cascade()), ("UNITS", desk.path("units.jsonl")), ("FOLDER", desk.path(""))])
            .envs([("POLICY", POLICY), ("DAY", DAY), ("SLURM_ARRAY_TASK_ID", task), ("SLURM_ARRAY_TASK_COUNT", "3")])
            .output()
            .unwrap();
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    }
    let output = desk.merge("units.jsonl", "out.jsonl", &["shard-1.jsonl", "shard-2.jsonl", "shard-3.jsonl"]);
    assert_eq!(code(&output), 4, "{}", text(&output.stderr));
    assert!(desk.read("out.jsonl") == plain);
}

/// What the container of each pod runs: the block behind `- |`, with the folders of this machine and three pods.
fn pod(desk: &Desk) -> String {
    let job = std::fs::read_to_string(script("kubernetes.yaml")).unwrap();
    let completions = job.lines().find_map(|line| line.trim().strip_prefix("completions: ")).unwrap().to_owned();
    let block = job.split_once("- |\n").unwrap().1.lines().take_while(|line| line.starts_with("              "));
    let told = block.map(str::trim_start).collect::<Vec<_>>().join("\n");
    assert!(told.contains(&format!("$shard/{completions}\"")), "as many shards as pods: {told}");
    let told = told.replace("/data/", &desk.path("")).replace("/policies/ho-gia-dinh-2020.toml", POLICY);
    told.replace(&format!("/{completions}\""), "/3\"")
}

#[test]
fn the_pods_of_kubernetes() {
    let (desk, plain) = plain("kubernetes-pods");
    let pod = pod(&desk);
    let folder = PathBuf::from(cascade()).parent().unwrap().to_owned();
    for index in ["0", "1", "2"] {
        let mut shell = Command::new("/bin/sh");
        let shell = shell.args(["-c", &pod]).env("JOB_COMPLETION_INDEX", index).env("PATH", &folder);
        let output = shell.output().unwrap();
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    }
    let output = desk.merge("units.jsonl", "out.jsonl", &["shard-1.jsonl", "shard-2.jsonl", "shard-3.jsonl"]);
    assert_eq!(code(&output), 4, "{}", text(&output.stderr));
    assert!(desk.read("out.jsonl") == plain);
}
