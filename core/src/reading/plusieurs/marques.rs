//! Marks of a message that say nothing: bullets, faces, leaders, the commas of a row.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::reading::date::is_month;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

/// Arrows that are drawn between a name and its value, or between answers: « Titre 👉 Tapisserie ».
pub const DRAWN_ARROWS: &str = "➜➡👉▶";

/// « - 14-15 juin », « 4/ 2 personnes », « :) »: marks that say nothing are blank, byte for byte.
pub fn without_bullets(text: &str) -> String {
    let numbers = text.lines().filter_map(|line| after_number(line.trim_start())).map(|(number, _)| number);
    let counts =
        text.contains('\n') && numbers.clone().count() > 1 && numbers.zip(1..).all(|(n, rank)| n == rank);
    // « attendez je regarde le papier... du 19 au 21 »: looked up, and found.
    static LOOKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\b(?:attendez|attends|attend)[ ,]+)?\bje (?:regarde|cherche|v[ée]rifie|retrouve)\b[^.,;:!?0-9\n]{0,30}?(?: *(?:\.\.+|…)|,? voil[àa]\b)",
        )
    });
    let apart = |found: &regex::Captures<'_>| ";".repeat(found[0].len());
    let text = &*if text.contains("je ") { LOOKS.replace_all(text, apart) } else { Cow::Borrowed(text) };
    // « :) », « form. »: a face or a shortened word is no label and ends no sentence.
    static MARKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:^|\s)(?:[:;=]-?[()dp]+|\^\^)(?:\s|$)|(?:^|[\s,;(])form\. |[._]{3,}")
    });
    let blank = |found: &regex::Captures<'_>| " ".repeat(found[0].len());
    let text = if text.contains([':', ';', '=', '^', '.']) {
        MARKS.replace_all(text, blank)
    } else {
        Cow::Borrowed(text)
    };
    // « Claire Roy,claire@exemple.fr,0601020304,26000,Valence »: a row of a table.
    let text = if is_row(&text) { Cow::Owned(parted(&text)) } else { text };
    // « SIRET … // CP : 63000 // Clermont »
    let text = if text.contains(" // ") { Cow::Owned(text.replace(" // ", " ;; ")) } else { text };
    // « CACES cat. 3 »: the stop is of the word.
    static SHORT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(cat|niv|mod|vol|réf|ref)\. ([0-9])"));
    let text = SHORT.replace_all(&text, "$1  $2");
    // « je n'y comprends rien 😂 Gestion des stocks »: a face ends a clause.
    static FACE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"[\p{{L}}.!?)] ?([[\u{{2600}}-\u{{27bf}}\u{{1f300}}-\u{{1faff}}]--[➔{DRAWN_ARROWS}]])[\u{{fe0f}}\u{{1f3fb}}-\u{{1f3ff}}]? *\p{{L}}",
        ))
    });
    let mut faced = text.into_owned();
    let faces: Vec<_> = FACE.captures_iter(&faced).filter_map(|found| Some(found.get(1)?.range())).collect();
    for face in faces {
        faced.replace_range(face.clone(), &";".repeat(face.len()));
    }
    // « 820 HT (l'autre à 1100 était trop chère) »: another offer.
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\((?:l['’]autre|les autres|au lieu d|contre |l['’]ancien(?:ne)? )[^()\n]{0,120}\)")
    });
    let faced = if faced.contains('(') { OTHER.replace_all(&faced, apart).into_owned() } else { faced };
    let text: &str = &faced;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let marked = line.trim_start_matches([' ', '\t']);
        let rest = marked.strip_prefix(['-', '–', '—', '•', '*']).filter(|rest| rest.starts_with(' '));
        let rest = rest.or_else(|| after_number(marked).filter(|_| counts).map(|(_, rest)| rest));
        let blank = line.len() - rest.unwrap_or(line).len();
        out.extend(std::iter::repeat_n(' ', blank));
        out.push_str(rest.unwrap_or(line));
    }
    let cuts: Vec<usize> = out
        .match_indices('\n')
        .map(|(at, _)| at)
        .filter(|at| is_left_open(&out[..*at]) && goes_on(&out[..*at], &out[at + 1..]))
        .collect();
    for cut in cuts {
        out.replace_range(cut..=cut, " ");
    }
    out
}

/// « Pain au levain et⏎fermentations longues »: the width of the screen cut the line.
pub fn is_left_open(line: &str) -> bool {
    let last = line.trim_end().rsplit([' ', '\n', '\'', '’']).next().unwrap_or_default();
    listed("et de du des la le les à a au aux en pour sur avec sans par", last)
}

/// « on termine le⏎27 »
fn goes_on(line: &str, next: &str) -> bool {
    let day = ["le", "du", "au"].iter().any(|lead| line.trim_end().ends_with(&format!(" {lead}")));
    let digits = next.bytes().take_while(u8::is_ascii_digit).count();
    let figure = (1..=2).contains(&digits) && !next[digits..].starts_with(['/', '-', '.', ')', 'h'])
        || (1..=2).contains(&digits) && next[digits..].starts_with(". ");
    next.starts_with(char::is_lowercase) || day && figure
}

/// Commas that part cells, not figures from their cents.
fn cells(text: &str) -> impl Iterator<Item = usize> {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    let is_cents = move |at: usize| {
        text[..at].ends_with(|c: char| c.is_ascii_digit()) && matches!(digits(&text[at + 1..]), 1 | 2)
    };
    text.match_indices(',').map(|(at, _)| at).filter(move |&at| !is_cents(at))
}

/// One line of a table: cells, and no space after their commas.
fn is_row(text: &str) -> bool {
    !text.contains(", ") && !text.contains('\n') && cells(text).count() > 2
}

/// The row, its cells parted as clauses are.
fn parted(text: &str) -> String {
    let mut out = text.to_owned();
    for at in cells(text) {
        out.replace_range(at..at + 1, ";");
    }
    out
}

/// Every line has a number of its own, from 1 on: each answers by itself.
pub fn is_numbered(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let number = |line: &&str| after_number(line.trim_start()).map(|(number, _)| number);
    lines.len() > 2 && lines.iter().zip(1..).all(|(line, rank)| number(line) == Some(rank))
}

/// « 2/ 14 h », « 3) nuits », « 4- 2 repas », « a) 14 h »: the number of a line, and what follows it.
fn after_number(line: &str) -> Option<(u32, &str)> {
    let (number, rest) = line.split_once(['/', ')', '.', '-', ':'])?;
    let number = number.trim_end();
    let letter = match number.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
        _ => None,
    };
    let number = letter.or_else(|| number.parse().ok()).filter(|number| *number < 100)?;
    rest.starts_with(' ').then_some((number, rest))
}

/// « 08/02/2027-10/02/2027 », with this between its days.
pub fn joined_days<'t>(text: &'t str, between: &str) -> Cow<'t, str> {
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b([0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4})-([0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4})\b")
    });
    DATED.replace_all(text, format!("${{1}}{between}${{2}}"))
}

/// « les 25 26 27 janvier », « 1er 2 et 3 mars »: with commas between days that follow each other, byte for byte.
pub fn run_of_days(text: &str) -> Cow<'_, str> {
    static RUN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^0-9.,/:h€-] ?)((?:1er|[0-3]?[0-9])(?: [0-3]?[0-9]){1,6}(?: et [0-3]?[0-9])?) (?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)",
        )
    });
    let mut out = Cow::Borrowed(text);
    for found in RUN.captures_iter(text).filter_map(|found| found.get(1)) {
        let days = found.as_str().replace("er", "").replace(" et ", " ");
        let days: Vec<u32> = days.split(' ').filter_map(|day| day.parse().ok()).collect();
        // The next day, or one of the same week.
        if !days.windows(2).all(|two| (1..=7).contains(&two[1].wrapping_sub(two[0]))) {
            continue;
        }
        for (at, _) in found.as_str().match_indices(' ') {
            let between = found.start() + at;
            let figures =
                text.get(between + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let after_and = text.get(..between).is_some_and(|before| before.ends_with("et"));
            if figures && !after_and {
                out.to_mut().replace_range(between..=between, ",");
            }
        }
    }
    out
}

/// « 5 avril -> 9 avril », with a dash between its days, byte for byte.
pub fn without_arrows(text: &str) -> Cow<'_, str> {
    if text.contains("->") { Cow::Owned(text.replace("->", "- ")) } else { Cow::Borrowed(text) }
}

/// « 35 h - 14-15 juin », « 980 € HT / 8-9 juin »: a spaced mark after what is no day parts a list, byte for byte.
pub fn without_separators(text: &str) -> String {
    static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"([\p{L}0-9€.)%]+) ([/–—-]) [0-9]"));
    // « 16/03/2027 – 14,00 heures », « 12 janvier / 1 040 € »: what follows counts something else.
    static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)[ \u{a0}]([/–—-]) [0-9][0-9 \u{a0}\u{202f}.,]*(?:h\b|heures?\b|€|euros?\b|ht\b|ttc\b)")
    });
    let text = &*without_arrows(text);
    let mut out = joined_days(&run_of_days(text), " ").into_owned();
    for found in MEASURE.captures_iter(text) {
        if let Some(mark) = found.get(1) {
            out.replace_range(mark.range(), &";".repeat(mark.len()));
        }
    }
    for found in MARK.captures_iter(text) {
        let (Some(before), Some(mark)) = (found.get(1), found.get(2)) else { continue };
        let said = fold(before.as_str());
        let day = said.ends_with(|c: char| c.is_ascii_digit()) || said.split(' ').any(is_month);
        if !day {
            out.replace_range(mark.range(), &";".repeat(mark.len()));
        }
    }
    out
}
