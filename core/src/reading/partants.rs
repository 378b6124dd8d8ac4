//! Those who go on a training, named in a sentence: « pour Marie Dupont et Karim Benali », « Léa Roy y va ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::date::is_date_word;
use super::identite::pattern;
use super::lex::listed;
use super::prenoms::{is_first_name, is_person, names_a_house};
use super::{fold, without_address};

/// Longest text that is looked through, in bytes.
const LONGEST: usize = 8_000;
/// Words beside a name in which it is denied.
const NEAR: usize = 4;
/// Fewest letters of a name of one word.
const SHORTEST_LONE: usize = 3;

const NAME: &str = r"(?:(?:M\.|Mr|Mme|Mlle|Monsieur|Madame) )?\p{Lu}[\p{L}'’-]+(?: (?:(?:de|du|des|le|la|d['’]) ?)?\p{Lu}[\p{L}'’-]+){0,3}";
const GO: &str = r"(?i:(?:y )?(?:vont|va|partent|part|partiront|partira|iront|ira|participent|participe|participeront|participera|suivent|suit|suivront|suivra|viennent|vient|viendront|viendra|assisteront|assistera|sont inscrite?s|est inscrite?))";

/// The stretch of a text that names those who go: the only one. « pour la boulangerie », « pour Excel » name nobody.
pub fn partants(text: &str) -> Option<Range<usize>> {
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"\b(?i:(pour|former|envoie|envoyons|inscrire|inscris|inscrivons)|(?:stagiaires?|participante?s?|apprenante?s?)(?: (?:sont|seront|est|sera)|,? c['’]est| ?:)?) ({NAME}(?:(?:, | et | & |, et ){NAME})*)"
        ))
    });
    static GOES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"({NAME}(?:(?:, | et | & |, et ){NAME})*)(?:,? (?:de|du|chez|salariée?s?|employée?s?)\b[^.;\n]{{2,50}}?,?)? {GO}\b"
        ))
    });
    // Typed without a capital, first names first.
    static LOWER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(\p{Ll}+ \p{Ll}{2,}(?: et \p{Ll}+ \p{Ll}{2,}){0,3}) y (?:vont|va)\b"));
    static LED_LOWER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?i:pour|stagiaires?(?: sont| est| ?:)?) (\p{Ll}+ \p{Ll}{2,}(?: et \p{Ll}+ \p{Ll}{2,}){0,3})",
        )
    });
    if text.len() > LONGEST {
        return None;
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let led = LED.captures_iter(text).filter_map(|led| Some((led.get(2)?, led.get(1).is_some())));
    let lower = LED_LOWER.captures_iter(text).filter_map(|led| Some((led.get(1)?, true)));
    found.extend(led.chain(lower).filter_map(|(list, bare)| {
        let people = people(list.as_str(), bare)?;
        let end = list.start() + people;
        ends(&text[end..]).then_some(list.start()..end)
    }));
    let going = GOES.captures_iter(text).chain(LOWER.captures_iter(text)).filter_map(|going| going.get(1));
    let whole = |list: &regex::Match<'_>| people(list.as_str(), true) == Some(list.len());
    found.extend(going.filter(whole).map(|list| list.range()));
    if found.is_empty() {
        found.extend(on_lines(text));
    }
    found.retain(|list| !is_denied(text, list));
    found.sort_by_key(|list| list.start);
    found.dedup_by(|after, before| after.start < before.end);
    match &found[..] {
        [list] => Some(list.clone()),
        _ => None,
    }
}

/// « Marie Dupont » and « Karim Benali », each on a line: one alone may sign.
fn on_lines(text: &str) -> Option<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let at = start + (line.len() - line.trim_start().len());
        lines.push((at..at + line.trim().len(), is_person(line.trim())));
        start += line.len() + 1;
    }
    let first = lines.iter().position(|(_, person)| *person)?;
    let people = lines[first..].iter().take_while(|(_, person)| *person).count();
    let others = lines[first + people..].iter().any(|(_, person)| *person);
    (people > 1 && !others).then(|| lines[first].0.start..lines[first + people - 1].0.end)
}

/// What may follow the last name.
fn ends(after: &str) -> bool {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:$|[.,;:!()\n-]|(?:de|du|des|qui|tous|toutes|chez|en|dans|à|au|aux|le|la|les)\b)")
    });
    END.is_match(after)
}

/// « Marie Dupont, Karim Benali », « Dupont et Martin »: bytes of the people that begin a list of names, as « Boulangerie des
/// Lilas » may end it. `bare`: nothing calls them stagiaires. `None` where it begins with none.
fn people(list: &str, bare: bool) -> Option<usize> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r", et |, | et | & "));
    let several = BETWEEN.is_match(list);
    let marks =
        BETWEEN.find_iter(list).map(|mark| mark.range()).chain(std::iter::once(list.len()..list.len()));
    let mut start = 0;
    let mut end = None;
    for mark in marks {
        if !is_one(&list[start..mark.start], bare, several) {
            break;
        }
        end = Some(mark.start);
        start = mark.end;
    }
    end
}

fn is_one(name: &str, bare: bool, several: bool) -> bool {
    let called = without_address(name);
    let folded = fold(called);
    let first = folded.split(' ').next().is_some_and(is_first_name);
    let last = folded.rsplit(' ').next().is_some_and(is_first_name);
    let lone = || {
        let letters = called.chars().filter(|c| c.is_alphabetic()).count();
        letters >= SHORTEST_LONE && called.contains(char::is_lowercase) && several || first
    };
    !names_a_house(called)
        && !folded.split(' ').any(is_date_word)
        && (called.len() < name.len() || if called.contains(' ') { first || last || !bare } else { lone() })
}

/// « pas pour Julie Roy », « Julie Roy ne part plus », « à la place de »: not they.
fn is_denied(text: &str, list: &Range<usize>) -> bool {
    const DENIES: &str = "pas plus sauf sans remplace place ni ne n si";
    let sentence = |c: char| matches!(c, '.' | '!' | '?' | '\n' | ';');
    let from = text[..list.start].rfind(sentence).map_or(0, |at| at + 1);
    let to = text[list.end..].find(sentence).map_or(text.len(), |at| list.end + at);
    let is_denial = |word: &&str| listed(DENIES, word);
    let before = text[from..list.start].rsplit(',').next().unwrap_or_default();
    let after = text[list.end..to].split(',').next().unwrap_or_default();
    let (before, after) = (fold(before), fold(after));
    before.split(' ').rev().take(NEAR).any(|word| is_denial(&word))
        || after.split(' ').take(NEAR).any(|word| is_denial(&word))
        || text[to..].starts_with('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_go_are_named() {
        for (text, expected) in [
            ("Excel du 1er au 3 mars, 21h, 1 500 € HT pour Dupont et Martin", "Dupont et Martin"),
            ("pour Marie Dupont et Karim Benali (Boulangerie des Lilas).", "Marie Dupont et Karim Benali"),
            ("Les stagiaires sont Marie Dupont et Karim Benali.", "Marie Dupont et Karim Benali"),
            (
                "Léa Roy, Zoé Petit et Hugo Blanc de la boulangerie partent",
                "Léa Roy, Zoé Petit et Hugo Blanc",
            ),
            ("c'est pour Julie, le 3 mars", "Julie"),
            ("marie dupont et karim benali y vont", "marie dupont et karim benali"),
            ("pour Mme Dupont, 14 h", "Mme Dupont"),
            ("pour Marie Dupont, Boulangerie des Lilas.", "Marie Dupont"),
            ("Mme Dupont et M. Benali y participeront.", "Mme Dupont et M. Benali"),
            ("Notre salon envoie Marie Dupont en formation", "Marie Dupont"),
            ("c'est pour karim benali de la boulangerie", "karim benali"),
            ("Boulangerie\nMarie Dupont\nKarim Benali\n", "Marie Dupont\nKarim Benali"),
            ("Stagiaire : Nguyen Thi Lan", "Nguyen Thi Lan"),
        ] {
            assert_eq!(partants(text).and_then(|list| text.get(list)), Some(expected), "{text}");
        }
        for text in [
            "",
            "pour Excel",
            "pour Excel perfectionnement et Word",
            "pour la Boulangerie des Lilas",
            "C'est pour Garage Martin.",
            "pour Mars et Avril",
            "pour notre boulangerie",
            "1 500 € pour deux jours",
            "pas pour Julie Roy",
            "Julie Roy ne part pas",
            "julie roy et léa petit y vont pas",
            "Est-ce pour Julie Roy ?",
            "pour Julie Roy. Finalement pour Léa Petit.",
            "Cordialement,\nMarie Dupont",
        ] {
            assert_eq!(partants(text), None, "{text}");
        }
    }
}
