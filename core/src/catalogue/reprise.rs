//! What becomes of the drafts that began with an earlier revision.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::Dispositif;

/// Drafts of these revisions are carried over to this one when they are opened. Drafts of a revision that is no
/// longer in the catalogue always are.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reprise {
    #[serde(default)]
    pub revisions: Vec<String>,
    /// Path `etape.champ` a field had, to the one it has. Renames of the revisions between hold as well.
    #[serde(default)]
    pub renommes: BTreeMap<String, String>,
    /// Key a pièce had, to the one it has.
    #[serde(default)]
    pub pieces: BTreeMap<String, String>,
}

pub(super) fn check(dispositif: &Dispositif, report: &mut dyn FnMut(&str, String)) {
    let reprise = &dispositif.reprise;
    for revision in &reprise.revisions {
        if *revision >= dispositif.revision {
            report(
                "reprise.revisions",
                format!("« {revision} » n'est pas avant « {} »", dispositif.revision),
            );
        }
    }
    let champ = |path: &str| dispositif.find_champ(path).is_some();
    renames("reprise.renommes", &reprise.renommes, &champ, report);
    let piece = |cle: &str| dispositif.find_piece(cle).is_some();
    renames("reprise.pieces", &reprise.pieces, &piece, report);
}

fn renames(
    key: &str,
    renames: &BTreeMap<String, String>,
    exists: &dyn Fn(&str) -> bool,
    report: &mut dyn FnMut(&str, String),
) {
    let mut targets = BTreeSet::new();
    for (old, new) in renames {
        if exists(old) {
            report(key, format!("« {old} » existe encore"));
        }
        if !exists(new) {
            report(key, format!("« {new} » n'existe pas"));
        }
        if !targets.insert(new) {
            report(key, format!("« {new} » est là deux fois"));
        }
    }
}
