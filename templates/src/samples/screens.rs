//! Screens, bare and with their buttons.

use chrono::{DateTime, NaiveDate, Utc};
use guichet_core::dossier::{FichierJoint, Montant, Statut};
use guichet_core::message::{
    Accueil, AideVue, Avertissement, ChangerDispositif, ChoiceKind, ComptePartages, DemandeVue, Demandes,
    Depart, Echeance, EcranHumain, EcranPartage, EnTete, Encore, EtatPiece, Ligne, LigneRecap, Message,
    Modifier, Note, Nouvelles, Partages, PieceDemandee, PieceVue, Pieces, PiecesDues, Progression, Question,
    Recapitulatif, Refus, RegleEcheance, Saisie, Screen, SourceRegle, Suite, Suivi, Total,
};
use guichet_core::nouvelles::Preferences;
use guichet_core::partage::Droit;

use super::{annonces, choices, factures, message, one_of_each, rapports};

const TITRE: &str = "Excel perfectionnement";
const NUMERO: &str = "2027-000042";

one_of_each!(screens, "", Screen:
    Empty,
    Accueil(Accueil { prenom: Some("Camille".to_owned()), brouillon: Some(TITRE.to_owned()), premiere_fois: false, phrase: true }),
    Dispositifs,
    Orientation(super::orientation::question()),
    Proposition(super::orientation::proposition()),
    Conseil(Box::new(super::orientation::conseil())),
    ChangerDispositif(ChangerDispositif { entete: entete() }),
    Question(Box::new(question())),
    Manque(Box::new(super::lettre::manque())),
    Encore(Encore {
        entete: entete(),
        progression: etape(2, "Etape 2 : Saisir un module"),
        elements: vec![ligne("Module 1", "21,00 · 1 500,00 € · HT")],
        question: "Voulez-vous saisir un autre module ?".to_owned(),
        saisie_directe: false,
    }),
    Lot(Box::new(super::lot::vue())),
    Pieces(pieces()),
    ChoixPiece { fichiers: vec!["IMG_2041.jpg".to_owned(), "IMG_2042.jpg".to_owned()] },
    Recapitulatif(Box::new(recapitulatif())),
    ConfirmerEnvoi(Box::new(recapitulatif())),
    ConfirmerLettre { de: "compta@cabinet.example".to_owned(), texte: "6. 21h".to_owned(), fichiers: vec!["devis.pdf".to_owned()] },
    ConfirmerAnnulation { titre: TITRE.to_owned() },
    ConfirmerRetrait { nom: "Stagiaire 1 : Camille Martin".to_owned(), fichiers: vec!["accord.pdf".to_owned()] },
    Modifier(Modifier { entete: entete(), quoi: "Etape 2 : Saisir un module".to_owned(), lignes: vec![ligne("Module 1", "21,00 · 1 500,00 €")] }),
    Demandes(demandes()),
    Filtrer { total: 32 },
    Depart(Depart { brouillons: demandes().items.into_iter().take(1).collect(), total: 1 }),
    Suivi(Box::new(suivi(Statut::Envoye, true))),
    PiecesAttendues(Box::new(factures::attendues())),
    ConfirmerTransmission(Box::new(factures::transmission(false))),
    PiecesTransmises(Box::new(factures::transmission(false))),
    Factures(factures::factures()),
    Annonces(Box::new(annonces::annonces())),
    Notifications(Preferences::default()),
    Rappels(Box::new(annonces::rappels())),
    Aide { commandes: vec![("/nouvelle".to_owned(), "Nouvelle demande de prise en charge".to_owned()), ("/demandes".to_owned(), "Mes demandes".to_owned())] },
    AideSujet(AideVue::Passage { titre: "Les délais : quand envoyer ?".to_owned(), texte: "Envoyez la demande avant le premier jour.".to_owned(), sujet: None }),
    Rapports { entreprise: None },
    RapportEntreprise { text: Some("boul".to_owned()) },
    Rapport(Box::new(rapports::vu())),
    Humain(EcranHumain::EnCours),
    Support { adresse: "support-connect@opcoep.fr".to_owned(), numero: Some(NUMERO.to_owned()) },
    Entreprises { items: vec![ligne("Boulangerie des Lilas", "732 829 320 00074 · 12 rue des Lilas, 35000 Rennes")], total: 1, page: 0, recherche: None },
    Salaries { entite: "Boulangerie des Lilas".to_owned(), items: vec![ligne("Camille Martin", "camille@exemple.fr"), ligne("Lou Petit", "")], total: 7, page: 1, recherche: Some("pet".to_owned()) },
    Fiche(Box::new(super::annuaire::fiche())),
    PasEncore { rubrique: "Mes factures".to_owned() },
    MesDonnees { email: "camille@exemple.fr".to_owned(), nom: Some("Camille Martin".to_owned()), entites: vec!["Boulangerie des Lilas".to_owned()], partages: ComptePartages { recues: 2, donnees: 1 } },
    Partage(Box::new(EcranPartage::Recues { nombre: 1 })),
    Inconnu,
    CodeDemande { email: "camille@exemple.fr".to_owned() },
    CodeRefuse { reste: 3 },
    TropDeCodes,
    Code { code: "1234 5678".to_owned() },
    InvitationRefusee,
    PriveSeulement,
);

/// Screens as people meet them: notes above, buttons below.
pub fn with_choices() -> Vec<(&'static str, Message)> {
    use ChoiceKind::{Numbered, Primary, Secondary};
    let back = [(Secondary, "Retour", None), (Secondary, "À quoi ça sert ?", None)];
    let first = Accueil { prenom: None, brouillon: None, premiere_fois: true, phrase: true };
    let search = Question {
        progression: etape(1, "Etape 1 : Saisir un demandeur"),
        deja: Vec::new(),
        libelle: "Référence de l'établissement demandeur".to_owned(),
        aide: "Tapez au moins 4 caractères du nom, ou le SIRET (14 chiffres).".to_owned(),
        exemple: None,
        saisie: Saisie::Recherche {
            placeholder: "Recherchez des Entités...".to_owned(),
            text: Some("boul".to_owned()),
            total: 2,
        },
        ..question()
    };
    let optional = Question {
        progression: Progression {
            numero: None,
            sur: 5,
            etape: "Créer : Dossier : Action individuelle".to_owned(),
        },
        libelle: "Nombre de nuits".to_owned(),
        obligatoire: false,
        aide: "Laissez vide s'il n'y a pas d'hébergement.".to_owned(),
        actuelle: Some("2".to_owned()),
        saisie: Saisie::Nombre,
        ..question()
    };
    let echo =
        |libelle: &str, valeur: &str| Note::Echo { libelle: libelle.to_owned(), valeur: valeur.to_owned() };
    let late = Recapitulatif {
        echeance: Some(Echeance { ideal: None, depassee: true, reste: None, ..echeance() }),
        avertissements: vec![Avertissement::DejaCommencee],
        complet: true,
        pieces_manquantes: vec!["Copie devis".to_owned(), "Convention de formation".to_owned()],
        pieces_dues: Some(PiecesDues {
            libelles: vec!["Convention de formation".to_owned()],
            limite: day(2027, 3, 6),
        }),
        lignes: Vec::new(),
        ..recapitulatif()
    };
    let no_piece = Pieces { demandee: None, suite: Some(Suite { de: 11, a: 13, sur: 13 }), ..pieces() };
    let etablissements = [
        (Numbered, "Boulangerie Martin", Some("12 rue des Lilas, 35000 Rennes · 732 829 320 00074")),
        (Numbered, "Boulangerie des Lilas", Some("3 place du Marché, 35400 Saint-Malo · 552 081 317 66522")),
    ];
    vec![
        (
            "Accueil-premiere-fois",
            message(
                Vec::new(),
                Screen::Accueil(first),
                choices(&[(Primary, "Nouvelle demande", None), (Secondary, "Mes demandes", None)]),
            ),
        ),
        (
            "Dispositifs-liste",
            message(
                Vec::new(),
                Screen::Dispositifs,
                choices(&[
                    (
                        Numbered,
                        "Action individuelle",
                        Some("Une formation pour un ou plusieurs salariés, choisie par l'entreprise."),
                    ),
                    (Numbered, "Pro A", None),
                    (Secondary, "Retour", None),
                ]),
            ),
        ),
        (
            "Question-echos",
            message(
                vec![
                    echo("Intitulé de la formation", TITRE),
                    echo("Date de début de la formation", "lundi 1er mars 2027"),
                    Note::Avertissement(Avertissement::MoinsDUnMois),
                ],
                Screen::Question(Box::new(question())),
                choices(&back),
            ),
        ),
        (
            "Question-refus",
            message(
                vec![Note::Refus(Refus::DateIllisible)],
                Screen::Question(Box::new(question())),
                choices(&back),
            ),
        ),
        (
            "Question-recherche",
            message(
                Vec::new(),
                Screen::Question(Box::new(search)),
                choices(&[&etablissements[..], &back[..]].concat()),
            ),
        ),
        (
            "Question-facultative",
            message(
                Vec::new(),
                Screen::Question(Box::new(optional)),
                choices(&[&[(Secondary, "Passer", None)][..], &back[..]].concat()),
            ),
        ),
        (
            "Pieces-toutes",
            message(
                Vec::new(),
                Screen::Pieces(no_piece),
                choices(&[
                    (Numbered, "Ajouter : Copie devis", None),
                    (Numbered, "Retirer devis_lilas.pdf", Some("Copie devis")),
                    (Primary, "Continuer", None),
                ]),
            ),
        ),
        (
            "Recapitulatif-en-retard",
            message(
                Vec::new(),
                Screen::Recapitulatif(Box::new(late)),
                choices(&[
                    (Primary, "Envoyer ma demande de prise en charge", None),
                    (Secondary, "Modifier", None),
                ]),
            ),
        ),
        (
            "Modifier-choix",
            message(
                Vec::new(),
                Screen::Modifier(Modifier {
                    entete: entete(),
                    quoi: "Module 1".to_owned(),
                    lignes: vec![ligne("Module 1", "21,00 · 1 500,00 €")],
                }),
                choices(&[(Numbered, "Module 1", None), (Secondary, "Retour", None)]),
            ),
        ),
        (
            "Demandes-vide",
            message(
                vec![Note::RienAReprendre],
                Screen::Demandes(Demandes { items: Vec::new(), total: 0, ..demandes() }),
                Vec::new(),
            ),
        ),
        (
            "Demandes-cherche",
            message(
                Vec::new(),
                Screen::Demandes(Demandes {
                    page: 1,
                    total: 12,
                    recherche: Some("excel".to_owned()),
                    filtres: vec![Statut::Envoye.libelle().to_owned(), "Boulangerie des Lilas".to_owned()],
                    ..demandes()
                }),
                choices(&[(Secondary, "Suite de la liste", None), (Secondary, "Toutes mes demandes", None)]),
            ),
        ),
        (
            "Demandes-introuvable",
            message(
                Vec::new(),
                Screen::Demandes(Demandes {
                    items: Vec::new(),
                    total: 0,
                    recherche: Some("exel".to_owned()),
                    ..demandes()
                }),
                choices(&[(Secondary, "Toutes mes demandes", None)]),
            ),
        ),
        (
            "Suivi-brouillon",
            message(
                Vec::new(),
                Screen::Suivi(Box::new(Suivi {
                    sent_at: None,
                    manque: vec!["Programme de la formation".to_owned()],
                    ..suivi(Statut::EnPreparation, false)
                })),
                choices(&[(Primary, "Reprendre", None), (Secondary, "Annuler ma demande", None)]),
            ),
        ),
        (
            "Suivi-en-cours",
            message(
                Vec::new(),
                Screen::Suivi(Box::new(suivi(Statut::EnCoursDeTraitement, false))),
                Vec::new(),
            ),
        ),
        (
            "Suivi-refuse",
            message(Vec::new(), Screen::Suivi(Box::new(suivi(Statut::Refuse, false))), Vec::new()),
        ),
    ]
}

pub fn ligne(libelle: &str, valeur: &str) -> Ligne {
    Ligne { libelle: libelle.to_owned(), valeur: valeur.to_owned() }
}

pub fn entete() -> EnTete {
    EnTete {
        dispositif: "Action individuelle".to_owned(),
        titre: Some(TITRE.to_owned()),
        numero: Some(NUMERO.to_owned()),
    }
}

fn etape(numero: u8, etape: &str) -> Progression {
    Progression { numero: Some(numero), sur: 5, etape: etape.to_owned() }
}

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// 12 January 2027, 18:42 in Paris.
pub fn instant() -> DateTime<Utc> {
    DateTime::from_timestamp(1_799_775_720, 0).unwrap_or_default()
}

fn question() -> Question {
    Question {
        entete: entete(),
        progression: etape(2, "Etape 2 : Saisir un module"),
        deja: vec![ligne("Heures formation", "21,00"), ligne("Coût total de formation", "1 500,00 €")],
        libelle: "Heures d'évaluation".to_owned(),
        obligatoire: true,
        aide: "Le nombre total d'heures d'évaluation.".to_owned(),
        exemple: Some("7h30".to_owned()),
        actuelle: None,
        saisie: Saisie::Nombre,
    }
}

fn pieces() -> Pieces {
    let file = FichierJoint {
        sha256: "0".repeat(64),
        name: "devis_lilas.pdf".to_owned(),
        size: 18_000,
        mime: "application/pdf".to_owned(),
        added_at: instant(),
        a_transmettre: false,
    };
    let piece = |libelle: &str, obligatoire, etat, fichiers| PieceVue {
        cle: libelle.to_owned(),
        libelle: libelle.to_owned(),
        obligatoire,
        etat,
        fichiers,
        motif: None,
    };
    Pieces {
        entete: entete(),
        progression: etape(4, "Etape 4 : Ajout des pièces à gérer"),
        pieces: vec![
            piece("Copie devis", true, EtatPiece::Jointe, vec![file]),
            piece("Programme de la formation", true, EtatPiece::AFournir, Vec::new()),
            piece("Convention de formation signée", false, EtatPiece::AFournir, Vec::new()),
        ],
        suite: None,
        demandee: Some(PieceDemandee {
            cle: "programme".to_owned(),
            libelle: "Programme de la formation".to_owned(),
            aide: "Le document de l'organisme de formation qui décrit le contenu.".to_owned(),
            obligatoire: true,
            formats: "PDF, JPEG, PNG".to_owned(),
            max_octets: 10 * 1024 * 1024,
            limite: None,
        }),
    }
}

pub(super) fn recapitulatif() -> Recapitulatif {
    let part = |libelle: &str, contenu: Vec<Ligne>, manque: Vec<String>| LigneRecap {
        libelle: libelle.to_owned(),
        complet: manque.is_empty(),
        contenu,
        manque,
    };
    Recapitulatif {
        entete: entete(),
        progression: etape(5, "Etape 5 : Envoyer ma demande de prise en charge"),
        lignes: vec![
            part("Dispositif", vec![ligne("Dispositif", "Action individuelle")], Vec::new()),
            part(
                "Dossier",
                vec![
                    ligne("Intitulé de la formation", TITRE),
                    ligne("Date de début de la formation", "lundi 1er mars 2027"),
                ],
                Vec::new(),
            ),
            part(
                "Demandeur",
                vec![ligne("Référence de l'établissement demandeur", "Boulangerie des Lilas")],
                Vec::new(),
            ),
            part("Module(s)", vec![ligne("Module 1", "21,00 · 1 500,00 €")], Vec::new()),
            part("Stagiaire(s)", Vec::new(), vec!["Nom du stagiaire".to_owned()]),
            part(
                "Documents justificatifs",
                vec![ligne("Copie devis", "transmise")],
                vec!["Programme de la formation".to_owned()],
            ),
        ],
        totaux: vec![
            Total::Heures("21,00\u{a0}h".to_owned()),
            Total::CoutPedagogique(Montant(150_000)),
            Total::FraisAnnexes(Montant(12_000)),
            Total::Total(Montant(162_000)),
            Total::CoutHoraireParStagiaire(Montant(7_143)),
        ],
        echeance: Some(echeance()),
        hors_formulaire: Vec::new(),
        reponse: None,
        avertissements: vec![Avertissement::MoinsDUnMois],
        en_entier: false,
        complet: false,
        pieces_manquantes: vec!["Programme de la formation".to_owned()],
        pieces_dues: None,
    }
}

fn echeance() -> Echeance {
    Echeance {
        limite: day(2027, 2, 28),
        ideal: Some(day(2027, 1, 30)),
        depassee: false,
        regle: RegleEcheance::Avant,
        reste: Some(39),
        source: Some(SourceRegle {
            source: "Conditions générales d'OPCO EP 2026".to_owned(),
            releve_le: day(2026, 10, 3),
        }),
    }
}

fn demandes() -> Demandes {
    let item = |titre: Option<&str>, statut, courante| DemandeVue {
        numero: titre.map(|_| NUMERO.to_owned()),
        titre: titre.map(str::to_owned),
        dispositif: "Action individuelle".to_owned(),
        statut,
        created_at: instant(),
        demandeur: titre.map(|_| "Boulangerie des Lilas".to_owned()),
        courante,
        manque: match titre {
            None => vec![
                "Date de fin de la formation".to_owned(),
                "Heures formation".to_owned(),
                "Copie devis".to_owned(),
            ],
            Some(_) => Vec::new(),
        },
        echeance: (statut == Statut::EnPreparation).then(|| recapitulatif().echeance).flatten(),
    };
    let items = vec![item(None, Statut::EnPreparation, true), item(Some(TITRE), Statut::Envoye, false)];
    Demandes { items, page: 0, total: 2, recherche: None, filtres: Vec::new() }
}

pub(super) fn suivi(statut: Statut, vient_d_etre_envoye: bool) -> Suivi {
    Suivi {
        partages: Partages { proprietaire: None, avec: vec![("Sacha Petit".to_owned(), Droit::Lecteur)] },
        entete: entete(),
        statut,
        vient_d_etre_envoye,
        sent_at: Some(instant()),
        recapitulatif: recapitulatif(),
        nouvelles: Nouvelles::default(),
        created_at: Some(instant()),
        manque: Vec::new(),
    }
}
