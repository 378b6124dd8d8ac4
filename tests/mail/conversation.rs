//! A request made by answering emails, with the real binary between a real Postfix and a real Dovecot.

use chrono::TimeDelta;
use guichet_core::demandes::Filtre;
use guichet_core::dossier::{Dossier, Montant, Statut, Valeur};
use guichet_core::event::{Recherche, Trouvaille};
use guichet_mailer::{Lettre, lire};
use guichet_store::{Channel, Store};
use guichet_tests::guichet::Atelier;

use crate::pile::{PILE, address};
use crate::scene::Scene;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

/// A process with this mailbox, the fictitious directory, and Camille invited.
async fn atelier(assistant: &str, camille: &str) -> Atelier {
    let mut atelier = Atelier::new();
    atelier.set("IMAP_URL", &PILE.imaps_url(assistant));
    atelier.set("SMTP_URL", &PILE.smtp_url());
    atelier.set("MAIL_FROM", &address(assistant));
    atelier.set("MAIL_CA_FILE", &PILE.ca_file().display().to_string());
    atelier.settle(&address(camille)).await;
    atelier
}

/// Someone with a mailbox of her own, which is read as she would.
struct Camille<'a> {
    user: &'a str,
    assistant: String,
    boite: Scene,
    sent: u32,
}

impl<'a> Camille<'a> {
    async fn new(user: &'a str, assistant: &str) -> Camille<'a> {
        let mut boite = Scene::new(&PILE, user).await;
        boite.start();
        Camille { user, assistant: address(assistant), boite, sent: 0 }
    }

    /// The next letter of the assistant.
    async fn reads(&self) -> (Lettre, String) {
        let raw = self.boite.next().await.raw;
        let lettre = lire(&raw);
        let text = lettre.reponse();
        (lettre, text)
    }

    /// A letter to this address, from this one, files in parts of their own.
    async fn writes(&mut self, from: &str, to: &str, text: &str, files: &[&str]) {
        self.sent += 1;
        let head = format!(
            "From: Camille <{from}>\r\nTo: {to}\r\nSubject: Re: votre demande\r\nMessage-ID: <{}.{}@example.test>\r\n\
             MIME-Version: 1.0\r\n",
            self.sent, self.user
        );
        let mut raw = format!(
            "{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
        )
        .into_bytes();
        for file in files {
            let part = format!(
                "--b\r\nContent-Type: application/pdf; name={file}\r\n\
                 Content-Disposition: attachment; filename={file}\r\n\r\n"
            );
            raw.extend_from_slice(part.as_bytes());
            raw.extend_from_slice(PDF);
            raw.extend_from_slice(file.as_bytes());
            raw.extend_from_slice(b"\r\n");
        }
        raw.extend_from_slice(b"--b--\r\n");
        PILE.send(from, to.split('@').next().expect("a local part"), &raw).await;
    }

    /// Her answer to a letter, above what it said, as mail clients write it.
    async fn answers(&mut self, lettre: &(Lettre, String), said: &str, files: &[&str]) -> (Lettre, String) {
        let quoted: String = lettre.1.lines().map(|line| format!("> {line}\r\n")).collect();
        let text = format!(
            "Bonjour,\r\n\r\n{said}\r\n\r\nMerci\r\n\r\nLe mer. 20 janv. 2027 à 20:15, Assistant <{}> a écrit :\r\n\r\n{quoted}",
            self.assistant
        );
        let to = lettre.0.reply_to.clone().expect("a letter that can be answered");
        self.writes(&address(self.user), &to, &text, files).await;
        self.reads().await
    }
}

async fn dossier(store: &Store, camille: &str) -> Dossier {
    let personne =
        store.find_personne(Channel::Courriel, &address(camille)).await.expect("read").expect("known");
    let asked = Recherche::Dossiers { filtre: Filtre::default(), page: 0 };
    let Trouvaille::Dossiers(page) = store.search(&personne, asked).await.expect("read") else {
        panic!("the list")
    };
    assert_eq!(page.total, 1, "one dossier");
    page.items[0].clone()
}

#[tokio::test]
async fn a_request_is_made_by_answering() {
    let atelier = atelier("guichet-r1", "camille-r1").await;
    let guichet = atelier.serve().await;
    let mut camille = Camille::new("camille-r1", "guichet-r1").await;
    let assistant = camille.assistant.clone();
    camille.writes(&address("camille-r1"), &assistant, "Bonjour, je voudrais une formation", &[]).await;
    let mut lettre = camille.reads().await;
    assert!(lettre.1.contains("Rien n'a été noté"), "nobody vouches for the author: {}", lettre.1);
    let before = lettre.0.message_id.clone();
    lettre = camille.answers(&lettre, "/nouvelle action individuelle", &[]).await;
    assert_eq!(lettre.0.in_reply_to, before.into_iter().collect::<Vec<_>>(), "one thread");
    for (asked, said) in [
        ("Intitulé", "Excel perfectionnement"),
        ("Date de début", "01/03/2099"),
        ("Date de fin", "03/03/2099"),
        ("frais annexes", "non"),
        ("demandeur", "Boulangerie des Lilas"),
        ("heures", "21h"),
        ("Coût", "1 500 € HT"),
        ("", "non"),
    ] {
        assert!(lettre.1.contains(asked), "{asked} is asked, not: {}", lettre.1);
        lettre = camille.answers(&lettre, said, &[]).await;
    }
    let store = atelier.store().await;
    let dossier = dossier(&store, "camille-r1").await;
    let one = |path: &str| dossier.valeurs(path).next().cloned();
    assert_eq!(dossier.statut, Statut::EnPreparation);
    assert_eq!(one("creation.intitule_formation"), Some(Valeur::Texte("Excel perfectionnement".to_owned())));
    assert_eq!(one("etape_2.cout_formation"), Some(Valeur::Montant(Montant(150_000))));
    assert_eq!(one("etape_2.montant_base"), Some(Valeur::Choix("ht".to_owned())));
    // Files come with words, and each is known by its name.
    let lettre = camille.answers(&lettre, "Ci-joint les documents", &["devis.pdf", "programme.pdf"]).await;
    let dossier = self::dossier(&store, "camille-r1").await;
    for piece in ["devis", "programme"] {
        assert_eq!(dossier.pieces[piece].fichiers.len(), 1, "{piece}: {}", lettre.1);
    }
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}

/// From her own address, with no token, with somebody else's, with an old one or one changed: nothing is noted, and she
/// is told at the address we know.
#[tokio::test]
async fn only_her_answers_to_her_letters_are_believed() {
    let atelier = atelier("guichet-faux", "camille-faux").await;
    let guichet = atelier.serve().await;
    let mut camille = Camille::new("camille-faux", "guichet-faux").await;
    let assistant = camille.assistant.clone();
    camille.writes(&address("camille-faux"), &assistant, "bonjour", &[]).await;
    let lettre = camille.reads().await;
    let good = lettre.0.reply_to.clone().expect("a token");
    let mut changed = good.clone().into_bytes();
    let at = good.find('+').expect("a token") + 3;
    changed[at] = if changed[at] == b'a' { b'b' } else { b'a' };
    let changed = String::from_utf8(changed).expect("an address");
    let no_token = assistant.clone();
    for to in [&changed, &no_token] {
        camille.writes(&address("camille-faux"), to, "/nouvelle action individuelle", &[]).await;
        assert!(camille.reads().await.1.contains("Rien n'a été noté"), "{to}");
    }
    // A stranger with a good token writes in his own name: he is a stranger, told once.
    let mut autre = Camille::new("etranger-faux", "guichet-faux").await;
    for _ in 0..2 {
        autre.writes(&address("etranger-faux"), &good, "/nouvelle action individuelle", &[]).await;
    }
    assert!(autre.reads().await.1.contains("Je ne vous connais pas encore"));
    let store = atelier.store().await;
    let told =
        store.count_letters(&address("etranger-faux"), crate::scene::now() - TimeDelta::days(40_000)).await;
    let personne =
        store.find_personne(Channel::Courriel, &address("camille-faux")).await.expect("read").expect("known");
    let asked = Recherche::Dossiers { filtre: Filtre::default(), page: 0 };
    let Trouvaille::Dossiers(page) = store.search(&personne, asked).await.expect("read") else {
        panic!("the list")
    };
    assert_eq!((page.total, told.expect("counted")), (0, 1));
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}
