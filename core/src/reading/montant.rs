//! Euros: « 1 200,50 € », « 1200€50 », « 1,2 k€ », « mille deux cents euros HT ».

mod ecrits;
mod taxes;

use std::ops::Range;

use super::lex::{Token, Words, listed, tokens};
use super::nombre::{Nombre, Quantite, is_times, product, quantities, told_whole};
use super::phrase::{
    is_approximate, is_bound, is_dated, is_denied, is_hedged, is_unsure, round_number, settle,
};
use super::{Lecture, Lu, one};
use crate::dossier::{Montant, Taux, Taxe, Valeur};
use crate::message::Refus;

pub use ecrits::{count_at_price, written_amounts};
use taxes::tax_at;
pub use taxes::{is_of_either_tax, tax_of_all};

const EUROS: &str = "euro euros eur e keur keuros ke";
const CENTS: [&str; 4] = ["centime", "centimes", "cts", "ct"];
static OTHER_CURRENCIES: Words = Words::new(
    "dollar dollars usd cad livre livres sterling gbp franc francs chf frs yen yens jpy dirham \
    dirhams mad dinar dinars cfa fcfa xof bitcoin bitcoins sek",
);
/// What is counted beside an amount and is not the amount: « 1 200 € pour 3 jours ».
static OTHER_UNITS: Words = Words::new(
    "h heure heures jour jours j semaine semaines mois an ans personne personnes stagiaire \
    stagiaires salarie salaries participants nuits repas km cv chevaux modules",
);
/// « par personne », « de l'heure »: a part of the amount asked.
static SHARES: Words = Words::new(
    "heure h personne pers stagiaire salarie participant tete jour jours j journee semaine mois \
    module an",
);

/// Fields bounded below this ask for a price by unit: there « 25 € de l'heure » is the answer.
const UNIT_PRICE: i64 = 10_000;

/// Euros in cents, at most `max` euros.
pub fn read_amount(text: &str, max: i64, asked: Option<Taxe>) -> Lecture {
    read(text, asked, 2, max, |value| Valeur::Montant(Montant(value)))
}

/// Euros in thousandths, at most `max` euros.
pub fn read_rate(text: &str, max: i64, asked: Option<Taxe>) -> Lecture {
    read(text, asked, 3, max, |value| Valeur::Taux(Taux(value)))
}

/// An amount as found: what it may be, in euros, and the tax written after it.
struct Somme {
    values: Vec<Nombre>,
    negative: bool,
    taxe: Option<Taxe>,
    /// Euros were written beside it.
    euros: bool,
}

fn read(text: &str, asked: Option<Taxe>, scale: u32, max: i64, valeur: impl Fn(i64) -> Valeur) -> Lecture {
    let kept = settle(tokens(text)).kept;
    if kept.iter().any(|t| t.is_in(&OTHER_CURRENCIES) || t.is_mark(&['$', '£', '¥', '₿', '₣'])) {
        return Lecture::Refused(Refus::AutreMonnaie);
    }
    let illegible = Lecture::Refused(Refus::MontantIllisible);
    if is_unsure(&kept)
        || is_hedged(&kept)
        || is_dated(&kept)
        || is_bound(&kept)
        || is_approximate(&kept)
        || is_denied(&kept)
        || is_of_either_tax(&kept)
    {
        return illegible;
    }
    let mut kept = without_rate(kept);
    // « 2 jours à 450 donc 900 euros »; of a price by unit, which is it?
    if max >= UNIT_PRICE
        && let Some(whole) = told_total(&kept)
    {
        kept.drain(..whole.start);
    }
    if max >= UNIT_PRICE && is_share(&kept) {
        return illegible;
    }
    // « 3 x 250 € »; of a price by unit, which is it?
    if max >= UNIT_PRICE
        && let Some((product, part)) =
            product(&kept, &quantities(&kept), |between| between.is_mark(&['€']) || between.is_in(EUROS))
    {
        kept.splice(part, tokens(&format!("{},{:02}", product / 100, product % 100)));
    }
    if kept
        .iter()
        .any(|token| token.word().is_some_and(|word| round_number(word.trim_end_matches('s')).is_some()))
        || kept.iter().any(|token| is_times(token) || token.is_mark(&['%']) || token.is_word(&["pourcent"]))
    {
        return illegible;
    }
    let mut sums = sums(&kept);
    let has = |words: &[&str]| kept.iter().any(|token| token.is_word(words));
    let free = || has(&["gratuit", "gratuite", "gratuitement", "offert"]) && !has(&["pas"]);
    if sums.is_empty() && !has(&["ou", "si"]) && (is_none(&kept) || free()) {
        sums.push(Somme { values: vec![Nombre::integer(0)], negative: false, taxe: None, euros: true });
    }
    let asked_first = |sums: &mut Vec<Somme>| {
        if asked.is_some() && sums.iter().any(|sum| sum.taxe == asked) {
            sums.retain(|sum| sum.taxe == asked);
        }
    };
    // « 1 200 euros HT donc 1 440 TTC »: each says its own.
    if sums.iter().all(|sum| sum.taxe.is_some()) && !has(&["dont"]) {
        asked_first(&mut sums);
    }
    if sums.iter().any(|sum| sum.euros) {
        sums.retain(|sum| sum.euros);
    }
    asked_first(&mut sums);
    if sums.iter().any(|sum| sum.negative && sum.values.iter().any(|value| value.unscaled != 0)) {
        return Lecture::Refused(Refus::MontantNegatif);
    }
    let factor = 10_i64.pow(scale);
    let check = |value: &Nombre| {
        let value = value.at_scale(scale).ok_or(Refus::MontantIllisible)?;
        if value > max.saturating_mul(factor) {
            return Err(Refus::MontantHorsBornes { max: Montant(max.saturating_mul(100)).to_string() });
        }
        Ok(valeur(value))
    };
    if sums.iter().any(|sum| sum.values.is_empty()) || is_counted(&kept) {
        return illegible;
    }
    let taxe = tax_of(&kept, &sums);
    match one(sums.iter().map(|sum| sum.values.iter().map(check).collect())).unwrap_or(illegible) {
        Lecture::Read(_) if asked.is_some() && taxe.is_some() && taxe != asked => {
            Lecture::Refused(Refus::TaxeContraire)
        }
        Lecture::Read(lu) => Lecture::Read(Lu { taxe, ..lu }),
        other => other,
    }
}

/// « 1 200 HT + TVA 20 % », « 1 200 € HT, TVA à 20 % »: the rate is known, and no amount.
fn without_rate(mut tokens: Vec<Token>) -> Vec<Token> {
    let Some(percent) = tokens.iter().position(|token| token.is_mark(&['%'])) else { return tokens };
    let rate =
        tokens[..percent].iter().rposition(|token| token.is_word(&["tva"])).filter(|tva| percent - tva <= 4);
    let Some(tva) = rate.filter(|tva| *tva > 0) else { return tokens };
    // « dont TVA à 20 % » says that it is in the amount.
    let before = &tokens[tva - 1];
    let beside = before.is_mark(&['+', ',', '(']) || before.is_in("ht plus et");
    if beside && !quantities(&tokens[..tva]).is_empty() && quantities(&tokens[percent..]).is_empty() {
        tokens.drain(tva + 1..=percent);
    }
    tokens
}

/// « aucun frais »: nothing is paid. « Rien » may be nothing to say.
fn is_none(tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens.iter().filter_map(Token::word).collect();
    matches!(words[..], ["aucun" | "aucune" | "neant"] | ["aucun", "frais"] | ["pas", "de", "frais"])
        && !tokens.iter().any(Token::is_number)
}

/// What a sentence says its parts come to, one of which at least is an amount: « 2 jours de 7 h donc 14 » is none.
fn told_total(tokens: &[Token]) -> Option<Quantite> {
    let found = quantities(tokens);
    let whole = told_whole(tokens, &found)?;
    let is_amount = |part: &Quantite| {
        let counts = tokens.get(part.end).and_then(Token::word);
        unit_after(tokens, part) == Unit::Euros
            || tax_at(tokens, part.end).is_some()
            || counts.is_none_or(|word| listed("donc soit ca et plus chacun chacune", word))
    };
    // « 300 HT + 60 de TVA = 360 » is another amount.
    let taxed = (0..whole.start).any(|at| tokens[at].is_word(&["tva"]) || tax_at(tokens, at).is_some());
    let mut parts = found.iter().filter(|part| part.end <= whole.start);
    (!taxed && parts.any(is_amount)).then_some(whole)
}

/// The tax of the only sum left, or of the whole sentence.
fn tax_of(tokens: &[Token], sums: &[Somme]) -> Option<Taxe> {
    if let [Somme { taxe: Some(taxe), .. }] = sums {
        return Some(*taxe);
    }
    tax_of_all(tokens)
}

/// « 2 jours à 600 € »: a number of times the amount.
fn is_counted(tokens: &[Token]) -> bool {
    tokens.windows(3).any(|window| {
        window[0].is_in(&OTHER_UNITS) && window[1].is_word(&["a", "de"]) && window[2].is_number()
    })
}

/// « 50 € de l'heure », « 400 €/jour »: not the amount itself.
fn is_share(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().any(|(i, token)| {
        token.is_in(&SHARES)
            && i.checked_sub(1).is_some_and(|before| {
                let before = &tokens[before];
                before.is_mark(&['/', '\'']) || before.is_word(&["par", "la", "chaque", "du", "le"])
            })
    }) || tokens.iter().any(|token| token.is_word(&["chacun", "chacune"]))
}

fn sums(tokens: &[Token]) -> Vec<Somme> {
    let found = quantities(tokens);
    let mut sums: Vec<Somme> = Vec::new();
    let mut stands: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i < found.len() {
        let quantity = &found[i];
        let unit = unit_after(tokens, quantity);
        let next = found.get(i + 1);
        i += 1;
        if unit == Unit::Other || (quantity.article && unit == Unit::None && found.len() > 1) {
            continue;
        }
        let mut values = quantity.values.clone();
        if unit == Unit::Cents {
            values = values.iter().filter_map(|value| hundredth(*value)).collect();
        }
        let mut last = quantity.end;
        if unit == Unit::Euros
            && let Some(next) = next
            && let Some(cents) = cents_after(tokens, quantity.end, next)
        {
            values = values.iter().filter_map(|value| add_cents(*value, cents)).collect();
            (last, i) = (next.end, i + 1);
        }
        let sign = quantity.start.checked_sub(1).is_some_and(|at| tokens[at].is_mark(&['€']));
        let code = quantity.start.checked_sub(1).is_some_and(|at| tokens[at].is_word(&["eur", "euros"]));
        let before = stands.last().map(|before| before.end);
        // « 10 à 20 euros »; « devis n° 2027-114 » are none.
        let to_euros = |next: &&Quantite| unit_after(tokens, next) == Unit::Euros;
        let linked =
            found.get(i).filter(to_euros).is_some_and(|next| is_linked(tokens, last, Some(next.start)))
                || sums.last().is_some_and(|before| before.euros)
                    && before.is_some_and(|end| is_linked(tokens, end, Some(quantity.start)));
        adjust(tokens, quantity, &mut values);
        sums.push(Somme {
            values,
            negative: quantity.negative,
            taxe: None,
            euros: unit != Unit::None || sign || code || linked,
        });
        stands.push(quantity.start..last);
    }
    for (sum, taxe) in sums.iter_mut().zip(taxes::of_each(tokens, &stands)) {
        sum.taxe = taxe;
    }
    sums
}

/// Three figures after a lone dot are thousands, amounts have two decimals; after a lone comma they may be an
/// English thousand. « mille deux » may be short for « mille deux cents ».
fn adjust(tokens: &[Token], quantity: &Quantite, values: &mut Vec<Nombre>) {
    if values.len() == 2 {
        values.truncate(1);
    }
    let three = tokens[quantity.end - 1].figures().is_some_and(|figures| figures.len() == 3);
    let comma = quantity.end - quantity.start == 3 && tokens[quantity.start + 1].is_mark(&[',']);
    let spelled = tokens[quantity.start].is_number() && tokens[quantity.start].figures().is_none();
    if let [value] = values[..] {
        let whole = tokens[quantity.start].digits().is_some_and(|digits| digits.len() <= 3 && digits != "0");
        if comma && three && whole {
            values.extend(value.times(1000));
        } else if let Some(spoken) =
            value.at_scale(0).filter(|n| spelled && *n > 1000 && (2..10).contains(&(n % 1000)))
        {
            values.push(Nombre::integer(spoken - spoken % 1000 + spoken % 1000 * 100));
        }
    }
}

/// « 10 à 20 euros », « 1000 ou 1200 € »: the first number is euros too.
fn is_linked(tokens: &[Token], end: usize, next: Option<usize>) -> bool {
    let Some(between) = next.and_then(|next| tokens.get(end..next)) else { return false };
    let links = |token: &Token| token.is_word(&["a", "au", "et", "ou"]) || token.is_mark(&['-', '→', '/']);
    !between.is_empty() && between.len() <= 2 && between.iter().any(links)
}

#[derive(PartialEq)]
enum Unit {
    None,
    Euros,
    Cents,
    Other,
}

fn unit_after(tokens: &[Token], quantity: &Quantite) -> Unit {
    match tokens.get(quantity.end) {
        Some(_) if tax_at(tokens, quantity.end).is_some() => Unit::None,
        Some(token) if token.is_mark(&['€']) || token.is_in(EUROS) => Unit::Euros,
        Some(token) if token.is_word(&CENTS) => Unit::Cents,
        Some(token) if token.is_in(&OTHER_UNITS) => Unit::Other,
        _ => Unit::None,
    }
}

fn hundredth(value: Nombre) -> Option<Nombre> {
    (value.scale == 0).then_some(Nombre { unscaled: value.unscaled, scale: 2 })
}

fn add_cents(value: Nombre, cents: i64) -> Option<Nombre> {
    (value.scale == 0)
        .then(|| value.at_scale(2))
        .flatten()
        .and_then(|euros| euros.checked_add(cents))
        .map(|unscaled| Nombre { unscaled, scale: 2 })
}

/// « 1200€50 », « 12 euros et 5 centimes »: the cents that follow euros.
fn cents_after(tokens: &[Token], end: usize, next: &Quantite) -> Option<i64> {
    let between = &tokens[end + 1..next.start];
    let linked = between.is_empty() || (between.len() == 1 && between[0].is_word(&["et"]));
    let cents = next.values.first()?.at_scale(0).filter(|cents| (0..100).contains(cents))?;
    let named = tokens.get(next.end).is_some_and(|token| token.is_word(&CENTS));
    let two_figures =
        between.is_empty() && tokens[next.start].digits().is_some_and(|digits| digits.len() == 2);
    (linked && (named || two_figures)).then_some(cents)
}
