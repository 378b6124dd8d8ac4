//! The tree as the rules read it: files, and source text without its tests and comments.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the tree.
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace").to_owned()
}

/// All files under these folders with this extension, by path.
pub fn files(folders: &[&str], extension: &str) -> Vec<File> {
    let root = root();
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(read(&root, &path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no *.{extension} there: the rule looks in the wrong place");
    found
}

fn read(root: &Path, path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let path = path.strip_prefix(root).expect("it is under the root");
    File { path: path.to_string_lossy().replace('\\', "/"), text }
}

/// The Rust of these `src` folders as it runs in production: without comments, test modules and their files.
pub fn sources(folders: &[&str]) -> Vec<File> {
    let files = files(folders, "rs");
    let tests: Vec<String> = files.iter().flat_map(test_files).collect();
    files
        .into_iter()
        .filter(|file| !tests.contains(&file.path))
        .map(|file| File { text: production(&file.text), path: file.path })
        .collect()
}

/// The files that `#[cfg(test)] mod x;` names.
fn test_files(file: &File) -> Vec<String> {
    let folder = match file.path.rsplit_once('/') {
        Some((folder, "lib.rs" | "main.rs")) => folder,
        _ => file.path.trim_end_matches(".rs"),
    };
    let mut lines = file.text.lines().map(str::trim).peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let module = lines.peek().and_then(|next| next.strip_prefix("mod ")?.strip_suffix(';'));
        if let (true, Some(module)) = (line == "#[cfg(test)]", module) {
            found.push(format!("{folder}/{module}.rs"));
        }
    }
    found
}

/// Line by line, the same number of lines: a rule can name the line. Test modules end their file (rustfmt
/// keeps their braces in the first column).
fn production(text: &str) -> String {
    let (mut kept, mut testing, mut pending) = (String::new(), false, false);
    for line in text.lines() {
        pending = line == "#[cfg(test)]" || pending && line.starts_with("#[");
        testing = testing || line.starts_with("mod tests {");
        if !testing && !pending && !line.trim_start().starts_with("//") {
            kept.push_str(line);
        }
        testing = testing && line != "}";
        kept.push('\n');
    }
    kept
}

/// `path:line` of each line where `is_wrong`.
pub fn lines_where(files: &[File], is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in (1..).zip(file.text.lines()) {
            if is_wrong(line) {
                found.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    found
}

/// Fails with what to do and all that is wrong, unless nothing is.
#[track_caller]
pub fn none(what_to_do: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{what_to_do}\n- {}\n", wrong.join("\n- "));
}

/// What `cargo` prints for these arguments, of the dependencies as they are locked.
pub fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--locked", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo prints UTF-8")
}
