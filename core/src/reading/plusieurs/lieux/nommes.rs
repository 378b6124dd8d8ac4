//! Towns and postal codes by their names: « code postal 38000 ville Grenoble ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use super::super::mots::{Mot, stands_at};
use super::TOWN;
use super::villes::TOWNS;
use crate::catalogue::Nature;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, listed};

pub(super) static NAMED_CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:code postal|cp)(?: (?:du|de la|de l['’]) ?(?:centre|lieu|site|salle|organisme|formation|session)(?: où [^,.;\n]{3,30}?)?)?(?: est| c['’]est| c)?(?: le)? ?:? ?([0-9]{2} ?[0-9]{3})(?:$|[^0-9])",
    )
});

impl Chantier<'_, '_> {
    /// « code postal 38000 ville Grenoble »: each by its name.
    pub(super) fn named_places(&mut self, code: Option<usize>, city: Option<usize>) {
        static NAMED_TOWN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?:(?i:ville|commune|localité)|(?:^|[.,;\n] *)(?i:lieu))(?: est| c['’]est)? ?:? ({TOWN})"
            ))
        });
        // « cp 33000 enfin non 33300 »
        static CODE_AGAIN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^[ ,.…]*(?i:(?:enfin|euh|ah|non|pardon|erreur|oups|plut[ôo]t)[ ,:]+)+(?i:c['’]est |le )?([0-9]{2} ?[0-9]{3})(?: *(?:$|[,.;!\n)]| \p{Lu}))",
            )
        });
        // « cp 43100 et ville brioude », where the clause ends
        static LOWER_TOWN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?:^|[.,;\n] *|\bet (?:la )?|\bla |[0-9] )[Vv]ille (\p{Ll}[\p{Ll}'’-]{3,25}(?: (?:sur|en|les|la|le|du|de) \p{Ll}[\p{Ll}'’-]{2,20})?) *(?:$|[,;.!\n]|(?:siret|tel|mail|cp)\b)",
            )
        });
        for (form, place) in [(&*NAMED_CODE, code), (&*NAMED_TOWN, city), (&*LOWER_TOWN, city)] {
            let found: Vec<(Range<usize>, Range<usize>)> = form
                .captures_iter(&self.left)
                .filter_map(|found| Some((found.get(0)?.range(), found.get(1)?.range())))
                .collect();
            for (whole, part) in found {
                let part = self.before_a_name(part);
                // « la ville c'est … », « ville de … », « lieu Salle des fêtes »
                const PLACES: &str = "salle centre hotel maison espace mairie gymnase chez visio distanciel presentiel locaux haute basse lundi mardi mercredi jeudi vendredi samedi dimanche unique en rue place avenue \
                    boulevard quai chemin aussi demain tranquille uniquement imperatif obligatoire histoire voisine nouvelle";
                let small = |word: &Mot| {
                    listed(PLACES, &word.text)
                        || listed(
                            "c cest est de du des d au aux a en la le les l pas proche dans mais",
                            &word.text,
                        ) && !self.is_capital(word)
                };
                if self.words(part.clone()).first().is_none_or(small) || self.is_house(&part) {
                    continue;
                }
                if !self.is_doubtful(&part, true) {
                    let named = !self.is_ours_too(&whole);
                    self.town(place, Some(part), named);
                }
            }
        }
        if let Some(part) = code.filter(|&code| !self.is_taken(code)).and_then(|_| self.code_in_words()) {
            self.town(code, Some(part), true);
        }
        // Right behind the one it takes back, and no sum.
        let last = code.and_then(|code| self.taken_of(code).iter().map(|(_, part)| part.end).max());
        let again =
            last.and_then(|end| Some((end, CODE_AGAIN.captures(self.left.get(end..)?)?.get(1)?.range())));
        if let Some((end, part)) = again {
            self.town(code, Some(end + part.start..end + part.end), true);
        } else if let Some(part) = last.and_then(|end| self.code_taken_back(end)) {
            self.town(code, Some(part), true);
        }
    }

    /// « le code postal c'est soixante-neuf mille cent »
    fn code_in_words(&self) -> Option<Range<usize>> {
        static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\bcode postal (?:c['’]est |est |c )?(?:le )?((?:(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|z[ée]ro|et)[ -]?){2,12})",
            )
        });
        let found = SPELLED.captures(&self.left)?.get(1)?;
        Some(found.start()..found.start() + found.as_str().trim_end_matches([' ', '-']).len())
    }

    /// « 44300 et ville Nantes, désolée c'est 44200 »: no other figure stands between.
    fn code_taken_back(&self, end: usize) -> Option<Range<usize>> {
        static SORRY: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:pardon|d[ée]sol[ée]e?|dsl|erreur|oups|non|enfin|plut[ôo]t)[ ,:]+(?:c['’]est |le )*([0-9]{2} ?[0-9]{3})(?:,? (?:le |pour le |comme )?(?:code postal|cp))? *(?:$|[,.;!\n)])",
            )
        });
        let part = SORRY.captures(self.left.get(end..)?)?.get(1)?;
        let between = self.piece(end..end + part.start());
        // « 44300 Nantes, coût non 12 500 »: another field is named.
        let words = self.words(end..end + part.start());
        let named = (0..words.len()).any(|at| {
            let of = self
                .places
                .iter()
                .filter(|place| !matches!(place.nature, Nature::CodePostal | Nature::Commune));
            of.flat_map(|place| &place.mots).any(|name| stands_at(&words, at, name).is_some())
                || listed("budget client dossier numero compte total", &words[at].text)
        });
        (!named && !between.contains(|c: char| c.is_ascii_digit()))
            .then_some(end + part.start()..end + part.end())
    }

    /// « notre code postal »: of who writes, where that of the training may be asked.
    pub(super) fn is_ours_too(&self, named: &Range<usize>) -> bool {
        let clause = self.clause(named);
        let before = self.words(clause.start..named.start);
        before.last().is_some_and(|word| listed("notre nos mon ma mes votre", &word.text))
    }

    /// « VILLE VANNES CODE POSTAL 56000 »: the town, without the name of another field.
    pub(super) fn before_a_name(&self, part: Range<usize>) -> Range<usize> {
        let words = self.words(part.clone());
        if self.piece(part.clone()).contains(char::is_lowercase) {
            // « ville merignac siret … »
            const OTHERS: &str =
                "siret tel telephone portable mail email courriel cp code duree cout prix date dates";
            // « Lyon au Greta », « Lyon d'Avril »
            let whole = words.first().is_some_and(|town| TOWNS.has(&town.text));
            let other = (1..words.len()).find(|at| {
                let small = |list| listed(list, &words[*at].text) && !self.is_capital(&words[*at]);
                small(OTHERS) || *at == 1 && whole && small("au aux d du des le")
            });
            return part.start..other.map_or(part.end, |at| words[at - 1].octets.end);
        }
        let named = |at: &usize| {
            self.places
                .iter()
                .any(|place| place.mots.iter().any(|name| stands_at(&words, *at, name).is_some()))
        };
        // « A ROUEN DU 22 AU 24 MARS »
        let small = |at: &usize| listed("du le la les au aux c pour et des chez", &words[*at].text);
        let other = (1..words.len()).find(|at| named(at) || small(at));
        part.start..other.map_or(part.end, |at| words[at - 1].octets.end)
    }
}
