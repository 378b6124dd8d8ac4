//! The mode d'emploi and the reports.

use chrono::{DateTime, NaiveDate};
use guichet_core::dossier::{Centiemes, Montant, Statut};
use guichet_core::message::{AideVue, ChoiceKind, Message, RapportVu, Screen};
use guichet_core::rapport::{LigneRapport, Rapport, Totaux};

use super::{choices, message};

/// A report over two dispositifs and four statuts; one title looks like a formula.
pub fn rapport() -> Rapport {
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day);
    let ligne = |n: i64, dispositif: &str, titre: &str, statut| LigneRapport {
        numero: (n > 1).then(|| format!("2027-{n:06}")),
        dispositif: dispositif.to_owned(),
        titre: Some(titre.to_owned()),
        demandeur: Some("Boulangerie des Lilas".to_owned()),
        statut,
        // From 12 January 2027, 18:42 in Paris, a day apart.
        cree_le: DateTime::from_timestamp(1_799_775_720 + n * 86_400, 0).unwrap_or_default(),
        debut: day(3, 1),
        fin: day(3, 3),
        totaux: Totaux {
            nombre: 1,
            heures: Centiemes(2_100 + n * 50),
            pedagogique: Montant(150_000 + n),
            annexes: Montant(n * 1_000),
        },
    };
    let jours = day(1, 1).zip(day(12, 31));
    Rapport {
        id: Default::default(),
        etabli_le: DateTime::from_timestamp(1_800_639_720, 0).unwrap_or_default(),
        jours,
        entreprise: None,
        lignes: vec![
            ligne(5, "Action individuelle", "Excel perfectionnement", Statut::EnCoursDeTraitement),
            ligne(4, "Autres Financements / Non Eligibles", "=1+1 ; \"Vente\"", Statut::Refuse),
            ligne(3, "Action individuelle", "Hygiène alimentaire", Statut::Envoye),
            ligne(2, "Action individuelle", "Pâtisserie fine", Statut::Envoye),
            ligne(1, "Compte Personnel de Formation (CPF)", "Anglais", Statut::EnPreparation),
        ],
    }
}

pub fn vu() -> RapportVu {
    crate::rapport::vu(&rapport())
}

pub fn with_choices() -> Vec<(&'static str, Message)> {
    use ChoiceKind::{Numbered, Secondary};
    let under = [
        (Secondary, "Autres sujets", None),
        (Secondary, "Parler à quelqu'un", None),
        (Secondary, "Continuer", None),
    ];
    let vue = |vue, more: &[(ChoiceKind, &'static str, Option<&'static str>)]| {
        message(Vec::new(), Screen::AideSujet(vue), choices(&[more, &under[..]].concat()))
    };
    let commandes = vec![("/rapports".to_owned(), "Mes rapports".to_owned())];
    let sujets =
        [(Numbered, "Quel dispositif choisir ?", None), (Numbered, "Les délais : quand envoyer ?", None)];
    let paragraphes =
        vec!["Envoyez avant le premier jour.".to_owned(), "Un mois avant, c'est mieux.".to_owned()];
    let titre = "Les délais : quand envoyer ?".to_owned();
    vec![
        ("Aide-sujets", message(Vec::new(), Screen::Aide { commandes }, choices(&sujets))),
        ("Aide-sujet", vue(AideVue::Sujet { titre, paragraphes }, &[])),
        ("Aide-deux", vue(AideVue::Deux { sujets: ["dispositif".to_owned(), "delais".to_owned()] }, &sujets)),
        ("Aide-rien", vue(AideVue::Rien { adresse: "support-connect@opcoep.fr".to_owned() }, &[])),
        (
            "Rapports-periodes",
            message(
                Vec::new(),
                Screen::Rapports { entreprise: Some("Boulangerie des Lilas".to_owned()) },
                choices(&[
                    (Numbered, "Cette année", Some("du 1er janvier au 31 décembre 2027")),
                    (Numbered, "Tout", None),
                    (Secondary, "Toutes mes entreprises", None),
                ]),
            ),
        ),
        (
            "Rapport-boutons",
            message(
                Vec::new(),
                Screen::Rapport(Box::new(vu())),
                choices(&[(Secondary, "Tableau Excel", None), (Secondary, "Fichier CSV", None)]),
            ),
        ),
    ]
}
