//! `core` decides and does nothing else.

use crate::tree::{cargo, lines_where, none, sources};

/// Crates that wait, send, store or listen.
const DOERS: [&str; 6] = ["tokio", "sqlx", "teloxide", "axum", "lettre", "reqwest"];

/// Ways out of a pure function.
const WAYS_OUT: [&str; 12] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "rand::",
    "Uuid::new_v4",
    "Uuid::now_v7",
];

#[test]
fn core_depends_on_no_crate_that_does_something() {
    let tree = cargo(&["tree", "-p", "guichet-core", "-e", "normal", "--prefix", "none"]);
    let wrong: Vec<String> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| DOERS.contains(name))
        .map(str::to_owned)
        .collect();
    none("core/Cargo.toml: what does something belongs to the store, the mailer or the bot", &wrong);
}

#[test]
fn core_reads_no_file_no_clock_and_draws_no_number() {
    let wrong = lines_where(&sources(&["core/src"]), |line| {
        WAYS_OUT.iter().any(|way| line.contains(way)) || opens_std(line)
    });
    none("core/src: take it as an argument (time: `Monde::now`, new identifiers: `Monde::tirage`)", &wrong);
}

/// `use std::{fs, …}`.
fn opens_std(line: &str) -> bool {
    line.trim_start().strip_prefix("use std::{").is_some_and(|group| {
        group
            .split([',', '}', ';', ':', ' '])
            .any(|part| ["fs", "net", "env", "process", "thread"].contains(&part))
    })
}
