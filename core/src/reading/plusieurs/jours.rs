//! Days and periods among other words.

mod repris;

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::Role;
use super::chantier::Chantier;
use super::etat_civil::is_birthday;
use super::marques::{joined_days, run_of_days, without_arrows, without_separators};
use super::mots::Mot;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::date::{JourEcrit, is_month, written_days};
use crate::reading::identite::pattern;
use crate::reading::lettre::is_of_another_event;
use crate::reading::lex::listed;
use crate::reading::{Contexte, Lecture, Lu, fold, is_within_a_slip, read, read_range};

impl Chantier<'_, '_> {
    /// Periods and days. `among`: only for these places, as a label says. Whether something was found.
    pub fn jours(&mut self, part: Range<usize>, among: Option<&[usize]>) -> bool {
        let mut found = false;
        for JourEcrit { octets, open, alone, partial } in
            written_days(&without_separators(self.rest(part.clone())), self.contexte)
        {
            let octets = part.start + octets.start..part.start + octets.end;
            let octets = self.before_decimal(octets);
            let mut near = self.near(&octets);
            // « le 28 juin, fin le 29 »: what ends is said of the other.
            let starts = among.is_none() && alone && self.is_before_its_end(&octets);
            if starts {
                near.retain(|word| word.octets.end <= octets.start);
            }
            if partial && among.is_none() && self.begins_before_its_end(&octets, &near) {
                found = true;
                continue;
            }
            if partial && !(ends(&near) && among.is_none()) {
                // « Le 4 janvier. Non, le 5 »: of which month, who reads the whole says.
                if among.is_none()
                    && self.follows_taking_back(&octets)
                    && !(alone && self.takes_day_again(&octets))
                {
                    self.withdraw_dates();
                }
                continue;
            }
            // « fin le 18 », where the first day is to be asked: of which month?
            let month_unknown = self.first_and_last().is_some_and(|(first, _)| self.is_in_doubt(&[first]));
            if partial && among.is_none() && month_unknown {
                let dates = self.of_kind(|nature| matches!(nature, Nature::Date));
                self.doubt(&dates);
                self.consume(octets);
                continue;
            }
            // « vitrines de Noël »: what is made for it.
            if among.is_none() && !self.is_written_out(&octets) && self.follows_thing(&octets) {
                continue;
            }
            found = true;
            // « le reste suit demain »
            let soon = matches!(
                self.piece(octets.clone()).to_lowercase().as_str(),
                "demain" | "après-demain" | "aujourd'hui"
            );
            if among.is_none()
                && soon
                && !self
                    .words(self.clause(&octets).start..octets.start)
                    .iter()
                    .any(|word| listed("debut debute commence demarre date dates le", &word.text))
            {
                self.consume(octets);
                continue;
            }
            // « à demain », « je vous réponds lundi », « votre demande du 24/11 »: days of something else.
            if among.is_none()
                && (self.was_to_be(&octets)
                    || self.is_day_of_mail(&octets)
                    || (!self.is_written_out(&octets) && !is_side(&near)))
            {
                self.consume(octets);
                continue;
            }
            let is_date = |nature: &Nature| matches!(nature, Nature::Date);
            let places = match among {
                Some(places) => places.to_vec(),
                None => self.candidates(&near, |place| is_date(place.nature) && !is_birthday(place)),
            };
            // « entre le 10 et le 20 mai »
            let between = self
                .words(self.clause(&octets).start..octets.start)
                .last()
                .is_some_and(|word| word.text == "entre")
                || self.piece(octets.clone()).to_lowercase().starts_with("entre ");
            if between
                || self.is_doubtful(&octets, false)
                || self.is_limit(&octets)
                || self.is_either(&octets)
            {
                // « ah non pardon, je crois que c'est du 18 au 20 mai »: neither these nor the former.
                if among.is_none() && self.believes_anew(&octets) {
                    self.withdraw_dates();
                }
                self.doubt(&places);
                self.consume(octets);
                continue;
            }
            let both = (self.with_role(&places, Role::Debut), self.with_role(&places, Role::Fin));
            let days = run_of_days(self.piece(octets.clone()));
            let piece = without_arrows(&joined_days(&days, " - ")).into_owned();
            let labelled = among.is_some();
            // « le 12 janvier, non pardon, le 13 janvier »: of the same.
            if !labelled
                && alone
                && self.follows_taking_back(&octets)
                && let Some(place) = self.last_dated(octets.start)
            {
                self.one_day(Some(place), &places, octets, labelled);
                continue;
            }
            // « se termine le lendemain, le 19 janvier »
            let next = self.rest(0..octets.start).trim_end_matches([',', ' ']).ends_with("lendemain");
            if let Some(fin) = both.1.filter(|_| next && alone && !labelled) {
                self.one_day(Some(fin), &places, octets, labelled);
                continue;
            }
            let corrected = self.corrected_by(&octets);
            if corrected.as_ref().is_some_and(|days| self.may_be_elsewhere(&piece, octets.start, days)) {
                self.withdraw_dates();
                self.consume(octets);
                continue;
            }
            match (both, self.period(&piece, corrected.as_ref())) {
                ((Some(debut), fin), Some((first, last)))
                    if first != last && (fin.is_some() || !labelled) =>
                {
                    self.take_days((debut, fin), (first, last), octets, labelled);
                }
                // Beside it stands one that is none: « lundi 12 janvier 2027 » when it is a Tuesday.
                (_, _)
                    if alone
                        && !labelled
                        && !is_side(&near)
                        && !starts
                        && places.len() > 1
                        && (self.another_day(&octets) || self.is_in_doubt(&places)) =>
                {
                    self.doubt(&places);
                    self.consume(octets);
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
                        _ => match self.side_before(&octets) {
                            Some(Role::Fin) => both.1,
                            Some(_) => both.0,
                            None if ends(&near) => both.1,
                            None if begins(&near) => both.0,
                            None => None,
                        },
                    };
                    self.one_day(place, &places, octets, labelled);
                }
            }
        }
        if among.is_none() {
            self.day_after();
        }
        found
    }

    /// « fin le 9 avril 2027, début le 5 »: the first day, in the month of the last.
    fn begins_before_its_end(&mut self, part: &Range<usize>, near: &[Mot]) -> bool {
        let Some((first, last)) = self.first_and_last() else { return false };
        let figure = self.words(part.clone()).into_iter().find(Mot::is_figure);
        let day = figure.and_then(|figure| figure.text.parse().ok());
        let end = self.date_of(last).filter(|_| begins(near) && !self.is_taken(first));
        let Some((end, day)) = end.zip(day).filter(|(end, day)| *day <= end.day()) else { return false };
        let Some(day) = end.with_day(day) else { return false };
        self.take(first, Lu { valeur: Valeur::Date(day), taxe: None }, part.clone(), false);
        true
    }

    /// « et se termine le lendemain »: the last day, once the first is known.
    fn day_after(&mut self) {
        static NEXT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:termine|finit|fin|ach[èe]ve|jusqu['’]au)(?: au)? (?:le )?(lendemain(?:,? (?:le )?([0-9]{1,2}))?)(?:$|[^0-9\p{L}/])",
            )
        });
        let Some((first, last)) = self.first_and_last() else { return };
        let Some(day) = self.date_of(first).and_then(|day| day.succ_opt()).filter(|_| !self.is_taken(last))
        else {
            return;
        };
        let Some(found) = NEXT.captures(&self.left) else { return };
        let Some(part) = found.get(1).map(|found| found.range()) else { return };
        if found.get(2).is_none_or(|figure| figure.as_str().parse() == Ok(day.day())) {
            self.take(last, Lu { valeur: Valeur::Date(day), taxe: None }, part, false);
        }
    }

    /// « le 28 juin, fin le 29 juin »: the only day before the one that is said to be the last.
    fn is_before_its_end(&self, part: &Range<usize>) -> bool {
        static END: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^[ ,.;\n(–—-]{1,3}(?:et |puis )?(?:(?:la |se |[çc]a |elle (?:se )?)?(?:(?:prend(?:ra)? )?fin|finit|finira|termine|terminera|ach[èe]ve|ach[èe]vera|arr[êe]te|arr[êe]tera)) ?:? ?(?:le |au )?(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?[0-9]",
            )
        });
        let dates = self.of_kind(|nature| matches!(nature, Nature::Date));
        END.is_match(self.rest(part.end..self.left.len()))
            && !self.has_day(0..part.start)
            && !self.is_in_doubt(&dates)
    }

    /// The places of the first day and of the last.
    pub fn first_and_last(&self) -> Option<(usize, usize)> {
        let dates = self.of_kind(|nature| matches!(nature, Nature::Date));
        self.with_role(&dates, Role::Debut).zip(self.with_role(&dates, Role::Fin))
    }

    /// « commence le 18 et se termine le 19 »: the side that the last word before a day tells.
    fn side_before(&self, part: &Range<usize>) -> Option<Role> {
        let words = self.words(self.clause(part).start..part.start);
        (0..words.len()).rev().find_map(|at| {
            let one = &words[at..(at + 2).min(words.len())];
            let alone = &words[at..=at];
            if ends(one) && (ends(alone) || one.len() > 1) {
                Some(Role::Fin)
            } else {
                begins(alone).then_some(Role::Debut)
            }
        })
    }

    /// « avant le 30/11 », « d'ici le 12 mars »: not the day.
    fn is_limit(&self, part: &Range<usize>) -> bool {
        // « On décale du 12 au 19 janvier »: from a day to another, not for so long.
        const MOVES: &str = "decale decalee decalons decaler deplace deplacee deplacer reporte reportee reporter repousse repousser";
        let words = self.words(self.clause(part).start..part.start);
        // « décalé au 5 avril » is the day it will be.
        let moved = words.iter().any(|word| listed(MOVES, &word.text));
        let will_be = words.iter().any(|word| listed("sera serait seront", &word.text));
        let first = self.words(part.clone()).into_iter().next();
        let to = |word: &Mot| matches!(word.text.as_str(), "au" | "aux");
        // « décalé d'une semaine : du 8 au 10 mars »
        let told = self.piece(0..part.start).trim_end().ends_with(':');
        if moved && is_of_another_event(self.piece(self.clause(part))) {
            return true;
        }
        if moved && !will_be && !told && !first.iter().chain(words.last()).any(to) {
            return true;
        }
        let last = words.iter().rev().find(|word| !matches!(word.text.as_str(), "le" | "la" | "au" | "du"));
        // « la semaine du 15 mars »: some day of it; « la semaine du 15 au 19 mars » is a period.
        let week = last.is_some_and(|word| word.text == "semaine")
            && read_range(self.piece(part.clone()), self.contexte).is_none_or(|(first, last)| first == last);
        week || last.is_some_and(|word| matches!(word.text.as_str(), "avant" | "apres" | "ici"))
    }

    /// « 27 et 28 janvier, 1,1 k€ »: the figure at the end begins a sum.
    fn before_decimal(&self, part: Range<usize>) -> Range<usize> {
        let after = self.rest(part.end..self.left.len());
        let mut rest = after.chars();
        let decimal =
            matches!(rest.next(), Some('.' | ',')) && rest.next().is_some_and(|c| c.is_ascii_digit());
        let comma = self.piece(part.clone()).rfind(", ").filter(|_| decimal);
        part.start..comma.map_or(part.end, |at| part.start + at)
    }

    /// « soit le 22 mars soit le 5 avril »: one of them.
    fn is_either(&self, part: &Range<usize>) -> bool {
        let before = self.words(self.clause(part).start..part.start);
        let last = before.iter().rev().find(|word| !listed("le la du au", &word.text));
        last.is_some_and(|word| word.text == "soit") && self.text.to_lowercase().matches("soit").count() > 1
    }

    /// « initialement prévue du 8 au 10 mars »: what was to be.
    fn was_to_be(&self, part: &Range<usize>) -> bool {
        let words = self.words(self.clause(part).start..part.start);
        // « ne commence plus le 22 mars »
        let no_more = words.windows(3).rev().take(3).any(|three| {
            listed("ne n", &three[0].text) && listed("plus pas", &three[2].text) && is_side(&three[1..2])
        });
        no_more
            || words
                .iter()
                .rev()
                .take(4)
                .any(|word| matches!(word.text.as_str(), "initialement" | "auparavant"))
    }

    /// « bûches de », « chocolats de »: a noun that the day is said of.
    fn follows_thing(&self, part: &Range<usize>) -> bool {
        const TIMES: &str = "lundi mardi jeudi vendredi samedi dimanche jour veille lendemain semaine vacances avant apres lors fetes fete conges pont";
        let words = self.words(self.clause(part).start..part.start);
        matches!(&words[..], [.., thing, of] if matches!(of.text.as_str(), "de" | "d" | "du") && !listed(TIMES, &thing.text))
    }

    /// What is left elsewhere looks like a day, and was not read.
    fn another_day(&self, part: &Range<usize>) -> bool {
        self.has_day(0..part.start) || self.has_day(part.end..self.left.len())
    }

    /// What is left of a part looks like a day, and is not denied.
    pub fn has_day(&self, part: Range<usize>) -> bool {
        let text = self.rest(part);
        static DAY: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)\b[0-9]{1,2}(?:er)? ?(?:/ ?[0-9]{1,2}\b|-[0-9]{1,2}-[0-9]{2}|\p{L}{3,9}\b)")
        });
        // « le 6 avril et pas le 6 mars »
        let denied = |at: usize| {
            ["pas le ", "pas du ", "non le ", "non du ", "lieu du "].iter().any(|no| text[..at].ends_with(no))
        };
        DAY.find_iter(text).filter(|found| !denied(found.start())).any(|found| {
            let words = fold(found.as_str());
            !found.as_str().contains(char::is_alphabetic)
                || words.split([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).any(is_month)
        })
    }

    /// It says a day of the calendar: a figure, a month.
    fn is_written_out(&self, part: &Range<usize>) -> bool {
        self.words(part.clone())
            .iter()
            .any(|word| word.text.bytes().any(|byte| byte.is_ascii_digit()) || is_month(&word.text))
    }

    /// « Suite à votre demande du 24/11/2026 ».
    fn is_day_of_mail(&self, part: &Range<usize>) -> bool {
        const OTHERS: &str = "demande courrier courriel mail email message devis lettre facture appel reponse relance \
            ne nee naissance acompte arrhes cheque virement";
        // « absente jusqu'au 3 décembre »
        const AWAY: &str = "absent absente absents conge conges vacances ferme fermee fermes retour reviens rentre fermons ferment fermerons fermeture indisponible indisponibles \
            disponible dispo joignable valable valide validite coupe coupee panne";
        let mut words = self.words(self.segment(part).start..part.start);
        // « le lundi on est fermés donc ce sera le 18 »: what comes of it is another matter.
        // « fin juin je serai en congés mais la formation c'est le 1er juillet »
        let so = words.iter().rposition(|word| listed("donc mais", &word.text)).map_or(0, |at| at + 1);
        words.drain(..so);
        // « Je vous envoie ce qui manque : début le 3 mai »
        let colon = self.rest(0..part.start).rfind(':').unwrap_or_default();
        words.retain(|word| word.octets.start >= colon);
        // « elle vous répondra avant le 30/11 »
        const LATER: &str = "repond repondra repondrai reponds repondrons repondront reviendra reviendrai enverra enverrai \
            envoie envoyons transmettra transmettrai rappelle rappellera rappellerai recontacte";
        let is = |word: &Mot, list: &str| listed(list, &word.text);
        // « la session du 12 avril est complète »
        const GONE: &str =
            "ferie feries complet complete annule annulee reporte reportee passe passee impossible";
        let after = self.words(part.end..self.clause(part).end);
        // « La date du 15 mars ne convient plus »
        let near: Vec<&str> = after.iter().take(5).map(|word| word.text.as_str()).collect();
        let denied = near.windows(3).any(|three| {
            matches!(three[0], "ne" | "n")
                && listed("convient va est", three[1])
                && matches!(three[2], "plus" | "pas")
        });
        let meets = |word: &Mot| matches!(word.text.as_str(), "rdv" | "rendez" | "reunion");
        // « je suis sur un chantier jusqu'à jeudi »
        let busy = words.iter().any(|word| matches!(word.text.as_str(), "suis" | "sommes"))
            && words.iter().any(|word| word.text == "jusqu");
        if busy
            || denied
            || words.iter().any(|word| is(word, AWAY) || is(word, LATER) || meets(word))
            || after.iter().take(4).any(|word| is(word, GONE))
        {
            return true;
        }
        // « devis n° 2026-118 du 12/10 »
        let words = self.words(self.segment(part).start..part.start);
        let last = words.iter().rev().find(|word| {
            !matches!(
                word.text.as_str(),
                "du" | "de" | "le" | "d" | "n" | "no" | "numero" | "signe" | "recu" | "date"
            ) && !word.text.bytes().any(|byte| byte.is_ascii_digit())
        });
        last.is_some_and(|word| is(word, OTHERS))
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
}

/// « fin », « jusqu'au ».
fn ends(near: &[Mot]) -> bool {
    // « la formation s'arrête le 12 »; a bus does too.
    let stops = near.windows(3).any(|three| {
        listed("formation stage session cours elle ca", &three[0].text)
            && three[1].text == "s"
            && listed("arrete arretera", &three[2].text)
    });
    stops
        || near.windows(2).any(|pair| pair[0].text == "dernier" && pair[1].text == "jour")
        || near.iter().any(|word| {
            const WORDS: &str =
                "fin fini finit finira finir termine terminer terminera acheve achever achevera jusqu jusque";
            listed(
                WORDS,
                word.text.strip_prefix('j').filter(|rest| rest.starts_with("fini")).unwrap_or(&word.text),
            )
        })
}

fn begins(near: &[Mot]) -> bool {
    const WORDS: [&str; 10] = [
        "debut",
        "deb",
        "commence",
        "commencera",
        "debute",
        "debutera",
        "demarre",
        "demarrera",
        "partir",
        "compter",
    ];
    // « commmence », « comence »
    let slip = |word: &Mot| {
        word.text.starts_with("com") && is_within_a_slip("commence", &word.text)
            || word.text.starts_with("deb") && is_within_a_slip("debut", &word.text)
    };
    let said = |word: &Mot| WORDS.iter().any(|own| is_said(&word.text, own));
    near.iter().any(|word| said(word) || slip(word))
}

/// « jcommence », « jfini »: who writes stuck to the verb.
fn is_said(word: &str, verb: &str) -> bool {
    word == verb || word.strip_prefix('j') == Some(verb)
}

pub fn is_side(near: &[Mot]) -> bool {
    ends(near) || begins(near)
}
