//! A day that is the whole of a training: « toute la journée », « 1 jour ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::mots::Mot;
use crate::dossier::Valeur;
use crate::reading::Lu;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// Bytes after a day that may say how long it is.
const AFTER: usize = 40;

impl Chantier<'_, '_> {
    /// « un seul jour : le 14 janvier », « le 8 avril seulement », « juste ce jour-là »; « je suis libre le 8 avril seulement » says
    /// when one can.
    fn is_only_day(&self, part: &Range<usize>) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:(?:^|[.,;:(\n] ?)(?:(?:c['’]est|ce sera|[çc]a se fait) )?(?:sur )?(?:1|une?) (?:(?:seule?|unique)(?: et unique)? (?:jour|journ[ée]e)|jour|journ[ée]e)(?: seulement| uniquement)? ?[:,(]? ?|(?:^|[.,;:(\n] ?|\b(?:c['’]est|ce sera|a lieu|se fait|formation|stage|session) )(?:juste|uniquement|seulement|rien que|que) )(?:c['’]est |ce sera )?(?:le )?(?:\p{L}{2,6}di |dimanche )?$",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^ ?,? ?\(?(?:seulement|uniquement|exclusivement|et c['’]est tout|(?:(?:juste|seulement|uniquement|rien que|que) )?ce jour(?:[ -]l[àa])?(?: seulement| uniquement)?|(?:1|un) (?:seul jour|jour seulement))\)? ?(?:[,.;!)\n]|$)",
            )
        });
        const CAN: &str = "peux peut pouvons libre libres dispo disponible disponibles possible absent absente ferme fermes";
        let before = self.piece(0..part.start);
        let (alone, after) = (BEFORE.is_match(before), self.piece(part.end..self.text.len()));
        let said = alone || AFTER.is_match(after);
        said && !self.words(self.clause(part).start..part.start).iter().any(|word| listed(CAN, &word.text))
    }

    /// « toute la journée », « sur une journée », « 1 jour » in the same clause or the next.
    pub fn is_one_day(&self, part: &Range<usize>) -> bool {
        if self.is_only_day(part) {
            return true;
        }
        let words = self.words(part.end..self.window(part.end));
        // « 1 jour, 25/01/2027 »: in the clause before too.
        let clause = self.clause(part).start;
        let last = self.piece(0..clause).trim_end_matches([',', ' ', ';', '.', '\n']).len();
        let before = self.words(self.clause(&(last..last)).start..part.start);
        // « matinée du 4 mars », « la journée du 8 »
        if before
            .last()
            .is_some_and(|word| matches!(word.text.as_str(), "journee" | "matinee" | "midi" | "matin"))
        {
            return true;
        }
        // « 9 avril (journée) », « le 3 mars, après-midi »
        let first: Vec<&str> = words.iter().take(2).map(|word| word.text.as_str()).collect();
        if matches!(first[..], ["journee" | "matinee", ..] | ["apres", "midi"]) {
            return true;
        }
        // « le premier jour » is not one day.
        let counts = |word: &&Mot| !self.piece(word.octets.clone()).to_lowercase().starts_with("prem");
        let texts: Vec<&str> =
            before.iter().chain(&words).filter(counts).map(|word| word.text.as_str()).collect();
        let pairs = [
            ["toute", "la"],
            ["une", "journee"],
            ["1", "journee"],
            ["1", "jour"],
            ["une", "seule"],
            ["1", "seule"],
            ["seule", "journee"],
        ];
        let on = |three: &[&str]| matches!(three, ["sur" | "juste" | "que" | "seulement", "la", "journee"]);
        if texts.windows(2).any(|pair| pairs.iter().any(|wanted| pair == wanted)) || texts.windows(3).any(on)
        {
            return true;
        }
        // « Durée : 1 jour », « Durée : 7 heures (1 journée) »; « 1 jour » on a line of its own
        static ONE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\bdur[ée]e ?:? ?(?:[0-9h ,:]{0,6}(?:h|heures?) ?(?:[(,/-]|sur) ?)?(?:1|une?) (?:seule )?jour(?:n[ée]e)?\b|d[ée]but et fin (?:(?:c['’]est )?le )?m[êe]me jour|(?:finit|termine|fin) (?:le )?m[êe]me jour|\((?:1 ?j|1 ?jour|matin[ée]e|apr[èe]s[- ]midi|journ[ée]e)\)|(?m:^[ -]*(?:1|une?) (?:seule )?jour(?:n[ée]e)?[ .]*$)",
            )
        });
        ONE.is_match(self.text)
    }

    /// « début jeudi 4 février, fin le même jour »: the last day, where only the first is told.
    pub fn ends_the_same_day(&mut self) {
        static SAME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:^|[,;(\n] ?|\bet )(?:(?:elle|on|ça|la formation|le stage) )?(?:se )?(?:fini[rt]\p{L}*|termin\p{L}*|fin) ?:? ?(?:le )?(?:m[êe]me jour|jour m[êe]me)(?: ?[,.;)\n]|$)",
            )
        });
        // « On commence et on finit le 14 janvier »
        static BOTH: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:commenc|débute|démarre)\p{L}*,? et (?:(?:on|elle|ça|il) )?(?:se )?(?:fini|termin)\p{L}* (?:le |ce )",
            )
        });
        let Some((debut, fin)) = self.first_and_last() else { return };
        // « C'est le 9 que ça commence, et ça finit le 11 mars »
        static OTHER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\ble [0-3]?[0-9](?:er)?\b"));
        if let (true, false, Some(day)) = (self.is_taken(fin), self.is_taken(debut), self.date_of(fin))
            && let Some(said) = BOTH.find(self.text).map(|said| said.range())
            && !self.is_doubtful(&said, true)
            && !OTHER.is_match(self.rest(0..said.start))
        {
            return self.take(debut, Lu { valeur: Valeur::Date(day), taxe: None }, said, false);
        }
        let Some(day) =
            self.date_of(debut).filter(|_| !self.is_taken(fin) && !self.is_in_doubt(&[debut, fin]))
        else {
            return;
        };
        // « La formation Word finit le même jour », in another sentence
        let told = self.taken_of(debut).first().map_or(0, |(_, part)| part.end);
        if let Some(said) = SAME.find(self.text).map(|said| said.range())
            && self.text.get(told..said.start).is_some_and(|between| !between.contains(['.', '!', '?', '\n']))
            && !self.is_doubtful(&said, true)
        {
            self.take(fin, Lu { valeur: Valeur::Date(day), taxe: None }, said, false);
        }
    }

    /// « 2 jours, 12 et 13 mai, 7 heures par jour »: the hours of one day, by the days that the message counts.
    pub fn hours_by_days(&self, part: &Range<usize>) -> Option<String> {
        static EACH: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)^([0-9]{1,2} ?(?:h|heures?)(?: ?[0-9]{2})?) ?(?:par |/ ?)(?:jour|j|journée)$")
        });
        static DAYS: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)\b([0-9]{1,2}) ?(?:jours?|j|journées?)\b( par| de [0-9])?"));
        let each = EACH.captures(self.piece(part.clone()))?.get(1)?.as_str();
        let mut days = DAYS.captures_iter(self.text).filter(|found| found.get(2).is_none());
        let count = days.next()?.get(1)?.as_str();
        days.next().is_none().then(|| format!("{count} jours de {each}"))
    }

    fn window(&self, from: usize) -> usize {
        let rest = self.left.get(from..).unwrap_or_default();
        rest.char_indices().take(AFTER).find(|(_, c)| matches!(c, '\n' | ';')).map_or_else(
            || from + rest.char_indices().nth(AFTER).map_or(rest.len(), |(at, _)| at),
            |(at, _)| from + at,
        )
    }
}
