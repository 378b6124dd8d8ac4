//! How many come: « on est 3 à partir », « 2 coiffeuses ».

mod metiers;
mod rectifie;
mod seule;
mod tous;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::compte::is_number;
use super::mots::Mot;
use crate::dossier::{Centiemes, Valeur};
use crate::message::Refus;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::prenoms::is_first_name;
use crate::reading::{Lecture, Lu, read};
pub use metiers::is_trade;

impl Chantier<'_, '_> {
    /// « on est 3 à partir », « nous serons trois », « 4 partent », « 2 coiffeuses »: who comes.
    pub fn comers(&mut self) {
        let Some(place) = self.only_place(|&place| self.counts_comers(place)) else { return };
        let words = self.words(0..self.left.len());
        let mut said = Vec::new();
        let mut trades = Vec::new();
        for at in 0..words.len() {
            let is_figure = words[at].text.len() < 3 && words[at].is_figure();
            if !is_figure {
                continue;
            }
            // « on est 4, non 5 »
            let corrects = at > 1
                && matches!(words[at - 1].text.as_str(), "non" | "pardon" | "enfin" | "plutot")
                && said.last() == Some(&words[at - 2].octets);
            if corrects || self.is_said_of_comers(&words, at) {
                said.push(words[at].octets.clone());
            } else if let Some(end) = self.trade_after(&words, at) {
                // « mes 3 vendeuses restent »
                let stays = words.iter().find(|word| word.octets.start >= end);
                if stays.is_some_and(|word| listed("reste restent gardent garderont tiendront", &word.text)) {
                    continue;
                }
                trades.push((words[at].octets.clone(), words[at].octets.start..end));
            }
        }
        // « on sera 3 (moi et les 2 apprentis) »: who they are.
        trades.retain(|(part, _)| {
            !said.iter().any(|count| {
                let between = self.piece(count.end..part.start);
                between.trim_start().starts_with('(') && !between.contains(')')
            })
        });
        // « 2 coiffeuses et 1 apprentie donc 3 en tout »
        static SUM: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b([0-9]{1,2}|une?|deux|trois|quatre|cinq) [\p{L}' -]{3,25}? et ([0-9]{1,2}|une?|deux|trois|quatre|cinq) [\p{L}' -]{3,25}?,? (?:donc|soit|ça fait|=) ([0-9]{1,2}|deux|trois|quatre|cinq|six)(?: en tout| au total| personnes| stagiaires| participants?)? *(?:[,.;\n]|$)",
            )
        });
        let told = ["donc", "soit", "fait", "="].iter().any(|so| self.text.contains(so));
        let sum = SUM.captures(if told { self.text } else { "" }).filter(|found| {
            let [one, other, whole] =
                [1, 2, 3].map(|at| found.get(at).and_then(|part| self.number(place, part.as_str())));
            one.zip(other).is_some_and(|(one, other)| one.checked_add(other) == whole)
        });
        let sum = sum.and_then(|found| found.get(3)).map(|found| found.range());
        if let Some(part) = sum
            && let Lecture::Read(lu) =
                read(self.places[place].nature, self.piece(part.clone()), self.contexte)
        {
            self.forget(place);
            self.take(place, lu, part, true);
            return;
        }
        if let Some(part) = self.counted_anew(place, &said, &trades) {
            self.forget(place);
            let value = read(self.places[place].nature, self.piece(part.clone()), self.contexte);
            if let Lecture::Read(lu) = value {
                self.take(place, lu, part, true);
                return;
            }
        }
        // « on est 6 mais y en a que 2 qui partent », « 6 salariés dont 2 qui partent »
        let goes = |at: &usize| {
            let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
            let who = matches!(text(at + 1), "qui" | "seulement" | "uniquement");
            words[*at].text.len() < 3
                && words[*at].is_figure()
                && who
                && listed(
                    "partent partiront part partira viennent viendra viendront participent participeront suivront suivent vont iront font feront fait fera",
                    text(at + 2),
                )
        };
        let mut goers = (0..words.len()).filter(goes);
        if let (Some(at), None) = (goers.next(), goers.next()) {
            for word in words.iter().filter(|word| word.is_figure() && word.text.len() < 3) {
                said.retain(|part| *part != word.octets);
            }
            trades.clear();
            self.forget(place);
            let part = words[at].octets.clone();
            let value = read(self.places[place].nature, self.piece(part.clone()), self.contexte);
            if let Lecture::Read(lu) = value {
                self.take(place, lu, part, false);
            }
        }
        if said.is_empty() && trades.is_empty() && !self.is_taken(place) {
            self.goes_alone(place);
            self.come_together(place);
        }
        for part in said {
            self.count(&[place], part.clone(), part, &1);
        }
        // « 2 vendeuses et 1 boulanger » are three.
        if let [(part, whole)] = &trades[..]
            && !self.is_taken(place)
        {
            self.count(&[place], part.clone(), whole.clone(), &1);
        }
    }

    fn counts_comers(&self, place: usize) -> bool {
        let place = &self.places[place];
        let named = |mot: &String| matches!(mot.trim_end_matches('s'), "participant" | "stagiaire");
        is_number(place.nature) && place.mots.iter().any(named)
    }

    /// « moi et mes deux salariées », « 2 collègues et moi »: those counted and who writes; nothing where somebody else
    /// stands beside the count, who may be one of them. `None` when nobody does.
    pub fn with_who_writes(
        &self,
        place: usize,
        part: &Range<usize>,
        whole: &Range<usize>,
    ) -> Option<Lecture> {
        static ME_AND: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^\s*(?:(?:c['’]est |ce sera |nous (?:serons|sommes) |on (?:est|sera) )?(?:pour )?)moi(?:[ -]même)? ?(?:et|\+|&|plus|avec) ?(?:mes |nos )?$",
            )
        });
        static AND_ME: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)^ ?(?:et|\+|&|plus) ?moi(?:[ -]même)?\s*(?:$|=|donc\b|soit\b)"));
        static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:moi|moi[ -]même|g[ée]rante?|patronn?e?) ?(?:et|\+|&|plus|avec) ?(?:mes |nos |ses )?$|^ ?(?:et|\+|&|plus|avec) ?(?:l[ea] |l['’]|mon |ma |son |sa |leur )?(?:moi|g[ée]rante?|patronn?e?|chef|cheffe|directeur|directrice|associée?|conjointe?)\b",
            )
        });
        if !self.counts_comers(place) {
            return None;
        }
        let clause = self.clause(whole);
        let (before, after) = (self.rest(clause.start..whole.start), self.rest(whole.end..clause.end));
        // « Julie, moi et 2 stagiaires »
        let person = self.words(0..clause.start).last().is_some_and(|word| is_first_name(&word.text));
        let me = ME_AND.is_match(before) && !person && after.trim().is_empty() || AND_ME.is_match(after);
        let number = self.number(place, self.piece(part.clone())).filter(|hundredths| hundredths % 100 == 0);
        match number.and_then(|hundredths| hundredths.checked_add(100)) {
            Some(hundredths) if me => {
                Some(read(self.places[place].nature, &(hundredths / 100).to_string(), self.contexte))
            }
            _ => (me || BESIDE.is_match(before) || BESIDE.is_match(after))
                .then_some(Lecture::Refused(Refus::NombreIllisible)),
        }
    }

    /// A count in figures or in words, in hundredths.
    fn number(&self, place: usize, text: &str) -> Option<i64> {
        match read(self.places[place].nature, text, self.contexte) {
            Lecture::Read(Lu { valeur: Valeur::Entier(number), .. }) => number.checked_mul(100),
            Lecture::Read(Lu { valeur: Valeur::Decimal(Centiemes(hundredths)), .. }) => Some(hundredths),
            _ => None,
        }
    }

    /// « on est 3 » at the end of a clause, « nous sommes 2 à partir », « 4 partiront ».
    fn is_said_of_comers(&self, words: &[Mot], at: usize) -> bool {
        const GO: &str = "partir venir participer suivre former faire aller";
        let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
        let before = |back: usize| at.checked_sub(back).map_or("", text);
        let after = self.rest(words[at].octets.end..self.left.len());
        let next = text(at + 1);
        // « une seule part en formation »
        if matches!(next, "seul" | "seule")
            && listed("part partira ira va vient viendra participe participera suivra", text(at + 2))
        {
            return true;
        }
        if listed(
            "partent partiront participent participeront viendront suivront iront vont assisteront assistent",
            next,
        ) {
            return true;
        }
        // « 4 moniteurs y vont »
        let units = "jour jours semaine semaines heure heures mois an ans formation formations fois premiers premieres autres derniers";
        let verb = at + 2 + usize::from(text(at + 2) == "y");
        let people = is_trade(next.trim_end_matches('s'), false)
            || listed("gars filles garcons techniciens moniteurs collegues", next);
        if listed("vont iront partent partiront participent participeront suivent suivront", text(verb))
            && !listed(units, next)
            && people
        {
            return true;
        }
        let are = matches!(
            (before(2), before(1)),
            ("on", "est") | ("nous" | "ns", "sommes") | ("ils" | "elles", "sont")
        );
        let will = matches!(
            (before(2), before(1)),
            ("on", "sera" | "serait") | ("nous" | "y", "serons" | "serions") | ("ils" | "elles", "seront")
        ) || matches!(before(1), "finalement" | "donc")
            && matches!((before(3), before(2)), ("on", "sera") | ("nous", "serons"));
        let to = before(1) == "a"
            && matches!(
                before(2),
                "va" | "part"
                    | "partons"
                    | "partira"
                    | "partirons"
                    | "partiront"
                    | "vient"
                    | "venons"
                    | "viendra"
                    | "viendrons"
                    | "allons"
                    | "met"
                    | "mettra"
                    | "mettons"
                    | "ira"
                    | "irons"
            );
        // « nous ne serons que 2 », « nous y serons au nombre de huit »
        let only = before(1) == "que" && listed("serons sera sommes est seront", before(2));
        // « nous on en prend 2 »
        let of_others = words[..at].iter().rev().take(8).any(|word| {
            listed(
                "repas nuit nuits hotel chambre chambres croissants sandwichs cafes dejeuner dejeuners",
                &word.text,
            )
        });
        let only = only
            || !of_others
                && before(2) == "en"
                && listed("prend prends prenons reserve reservons inscrit inscris inscrivons", before(1));
        let number_of = (before(3), before(2), before(1)) == ("au", "nombre", "de");
        let ends = after.trim_start_matches(' ').is_empty()
            || after.trim_start_matches(' ').starts_with([',', ';', '.', '!', '\n', '(', ':'])
            || next == "du" && text(at + 2) == "coup"
            || listed(
                "depuis il elle on nous et en pour avec du de finalement ma mon moi ca c cela merci svp voila bonne cordialement cdt seulement uniquement max",
                next,
            );
        // « on part à deux dans le même camion »
        let ends = ends || to && next == "dans" && text(at + 2) == "le";
        // « on est 2 donc 1 500 € »
        let so = next == "donc"
            && self.rest(words[at + 1].octets.end..self.left.len()).trim_start().starts_with(';');
        // « on sera 2 à la formation »
        let there = next == "a" && text(at + 2) == "la" && listed("formation session", text(at + 3))
            || next == "au" && text(at + 2) == "stage";
        let to_go = there
            || to && listed("suivre faire", next)
            || next == "a" && words[at + 1..].iter().take(5).any(|word| listed(GO, &word.text));
        (are || will || to || only || number_of) && (ends || to_go || (will || to) && next == "donc" || so)
            || are && next == "a" && text(at + 2) == "y"
    }
}
