//! Words near those of an option: of the other gender or number, shortened, with a slip of the pen.

use rust_stemmers::{Algorithm, Stemmer};

use super::noms::Nomme;
use super::{bare, select};
use crate::reading::lex::listed;
use crate::reading::{fold, has_words};

/// A word as a rule makes it: what stays of it, and what is put at its end.
type Mot<'w> = (&'w str, &'static str);

/// A word without the mark of the plural.
pub(super) fn singular(word: &str) -> Mot<'_> {
    (word.strip_suffix('s').filter(|one| one.len() > 3).unwrap_or(word), "")
}

/// A word as it is said of a man, without the mark of the plural.
pub(super) fn masculine(word: &str) -> Mot<'_> {
    const ENDS: [(&str, &str); 4] = [("trice", "teur"), ("euse", "eur"), ("ere", "er"), ("enne", "en")];
    let (word, _) = singular(word);
    ENDS.iter().find_map(|(end, own)| Some((word.strip_suffix(end)?, *own))).unwrap_or_else(|| {
        let stem = word.trim_end_matches('e');
        (if stem.len() > 4 { stem } else { word }, "")
    })
}

/// What stays of a folded word in all its forms.
pub(super) fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::French).stem(word).into_owned()
}

/// Each word of a phrase by a rule.
pub(super) fn by(rule: fn(&str) -> Mot<'_>, phrase: &str) -> String {
    let words = phrase.split(' ').map(|word| {
        let (stem, end) = rule(word);
        format!("{stem}{end}")
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The options a name of which stands in a phrase, once a rule is followed in both.
pub(super) fn select_by<'a>(
    rule: fn(&str) -> Mot<'_>,
    options: &'a [Nomme<'a>],
    phrase: &str,
) -> Vec<&'a Nomme<'a>> {
    let said: Vec<Mot> = phrase.split(' ').map(rule).collect();
    let is_one = |(stem, end): Mot, (other, its_end): Mot| {
        stem.len() + end.len() == other.len() + its_end.len()
            && stem.bytes().chain(end.bytes()).eq(other.bytes().chain(its_end.bytes()))
    };
    select(options, |name| {
        (0..said.len()).any(|at| {
            let mut said = said[at..].iter();
            name.split(' ').map(rule).all(|word| said.next().is_some_and(|said| is_one(word, *said)))
        })
    })
}

/// « plan de dev des compétences »: the beginnings of its words, in order.
pub(super) fn shortened<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Vec<&'a Nomme<'a>> {
    fn told(name: &str) -> Vec<&str> {
        name.split(' ').filter(|word| !listed("de des du d la le les l", word)).collect()
    }
    let said = told(phrase);
    let begins = |name: &str| {
        let own = told(name);
        own.len() == said.len()
            && own.iter().zip(&said).all(|(own, said)| own == said || said.len() > 2 && own.starts_with(said))
    };
    // « action indiv »: of two words, one is whole.
    let of_two =
        || select(options, |name| begins(name) && name.split(' ').zip(&said).any(|(own, said)| own == *said));
    match phrase.split(' ').count() {
        3.. => select(options, begins),
        2 if said.iter().all(|word| word.len() > 3) => of_two(),
        _ => Vec::new(),
    }
}

/// « par CB » for « Carte bancaire »: the first letters of its words, alone or in capitals, in what stands of the text.
pub(super) fn initials<'a>(options: &'a [Nomme<'a>], text: &str, phrase: &str) -> Vec<&'a Nomme<'a>> {
    let of = |name: &str| {
        let told = name.split(' ').filter(|word| word.len() > 2 && !listed("des les une aux par sur", word));
        told.filter_map(|word| word.chars().next()).collect::<String>()
    };
    let alone = bare(phrase).to_owned();
    let shouted =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().all(char::is_uppercase));
    let stands = |word: &String| has_words(phrase, word);
    let said: Vec<String> =
        shouted.map(fold).filter(stands).chain([alone.clone()]).filter(|word| word.len() > 1).collect();
    // « Compte Personnel de Formation (CPF) » says its own; « autre chose que le CPF » does not take it.
    let own = |option: &Nomme| {
        let inside = option.libelle.rsplit_once('(').and_then(|(_, rest)| rest.trim_end().strip_suffix(')'));
        inside.filter(|inside| inside.chars().all(char::is_uppercase)).map(fold)
    };
    options
        .iter()
        .filter(|option| {
            own(option).is_some_and(|own| own == alone)
                || option.names().any(|name| name.contains(' ') && said.contains(&of(name)))
        })
        .collect()
}

/// The text with the long words that miss a word of the labels by a slip or two put right: « niveau intermedière ».
pub(super) fn mended(options: &[Nomme], text: &str) -> Option<String> {
    const SHORTEST: usize = 7;
    let known: Vec<&str> = options.iter().flat_map(|option| option.label().split(' ')).collect();
    let folded = fold(text);
    let mut changed = false;
    let words = folded.split(' ').map(|word| {
        let near = |known: &&&str| {
            known.len() >= SHORTEST
                && strsim::osa_distance(known, word) <= if known.len() > 9 { 2 } else { 1 }
        };
        let meant =
            if word.len() < SHORTEST || known.contains(&word) { None } else { known.iter().find(near) };
        changed |= meant.is_some();
        meant.copied().unwrap_or(word)
    });
    let mended = words.collect::<Vec<_>>().join(" ");
    changed.then_some(mended)
}

/// Near misses, by the number of slips (letters changed, added, dropped or swapped).
pub(super) fn near<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Vec<&'a Nomme<'a>> {
    // « jui », of « Juin » and « Juillet »; « juil » is no slip for « Juin ».
    let begun = select(options, |name| name.starts_with(phrase));
    if begun.len() > 1 {
        return Vec::new();
    }
    let letters = phrase.chars().count();
    // « niveau 3 » is no slip for « niveau 2 ».
    let first = |text: &str| text.find(' ').unwrap_or(text.len());
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let close = |name: &str| {
        let own = name.chars().count();
        let allowed = match own {
            0..=3 => 0,
            4..=6 => 1,
            7..=14 => 2,
            _ => 3,
        };
        // « en voiture » is no slip for « sa voiture ».
        let (one, other) = (&name[..first(name)], &phrase[..first(phrase)]);
        let led = || one.len() > 3 || other.len() > 3 || one == other;
        own.abs_diff(letters) <= allowed
            && (!phrase.contains(' ') || led())
            && strsim::osa_distance(name, phrase) <= allowed
            && figures(name) == figures(phrase)
    };
    let mut near = select(options, close);
    near.retain(|option| begun.is_empty() || begun.contains(option));
    near
}
