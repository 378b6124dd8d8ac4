//! Options that are sizes: « Moins de 11 salariés », « De 11 à 49 », « 50 et plus ».

use super::noms::Nomme;
use crate::reading::date::month;
use crate::reading::lex::{Kind, Token, listed, tokens};
use crate::reading::nombre::quantities;
use crate::reading::phrase::{is_approximate, is_bound, round_number};
use crate::reading::{fold, has_words};

/// The option that the only number of an answer falls into, where all are sizes: « on est 6 ».
pub(super) fn of_size<'a>(options: &'a [Nomme<'a>], said: &[Token]) -> Option<&'a Nomme<'a>> {
    let [only] = &quantities(said)[..] else { return None };
    let [number] = only.values[..] else { return None };
    // « une dizaine »
    let rounded = said.iter().any(|token| token.word().is_some_and(|word| round_number(word).is_some()));
    let number = number.at_scale(0).filter(|_| !is_bound(said) && !is_approximate(said) && !rounded)?;
    let asked = Mesure::of(said, only.end);
    let of_all: Option<Vec<_>> = options.iter().map(sized).collect();
    // « CDD de moins de 6 mois », « CDD de 6 mois et plus », beside « CDI ».
    let of_one_kind = || {
        let words: Vec<&str> = said.iter().filter_map(Token::word).collect();
        let kind = |option: &&Nomme| words.contains(&option.label().split(' ').next().unwrap_or_default());
        let same: Option<Vec<_>> = options.iter().filter(kind).map(sized).collect();
        let unit = |tranche: &Tranche| {
            tranche
                .option
                .label()
                .split(' ')
                .any(|word| listed("mois an ans jours heures salaries", word) && words.contains(&word))
        };
        // « depuis 3 mois », « 7 heures par jour »
        let other = words.iter().any(|word| listed("depuis par reste restent fini dans encore", word));
        same.filter(|same| !other && same.len() > 1 && same.iter().all(unit))
    };
    let sizes = of_all.or_else(of_one_kind)?;
    let number = match asked {
        Mesure::Temps(nature, many) => {
            // « 8 mois » of « Moins de 11 salariés » is no size of it.
            let same = |size: &Tranche| match size.mesure {
                Mesure::Temps(its, _) => its == nature,
                Mesure::Aucune => true,
                Mesure::Autre => false,
            };
            let half = has_half(said, only.end + 1);
            let number = if half && many % 2 == 1 { None } else { number.checked_mul(many) };
            number.filter(|_| sizes.iter().all(same))?.checked_add(if half { many / 2 } else { 0 })?
        }
        // « 8 », where all are told in years.
        Mesure::Aucune | Mesure::Autre => {
            let mut factors = sizes.iter().map(|size| size.mesure.factor());
            let first = factors.next()?;
            number.checked_mul(first).filter(|_| factors.all(|factor| factor == first))?
        }
    };
    let mut fits = sizes.iter().filter(|size| (size.least..=size.most).contains(&number));
    let size = fits.next()?;
    fits.next().is_none().then_some(size.option)
}

/// « plutôt en mai », of « Avril à juin »: the option that the only month of an answer falls into, where all are told from one month to
/// another.
pub(super) fn of_months<'a>(options: &'a [Nomme<'a>], said: &[Token]) -> Option<&'a Nomme<'a>> {
    let months = |text: &str| text.split(' ').filter_map(month).collect::<Vec<u32>>();
    let asked: Vec<u32> = said.iter().filter_map(Token::word).filter_map(month).collect();
    let [asked] = asked[..] else { return None };
    if is_approximate(said)
        || is_bound(said)
        || said.iter().any(|token| token.is_in("pas ou ni avant apres des"))
    {
        return None;
    }
    let spans: Option<Vec<_>> = options
        .iter()
        .map(|option| match months(option.label())[..] {
            [first, last] if first <= last => Some((option, first..=last)),
            _ => None,
        })
        .collect();
    let mut fits = spans?.into_iter().filter(|(_, span)| span.contains(&asked));
    let (option, _) = fits.next()?;
    fits.next().is_none().then_some(option)
}

/// What a number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mesure {
    /// Time: the smallest unit that it is told in, and how many of them one is.
    Temps(&'static str, i64),
    Autre,
    Aucune,
}

impl Mesure {
    /// What stands behind a number: « 8 mois », « 11 salariés », « 1 et … ».
    fn of(tokens: &[Token], end: usize) -> Self {
        match tokens.get(end).and_then(Token::word) {
            None => Self::Aucune,
            Some("mois") => Self::Temps("mois", 1),
            Some("an" | "ans" | "annee" | "annees") => Self::Temps("mois", 12),
            Some("jour" | "jours" | "j") => Self::Temps("jour", 1),
            Some("semaine" | "semaines") => Self::Temps("jour", 7),
            Some("heure" | "heures" | "h") => Self::Temps("heure", 1),
            Some(word) if listed("et ou a plus au en dans max maximum minimum", word) => Self::Aucune,
            Some(_) => Self::Autre,
        }
    }

    fn factor(self) -> i64 {
        match self {
            Self::Temps(_, many) => many,
            Self::Autre | Self::Aucune => 1,
        }
    }
}

/// « un an et demi »
fn has_half(tokens: &[Token], at: usize) -> bool {
    matches!(tokens.get(at..), Some([et, half, ..]) if et.is_word(&["et"]) && half.is_word(&["demi", "demie"]))
}

/// An option, with the least and the most that it takes, in the smallest units of what it measures.
struct Tranche<'a> {
    option: &'a Nomme<'a>,
    mesure: Mesure,
    least: i64,
    most: i64,
}

/// « 2e année » for « Deuxième année », where each label has its rank.
pub(super) fn of_rank<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Option<&'a Nomme<'a>> {
    let ranks = |text: &str| -> Vec<u64> {
        let rank = |token: &Token| match token.kind {
            Kind::Ordinal(rank) => Some(rank.into()),
            _ => None,
        };
        tokens(text).iter().filter_map(rank).collect()
    };
    let [said] = ranks(phrase)[..] else { return None };
    // « la deuxième » may be the second of the list.
    let noun = |option: &Nomme| {
        option.label().split(' ').next_back().is_some_and(|noun| phrase.split(' ').any(|word| word == noun))
    };
    let own: Vec<Vec<u64>> = options.iter().map(|option| ranks(&option.libelle)).collect();
    let each = own.iter().all(|own| own.len() == 1) && options.len() > 1;
    let mut fits = (1_u64..).zip(options).zip(&own).filter(|(_, own)| **own == [said]);
    let ((place, option), _) = fits.next().filter(|_| each)?;
    (fits.next().is_none() && (noun(option) || place == said)).then_some(option)
}

/// « Moins de 11 salariés », « De 6 mois à 2 ans »
fn sized<'a>(option: &'a Nomme<'a>) -> Option<Tranche<'a>> {
    let label = &option.libelle;
    let folded = fold(label);
    let has = |part: &str| has_words(&folded, part);
    let tranche = |mesure, least, most| Some(Tranche { option, mesure, least, most });
    // « Plusieurs stagiaires », « Un seul stagiaire »
    if has("plusieurs") {
        return tranche(Mesure::Aucune, 2, i64::MAX);
    }
    if has("un seul") || has("une seule") {
        return tranche(Mesure::Aucune, 1, 1);
    }
    let tokens = tokens(label);
    let quantities = quantities(&tokens);
    let mesures: Vec<Mesure> = quantities.iter().map(|number| Mesure::of(&tokens, number.end)).collect();
    // « Entre 1 et 3 ans »: the unit is told once.
    let last = mesures.last().copied().unwrap_or(Mesure::Aucune);
    let numbers: Option<Vec<i64>> = quantities
        .iter()
        .zip(&mesures)
        .map(|(quantity, mesure)| {
            let own = if *mesure == Mesure::Aucune { last } else { *mesure };
            quantity.values.first()?.at_scale(0)?.checked_mul(own.factor())
        })
        .collect();
    match numbers?[..] {
        // « Aucun salarié »
        [] if ["aucun", "aucune", "sans", "pas de"].iter().any(|none| folded.starts_with(none)) => {
            tranche(Mesure::Aucune, 0, 0)
        }
        [most] if has("moins de") => tranche(last, 0, most - 1),
        [least] if has("plus de") => tranche(last, least + 1, i64::MAX),
        [least] if has("et plus") || has("ou plus") => tranche(last, least, i64::MAX),
        [least, most] if has("a") || has("et") || label.contains(['-', '–']) => tranche(last, least, most),
        _ => None,
    }
}
