//! A sentence of its own that moves the session or counts again who comes.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Prise;
use super::phrase::Phrase;
use crate::reading::identite::pattern;
use crate::reading::lettre::is_of_another_event;

impl Phrase<'_> {
    /// « PS : la session de mars est complète, ce sera le lundi 12 avril »
    pub fn moves_the_session(&self) -> bool {
        static GONE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:session|formation|stage|dates?|c['’]est|elle|il|ils|on)\b[^,;.:]{0,40}\b(?:compl[èe]te?s?|annul[ée]e?s?|report[ée]e?s?|d[ée]cal[ée]e?s?|d[ée]plac[ée]e?s?|repouss[ée]e?s?|avanc[ée]e?s?)\b[^.;]{0,40}\b(?:ce sera|c['’]est|au|le|du) (?:donc |finalement )?(?:(?:le|du|au) )?(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?[0-9]",
            )
        });
        GONE.is_match(self.said) && !is_of_another_event(self.said)
    }

    /// « …, donc pas d'hôtel »
    pub fn comes_to(&self, new: &Prise) -> bool {
        let before = self.text.get(self.start()..new.octets.start).unwrap_or_default();
        let after = self.text.get(new.octets.end..self.octets.end).unwrap_or_default();
        before.ends_with("donc ") && !after.contains(char::is_alphanumeric)
    }

    /// « nous ne serons que 2 », « comptez donc 6 stagiaires »: a verb of its own tells this count, and nothing more of it.
    pub fn counts_again(&self, new: &Prise) -> bool {
        static LEADS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:\b(?:nous|on) (?:ne |n['’]y |n['’]|y )?(?:serons|sera|sommes|est)(?: donc| finalement)?(?: plus)?(?: que| à| au nombre de)?|\b(?:comptez|mettez|notez|prévoyez|inscrivez)(?: donc| finalement| plutôt)?|\bdonc) $",
            )
        });
        let before = self.text.get(self.start()..new.octets.start).unwrap_or_default();
        let after = self.text.get(new.octets.end..self.octets.end).unwrap_or_default();
        // « Donc 2 personnes et 4 repas »
        let listed = before.to_lowercase().starts_with("donc ") && before.ends_with(" et ");
        (listed || LEADS.is_match(before))
            && (after.is_empty() || after.starts_with([',', ';', '.', '!', ' ', ')', '(']))
    }
}
