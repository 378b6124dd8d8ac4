//! The store is tested whole, and its two schemas go together.

use std::collections::BTreeSet;

use crate::tree::{File, files, none, sources};

/// The functions of `impl Store` that other rooms can call.
fn public_functions(file: &File) -> Vec<String> {
    let mut ours = false;
    let mut found = Vec::new();
    for line in file.text.lines() {
        match line {
            "impl Store {" => ours = true,
            "}" => ours = false,
            _ => {}
        }
        let head = line.strip_prefix("    pub async fn ").or_else(|| line.strip_prefix("    pub fn "));
        if let (true, Some(head)) = (ours, head) {
            found.push(head.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found
}

#[test]
fn every_function_of_the_store_is_called_by_its_contract() {
    let tests = sources(&["tests/store"]);
    let is_called = |name: &str| {
        let calls = [format!(".{name}("), format!("Store::{name}(")];
        tests.iter().any(|test| calls.iter().any(|call| test.text.contains(call)))
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in sources(&["core/store/src"]) {
        let functions = public_functions(&file);
        count += functions.len();
        let untested = functions.iter().filter(|name| !is_called(name));
        wrong.extend(untested.map(|name| format!("{}: {name}", file.path)));
    }
    assert!(count > 20, "only {count} functions found: the rule reads the store wrongly");
    none("tests/store: call it in a story that runs on both back ends (`on_both!`), or remove it", &wrong);
}

#[test]
fn both_back_ends_have_the_same_migrations() {
    let names = |folder: &str| -> BTreeSet<String> {
        let name =
            |file: File| file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".sql").to_owned();
        files(&[folder], "sql").into_iter().map(name).collect()
    };
    let sqlite = names("core/store/migrations/sqlite");
    let postgres = names("core/store/migrations/postgres");
    let alone: Vec<String> = sqlite.symmetric_difference(&postgres).cloned().collect();
    none("core/store/migrations: write the step for the other back end too, under the same name", &alone);

    let steps: String = sources(&["core/store/src"])
        .into_iter()
        .filter(|file| file.path.ends_with("/migrations.rs"))
        .map(|file| file.text)
        .collect();
    let unused: Vec<String> =
        sqlite.into_iter().filter(|name| !steps.contains(&format!("step!(\"{name}\")"))).collect();
    none("core/store/src/migrations.rs: add the step to STEPS", &unused);
}
