//! A message being read: what was taken of it, and what is left.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::avant::recalls;
use super::etranger::Etranger;
use super::marques::without_bullets;
use super::mots::{Mot, holds, mots};
use super::noms_avant::pairs_ended;
use super::{Place, Role};
use crate::catalogue::Nature;
use crate::dossier::{Taxe, Valeur};
use crate::reading::identite::pattern;
use crate::reading::lex::{Phrases, Token, tokens};
use crate::reading::montant::{is_of_either_tax, tax_of_all};
use crate::reading::phrase::{is_approximate, is_bound, is_hedged, is_unsure};
use crate::reading::{Contexte, Lu};

/// Characters of a clause looked at on each side of a value.
pub const LONGEST_CLAUSE: usize = 240;

static ASKS_TO_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:pouvez|pourriez)[ -]vous (?:me |nous |bien |s['’]il vous plaît )*(?:noter|mettre|ajouter|enregistrer|inscrire|indiquer|modifier|changer|corriger)\b",
    )
});
static ASKS_TAX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bsi c['’ ]?est (?:du |en |hors )?(?:ht|ttc|taxes?)\b|\bht ou ttc\b"));

/// Another thing is said: « et finira », « donc les km », « et pour le portable ».
static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i) (?:et (?:se )?(?:finira|finit|terminera|termine|durera|dure|co[ûu]tera|co[ûu]te)|donc (?:le|la|les|pour)|et pour (?:l[ae]s?|[msn]on|[msn]a))\b",
    )
});

pub struct Chantier<'a, 'p> {
    pub places: &'a [Place<'p>],
    pub text: &'a str,
    /// The text with what was read replaced by « ; », byte for byte.
    pub left: String,
    pub contexte: &'a Contexte<'a>,
    /// The one tax that the message speaks of: « c'est TTC ».
    pub taxe: Option<Taxe>,
    /// It speaks of another time, or of another request.
    pub recalls: bool,
    /// By place: what was taken, and whether a label said so.
    pub taken: Vec<Vec<(Lu, Range<usize>, bool)>>,
    pub doubtful: Vec<bool>,
    pub read: Vec<Range<usize>>,
}

impl<'a, 'p> Chantier<'a, 'p> {
    /// `lexed`: the tokens of the text.
    pub fn new(
        places: &'a [Place<'p>],
        text: &'a str,
        lexed: &[Token],
        contexte: &'a Contexte<'a>,
    ) -> Chantier<'a, 'p> {
        Chantier {
            places,
            text,
            left: pairs_ended(without_bullets(text), places),
            contexte,
            // « Je leur demande si c'est HT »
            taxe: tax_of_all(lexed).filter(|_| !ASKS_TAX.is_match(text)),
            recalls: recalls(lexed),
            taken: vec![Vec::new(); places.len()],
            doubtful: vec![false; places.len()],
            read: Vec::new(),
        }
    }

    /// This part says something, whoever takes it.
    pub fn consume(&mut self, part: Range<usize>) {
        let Some(piece) = self.left.get(part.clone()) else { return };
        let blank: String = piece
            .chars()
            .map(|c| if c == '\n' { "\n".to_owned() } else { ";".repeat(c.len_utf8()) })
            .collect();
        self.left.replace_range(part.clone(), &blank);
        self.read.push(part);
    }

    pub fn take(&mut self, place: usize, lu: Lu, part: Range<usize>, labelled: bool) {
        let foreign = if labelled {
            self.is_unsure_behind(place, &part)
        } else {
            self.is_foreign(place, &lu.valeur, &part)
        };
        self.consume(part.clone());
        match foreign {
            Some(Etranger::Autre) => {}
            Some(Etranger::Incertain) => self.doubt(&[place]),
            None => self.taken[place].push((lu, part, labelled)),
        }
    }

    pub fn doubt(&mut self, places: &[usize]) {
        for &place in places {
            self.doubtful[place] = true;
        }
    }

    /// How many stretches say something.
    pub fn read_parts(&self) -> usize {
        self.read.len()
    }

    /// What this place was given, in the order it was found.
    pub fn taken_of(&self, place: usize) -> Vec<(Lu, Range<usize>)> {
        self.taken[place].iter().map(|(lu, part, _)| (lu.clone(), part.clone())).collect()
    }

    /// What this place was given last is taken back.
    pub fn take_back(&mut self, place: usize) {
        self.taken[place].pop();
    }

    /// Whatever this place was given, and any doubt about it.
    pub fn forget(&mut self, place: usize) {
        self.taken[place].clear();
        self.doubtful[place] = false;
    }

    /// The days taken so far are to be asked.
    pub fn withdraw_dates(&mut self) {
        for (place, taken) in self.taken.iter_mut().enumerate() {
            if matches!(self.places[place].nature, Nature::Date) && !taken.is_empty() {
                taken.clear();
                self.doubtful[place] = true;
            }
        }
    }

    pub fn is_in_doubt(&self, places: &[usize]) -> bool {
        places.iter().any(|&place| self.doubtful[place])
    }

    pub fn is_taken(&self, place: usize) -> bool {
        !self.taken[place].is_empty()
    }

    pub fn date_of(&self, place: usize) -> Option<NaiveDate> {
        self.taken[place].iter().find_map(|(lu, ..)| match lu.valeur {
            Valeur::Date(date) => Some(date),
            _ => None,
        })
    }

    /// The message from here; empty when it is no place between two characters.
    pub fn piece(&self, part: Range<usize>) -> &'a str {
        self.text.get(part).unwrap_or_default()
    }

    /// What is left of a part.
    pub fn rest(&self, part: Range<usize>) -> &str {
        self.left.get(part).unwrap_or_default()
    }

    /// Something of this kind was taken.
    pub fn has(&self, kind: impl Fn(&Nature) -> bool) -> bool {
        self.places.iter().zip(&self.taken).any(|(place, taken)| !taken.is_empty() && kind(place.nature))
    }

    /// The words of what is left of a part.
    pub fn words(&self, part: Range<usize>) -> Vec<Mot> {
        mots(&self.left, part)
    }

    /// The clause around a value: up to a line, a semicolon, a comma or a full stop.
    pub fn clause(&self, part: &Range<usize>) -> Range<usize> {
        let before = self.left.get(..part.start).unwrap_or_default();
        let after = self.left.get(part.end..).unwrap_or_default();
        // No further than the clauses people write: a message without marks is looked at by pieces.
        let mut start = 0;
        for (seen, (at, c)) in before.char_indices().rev().enumerate() {
            if seen == LONGEST_CLAUSE || is_boundary(&before[at + c.len_utf8()..], c) {
                start = at + c.len_utf8();
                break;
            }
        }
        let mut end = after.len();
        for (seen, (at, c)) in after.char_indices().enumerate() {
            if seen == LONGEST_CLAUSE || is_boundary(&after[at + c.len_utf8()..], c) {
                end = at;
                break;
            }
        }
        start..part.end + end
    }

    /// The clause up to a spaced dash or slash: « facture 4512 - du 8 au 10 mars - 14 h ».
    pub fn segment(&self, part: &Range<usize>) -> Range<usize> {
        const MARKS: [&str; 4] = [" - ", " – ", " — ", " / "];
        let clause = self.clause(part);
        let before = self.rest(clause.start..part.start);
        let start =
            MARKS.iter().filter_map(|mark| before.rfind(mark).map(|at| clause.start + at + mark.len()));
        let after = self.rest(part.end..clause.end);
        let end = MARKS.iter().filter_map(|mark| after.find(mark).map(|at| part.end + at));
        start.max().unwrap_or(clause.start)..end.min().unwrap_or(clause.end)
    }

    /// The clause says it with a doubt.
    pub fn is_doubtful(&self, part: &Range<usize>, about_is_fine: bool) -> bool {
        if self.is_of_before(part) {
            return true;
        }
        let mut clause = self.segment(part);
        // « je ne sais pas les dates mais c'est 21 h »: the doubt is about what stands before.
        let before = self.left.get(clause.start..part.start).unwrap_or_default();
        if let Some(but) = before.rfind(" mais ") {
            clause.start += but + 1;
        }
        // « débutera le 6 avril et finira sans doute en mai »: of what comes next.
        let after = self.left.get(part.end..clause.end).unwrap_or_default();
        if let Some(and) = ANOTHER.find(after) {
            clause.end = part.end + and.start();
        }
        let question = self.text.get(clause.end..).is_some_and(|rest| rest.trim_start().starts_with('?'));
        // « Pouvez-vous noter le 01 99 00 45 18 ? » says it.
        let question = question && {
            let said = self.piece(0..part.start);
            let from = said.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
            !ASKS_TO_NOTE.is_match(&said[from..])
        };
        let tokens = tokens(self.left.get(clause.clone()).unwrap_or_default());
        // « 14 h, à confirmer »
        let after = self
            .text
            .get(clause.end..)
            .unwrap_or_default()
            .trim_start_matches([',', ' ', '(', '-', '–', '—', '/']);
        let put_off = ["à confirmer", "a confirmer", "à valider", "à vérifier", "à préciser", "à définir"]
            .iter()
            .any(|said| after.starts_with(said));
        // « jusqu'au 12 » is an end.
        let until = tokens.iter().any(|token| token.is_word(&["jusqu"]));
        // « 21 h je crois »: among others, it is asked.
        static BELIEVED: Phrases = Phrases::new("je crois / je pense / il me semble / de tete");
        question
            || BELIEVED.stand_in(&tokens)
            || put_off
            || is_unsure(&tokens)
            || is_of_either_tax(&tokens)
            || is_hedged(&tokens)
            || (is_bound(&tokens) && !until)
            || (!about_is_fine && is_approximate(&tokens))
    }

    /// The places that may take a value of a kind: those named beside it if any is, by the longest name.
    pub fn candidates(&self, near: &[Mot], fits: impl Fn(&Place<'_>) -> bool) -> Vec<usize> {
        self.named_among((0..self.places.len()).filter(|&i| fits(&self.places[i])).collect(), near)
    }

    pub fn of_kind(&self, fits: impl Fn(&Nature) -> bool) -> Vec<usize> {
        (0..self.places.len()).filter(|&i| fits(self.places[i].nature)).collect()
    }

    /// Those named beside a value if any is, by the longest name.
    pub fn named_among(&self, all: Vec<usize>, near: &[Mot]) -> Vec<usize> {
        let named = |place: &usize| {
            // « Pain au levain du 15 au 17 »: « au » names an end before a colon only.
            let names = self.places[*place].mots.iter().filter(|name| !matches!(name.as_str(), "du" | "au"));
            let names = names.filter(|name| holds(near, name));
            names.map(String::len).max().unwrap_or(0)
        };
        let longest = all.iter().map(named).max().unwrap_or(0);
        if longest == 0 { all } else { all.into_iter().filter(|place| named(place) == longest).collect() }
    }

    /// The only place of this kind, answered or not.
    pub fn only_place(&self, fits: impl Fn(&usize) -> bool) -> Option<usize> {
        let mut found = (0..self.places.len()).filter(fits);
        found.next().filter(|_| found.next().is_none())
    }

    pub fn with_role(&self, places: &[usize], role: Role) -> Option<usize> {
        let mut found = places.iter().copied().filter(|&place| self.places[place].role == role);
        found.next().filter(|_| found.next().is_none())
    }
}

/// A mark ends a clause; a comma or a full stop only before white space, for they stand within numbers.
pub fn is_boundary(after: &str, c: char) -> bool {
    let open = after.chars().next().is_none_or(char::is_whitespace);
    matches!(c, ';' | '\n' | '\t' | '!' | '•' | '|') || (matches!(c, ',' | '.' | '?') && open)
}
