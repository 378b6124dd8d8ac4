//! The catalogue: the portal's labels letter for letter, and errors that name the place.

mod composition;
mod domaine;

use guichet_core::catalogue::{Catalogue, Origine, embedded_files};

fn embedded() -> Catalogue {
    Catalogue::embedded().unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// Labels of the portal for an Action individuelle, in the order of its screens
/// (fiche réflexe « réaliser une demande de prise en charge dans le portail CONNECT' »).
const LABELS: [(&str, &[&str]); 4] = [
    (
        "Créer : Dossier : Action individuelle",
        &[
            "Intitulé de la formation",
            "Date de début de la formation",
            "Date de fin de la formation",
            "Nombre de nuits",
            "Coût unitaire/nuit",
            "Nombre de repas",
            "Coût unitaire repas",
            "Nombre de km",
            "Indemnité kilométrique",
            "Autres frais déplacements demandés",
        ],
    ),
    ("Etape 1 : Saisir un demandeur", &["Référence de l'établissement demandeur"]),
    (
        "Etape 2 : Saisir un module",
        &[
            "Coût Autres frais pédagogiques",
            "Coût total d'accompagnement",
            "Coût total d'évaluation",
            "Coût total de formation",
            "Coût total de positionnement",
            "Heures d'accompagnement",
            "Heures d'évaluation",
            "Heures formation",
            "Heures positionnement",
            "Nom du formateur interne",
            "Salaire hor. formation-Formateur int",
        ],
    ),
    (
        "Etape 3 : Saisir un stagiaire",
        &[
            "Nom du stagiaire",
            "Référence de l'Entité",
            "CSP",
            "Rue",
            "Code postal",
            "Ville",
            "Email",
            "Téléphone fixe",
            "Téléphone portable",
        ],
    ),
];

#[test]
fn the_portals_labels_letter_for_letter() {
    let catalogue = embedded();
    let dispositif = catalogue.current()[0];
    assert_eq!(dispositif.libelle, "Action individuelle");
    assert_eq!(dispositif.etape_pieces, "Etape 4 : Ajout des pièces à gérer");
    assert_eq!(dispositif.etape_envoi, "Etape 5 : Envoyer ma demande de prise en charge");
    assert_eq!(dispositif.annulation, "Annuler ma demande de prise en charge");
    assert_eq!(dispositif.etapes.len(), LABELS.len());
    for (etape, (libelle, champs)) in dispositif.etapes.iter().zip(LABELS) {
        assert_eq!(etape.libelle, libelle);
        let mut own: Vec<&str> = etape
            .champs
            .iter()
            .filter(|champ| champ.origine == Origine::Portail)
            .map(|champ| champ.libelle.as_str())
            .collect();
        if libelle.contains("module") {
            own.sort_unstable();
        }
        assert_eq!(own, champs);
    }
    assert_eq!(dispositif.pieces[0].libelle, "Copie devis");
    assert_eq!(dispositif.numbered(), 5);
}

/// A dispositif that is right, small enough to break on purpose.
pub const PETIT: &str = r#"
cle = "petit"
revision = "1"
libelle = "Petit"
resume = "Un essai."
titre = "creation.titre"
demandeur = "etape_1.entite"
etape_pieces = "Etape 2 : Pièces"
etape_envoi = "Etape 3 : Envoi"
annulation = "Annuler"
recapitulatif = ["Dispositif", "Dossier", "Documents"]
[delai]
depuis = "creation.debut"
avant = true
source = "essai"
releve_le = "2026-11-01"
[totaux]
heures = ["creation.heures"]
[[etapes]]
cle = "creation"
libelle = "Créer"
recapitulatif = "Dossier"
regles = [{ champ = "heures", message = "Il faut des heures.", exige = { positif = "heures" } }]
champs = [
  { cle = "titre", libelle = "Titre", nature = { texte = { min = 1, max = 9 } }, exige = "requis", aide = "a" },
  { cle = "debut", libelle = "Début", nature = "date", aide = "a" },
  { cle = "fin", libelle = "Fin", nature = "date", pas_avant = "debut", mois_max = 3, aide = "a" },
  { cle = "heures", libelle = "Heures", nature = { heures = { max = 99 } }, aide = "a" },
  { cle = "base", libelle = "HT ou TTC", nature = { choix = { options = [{ cle = "ht", libelle = "HT" }, { cle = "ttc", libelle = "TTC" }] } }, si = { positif = "cout" }, aide = "a" },
  { cle = "cout", libelle = "Coût", nature = { montant = { max = 99 } }, base = "base", aide = "a" },
]
[[etapes]]
cle = "etape_1"
libelle = "Etape 1"
numero = 1
recapitulatif = "Dossier"
repetition = { max = 3, nom = "Lieu", encore = "Un autre ?", titre = "entite", unique = "entite" }
champs = [
  { cle = "entite", libelle = "Entité", nature = "recherche_entite", exige = "requis", aide = "a" },
  { cle = "qui", libelle = "Qui", nature = { recherche_individu = { dans = "etape_1.entite" } }, aide = "a" },
  { cle = "email", libelle = "Email", nature = "email", propose = { individu = { champ = "qui", propriete = "email" } }, pose = "sur_demande", aide = "a" },
]
[[pieces]]
cle = "devis"
libelle = "Devis"
si = { renseigne = "etape_1.qui" }
moment = "avant_envoi"
aide = "a"
formats = ["application/pdf"]
max_octets = 10
max_fichiers = 1
"#;

fn errors_of(text: &str) -> Vec<String> {
    let commandes =
        embedded_files().into_iter().find(|(name, _)| *name == "commandes.toml").expect("commands");
    match Catalogue::from_files([commandes, ("petit.toml", text)]) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn each_broken_file_gets_an_error_that_names_the_place() {
    assert_eq!(errors_of(PETIT), [""; 0], "the small one is right");
    for (from, to, place) in [
        ("cle = \"petit\"", "cle = ", "ligne 2"),
        ("cle = \"petit\"\n", "", "ligne 1: missing field `cle`"),
        ("libelle = \"Petit\"", "libelle = \" \"", "libelle: est vide"),
        ("resume =", "resumé =", "ligne"),
        ("resume =", "resumee =", "ligne"),
        ("titre = \"creation.titre\"", "titre = \"creation.debut\"", "titre: « creation.debut »"),
        ("titre = \"creation.titre\"", "titre = \"titre\"", "titre: « titre »"),
        ("demandeur = \"etape_1.entite\"", "demandeur = \"etape_9.entite\"", "demandeur: « etape_9.entite »"),
        ("depuis = \"creation.debut\"", "depuis = \"creation.heures\"", "delai.depuis"),
        ("releve_le = \"2026-11-01\"", "releve_le = \"hier\"", "ligne"),
        ("source = \"essai\"", "source = \" \"", "delai.source: est vide"),
        ("avant = true", "avant = true\nevenement = \"\"", "delai.evenement: est vide"),
        (
            "avant = true",
            "avant = true\napres = { jours = 5, compte = \"ouvrables\" }",
            "delai.apres: avant ou",
        ),
        ("avant = true", "apres = { jours = 5, compte = \"ouvres\" }", "ligne 14"),
        ("avant = true", "apres = { jours = 0, compte = \"calendaires\" }", "delai.apres.jours: doit"),
        (
            "avant = true",
            "ideal_jours_avant = 30\napres = { jours = 5, compte = \"ouvrables\" }",
            "delai.ideal_jours_avant: on ne conseille pas",
        ),
        ("avant = true", "ideal_jours_avant = 3000", "delai.ideal_jours_avant: doit"),
        ("avant = true", "reponse = { jours = 20, silence = \"rien\" }", "ligne 14"),
        ("avant = true", "reponse = { jours = 900, silence = \"refus\" }", "delai.reponse.jours: doit"),
        (
            "avant = true",
            "facturation = { depuis = \"creation.heures\", jours = 30 }",
            "delai.facturation.depuis",
        ),
        (
            "avant = true",
            "facturation = { depuis = \"creation.rien\", jours = 30 }",
            "delai.facturation.depuis",
        ),
        ("avant = true", "facturation = { depuis = \"creation.fin\", jours = 0 }", "delai.facturation.jours"),
        ("heures = [\"creation.heures\"]", "heures = [\"creation.titre\"]", "totaux.heures"),
        ("heures = [\"creation.heures\"]", "heures = [\"creation.heures*creation.rien\"]", "totaux.heures"),
        (
            "recapitulatif = \"Dossier\"\nregles",
            "recapitulatif = \"Autre\"\nregles",
            "etapes.creation.recapitulatif",
        ),
        ("cle = \"etape_1\"", "cle = \"creation\"", "etapes: « creation » est là deux fois"),
        ("numero = 1", "numero = 2", "etapes.etape_1.numero"),
        ("{ max = 3,", "{ max = 0,", "etapes.etape_1.repetition.max"),
        ("titre = \"entite\"", "titre = \"nom\"", "etapes.etape_1.repetition.titre"),
        ("unique = \"entite\"", "unique = \"nom\"", "etapes.etape_1.repetition.unique"),
        ("champ = \"heures\", message", "champ = \"durée\", message", "etapes.creation.regles.1"),
        ("exige = { positif = \"heures\" }", "exige = { positif = \"durée\" }", "etapes.creation.regles.1"),
        ("exige = { positif = \"heures\" }", "exige = { negatif = \"heures\" }", "ligne"),
        ("nature = \"email\"", "nature = \"courriel\"", "ligne"),
        ("{ min = 1, max = 9 }", "{ min = 10, max = 9 }", "etapes.creation.champs.titre.nature"),
        ("{ heures = { max = 99 } }", "{ heures = { max = 0 } }", "etapes.creation.champs.heures.nature"),
        ("pas_avant = \"debut\"", "pas_avant = \"heures\"", "etapes.creation.champs.fin.pas_avant"),
        ("pas_avant = \"debut\", ", "", "etapes.creation.champs.fin.mois_max"),
        ("base = \"base\"", "base = \"titre\"", "etapes.creation.champs.cout.base"),
        ("si = { positif = \"cout\" }", "si = { positif = \"base\" }", "etapes.creation.champs.base.si"),
        ("si = { positif = \"cout\" }", "si = { toutes = [] }", "etapes.creation.champs.base.si"),
        (
            "{ cle = \"ttc\", libelle = \"TTC\" }",
            "{ cle = \"ttc\", libelle = \"ht\" }",
            "etapes.creation.champs.base.nature",
        ),
        (", { cle = \"ttc\", libelle = \"TTC\" }", "", "etapes.creation.champs.base.nature"),
        ("dans = \"etape_1.entite\"", "dans = \"creation.titre\"", "etapes.etape_1.champs.qui.nature.dans"),
        ("champ = \"qui\"", "champ = \"entite\"", "etapes.etape_1.champs.email.propose"),
        (
            "exige = \"requis\", aide = \"a\" },\n  { cle = \"qui\"",
            "exige = \"requis\", pose = \"sur_demande\", aide = \"a\" },\n  { cle = \"qui\"",
            "etapes.etape_1.champs.entite.pose",
        ),
        ("si = { renseigne = \"etape_1.qui\" }", "si = { renseigne = \"qui\" }", "pieces.devis.si"),
        ("formats = [\"application/pdf\"]", "formats = []", "pieces.devis"),
        ("max_fichiers = 1", "max_fichiers = 1\n[reprise]\nrevisions = [\"1\"]", "reprise.revisions: « 1 »"),
        (
            "max_fichiers = 1",
            "max_fichiers = 1\n[reprise.renommes]\n\"creation.titre\" = \"creation.debut\"",
            "reprise.renommes: « creation.titre » existe encore",
        ),
        (
            "max_fichiers = 1",
            "max_fichiers = 1\n[reprise.renommes]\n\"creation.nom\" = \"creation.intitule\"",
            "reprise.renommes: « creation.intitule » n'existe pas",
        ),
        (
            "max_fichiers = 1",
            "max_fichiers = 1\n[reprise.renommes]\n\"creation.a\" = \"creation.titre\"\n\"creation.b\" = \"creation.titre\"",
            "reprise.renommes: « creation.titre » est là deux fois",
        ),
        (
            "max_fichiers = 1",
            "max_fichiers = 1\n[reprise.pieces]\nquote = \"facture\"",
            "reprise.pieces: « facture »",
        ),
        ("max_octets = 10", "max_octets = 0", "pieces.devis"),
        ("aide = \"a\"\nformats", "aide = \"\"\nformats", "pieces.devis"),
    ] {
        assert!(PETIT.contains(from), "nothing to break: {from}");
        let errors = errors_of(&PETIT.replacen(from, to, 1));
        assert!(
            errors.iter().any(|error| error.starts_with("petit.toml: ") && error.contains(place)),
            "{from} → {to}: {errors:?}"
        );
    }
}

#[test]
fn deadlines_of_each_kind_are_read() {
    for delai in [
        "",
        "ideal_jours_avant = 30",
        "avant = true\nideal_jours_avant = 30\nfacturation = { depuis = \"creation.fin\", jours = 30 }",
        "evenement = \"le début du contrat\"\napres = { jours = 5, compte = \"ouvrables\" }",
        "apres = { jours = 5, compte = \"calendaires\" }\nreponse = { jours = 20, silence = \"accord\" }",
        "reponse = { jours = 20 }",
    ] {
        assert_eq!(errors_of(&PETIT.replacen("avant = true", delai, 1)), [""; 0], "{delai}");
    }
}

#[test]
fn commands_have_each_their_words() {
    let (_, text) =
        embedded_files().into_iter().find(|(name, _)| *name == "commandes.toml").expect("commands");
    for (from, to, place) in [
        ("commande = \"aide\"", "commande = \"start\"", "Aide doit être décrite une fois"),
        ("slash = \"aide\"", "slash = \"Aide!\"", "commandes.Aide"),
        ("mots = [\"rapports\"]", "mots = [\"factures\"]", "est déjà un mot de Factures"),
    ] {
        let broken = text.replacen(from, to, 1);
        let errors = Catalogue::from_files([("commandes.toml", broken.as_str()), ("petit.toml", PETIT)]);
        let errors = errors.expect_err("it is broken");
        assert!(errors.iter().any(|error| error.to_string().contains(place)), "{from}: {errors:?}");
    }
    assert!(Catalogue::from_files([("petit.toml", PETIT)]).is_ok(), "left out, they are the embedded ones");
}
