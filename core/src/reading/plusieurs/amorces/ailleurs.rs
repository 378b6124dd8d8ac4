//! What a lead leads to that is none of what it usually leads to: « chez Ibis », « Lieu de formation ».

use std::ops::Range;

use super::super::chantier::Chantier;
use super::super::mots::Mot;
use crate::reading::fold;
use crate::reading::lex::listed;
use crate::reading::prenoms::is_person;

impl Chantier<'_, '_> {
    /// The house is denied or offered beside another, or does something else than to train.
    pub(super) fn is_no_trainer(
        &self,
        place: usize,
        before: &[Mot],
        lead: &[Mot],
        part: &Range<usize>,
    ) -> bool {
        const DENIES: &str = "pas plus ni vu ou refuse refusee comme";
        const OTHERS: &str = "cantine hebergement hotel repas salle logement fils fille mari femme voiture assurance traiteur devis tarif facture \
            comptable dort dorment mange mangent achete achetons achetent passe passes travaille travaillait farine renseigne";
        const TRAINING: &str = "formation formations stage cours module session elle il";
        if !self.places[place].amorces.iter().any(|lead| lead == "chez") {
            return false;
        }
        let clause = self.clause(part);
        let before: Vec<&Mot> = before.iter().filter(|word| word.octets.start >= clause.start).collect();
        let after = self.words(part.end..clause.end);
        let within = self.words(part.clone());
        let small = |word: &Mot, list: &str| listed(list, &word.text) && !self.is_capital(word);
        // « la sécurité est assurée par … »
        let done_by = lead.last().is_some_and(|word| word.text == "par");
        let start = self.piece(0..part.start).rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
        let said = fold(self.piece(start..part.start));
        let speaks = |list: &str| said.split(' ').any(|word| listed(list, word));
        let of_another = done_by && speaks("est sera sont") && !speaks(TRAINING);
        // « chez l'enfant », « chez la personne âgée », « chez soi »
        let at = lead.last().is_some_and(|word| word.text == "chez");
        let from = lead.last().map_or(part.start, |word| word.octets.end);
        let common = match &self.words(from..part.end)[..] {
            [article, noun, ..] => small(article, "le la les l") && !self.is_capital(noun),
            [one] => small(one, "soi"),
            [] => false,
        };
        // « la formation se passe chez Cegos »
        let is_itself = |at: usize| at > 0 && before[at - 1].text == "se";
        // « j'ai réservé l'hôtel, chez Ibis »
        const BEDS: &str = "hotel hebergement chambre nuit nuits dormir ibis campanile airbnb";
        let booked = before.iter().any(|word| listed("reserve reservee reserves", &word.text))
            && self.words(0..self.left.len()).iter().any(|word| listed(BEDS, &word.text));
        booked
            || before.iter().rev().take(3).any(|word| listed(DENIES, &word.text))
            // « on passe par l'organisme Cegos » names it.
            || !lead.iter().any(|word| word.text == "organisme")
                && (0..before.len()).any(|at| listed(OTHERS, &before[at].text) && !is_itself(at))
            || before.iter().any(|word| word.text == "si")
            || after.iter().take(4).any(|word| small(word, "ou refuse refusee annule mais"))
            || within.iter().any(|word| small(word, "ou mais finalement") || word.text == "opco")
            || within
                .first()
                .is_some_and(|word| small(word, "certifie change agree reference paie a collecteur"))
            || of_another
            || at && common
            || !at && is_person(self.piece(part.clone()))
    }

    /// « celui qui fait la formation c'est Capilia Pro », « qui paie la formation : Opco »: it tells who.
    fn is_who_does_it(&self, before: &[Mot], part: &Range<usize>) -> bool {
        let [.., who, _, the] = before else { return false };
        if who.text != "qui" || !listed("la le cette ce notre ma mon", &the.text) {
            return false;
        }
        // From what is done to who does it.
        let between = self.words(the.octets.end..part.end);
        let said = between.iter().skip(1).map(|word| word.text.as_str()).take(2).collect::<Vec<_>>();
        matches!(said[..], ["c" | "ce" | "s", _] | ["est" | "sera" | "cest", ..])
            || self.piece(the.octets.end..part.start).trim_end().ends_with(':')
    }

    /// « Lieu de formation », « la durée du stage »: what is said is of the training, and no title. « Nous avons aussi une formation
    /// sécurité » speaks of another.
    pub(super) fn leads_elsewhere(&self, place: usize, before: &[Mot], part: &Range<usize>) -> bool {
        const NOUNS: &str = "lieu type objectif objectifs contenu duree cout prix tarif adresse date dates debut fin horaires programme plan budget \
            salle jour jours modalite convention facture devis demande centre but";
        const OTHERS: &str =
            "aussi autre prochaine suivante ailleurs reportee reporte partagee viendra deja precedente";
        if !self.places[place].libre || self.is_who_does_it(before, part) {
            return self.places[place].libre;
        }
        let of = |back: usize| before.len().checked_sub(back).map_or("", |at| before[at].text.as_str());
        let noun = match (of(1), of(2)) {
            ("la" | "l" | "cette", "de" | "d") => of(3),
            ("de" | "du" | "d", noun) => noun,
            _ => "",
        };
        let post = self.piece(part.clone()).starts_with("du poste");
        let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
        let start = self.piece(0..part.start).rfind(ends).map_or(0, |at| at + 1);
        let end = self.rest(part.end..self.left.len()).find(ends).map_or(self.left.len(), |at| part.end + at);
        listed(NOUNS, noun) || post || self.words(start..end).iter().any(|word| listed(OTHERS, &word.text))
    }
}
