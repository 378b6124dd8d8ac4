//! The tables of `core/tests/good_answers` and `core/tests/wrong_answers`: one answer a line, a tabulation, and
//! what it is read as or the reason it is refused.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use guichet_core::dossier::{Taxe, Valeur};
use guichet_core::message::Refus;
use guichet_core::reading::{Contexte, Lecture, mask_nir, read, read_option, read_range};

use super::{contexte, csp, nature, shown};

fn tables(folder: &str) -> BTreeMap<String, Vec<Vec<String>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let files = std::fs::read_dir(folder).expect("the tables are there");
    files
        .map(|file| {
            let path = file.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            let lines = text.lines().filter(|line| !line.is_empty());
            let rows = lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect();
            (path.file_stem().expect("a name").to_string_lossy().into_owned(), rows)
        })
        .collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn good_answers_are_read() {
    let tables = tables("good_answers");
    assert_eq!(tables.len(), 17);
    let mut failures = Vec::new();
    for (kind, rows) in tables {
        for row in rows {
            let [answer, expected, given @ ..] = &row[..] else { panic!("{row:?}") };
            let mut contexte = contexte();
            let mut current = None;
            for given in given {
                match given.split_once('=').unwrap() {
                    ("after", date) => contexte.after = Some(day(date)),
                    ("current", value) => {
                        let date = value.parse().map(Valeur::Date);
                        current = Some(date.unwrap_or_else(|_| Valeur::Texte(value.to_owned())));
                    }
                    ("taxe", taxe) => contexte.taxe = Some(if taxe == "HT" { Taxe::Ht } else { Taxe::Ttc }),
                    other => panic!("{other:?}"),
                }
            }
            contexte.current = current.as_ref();
            let read = match read(&nature(&kind), answer, &contexte) {
                Lecture::Read(lu) => shown(&lu.valeur, lu.taxe),
                Lecture::Ambiguous(values) => {
                    format!(
                        "? {}",
                        values.iter().map(|value| shown(value, None)).collect::<Vec<_>>().join(" | ")
                    )
                }
                Lecture::Refused(refus) => format!("{refus:?}"),
            };
            if read != *expected {
                failures.push(format!("{kind}: « {answer} » is {read}, not {expected}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn wrong_answers_get_their_reason() {
    let tables = tables("wrong_answers");
    assert_eq!(tables.len(), 17);
    let mut failures = Vec::new();
    for (kind, rows) in tables {
        assert!(rows.len() >= 40, "{kind}: {} answers", rows.len());
        for row in rows {
            let [answer, expected] = &row[..] else { panic!("{row:?}") };
            let lecture = read(&nature(&kind), answer, &contexte());
            let refused = match &lecture {
                Lecture::Refused(refus) => variant(refus),
                other => format!("{other:?}"),
            };
            if refused != *expected {
                failures.push(format!("{kind}: « {answer} » is {refused}, not {expected}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Name of the reason, without what it says.
fn variant(refus: &Refus) -> String {
    let text = format!("{refus:?}");
    text.split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn amounts_keep_to_the_tax_of_the_module() {
    let contexte = Contexte { taxe: Some(Taxe::Ht), ..contexte() };
    let refused = read(&nature("montant"), "1 176 € TTC", &contexte);
    assert_eq!(refused, Lecture::Refused(Refus::TaxeContraire));
}

#[test]
fn options_are_named_in_many_ways() {
    let options = csp();
    let named = |text: &str| read_option(&options, text).map(|option| option.cle.as_str());
    for (text, expected) in [
        ("3", Some("employe")),
        ("le 3", Some("employe")),
        ("la troisième", Some("employe")),
        ("le dernier", Some("dirigeant_salarie")),
        ("EMPLOYE", Some("employe")),
        ("employée svp", Some("employe")),
        ("empolyé", Some("employe")),
        ("c'est un ouvrier qualifié", Some("ouvrier_qualifie")),
        ("pas employé mais cadre", Some("cadre")),
        ("ouvrier", None),
        ("dirigeant", None),
        ("7", None),
        ("0", None),
        ("", None),
    ] {
        assert_eq!(named(text), expected, "{text}");
    }
}

#[test]
fn periods() {
    let range = |first: &str, last: &str| Some((day(first), day(last)));
    for (text, expected) in [
        ("du lundi 11 au mercredi 13 janvier 2027", range("2027-01-11", "2027-01-13")),
        ("du 12 janvier au", None),
        ("le 12 janvier toute la journée et le 13 le matin", range("2027-01-12", "2027-01-13")),
        ("mardi 12 janvier matin et mercredi 13", range("2027-01-12", "2027-01-13")),
        ("les 11 et 12 janvier", range("2027-01-11", "2027-01-12")),
        ("sur 3 jours le 2 3 et 4 juin", range("2027-06-02", "2027-06-04")),
        ("ça démarre le 3 mai et ça finit le 7", range("2027-05-03", "2027-05-07")),
        ("ca commence le 11/01 et ca fini le 15/01", range("2027-01-11", "2027-01-15")),
        ("11→13/01/2027", range("2027-01-11", "2027-01-13")),
        ("11-13/01/2027", range("2027-01-11", "2027-01-13")),
        ("11/01/2027 - 13/01/2027", range("2027-01-11", "2027-01-13")),
        ("du 28 décembre au 5 janvier", range("2026-12-28", "2027-01-05")),
        ("du 28 décembre au 5 janvier 2027", range("2026-12-28", "2027-01-05")),
        ("entre le 3 mars et le 5 avril 2027", range("2027-03-03", "2027-04-05")),
        ("1er au 10 juillet", range("2027-07-01", "2027-07-10")),
        ("le 11/01/27 toute la journée", range("2027-01-11", "2027-01-11")),
        ("du 11 janvier 9h au 13 janvier 17h", range("2027-01-11", "2027-01-13")),
        ("du 3 février à aujourd'hui", range("2026-02-03", "2026-11-23")),
        ("du 3 décembre au 20 novembre 2026", None),
        ("du 13 au 11 janvier 2027", None),
        ("les 11 et 13 janvier", None),
        ("du 11 au 15 janvier sauf le 13", None),
        ("du lundi 12 au 13 janvier 2027", None),
        ("fin janvier", None),
    ] {
        assert_eq!(read_range(text, &contexte()), expected, "{text}");
    }
}

/// Invented numbers; the keys are computed.
#[test]
fn social_security_numbers_are_masked_and_nothing_else() {
    for text in ["185057800608491", "1 85 05 78 006 084 91", "mon n° : 1 85 05 78 006 084 91, merci"] {
        let masked = mask_nir(text).unwrap_or_else(|| panic!("{text}"));
        assert!(!masked.contains("084") && !masked.contains("91"), "{masked}");
    }
    for text in [
        "1 85 05 2A 006 084 35",
        "2850578006084 41",
        "1.85.05.78.006.084.91",
        "1 85 05 78 006 084",
        "1 85 05 78 006 084 92",
        "06 12 34 56 78 1 85 05 78 006 084 91 merci",
        "185057800608491 06 12 34 56 78",
        "2_85_05_78_006_084_36.pdf",
        "IMG-285057800608441.jpg",
        "attestation_285057800608441_signee.pdf",
        "secu285057800608441.jpg",
        "carte vitale 2-85-05-78-006-084-41 recto.png",
        "2_85_05_2A_006_084.pdf",
    ] {
        assert!(mask_nir(text).is_some(), "{text}");
    }
    for text in [
        "73282932000074",
        "732 829 320 00074",
        "06 12 34 56 78",
        "+33 6 12 34 56 78",
        "FR76 1850 5780 0608 4910 1234 567",
        "FR7618505780060849101234567",
        "185057800608492",
        "1850578006084",
        "IMG_20270312_142233.jpg",
        "scan20270312142233001.pdf",
        "facture_2027_03_12_000451.pdf",
        "ref285057800608442",
        "du 11/01/2027 au 13/01/2027",
        "1 200,50 € et 2 400,00 €",
        "",
    ] {
        assert_eq!(mask_nir(text), None, "{text}");
    }
}
