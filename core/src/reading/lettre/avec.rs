//! An answer that answers another question as well: « 2 nuits à 98 € », « Léa Roy, 06 39 98 12 34 », « 802 … 00018
//! (Savoie Conseil) ».

use std::sync::LazyLock;

use regex::Regex;

use super::Reader;
use super::contact::Joindre;
use super::etiquette::Etiquettes;
use super::remarque::{without_directions, without_tax};
use super::sejour::counted;
use crate::reading::identite::pattern;

impl Reader {
    /// Gives each question its own part of an answer; one that has an answer keeps it.
    pub(super) fn part_answers(&self, reponses: &mut Vec<(u32, String)>) {
        let mut found: Vec<(u32, String)> = Vec::new();
        for (n, answer) in reponses.iter_mut() {
            if self.labels.named("rue") == Some(*n) {
                *answer = without_directions(answer).to_owned();
            }
            if self.labels.asks_a_sum(*n) {
                *answer = without_tax(answer).to_owned();
            }
            for (other, part) in parts(*n, answer, &self.labels) {
                if other == *n {
                    *answer = part;
                } else {
                    found.push((other, part));
                }
            }
        }
        for (n, part) in found {
            if reponses.iter().all(|(other, _)| *other != n) {
                reponses.push((n, part));
            }
        }
    }
}

/// What an answer to question `n` says, of each question; nothing where it is only its own.
fn parts(n: u32, answer: &str, labels: &Etiquettes) -> Vec<(u32, String)> {
    let counted = counted(n, answer, labels);
    if !counted.is_empty() {
        return counted;
    }
    if let Some(asked) = Joindre::of(labels).filter(|asked| asked.nom == n)
        && let Some((name, rest)) = reached(answer)
    {
        let mut out = vec![(n, name.to_owned())];
        out.extend(asked.reached(rest));
        return out;
    }
    let siret = labels.named("siret de l organisme").or_else(|| labels.named("organisme de formation siret"));
    match (siret, labels.named("organisme de formation nom")) {
        (Some(siret), Some(house)) if siret != house && siret == n => behind_siret(answer)
            .map(|(siret, name)| vec![(n, siret.to_owned()), (house, name.to_owned())])
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// « Léa Roy, 06 39 98 12 34 ou 03 53 01 66 20 », « Léa Roy 06 39 98 12 34 », « Léa Roy (lea@exemple.fr) »: a name, and how to reach who bears it.
fn reached(answer: &str) -> Option<(&str, &str)> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^((?:M\.|Mme|Mlle|Monsieur|Madame)? ?\p{Lu}[\p{L}'’-]+(?: (?:de |du |le |la )?\p{Lu}[\p{L}'’-]+){1,3})(?: ?[,:(/–-]| ?\n| au | tél| )(.*)$",
        )
    });
    let found = NAME.captures(answer)?;
    let (name, rest) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 10 || rest.contains('@')).then_some((name, rest))
}

/// « 802 955 123 00018 (Savoie Conseil) »: whose SIRET it is.
fn behind_siret(answer: &str) -> Option<(&str, &str)> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^((?:[0-9][ .]?){14}) ?(?:\(|[–-] |, )(?:pour |c['’]est )?(\p{Lu}[^()\n0-9]{1,60})\)?$")
    });
    let found = NAMED.captures(answer)?;
    Some((found.get(1)?.as_str().trim(), found.get(2)?.as_str().trim()))
}
