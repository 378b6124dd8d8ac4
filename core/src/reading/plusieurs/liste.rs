//! Answers in a row on one line: « 1. Soudure 2. Cuir Campus 3. 14 h », « Soudure | Cuir Campus | 14 h ».

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// Fewest answers of such a row.
const SHORTEST: usize = 3;

/// The text with each answer on a line of its own and « cinq (5) » said once, each byte of it in its place.
pub fn on_lines(text: &str) -> Cow<'_, str> {
    static AGAIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt)( \([0-9]{1,2}\))",
        )
    });
    match text.contains(" (") {
        true => {
            let once = AGAIN.replace_all(text, |found: &Captures<'_>| {
                format!("{}{}", &found[1], " ".repeat(found[2].len()))
            });
            Cow::Owned(cut(&once).into_owned())
        }
        false => cut(text),
    }
}

fn cut(text: &str) -> Cow<'_, str> {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:^|[ ,;])(\(?([1-9][0-9]?)[).]) |(?im:^(r[ée]ponse ([1-9][0-9]?) ?[:=]))")
    });
    let line = text.trim_end();
    if line.contains('\n') || line.matches(" | ").count() + 1 < SHORTEST {
        let marks: Vec<_> = MARK
            .captures_iter(text)
            .filter_map(|found| {
                let mark = found.get(1).or_else(|| found.get(3))?;
                Some((mark.range(), found.get(2).or_else(|| found.get(4))?.as_str().parse::<usize>().ok()?))
            })
            .collect();
        let ranked = marks.iter().enumerate().all(|(at, (_, rank))| *rank == at + 1);
        // « Stagiaires : 1. Marie 2. Karim », « Excel niveau 2. »: of one answer.
        let begins = marks.first().is_some_and(|(mark, _)| text[..mark.start].trim().is_empty());
        let of_a_name = marks.iter().any(|(mark, _)| {
            let before = fold(&text[..mark.start]);
            before.split(' ').next_back().is_some_and(|word| {
                listed("niveau module partie jour session etape phase bac tome no n cap lot groupe", word)
            })
        });
        let worded = marks.iter().all(|(mark, _)| mark.len() > "(10)".len());
        if marks.len() < SHORTEST || !ranked || !begins || of_a_name || line.contains('\n') && !worded {
            return Cow::Borrowed(text);
        }
        let mut out = text.to_owned();
        for (mark, _) in marks {
            let blank = format!("\n{}", " ".repeat(mark.len() - 1));
            out.replace_range(mark, &blank);
        }
        return Cow::Owned(out);
    }
    Cow::Owned(text.replace(" | ", " \n "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_cut() {
        for (text, expected) in [
            ("1. Soudure 2. Cuir Campus 3. 14 h", "\n  Soudure \n  Cuir Campus \n  14 h"),
            ("(1) Léa (2) 14 h (3) Metz", "\n   Léa \n   14 h \n   Metz"),
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
