//! The console in a real Chromium: every act by keyboard, on a narrow phone; and nothing of it without the role.

use guichet_core::annuaire::Role;
use guichet_core::event::FichierRecu;
use guichet_store::Store;
use guichet_tests::browser::Browser;
use guichet_tests::envoyee::envoyee;
use guichet_tests::guichet::{Atelier, Guichet, LILAS};
use reqwest::{Client, Method, RequestBuilder, StatusCode, redirect};
use sha2::{Digest, Sha256};

use crate::page::{ENTER, TAB, audit};
use crate::scene::{Scene, quoted};

const PDF: &[u8] = b"%PDF-1.4\n% synthetic quote\n%%EOF\n";
const SPACE: &str = " ";

/// A file in the file store of this place.
fn stored(atelier: &Atelier) -> FichierRecu {
    let sha256: String = Sha256::digest(PDF).iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = atelier.folder().join("var/files").join(&sha256[..2]);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(&sha256[2..]), PDF).unwrap();
    let name = "devis été.pdf".to_owned();
    FichierRecu { sha256, name, size: PDF.len() as u64, mime: Some("application/pdf".to_owned()) }
}

async fn invite(store: &Store, email: &str, siret: &str, role: Role) -> String {
    let now = chrono::DateTime::from_timestamp(4_000_000_000, 0).unwrap();
    store.inviter(now, email, siret, role, 24).await.unwrap().unwrap().token
}

/// Presses Tab until the focus is where this script says.
async fn tab_to(browser: &Browser, what: &str, is_there: &str) {
    for _ in 0..80 {
        browser.presses(TAB).await;
        if browser.run(&format!("const e = document.activeElement; return Boolean({is_there});")).await
            == true
        {
            let outline =
                "const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none'";
            assert_eq!(browser.run(outline).await, true, "the focus on {what} is not visible");
            return;
        }
    }
    panic!("no way to {what} by keyboard");
}

async fn tab_to_button(browser: &Browser, label: &str) {
    let there = format!("e.tagName === 'BUTTON' && e.textContent.trim() === {}", quoted(label));
    tab_to(browser, label, &there).await;
}

async fn tab_to_field(browser: &Browser, id: &str) {
    tab_to(browser, id, &format!("e.id === {}", quoted(id))).await;
}

async fn shows(browser: &Browser, text: &str) {
    browser.until(&format!("document.body.textContent.includes({})", quoted(text))).await;
}

/// What became of it is said at the top, and the page begins anew.
async fn is_told(browser: &Browser, text: &str) {
    let said = "(document.getElementById('avis')?.textContent ?? '')";
    browser.until(&format!("{said}.includes({})", quoted(text))).await;
}

#[tokio::test]
async fn a_newcomer_plays_the_conseiller_by_keyboard() {
    // What is decided here is told at once.
    let scene = Scene::set(320, &[("NEWS_HOLD_SECONDS", "0")]).await;
    let browser = &scene.browser;
    let store = scene.atelier.store().await;
    let token = invite(&store, "camille.martin@example.org", "90000000100017", Role::Adherent).await;
    let numero = envoyee(&store, &token, Some(stored(&scene.atelier))).await.numero.unwrap();

    // One click, from the page she is on.
    browser.run("document.activeElement.blur(); scrollTo(0, 0)").await;
    tab_to_button(browser, "Jouer le conseiller").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    shows(browser, "nadia.roy@opcoep.example").await;
    shows(browser, "1 dossier").await;
    audit(&scene, "console-liste-320").await;
    tab_to_field(browser, "numero").await;
    browser.presses("999").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    shows(browser, "Aucun dossier envoyé").await;
    browser.goto(&format!("{}/console", scene.guichet.url)).await;
    tab_to(browser, "the dossier", &format!("e.textContent.trim() === {}", quoted(&numero))).await;
    browser.leaves_by(browser.presses(ENTER)).await;
    shows(browser, "Changer le statut").await;
    audit(&scene, "console-dossier-320").await;

    // In hand.
    tab_to(browser, "the statuts", "e.name === 'statut'").await;
    browser.presses(SPACE).await;
    let chosen = "return document.querySelector('[name=statut]:checked').value";
    assert_eq!(browser.run(chosen).await, "en_cours_de_traitement");
    tab_to_button(browser, "Changer le statut").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "Le statut est changé").await;
    tab_to_field(browser, "agd").await;
    browser.presses("Inès Roy").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "confié à cet AGD").await;

    // A pièce: received, to be replaced (not without a reason), in order.
    tab_to_button(browser, "Réceptionnée").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "L'avis sur la pièce est noté").await;
    tab_to_button(browser, "À remplacer").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "Cette décision demande un motif").await;
    audit(&scene, "console-refus-320").await;
    tab_to(browser, "why", "e.name === 'motif' && e.type === 'text'").await;
    browser.presses("Page 2 illisible").await;
    tab_to_button(browser, "À remplacer").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "L'avis sur la pièce est noté").await;
    shows(browser, "Page 2 illisible").await;
    tab_to_button(browser, "Conforme").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "L'avis sur la pièce est noté").await;

    // A complément with a pièce and a date, then lifted.
    tab_to_field(browser, "motifs").await;
    browser.presses("Le programme manque").await;
    tab_to(browser, "a pièce", "e.name === 'pieces'").await;
    browser.presses(SPACE).await;
    browser.run("document.getElementById('limite').value = '2099-02-01'").await;
    tab_to_button(browser, "Demander le complément").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "Le complément est demandé").await;
    shows(browser, "au plus tard le 1er février 2099").await;
    audit(&scene, "console-complement-320").await;
    tab_to_button(browser, "Lever le complément").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "Le complément est levé").await;

    // A message, and it is in the person's conversation.
    tab_to_field(browser, "texte").await;
    browser.presses("Votre dossier est presque prêt.").await;
    tab_to_button(browser, "Envoyer le message").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    is_told(browser, "Le message est parti").await;
    scene.picture("console-dossier-fin").await;
    tab_to(browser, "the conversation", "e.textContent.trim() === 'Conversation'").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    shows(browser, "Votre dossier est presque prêt.").await;

    // All of it in the journal, under her name.
    let dossier = store.find_numero(&numero).await.unwrap().unwrap();
    let journal = store.journal(dossier.id).await.unwrap();
    let hers =
        journal.iter().filter(|line| line.email.as_deref() == Some("nadia.roy@opcoep.example")).count();
    assert_eq!(hers, 8, "{journal:#?}");
    browser.goto(&format!("{}/console", scene.guichet.url)).await;
    tab_to_button(browser, "Quitter").await;
    browser.leaves_by(browser.presses(ENTER)).await;
    browser.goto(&format!("{}/console", scene.guichet.url)).await;
    shows(browser, "Page introuvable").await;
    store.close().await;
    scene.end().await;
}

/// She asks for a person; the same newcomer answers her as support, by email.
#[tokio::test]
async fn a_newcomer_is_support_too() {
    let scene = Scene::open(320).await;
    let browser = &scene.browser;
    scene.says("/nouvelle action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    scene.says("/support").await;
    scene.is_asked("Parler à quelqu'un").await;
    audit(&scene, "humain-decrire-320").await;
    scene.says("Que dois-je écrire ici ?").await;
    scene.is_asked("Je transmets votre message").await;
    audit(&scene, "humain-ouverte-320").await;
    let said = "document.querySelectorAll('#fil li.assistant').length";
    let before = browser.run(&format!("return {said}")).await;
    scene.says("C'est pour Excel.").await;
    browser.until("document.querySelectorAll('#fil li.vous').length === 4").await;

    browser.goto(&format!("{}/bac-a-sable/support", scene.guichet.url)).await;
    browser.until("document.querySelectorAll('.boite li').length === 2").await;
    audit(&scene, "support-320").await;
    let answer = "[interne] facile\n\nBonjour, écrivez le titre du programme.\n\nNadia";
    browser.run(&format!("document.querySelector('.boite textarea').value = {}", quoted(answer))).await;
    browser.leaves_by(browser.click(".boite button")).await;
    browser.goto(&format!("{}/bac-a-sable", scene.guichet.url)).await;
    scene.sees("Bonjour, écrivez le titre du programme.").await;
    let last = browser.run("return document.querySelector('#fil li:last-child').textContent").await;
    assert!(!last.as_str().unwrap().contains("facile"), "{last}");
    let after = browser.run(&format!("return {said}")).await;
    assert_eq!(after.as_i64().unwrap() - before.as_i64().unwrap(), 1, "the assistant kept out of the way");
    audit(&scene, "humain-reponse-320").await;
    scene.chooses("Terminer").await;
    scene.is_asked("Intitulé de la formation").await;
    scene.says("Excel perfectionnement").await;
    scene.is_asked("Date de début de la formation").await;
    scene.end().await;
}

/// A served request « Envoyé » with a pièce, without the bac à sable and its one click.
struct Lieu {
    atelier: Atelier,
    guichet: Guichet,
    numero: String,
    client: Client,
}

impl Lieu {
    async fn new() -> Lieu {
        let mut atelier = Atelier::new();
        atelier.set("TELOXIDE_TOKEN", "1:synthetic");
        atelier.set("TELOXIDE_API_URL", "http://127.0.0.1:9");
        atelier.set("RUST_LOG", "off");
        let token = atelier.settle("camille.martin@example.org").await;
        let store = atelier.store().await;
        let numero = envoyee(&store, &token, Some(stored(&atelier))).await.numero.unwrap();
        store.close().await;
        let guichet = atelier.serve().await;
        let client = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Lieu { atelier, guichet, numero, client }
    }

    /// A request as a browser makes it, with these cookies.
    fn request(&self, method: Method, path: &str, cookies: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.guichet.url));
        request.header("Cookie", cookies).header("Sec-Fetch-Site", "same-origin")
    }

    /// The cookies of whoever follows an invitation of this role, and where it leads.
    async fn signed_in(&self, email: &str, role: Role) -> (Vec<String>, String) {
        let store = self.atelier.store().await;
        let token = invite(&store, email, LILAS, role).await;
        store.close().await;
        let door = self.request(Method::POST, &format!("/connexion/{token}"), "").send().await.unwrap();
        let value = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
        let cookies = door.headers().get_all("set-cookie").iter().map(|cookie| {
            let cookie = value(cookie);
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
            cookie.split(';').next().unwrap().to_owned()
        });
        (cookies.collect(), value(&door.headers()["location"]))
    }
}

#[tokio::test]
async fn files_are_saved_and_what_is_wrong_is_said() {
    let lieu = Lieu::new().await;
    let (cookies, to) = lieu.signed_in("nadia@opcoep.example", Role::Admin).await;
    assert_eq!(to, "/console");
    let cookies = cookies.join("; ");
    let path = |path: &str| format!("/console/dossiers/{}{path}", lieu.numero);
    let page = lieu.request(Method::GET, &path(""), &cookies).send().await.unwrap().text().await.unwrap();
    let href = page.split("href=\"").find(|rest| rest.contains("/fichiers/")).unwrap();
    let href = href.split('"').next().unwrap();
    let file = lieu.request(Method::GET, href, &cookies).send().await.unwrap();
    let header = |name: &str| file.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-disposition"), "attachment; filename*=UTF-8''devis%20%C3%A9t%C3%A9%2Epdf");
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "private, no-store");
    assert_eq!(file.bytes().await.unwrap(), PDF);
    let nothing = path(&format!("/fichiers/{}", "0".repeat(64)));
    assert_eq!(lieu.request(Method::GET, &nothing, &cookies).send().await.unwrap().status(), 404);

    let typed = [("statut", "valide"), ("motif", "Un <motif> gardé")];
    for (to, form, said) in [
        ("/statut", &typed[..], "ne peut pas passer à « Validé »"),
        ("/statut", &[("motif", "x")], "Choisissez le nouveau statut"),
        ("/agd", &[("agd", " ")], "Il manque un nom"),
        ("/complement", &[("motifs", " \n ")], "Cette décision demande un motif"),
        ("/complement", &[("motifs", "x"), ("limite", "2001-01-01")], "déjà passé"),
        ("/complement", &[("motifs", "x"), ("limite", "demain")], "pas une date"),
        ("/piece", &[("cle", "devis")], "Choisissez ce que vaut la pièce"),
        ("/piece", &[("cle", "rien"), ("avis", "conforme")], "Aucun fichier n&#39;a été transmis"),
        ("/message", &[("texte", " ")], "Le message est vide"),
    ] {
        let refused = lieu.request(Method::POST, &path(to), &cookies).form(form).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::CONFLICT, "{to} {form:?}");
        let page = refused.text().await.unwrap();
        let alert = page.split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</p>").next());
        assert!(alert.is_some_and(|alert| alert.contains(said)), "{to} {form:?}: {alert:?}");
    }
    let kept = lieu.request(Method::POST, &path("/statut"), &cookies).form(&typed).send().await.unwrap();
    let kept = kept.text().await.unwrap();
    assert!(kept.contains("Un &#60;motif&#62; gardé</textarea>"), "what was typed is kept, as words");
    // A page elsewhere cannot act for her.
    let foreign = lieu.client.post(format!("{}{}", lieu.guichet.url, path("/agd")));
    let foreign = foreign.header("Cookie", &cookies).header("Sec-Fetch-Site", "cross-site");
    assert_eq!(foreign.form(&[("agd", "Intrus")]).send().await.unwrap().status(), 403);
    assert_eq!(lieu.guichet.stop().await, Some(0));
}

/// Every address of the console, as its router lists them.
fn routes() -> Vec<(Method, String)> {
    let source = include_str!("../../bot/src/web/console.rs");
    let routes: Vec<(Method, String)> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix(".route(\""))
        .map(|line| {
            let (path, handler) = line.split_once("\", ").unwrap();
            let method = if handler.starts_with("get(") { Method::GET } else { Method::POST };
            assert!(handler.starts_with("get(") || handler.starts_with("post("), "{line}");
            (method, format!("/console{}", path.trim_end_matches('/')))
        })
        .collect();
    assert!(routes.len() >= 10, "the rule reads the router wrongly: {routes:?}");
    routes
}

#[tokio::test]
async fn without_the_role_there_is_nothing_at_any_address() {
    let lieu = Lieu::new().await;
    let (hers, _) = lieu.signed_in("nadia@opcoep.example", Role::Conseiller).await;
    let (adherent, to) = lieu.signed_in("camille.martin@example.org", Role::Adherent).await;
    assert_eq!((adherent.len(), to.as_str()), (1, "/conversation"), "no session of the console for her");
    let hers = hers.join("; ");
    let fiche = format!("/console/dossiers/{}", lieu.numero);
    let page = lieu.request(Method::GET, &fiche, &hers).send().await.unwrap().text().await.unwrap();
    let sha256 = page.split("/fichiers/").nth(1).unwrap()[..64].to_owned();
    let filled = |path: &str| path.replace("{numero}", &lieu.numero).replace("{sha256}", &sha256);
    let visitors = [
        ("nobody", String::new()),
        ("an adhérent", adherent[0].clone()),
        ("an adhérent who renames her cookie", adherent[0].replacen("guichet=", "guichet-console=", 1)),
        (
            "a conseiller's conversation",
            hers.split("; ").next().unwrap().replacen("guichet=", "guichet-console=", 1),
        ),
        ("a forger", "guichet-console=bac-a-sable-conseiller.9999999999.AAAA".to_owned()),
    ];
    let unknown = lieu.request(Method::GET, "/nulle-part", "").send().await.unwrap().text().await.unwrap();
    let elsewhere =
        ["/console/", "/console/rien", "/console/dossiers"].map(|path| (Method::GET, path.to_owned()));
    let known = routes();
    let mut cells = 0;
    for (method, path) in known.iter().chain(&elsewhere) {
        let path = filled(path);
        for tried in [Method::GET, Method::POST, Method::DELETE] {
            for (who, cookies) in &visitors {
                let answer = lieu.request(tried.clone(), &path, cookies).send().await.unwrap();
                assert_eq!(answer.status(), 404, "{tried} {path} by {who}");
                assert_eq!(answer.text().await.unwrap(), unknown, "{tried} {path} by {who}");
                cells += 1;
            }
        }
        if path != "/console/quitter" {
            let answer = lieu.request(method.clone(), &path, &hers).form(&[("x", "")]).send().await.unwrap();
            let is_known = known.iter().any(|(_, known)| filled(known) == path);
            assert_eq!(answer.status() != 404, is_known, "{method} {path} by the conseiller");
        }
    }
    assert!(cells >= 13 * 3 * visitors.len(), "{cells}");
    // The role is asked for at each request: whoever loses it is out.
    lieu.signed_in("nadia@opcoep.example", Role::Adherent).await;
    assert_eq!(lieu.request(Method::GET, "/console", &hers).send().await.unwrap().status(), 404);
    assert_eq!(lieu.guichet.stop().await, Some(0));
}
