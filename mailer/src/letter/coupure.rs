//! Paragraphs that a client cut at a width while sending: their lines belong together.

use guichet_core::reading::{MONTHS, fold};
use memchr::{memchr, memchr2};

use super::ligne::{Texte, joined};
use super::vu::Vu;

/// Widths at which clients cut: no shorter, and no longer.
const NARROWEST: usize = 66;
const WIDEST: usize = 80;

/// Words that wait for what follows.
const LINKS: [&str; 31] = [
    "le", "la", "les", "l'", "un", "une", "de", "du", "des", "d'", "à", "au", "aux", "et", "ou", "en", "par",
    "pour", "chez", "avec", "dans", "sur", "est", "sera", "notre", "nos", "mon", "ma", "son", "sa", "que",
];

/// The text of these lines, those that were cut at a width put together again.
pub(super) fn unwrapped(lines: &[Texte]) -> String {
    let pair = |pair: &[Texte]| may_be_cut(pair[0], pair[1]);
    if !lines.windows(2).any(pair) {
        return joined(lines);
    }
    let is_lower = |line: &str| line.starts_with(char::is_lowercase);
    // A line that goes on in small letters shows that these were cut; then so was one before a figure or a name.
    let shown = lines.windows(2).any(|two| is_lower(&two[1]) && pair(two));
    let mut out = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for (rank, line) in lines.iter().enumerate() {
        let before = rank.checked_sub(1).and_then(|before| lines.get(before));
        if let Some(before) = before {
            let goes_on = || {
                is_cut_number(before, line)
                    || is_lower(line)
                    || waits(before)
                    || (shown || is_prose(line) || is_prose(before)) && !begins_an_item(before)
            };
            let joins = may_be_cut(*before, *line) && goes_on();
            out.push(if joins { ' ' } else { '\n' });
        }
        out.push_str(line);
    }
    out
}

/// The next word would not have fitted, the sentence goes on, and what follows begins nothing of its own.
fn may_be_cut(line: Texte, next: Texte) -> bool {
    // No line has more characters than bytes, none of ASCII has fewer: most are told by these.
    if line.len() + 1 + next.len() <= NARROWEST
        || line.len() > WIDEST && !line.vu.has(Vu::BEYOND)
        || line.ends_with(['.', '!', '?', ';', '…'])
    {
        return false;
    }
    let word = next.get(..memchr(b' ', next.as_bytes()).unwrap_or(next.len())).unwrap_or_default();
    if line.len() + 1 + word.len() <= NARROWEST {
        return false;
    }
    let (line, next) = (line.texte, next.texte);
    let (width, word) = (line.chars().count(), word.chars().count());
    word > 0
        && width <= WIDEST
        && width + 1 + word > NARROWEST
        && !(line.ends_with(':') && (!next.starts_with(char::is_lowercase) || is_named(next)))
        && (!begins_an_item(next) || is_cut_number(line, next))
        // « siret : voir le devis », then « stagiaires : 11 »
        && !(is_named(next) && (is_named(line) || label_words(next) <= 2 && !waits(line)))
}

/// « … au 06 39 98 40 », then « 22. Merci »: a telephone, cut.
fn is_cut_number(line: &str, next: &str) -> bool {
    let is_pair = |pair: &str| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_digit());
    let pairs: Vec<&str> = line.rsplit(' ').take_while(|pair| is_pair(pair)).collect();
    let first = next.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    // « … portable 06 », then « 39 98 52 52. »
    let goes_on = next.split([' ', '.']).take_while(|pair| is_pair(pair)).count() > 2;
    (pairs.len() == 1 && goes_on || (2..5).contains(&pairs.len()))
        && pairs.last().is_some_and(|pair| pair.starts_with('0'))
        && is_pair(first)
}

/// « 1) », « - », « Coût : 980 € »
fn begins_an_item(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default().trim_start();
    let numbered = (1..=2).contains(&digits) && after.starts_with(['.', ')', ':', '-', '–', '/', '=']);
    let named = line.starts_with(char::is_uppercase) && is_named(line);
    let marked = line.starts_with(['-', '*', '•', '·', '–', '>', '|', '→', '_']);
    numbered || named || marked
}

/// A few words and a colon.
fn is_named(line: &str) -> bool {
    label_words(line) <= 5
}

/// Words before the colon; as many as can be where there is none.
fn label_words(line: &str) -> usize {
    let label = memchr2(b':', b'=', line.as_bytes()).and_then(|at| line.get(..at));
    label.map_or(usize::MAX, |label| label.split_whitespace().count())
}

/// Another sentence begins within the line: no value alone.
fn is_prose(line: &str) -> bool {
    line.match_indices(". ").any(|(at, mark)| {
        line.get(at + mark.len()..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    })
}

fn waits(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default().replace('’', "'");
    LINKS.contains(&last.as_str()) || MONTHS.contains(&fold(&last).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_put_together_again() {
        for (lines, expected) in [
            (
                vec![
                    "Alors pour les heures ce sera exactement comme le devis le disait, 2",
                    "jours de 7 heures, à compter du lundi 16 février et le centre me facture",
                    "1 200 € tout rond.",
                    "Bonne semaine, Vanessa",
                ],
                1,
            ),
            (
                vec![
                    "Bonjour, le contrat démarre le 1er septembre 2027 et se termine le 31 août",
                    "2029. Il a 18 ans.",
                ],
                0,
            ),
            (vec!["Elle suit sa formation comptable avec le centre de formation du", "GRETA du Limousin"], 0),
            (vec!["Perfectionnement en anesthésie générale des petits animaux (NAC)", "14 heures"], 1),
            (vec!["1. Perfectionnement en anesthésie générale des petits animaux, niveau", "deux"], 0),
            (
                vec![
                    "Les 18 et 19 janvier, 14 heures en tout. C'est l'organisme Atelier",
                    "Sauge qui s'en charge.",
                ],
                0,
            ),
            (vec!["Excel avancé", "le 4 mars", "14 h"], 2),
            (vec!["La formation se déroule dans nos locaux du 4 au 5 mars prochain", "Coût : 980 €"], 1),
        ] {
            let lines: Vec<Texte> = lines.into_iter().map(Texte::from).collect();
            let text = unwrapped(&lines);
            assert_eq!(text.matches('\n').count(), expected, "{text}");
        }
    }
}
