//! The folder of an IMAP server, whatever happens to it.

use guichet_mailer::{Imap, taille_ecartee};
use guichet_tests::guichet::Atelier;
use guichet_tests::pg;

use crate::pile::{PILE, Pile};
use crate::scene::{self, Scene, mail};

#[tokio::test]
async fn what_waits_comes_to_the_byte_and_goes_to_its_folder() {
    let mut scene = Scene::new(&PILE, "octets").await;
    let mut raw = mail("octets", "D\u{e9}j\u{e0}");
    raw.extend(b"latin-1 : \xe9\xe0\x80 fin\r\n\r\n.\r\nFrom ici\r\n");
    PILE.save("octets", &raw);
    scene.start();
    let row = scene.next().await;
    assert_eq!((row.raw, row.address.as_str()), (raw, "camille@lilas.example"));
    // The second is stored after the first was moved.
    PILE.save("octets", &mail("fin", "fin"));
    assert_eq!(scene.until("fin").await, ["fin"]);
    assert!(PILE.count("octets", "Traites") >= 1);
}

#[tokio::test]
async fn what_another_client_read_comes_too() {
    let mut scene = Scene::new(&PILE, "lus").await;
    for body in ["un", "deux"] {
        PILE.save("lus", &mail(body, body));
    }
    PILE.doveadm("lus", &["flags", "add"], &["\\Seen", "mailbox", "INBOX", "all"]);
    PILE.save("lus", &mail("trois", "trois"));
    scene.start();
    assert_eq!(scene.until("trois").await, ["un", "deux", "trois"]);
}

#[tokio::test]
async fn the_same_message_twice_is_once() {
    let mut scene = Scene::new(&PILE, "doubles").await;
    let once = mail("a", "oui");
    let other_route = [b"Received: from ailleurs\r\n".to_vec(), once.clone()].concat();
    for raw in [&once, &once, &other_route, &mail("a", "non"), &mail("fin", "fin")] {
        PILE.save("doubles", raw);
    }
    scene.start();
    assert_eq!(scene.until("fin").await, ["oui", "non", "fin"]);
}

#[tokio::test]
async fn postfix_delivers_while_the_server_is_idle() {
    let mut scene = Scene::new(&PILE, "attente").await;
    PILE.save("attente", &mail("debut", "debut"));
    scene.start();
    assert_eq!(scene.until("debut").await, ["debut"]);
    for body in ["un", "deux", "trois"] {
        PILE.send("camille@lilas.example", "attente+jeton", &mail(body, body)).await;
        let row = scene.next().await;
        assert_eq!(scene::body(&row.raw), body);
        assert!(
            String::from_utf8_lossy(&row.raw).contains("attente+jeton@example.test"),
            "the token is kept"
        );
    }
}

#[tokio::test]
async fn ten_megabytes_come_whole_and_thirty_are_told() {
    let mut scene = Scene::new(&PILE, "gros").await;
    let line = format!("{}\r\n", "QUJD".repeat(19));
    let of = |id: &str, megabytes: usize| mail(id, &line.repeat(megabytes * 1024 * 1024 / line.len()));
    let whole = of("dix", 14);
    PILE.send("camille@lilas.example", "gros", &whole).await;
    scene.start();
    let row = scene.next().await;
    assert!(scene::body(&row.raw) == scene::body(&whole), "the same bytes");
    PILE.save("gros", &of("trente", 30));
    let row = scene.next().await;
    assert_eq!(row.address, "camille@lilas.example");
    assert!(taille_ecartee(&row.raw).is_some_and(|size| size > 29 * 1024 * 1024));
    assert!(row.raw.len() < 1000);
}

/// A disk that fails under one message: it is tried, told to a human, and the next one comes.
#[tokio::test]
async fn a_message_that_is_not_given_holds_nothing_up() {
    let mut scene = Scene::new(&PILE, "retenu").await;
    for body in ["un", "deux", "trois"] {
        PILE.save("retenu", &mail(body, body));
    }
    PILE.forbid("retenu", "deux");
    // Once with the others, then alone.
    for _again in 0..4 {
        scene.start();
        assert!(!scene.failure().await.to_string().is_empty());
    }
    scene.start();
    assert_eq!(scene.until("trois").await, ["un", "trois"]);
    let aside = scene.store.set_aside(10).await.expect("read");
    assert_eq!(aside.len(), 1, "one for a human");
}

#[tokio::test]
async fn new_uids_lose_nothing_and_double_nothing() {
    let mut scene = Scene::new(&PILE, "uid").await;
    for body in ["un", "deux"] {
        PILE.save("uid", &mail(body, body));
    }
    scene.start();
    assert_eq!(scene.until("deux").await, ["un", "deux"]);
    scene.stop();
    // Whatever was filed is put back, under other numbers, with something new among it.
    PILE.doveadm("uid", &["move"], &["INBOX", "mailbox", "Traites", "all"]);
    PILE.doveadm("uid", &["mailbox", "update"], &["--uid-validity", "4242424242", "INBOX"]);
    PILE.save("uid", &mail("trois", "trois"));
    let validity = PILE.doveadm("uid", &["mailbox", "status"], &["uidvalidity", "INBOX"]);
    assert!(validity.contains("4242424242"), "{validity}");
    scene.start();
    assert_eq!(scene.until("trois").await, ["trois"]);
    let cursors = scene.store.find_cursor(&format!("{} 4242424242", cursor("uid"))).await.expect("read");
    assert_eq!(cursors, Some(5), "two put back, and one new");
}

/// The name of a cursor, up to its UIDVALIDITY.
fn cursor(user: &str) -> String {
    let url = PILE.imaps_url(user);
    let port = url.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port");
    format!("imap localhost:{port}/{user}@example.test/INBOX")
}

/// On a server without MOVE, so that what is stored is copied and taken away.
#[tokio::test]
async fn a_server_that_stops_and_comes_back() {
    let pile = Pile::start("IMAP4rev1 IDLE UIDPLUS");
    let mut scene = Scene::new(&pile, "arret").await;
    pile.save("arret", &mail("un", "un"));
    scene.start();
    assert_eq!(scene.until("un").await, ["un"]);
    pile.stop_dovecot();
    let failure = scene.failure().await;
    assert!(!failure.to_string().is_empty());
    // Postfix keeps it until there is somebody to give it to.
    pile.send("camille@lilas.example", "arret", &mail("deux", "deux")).await;
    pile.start_dovecot();
    scene.until_served().await;
    scene.start();
    assert_eq!(scene.until("deux").await, ["deux"]);
    pile.save("arret", &mail("fin", "fin"));
    assert_eq!(scene.until("fin").await, ["fin"]);
    assert!(pile.count("arret", "Traites") >= 2);
}

#[tokio::test]
async fn nobody_is_trusted_without_its_authority() {
    let untrusting = Imap::new(&PILE.imaps_url("x"), None).expect("a right address");
    assert!(untrusting.check().await.is_err());
    let trusting = Imap::new(&PILE.imaps_url("x"), Some(&PILE.ca_file())).expect("a right address");
    assert_eq!(trusting.check().await.expect("it lets us in"), 0);
    let wrong = PILE.imap_url("x").replace("secret", "autre");
    let error =
        Imap::new(&wrong, None).expect("a right address").check().await.expect_err("a wrong password");
    assert!(!error.to_string().contains("autre"), "{error}");
}

/// Two processes of one database: each message once, and the second takes over from the first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_itself_on_postgresql() {
    let database = pg::database();
    let atelier = || {
        let mut atelier = Atelier::new();
        atelier.set("DATABASE_URL", &database);
        atelier.set("IMAP_URL", &PILE.imaps_url("programme"));
        atelier.set("MAIL_CA_FILE", &PILE.ca_file().display().to_string());
        atelier
    };
    let (first, second) = (atelier(), atelier());
    let checked = first.command(&["diagnostic"]).output().await.expect("it runs");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(said.contains("imap : ok (0 message(s) à relever)"), "{said}");
    let store = first.store().await;
    let one = first.serve().await;
    PILE.send("camille@lilas.example", "programme", &mail("un", "un")).await;
    assert_eq!(scene::body(&scene::once_kept(&store, 1).await[0]), "un");
    let other = second.serve().await;
    one.kill().await;
    PILE.send("camille@lilas.example", "programme", &mail("deux", "deux")).await;
    assert_eq!(scene::body(&scene::once_kept(&store, 2).await[1]), "deux");
    assert_eq!(other.stop().await, Some(0));
}
