//! Files that are read in one go.

use crate::tree::{File, files, none};

/// Lines. No file has more than `MOST`; nine in ten have fewer than `USUAL`.
const MOST: usize = 500;
const USUAL: usize = 300;

/// Every Rust file of the workspace, longest first, with its number of lines.
fn by_length() -> Vec<(usize, String)> {
    let measured = |file: File| (file.text.lines().count(), file.path);
    let mut all: Vec<_> =
        files(&["core", "templates", "mailer", "bot", "tests"], "rs").into_iter().map(measured).collect();
    all.sort_by(|a, b| b.cmp(a));
    all
}

#[test]
fn no_file_is_too_long() {
    let long = by_length().into_iter().take_while(|(lines, _)| *lines > MOST);
    let wrong: Vec<String> = long.map(|(lines, path)| format!("{path}: {lines} lines")).collect();
    none(
        &format!("split these by what they are about (`foo.rs` beside `foo/`), {MOST} lines at most"),
        &wrong,
    );
}

#[test]
fn nine_files_in_ten_are_short() {
    let all = by_length();
    for (lines, path) in all.iter().take(5) {
        println!("{lines:>5} {path}");
    }
    let long: Vec<String> = all
        .iter()
        .take_while(|(lines, _)| *lines >= USUAL)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(
        long.len() * 10 <= all.len(),
        "{} files of {} have {USUAL} lines or more, one in ten may: split some\n- {}\n",
        long.len(),
        all.len(),
        long.join("\n- ")
    );
}
