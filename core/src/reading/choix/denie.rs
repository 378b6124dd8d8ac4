//! Options that are denied: the other of two, the one that is left, the one that denies by its name.

use std::sync::LazyLock;

use regex::Regex;

use super::noms::Nomme;
use super::proche::{by, masculine, stem};
use super::{bare, select, takes_another};
use crate::reading::identite::pattern;
use crate::reading::lex::{Token, listed, tokens};
use crate::reading::{fold, has_words};

pub(super) fn is_negated(phrase: &str) -> bool {
    phrase.split(' ').any(|word| ["pas", "ni", "sauf", "aucun", "aucune", "rien"].contains(&word))
}

/// « ni le matin ni la journée entière »: the one that is left of them.
pub(super) fn neither<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Option<&'a Nomme<'a>> {
    let denied = phrase.split(' ').filter(|word| *word == "ni").count();
    let mut left = options.iter().filter(|option| !option.names().any(|name| has_words(phrase, name)));
    let (only, None) = (left.next()?, left.next()) else { return None };
    // « ni lundi ni mardi, plutôt jeudi » says another; « ni le matin ni l'après-midi » leaves no whole day.
    let small = |word: &str| listed("ni le la l les en de du d des a au par pour", word);
    let names = |word: &str| {
        options.iter().any(|option| option.names().any(|name| name.split(' ').any(|own| own == word)))
    };
    let whole =
        ["mixte", "hybride", "journee", "les deux"].iter().any(|whole| only.label().starts_with(whole));
    let plain = phrase.split(' ').all(|word| small(word) || names(word));
    (denied > 1 && denied + 1 == options.len() && plain && !whole).then_some(only)
}

/// « surtout pas à distance » where there is one other way.
pub(super) fn other_of_two<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Option<&'a Nomme<'a>> {
    let [one, other] = options else { return None };
    let denied = bare(phrase.strip_prefix("surtout ").unwrap_or(phrase)).strip_prefix("pas ")?;
    // « pas de chèque, l'autre »
    let denied = denied.strip_suffix(" l autre").unwrap_or(denied);
    let leads = ["de ", "d ", "en ", "le ", "la ", "l ", "par ", "au ", "a "];
    let denied = leads.iter().find_map(|lead| denied.strip_prefix(lead)).unwrap_or(denied);
    // « pas le soir, j'ai les petits à la maison »
    let first = stem(denied.split(' ').next().unwrap_or_default());
    let names_it =
        |option: &Nomme| option.names().any(|name| name == denied || format!("en {name}") == denied);
    let holds = |option: &Nomme| {
        option.names().any(|name| name.split(' ').any(|word| word.len() > 3 && stem(word) == first))
    };
    let is = |option: &Nomme| names_it(option) || holds(option) && !(holds(one) && holds(other));
    match (is(one), is(other)) {
        (true, false) => Some(other),
        (false, true) => Some(one),
        _ => None,
    }
}

/// « je suis gérante non salariée » for « Dirigeant non salarié »: what the label itself denies.
pub(super) fn denied_by_its_name<'a>(options: &'a [Nomme<'a>], said: &[Token]) -> Vec<&'a Nomme<'a>> {
    let denied = |tokens: &[Token]| {
        let no = tokens.windows(2).find(|pair| pair[0].is_word(&["non"]) && pair[1].word().is_some())?;
        // « salariée » has two letters more.
        no[1].word().map(|word| by(masculine, &by(masculine, word))).filter(|word| word.len() > 3)
    };
    match denied(said) {
        Some(said) => select(options, |name| denied(&tokens(name)).as_ref() == Some(&said)),
        None => Vec::new(),
    }
}

/// « en présentiel je préfère, l'ordi c'est pas mon truc »: an option, then a sentence that denies none.
pub(super) fn without_reason<'a>(options: &'a [Nomme<'a>], text: &str) -> Option<&'a Nomme<'a>> {
    let because = [" car ", " parce que ", " parce qu", " puisque ", " vu que "];
    let because = because.iter().find_map(|because| text.split_once(because));
    let (said, reason) = because.or_else(|| text.split_once([',', ';', '.']))?;
    let (said, reason) = (fold(said), fold(reason));
    if is_negated(&said) || takes_another(&reason) || reason.split(' ').count() < 3 {
        return None;
    }
    let named = |clause: &str| select(options, |name| has_words(clause, name));
    match named(&said)[..] {
        [option] if named(&reason).is_empty() => Some(option),
        _ => None,
    }
}

/// « aucun, il est en pleine forme » for « Aucun handicap », « pas obligatoire » for « Non obligatoire »: the label that denies
/// says so first.
pub(super) fn none_of<'a>(options: &'a [Nomme<'a>], text: &str) -> Option<&'a Nomme<'a>> {
    const NONE: &str = "aucun aucune rien sans pas non";
    let said = fold(text.split([',', '.', ';']).next().unwrap_or_default());
    let words: Vec<&str> = bare(&said).split(' ').filter(|word| !listed("de d c est", word)).collect();
    let rest = |label: &str| {
        let (_, rest) = label.split_once(' ').filter(|(first, _)| listed(NONE, first))?;
        Some(rest.split(' ').filter(|word| !listed("de d", word)).map(stem).collect::<Vec<_>>())
    };
    let mut fits = options.iter().filter(|option| {
        rest(option.label()).is_some_and(|rest| match &words[..] {
            [alone] => listed("aucun aucune rien sans", alone),
            [no, said @ ..] => {
                listed(NONE, no) && said.iter().map(|word| stem(word)).eq(rest.iter().cloned())
            }
            [] => false,
        })
    });
    let option = fits.next()?;
    // « aucun » is of one label alone.
    fits.next().is_none().then_some(option)
}

/// « le fils du patron », « l'apprentie de mon salarié »: every time its name stands there, it is whose another thing is.
pub(super) fn is_of_another(option: &Nomme, phrase: &str) -> bool {
    static OWNED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:les?|la|l|une?|mon|ma|mes|son|sa|ses|notre|nos) [a-z]+ (?:du|de (?:la|l|mon|ma|notre|son|sa|leur)) $",
        )
    });
    let stands = option.names().flat_map(|name| {
        phrase
            .match_indices(name)
            .map(|(at, _)| phrase.get(..at).unwrap_or_default())
            .filter(|before| before.is_empty() || before.ends_with(' '))
    });
    let mut stands = stands.peekable();
    stands.peek().is_some() && stands.all(|before| OWNED.is_match(before))
}
