//! Where one sleeps, where nobody names a hotel: « il faudra dormir sur place », « je rentre chez moi le soir ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::Lu;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

impl Chantier<'_, '_> {
    /// « 2 nuits d'hôtel », « hôtel 1 nuit ».
    pub fn is_for_nights(&self, name: &Range<usize>) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:[1-9][0-9]?|une|deux|trois|quatre|cinq) ?nuit(?:ée)?s? (?:d['’]|(?:à|a) l['’]|en |dans un )$",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)^(?: pour| :|:)? ?(?:[1-9][0-9]?|une|deux|trois|quatre|cinq) ?nuit")
        });
        BEFORE.is_match(self.piece(0..name.start)) || AFTER.is_match(self.piece(name.end..self.text.len()))
    }

    /// Answers whether lodging is needed by where one sleeps; what is said both ways is asked.
    pub fn sleeps(&mut self) {
        static THERE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:dormir|dorme|dors|dort|dormons|dorment|dormirai|dormiras|dormira|dormirons|dormiront|loger|logerai|logera|logerons) (pas |plus )?(?:sur place|l[àa][- ]bas)\b",
            )
        });
        static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:je|j['’]|on|nous|elles?|ils?) (?:(?:dors|dort|dormons|dorment|dormirai|dormira|dormirons|dormiront|loge|logerai|logera|logerons|serai log[ée]e?|suis log[ée]e?) chez (?:m[aeo]s?n?|s[aeo]s?n?|notre|nos|un|une|des) |(?:rentre|rentrent|rentrons|rentrerai|rentrera|rentrerons|rentreront) (?:(?:chez (?:moi|nous|elle|lui|eux|soi)|[àa] la maison|dormir)(?: le soir| tous les soirs| chaque soir)?|le soir|tous les soirs|chaque soir) *(?:$|[,;.!)\n]))",
            )
        });
        let is_lodging = |place: &usize| {
            let asked = &self.places[*place];
            matches!(asked.nature, Nature::OuiNon)
                && asked
                    .mots
                    .iter()
                    .flat_map(|name| name.split(' '))
                    .any(|word| listed("hotel hebergement logement", word))
        };
        let Some(place) = self.only_place(is_lodging) else { return };
        if self.is_taken(place) || self.is_in_doubt(&[place]) {
            return;
        }
        let there = THERE.captures_iter(&self.left);
        let there = there.filter_map(|found| Some((found.get(1).is_none(), found.get(0)?.range())));
        let elsewhere = ELSEWHERE.find_iter(&self.left).map(|found| (false, found.range()));
        let said: Vec<_> = there.chain(elsewhere).collect();
        let [(needed, part), rest @ ..] = &said[..] else { return };
        // « si on dort sur place », « faut-il dormir sur place ? »
        let if_so = |part: &Range<usize>| {
            let before = self.words(self.clause(part).start..part.start);
            let after = self.words(part.end..self.clause(part).end);
            before.iter().any(|word| listed("si quand ou comment combien", &word.text))
                || after.iter().any(|word| word.text == "si")
        };
        // « pas sur place » is no « pas sûr ».
        let is_unsure = |part: &Range<usize>| {
            !self.piece(part.clone()).contains("pas sur") && self.is_doubtful(part, true)
        };
        if rest.iter().all(|(other, _)| other == needed)
            && !said.iter().any(|(_, part)| if_so(part) || is_unsure(part))
        {
            let (needed, part) = (*needed, part.clone());
            self.take(place, Lu { valeur: Valeur::OuiNon(needed), taxe: None }, part, false);
        }
    }
}
