//! What is told outside the person's turns.

use guichet_core::catalogue::{ReponseAttendue, Silence};
use guichet_core::dossier::{Avis, Statut};
use guichet_core::message::{
    Annonce, Annonces, ChoiceKind, EnTete, FaitVu, Message, Nouvelles, RappelVu, Rappels, Screen,
};
use guichet_core::nouvelles::Sujet;

use super::factures::{complement, limite};
use super::screens::{day, entete, ligne};
use super::{choices, message, one_of_each};

one_of_each!(faits, "annonce-", FaitVu:
    Statut { etapes: vec![Statut::EnCoursDeTraitement], motif: None },
    Agd { nom: "Nadia Leroux".to_owned() },
    Complement(complement()),
    ComplementLeve { aussitot: false },
    Piece { libelle: "Copie devis".to_owned(), avis: Avis::ARemplacer { motif: "La signature est illisible.".to_owned() } },
    Message { texte: "Bonjour,\nVotre formation peut commencer *comme prévu*.\n\nNadia Leroux".to_owned() },
);

fn annonce(statut: Statut, faits: Vec<FaitVu>) -> Annonce {
    Annonce {
        entete: entete(),
        statut,
        faits,
        nouvelles: Nouvelles { pieces_ouvertes: true, ..Nouvelles::default() },
        reponse: Some(ReponseAttendue { jours: 20, silence: Some(Silence::Refus) }),
        peut_agir: true,
    }
}

fn told(annonces: Vec<Annonce>, boutons: &[(ChoiceKind, &str, Option<&str>)]) -> Message {
    let quotidien = annonces.len() > 1;
    message(Vec::new(), Screen::Annonces(Box::new(Annonces { annonces, quotidien })), choices(boutons))
}

fn changed(statut: Statut, motif: Option<&str>) -> Annonce {
    let motif = motif.map(str::to_owned);
    annonce(statut, vec![FaitVu::Statut { etapes: vec![statut], motif }])
}

pub fn annonces() -> Annonces {
    Annonces { annonces: vec![changed(Statut::Valide, None)], quotidien: false }
}

fn rappel(sujet: Sujet, manque: &[&str], limite: Option<u32>) -> RappelVu {
    RappelVu {
        entete: entete(),
        sujet,
        manque: manque.iter().map(|label| (*label).to_owned()).collect(),
        limite: limite.map(|left| (day(2027, 2, 1 + left), left)),
        dernier: false,
    }
}

pub fn rappels() -> Rappels {
    let manque = ["Nom du stagiaire", "Copie devis", "Programme de la formation"];
    Rappels { rappels: vec![rappel(Sujet::Brouillon, &manque, Some(7))] }
}

fn reminded(rappels: Vec<RappelVu>, way: (ChoiceKind, &str, Option<&str>)) -> Message {
    const LATER: [(ChoiceKind, &str, Option<&str>); 3] = [
        (ChoiceKind::Secondary, "Demain", None),
        (ChoiceKind::Secondary, "Lundi", None),
        (ChoiceKind::Secondary, "Stop", None),
    ];
    let boutons = [&[way][..], &LATER].concat();
    message(Vec::new(), Screen::Rappels(Box::new(Rappels { rappels })), choices(&boutons))
}

pub fn samples() -> Vec<(&'static str, Message)> {
    const VOIR: (ChoiceKind, &str, Option<&str>) = (ChoiceKind::Secondary, "Voir la demande", None);
    let replace = [(ChoiceKind::Primary, "Remplacer : Copie devis", None), VOIR];
    let fournir = [(ChoiceKind::Primary, "Fournir : Programme de la formation", None), VOIR];
    let alone = faits().into_iter().map(|(name, fait)| {
        let boutons: &[_] = match fait {
            FaitVu::Piece { .. } => &replace,
            FaitVu::Complement(_) => &fournir,
            _ => &[VOIR],
        };
        (name, told(vec![annonce(Statut::EnCoursDeTraitement, vec![fait])], boutons))
    });
    let facture = [(ChoiceKind::Primary, "Donner la facture", None), VOIR];
    let support = [VOIR, (ChoiceKind::Secondary, "Support", None)];
    let motif = Some("L'organisme n'est pas certifié Qualiopi.");
    let valide = Annonce {
        nouvelles: Nouvelles { limite: Some(limite(false)), pieces_ouvertes: true, ..Nouvelles::default() },
        ..changed(Statut::Valide, None)
    };
    let reader = Annonce {
        peut_agir: false,
        ..annonce(
            Statut::EnCoursDeTraitement,
            vec![
                FaitVu::Complement(complement()),
                FaitVu::Piece {
                    libelle: "Copie devis".to_owned(),
                    avis: Avis::ARemplacer { motif: "Illisible".to_owned() },
                },
            ],
        )
    };
    let several = annonce(
        Statut::Valide,
        vec![
            FaitVu::Statut { etapes: vec![Statut::EnCoursDeTraitement, Statut::Valide], motif: None },
            FaitVu::ComplementLeve { aussitot: true },
            FaitVu::Piece { libelle: "Copie devis".to_owned(), avis: Avis::Conforme },
            FaitVu::Piece { libelle: "Programme de la formation".to_owned(), avis: Avis::Receptionnee },
        ],
    );
    let other = Annonce {
        entete: EnTete {
            titre: Some("Hygiène alimentaire".to_owned()),
            numero: Some("2027-000043".to_owned()),
            ..entete()
        },
        nouvelles: Nouvelles { a_remplacer: vec![ligne("Copie devis", "Illisible")], ..Nouvelles::default() },
        ..changed(Statut::FacturationEnCours, None)
    };
    let resume = (ChoiceKind::Primary, "Reprendre", None);
    let give = (ChoiceKind::Primary, "Donner une pièce", None);
    let last =
        RappelVu { dernier: true, ..rappel(Sujet::Complement, &["Programme de la formation"], Some(2)) };
    let both = [
        (ChoiceKind::Secondary, "Voir : 2027-000042", None),
        (ChoiceKind::Secondary, "Voir : 2027-000043", None),
    ];
    alone
        .chain([
            (
                "annonce-rendue",
                told(
                    vec![changed(Statut::EnPreparation, motif)],
                    &[(ChoiceKind::Primary, "Reprendre", None), VOIR],
                ),
            ),
            ("annonce-validee", told(vec![valide], &facture)),
            ("annonce-facturation", told(vec![changed(Statut::FacturationEnCours, None)], &facture)),
            ("annonce-cloturee", told(vec![changed(Statut::Cloture, None)], &[VOIR])),
            ("annonce-annulee", told(vec![changed(Statut::Annule, Some("À votre demande."))], &support)),
            ("annonce-refusee", told(vec![changed(Statut::Refuse, motif)], &support)),
            ("annonce-refusee-sans-motif", told(vec![changed(Statut::Refuse, None)], &support)),
            ("annonce-lectrice", told(vec![reader], &[VOIR])),
            ("annonce-plusieurs", told(vec![several.clone()], &[VOIR])),
            ("annonce-du-jour", told(vec![several, other], &both)),
            ("rappel-brouillon", reminded(rappels().rappels, resume)),
            ("rappel-pret", reminded(vec![rappel(Sujet::Brouillon, &[], None)], resume)),
            ("rappel-pieces", reminded(vec![rappel(Sujet::Pieces, &["Copie devis"], Some(1))], resume)),
            ("rappel-complement", reminded(vec![last], give)),
            ("rappel-remplacer", reminded(vec![rappel(Sujet::Remplacer, &["Copie devis"], None)], give)),
            ("rappel-transmettre", reminded(vec![rappel(Sujet::Transmettre, &["Copie devis"], None)], VOIR)),
            ("rappel-facture", reminded(vec![rappel(Sujet::Facture, &["Facture"], Some(14))], facture[0])),
            (
                "rappel-plusieurs",
                reminded(
                    vec![rappel(Sujet::Facture, &["Facture"], Some(0)), rappel(Sujet::Brouillon, &[], None)],
                    (ChoiceKind::Secondary, "Voir : 2027-000042", None),
                ),
            ),
        ])
        .collect()
}
