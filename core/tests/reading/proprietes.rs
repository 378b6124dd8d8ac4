//! No text makes a reader panic or dawdle; what the assistant shows is read back.

use std::time::{Duration, Instant};

use chrono::{NaiveDate, TimeDelta};
use guichet_core::catalogue::Nature;
use guichet_core::dossier::{Centiemes, Montant, Taux, Valeur};
use guichet_core::reading::{
    Contexte, Lecture, mask_nir, read, read_exact, read_lapse, read_name, read_option, read_period,
    read_range,
};
use proptest::prelude::*;

use super::plusieurs::read_many;
use super::{contexte, csp, nature, today};

const KINDS: [&str; 17] = [
    "texte",
    "date",
    "entier",
    "decimal",
    "taux",
    "montant",
    "heures",
    "oui_non",
    "choix",
    "siret",
    "nda",
    "code_certification",
    "idcc",
    "email",
    "telephone",
    "code_postal",
    "commune",
];

fn read_all(text: &str) {
    let current = Valeur::Date(today());
    let contexte = Contexte { current: Some(&current), after: Some(today()), ..contexte() };
    for kind in KINDS {
        let _ = read(&nature(kind), text, &contexte);
    }
    let _ = (mask_nir(text), read_option(&csp(), text), read_range(text, &contexte), read_name(text));
    read_times(text);
    read_many(text);
}

/// The readers of days, periods and lapses, whatever is known beside the text.
pub fn read_times(text: &str) {
    let current = Valeur::Date(today());
    for (current, after) in [(None, None), (Some(&current), None), (None, Some(today()))] {
        let contexte = Contexte { current, after, ..contexte() };
        let _ = read(&Nature::Date, text, &contexte);
        if let Some((first, last)) = read_period(text, &contexte) {
            assert!(first <= last, "« {text} » is {first} to {last}");
        }
    }
    if let Some(lapse) = read_lapse(text) {
        assert!(lapse >= TimeDelta::zero(), "« {text} » is {lapse}");
    }
    let _ = read_exact(text);
}

fn read_value(nature: &Nature, text: &str) -> Option<Valeur> {
    match read(nature, text, &contexte()) {
        Lecture::Read(lu) => Some(lu.valeur),
        _ => None,
    }
}

/// Pieces that readers know, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "le ",
        "3",
        "31",
        "2027",
        "/",
        "-",
        ".",
        ",",
        " ",
        "mars",
        "lundi ",
        "prochain",
        "dans ",
        "semaines",
        "h",
        "30",
        "€",
        "k",
        "mille ",
        "vingt et ",
        "un",
        "cent ",
        "99999999999999999999",
        "HT",
        "pas ",
        "mais ",
        "non ",
        "au ",
        "à ",
        "et ",
        "@",
        "gmail.com",
        "+33",
        "06 12 34 56 78",
        "jours ",
        "x ",
        "dernier ",
        "jour ",
        "de ",
        "l'",
        "an ",
        "premier ",
        "demi",
        "quart d'heure",
        "virgule ",
        "moins ",
        "RNCP",
        "2A",
        "\u{202f}",
        "\n",
        "é",
        "Coût : ",
        "chez ",
        "formation ",
        "nuits ",
        "pas d'hôtel ",
        "69003 Lyon",
        "; ",
        "keur",
        "1. ",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Words about time, in any order.
fn times() -> impl Strategy<Value = String> {
    const WORDS: &str = "le la les l' ce cette en au à d' de du des dans sur pendant toute un une deux trois 3e 1er première \
        dernière dernier prochain prochaine prochains 2 3 12 31 53 99 2027 0000 9999 1/4 03/2027 jour jours semaine \
        semaines mois an ans année week-end trimestre semestre quinzaine heures minutes h lundi mardi dimanche mars \
        février septembre hiver été printemps début milieu fin mi- reste Pâques Noël ascension jeudi fête mères veille \
        lendemain demain hier après avant plus tard il y a et demi quart entier venir suivant qui suit cours à venir \
        partir commençant numéro - / , . ? ci passée 999999999";
    let word = prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>());
    prop::collection::vec((word, prop::bool::weighted(0.9)), 0..12).prop_map(|words| {
        words.iter().map(|(word, spaced)| format!("{word}{}", if *spaced { " " } else { "" })).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn any_mix_of_words_about_time_is_read_without_panic(text in times()) {
        read_times(&text);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        read_all(&text);
    }

    #[test]
    fn any_mix_of_known_words_is_read_without_panic(text in pieces()) {
        read_all(&text);
    }

    #[test]
    fn amounts_shown_are_read_back(cents in 0_i64..=999_999_900) {
        let valeur = Montant(cents);
        prop_assert_eq!(read_value(&nature("montant"), &valeur.to_string()), Some(Valeur::Montant(valeur)));
    }

    #[test]
    fn rates_shown_are_read_back(thousandths in 0_i64..=5_000) {
        let valeur = Taux(thousandths);
        prop_assert_eq!(read_value(&nature("taux"), &valeur.to_string()), Some(Valeur::Taux(valeur)));
    }

    #[test]
    fn hours_shown_are_read_back_to_the_minute(minutes in 0_i64..=599_940) {
        let valeur = Centiemes((minutes * 100 + 30) / 60);
        prop_assert_eq!(read_value(&nature("heures"), &valeur.to_string()), Some(Valeur::Heures(valeur)));
    }

    #[test]
    fn decimals_shown_are_read_back(hundredths in 0_i64..=9_999_900) {
        let valeur = Centiemes(hundredths);
        prop_assert_eq!(read_value(&nature("decimal"), &valeur.to_string()), Some(Valeur::Decimal(valeur)));
    }

    #[test]
    fn dates_are_read_back(days in 0_i32..60_000) {
        let date = NaiveDate::from_epoch_days(days).unwrap();
        for shown in [date.format("%d/%m/%Y").to_string(), date.format("%Y-%m-%d").to_string()] {
            prop_assert_eq!(read_value(&nature("date"), &shown), Some(Valeur::Date(date)));
        }
    }

    #[test]
    fn what_was_read_as_text_is_read_again_the_same(text in "[a-zé' \\-]{3,60}") {
        if let Some(Valeur::Texte(first)) = read_value(&nature("texte"), &text) {
            prop_assert_eq!(read_value(&nature("texte"), &first), Some(Valeur::Texte(first)));
        }
    }
}

/// The bound is generous: one quadratic step over such a text takes minutes.
#[test]
fn long_texts_are_read_in_time() {
    read_all("3 mars 2027");
    let begin = Instant::now();
    for unit in [
        "1",
        "1 ",
        "vingt et ",
        "3/",
        "le 3 mars et ",
        "a@",
        "06 12 ",
        "1 85 05 78 006 084 ",
        "non 12 ",
        "é",
        "1 an ",
        "2 jours après ",
        "fin de ",
        "lendemain ",
        "la semaine du ",
    ] {
        read_all(&unit.repeat(100_000 / unit.len()));
    }
    assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", begin.elapsed());
}
