//! Stagiaires in bulk: pasted, CSV, XLSX; and files that mean harm.

use guichet_core::dossier::{Dossier, Valeur};
use guichet_core::event::{Recherche, Trouvaille};
use guichet_store::Channel;
use guichet_tests::bot_api::{Person, Server};
use guichet_tests::classeur::{lying, of_sheet, xlsx, zip};
use guichet_tests::guichet::{Atelier, Guichet};

use crate::scene::*;

const QUESTION: &str = "Nom du stagiaire";
const ENCORE: &str = "Voulez-vous saisir un autre stagiaire ?";

/// Camille, at the question of the stagiaire.
async fn at_stagiaire() -> (Server, Atelier, Guichet, Person) {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("/nouvelle");
    for (label, act) in r1().into_iter().take_while(|(label, _)| *label != QUESTION) {
        camille.is_asked(label).await;
        act(&camille);
    }
    camille.is_asked(QUESTION).await;
    (server, atelier, guichet, camille)
}

async fn dossier(atelier: &Atelier, person: &Person) -> Dossier {
    let store = atelier.store().await;
    let personne = store.find_personne(Channel::Telegram, &person.id.to_string()).await.unwrap().unwrap();
    let recherche = Recherche::Dossiers { filtre: Default::default(), page: 0 };
    let Trouvaille::Dossiers(page) = store.search(&personne, recherche).await.unwrap() else {
        panic!("the list")
    };
    let dossier = store.find_dossier(page.items[0].id).await.unwrap().unwrap();
    store.close().await;
    dossier
}

/// Twenty people: two known, eighteen new, and what each line says of them.
fn twenty() -> Vec<[String; 3]> {
    let known = [["Dupont", "Marie", ""], ["Benali", "Karim", "ouvrier qualifié"]];
    let new = (1..=18).map(|n| {
        let nom = format!("Le {}o", "Bcdfghjklmnpqrstvwxz".chars().nth(n).unwrap().to_uppercase());
        [nom, "Anne-Lise".to_owned(), if n % 2 == 0 { "cadre".to_owned() } else { String::new() }]
    });
    known.map(|row| row.map(str::to_owned)).into_iter().chain(new).collect()
}

enum Envoi {
    Colle,
    Csv,
    Xlsx,
}

async fn twenty_in_four(envoi: Envoi) {
    let (server, atelier, guichet, camille) = at_stagiaire().await;
    let rows = twenty();
    match envoi {
        Envoi::Colle => {
            let line = |(n, [nom, prenom, csp]): (usize, &[String; 3])| {
                let rest = if csp.is_empty() { String::new() } else { format!(" - {csp}") };
                format!("{}. {} {prenom}{rest}", n + 1, nom.to_uppercase())
            };
            let text: Vec<String> = rows.iter().enumerate().map(line).collect();
            camille.says(&text.join("\n"));
        }
        Envoi::Csv => {
            // Windows-1252, as spreadsheets save it in France.
            let lines: String = rows.iter().map(|row| row.join(";") + "\r\n").collect();
            let text = format!("Nom;Prénom;CSP\r\n{lines}");
            let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
            camille.sends_document("equipe.csv", "text/csv", &bytes);
        }
        Envoi::Xlsx => {
            let cells: Vec<Vec<&str>> =
                rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
            let mut all: Vec<&[&str]> = vec![&["Nom", "Prénom", "CSP"]];
            all.extend(cells.iter().map(Vec::as_slice));
            camille.sends_document("equipe.xlsx", "application/octet-stream", &xlsx(&all));
        }
    }
    camille.is_asked("CSP pour les 9 personnes qui n'en ont pas ?").await;
    camille.taps("Employé");
    camille.is_asked("Ajouter 20 stagiaires ?").await;
    camille.taps("Ajouter les 20");
    camille.is_asked(ENCORE).await;
    camille.says("non");
    // Four acts, and the next étape.
    camille.is_asked("Copie devis").await;
    let dossier = dossier(&atelier, &camille).await;
    let csp: Vec<_> = dossier.valeurs("etape_3.csp").cloned().collect();
    assert_eq!(csp.len(), 20);
    assert_eq!(
        csp[..4],
        ["employe", "ouvrier_qualifie", "employe", "cadre"].map(|cle| Valeur::Choix(cle.to_owned()))
    );
    let names = dossier.valeurs("etape_3.stagiaire").map(|valeur| match valeur {
        Valeur::Individu(individu) => individu.nom_complet(),
        other => panic!("{other:?}"),
    });
    let names: Vec<String> = names.collect();
    assert_eq!(names[..3], ["Marie Dupont", "Karim Benali", "Anne-Lise Le Co"]);
    assert!(files(&atelier).is_empty(), "the bytes of a list are not kept");
    server.assert_valid();
    assert_eq!(guichet.stop().await, Some(0));
}

/// What the file store holds.
fn files(atelier: &Atelier) -> Vec<std::path::PathBuf> {
    let mut folders = vec![atelier.folder().join("var/files")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found
}

#[tokio::test]
async fn twenty_pasted() {
    twenty_in_four(Envoi::Colle).await;
}

#[tokio::test]
async fn twenty_as_csv() {
    twenty_in_four(Envoi::Csv).await;
}

#[tokio::test]
async fn twenty_as_xlsx() {
    twenty_in_four(Envoi::Xlsx).await;
}

#[tokio::test]
async fn files_that_mean_harm_are_refused_with_the_reason() {
    let (server, atelier, guichet, camille) = at_stagiaire().await;
    let zeros = vec![b' '; 30 * 1024 * 1024];
    let bomb = of_sheet("", &[("xl/sharedStrings.xml", &zeros)]);
    assert!(bomb.len() < 100_000);
    let utf16: Vec<u8> =
        "\u{feff}Nom;Prénom\nDupont;Marie".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = |columns: usize| "x;".repeat(columns) + "y";
    let far = "<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>Dupont</t></is></c></row>";
    let macros = of_sheet("", &[("xl/vbaProject.bin", b"\xd0\xcf")]);
    let encrypted = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("bombe.xlsx", bomb.clone(), "trop lourde"),
        ("menteur.xlsx", lying(bomb), "je n'arrive pas à lire"),
        ("million.csv", "a\n".repeat(400_000).into_bytes(), "plus de 500 lignes"),
        ("enorme.csv", "Marie Dupont\n".repeat(100_000).into_bytes(), "trop lourde"),
        ("large.csv", wide(41).into_bytes(), "plus de 40 colonnes"),
        ("loin.xlsx", of_sheet(far, &[]), "plus de 40 colonnes"),
        ("macros.xlsm", macros, "macros"),
        ("secret.xlsx", encrypted, "mot de passe"),
        ("faux.xlsx", zip(&[("a.txt", b"rien")]), "je n'arrive pas à lire"),
        ("coupe.xlsx", xlsx(&[&["Marie Dupont"]])[..200].to_vec(), "je n'arrive pas à lire"),
        ("utf16.csv", utf16, "UTF-16"),
        ("nul.csv", b"Marie\0Dupont\nKarim\0Benali".to_vec(), "je n'arrive pas à lire"),
        ("page.csv", b"<html><table></table></html>".to_vec(), "je n'arrive pas à lire"),
        ("vide.csv", b"\n ; ; \n".to_vec(), "je n'ai trouvé personne"),
        ("entete.csv", "Nom;Prénom;CSP\n".into(), "je n'ai trouvé personne"),
        ("entete.xlsx", xlsx(&[&["Nom", "Prénom"]]), "je n'ai trouvé personne"),
    ];
    for (name, bytes, reason) in cases {
        camille.sends_document(name, "application/octet-stream", &bytes);
        let shown = camille.is_asked(QUESTION).await.plain();
        assert!(shown.contains(name) && shown.contains(reason), "{name}: {shown}");
    }
    let formulas = "<row><c><f>1+1</f><v>2</v></c></row><row><c s=\"1\"><v>45000</v></c></row>\
        <row><c t=\"e\"><v>#N/A</v></c></row>";
    camille.sends_document("formules.xlsx", "application/octet-stream", &of_sheet(formulas, &[]));
    camille.sees("Je n'ai reconnu personne").await;
    camille.is_asked(QUESTION).await;
    // A PDF under the name of a table is a PDF.
    camille.sends_document("liste.csv", "text/csv", PDF);
    camille.sees("liste.csv").await;
    assert_eq!(files(&atelier).len(), 1, "nothing but the PDF is kept");
    assert!(dossier(&atelier, &camille).await.elements("etape_3").is_empty());
    server.assert_valid();
    assert_eq!(guichet.stop().await, Some(0));
}

#[tokio::test]
async fn a_social_security_number_in_a_cell_is_kept_nowhere() {
    let (_server, atelier, guichet, camille) = at_stagiaire().await;
    let list = xlsx(&[&["Nom", "Prénom", "CSP", "N° SS"], &["Petit", "Anna", "cadre", "185057800608491"]]);
    camille.sends_document("equipe.xlsx", "application/octet-stream", &list);
    camille.is_asked("Ajouter 1 stagiaire ?").await;
    camille.sees("Votre message contenait un numéro de sécurité sociale").await;
    camille.taps("Ajouter");
    camille.is_asked(ENCORE).await;
    assert_eq!(guichet.stop().await, Some(0));
    for name in ["guichet.db", "guichet.db-wal"] {
        let bytes = std::fs::read(atelier.folder().join("var").join(name)).unwrap_or_default();
        assert!(!bytes.windows(15).any(|window| window == b"185057800608491"), "{name}");
    }
}
