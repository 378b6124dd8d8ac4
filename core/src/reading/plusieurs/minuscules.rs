//! People whose name is typed without a capital: « sophie lemaire, 06 71 20 48 93 ».

use std::ops::Range;

use super::chantier::Chantier;
use super::effectif::is_trade;
use super::lieux::is_town;
use super::mots::Mot;
use super::personnes::ROLES;
use crate::reading::lex::listed;
use crate::reading::prenoms::is_person;

/// « sophie coiffure », « océane part »: no name.
const NO_NAMES: &str = "coiffure coiff esthetique beaute fleurs fleur nails onglerie toilettage couture traiteur cuisine massage bijoux deco photo photos \
    creation creations conseil services service taxi renov renovation jardin immobilier optique absent absente malade joignable disponible \
    part arrive vient reste stagiaire salarie salariee apprenti apprentie portable mobile tel fixe perso pro mail";
const PARTICLES: &str = "de du des le la d";

impl Chantier<'_, '_> {
    /// « sophie lemaire, 06 … »: a first name and a name, and right behind how to reach her.
    pub(super) fn is_person_in_lower(&self, part: &Range<usize>) -> bool {
        let after = self.rest(part.end..self.left.len());
        let before = self.rest(0..part.start);
        after.trim_start_matches([',', ' ', ':', '-', '\n']).starts_with(';')
            && before.trim_matches([' ', '\n', ',', '.', ';']).is_empty()
            && self.is_name_like(0, part)
            && self.reads_as_person(part)
    }

    /// « sophie lemaire », « jean le goff », in a text without a capital.
    pub(super) fn reads_as_person(&self, part: &Range<usize>) -> bool {
        // « 900 € HT » was read already.
        if self.left.contains(char::is_uppercase) {
            return false;
        }
        let words = self.words(part.clone());
        let names: Vec<&Mot> = words.iter().filter(|word| !listed(PARTICLES, &word.text)).collect();
        let [_, last] = names[..] else { return false };
        let common = listed(NO_NAMES, &last.text) || listed(ROLES, &last.text) || is_trade(&last.text, true);
        let capital = |word: &str| {
            let mut letters = word.chars();
            let first = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
            first.unwrap_or_default()
        };
        let written: Vec<String> = self.piece(part.clone()).split(' ').map(capital).collect();
        !common && !is_town(&last.text) && is_person(&written.join(" "))
    }
}
