//! The catalogue is data: its revisions are frozen, and no line of Rust names a dispositif.

use std::collections::BTreeMap;

use guichet_core::catalogue::{Catalogue, embedded_files};
use sha2::{Digest, Sha256};

use crate::tree::{File, files, lines_where, none, sources};

/// `sha256sum -c tests/tidy/catalogue.sha256` reads it too.
const FROZEN: &str = include_str!("catalogue.sha256");

/// The files that have a revision: those of dispositifs, and the bases they are laid over.
fn revisions() -> Vec<File> {
    let mut files = files(&["core/catalogue"], "toml");
    files.retain(|file| {
        !["aide", "annuaire", "commandes", "orientation"]
            .iter()
            .any(|name| file.path.ends_with(&format!("/{name}.toml")))
    });
    files
}

#[test]
fn a_published_revision_is_not_edited() {
    let mut frozen: BTreeMap<&str, &str> =
        FROZEN.lines().filter_map(|line| line.split_once("  ")).map(|(hash, path)| (path, hash)).collect();
    let mut wrong = Vec::new();
    for file in revisions() {
        let digest: String =
            Sha256::digest(file.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        match frozen.remove(file.path.as_str()) {
            Some(hash) if hash == digest => {}
            Some(_) => {
                wrong.push(format!("{}: a published revision is not edited: add a new one", file.path));
            }
            None => wrong.push(format!("{}: not listed, add « {digest}  {0} »", file.path)),
        }
    }
    wrong.extend(frozen.keys().map(|path| format!("{path}: gone, but dossiers that began with it need it")));
    none("core/catalogue against tests/tidy/catalogue.sha256 (CONTRIBUTING.md, « Catalogue »)", &wrong);
}

#[test]
fn every_revision_is_compiled_in() {
    let embedded = embedded_files();
    let forgotten: Vec<String> = revisions()
        .into_iter()
        .map(|file| file.path)
        .filter(|path| !embedded.iter().any(|(name, _)| path.ends_with(&format!("/{name}"))))
        .collect();
    none("core/src/catalogue/load.rs: add the file to `embedded_files`", &forgotten);
}

#[test]
fn no_line_of_rust_names_a_dispositif() {
    let catalogue = Catalogue::embedded().expect("the embedded catalogue is right");
    let keys: Vec<String> =
        catalogue.dispositifs.iter().map(|dispositif| format!("\"{}\"", dispositif.cle)).collect();
    let rooms = sources(&["core/src", "core/store/src", "templates/src", "mailer/src", "bot/src"]);
    let wrong = lines_where(&rooms, |line| keys.iter().any(|key| line.contains(key)));
    none("what differs from one dispositif to the other is said in its file of core/catalogue", &wrong);
}
