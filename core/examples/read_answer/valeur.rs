//! What would be noted of one answer, in the neutral form of the values.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use guichet_core::catalogue::{Nature, OptionChoix};
use guichet_core::dossier::{Centiemes, Montant, Taxe, Valeur};
use guichet_core::reading::{
    Contexte, Lecture, Lu, labelled_name, read, read_exact, read_lapse, read_period, says_the_same,
    stated_name, words,
};
use serde::Deserialize;
use serde_json::{Value, json};

/// First and last day.
type Period = (NaiveDate, NaiveDate);

/// An answer, and what was asked.
pub struct Case<'a> {
    pub kind: &'a str,
    pub ref_time: &'a str,
    pub text: &'a str,
    pub context: &'a Context,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Context {
    pub slot: Option<String>,
    pub options: Vec<String>,
    pub slots: BTreeMap<String, String>,
    pub current: Value,
    pub previous_value: Value,
    pub start_date: Option<NaiveDate>,
    pub must_be_future: bool,
    pub tax: Option<String>,
}

/// `null` when a careful assistant would ask again.
pub fn value(case: &Case<'_>) -> Value {
    let context = case.context;
    if !context.previous_value.is_null() && says_the_same(case.text) {
        return context.previous_value.clone();
    }
    let Some(today) = case.ref_time.get(..10).and_then(|day| day.parse().ok()) else { return Value::Null };
    let current = current(case.kind, &context.current, &context.options);
    let taxe = match context.tax.as_deref() {
        Some("HT") => Some(Taxe::Ht),
        Some("TTC") => Some(Taxe::Ttc),
        _ => None,
    };
    let contexte = Contexte { today, current: current.as_ref(), after: context.start_date, taxe };
    if case.kind == "date_range" {
        if context.current.is_array()
            && let Ok(current) = Period::deserialize(&context.current)
        {
            if let Some(shifted) = shifted(current, case.text, &contexte) {
                return shifted.map_or(Value::Null, |(first, last)| json!([first, last]));
            }
            if let Some((first, last)) = moved(current, case.text, &contexte) {
                return json!([first, last]);
            }
        }
        let first = context.current.get(0).and_then(Value::as_str).and_then(|day| day.parse().ok());
        let first = first.map(Valeur::Date);
        let contexte = Contexte { current: first.as_ref(), ..contexte };
        return read_period(case.text, &contexte)
            .filter(|(first, _)| !context.must_be_future || *first >= today)
            .map_or(Value::Null, |(first, last)| json!([first, last]));
    }
    if case.kind == "multi" {
        return super::places::values(&context.slots, case.text, &contexte);
    }
    if case.kind == "duration"
        && let Some(lapse) = read_lapse(case.text)
    {
        return json!(lapse.num_milliseconds() as f64 / 60_000.0);
    }
    // Below zero only a whole number is one, and none that a form asks for.
    if case.kind == "number"
        && context.slot.is_none()
        && is_maybe_negative(case.text)
        && let Lecture::Read(lu) =
            read(&Nature::Entier { min: -1_000_000_000, max: -1 }, case.text, &contexte)
    {
        return shown(&lu.valeur, &[]).unwrap_or_default();
    }
    if case.kind == "name" {
        return name(case.text, &contexte);
    }
    let Some(nature) = nature(case.kind, &context.options) else { return Value::Null };
    match read(&nature, case.text, &contexte) {
        // More decimals than a field holds; « pas de repas », to a question of how many.
        Lecture::Refused(_) if case.kind == "number" => {
            let exact = Some(case.text).filter(|text| has_decimals(text)).and_then(read_exact);
            exact.map_or_else(|| named(case, &contexte), |number| json!(number.to_f64()))
        }
        Lecture::Read(lu) => shown(&lu.valeur, &context.options)
            .filter(|_| !context.must_be_future || !matches!(lu.valeur, Valeur::Date(date) if date < today))
            // An end before its start.
            .filter(|_| !matches!((&lu.valeur, context.start_date), (Valeur::Date(end), Some(start)) if *end < start))
            .unwrap_or_default(),
        // « pas d'hôtel »
        Lecture::Refused(_) if case.kind == "bool" => named(case, &contexte),
        // « deux nuits et quatre repas »; « donc 4 » may gainsay what is named.
        Lecture::Ambiguous(_) if case.kind == "number" && !words(case.text).iter().any(|word| word == "donc") => {
            named(case, &contexte)
        }
        Lecture::Ambiguous(_) | Lecture::Refused(_) => Value::Null,
    }
}

/// What a text says of the slot that was asked, by its name.
fn named(case: &Case<'_>, contexte: &Contexte<'_>) -> Value {
    let Some(slot) = &case.context.slot else { return Value::Null };
    if case.kind == "number" && !super::places::may_name(slot, case.text) {
        return Value::Null;
    }
    let slots = BTreeMap::from([(slot.clone(), case.kind.to_owned())]);
    super::places::values(&slots, case.text, contexte).get(slot).cloned().unwrap_or_default()
}

/// A sign of less than nothing: a dash, or « moins ».
fn is_maybe_negative(text: &str) -> bool {
    text.contains(|c: char| c == '-' || c.is_uppercase() || !c.is_ascii()) || text.contains("moins")
}

/// A decimal sign with more behind it than a field holds, or one that is said.
fn has_decimals(text: &str) -> bool {
    text.contains("irgule")
        || text.match_indices([',', '.']).any(|(at, _)| {
            let after = text[at + 1..].trim_start().as_bytes();
            after.len() > 2 && after[..3].iter().all(u8::is_ascii_digit)
        })
}

/// A person's name, without how she is addressed.
pub fn name(text: &str, contexte: &Contexte<'_>) -> Value {
    if let Some((prenom, nom)) = labelled_name(text) {
        return json!(format!("{prenom} {nom}"));
    }
    let Some(text) = stated_name(text) else { return Value::Null };
    match read(&Nature::Texte { min: 1, max: 500 }, text, contexte) {
        Lecture::Read(Lu { valeur: Valeur::Texte(text), .. }) => json!(text),
        _ => Value::Null,
    }
}

/// « repoussé d'une semaine »: both days of the period it is now. `Some(None)` where it would be longer or shorter then: « un
/// mois plus tard », of the end of February.
fn shifted((first, last): Period, text: &str, contexte: &Contexte<'_>) -> Option<Option<Period>> {
    let shift = |day: NaiveDate| match read(
        &Nature::Date,
        text,
        &Contexte { current: Some(&Valeur::Date(day)), ..*contexte },
    ) {
        Lecture::Read(Lu { valeur: Valeur::Date(date), .. }) => Some(date),
        _ => None,
    };
    // What does not depend on the day it is now is no shift.
    let (from, to) = (shift(first)?, shift(last)?);
    let next = first.succ_opt().and_then(shift);
    let moves = next == from.succ_opt();
    let alike = last - first == to - from;
    moves.then(|| alike.then_some((from, to)))
}

/// « ça finit le 15 »: the period it is now, where a text says one of its days anew.
fn moved((first, last): Period, text: &str, contexte: &Contexte<'_>) -> Option<Period> {
    let slots = ["start_date", "end_date"].map(|slot| (slot.to_owned(), "date".to_owned()));
    let contexte = Contexte { after: Some(first), ..*contexte };
    let said = super::places::values(&BTreeMap::from(slots), text, &contexte);
    let day = |slot: &str| said.get(slot)?.as_str()?.parse::<NaiveDate>().ok();
    let (start, end) = (day("start_date"), day("end_date"));
    let moved = (start.unwrap_or(first), end.unwrap_or(last));
    (start.or(end).is_some() && moved.0 <= moved.1).then_some(moved)
}

/// The value being corrected.
fn current(kind: &str, value: &Value, options: &[String]) -> Option<Valeur> {
    match kind {
        "date" => value.as_str()?.parse().ok().map(Valeur::Date),
        "choice" => {
            let at = options.iter().position(|option| Some(option.as_str()) == value.as_str())?;
            Some(Valeur::Choix(format!("choix_{at}")))
        }
        "phone" | "siret" | "postal_code" | "email" => {
            value.as_str().map(|text| Valeur::Texte(text.to_owned()))
        }
        "money" => value.as_i64().map(|cents| Valeur::Montant(Montant(cents))),
        "hours" => value.as_i64().map(|minutes| Valeur::Heures(Centiemes((minutes * 100 + 30) / 60))),
        "number" => value.as_f64().map(|number| Valeur::Decimal(Centiemes((number * 100.0).round() as i64))),
        _ => None,
    }
}

pub fn nature(kind: &str, options: &[String]) -> Option<Nature> {
    Some(match kind {
        "date" => Nature::Date,
        "hours" | "duration" => Nature::Heures { max: 1_000_000 },
        "money" => Nature::Montant { max: 1_000_000_000 },
        // The price of an hour or a night: below what the readers take for the whole of something.
        "unit_price" => Nature::Montant { max: 9_999 },
        "number" => Nature::Decimal { max: 1_000_000_000_000_000 },
        "phone" => Nature::Telephone,
        "email" => Nature::Email,
        "text" | "name" => Nature::Texte { min: 1, max: 500 },
        "city" => Nature::Commune,
        "siret" => Nature::Siret,
        "postal_code" => Nature::CodePostal,
        "bool" => Nature::OuiNon,
        "choice" => {
            let option = |(rank, label): (usize, &String)| OptionChoix {
                cle: format!("choix_{rank}"),
                libelle: label.clone(),
                synonymes: Vec::new(),
            };
            Nature::Choix { options: options.iter().enumerate().map(option).collect() }
        }
        _ => return None,
    })
}

pub fn shown(valeur: &Valeur, options: &[String]) -> Option<Value> {
    Some(match valeur {
        Valeur::Texte(text) => json!(text),
        Valeur::Date(date) => json!(date),
        Valeur::Entier(number) => json!(number),
        // Hundredths of an hour, to the nearest minute.
        Valeur::Heures(Centiemes(hundredths)) => json!((hundredths * 60 + 50) / 100),
        Valeur::Decimal(Centiemes(hundredths)) => json!(*hundredths as f64 / 100.0),
        Valeur::Montant(Montant(cents)) => json!(cents),
        Valeur::OuiNon(yes) => json!(yes),
        Valeur::Choix(key) => json!(options.get(key.strip_prefix("choix_")?.parse::<usize>().ok()?)?),
        Valeur::Taux(_) | Valeur::Entite(_) | Valeur::Individu(_) => return None,
    })
}
