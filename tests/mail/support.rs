//! A person and OPCO EP's people: she in her chat, they in their mail program, a real Postfix and Dovecot between.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use guichet_mailer::{Lettre, lire};
use guichet_tests::bot_api::{Person, Server, TOKEN};
use guichet_tests::guichet::{Atelier, Guichet, LILAS, invite};
use tokio::net::{TcpListener, TcpStream};

use crate::pile::{PILE, address};
use crate::scene::Scene;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
const ENCORE: &str = "Vous parlez avec une personne d'OPCO EP";

/// Chats, mailboxes, and the process between them.
struct Lieu {
    server: Server,
    atelier: Atelier,
    guichet: Guichet,
    /// Support's mailbox, read as its people would.
    boite: Scene,
    support: String,
    sent: u32,
}

impl Lieu {
    /// `name` makes the mailboxes of this test its own.
    async fn new(name: &str, more: &[(&str, &str)]) -> (Lieu, Vec<Person>) {
        let server = Server::start().await;
        let mut atelier = Atelier::new();
        let (assistant, support) = (format!("guichet-{name}"), format!("support-{name}"));
        for (key, value) in [
            ("TELOXIDE_TOKEN", TOKEN),
            ("TELOXIDE_API_URL", server.url.as_str()),
            ("IMAP_URL", PILE.imaps_url(&assistant).as_str()),
            ("SMTP_URL", PILE.smtp_url().as_str()),
            ("MAIL_FROM", address(&assistant).as_str()),
            ("SUPPORT_EMAIL", address(&support).as_str()),
            ("MAIL_CA_FILE", PILE.ca_file().display().to_string().as_str()),
        ] {
            atelier.set(key, value);
        }
        for (key, value) in more {
            atelier.set(key, value);
        }
        let mut tokens = vec![atelier.settle(&address(&format!("camille-{name}"))).await];
        let store = atelier.store().await;
        tokens.push(invite(&store, &address(&format!("lucas-{name}")), LILAS).await);
        store.close().await;
        let guichet = atelier.serve().await;
        let mut people = Vec::new();
        for (id, token) in (1001..).zip(tokens) {
            let person = server.person(id, "Camille");
            person.says(&format!("/start {token}"));
            person.sees("Bonjour").await;
            people.push(person);
        }
        let mut boite = Scene::new(&PILE, &support).await;
        boite.start();
        (Lieu { server, atelier, guichet, boite, support, sent: 0 }, people)
    }

    /// The next letter to support.
    async fn letter(&self) -> Lettre {
        lire(&self.boite.next().await.raw)
    }

    /// A message from this address; `head` stands above its own header, as a server's does.
    async fn writes(&mut self, from: &str, to: &str, head: &str, body: &str) {
        self.sent += 1;
        let raw = format!(
            "{head}From: Nadia Roy <{from}>\nTo: {to}\nSubject: RE: aide\nMessage-ID: <s{}.{}@example.test>\n\
             MIME-Version: 1.0\n{body}",
            self.sent, self.support
        );
        let local = to.split('@').next().expect("a local part");
        PILE.send(from, local, raw.replace('\n', "\r\n").as_bytes()).await;
    }

    /// Support's people answer a letter in these words.
    async fn answers(&mut self, lettre: &Lettre, head: &str, text: &str) {
        let (from, to) = (address(&self.support), reply_to(lettre));
        let body = format!("Content-Type: text/plain; charset=utf-8\n\n{text}\n");
        self.writes(&from, &to, head, &body).await;
    }

    async fn ends(self) {
        assert_eq!(self.guichet.stop().await, Some(0));
        self.server.assert_valid();
    }
}

fn reply_to(lettre: &Lettre) -> String {
    lettre.reply_to.clone().expect("a letter that can be answered")
}

/// She is at a question that did not take her answers, and asks for a person.
async fn asks_for_help(person: &Person, said: &str) {
    person.says("/nouvelle action individuelle");
    person.is_asked("Intitulé de la formation").await;
    person.says("Excel perfectionnement");
    person.is_asked("Date de début de la formation").await;
    person.says("bientôt je crois");
    person.sees("Écrivez par exemple").await;
    person.says("quand ce sera prêt");
    person.sees("parler à quelqu'un").await;
    person.taps("Parler à quelqu'un");
    person.sees("Dites en un message ce qui bloque").await;
    person.sends_document("devis.pdf", "application/pdf", PDF);
    person.sees("tout partira ensemble").await;
    person.says(said);
    person.sees("Je transmets votre message").await;
}

/// The shapes of `mailer/tests/support`: name, message, and what the person gets.
fn shapes(lettre: &Lettre, from: &str) -> Vec<(String, String, String)> {
    let cited = lettre.reponse();
    let quoted: String = cited.lines().map(|line| format!("> {line}\n")).collect();
    let html: String = cited.lines().map(|line| format!("<p>{line}</p>")).collect();
    let mut parts = include_str!("../../mailer/tests/support/reponses.txt").split("%% ").skip(1);
    let mut shapes = Vec::new();
    while let (Some(shape), Some(expected)) = (parts.next(), parts.next()) {
        let (name, body) = shape.split_once('\n').expect("a name, then the message");
        let body = body.replace("{FROM}", from).replace("{CITE}", &quoted);
        let body = body.replace("{LETTRE}", &cited).replace("{HTML}", &html);
        let expected = expected.strip_prefix("attendu\n").expect("what is expected follows");
        shapes.push((name.to_owned(), body, expected.trim().to_owned()));
    }
    assert!(shapes.len() >= 30);
    shapes
}

#[tokio::test]
async fn every_answer_comes_whole_and_alone_into_its_conversation() {
    let (mut lieu, people) = Lieu::new("tour", &[]).await;
    let [camille, lucas] = &people[..] else { panic!("two people") };
    let mut letters = Vec::new();
    for (person, said) in [(camille, "Le formateur n'a pas fixé la date."), (lucas, "Je suis perdu.")] {
        asks_for_help(person, said).await;
        let lettre = lieu.letter().await;
        let text = lettre.reponse();
        assert!(lettre.sujet.contains("Date de début de la formation"), "{}", lettre.sujet);
        for part in
            [said, "Excel perfectionnement", "bientôt je crois", "quand ce sera prêt", "[interne]", "[clos]"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        let files: Vec<(&str, &[u8])> =
            lettre.documents().map(|file| (file.name.as_str(), file.content.as_slice())).collect();
        assert_eq!(files, [("devis.pdf", PDF)]);
        letters.push(lettre);
    }
    assert_ne!(reply_to(&letters[0]), reply_to(&letters[1]));

    // Each shape to one of them in turn: it is all she gets, and the other gets nothing.
    let from = address(&lieu.support);
    let (clos, shapes): (Vec<_>, Vec<_>) =
        shapes(&letters[0], &from).into_iter().partition(|(name, ..)| name == "clos");
    let mut expected: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (rank, (_, body, text)) in shapes.iter().enumerate() {
        let whose = rank % 2;
        lieu.writes(&from, &reply_to(&letters[whose]), "", body).await;
        let shown = format!("Réponse d'OPCO EP :\n\n{text}\n\n{ENCORE}");
        people[whose].sees(&shown.replace("\n\n\n", "\n\n")).await;
        expected.entry(whose).or_default().push(text.clone());
    }
    for (whose, expected) in expected {
        let said: Vec<String> = people[whose].shown().iter().map(|shown| shown.plain()).collect();
        let got: Vec<&String> = said.iter().filter(|text| text.starts_with("Réponse d'OPCO EP")).collect();
        assert_eq!(got.len(), expected.len(), "{got:#?}");
        for (got, expected) in got.iter().zip(&expected) {
            assert!(got.starts_with(&format!("Réponse d'OPCO EP :\n\n{expected}\n")), "{expected}: {got}");
            for leak in
                ["interne", "Nadia ROY", "confidentiel", "01 23 45", "au-dessus de cette ligne", "a écrit"]
            {
                assert!(!got.contains(leak), "{leak}: {got}");
            }
        }
    }

    // What she writes goes to support, in the same thread; files come and go.
    camille.says("Merci, et pour le RIB ?");
    let next = lieu.letter().await;
    assert!(next.reponse().contains("Merci, et pour le RIB ?") && next.sujet.starts_with("Re: "));
    assert!(next.in_reply_to[0].ends_with("support-tour@example.test"), "{:?}", next.in_reply_to);
    let body = format!(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nVoici le modèle.\n\
         --b\nContent-Type: application/pdf; name=modele.pdf\nContent-Disposition: attachment; filename=modele.pdf\n\n\
         {}--b--\n",
        String::from_utf8_lossy(PDF)
    );
    lieu.writes(&from, &reply_to(&next), "", &body).await;
    camille.sees("Voici le modèle.").await;
    lieu.server.until("the file is handed over", |server| !server.calls("sendDocument").is_empty()).await;

    // Support ends one, she ends the other: both are where they were.
    lieu.writes(&from, &reply_to(&letters[0]), "", &clos[0].1).await;
    camille.sees("Nous reprenons là où vous en étiez").await;
    camille.is_asked("Date de début de la formation").await;
    lucas.says("terminer");
    lucas.is_asked("Date de début de la formation").await;
    assert!(lieu.letter().await.reponse().contains("a terminé l'échange"));
    camille.says("01/03/2099");
    camille.is_asked("Date de fin de la formation").await;
    lieu.ends().await;
}

#[tokio::test]
async fn nobody_else_reaches_the_person() {
    let server_id = [("MAIL_AUTHSERV_ID", "mx.example.test")];
    let (mut lieu, people) = Lieu::new("intrus", &server_id).await;
    let camille = &people[0];
    asks_for_help(camille, "À l'aide").await;
    let lettre = lieu.letter().await;
    let good = reply_to(&lettre);
    let support = address(&lieu.support);
    let passed = "Authentication-Results: mx.example.test; dmarc=pass header.from=example.test\n";
    let text = |words: &str| format!("Content-Type: text/plain; charset=utf-8\n\n{words}\n");
    let mut forged = good.clone().into_bytes();
    let at = good.find('+').expect("a token") + 3;
    forged[at] = if forged[at] == b'a' { b'b' } else { b'a' };
    let forged = String::from_utf8(forged).expect("an address");
    let bare = address("guichet-intrus");
    let elsewhere = "Authentication-Results: mx.evil.example; dmarc=pass header.from=example.test\n";
    let below =
        format!("Authentication-Results: mx.example.test; dmarc=fail header.from=example.test\n{passed}");
    for (from, to, head) in [
        (
            "intrus@evil.example",
            good.as_str(),
            "Authentication-Results: mx.example.test; dmarc=pass header.from=evil.example\n",
        ),
        ("intrus@evil.example", good.as_str(), ""),
        (support.as_str(), good.as_str(), ""),
        (support.as_str(), good.as_str(), elsewhere),
        (support.as_str(), good.as_str(), below.as_str()),
        (support.as_str(), bare.as_str(), passed),
        (support.as_str(), forged.as_str(), passed),
    ] {
        lieu.writes(from, to, head, &text("INJECTION")).await;
    }
    // Absences and programs are no answers, whoever vouches for them; nor do they end anything.
    let absent = format!("{passed}Auto-Submitted: auto-replied\n");
    lieu.writes(&support, &good, &absent, &text("INJECTION : absente du bureau\n\n[clos]")).await;
    lieu.answers(&lettre, passed, "Bonjour Camille").await;
    camille.sees("Bonjour Camille").await;
    assert!(camille.shown().iter().all(|shown| !shown.plain().contains("INJECTION")));
    let store = lieu.atelier.store().await;
    let counts = store.queue_counts().await.expect("counted");
    let dead = counts.iter().filter(|(side, _, state, _)| side == "inbox" && state == "dead");
    assert_eq!(dead.map(|row| row.3).sum::<i64>(), 7, "kept for a human: {counts:?}");
    store.close().await;
    camille.says("toujours là");
    assert!(lieu.letter().await.reponse().contains("toujours là"), "the exchange is still open");
    lieu.ends().await;
}

/// A way to Postfix that can be cut.
struct Passage {
    port: u16,
    up: Arc<AtomicBool>,
}

impl Passage {
    async fn open() -> Passage {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let up = Arc::new(AtomicBool::new(true));
        let smtp = PILE.smtp_url().replace("smtp://", "");
        let passes = Arc::clone(&up);
        tokio::spawn(async move {
            while let Ok((mut here, _)) = listener.accept().await {
                let (passes, smtp) = (Arc::clone(&passes), smtp.clone());
                tokio::spawn(async move {
                    let cut = async {
                        while passes.load(Ordering::SeqCst) {
                            tokio::time::sleep(Duration::from_millis(20)).await;
                        }
                    };
                    let pass = async {
                        let mut there = TcpStream::connect(smtp).await?;
                        tokio::io::copy_bidirectional(&mut here, &mut there).await
                    };
                    tokio::select! { () = cut => {} _ = pass => {} }
                });
            }
        });
        Passage { port, up }
    }

    fn set(&self, up: bool) {
        self.up.store(up, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn while_mail_is_down_nothing_is_lost_and_it_is_said() {
    let passage = Passage::open().await;
    let url = format!("smtp://127.0.0.1:{}", passage.port);
    let (mut lieu, people) = Lieu::new("panne", &[("SMTP_URL", &url)]).await;
    let camille = &people[0];
    passage.set(false);
    asks_for_help(camille, "Premier message").await;
    camille.sees("n'est pas encore parti : la messagerie ne répond pas").await;
    for said in ["Deuxième message", "Troisième message"] {
        camille.says(said);
    }
    // A crash in between changes nothing.
    lieu.server.until_drained().await;
    lieu.guichet.kill().await;
    lieu.guichet = lieu.atelier.serve().await;
    passage.set(true);
    let mut said = Vec::new();
    let mut last = None;
    while said.len() < 3 {
        let lettre = lieu.letter().await;
        let text = lettre.reponse();
        let found = ["Premier message", "Deuxième message", "Troisième message"];
        said.extend(found.into_iter().find(|words| text.contains(*words)));
        last = Some(lettre);
    }
    assert_eq!(said, ["Premier message", "Deuxième message", "Troisième message"], "in order, once");
    camille.sees("Votre message pour OPCO EP est parti").await;
    lieu.answers(&last.expect("a letter"), "", "Tout est arrivé.").await;
    camille.sees("Tout est arrivé.").await;
    lieu.ends().await;
}
