//! A name that another one takes the place of: « pas Castres mais Mazamet ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::{Place, Plusieurs, Prise};
use super::phrase::{Phrase, phrases};
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::{Contexte, Lecture, fold, read};

/// « Ville : Castres. PS : pas Castres mais Mazamet »: a name that another one takes the place of.
pub(super) fn renamed(lus: &mut Plusieurs, places: &[Place<'_>], text: &str, contexte: &Contexte<'_>) {
    if !text.contains(" mais ") {
        return;
    }
    for phrase in phrases(text) {
        let Some((denied, octets)) = phrase.replaces() else { continue };
        let said = text.get(octets.clone()).unwrap_or_default();
        for prise in lus.prises.iter_mut().filter(|prise| phrase.follows(prise)) {
            let Valeur::Texte(written) = &prise.lu.valeur else { continue };
            let Some(place) = places.iter().find(|place| place.cle == prise.cle) else { continue };
            let is_name = matches!(place.nature, Nature::Texte { .. } | Nature::Commune);
            if is_name
                && fold(written) == denied
                && let Lecture::Read(lu) = read(place.nature, said, contexte)
            {
                *prise = Prise { cle: prise.cle.clone(), lu, octets: octets.clone() };
            }
        }
    }
}

impl Phrase<'_> {
    /// « PS : pas Castres mais Mazamet »: the name that is denied, folded, and where what takes its place stands in the message.
    fn replaces(&self) -> Option<(String, Range<usize>)> {
        static INSTEAD: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:pas|non) (?:à |a |chez )?(?:l['’]|la |le )?([^,;.:\n]{2,60}?)(?: même)?,? mais (?:à |a |chez )?(?:plut[ôo]t )?(?:l['’]|la |le )?([^,;.:!?()\n]{2,60}?)(?:[,;.:!?()\n]|$)",
            )
        });
        let said = self.text.get(self.octets.clone())?;
        let found = INSTEAD.captures(said)?;
        let new = found.get(2)?;
        // « Je n'habite pas Lyon mais Bron » tells something else.
        const LEADS: &str = "ps p s erreur pardon oups rectif rectification non ce n c est la ville le titre organisme finalement en fait desolee desole";
        let whole = found.get(0)?;
        let plain = |text: &str| fold(text).split(' ').all(|word| word.is_empty() || listed(LEADS, word));
        let verbs = new.as_str().split_whitespace().skip(1).any(|word| {
            listed("qui que oui le la les chez pour au connait paye vient", word)
                && !word.starts_with(char::is_uppercase)
        });
        let small = new
            .as_str()
            .split_whitespace()
            .any(|word| word.starts_with(char::is_lowercase) && word.chars().count() > 3);
        if !plain(said.get(..whole.start())?) || verbs || small {
            return None;
        }
        let octets = self.octets.start + new.start()..self.octets.start + new.end();
        new.as_str().starts_with(char::is_uppercase).then(|| (fold(&found[1]), octets))
    }
}
