//! What stands in the end of all that was read: without what is taken back, denied or said twice.

use std::ops::Range;

use super::chantier::{Chantier, LONGEST_CLAUSE};
use super::mots::{Mot, mots};
use super::{Plusieurs, Prise};
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::Lu;
use crate::reading::lex::listed;

impl Chantier<'_, '_> {
    /// What was taken and not taken back: « 14 h, pardon, 21 h », « pas 14 h mais 21 h ».
    fn standing(&self, taken: &[(Lu, Range<usize>, bool)]) -> Vec<(Lu, Range<usize>, bool)> {
        let mut sorted = taken.to_vec();
        sorted.sort_by_key(|(_, part, _)| part.start);
        let mut out: Vec<(Lu, Range<usize>, bool)> = Vec::new();
        for one in sorted {
            let clause = self.clause(&one.1);
            // « et non pas d'hôtel »: what is wanted or not says itself.
            let wished = matches!(one.0.valeur, Valeur::OuiNon(_));
            if !wished && is_denied(&self.words(clause.start..one.1.start)) {
                continue;
            }
            let between = out.last().map(|(_, last, _)| last.end..one.1.start);
            let between =
                between.filter(|between| between.len() <= LONGEST_CLAUSE).map(|part| self.words(part));
            if between.is_some_and(|words| takes_back(&words)) {
                out.pop();
            }
            out.push(one);
        }
        out
    }

    pub fn finish(self) -> Plusieurs {
        let mut out = Plusieurs::default();
        let reduced = || {
            mots(self.text, 0..self.text.len())
                .iter()
                .any(|word| listed("remise remises reduction rabais ristourne", &word.text))
        };
        for (i, place) in self.places.iter().enumerate() {
            let taken = &self.standing(&self.taken[i]);
            // « Tarif 1 500 €, remisé à 1 350 € »: which one is to be paid?
            let several = matches!(place.nature, Nature::Montant { .. })
                && taken.windows(2).any(|pair| pair[0].0.valeur != pair[1].0.valeur);
            if several && reduced() {
                out.douteux.push(place.cle.to_owned());
                continue;
            }
            let labelled = taken.iter().any(|(.., labelled)| *labelled);
            let mut kept = taken.iter().filter(|(.., by_label)| *by_label == labelled);
            let Some((lu, octets, _)) = kept.next() else {
                if self.doubtful[i] {
                    out.douteux.push(place.cle.to_owned());
                }
                continue;
            };
            if kept.all(|(other, ..)| other.valeur == lu.valeur) {
                out.prises.push(Prise { cle: place.cle.to_owned(), lu: lu.clone(), octets: octets.clone() });
            } else {
                out.douteux.push(place.cle.to_owned());
            }
        }
        out.lus = joined(self.read);
        out
    }
}

/// Second thoughts between two values; « et non » takes nothing back of what stands before it.
pub fn takes_back(words: &[Mot]) -> bool {
    const WORDS: &str = "non pardon oups erreur plutot finalement rectification correction desole desolee zut enfin corrige rectifie trompe trompee";
    let is = |word: &Mot| listed(WORDS, &word.text);
    // « 150 km je veux dire 250 km »
    let means = words.windows(2).any(|pair| listed("veux voulais", &pair[0].text) && pair[1].text == "dire");
    // « 840 TTC mais c'est faux, c'est 980 »
    let means = means || words.windows(2).any(|pair| pair[0].text == "est" && pair[1].text == "faux");
    // « Non pas de frais. », « non merci »: an answer of its own.
    let answers = words.windows(3).any(|three| {
        three[0].text == "non" && three[1].text == "pas" && matches!(three[2].text.as_str(), "de" | "d")
    }) || words
        .windows(2)
        .any(|pair| pair[0].text == "non" && listed("merci aucun aucune aux", &pair[1].text));
    !answers
        // « ah non pardon je regarde le planning, c'est … »; « pour ma vendeuse c'est une autre formation, plutôt … »
        && (words.len() <= 8 || words.len() <= 10 && words.iter().take(2).any(is))
        && (means || words.iter().any(is))
        && !words.windows(2).any(|pair| pair[0].text == "et" && pair[1].text == "non")
}

/// « pas 14 h », « et non 1 500 € », « au lieu du 12 mars »: what stands after these words is not the value.
fn is_denied(before: &[Mot]) -> bool {
    let mut words: Vec<&str> = before.iter().rev().take(4).map(|word| word.text.as_str()).collect();
    if matches!(words[..], ["de" | "du" | "des" | "d" | "le" | "les", ..]) {
        words.remove(0);
    }
    // « j'avais mis 2 nuits mais … »
    let had = |word: &str| word.starts_with("avai") || word == "avions";
    let before = matches!(words[..], ["prevu" | "prevus" | "mis" | "dit" | "ecrit" | "note" | "indique" | "annonce", then, ..] if had(then));
    before
        || matches!(
            words[..],
            ["pas", ..] | ["non", "et" | "mais", ..] | ["lieu", "au", ..] | ["que", "plutot", ..]
        )
}

/// In order, apart from each other.
pub fn joined(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| (part.start, part.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match out.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => out.push(part),
        }
    }
    out
}
