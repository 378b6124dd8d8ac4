//! Broken and hostile messages of our own making, each also in twelve mutations: none is lost, none ends the process.
//!
//! Shapes and mutations follow from fixed seeds. What a message costs is bounded by what comes out of it;
//! how long it takes is measured by `examples/vitesse`.

mod hostiles {
    pub mod formes;
    pub mod mutations;
}

use guichet_mailer::{Bloc, Genre, Lettre, lire, reponse};
use hostiles::formes::{Forme, formes};
use hostiles::mutations::{MUTATIONS, mutated};

/// What of a message is kept, at most, for its size: decoded text may be longer than its bytes, never by much.
const GROWTH: usize = 4;
const LEAST: usize = 64 * 1024;

fn kept(lettre: &Lettre) -> usize {
    let blocs: usize = lettre
        .blocs
        .iter()
        .map(|bloc| match bloc {
            Bloc::Ecrit(texte) | Bloc::Cite(texte) => texte.len(),
        })
        .sum();
    let pieces: usize = lettre.pieces.iter().map(|piece| piece.content.len() + piece.name.len()).sum();
    let headers: usize = lettre.to.iter().chain(&lettre.cc).chain(&lettre.references).map(String::len).sum();
    blocs + pieces + headers
}

/// Why this reading is wrong, if it is.
fn judged(raw: &[u8]) -> Option<String> {
    let lettre = lire(raw);
    if lettre.illisible.as_ref().is_some_and(|why| why.raison.trim().is_empty()) {
        return Some("refused without a reason".to_owned());
    }
    if kept(&lettre) > GROWTH * raw.len() + LEAST {
        return Some(format!("{} bytes kept of {}", kept(&lettre), raw.len()));
    }
    if lettre.reponse() != reponse(&lettre.blocs) || lettre.reponse().contains('\0') {
        return Some("a reply that cannot be kept".to_owned());
    }
    if lettre.pieces.len() > 200
        || lettre.pieces.iter().any(|piece| piece.name.contains(['/', '\\', '\0', '\n']))
    {
        return Some("a file that cannot be kept".to_owned());
    }
    let headers = [
        lettre.from.as_deref(),
        lettre.reply_to.as_deref(),
        Some(&lettre.sujet),
        lettre.message_id.as_deref(),
    ];
    if headers.into_iter().flatten().any(|value| value.contains(['\r', '\n'])) {
        return Some("a field on two lines".to_owned());
    }
    // Who is not one known author is never answered, whatever the message says of itself.
    if lettre.peut_recevoir_reponse() && (lettre.from.is_none() || lettre.genre != Genre::Humaine) {
        return Some("answered to nobody".to_owned());
    }
    None
}

fn failures(formes: &[Forme]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (rank, forme) in formes.iter().enumerate() {
        if let Some(why) = judged(&forme.raw) {
            wrong.push(format!("{}: {why}", forme.name));
        }
        if lire(&forme.raw) != lire(&forme.raw) {
            wrong.push(format!("{}: read in two ways", forme.name));
        }
        let other = &formes[(rank * 7 + 1) % formes.len()].raw;
        for mutation in 0..MUTATIONS {
            let seed = (rank as u64) << 8 | mutation as u64;
            if let Some(why) = judged(&mutated(&forme.raw, other, mutation, seed)) {
                wrong.push(format!("{}, mutation {mutation}: {why}", forme.name));
            }
        }
    }
    wrong
}

#[test]
fn none_is_lost_and_none_does_harm() {
    let formes = formes();
    assert!(formes.len() >= 200, "{} shapes", formes.len());
    let wrong = failures(&formes);
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), formes.len() * (MUTATIONS + 1), wrong.join("\n"));
}

/// Each part of the table is there, so that a shape that falls out is missed.
#[test]
fn shapes_of_every_kind() {
    let formes = formes();
    for kind in [
        "nesting", "flood", "encoding", "charset", "name", "html", "tnef", "parts", "boundary", "report",
        "address", "field",
    ] {
        assert!(formes.iter().filter(|forme| forme.name.starts_with(kind)).count() >= 8, "{kind}");
    }
    let refused = formes.iter().filter(|forme| lire(&forme.raw).illisible.is_some()).count();
    assert!(refused * 2 < formes.len(), "{refused} of {} are refused: too many are not read", formes.len());
}
