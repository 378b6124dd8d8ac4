//! Which room may import which.

use serde_json::Value;

use crate::tree::{cargo, none};

/// Package and those of ours it may depend on, for building and testing alike.
/// Nobody depends on `guichet` or `guichet-tests`.
const ROOMS: [(&str, &[&str]); 6] = [
    ("guichet-core", &[]),
    ("guichet-store", &["guichet-core"]),
    ("guichet-templates", &["guichet-core"]),
    ("guichet-mailer", &["guichet-core", "guichet-store", "guichet-templates"]),
    ("guichet", &["guichet-core", "guichet-store", "guichet-templates", "guichet-mailer"]),
    ("guichet-tests", &["guichet-core", "guichet-store", "guichet-templates", "guichet-mailer"]),
];

/// Package and its dependencies, of every kind.
fn packages() -> Vec<(String, Vec<String>)> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo metadata prints JSON");
    let name = |value: &Value| value["name"].as_str().expect("it has a name").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    list(&metadata["packages"])
        .iter()
        .map(|package| (name(package), list(&package["dependencies"]).iter().map(name).collect()))
        .collect()
}

#[test]
fn each_room_imports_only_what_it_may() {
    let mut wrong = Vec::new();
    for (package, dependencies) in packages() {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == package) else {
            wrong.push(format!("{package}: a new room needs its line in tests/tidy/rooms.rs"));
            continue;
        };
        let ours = dependencies.iter().filter(|name| name.starts_with("guichet"));
        let refused = ours.filter(|name| !allowed.contains(&name.as_str()));
        wrong.extend(refused.map(|name| format!("{package} must not depend on {name}")));
    }
    none("ARCHITECTURE.md, « Rooms »: move the code to a room that may know both, or pass a value", &wrong);
}

#[test]
fn each_outside_world_is_known_to_one_room() {
    let owners = [
        ("sqlx", "guichet-store"),
        ("teloxide", "guichet"),
        ("lettre", "guichet-mailer"),
        ("async-imap", "guichet-mailer"),
    ];
    let mut wrong = Vec::new();
    for (package, dependencies) in packages().iter().filter(|(package, _)| package != "guichet-tests") {
        for (outside, owner) in owners {
            if package != owner && dependencies.iter().any(|name| name == outside) {
                wrong.push(format!("{package} depends on {outside}: only {owner} may"));
            }
        }
    }
    none("ask that room for a function instead", &wrong);
}
