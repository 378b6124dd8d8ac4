//! A text made readable by line: numbers that were drawn, lines that the width of a letter cut.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::fold;
use super::super::identite::pattern;
use super::super::lex::listed;
use super::numero::numero;

/// Lines that letters number, at least.
const SHORTEST_LIST: usize = 3;
/// Letters of a line that was cut at the width of a letter.
const SHORTEST_CUT: usize = 40;
/// The first of the numbers drawn in a circle, and how many follow each other from it on.
const CIRCLED: [(char, u32); 4] = [('①', 20), ('❶', 10), ('➀', 10), ('➊', 10)];

/// « 3️⃣ non », « ③ non »: « 3. non » where several lines are numbered so, and the figure elsewhere.
pub(super) fn undrawn(texte: &str) -> Cow<'_, str> {
    static DRAWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"((?:[0-9]\u{fe0f}?\u{20e3})+|\u{1f51f}|[①-⑳❶-❿➀-➓])\u{fe0f}? ?(?:[.):/-]{1,2} ?)?")
    });
    if texte.is_ascii() || !DRAWN.is_match(texte) {
        return Cow::Borrowed(texte);
    }
    let numbered =
        texte.lines().filter(|line| DRAWN.find(line.trim_start()).is_some_and(|at| at.start() == 0));
    let listed = numbered.count() > 1
        || DRAWN.find_iter(texte).count() > 1
            && DRAWN.find(texte.trim_start()).is_some_and(|at| at.start() == 0);
    DRAWN.replace_all(texte, |found: &Captures<'_>| {
        let n = figure(&found[1]);
        if listed { format!("{n}. ") } else { format!("{n} ") }
    })
}

/// « *Intitulé :* Excel », « 1. *Excel* »: without the stars by which clients show in plain text what is bold.
pub(super) fn unbolded(texte: &str) -> Cow<'_, str> {
    static BOLD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?m)(^|[ \t(])\*([^\s*](?:[^*\n]{0,120}[^\s*])?)\*([ \t.,;:)]|$)"));
    if texte.contains('*') { BOLD.replace_all(texte, "$1$2$3") } else { Cow::Borrowed(texte) }
}

fn figure(drawn: &str) -> u32 {
    let digits: String = drawn.chars().filter(char::is_ascii_digit).collect();
    let circled = |c: char| {
        let of = |(first, count): &(char, u32)| {
            u32::from(c).checked_sub(u32::from(*first)).filter(|rank| rank < count).map(|rank| rank + 1)
        };
        CIRCLED.iter().find_map(of)
    };
    digits.parse().ok().or_else(|| drawn.chars().find_map(circled)).unwrap_or(10)
}

/// « a) Tapisserie », « b) 35 h », « c) 1 »: letters that number the lines from « a » on.
pub(super) fn unlettered(texte: &str) -> Cow<'_, str> {
    static LETTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[ \t]*\(?([a-hA-H]) ?[).:] *(\S.*)$"));
    let rank = |line: &str| {
        let letter = LETTER.captures(line)?.get(1)?.as_str().bytes().next()?.to_ascii_lowercase();
        Some(usize::from(letter - b'a'))
    };
    let ranks: Vec<usize> = texte.lines().filter_map(rank).collect();
    if ranks.len() < SHORTEST_LIST || ranks.iter().enumerate().any(|(at, rank)| at != *rank) {
        return Cow::Borrowed(texte);
    }
    let line = |line| match (rank(line), LETTER.captures(line).and_then(|found| found.get(2))) {
        (Some(rank), Some(said)) => Cow::Owned(format!("{}. {}", rank + 1, said.as_str())),
        _ => Cow::Borrowed(line),
    };
    Cow::Owned(texte.lines().map(line).collect::<Vec<Cow<'_, str>>>().join("\n"))
}

/// « … et on termine le⏎27. Et … »: no line ends there but where the width of a letter cut it, and « 27. » is no number of a
/// question.
pub(super) fn uncut(texte: &str) -> Cow<'_, str> {
    const OPEN: &str = "le la les l du des de d au aux a et ou un une en pour chez avec sur par que nous vous on je sera serons";
    let mut out = String::with_capacity(texte.len());
    let mut joined = false;
    let mut before = "";
    for line in texte.lines() {
        let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
        let open = before.chars().count() >= SHORTEST_CUT
            && listed(OPEN, &fold(last))
            && last.ends_with(char::is_alphabetic);
        // « 27. Et on est à 31 km », « 2. Bonne journée »
        let goes_on = line.starts_with(|c: char| c.is_ascii_digit()) && numero(line).is_some();
        if !out.is_empty() {
            out.push(if open && goes_on { ' ' } else { '\n' });
            joined |= open && goes_on;
        }
        out.push_str(line);
        before = line;
    }
    if joined { Cow::Owned(out) } else { Cow::Borrowed(texte) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_numbers_are_figures() {
        for (said, expected) in [
            ("1️⃣ le 3 mai\n2️⃣ non", "1. le 3 mai\n2. non"),
            ("①Cuisson\n② : 14 h", "1. Cuisson\n2. 14 h"),
            ("9⃣ oui\n🔟 non\n1️⃣1️⃣ Tours", "9. oui\n10. non\n11. Tours"),
            ("nous serons 2️⃣ ce jour-là", "nous serons 2 ce jour-là"),
            ("1. oui ✔", "1. oui ✔"),
        ] {
            assert_eq!(undrawn(said), expected);
        }
    }

    #[test]
    fn letters_number_lines_from_the_first_on() {
        assert_eq!(unlettered("Voici :\na) Tapis\nB. 35 h\nc) 1"), "Voici :\n1. Tapis\n2. 35 h\n3. 1");
        for said in ["a) Tapis\nb) 35 h", "B. Roux\nC. Petit\nD. Roy", "A. Roux\nA. Petit\nB. Roy"] {
            assert_eq!(unlettered(said), said);
        }
    }

    #[test]
    fn a_line_cut_before_its_day_goes_on() {
        let cut = "Voici les dates : on démarre le 23 novembre et on termine le\n27. Et c'est loin.";
        assert_eq!(uncut(cut), cut.replace('\n', " "));
        for whole in ["Je réponds à vos questions, Claire, dans l'ordre.\n1. Tours", "Fin : le\n2. Tours", ""]
        {
            assert_eq!(uncut(whole), whole);
        }
    }
}
