//! A sentence of a message, and what it may say anew.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::super::mots::{holds, mots};
use super::super::{Place, Prise};
use crate::catalogue::Nature;
use crate::dossier::Taxe;
use crate::reading::date::{is_date_word, is_month, written_days};
use crate::reading::duree::written_hours;
use crate::reading::identite::pattern;
use crate::reading::lettre::{corrects, denied_figures, digits, is_plain, moves_to, puts_off, without_ps};
use crate::reading::lex::listed;
use crate::reading::montant::written_amounts;
use crate::reading::{Contexte, fold, has_words};

/// A sentence, and the one before it.
#[derive(Debug, Clone)]
pub struct Phrase<'t> {
    pub(super) text: &'t str,
    pub octets: Range<usize>,
    before: Range<usize>,
    /// Without « PS : ».
    pub said: &'t str,
    folded: String,
}

/// The sentences of a message but the first, without the marks and spaces around.
pub fn phrases(text: &str) -> impl Iterator<Item = Phrase<'_>> {
    let mut start = 0;
    let mut before: Option<Range<usize>> = None;
    let ends = text.char_indices().chain(std::iter::once((text.len(), '\n')));
    ends.filter_map(move |(at, c)| {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        let open = after.is_empty() || after.starts_with(char::is_whitespace);
        if c != '\n' && !(matches!(c, '.' | '!' | '?') && open) {
            return None;
        }
        let sentence = text.get(start..at).unwrap_or_default();
        let lead = sentence.len() - sentence.trim_start().len();
        let octets = start + lead..start + sentence.trim_end().len();
        start = (at + c.len_utf8()).min(text.len());
        if octets.is_empty() {
            return None;
        }
        let said = without_ps(text.get(octets.clone()).unwrap_or_default());
        let before = before.replace(octets.clone());
        before.map(|before| Phrase { text, octets, before, said, folded: fold(said) })
    })
}

/// Digits of the longest run of figures, whatever stands between them.
fn longest_number(text: &str) -> usize {
    let runs = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '.' | '-' | '\u{a0}'));
    runs.map(|run| digits(run).len()).max().unwrap_or_default()
}

impl<'t> Phrase<'t> {
    fn whole(&self) -> &'t str {
        self.text.get(self.octets.clone()).unwrap_or_default()
    }

    /// Where [`Phrase::said`] begins in the message.
    pub fn start(&self) -> usize {
        self.octets.end - self.said.len()
    }

    /// The message without it, each byte in its place.
    pub fn blanked(&self) -> String {
        let mut left = self.text.to_owned();
        left.replace_range(self.octets.clone(), &" ".repeat(self.octets.len()));
        left
    }

    /// The value stands in it.
    pub fn holds(&self, prise: &Prise) -> bool {
        self.octets.start <= prise.octets.start && prise.octets.end <= self.octets.end
    }

    /// The value stands before it.
    pub fn follows(&self, prise: &Prise) -> bool {
        prise.octets.start < self.octets.start
    }

    /// « Finalement c'est 14 h », « PS : le titre exact est … », « c'est 14 h et non 21 ». What follows a question answers it.
    pub fn says_anew(&self) -> bool {
        let folded = fold(self.whole());
        let exact = || {
            folded.starts_with("ps ")
                && ["exact", "exacte", "exactes", "et non", "pas le", "pas la", "pas du"]
                    .iter()
                    .any(|word| has_words(&folded, word))
        };
        let asks = |end: usize| self.text.get(end..).is_some_and(|rest| rest.trim_start().starts_with('?'));
        // « PS : ah non, Léa ne vient pas. Donc 2 personnes »
        let so = || {
            folded.starts_with("donc ") && corrects(self.text.get(self.before.clone()).unwrap_or_default())
        };
        !asks(self.octets.end)
            && !asks(self.before.end)
            && (so()
                || corrects(self.whole())
                || self.is_moved()
                || puts_off(self.said)
                || exact()
                || self.is_wrong()
                || self.denies()
                || self.moves_the_session())
    }

    /// « … 350 €. Hôtel 80 €. Pardon, 90 € »: the sentence before it tells a value of this kind, another one before told the
    /// place's, and this one does not name the place.
    pub fn corrects_the_one_before(&self, place: &Place<'_>, contexte: &Contexte<'_>) -> bool {
        let named = place.mots.iter().any(|name| name.len() > 3 && has_words(&self.folded, name));
        let tells = |part: Range<usize>| {
            let part = self.text.get(part).unwrap_or_default();
            match place.nature {
                Nature::Date => !written_days(part, contexte).is_empty(),
                Nature::Heures { .. } => !written_hours(part).is_empty(),
                Nature::Montant { .. } => !written_amounts(part).is_empty(),
                Nature::Email => part.contains('@'),
                Nature::Telephone | Nature::Siret => longest_number(part) > 8,
                Nature::Texte { .. } | Nature::OuiNon | Nature::Choix { .. } => false,
                _ => part.contains(|c: char| c.is_ascii_digit()),
            }
        };
        !named && tells(self.before.clone()) && tells(0..self.before.start)
    }

    pub fn tells_a_day(&self, contexte: &Contexte<'_>) -> bool {
        !written_days(self.said, contexte).is_empty()
    }

    /// Days in it are of a month that it says.
    pub fn says_the_month(&self) -> bool {
        self.folded.split(' ').any(|word| is_month(word) || word.len() == 4 && word.starts_with("20"))
    }

    /// « besoin d'un hôtel. Finalement non »
    pub fn answers_the_one_before(&self, old: &Prise) -> bool {
        self.before.start <= old.octets.start && self.is_yes_or_no()
    }

    pub(super) fn is_yes_or_no(&self) -> bool {
        const LEADS: &str = "finalement oups pardon en fait euh ah erreur et bien";
        let words: Vec<&str> = self.folded.split(' ').collect();
        let led = words.iter().take_while(|word| listed(LEADS, word)).count();
        // « Ah non pardon, on est 3 » answers nothing.
        let takes_back = words.get(led + 1).is_some_and(|next| listed("pardon oups erreur", next));
        led > 0 && !takes_back && words.get(led).is_some_and(|word| listed("oui non si", word))
    }

    /// « En fait c'est pas INBP mais Ferrandi », « je ne sais plus si c'est l'INBP »
    pub fn denies_a_name(&self, written: &str) -> bool {
        let written = fold(written);
        let before = self.folded.split_once(written.as_str()).map(|(before, _)| before);
        let denied = |before: &str| has_words(before, "pas") || before.ends_with("non ");
        has_words(&self.folded, &written) && (self.is_no_good() || before.is_some_and(denied))
    }

    /// « Erreur, en mai », « en fait ça commence le 16 », « je me suis trompée de dates »: days, and which ones is not said.
    pub fn moves_the_days(&self) -> bool {
        const OF_DAYS: &str =
            "date dates jours commence commencera debute debutera finit termine terminera mois semaine";
        const SMALL: &str =
            "j ai fait une sur les de mes en pas se fin mois semaine dates jours bon bonne bonnes fait faute";
        let words = || self.folded.split(' ');
        let of_days = words().any(|word| is_date_word(word) || listed(OF_DAYS, word));
        // « la formation commence à 9h »
        let clock = words().any(|word| {
            let end = word.trim_start_matches(|c: char| c.is_ascii_digit());
            end.len() < word.len() && end.starts_with('h')
        });
        if clock {
            return false;
        }
        let left = words().filter(|word| !listed(SMALL, word)).collect::<Vec<_>>().join(" ");
        puts_off(self.said) || of_days && (left.is_empty() || is_plain(&left, ""))
    }

    /// Nothing but these values, and the words that say them anew; other figures are denied.
    pub fn is_plain_but_for(&self, prises: &[&Prise], places: &[Place<'_>]) -> bool {
        let mut left = self.said.to_owned();
        for prise in prises {
            let part = prise.octets.start - self.start()..prise.octets.end - self.start();
            if left.is_char_boundary(part.start) && left.is_char_boundary(part.end) {
                left.replace_range(part.clone(), &" ".repeat(part.len()));
            }
        }
        let folded = fold(&left);
        let words: Vec<&str> = folded.split(' ').collect();
        let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let denied = |at: usize| {
            at > 0
                && listed("non pas le du de", words[at - 1])
                && (at == 1 || listed("et non pas lieu", words[at - 2]))
        };
        let names = prises
            .iter()
            .filter_map(|prise| places.iter().find(|place| place.cle == prise.cle))
            .flat_map(|place| place.mots.iter().flat_map(|name| name.split(' ')))
            .filter(|word| *word != "fin")
            .chain(["bonne", "adresse", "mail", "email", "ecrivez", "vrai", "vraie"]);
        let names: Vec<&str> = names.collect();
        let small = |word: &&&str| {
            !word.is_empty()
                && !listed("ttc ht fin termine se bon moi pour mettez sur chez", word)
                && !names.contains(*word)
        };
        let left = words.iter().filter(small).copied().collect::<Vec<_>>().join(" ");
        (0..words.len()).all(|at| !figure(words[at]) || denied(at))
            && (left.is_empty() || is_plain(&left, &names.join(" ")))
    }

    /// The value stands in its last clause, behind « le bon … est » alone, or « c'est » for a sum: a time or a day told so may
    /// be of something else.
    pub fn concludes_with(&self, new: &Prise, sum: bool) -> bool {
        static LEADS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:, |^)(?:(?:non|pardon|oups|ah|euh|erreur)[ ,]+)*(?:donc |et |en fait |finalement )?(?:c['’]est|ce sera) ?(?:à |de )?$",
            )
        });
        static RIGHT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i), (?:donc |et )?l[ea] bon(?:ne)? (?:[\p{L}-]+ )?(?:est|c['’]est) ?(?:l[ea] )?$")
        });
        let before = self.text.get(self.start()..new.octets.start).unwrap_or_default();
        let after = self.text.get(new.octets.end..self.octets.end).unwrap_or_default();
        // « c'est 690 € HT, je viens de remettre la main sur le devis »
        let remark = sum && after.starts_with([',', '(']) && !after.contains(|c: char| c.is_ascii_digit());
        (LEADS.is_match(before) && sum || RIGHT.is_match(before))
            && (remark || !after.contains(char::is_alphanumeric))
    }

    /// « …, c'est décalé d'une semaine : du 8 au 10 mars »
    pub fn is_moved(&self) -> bool {
        moves_to(self.said).is_some()
    }

    /// Nothing but these days stands behind the word that puts them off.
    pub fn is_moved_to(&self, days: &[Prise]) -> bool {
        let Some(at) = moves_to(self.said) else { return false };
        let from = self.start() + at;
        let last = days.iter().map(|day| day.octets.end).max().unwrap_or(from);
        let after = self.text.get(last..self.octets.end).unwrap_or_default();
        days.iter().all(|day| from < day.octets.end) && !after.contains(char::is_alphanumeric)
    }

    /// « et pas 1 890 »
    pub fn denies(&self) -> bool {
        denied_figures(self.said).is_some() || self.denied_days().is_some()
    }

    /// « 1 980 € et pas 1 890 »: it denies what the message said.
    pub fn denies_the(&self, old: &Prise) -> bool {
        let written = digits(self.text.get(old.octets.clone()).unwrap_or_default());
        // « c'est 1540 euros, pas 1500 »
        static APART: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i), pas (?:de |à )?([0-9][0-9 .,\u{a0}\u{202f}]*)"));
        let apart = || APART.captures(self.said).map(|found| digits(&found[1]));
        denied_figures(self.said).or_else(apart).is_some_and(|denied| denied == written)
    }

    /// « et pas du 7 au 8 »
    fn denied_days(&self) -> Option<(u32, u32)> {
        static DENIED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)\bet (?:non pas|non|pas) du ([0-9]{1,2})(?:er)? au ([0-9]{1,2})\b")
        });
        let found = DENIED.captures(self.said)?;
        Some((found[1].parse().ok()?, found[2].parse().ok()?))
    }

    pub fn denies_the_days(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.denied_days() == Some((first.day(), last.day()))
    }

    /// « c'est TTC finalement », « j'ai mis HT mais c'est TTC »
    pub fn tax(&self) -> Option<Taxe> {
        const SMALL: &str = "ttc ht j ai mis dit ecrit note pas que bien sur";
        let tax = self.folded.split(' ').rev().find(|word| matches!(*word, "ttc" | "ht"))?;
        let figures = self.folded.contains(|c: char| c.is_ascii_digit());
        let left = self.folded.split(' ').filter(|word| !listed(SMALL, word)).collect::<Vec<_>>().join(" ");
        let plain = !figures && (left.is_empty() || is_plain(&left, ""));
        plain.then_some(if tax == "ttc" { Taxe::Ttc } else { Taxe::Ht })
    }

    /// « l'intitulé exact est … », « organisme M2i »: a name, and not what is said of the training.
    pub fn says_a_name(&self) -> bool {
        self.names("exact exacte intitule titre appelle nom organisme centre chez")
    }

    /// « J'arrive la veille, le 4 mai » says nothing of the training.
    pub fn is_about_the_training(&self) -> bool {
        self.names(
            "session formation stage cours module date dates commence debut debute fin finit termine reporte reportee decale decalee sera seront est",
        )
    }

    /// « Le montant n'est pas bon », « j'ai dit une bêtise », « je ne suis plus sûre »: something above is, and what it is she
    /// does not say.
    pub fn is_wrong(&self) -> bool {
        const WRONG: &str =
            "trompe trompee faux fausse fausses faute betise erreur erreurs incertain incertaine";
        self.names(WRONG) || self.is_no_good()
    }

    /// « les 320 km sont faux »: the value that it tells.
    pub fn is_false(&self) -> bool {
        self.names("faux fausse fausses")
    }

    pub(super) fn is_no_good(&self) -> bool {
        const SAID: [&str; 8] = [
            "pas bon",
            "pas le bon",
            "pas la bonne",
            "plus sur",
            "plus sure",
            "sais plus",
            "va changer",
            "a change",
        ];
        SAID.iter().any(|said| has_words(&self.folded, said))
    }

    /// « pour le prix », « le nombre de km »
    pub fn names_the(&self, place: &Place<'_>) -> bool {
        let words = mots(self.said, 0..self.said.len());
        place.mots.iter().any(|name| holds(&words, name) && !listed("du au", name))
    }

    pub fn is_about_days(&self) -> bool {
        self.names("date dates")
    }

    pub fn names_the_first_day(&self) -> bool {
        self.names("debut debute debutera commence commencera demarre demarrera")
    }

    pub fn names_the_last_day(&self) -> bool {
        self.names("fin finit finira termine terminera")
    }

    fn names(&self, words: &str) -> bool {
        self.folded.split(' ').any(|word| listed(words, word))
    }
}
