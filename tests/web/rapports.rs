//! « Mes rapports » and the mode d'emploi in a browser.

use guichet_tests::browser::Browser;

use crate::page::audit;
use crate::scene::Scene;

/// The address of the picture shown last.
const PICTURE: &str = "return [...document.querySelectorAll('img.rapport')].at(-1)?.src ?? ''";
/// Its width once it is there, in pixels: no mutation of the page tells.
const DRAWN: &str = "const image = document.querySelector('img.rapport'); return image.decode().then(() => image.naturalWidth)";

#[tokio::test]
async fn a_report_with_its_picture_and_its_files() {
    let scene = Scene::open(320).await;
    scene.says("/nouvelle action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    scene.says("Excel perfectionnement").await;
    scene.is_asked("Date de début de la formation").await;
    scene.says("/rapports").await;
    scene.is_asked("Mes rapports").await;
    scene.chooses("Cette année").await;
    scene.sees("Par statut").await;
    assert_eq!(scene.browser.run(DRAWN).await, 960);
    audit(&scene, "rapport-320").await;
    let alt = scene.browser.run("return document.querySelector('img.rapport').alt").await;
    assert!(alt.as_str().unwrap().contains("En préparation : 1 demande"), "{alt}");
    let links =
        scene.browser.run("return [...document.querySelectorAll('.liens a')].map((a) => a.href)").await;
    let links: Vec<String> = serde_json::from_value(links).unwrap();
    assert!(links[0].ends_with(".xlsx") && links[1].ends_with(".csv"), "{links:?}");
    let fetched = format!(
        "return fetch({:?}).then(async (a) => [a.status, a.headers.get('cache-control'), (await a.text()).slice(0, 14)])",
        links[1]
    );
    let fetched = scene.browser.run(&fetched).await;
    assert_eq!(fetched, serde_json::json!([200, "private, max-age=3600", "Numéro Dossier"]));
    scene.chooses("Tableau Excel").await;
    scene.sees("Voici votre tableau Excel").await;
    scene.browser.until("document.querySelector('p.liens a')?.href.endsWith('.xlsx')").await;

    // Nobody else has it: not without a session, not in another one.
    let picture = scene.browser.run(PICTURE).await.as_str().unwrap().to_owned();
    assert_eq!(reqwest::get(&picture).await.unwrap().status(), 401);
    let arguments = ["inviter", "lucas.durand@example.org", "--siret", "90000000100017"];
    let printed = scene.atelier.command(&arguments).output().await.unwrap().stdout;
    let printed = String::from_utf8(printed).unwrap();
    let lucas = Browser::open(390, true).await;
    lucas.goto(printed.lines().find_map(|line| line.strip_prefix("web: ")).unwrap()).await;
    lucas.click("main button").await;
    lucas.until("document.querySelectorAll('.assistant').length === 1").await;
    let status = lucas.run(&format!("return fetch({picture:?}).then((a) => a.status)")).await;
    assert_eq!(status, 404);
    lucas.close().await;
    scene.end().await;
}

#[tokio::test]
async fn the_mode_d_emploi_answers() {
    let scene = Scene::open(320).await;
    scene.says("/aide").await;
    scene.sees("Aide – mode d'emploi").await;
    audit(&scene, "aide-320").await;
    scene.chooses("Les frais annexes").await;
    scene.sees("Gardez les justificatifs").await;
    scene.says("c quoi la csp").await;
    scene.sees("catégorie socioprofessionnelle").await;
    audit(&scene, "aide-reponse-320").await;
    scene.end().await;
}
