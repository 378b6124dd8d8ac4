//! What must not run in production.

use crate::tree::{File, lines_where, none, sources};

/// Each ends the process, or was left behind.
const SLIPS: [&str; 8] = [
    ".unwrap()",
    ".expect(",
    ".expect_err(",
    "panic!(",
    "unreachable!(",
    "unimplemented!(",
    "todo!(",
    "dbg!(",
];

/// File, what its line holds, and why it cannot fail.
const CANNOT_FAIL: [(&str, &str, &str); 9] = [
    (
        "core/src/reading/identite.rs",
        ".expect(\"pattern\")",
        "a constant pattern, compiled by the unit tests",
    ),
    (
        "templates/src/neutral.rs",
        ".expect(\"writing to a string does not fail\")",
        "askama writes to a String",
    ),
    (
        "templates/src/courriel.rs",
        ".expect(\"writing to a string does not fail\")",
        "askama writes to a String",
    ),
    (
        "templates/src/rapport/image.rs",
        ".expect(\"writing to a string does not fail\")",
        "askama writes to a String",
    ),
    (
        "templates/src/support.rs",
        ".expect(\"writing to a string does not fail\")",
        "askama writes to a String",
    ),
    ("mailer/src/jetons.rs", ".expect(\"any length of key will do\")", "RFC 2104: HMAC takes any key"),
    ("bot/src/config.rs", "new_from_slice(&self.0).unwrap_or_else(|_| unreachable!())", "RFC 2104, as above"),
    (
        "bot/src/web/session.rs",
        "new_from_slice(&session_key).unwrap_or_else(|_| unreachable!())",
        "RFC 2104, as above",
    ),
    ("bot/src/web/mime.rs", "new_from_slice(key).unwrap_or_else(|_| unreachable!())", "RFC 2104, as above"),
];

fn is_excepted(line: &str) -> bool {
    CANNOT_FAIL.iter().any(|(file, holds, _)| line.starts_with(&format!("{file}:")) && line.contains(holds))
}

fn slips(files: &[File]) -> Vec<String> {
    lines_where(files, |line| SLIPS.iter().any(|slip| line.contains(slip)))
}

#[test]
fn nothing_panics_outside_tests() {
    let found = slips(&sources(&["core/src", "core/store/src", "templates/src", "mailer/src", "bot/src"]));
    let stale = CANNOT_FAIL.iter().filter(|(file, holds, _)| {
        !found.iter().any(|line| line.starts_with(&format!("{file}:")) && line.contains(holds))
    });
    let stale: Vec<String> = stale.map(|(file, holds, _)| format!("{file}: {holds}")).collect();
    none("tests/tidy/slips.rs: these exceptions serve no more, remove them", &stale);
    let wrong: Vec<String> = found.into_iter().filter(|line| !is_excepted(line)).collect();
    none(
        "return an error, or say it to the person; what cannot fail is listed in tests/tidy/slips.rs",
        &wrong,
    );
}
