//! Answers in a row on one line: « 1. Soudure 2. Cuir Campus 3. 14 h », « Soudure | Cuir Campus | 14 h ».

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// Fewest answers of such a row.
const SHORTEST: usize = 3;

/// The text with each answer on a line of its own and « cinq (5) » said once, each byte of it in its place.
pub fn on_lines(text: &str) -> Cow<'_, str> {
    let steps: [fn(&str) -> Cow<'_, str>; 6] =
        [without_spoken_commas, told, comes_to, questions, said_once, cut];
    steps.into_iter().fold(Cow::Borrowed(text), |text, step| match text {
        Cow::Borrowed(text) => step(text),
        Cow::Owned(text) => Cow::Owned(step(&text).into_owned()),
    })
}

/// « volume russe virgule c'est du sept au huit »: a comma that was dictated, where it is none of a number.
fn without_spoken_commas(text: &str) -> Cow<'_, str> {
    static COMMA: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(\p{L}{3,})( virgule )((?:c['’]|je |on |nous |le |la |les |du |et |chez |avec |pour |il |elle |ça |à ))",
        )
    });
    if !text.contains(" virgule ") {
        return Cow::Borrowed(text);
    }
    COMMA.replace_all(text, |found: &Captures<'_>| {
        format!("{},{}{}", &found[1], " ".repeat(found[2].len() - 1), &found[3])
    })
}

/// « pour les km comptez 96 », « les repas mettez 6 »: the name of a field, and its figure behind a verb that is a colon.
fn told(text: &str) -> Cow<'_, str> {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)((?:^|[,;.\n/] ?|\b(?:les?|la) |\bnb (?:de )?|\bnombre de )(?:km|kms|kilom[èe]tres|distance|repas|nuits?|nuit[ée]es|stagiaires|participants|dur[ée]e|co[ûu]t|prix|tarif))( (?:on |il faut )?(?:mettez|mets|comptez|compter|compte|notez|noter|pr[ée]voyez|pr[ée]voir) )([0-9]{1,4}(?: aller| en tout| au total| *$| *[,.;\n/)]))",
        )
    });
    if !["ette", "ets ", "ompt", "note", "voye", "voir"].iter().any(|verb| text.contains(verb)) {
        return Cow::Borrowed(text);
    }
    TOLD.replace_all(text, |found: &Captures<'_>| {
        format!("{} :{}{}", &found[1], " ".repeat(found[2].len() - 2), &found[3])
    })
}

/// « la durée passe à 14 h », « le coût passe de 900 à 980 € »: the name of a field and its new figure, the verb a colon.
fn comes_to(text: &str) -> Cow<'_, str> {
    static COMES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b((?:dur[ée]e|co[ûu]t|prix|tarif|montant|effectif|distance|nombre d(?:e |['’])\p{L}+|nb de \p{L}+)(?: totale?| p[ée]dagogique)?(?: h\.?t\.?| ttc)?)( (?:passe|passera|passent|monte|descend|tombe|est (?:pass|mont|descendu|ramen)[ée]+e?) (?:de [0-9][0-9 .,]*(?:€|euros?|h|heures?)? ?)?[àa] )([0-9]|une?\b|deux\b|trois\b|quatre\b|cinq\b)",
        )
    });
    if !["passe", "monte", "descend", "tombe", " est "].iter().any(|verb| text.contains(verb)) {
        return Cow::Borrowed(text);
    }
    COMES.replace_all(text, |found: &Captures<'_>| {
        format!("{} :{}{}", &found[1], " ".repeat(found[2].len() - 2), &found[3])
    })
}

fn said_once(text: &str) -> Cow<'_, str> {
    static AGAIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt)( \([0-9]{1,2}\))",
        )
    });
    if !text.contains(" (") {
        return Cow::Borrowed(text);
    }
    AGAIN.replace_all(text, |found: &Captures<'_>| format!("{}{}", &found[1], " ".repeat(found[2].len())))
}

/// « Q6 930 € HT », « Question 6 - 930 € », « R6 : 930 € », « 6️⃣ 930 € »: numbered as a list is, « 6) ».
fn questions(text: &str) -> Cow<'_, str> {
    static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?im)(?P<before>^|[ ,;])(?:(?:q|question)[. ]?(?:n°)? ?(?P<q>[1-9][0-9]?)(?: ?[.):=–—/-] ?| )|r(?P<r>[1-9][0-9]?) ?[.):=] ?|(?P<key>[0-9])\u{fe0f}?\u{20e3} ?)",
        )
    });
    if !text.contains(['q', 'Q', 'r', 'R', '\u{20e3}']) {
        return Cow::Borrowed(text);
    }
    let Some(first) = QUESTION.captures(text) else { return Cow::Borrowed(text) };
    let count = QUESTION.find_iter(text).count();
    let begins = |found: &Captures<'_>| found["before"].is_empty();
    let number = |found: &Captures<'_>| {
        let number = ["q", "r", "key"].iter().find_map(|group| found.name(group));
        number.map_or("", |number| number.as_str()).to_owned()
    };
    // « Nous avons vu la question 2 avec Paul »; « 2️⃣ stagiaires » counts them, a car is called « Q5 ».
    let listed = count >= SHORTEST || count > 1 && number(&first) == "1";
    if !begins(&first) || !listed && first.name("q").is_none() {
        return Cow::Borrowed(text);
    }
    QUESTION.replace_all(text, |found: &Captures<'_>| {
        if !begins(found) && count < 2 {
            return found[0].to_owned();
        }
        let start = if begins(found) { "" } else { "\n" };
        let numbered = format!("{start}{}) ", number(found));
        let blank = found[0].len() - numbered.len();
        numbered + &" ".repeat(blank)
    })
}

fn cut(text: &str) -> Cow<'_, str> {
    let one_line = !text.trim_end().contains('\n');
    if one_line && text.trim_end().matches(" | ").count() + 1 >= SHORTEST {
        return Cow::Owned(text.replace(" | ", " \n "));
    }
    let Some(marks) = marks(text, one_line) else { return Cow::Borrowed(text) };
    let mut out = text.to_owned();
    for mark in marks {
        let blank = format!("\n{}", " ".repeat(mark.len() - 1));
        out.replace_range(mark, &blank);
    }
    Cow::Owned(out)
}

/// The numbers of a row, from 1 on, the first of them at its beginning: « 2. », « (2) », of several lines « Réponse 2 : ».
fn marks(text: &str, one_line: bool) -> Option<Vec<Range<usize>>> {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:^|[ ,;])(\(?([1-9][0-9]?)[)./]) |(?im:^(r[ée]ponse ([1-9][0-9]?) ?[:=]))")
    });
    // A row begins with its first number, and few messages hold it so.
    if !["1.", "1)", "1/", "1:", "1 :", "1=", "1 ="].iter().any(|first| text.contains(first)) {
        return None;
    }
    let mut out = Vec::new();
    for found in MARK.captures_iter(text) {
        let worded = found.get(3);
        let (mark, rank) = (found.get(1).or(worded)?, found.get(2).or_else(|| found.get(4))?);
        if rank.as_str().parse() != Ok(out.len() + 1) || !one_line && worded.is_none() {
            return None;
        }
        let before = text.get(..mark.start()).unwrap_or_default();
        // « Stagiaires : 1. Marie 2. Karim », « Excel niveau 2. »: of one answer.
        let begins = !out.is_empty() || begins_a_row(before);
        if !begins || is_numbered(before) {
            return None;
        }
        out.push(mark.range());
    }
    (out.len() >= SHORTEST).then_some(out)
}

/// Nothing, a sentence, or « je réponds dans l'ordre : » stands before the first number.
fn begins_a_row(before: &str) -> bool {
    let before = before.trim_end();
    let leads = || {
        let folded = fold(before);
        folded.split(' ').any(|word| word == "ordre" || word.starts_with("repon"))
    };
    before.is_empty() || before.ends_with(['.', '!']) || before.ends_with(':') && leads()
}

/// « niveau », before « 2. »
fn is_numbered(before: &str) -> bool {
    const NUMBERED: &str = "niveau module partie jour session etape phase bac tome no n cap lot groupe";
    let word = before.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty());
    word.is_some_and(|word| listed(NUMBERED, &fold(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_cut() {
        for (text, expected) in [
            ("1. Soudure 2. Cuir Campus 3. 14 h", "\n  Soudure \n  Cuir Campus \n  14 h"),
            ("(1) Léa (2) 14 h (3) Metz", "\n   Léa \n   14 h \n   Metz"),
            ("Q1 Léa Q2: 14 h Q6 - 980 €", "1) Léa\n2)  14 h\n6)   980 €"),
            ("Question 6 : 980 €", "6)           980 €"),
            ("1️⃣ Léa\n2️⃣ 14 h", "1)      Léa\n2)      14 h"),
            ("R1 : Léa\nR2 : 14 h", "1)   Léa\n2)   14 h"),
            ("2️⃣ stagiaires", "2️⃣ stagiaires"),
            ("mon Q5 fait 200 km", "mon Q5 fait 200 km"),
            ("cinq (5) salariés", "cinq     salariés"),
            ("Soudure | Cuir Campus | 14 h", "Soudure \n Cuir Campus \n 14 h"),
            ("Excel niveau 2. 14 h", "Excel niveau 2. 14 h"),
            ("1. Excel niveau 2. Cegos 3. 14 h", "1. Excel niveau 2. Cegos 3. 14 h"),
            ("Stagiaires : 1. Léa 2. Karim 3. Li", "Stagiaires : 1. Léa 2. Karim 3. Li"),
            ("le 3. puis le 4. et 5.", "le 3. puis le 4. et 5."),
        ] {
            let read = on_lines(text);
            assert_eq!(read.len(), text.len(), "{text}");
            assert_eq!(read, expected, "{text}");
        }
    }
}
