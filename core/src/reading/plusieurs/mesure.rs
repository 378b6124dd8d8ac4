//! Days, hours and amounts among other words.

use std::ops::Range;

use chrono::NaiveDate;

use super::Role;
use super::chantier::Chantier;
use super::mots::{Mot, holds};
use crate::catalogue::Nature;
use crate::dossier::{Taxe, Valeur};
use crate::reading::date::{JourEcrit, is_month, written_days};
use crate::reading::duree::{HeuresEcrites, written_hours};
use crate::reading::montant::written_amounts;
use crate::reading::{Contexte, Lecture, Lu, read, read_range};

/// Bytes after a value that may say more of it.
const AFTER: usize = 40;

impl Chantier<'_, '_> {
    /// Periods and days. `among`: only for these places, as a label says. Whether something was found.
    pub fn jours(&mut self, part: Range<usize>, among: Option<&[usize]>) -> bool {
        let mut found = false;
        for JourEcrit { octets, open, alone, partial } in written_days(self.rest(part.clone()), self.contexte)
        {
            let octets = part.start + octets.start..part.start + octets.end;
            let near = self.near(&octets);
            if partial && !(ends(&near) && among.is_none()) {
                continue;
            }
            found = true;
            // « à demain », « je vous réponds lundi », « votre demande du 24/11 »: days of something else.
            if among.is_none()
                && (self.is_day_of_mail(&octets) || (!self.is_written_out(&octets) && !is_side(&near)))
            {
                self.consume(octets);
                continue;
            }
            let is_date = |nature: &Nature| matches!(nature, Nature::Date);
            let places = match among {
                Some(places) => places.to_vec(),
                None => self.candidates(&near, |place| is_date(place.nature)),
            };
            if self.is_doubtful(&octets, false) {
                self.doubt(&places);
                self.consume(octets);
                continue;
            }
            let both = (self.with_role(&places, Role::Debut), self.with_role(&places, Role::Fin));
            let piece = self.piece(octets.clone()).to_owned();
            let labelled = among.is_some();
            match (both, read_range(&piece, self.contexte)) {
                ((Some(debut), fin), Some((first, last)))
                    if first != last && (fin.is_some() || !labelled) =>
                {
                    self.take_days((debut, fin), (first, last), octets, labelled);
                }
                ((Some(debut), Some(fin)), _) if alone && !is_side(&near) => {
                    // « le 12 mars »: a start at least; a day « toute la journée » is its end too.
                    let whole_day = self.is_one_day(&octets);
                    let Some((day, _)) = read_range(&piece, self.contexte) else {
                        self.doubt(&places);
                        self.consume(octets);
                        continue;
                    };
                    let fin = Some(fin).filter(|_| whole_day);
                    self.take_days((debut, fin), (day, day), octets, labelled);
                }
                _ => {
                    let place = match (places.as_slice(), open) {
                        (&[place], _) => Some(place),
                        (_, true) => both.0,
                        (_, false) if ends(&near) => both.1,
                        _ if begins(&near) => both.0,
                        _ => None,
                    };
                    self.one_day(place, &places, octets, labelled);
                }
            }
        }
        found
    }

    /// It says a day of the calendar: a figure, a month.
    fn is_written_out(&self, part: &Range<usize>) -> bool {
        self.words(part.clone())
            .iter()
            .any(|word| word.text.bytes().any(|byte| byte.is_ascii_digit()) || is_month(&word.text))
    }

    /// « Suite à votre demande du 24/11/2026 ».
    fn is_day_of_mail(&self, part: &Range<usize>) -> bool {
        const OTHERS: &str =
            "demande courrier courriel mail email message devis lettre facture appel reponse relance";
        let words = self.words(self.clause(part).start..part.start);
        let last = words.iter().rev().find(|word| !matches!(word.text.as_str(), "du" | "de" | "le" | "d"));
        last.is_some_and(|word| OTHERS.split(' ').any(|other| other == word.text))
    }

    fn one_day(&mut self, place: Option<usize>, places: &[usize], octets: Range<usize>, labelled: bool) {
        let read = place.map(|place| {
            let after = self.start_of(place).or(self.contexte.after);
            (place, read(&Nature::Date, self.piece(octets.clone()), &Contexte { after, ..*self.contexte }))
        });
        match read {
            Some((place, Lecture::Read(lu))) => self.take(place, lu, octets, labelled),
            _ => {
                self.doubt(places);
                self.consume(octets);
            }
        }
    }

    pub fn take_days(
        &mut self,
        (debut, fin): (usize, Option<usize>),
        (first, last): (NaiveDate, NaiveDate),
        part: Range<usize>,
        labelled: bool,
    ) {
        let day = |date| Lu { valeur: Valeur::Date(date), taxe: None };
        self.take(debut, day(first), part.clone(), labelled);
        if let Some(fin) = fin {
            self.take(fin, day(last), part, labelled);
        }
    }

    /// The start taken, for the end beside it.
    pub fn start_of(&self, place: usize) -> Option<NaiveDate> {
        let debut = (self.places[place].role == Role::Fin)
            .then(|| self.with_role(&(0..self.places.len()).collect::<Vec<_>>(), Role::Debut))??;
        self.date_of(debut)
    }

    /// « toute la journée », « sur une journée », « 1 jour » in the same clause or the next.
    fn is_one_day(&self, part: &Range<usize>) -> bool {
        let words = self.words(part.end..self.window(part.end));
        let before = self.words(self.clause(part).start..part.start);
        let texts: Vec<&str> = before.iter().chain(&words).map(|word| word.text.as_str()).collect();
        let pairs = [
            ["toute", "la"],
            ["une", "journee"],
            ["1", "journee"],
            ["1", "jour"],
            ["une", "seule"],
            ["1", "seule"],
            ["seule", "journee"],
        ];
        texts.windows(2).any(|pair| pairs.iter().any(|wanted| pair == wanted))
    }

    fn window(&self, from: usize) -> usize {
        let rest = self.left.get(from..).unwrap_or_default();
        rest.char_indices().take(AFTER).find(|(_, c)| matches!(c, '\n' | ';')).map_or_else(
            || from + rest.char_indices().nth(AFTER).map_or(rest.len(), |(at, _)| at),
            |(at, _)| from + at,
        )
    }

    /// The words around a value, within its clause.
    fn near(&self, part: &Range<usize>) -> Vec<Mot> {
        let clause = self.clause(part);
        let mut words = self.words(clause.start..part.start);
        // « 300 € de dossier et 1 200 € »: what stands before « et » is of the first.
        let and = words.iter().rposition(|word| word.text == "et").map_or(0, |at| at + 1);
        let skip = words.len().saturating_sub(6).max(and);
        words.drain(..skip);
        // « débutera le 6 et se terminera le 10 »: what another verb says is of what follows.
        let after = self.words(part.end..clause.end).into_iter().take(4);
        words.extend(after.take_while(|word| word.text != "et"));
        words
    }

    /// Hours: « 21h », « 2 jours de 7 h ».
    pub fn heures(&mut self, part: Range<usize>, among: Option<&[usize]>) -> bool {
        let mut found = false;
        for HeuresEcrites { octets, clock } in written_hours(self.rest(part.clone())) {
            let octets = part.start + octets.start..part.start + octets.end;
            if clock {
                self.consume(octets);
                continue;
            }
            found = true;
            // « dont 7 h en visio »: a share of them.
            if among.is_none() && self.follows(&octets, "dont") {
                self.consume(octets);
                continue;
            }
            let near = self.near(&octets);
            let places = match among {
                Some(places) => places.to_vec(),
                None => self.candidates(&near, |place| matches!(place.nature, Nature::Heures { .. })),
            };
            self.measured(&places, octets, among.is_some(), true);
        }
        found
    }

    /// The word just before.
    fn follows(&self, part: &Range<usize>, word: &str) -> bool {
        self.words(self.clause(part).start..part.start).last().is_some_and(|last| last.text == word)
    }

    fn measured(&mut self, places: &[usize], octets: Range<usize>, labelled: bool, about_is_fine: bool) {
        let lecture = match places {
            &[place] => {
                Some((place, read(self.places[place].nature, self.piece(octets.clone()), self.contexte)))
            }
            _ => None,
        };
        match lecture {
            Some((place, Lecture::Read(lu))) if !self.is_doubtful(&octets, about_is_fine) => {
                self.take(place, lu, octets, labelled);
            }
            _ => {
                self.doubt(places);
                self.consume(octets);
            }
        }
    }

    /// Amounts: « 1 500 € HT ».
    pub fn montants(&mut self, part: Range<usize>, among: Option<&[usize]>) -> bool {
        let written = written_amounts(self.rest(part.clone()));
        let (lone, labelled) = (written.len() == 1, among.is_some());
        for amount in &written {
            let octets = part.start + amount.octets.start..part.start + amount.octets.end;
            let near = self.near(&octets);
            let taxe = amount.taxe.or_else(|| self.taxe.filter(|_| lone));
            let is_sum = |nature: &Nature| matches!(nature, Nature::Montant { .. } | Nature::Taux { .. });
            let all = among.map_or_else(|| self.of_kind(is_sum), <[usize]>::to_vec);
            let places = self.taxed(all, taxe);
            let places = if labelled { places } else { self.named_among(places, &near) };
            let named = labelled || self.is_named(&places, &near);
            if !named && (amount.share || is_other_cost(&near)) {
                self.consume(octets);
                continue;
            }
            self.measured(&places, octets, labelled, false);
        }
        !written.is_empty()
    }

    /// « Coût : 980 »: euros, since the label says so.
    pub fn bare_amount(&mut self, places: &[usize], value: &Range<usize>) -> bool {
        let places = self.taxed(places.to_vec(), self.taxe);
        let Some((place, Lecture::Read(lu))) = (match places[..] {
            [place] => {
                Some((place, read(self.places[place].nature, self.piece(value.clone()), self.contexte)))
            }
            _ => None,
        }) else {
            return false;
        };
        self.take(place, lu, value.clone(), true);
        true
    }

    /// The places of this tax; those of no tax in particular when there are none.
    fn taxed(&self, places: Vec<usize>, taxe: Option<Taxe>) -> Vec<usize> {
        let role = |place: usize| match self.places[place].role {
            Role::Ht => Some(Taxe::Ht),
            Role::Ttc => Some(Taxe::Ttc),
            _ => None,
        };
        let Some(taxe) = taxe else { return places };
        let exact: Vec<usize> = places.iter().copied().filter(|&place| role(place) == Some(taxe)).collect();
        if exact.is_empty() {
            places.into_iter().filter(|&place| role(place).is_none()).collect()
        } else {
            exact
        }
    }

    fn is_named(&self, places: &[usize], near: &[Mot]) -> bool {
        places.iter().any(|&place| self.places[place].mots.iter().any(|name| holds(near, name)))
    }
}

/// « fin », « jusqu'au ».
fn ends(near: &[Mot]) -> bool {
    near.iter().any(|word| {
        matches!(
            word.text.as_str(),
            "fin" | "finit" | "finira" | "termine" | "terminera" | "jusqu" | "jusque"
        )
    })
}

fn begins(near: &[Mot]) -> bool {
    const WORDS: [&str; 10] = [
        "debut",
        "commence",
        "commencera",
        "debute",
        "debutera",
        "demarre",
        "demarrera",
        "partir",
        "compter",
        "des",
    ];
    near.iter().any(|word| WORDS.contains(&word.text.as_str()))
}

fn is_side(near: &[Mot]) -> bool {
    ends(near) || begins(near)
}

/// An amount of something else: « acompte de 300 € ».
fn is_other_cost(near: &[Mot]) -> bool {
    const OTHERS: [&str; 34] = [
        "acompte",
        "arrhes",
        "remise",
        "reduction",
        "rabais",
        "hebergement",
        "hotel",
        "repas",
        "deplacement",
        "deplacements",
        "transport",
        "transports",
        "train",
        "peage",
        "carburant",
        "essence",
        "parking",
        "salaire",
        "salaires",
        "materiel",
        "fournitures",
        "inscription",
        "dossier",
        "examen",
        "certification",
        "nuit",
        "nuitee",
        "restauration",
        "aide",
        "subvention",
        "budget",
        "maximum",
        "plafond",
        "reste",
    ];
    near.iter().any(|word| OTHERS.contains(&word.text.as_str()))
}
