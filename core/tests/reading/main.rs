//! What readers take, what they refuse and why, and what they never do.

mod choix;
mod cibles;
mod etat_civil;
mod partants;
mod periodes;
mod plusieurs;
mod proprietes;
mod tables;

use chrono::NaiveDate;
use guichet_core::catalogue::{Nature, OptionChoix};
use guichet_core::dossier::{Taxe, Valeur};
use guichet_core::reading::Contexte;

/// A Monday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date")
}

fn contexte() -> Contexte<'static> {
    Contexte { today: today(), current: None, after: None, taxe: None }
}

/// The nature a table is about, by the name of its file.
fn nature(kind: &str) -> Nature {
    match kind {
        "texte" => Nature::Texte { min: 3, max: 255 },
        "date" => Nature::Date,
        "entier" => Nature::Entier { min: 0, max: 999 },
        "decimal" => Nature::Decimal { max: 99_999 },
        "taux" => Nature::Taux { max: 5 },
        "montant" => Nature::Montant { max: 9_999_999 },
        "heures" => Nature::Heures { max: 9_999 },
        "oui_non" => Nature::OuiNon,
        "choix" => Nature::Choix { options: csp() },
        "siret" => Nature::Siret,
        "nda" => Nature::Nda,
        "code_certification" => Nature::CodeCertification,
        "idcc" => Nature::Idcc,
        "email" => Nature::Email,
        "telephone" => Nature::Telephone,
        "code_postal" => Nature::CodePostal,
        "commune" => Nature::Commune,
        other => panic!("no nature is called « {other} »"),
    }
}

fn csp() -> Vec<OptionChoix> {
    let option = |cle: &str, libelle: &str, synonymes: &[&str]| OptionChoix {
        cle: cle.to_owned(),
        libelle: libelle.to_owned(),
        synonymes: synonymes.iter().map(|&name| name.to_owned()).collect(),
    };
    vec![
        option("ouvrier_non_qualifie", "Ouvrier non qualifié", &[]),
        option("ouvrier_qualifie", "Ouvrier qualifié", &[]),
        option("employe", "Employé", &["employée"]),
        option("technicien", "Technicien, agent de maîtrise", &["technicien", "agent de maîtrise"]),
        option("cadre", "Ingénieur, cadre", &["cadre", "ingénieur"]),
        option("dirigeant_salarie", "Dirigeant salarié", &["dirigeante salariée", "gérante salariée"]),
    ]
}

/// A value as the tables write it.
fn shown(valeur: &Valeur, taxe: Option<Taxe>) -> String {
    let text = match valeur {
        Valeur::Texte(text) | Valeur::Choix(text) => text.clone(),
        Valeur::Date(date) => date.to_string(),
        Valeur::Entier(number) => number.to_string(),
        Valeur::Heures(number) | Valeur::Decimal(number) => number.to_string(),
        Valeur::Montant(amount) => amount.to_string(),
        Valeur::Taux(rate) => rate.to_string(),
        Valeur::OuiNon(yes) => if *yes { "oui" } else { "non" }.to_owned(),
        Valeur::Entite(_) | Valeur::Individu(_) => panic!("not read"),
    };
    let tax = match taxe {
        Some(Taxe::Ht) => " HT",
        Some(Taxe::Ttc) => " TTC",
        None => "",
    };
    text.replace(['\u{a0}', '\u{202f}'], " ") + tax
}
