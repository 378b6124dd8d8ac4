//! Numbers and addresses of somebody else: of who trains, of a husband, of before.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::mots::mots;
use crate::catalogue::Nature;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};

impl Chantier<'_, '_> {
    /// « Contact de l'organisme : 01 99 00 45 67 »: not how to reach who writes.
    pub fn is_of_other(&self, place: usize, part: &Range<usize>) -> bool {
        static OTHERS: Words = Words::new("organisme centre prestataire formateur formatrice of comptable");
        static OWN: Words = Words::new("mon ma mes mien mienne moi me nous notre nos j je perso personnel");
        let before = self.piece(0..part.start);
        let start = before.rfind(['\n', ';']).map_or(0, |at| at + 1);
        let start = before.rfind(". ").map_or(start, |at| start.max(at + 2));
        let words = mots(self.text, start..part.start);
        if matches!(self.places[place].nature, Nature::Siret) {
            return self.is_disowned(part);
        }
        if !matches!(self.places[place].nature, Nature::Telephone | Nature::Email) {
            return false;
        }
        // « animée par Marc Thévenin (son portable 06 …) », « tél 01 … (c'est leur secrétariat, pas moi) »
        static HIS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"\bpar \p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,3},? ?\((?:son|sa) [^()]*$")
        });
        static THEIRS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)^[ ,]*\((?:c['’]est )?(?:leur|celui d|celle d|pas moi|pas le mien)\b[^()]*\)")
        });
        let asked_of_house =
            || self.places[place].mots.iter().flat_map(|name| name.split(' ')).any(|name| OTHERS.has(name));
        let after = self.piece(part.end..self.text.len());
        let disowned = || HIS.is_match(&before[start..]) || THEIRS.is_match(after) || self.is_disowned(part);
        if disowned() && !asked_of_house() {
            return true;
        }
        // « organisme Cegos, tél. 01… » says a field of its own.
        let last = words.windows(2).rposition(|pair| {
            matches!(pair[0].text.as_str(), "l" | "le" | "la" | "du" | "au" | "leur" | "notre")
                && OTHERS.has(&pair[1].text)
        });
        // « formateur : 06 … »
        let trains = |at: &usize| listed("formateur formatrice intervenant intervenante", &words[*at].text);
        let labels = words.len().checked_sub(1).filter(|_| before.trim_end().ends_with(':')).filter(trains);
        let Some(last) = last.map(|at| at + 1).or(labels) else { return false };
        let asked = self.places[place].mots.iter().flat_map(|name| name.split(' '));
        // « le numéro du formateur, pas le mien »
        let denied = |at: usize| {
            listed("mien mienne", &words[at].text)
                && words[..at].iter().rev().take(2).any(|word| listed("pas non", &word.text))
        };
        let own = (last..words.len()).any(|at| OWN.has(&words[at].text) && !denied(at));
        !asked.into_iter().any(|name| name == words[last].text) && !own
    }

    /// « le fax 04 … n'existe plus », « (pas l'ancien …) », « le 06 … c'est celui du formateur »: said to be none of hers, or no
    /// more.
    fn is_disowned(&self, part: &Range<usize>) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:(?:^|\(|\ble |\bmon )fax|\b(?:pas l[ae]|pas au|plus l[ae]|plus au|ancien|ancienne)|\bpas (?:celui|celle|l['’]adresse|le num[ée]ro)\b[^.;,\n]{0,40}|(?:^|[^àa] )(?:ma|mon|notre|sa|son) (?:comptable|femme|mari|fille|fils|conjointe?|secr[ée]taire|associée?|coll[èe]gue)(?: (?:mme|m\.|mr|monsieur|madame))?(?: (?-i:\p{Lu}\p{L}+))?(?: (?:au|est le|est au|est|c['’]est le|c['’]est))?|\b(?:celui|celle) (?:d[eu]|de l[a'’]|des) ?(?:m[aeo]n? |notre )?(?:femme|mari|fille|fils|[ée]poux|[ée]pouse|conjointe?|comptable|associée?|coll[èe]gue|formateur|formatrice|secr[ée]taire|patronn?e?|voisine?|amie?|client|fournisseur|assistante?)(?: si besoin| au besoin| au cas où| en cas de besoin)?)(?: (?:l['’]|la |le )?(?:ancien|ancienne|fax|num[ée]ro|adresse|mail)?)? ?[:(]? ?$",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^,? ?(?:(?:qui )?(?:n['’ ]?existe plus|n['’]est plus (?:le bon|bon|valable|actif)|(?:ne )?(?:marche|fonctionne|sert|r[ée]pond) plus|ne sert que pour la compta|est mort)|(?:(?:qui )?(?:c['’]est|est) )?(?:celui|celle) (?:d[eu]|de l[a'’]|des) ?(?:m[aeo]n? |notre |leur |son |sa )?(?:femme|mari|fille|fils|[ée]poux|[ée]pouse|conjointe?|comptable|associée?|coll[èe]gue|formateur|formatrice|secr[ée]tariat|patronn?e?|voisine?|client|fournisseur|centre|organisme)|(?:qui )?(?:c['’]est|est) (?:l['’]ancien(?:ne)?|la sci|pas le bon|pas le mien|faux|(?:leur|son) )\b)",
            )
        });
        // « mon numéro 07 …, celui du formateur 06 … »: it is said of the next one.
        static NEXT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?: si besoin| au besoin| au cas où| en cas de besoin)? ?(?:[:=] ?|(?:c['’]est|est|au)(?: le| au)? |le )?(?:\+?[0-9(][0-9 .()-]{7}|[^ @]+@)",
            )
        });
        let leads = |said: &str| said.trim_start_matches([',', ' ']).to_lowercase().starts_with("cel");
        let from = self.piece(0..part.start).rfind(['\n', ';']).map_or(0, |at| at + 1);
        let after = self.piece(part.end..self.text.len());
        let said = AFTER
            .find(after)
            .is_some_and(|said| !(leads(said.as_str()) && NEXT.is_match(&after[said.end()..])));
        BEFORE.is_match(self.piece(from..part.start)) || said
    }
}
