//! What holds between pages: invitations, restarts, forms sent by the browser itself.

use guichet_tests::browser::Browser;

use crate::scene::Scene;

#[tokio::test]
async fn an_invitation_opens_a_conversation_of_its_own_once() {
    let scene = Scene::open(390).await;
    let arguments = ["inviter", "lucas.durand@example.org", "--siret", "90000000100017"];
    let printed = scene.atelier.command(&arguments).output().await.unwrap().stdout;
    let printed = String::from_utf8(printed).unwrap();
    let [telegram, web] = printed.lines().collect::<Vec<_>>()[..] else { panic!("two lines: {printed}") };
    assert_eq!(telegram, "telegram: (non configuré)");
    let link = web.strip_prefix("web: ").unwrap();
    // Mail scanners follow links: it still opens afterwards.
    for _scanner in 0..2 {
        assert!(reqwest::get(link).await.unwrap().status().is_success());
    }
    let lucas = Browser::open(390, true).await;
    lucas.goto(link).await;
    lucas.click("main button").await;
    lucas.until("document.querySelectorAll('.assistant').length === 1").await;
    lucas.goto(&format!("{}/bac-a-sable/boite", scene.guichet.url)).await;
    lucas.until("document.body.textContent.includes('lucas.durand@example.org')").await;
    lucas.close().await;

    scene.browser.goto(link).await;
    scene.browser.click("main button").await;
    scene.browser.until("document.body.textContent.includes('ne peut plus servir')").await;
    scene.end().await;
}

#[tokio::test]
async fn an_open_page_goes_on_after_a_crash() {
    let mut scene = Scene::open(390).await;
    scene.guichet.kill().await;
    scene.guichet = scene.atelier.serve().await;
    scene.chooses("Nouvelle demande").await;
    scene.is_asked("Dispositif").await;
    scene.chooses("Action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    let said = scene.browser.run("return document.querySelectorAll('#fil li.vous').length").await;
    assert_eq!(said, 2);
    scene.end().await;
}

#[tokio::test]
async fn other_words_from_a_form_already_sent_are_kept() {
    let scene = Scene::open(390).await;
    scene.chooses("Nouvelle demande").await;
    scene.is_asked("Dispositif").await;
    scene.chooses("Action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    let send = |words: &str| {
        format!(
            "const data = new FormData(document.getElementById('composer'));
             data.set('nonce', 'the-same');
             data.set('texte', '{words}');
             return fetch('/bac-a-sable/message', {{ method: 'POST', body: data }}).then((answer) => answer.ok);"
        )
    };
    assert_eq!(scene.browser.run(&send("Excel")).await, true);
    scene.is_asked("Date de début de la formation").await;
    assert_eq!(scene.browser.run(&send("2 mars 2099")).await, true);
    scene.is_asked("Date de fin de la formation").await;
    scene.end().await;
}

/// A phone that could not fetch the script: buttons, dates and words are sent as plain forms.
#[tokio::test]
async fn without_its_script_the_page_answers_each_form() {
    let scene = Scene::open(390).await;
    scene.browser.blocks("*.js").await;
    scene.browser.goto(&scene.guichet.url).await;
    scene.chooses("Nouvelle demande").await;
    scene.is_asked("Dispositif").await;
    scene.chooses("Action individuelle").await;
    scene.is_asked("Intitulé de la formation").await;
    scene.browser.types("#texte", "Excel").await;
    scene.browser.click(".envoyer").await;
    scene.is_asked("Date de début de la formation").await;
    scene.browser.run("document.getElementById('jour').value = '2099-03-02'").await;
    scene.browser.click(".jour button").await;
    scene.is_asked("Date de fin de la formation").await;
    let address = scene.browser.run("return location.href").await;
    assert!(address.as_str().unwrap().ends_with("/bac-a-sable#actions"), "{address}");
    scene.end().await;
}
