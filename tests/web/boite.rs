//! The mailbox of the bac à sable: a request by letter, and from one channel to the other.

use crate::page::audit;
use crate::scene::{Scene, quoted};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

/// All that R1 wants, by the names of the questions; the company and its people are those of the bac à sable.
const R1: &str = "Bonjour,\n\nVoici une action individuelle.\n\n\
    Intitulé : Excel perfectionnement\n\
    Dates : du 1er au 3 mars 2099\n\
    Frais annexes : non\n\
    Entreprise : Boulangerie Martin\n\
    Durée : 21h\n\
    Prix : 1 500 € HT\n\
    Évaluation, accompagnement ou positionnement : non\n\
    Organisme de formation : Bureautique Formation\n\
    Stagiaires : Lucas Durand";

async fn opens(scene: &Scene) {
    scene.browser.goto(&format!("{}/bac-a-sable/boite", scene.guichet.url)).await;
}

/// Waits for a letter with this in its subject on top, then leaves it open.
async fn receives(scene: &Scene, subject: &str) {
    let wanted = quoted(subject);
    let top = "(document.querySelector('.boite li .sujet')?.textContent ?? '')";
    for _look in 0..20 {
        if scene.browser.run(&format!("return {top}.includes({wanted})")).await == true {
            return;
        }
        opens(scene).await;
    }
    let shown = scene.browser.run("return document.body.innerText").await;
    panic!("no letter « {subject} »: {shown}");
}

async fn sets(scene: &Scene, css: &str, text: &str) {
    let script = format!("document.querySelector({}).value = {}", quoted(css), quoted(text));
    scene.browser.run(&script).await;
}

#[tokio::test]
async fn r1_by_the_mailbox() {
    let scene = Scene::open(320).await;
    opens(&scene).await;
    audit(&scene, "boite-vide-320").await;
    sets(&scene, "#nouveau", R1).await;
    let files = ["devis.pdf", "programme.pdf"].map(|name| scene.file(name, PDF).display().to_string());
    // Two files of the same content are one: they differ here as they do for her.
    std::fs::write(&files[1], [PDF, b"programme"].concat()).unwrap();
    scene.browser.types("#nouveau-fichiers", &files.join("\n")).await;
    scene.browser.click(".ecrire button").await;
    receives(&scene, "confirmez-vous l'envoi").await;
    audit(&scene, "boite-lettre-320").await;
    sets(&scene, ".boite form textarea", "Oui, je confirme").await;
    scene.browser.click(".boite form button").await;
    receives(&scene, "envoyée").await;
    let written = scene
        .browser
        .run("return [...document.querySelectorAll('.envoye .noms')].map((n) => n.textContent)")
        .await;
    assert_eq!(written, serde_json::json!(["Avec : devis.pdf, programme.pdf"]));
    scene.end().await;
}

#[tokio::test]
async fn begun_in_chat_continued_by_letter_and_back() {
    let scene = Scene::open(390).await;
    scene.says("/nouvelle action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    scene.says("Excel perfectionnement").await;
    scene.is_asked("Date de début de la formation").await;
    opens(&scene).await;
    sets(&scene, "#nouveau", "Durée : 21h").await;
    scene.browser.click(".ecrire button").await;
    receives(&scene, "réponses à donner").await;
    sets(&scene, ".boite form textarea", "1. du 1er au 3 mars 2099").await;
    scene.browser.click(".boite form button").await;
    receives(&scene, "8 réponses à donner").await;
    scene.browser.goto(&scene.guichet.url).await;
    scene.sees("La suite est dans votre messagerie").await;
    let buttons = scene.browser.run("return document.querySelectorAll('#actions button').length").await;
    assert_eq!(buttons, 0, "the card left behind has none");
    scene.says("/reprendre").await;
    scene.is_asked("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?").await;
    scene.end().await;
}
