//! Files laid over a base: what comes out, and errors that name the place.

use guichet_core::catalogue::{Catalogue, Dispositif, Exige, Nature};

use crate::PETIT;

/// A file laid over the small one.
const AUTRE: &str = r#"
base = "petit"
cle = "autre"
libelle = "Autre"
pieces = [
  { cle = "facture", libelle = "Facture", moment = "facturation", aide = "b", avant = "devis" },
  { cle = "devis", libelle = "Copie devis" },
]
[delai]
ideal_jours_avant = 30
[[etapes]]
cle = "etape_1"
repetition = { max = 1 }
champs = [
  { cle = "email", retire = true },
  { cle = "role", libelle = "Rôle", nature = { texte = { min = 1, max = 9 } }, aide = "b", apres = "entite" },
]
[[etapes]]
cle = "creation"
champs = [
  { cle = "titre", exige = "facultatif", nature = { texte = { max = 20 } } },
  { cle = "base", si = { renseigne = "titre" }, nature = { choix = { options = [{ cle = "ni", libelle = "Ni l'un ni l'autre" }, { cle = "ht", libelle = "Hors taxes" }] } } },
  { cle = "debut", nature = { texte = { min = 1, max = 2 } } },
  { cle = "fin", retire = true },
  { cle = "vrai_debut", libelle = "Début", nature = "date", aide = "b", apres = "titre" },
]
[[etapes]]
cle = "etape_2"
libelle = "Etape 2"
numero = 2
recapitulatif = "Dossier"
champs = [{ cle = "note", libelle = "Note", nature = "oui_non", aide = "b" }]
"#;

fn load(autre: &str) -> Result<Catalogue, Vec<String>> {
    let files = [("autre.toml", autre), ("petit.toml", PETIT)];
    Catalogue::from_files(files).map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

fn composed() -> Dispositif {
    let right = AUTRE.replace("[delai]\n", "[delai]\ndepuis = \"creation.vrai_debut\"\n");
    load(&right).unwrap_or_else(|errors| panic!("{errors:#?}")).dispositifs[0].clone()
}

#[test]
fn what_differs_is_laid_over_the_base() {
    let autre = composed();
    assert_eq!(
        (autre.cle.as_str(), autre.libelle.as_str(), autre.resume.as_str()),
        ("autre", "Autre", "Un essai.")
    );
    // Tables key by key.
    assert_eq!((autre.delai.ideal_jours_avant, autre.delai.avant), (Some(30), true));
    let etapes: Vec<&str> = autre.etapes.iter().map(|etape| etape.cle.as_str()).collect();
    assert_eq!(etapes, ["creation", "etape_1", "etape_2"], "rows keep their place, new ones go to the end");
    let repetition = autre.etapes[1].repetition.as_ref().expect("kept");
    assert_eq!((repetition.max, repetition.nom.as_str()), (1, "Lieu"));
    // Rows by `cle`: merged, put after, taken out.
    let champs = |rank: usize| autre.etapes[rank].champs.iter().map(|c| c.cle.as_str()).collect::<Vec<_>>();
    assert_eq!(champs(0), ["titre", "vrai_debut", "debut", "heures", "base", "cout"]);
    assert_eq!(champs(1), ["entite", "role", "qui"]);
    let titre = &autre.etapes[0].champs[0];
    assert_eq!((&titre.exige, &titre.nature), (&Exige::Facultatif, &Nature::Texte { min: 1, max: 20 }));
    // Another kind replaces, the same one merges.
    assert_eq!(autre.etapes[0].champs[2].nature, Nature::Texte { min: 1, max: 2 });
    let Nature::Choix { options } = &autre.etapes[0].champs[4].nature else { panic!("a choice") };
    let options: Vec<(&str, &str)> = options.iter().map(|o| (o.cle.as_str(), o.libelle.as_str())).collect();
    assert_eq!(options, [("ht", "Hors taxes"), ("ttc", "TTC"), ("ni", "Ni l'un ni l'autre")]);
    let pieces: Vec<(&str, &str)> =
        autre.pieces.iter().map(|p| (p.cle.as_str(), p.libelle.as_str())).collect();
    assert_eq!(pieces, [("facture", "Facture"), ("devis", "Copie devis")]);
    assert_eq!(
        (autre.pieces[0].max_fichiers, autre.pieces[1].max_fichiers),
        (5, 1),
        "five when nothing is said"
    );
}

#[test]
fn an_embedded_base_need_not_be_in_the_folder() {
    let septieme = r#"
        base = "action_individuelle-2026-12"
        cle = "septieme"
        libelle = "Septième"
    "#;
    let catalogue = Catalogue::from_files([("septieme.toml", septieme)]).expect("it is right");
    assert_eq!(catalogue.current().len(), 1, "only what the folder describes is offered");
    assert!(catalogue.current()[0].find_champ("etape_2.cout_formation").is_some());
    // A base of the folder goes before the embedded one of the same name.
    let own = r#"
        commun = true
        resume = "La nôtre."
        base = "petit"
    "#;
    let files = [
        ("commun-2026-12.toml", own),
        ("petit.toml", PETIT),
        ("x.toml", "base = \"commun-2026-12\"\ncle = \"x\""),
    ];
    let catalogue = Catalogue::from_files(files).expect("it is right");
    let keys: Vec<&str> = catalogue.current().iter().map(|d| d.cle.as_str()).collect();
    assert_eq!(keys, ["petit", "x"], "a base that says `commun` is no dispositif");
    assert_eq!(catalogue.current()[1].resume, "La nôtre.");
}

#[test]
fn each_broken_composition_gets_an_error_that_names_the_place() {
    let right = AUTRE.replace("[delai]\n", "[delai]\ndepuis = \"creation.vrai_debut\"\n");
    for (from, to, place) in [
        ("base = \"petit\"", "base = \"grand\"", "base: le fichier « grand.toml » n'existe pas"),
        ("base = \"petit\"", "base = 3", "base: doit être"),
        ("base = \"petit\"", "base = \"autre\"", "base: « autre » mène à lui-même"),
        ("cle = \"autre\"", "cle = 3", "cle: invalid type"),
        ("cle = \"autre\"", "", "revision: « petit » 1 est décrit deux fois"),
        ("libelle = \"Autre\"", "libellé = \"Autre\"", "ligne"),
        ("libelle = \"Autre\"", "libele = \"Autre\"", "libele: unknown field"),
        ("libelle = \"Autre\"", "etapes = 3", "ligne"),
        ("ideal_jours_avant = 30", "ideal_jours_avant = \"trente\"", "delai.ideal_jours_avant: invalid type"),
        ("ideal_jours_avant = 30", "avant = \"oui\"", "delai.avant: invalid type"),
        (
            "{ cle = \"email\", retire = true }",
            "{ cle = \"mail\", retire = true }",
            "etapes.etape_1.champs.mail.retire: « mail » n'est pas dans la base",
        ),
        (
            "{ cle = \"email\", retire = true }",
            "{ cle = \"email\", retire = true, aide = \"b\" }",
            "etapes.etape_1.champs.email.retire",
        ),
        (
            "{ cle = \"email\", retire = true }",
            "{ cle = \"email\", retire = \"oui\" }",
            "etapes.etape_1.champs.email.retire",
        ),
        (
            "apres = \"entite\"",
            "apres = \"siret\"",
            "etapes.etape_1.champs.role.apres: « siret » n'est pas dans la liste",
        ),
        ("apres = \"entite\"", "apres = 1", "etapes.etape_1.champs.role.apres"),
        (
            "apres = \"entite\"",
            "apres = \"entite\", avant = \"qui\"",
            "etapes.etape_1.champs.role.apres: ne va pas avec avant",
        ),
        ("avant = \"devis\"", "avant = \"avis\"", "pieces.facture.avant: « avis » n'est pas dans la liste"),
        ("{ cle = \"fin\", retire = true }", "{ retire = true }", "etapes.creation.champs.4: n'a pas de cle"),
        (
            "{ cle = \"fin\", retire = true }",
            "{ cle = \"titre\", aide = \"c\" }",
            "etapes.creation.champs: « titre » est là deux fois",
        ),
        (
            "{ cle = \"fin\", retire = true }",
            "{ cle = \"fin\", pas_avant = \"titre\" }",
            "etapes.creation.champs.fin.pas_avant",
        ),
        (
            "{ cle = \"fin\", retire = true }",
            "{ cle = \"heures\", retire = true }",
            "totaux.heures: « creation.heures »",
        ),
        (
            "nature = \"date\"",
            "nature = \"jour\"",
            "etapes.creation.champs.vrai_debut.nature: unknown variant",
        ),
        (
            "nature = \"date\"",
            "nature = { texte = { min = 1, max = \"x\" } }",
            "etapes.creation.champs.vrai_debut.nature.texte.max: invalid type",
        ),
        ("nature = \"date\", ", "", "etapes.creation.champs.vrai_debut: missing field `nature`"),
        (
            "nature = \"oui_non\"",
            "nature = \"oui_non\", pose = \"parfois\"",
            "etapes.etape_2.champs.note.pose: unknown variant",
        ),
        (
            "nature = \"oui_non\"",
            "nature = \"oui_non\", si = { vrai = \"rien\" }",
            "etapes.etape_2.champs.note.si",
        ),
        (
            "nature = \"oui_non\"",
            "nature = \"oui_non\", ecarts = [{ de = \"creation.vrai_debut\", mois_max = 3, message = \"m\" }]",
            "etapes.etape_2.champs.note.ecarts.1: ne va qu'avec une date",
        ),
        (
            "libelle = \"Début\", nature = \"date\"",
            "libelle = \"Début\", nature = \"date\", ecarts = [{ de = \"creation.titre\", mois_max = 3, message = \"m\" }]",
            "etapes.creation.champs.vrai_debut.ecarts.1.de: « creation.titre » n'est pas une date",
        ),
        (
            "libelle = \"Début\", nature = \"date\"",
            "libelle = \"Début\", nature = \"date\", ecarts = [{ de = \"rien\", mois_max = 3, message = \"m\" }]",
            "etapes.creation.champs.vrai_debut.ecarts.1.de: « rien »",
        ),
        (
            "libelle = \"Début\", nature = \"date\"",
            "libelle = \"Début\", nature = \"date\", ecarts = [{ de = \"vrai_debut\", mois_max = 3, message = \"m\" }]",
            "etapes.creation.champs.vrai_debut.ecarts.1.de: c'est ce champ",
        ),
        (
            "libelle = \"Début\", nature = \"date\"",
            "libelle = \"Début\", nature = \"date\", ecarts = [{ de = \"etape_1.jour\", mois_max = 3, message = \"m\" }]",
            "etapes.creation.champs.vrai_debut.ecarts.1.de",
        ),
        (
            "libelle = \"Début\", nature = \"date\"",
            "libelle = \"Début\", nature = \"date\", ecarts = [{ de = \"creation.vrai_debut\", message = \"m\" }]",
            "etapes.creation.champs.vrai_debut.ecarts.1: il faut mois_min",
        ),
        (
            "libelle = \"Début\", nature = \"date\"",
            "libelle = \"Début\", nature = \"date\", ecarts = [{ de = \"x\", mois_min = 4, mois_max = 3, message = \"m\" }]",
            "etapes.creation.champs.vrai_debut.ecarts.1: mois_min dépasse",
        ),
        (
            "libelle = \"Début\", nature = \"date\"",
            "libelle = \"Début\", nature = \"date\", ecarts = [{ de = \"x\", mois_min = 4, message = \" \" }]",
            "etapes.creation.champs.vrai_debut.ecarts.1.message",
        ),
        (
            "libelle = \"Rôle\"",
            "libelle = \"Rôle\", a_part = [{ mots = [], message = \"m\" }]",
            "etapes.etape_1.champs.role.a_part.1.mots",
        ),
        (
            "libelle = \"Rôle\"",
            "libelle = \"Rôle\", a_part = [{ mots = [\"x\"], message = \"\" }]",
            "etapes.etape_1.champs.role.a_part.1.message",
        ),
        ("libelle = \"Autre\"", "libelle = \"Autre\"\nmots = [\"…\"]", "mots: contient un mot vide"),
        ("libelle = \"Autre\"", "libelle = \"Autre\"\nbanniere = \" \"", "banniere: est vide"),
        (
            "libelle = \"Autre\"",
            "libelle = \"Autre\"\ndisponibilite = { jusqu_au = \"2025-12-31\", sur = \"creation.titre\", avertissement = \"m\" }",
            "disponibilite.sur: « creation.titre »",
        ),
        (
            "libelle = \"Autre\"",
            "libelle = \"Autre\"\ndisponibilite = { jusqu_au = \"2025-12-31\", avertissement = \"\" }",
            "disponibilite.avertissement: est vide",
        ),
        (
            "libelle = \"Autre\"",
            "libelle = \"Autre\"\ndisponibilite = { jusqu_au = \"hier\", avertissement = \"m\" }",
            "disponibilite.jusqu_au",
        ),
        ("libelle = \"Autre\"", "libelle = \"Autre\"\ncommun = false", "commun: vaut true"),
    ] {
        assert!(right.contains(from), "nothing to break: {from}");
        let Err(errors) = load(&right.replacen(from, to, 1)) else { panic!("{from} → {to} is taken") };
        let own =
            |error: &String| error.starts_with("autre.toml: ") || error.starts_with("petit.toml: revision");
        assert!(errors.iter().any(|error| own(error) && error.contains(place)), "{from} → {to}: {errors:#?}");
    }
}

#[test]
fn a_base_that_cannot_be_used_is_named() {
    let with = |base: &str| {
        let files = [("autre.toml", AUTRE), ("petit.toml", base)];
        Catalogue::from_files(files)
            .expect_err("it is broken")
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let errors = with("cle = ");
    assert!(
        errors.contains(&"autre.toml: base: le fichier « petit.toml » ne peut pas être lu".to_owned()),
        "{errors:?}"
    );
    assert!(errors.iter().any(|error| error.starts_with("petit.toml: ligne 1")), "{errors:?}");
    let errors = with("base = \"autre\"\ncommun = true");
    assert!(
        errors.contains(&"autre.toml: base: « autre » mène à lui-même (autre → petit → autre)".to_owned()),
        "{errors:?}"
    );
}
