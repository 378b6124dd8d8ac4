//! Notes.

use chrono::NaiveDate;
use guichet_core::event::Unreadable;
use guichet_core::lettre::Maniere;
use guichet_core::message::{
    Avertissement, Ligne, Note, NoteAnnuaire, NoteHumain, NoteLettre, NoteLot, NotePartage, Refus,
    RefusFichier, RefusTableau,
};
use guichet_core::rapport::Forme;

use super::one_of_each;

/// 1 March 2027, a Monday.
fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default()
}

fn ligne(libelle: &str, valeur: &str) -> Ligne {
    Ligne { libelle: libelle.to_owned(), valeur: valeur.to_owned() }
}

one_of_each!(notes, "note-", Note:
    Echo { libelle: "Date de début de la formation".to_owned(), valeur: "1er mars 2027".to_owned() },
    Passe { libelle: "Nombre de nuits".to_owned() },
    Refus(Refus::Incompris),
    Avertissement(Avertissement::MoinsDUnMois),
    Confirmation("Dossier a été créé(e).".to_owned()),
    Banniere("OPCO EP propose un portail dédié, Action Apprentissage.".to_owned()),
    DispositifChange { libelle: "Contrat d'apprentissage".to_owned(), de_cote: vec!["Stagiaire 2 : Karim Benali".to_owned()] },
    Regle("Indiquez les heures de formation du module.".to_owned()),
    FichierAjoute { piece: "Copie devis".to_owned(), name: "devis_lilas.pdf".to_owned() },
    FichierDejaLa { piece: "Copie devis".to_owned(), name: "devis_lilas.pdf".to_owned() },
    FichierRetire { piece: "Copie devis".to_owned(), name: "devis_lilas.pdf".to_owned() },
    FichiersRetires { nom: "Stagiaire 1 : Camille Martin".to_owned(), fichiers: vec!["accord.pdf".to_owned(), "justificatif.pdf".to_owned()] },
    FichierGarde { name: "devis_lilas.pdf".to_owned() },
    FichierRefuse { name: "devis.zip".to_owned(), reason: RefusFichier::Vide },
    ElementRetire { nom: "Module 2".to_owned() },
    ElementDuplique { nom: "Module 1".to_owned(), contenu: vec![ligne("Heures formation", "21,00 h")] },
    SalarieAjoute { nom: "Camille Martin".to_owned() },
    Relie { email: "camille@exemple.fr".to_owned() },
    Ailleurs(Maniere::Lettre),
    BoutonPerime,
    Illisible(Unreadable::Voice),
    CourrielRevenu { email: "camille@lilas.example".to_owned() },
    CorrectionSansObjet,
    Verrouille,
    NumeroSecuriteSociale,
    RienAReprendre,
    RienACopier,
    DemandeCopiee {
        titre: "Excel perfectionnement".to_owned(),
        lignes: vec![ligne("Intitulé de la formation", "Excel perfectionnement"), ligne("Stagiaire(s)", "Marie Dupont, Karim Benali")],
    },
    AnnulationParOpco { adresse: "support-connect@opcoep.fr".to_owned(), numero: Some("2027-000042".to_owned()) },
    DossierIntrouvable,
    PreferencesNotees { stop: true },
    RappelReporte { jour: super::screens::day(2027, 2, 8) },
    DemandeAnnulee { titre: "Excel perfectionnement".to_owned() },
    AQuoiCaSert {
        libelle: "Intitulé de la formation".to_owned(),
        aide: "Le titre exact qui figure sur le devis ou le programme.".to_owned(),
        exemple: Some("Excel perfectionnement".to_owned()),
        delai: None,
    },
    ChampObligatoire { libelle: "Intitulé de la formation".to_owned() },
    DejaEnvoyee,
    PiecesTransmises { nombre: 2 },
    RienATransmettre,
    RapportVide { jours: Some((date(), date())), entreprise: Some("Boulangerie des Lilas".to_owned()) },
    RapportFichier { forme: Forme::Xlsx },
    Repris {
        gardees: vec![ligne("Module 2, nom du module", "Tableaux croisés")],
        a_redonner: vec![ligne("Type d'action", "Bilan de compétences"), ligne("Nombre de nuits", "1 200")],
        relues: vec![ligne("Heures formation", "21,00\u{a0}h")],
    },
    FormulaireDisparu,
    Annuaire(NoteAnnuaire::ChoisirEntreprise),
    Lettre(NoteLettre::Ancienne),
    Lot(NoteLot::Ajoutes { ajoutes: 18, a_corriger: 2, deja: 0 }),
    IlManque { elements: vec!["Date de fin de la formation".to_owned(), "Un stagiaire".to_owned()] },
    Partage(NotePartage::AccesPerdu),
    Humain(NoteHumain::Propose),
);

one_of_each!(refus, "refus-", Refus:
    Incompris,
    DispositifInconnu,
    TexteTropCourt { min: 3 },
    TexteTropLong { max: 255 },
    DateIllisible,
    DateImpossible,
    DateVague,
    JourDeSemaine { date: date() },
    DateAvant { libelle: "Date de début de la formation".to_owned(), date: date() },
    DateTropLoin { date: date() },
    DateEcart {
        message: "Un contrat d'apprentissage dure de 6 à 54 mois.".to_owned(),
        libelle: "Date de début du contrat".to_owned(),
        date: date(),
        min: NaiveDate::from_ymd_opt(2027, 8, 31),
        max: NaiveDate::from_ymd_opt(2031, 9, 1),
    },
    APart("Un gérant non salarié ne relève pas d'OPCO EP.".to_owned()),
    NombreIllisible,
    NombreHorsBornes { min: "0".to_owned(), max: "999".to_owned() },
    NombreEntier,
    HeuresIllisibles,
    HeuresEnJours,
    HeuresHorsBornes { max: "9999".to_owned() },
    MontantIllisible,
    MontantNegatif,
    MontantHorsBornes { max: "1 000 000,00 €".to_owned() },
    AutreMonnaie,
    TaxeContraire,
    SiretIllisible,
    SiretCle,
    SiretEstSiren,
    CodePostal,
    Commune,
    Email,
    EmailProche { propose: "camille.martin@gmail.com".to_owned() },
    Telephone,
    TelephoneSurtaxe,
    PlusieursValeurs,
    LaquelleCorriger,
    OuiNon,
    Choix,
    Idcc,
    Nda,
    CodeCertification,
    QuatreCaracteres,
    TropDeRecherches,
    AutreEntreprise { nom: "Camille Martin".to_owned() },
    RienTrouve { text: "boulanjerie".to_owned() },
    DejaStagiaire { nom: "Camille Martin".to_owned() },
    Maximum { max: 20 },
    NomIllisible,
    FichierAttendu,
    Periode,
);

one_of_each!(refus_fichier, "fichier-", RefusFichier:
    Format { formats: "PDF, JPEG, PNG".to_owned() },
    TropGros { max_octets: 10 * 1024 * 1024 },
    CanalTropGros { max_octets: 20 * 1024 * 1024 },
    TropDeFichiers { max: 5 },
    Vide,
    Indisponible,
    SansDemande,
    Tableau(RefusTableau::Vide),
    SansPiece,
);

one_of_each!(avertissements, "avertissement-", Avertissement:
    DejaCommencee,
    MoinsDUnMois,
    LimiteDepassee { limite: date() },
    BeaucoupDHeures { par_jour: "12 h".to_owned() },
    CoutSansHeures,
    HeuresSansCout,
    FixePortable,
    PasDeNomme,
    FichierNonAnalyse,
    Catalogue("La Pro-A n'accepte plus de nouveaux dossiers depuis 2026.".to_owned()),
);

one_of_each!(illisibles, "illisible-", Unreadable: Sticker, Voice, Video, Location, Contact, Other, CourrielIllisible);
