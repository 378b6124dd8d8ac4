//! R1 by hand, live pages, double submits.

use std::time::Duration;

use guichet_tests::browser::Browser;

use crate::scene::Scene;

const PDF: &[u8] = b"%PDF-1.4\n% synthetic quote\n%%EOF\n";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 synthetic programme";

#[tokio::test]
async fn r1_from_nouvelle_to_envoye() {
    let scene = Scene::open(390).await;
    scene.picture("accueil").await;
    scene.says("/nouvelle").await;
    scene.is_asked("Dispositif").await;
    scene.picture("dispositifs").await;
    scene.chooses("Action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    scene.says("Excel perfectionnement").await;
    scene.is_asked("Date de début de la formation").await;
    scene.picture("date").await;
    scene.says("1er mars 2099").await;
    scene.is_asked("Date de fin de la formation").await;
    scene.browser.run("document.getElementById('jour').value = '2099-03-03'").await;
    scene.browser.click(".jour button").await;
    scene.is_asked("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?").await;
    scene.chooses("Non").await;
    scene.is_asked("Référence de l'établissement demandeur").await;
    scene.says("boulangerie").await;
    scene.sees("pour « boulangerie »").await;
    scene.picture("recherche").await;
    scene.says("1").await;
    scene.is_asked("Heures formation").await;
    scene.says("21h").await;
    scene.is_asked("Coût total de formation").await;
    scene.says("1 500 € HT").await;
    scene.is_asked("Y a-t-il aussi de l'évaluation, de l'accompagnement ou du positionnement ?").await;
    scene.chooses("Non").await;
    scene.is_asked("Qui assure la formation ?").await;
    scene.chooses("Un organisme de formation").await;
    scene.is_asked("Organisme de formation : nom").await;
    scene.says("Bureautique Formation").await;
    scene.is_asked("Voulez-vous saisir un autre module ?").await;
    scene.chooses("Non").await;
    scene.is_asked("Nom du stagiaire").await;
    scene.says("1").await;
    scene.is_asked("Voulez-vous saisir un autre stagiaire ?").await;
    scene.chooses("Oui").await;
    scene.is_asked("Nom du stagiaire").await;
    scene.says("2").await;
    scene.is_asked("Voulez-vous saisir un autre stagiaire ?").await;
    scene.chooses("Non").await;
    scene.is_asked("Copie devis").await;
    scene.sends("devis.pdf", PDF).await;
    scene.is_asked("Programme de la formation").await;
    scene.sees("1 fichier a été ajouté à Pièce à gérer.").await;
    scene.picture("pieces").await;
    scene.sends("programme.jpg", JPEG).await;
    scene.sees("Tout est prêt pour l'envoi").await;
    scene.picture("recapitulatif").await;
    scene.chooses("Envoyer ma demande").await;
    scene.sees("Confirmez-vous l'envoi ?").await;
    scene.picture("confirmation").await;
    scene.chooses("Oui, envoyer à OPCO EP").await;
    scene.sees("Votre demande est envoyée").await;
    scene.sees("Envoyé").await;
    scene.picture("envoyee").await;
    let typed = scene.browser.run("return document.querySelectorAll('#fil li.vous').length").await;
    assert!(typed.as_u64().unwrap() <= 24, "{typed} messages and taps");
    // The notification is in the mailbox.
    scene.browser.goto(&format!("{}/bac-a-sable/boite", scene.guichet.url)).await;
    scene.picture("boite").await;
    scene.browser.until("document.querySelector('.boite .sujet')?.textContent.includes('envoyée')").await;
    scene.end().await;
}

#[tokio::test]
async fn another_page_follows_without_reloading() {
    let scene = Scene::open(390).await;
    let other = Browser::open(1200, true).await;
    other.goto(&scene.guichet.url).await;
    other.run("window.loadedOnce = true").await;
    scene.says("/nouvelle action individuelle").await;
    other.until("document.getElementById('fil').textContent.includes('Intitulé de la formation')").await;
    assert_eq!(other.run("return window.loadedOnce === true").await, true);
    other.close().await;
    scene.end().await;
}

#[tokio::test]
async fn a_form_sent_twice_is_played_once() {
    let scene = Scene::open(390).await;
    scene.says("/nouvelle action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    let twice = "const form = document.getElementById('composer');
        document.getElementById('texte').value = 'Excel';
        const data = new FormData(form);
        document.getElementById('texte').value = '';
        return Promise.all([1, 2, 3].map(() => fetch(form.action, {method: 'POST', body: data}))).then((all) => all.every((a) => a.ok));";
    assert_eq!(scene.browser.run(twice).await, true);
    scene.is_asked("Date de début de la formation").await;
    scene.says("01/03/2099").await;
    scene.is_asked("Date de fin de la formation").await;
    let said = "return [...document.querySelectorAll('#fil li.vous')].map((li) => li.querySelector('.mots').textContent.trim())";
    assert_eq!(
        scene.browser.run(said).await,
        serde_json::json!(["/nouvelle action individuelle", "Excel", "01/03/2099"])
    );
    scene.end().await;
}

#[tokio::test]
async fn unwanted_files_are_refused_with_a_reason() {
    let scene = Scene::open(390).await;
    scene.says("/nouvelle action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    scene.says("Excel").await;
    scene.is_asked("Date de début de la formation").await;
    scene.sends("tarifs.pdf", b"PK\x03\x04 a zip under another name").await;
    scene.sees("tarifs.pdf").await;
    scene.chooses("Programme de la formation").await;
    scene.sees("PDF, JPEG, PNG").await;
    let big = scene.file("grand.pdf", &vec![b'%'; 11 * 1024 * 1024]);
    scene.browser.types("#fichiers", &big.display().to_string()).await;
    scene.browser.until("document.getElementById('alerte').textContent.includes('10 Mo au plus')").await;
    scene.end().await;
}

#[tokio::test]
async fn without_scripts_the_same_forms_work() {
    let scene = Scene::with(390, false).await;
    scene.browser.types("#texte", "/nouvelle action individuelle").await;
    scene.browser.click(".envoyer").await;
    // The browser sends the form by itself; the page it gets in return holds the answer.
    let answered = async {
        while !scene.browser.source().await.contains("Intitulé de la formation") {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), answered).await.expect("the question comes");
    scene.end().await;
}
