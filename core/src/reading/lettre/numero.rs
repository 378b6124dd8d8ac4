//! The number before an answer: « 1. », « 2) », « 3 : », « Q4 - », « n°5 », « (6) », « Réponse 7 : ».

use super::super::date::is_month;
use super::super::fold;
use super::super::lex::listed;

/// A number at the start of a line, and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numero<'a> {
    pub n: u32,
    pub rest: &'a str,
    /// The number could also be part of what is said: « 3 - 4 jours ».
    pub weak: bool,
}

/// Words that may stand before the number, longest first.
const BEFORE: [&str; 9] = ["question", "réponse", "reponse", "point", "rép", "rep", "n°", "q", "r"];

/// Reads the number a line begins with. At most two digits: there are not that many questions.
pub(super) fn numero(line: &str) -> Option<Numero<'_>> {
    let line = line.trim_start().trim_start_matches(['-', '*', '•', '·', '–', '>', '|', '\t', ' ']);
    // « (Q1) 14 h »
    let inner = line.strip_prefix('(').filter(|inner| before(inner).0);
    let (named, rest) = before(inner.unwrap_or(line));
    let (bracket, rest) = match rest.strip_prefix(['(', '[']) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let (number, after) = rest.split_at(digits);
    let n = number.parse().ok().filter(|n| *n > 0)?;
    let spaced = after.starts_with([' ', '\u{a0}', '\u{202f}']);
    let trimmed = after.trim_start();
    let mut weak = false;
    let rest = if bracket {
        trimmed.strip_prefix([')', ']'])?
    } else if let Some(cell) = after.strip_prefix(['\t', '|']).or_else(|| trimmed.strip_prefix('|')) {
        cell
    } else if let Some(rest) = trimmed.strip_prefix([')', ']']) {
        rest
    } else if let Some(rest) = trimmed.strip_prefix(['.', ':', '/', '=', '°', '→']) {
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        rest.trim_start_matches(['/', ')'])
    } else if let Some(rest) = trimmed.strip_prefix(['-', '–', '—']) {
        // « 1-2 jours » is no number of a question; « 3 - 4 jours » hardly.
        if !rest.starts_with([' ', '\u{a0}', '>'])
            && (spaced || rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            return None;
        }
        weak = !named && rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        rest.trim_start_matches('>')
    } else if named {
        // « Q4 oui »; « n°5 Lyon ».
        after
    } else if after.is_empty() {
        weak = true;
        after
    } else {
        return None;
    };
    // « *2.* 14 heures »: the number was bold.
    let rest = rest.trim_start_matches(['*', '_']).trim();
    Some(Numero { n, rest, weak })
}

fn before(line: &str) -> (bool, &str) {
    // « Réponse à la question 1 : »
    let lead = ["réponse à la ", "reponse a la ", "réponse au ", "reponse au ", "à la ", "a la "]
        .into_iter()
        .find_map(|lead| {
            line.get(..lead.len())
                .filter(|start| start.to_lowercase() == lead)
                .and_then(|_| line.get(lead.len()..))
        });
    let line = lead.unwrap_or(line);
    for word in BEFORE {
        let Some(start) = line.get(..word.len()) else { continue };
        if start.to_lowercase() != word {
            continue;
        }
        let rest = line.get(word.len()..).unwrap_or_default().trim_start();
        let rest = rest.strip_prefix("n°").or_else(|| rest.strip_prefix("N°")).unwrap_or(rest).trim_start();
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return (true, rest);
        }
    }
    (false, line)
}

/// Where, further on the line, the answer to question `n` begins: « 12 mars 2) 35 heures ».
pub(super) fn next_on_line(text: &str, n: u32) -> Option<usize> {
    let wanted = n.to_string();
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find(&wanted) {
        let at = from + found;
        let after = text.get(at + wanted.len()..)?;
        let apart =
            text.get(..at)?.trim_end_matches(['(', 'n', 'N', '°', 'Q', 'q']).ends_with([' ', ',', ';', '\t']);
        let marked = after.starts_with([')', '/', '.', ':', '°'])
            || after.starts_with(" :")
            || after.starts_with(" -");
        // « 1- Hygiène, 2- 3 mars », « 1- Hygiène 2- 3 mars 3- 21 h »; « Module 2- les absences » is a title.
        let parted = text.get(..at)?.trim_end().ends_with([',', ';']);
        let counted = || after.contains(&format!(" {}- ", n.saturating_add(1)));
        // « 6- 890 € 7- 1 »: behind a value.
        let valued = || {
            text.get(..at).is_some_and(|before| {
                before.trim_end().ends_with(|c: char| c.is_ascii_digit() || matches!(c, '€' | 'h'))
            })
        };
        // « Q1 Secourisme / Q2 Tours »
        let called = text.get(..at)?.ends_with(['Q', 'q']) && after.starts_with(' ');
        let marked = marked || called || after.starts_with("- ") && (parted || counted() || valued());
        let value = after.trim_start_matches([')', '/', '.', ':', '°', '-', ' ']);
        let digit_next = after.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if apart && marked && !value.is_empty() && (!digit_next || called || after.starts_with(')')) {
            return Some(at);
        }
        from = at + wanted.len();
    }
    None
}

/// « Secourisme / Q », « Secourisme. Question », before the number of the next question.
pub(super) fn before_number(said: &str) -> &str {
    const NOUNS: [&str; 8] = ["Question", "question", "Réponse", "réponse", "Rép", "rép", "Point", "point"];
    let noun = said.trim_end();
    if let Some(before) = NOUNS.iter().find_map(|called| noun.strip_suffix(called)) {
        let before = before.trim_end();
        if before.is_empty() || before.ends_with(['.', ',', ';', '/', '-']) {
            return before.trim_end_matches(['.', ',', ';', '/', '-', ' ']);
        }
    }
    let cut = said.trim_end_matches(['(', 'n', 'N', '°', 'Q', 'q']);
    if cut.ends_with([' ', ',', ';', '\t']) { cut } else { said }
}

/// What a number counts, folded: « 1 nuit ».
pub(super) fn is_unit(word: &str) -> bool {
    const UNITS: &str = "nuit nuits repas km kms jour jours h heure heures euro euros e stagiaire stagiaires personne \
        personnes salarie salaries fois er k";
    listed(UNITS, word)
}

/// Whether lines are numbered without a mark: « 1 Excel », « 2 3 mars », « 3 21h », one after the other from the first
/// question on, and none of the numbers counts what follows it (« 1 nuit »).
pub(super) fn bare_numbers(lines: &[&str], numbers: &[u32]) -> bool {
    let counts = |rest: &str| {
        let folded = fold(rest);
        let first = folded.split(' ').next().unwrap_or_default();
        is_unit(first) || is_month(first) || rest.starts_with(['€', '/', '%'])
    };
    let start = |line: &&&str| line.starts_with(|c: char| c.is_ascii_digit());
    let numbered: Vec<(&str, &str)> =
        lines.iter().filter(start).filter_map(|line| line.split_once(' ')).collect();
    let said: Vec<u32> = numbered.iter().filter_map(|(number, _)| number.parse().ok()).collect();
    // « 1 Permis CE », « 3 Auto-école », « 5 7 juin »: some of them, in order.
    let some = said.len() > 2
        && said.first() == numbers.first()
        && said.windows(2).all(|two| two[0] < two[1])
        && said.iter().all(|n| numbers.contains(n));
    numbered.len() >= numbers.len().min(3)
        && numbered.len() >= 2
        && (some || said.iter().zip(numbers).all(|(n, number)| n == number))
        && said.len() == numbered.len()
        && numbered.iter().all(|(_, rest)| !rest.trim().is_empty() && !counts(rest.trim()))
        && numbered.len() <= numbers.len()
        && lines.iter().filter(start).count() == numbered.len()
}

/// « oui », « 2 », « 4 », « 120 » below each other: figures alone that follow each other are answers, and no numbers of them.
pub(super) fn lone_figures(lines: &[&str]) -> bool {
    let alone = |line: &str| !line.is_empty() && line.chars().all(|c| c.is_ascii_digit());
    let written: Vec<&str> = lines.iter().copied().filter(|line| !line.is_empty()).collect();
    written.windows(2).any(|two| alone(two[0]) && alone(two[1]))
}

/// Two questions that are answered at once.
pub(super) struct Paire {
    pub numbers: [u32; 2],
    /// « Réponses 3 et 4 »: they are called so.
    pub named: bool,
}

/// « 3 et 4 Niort, 79000 »: two questions, and what answers both.
pub(super) fn numbered_pair(line: &str) -> Option<(Paire, &str)> {
    // « Réponses 3 et 4 - du 8 au 10 mars »
    let named = ["Réponses ", "réponses ", "Questions ", "questions ", "Points ", "points "]
        .iter()
        .find_map(|noun| line.strip_prefix(noun));
    let line = named.unwrap_or(line);
    let (first, rest) = line.split_once(" et ")?;
    let (second, said) = rest.split_once(' ')?;
    let pair = Paire { numbers: [first.parse().ok()?, second.parse().ok()?], named: named.is_some() };
    let said = if pair.named { said.trim_start_matches([':', '-', '–', ' ']) } else { said };
    // « 3 et 4 mars »
    let word = fold(said.split(' ').next().unwrap_or_default());
    (pair.named || !is_month(&word) && !is_unit(&word)).then_some((pair, said.trim()))
}

/// « 2.01/02/2027 », « 4.21h »: a number stuck to a figure.
pub(super) fn stuck(line: &str) -> Option<(u32, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = line.split_at_checked(digits).filter(|_| (1..=2).contains(&digits))?;
    let rest = after.strip_prefix(['.', ')', '/', ':'])?;
    let n = number.parse().ok()?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some((n, rest))
}

/// Whether numbers stuck to figures are those of the questions: with the others they follow each other from the first
/// question on, and one at least is no figure (« 1.Cuisson ») or a day (« 2.01/02/2027 »).
pub(super) fn stuck_numbers(lines: &[&str], numbers: &[u32]) -> bool {
    let clear: Vec<Option<(u32, bool)>> = lines
        .iter()
        .map(|line| {
            numero(line).map(|found| (found.n, true)).or_else(|| {
                stuck(line).map(|(n, rest)| {
                    (
                        n,
                        rest.contains('/')
                            && !line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('/'),
                    )
                })
            })
        })
        .collect();
    let found: Vec<(u32, bool)> = clear.into_iter().flatten().collect();
    found.len() > 1
        && found.len() <= numbers.len()
        && found.iter().any(|(_, clear)| *clear)
        && found.iter().zip(numbers).all(|((n, _), number)| n == number)
}
