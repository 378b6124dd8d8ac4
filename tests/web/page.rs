//! The page itself: narrow phones, keyboard, names for screen readers, contrast, headers.

use std::sync::LazyLock;

use serde_json::Value;

use crate::scene::Scene;

/// What axe does not look at: sizes of targets, width of the page, contrast of each colour scheme, and the like.
const AUDIT: &str = include_str!("audit.js");

/// axe-core, which `tests/run` brings: the rules of WCAG and good practice that can be checked by a program.
static AXE: LazyLock<String> = LazyLock::new(|| {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/axe/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(file);
    let axe = axe.unwrap_or_else(|error| panic!("axe-core is not there ({error}): run tests/run once"));
    // Frames are pages of their own: letters, that other tests look at.
    format!(
        "{axe};
         return axe.run(document, {{iframes: false}}).then((found) => {{
             if (found.passes.length < 5) return ['nothing was looked at'];
             return found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' | '));
         }});"
    )
});

pub async fn audit(scene: &Scene, when: &str) {
    for scheme in ["light", "dark"] {
        scene.browser.prefers(scheme).await;
        for rules in [AUDIT, &AXE] {
            let wrong = scene.browser.run(rules).await;
            assert_eq!(wrong, Value::Array(Vec::new()), "{when}, {scheme}");
        }
        scene.picture(&format!("{when}-{scheme}")).await;
    }
    scene.browser.prefers("light").await;
}

#[tokio::test]
async fn narrow_named_and_readable_at_every_kind_of_question() {
    let scene = Scene::open(320).await;
    audit(&scene, "accueil-320").await;
    scene.says("/nouvelle action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    scene
        .says("Excel perfectionnement pour toute l'équipe de la boulangerie, deuxième session de l'année")
        .await;
    scene.is_asked("Date de début de la formation").await;
    audit(&scene, "date-320").await;
    scene.says("un mot de travers").await;
    scene.sees("Écrivez par exemple").await;
    scene.says("01/03/2099").await;
    scene.is_asked("Date de fin de la formation").await;
    scene.says("le 3").await;
    scene.is_asked("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?").await;
    scene.chooses("Non").await;
    scene.is_asked("Référence de l'établissement demandeur").await;
    audit(&scene, "liste-320").await;
    scene.says("/recap").await;
    scene.sees("Documents justificatifs").await;
    audit(&scene, "recapitulatif-320").await;
    scene.browser.goto(&format!("{}/bac-a-sable/boite", scene.guichet.url)).await;
    audit(&scene, "boite-320").await;
    scene.end().await;
}

/// WebDriver's code points of keys (W3C WebDriver 17.4.2).
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";

#[tokio::test]
async fn by_keyboard_alone() {
    let scene = Scene::open(390).await;
    // From the top of the page, Tab reaches the first button; Enter presses it.
    scene.browser.run("document.activeElement.blur(); scrollTo(0, 0)").await;
    for _ in 0..12 {
        scene.browser.presses(TAB).await;
        let label = scene.browser.run("return document.activeElement.textContent.trim()").await;
        let outline = "const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'";
        assert_eq!(scene.browser.run(outline).await, true, "the focus on {label} is not visible");
        if label == "Nouvelle demande" {
            break;
        }
    }
    scene.browser.presses(ENTER).await;
    scene.is_asked("Dispositif").await;
    scene.chooses("Action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    for _ in 0..12 {
        scene.browser.presses(TAB).await;
        if scene.browser.run("return document.activeElement.id").await == "texte" {
            break;
        }
    }
    scene.browser.presses("Excel").await;
    scene.browser.presses(ENTER).await;
    scene.is_asked("Date de début de la formation").await;
    assert_eq!(scene.browser.run("return document.activeElement.id").await, "texte", "the focus stays");
    scene.end().await;
}

#[tokio::test]
async fn headers_and_foreign_pages() {
    let scene = Scene::open(390).await;
    let client = reqwest::Client::new();
    let page = client.get(format!("{}/bac-a-sable", scene.guichet.url)).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let foreign = client
        .post(format!("{}/bac-a-sable/choix", scene.guichet.url))
        .header("Origin", "https://ailleurs.example")
        .form(&[("nonce", "n"), ("carte", "1"), ("rang", "0")]);
    assert_eq!(foreign.send().await.unwrap().status(), 403);
    let rebound = client.get(format!("{}/bac-a-sable", scene.guichet.url)).header("Host", "ailleurs.example");
    assert!(rebound.send().await.unwrap().status().is_client_error());
    for path in ["/healthz", "/readyz", "/metrics"] {
        let answer = client.get(format!("{}{path}", scene.guichet.url)).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
    }
    scene.end().await;
}
