//! A request made by answering emails, with the real binary between a real Postfix and a real Dovecot.

use chrono::TimeDelta;
use guichet_core::demandes::Filtre;
use guichet_core::dossier::{Centiemes, Dossier, Montant, Statut, Valeur};
use guichet_core::event::{Recherche, Trouvaille};
use guichet_mailer::{Lettre, lire};
use guichet_store::{Channel, Store};
use guichet_tests::guichet::Atelier;

use crate::pile::{PILE, address};
use crate::scene::Scene;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

/// A process with this mailbox, the fictitious directory, and Camille invited.
pub async fn atelier(assistant: &str, camille: &str) -> Atelier {
    let mut atelier = Atelier::new();
    atelier.set("IMAP_URL", &PILE.imaps_url(assistant));
    atelier.set("SMTP_URL", &PILE.smtp_url());
    atelier.set("MAIL_FROM", &address(assistant));
    atelier.set("MAIL_CA_FILE", &PILE.ca_file().display().to_string());
    atelier.settle(&address(camille)).await;
    atelier
}

/// Someone with a mailbox of her own, which is read as she would.
pub struct Camille<'a> {
    user: &'a str,
    assistant: String,
    boite: Scene,
    sent: u32,
    /// What the assistant's mail server found of her domain by DMARC.
    verdict: Option<&'static str>,
}

impl<'a> Camille<'a> {
    pub async fn new(user: &'a str, assistant: &str) -> Camille<'a> {
        let mut boite = Scene::new(&PILE, user).await;
        boite.start();
        Camille { user, assistant: address(assistant), boite, sent: 0, verdict: None }
    }

    /// The next letter of the assistant, as it came.
    pub async fn raw(&self) -> String {
        String::from_utf8(self.boite.next().await.raw).expect("text")
    }

    /// The next letter of the assistant.
    pub async fn reads(&self) -> (Lettre, String) {
        let raw = self.boite.next().await.raw;
        let lettre = lire(&raw);
        let text = lettre.reponse();
        (lettre, text)
    }

    /// A letter to this address, from this one, files in parts of their own.
    async fn writes(&mut self, from: &str, to: &str, text: &str, files: &[&str]) {
        self.sent += 1;
        let results = self.verdict.map_or_else(String::new, |verdict| {
            format!("Authentication-Results: mx.example.test; dmarc={verdict} header.from=example.test\r\n")
        });
        let head = format!(
            "{results}From: Camille <{from}>\r\nTo: {to}\r\nSubject: Re: votre demande\r\nMessage-ID: <{}.{}@example.test>\r\n\
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
    pub async fn answers(
        &mut self,
        lettre: &(Lettre, String),
        said: &str,
        files: &[&str],
    ) -> (Lettre, String) {
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

/// R1 as people write it: by the names of the questions, both files with it.
const R1: &str = "Bonjour,\r\n\r\nVoici ma demande, une action individuelle.\r\n\r\n\
    Intitulé de la formation : Excel perfectionnement\r\n\
    Dates : du 1er au 3 mars 2099\r\n\
    Frais annexes : non\r\n\
    Entreprise : Boulangerie des Lilas\r\n\
    Durée : 21h\r\n\
    Coût total : 1 500 € HT\r\n\
    Évaluation, accompagnement ou positionnement : non\r\n\
    Qui assure la formation : un organisme de formation\r\n\
    Organisme de formation : Bureautique Formation\r\n\
    Stagiaires : Marie Dupont, Karim Benali\r\n\r\n\
    Merci d'avance\r\nCamille Martin";

/// One letter with all answers and both files, one to confirm: her own mail server vouches for her.
#[tokio::test]
async fn r1_takes_two_letters() {
    let mut atelier = atelier("guichet-deux", "camille-deux").await;
    atelier.set("MAIL_AUTHSERV_ID", "mx.example.test");
    let guichet = atelier.serve().await;
    let mut camille = Camille::new("camille-deux", "guichet-deux").await;
    camille.verdict = Some("pass");
    let assistant = camille.assistant.clone();
    let from = address("camille-deux");
    camille.writes(&from, &assistant, R1, &["devis.pdf", "programme.pdf"]).await;
    let lettre = camille.reads().await;
    assert!(lettre.1.contains("Confirmez-vous l'envoi ?"), "all is there: {}", lettre.1);
    assert!(lettre.1.contains("Karim Benali") && lettre.1.contains("programme.pdf"), "and said back");
    let lettre = camille.answers(&lettre, "Oui, je confirme.", &[]).await;
    let store = atelier.store().await;
    let dossier = dossier(&store, "camille-deux").await;
    assert_eq!(dossier.statut, Statut::Envoye, "{}", lettre.1);
    r1_is_there(&dossier);
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}

fn r1_is_there(dossier: &Dossier) {
    let one = |path: &str| dossier.valeurs(path).next().cloned();
    assert_eq!(one("creation.intitule_formation"), Some(Valeur::Texte("Excel perfectionnement".to_owned())));
    assert_eq!(one("etape_2.cout_formation"), Some(Valeur::Montant(Montant(150_000))));
    assert_eq!(one("etape_2.montant_base"), Some(Valeur::Choix("ht".to_owned())));
    assert_eq!(dossier.elements("etape_3").len(), 2, "both stagiaires");
    for piece in ["devis", "programme"] {
        assert_eq!(dossier.pieces[piece].fichiers.len(), 1, "{piece}");
    }
}

/// The number that the letter gives this question.
fn number(lettre: &str, label: &str) -> Option<String> {
    lettre.lines().find_map(|line| {
        let (number, rest) = line.split_once(". ")?;
        (number.parse::<u32>().is_ok() && rest.starts_with(label)).then(|| number.to_owned())
    })
}

/// A few answers a letter: each is taken from the question it stands for, and none is asked again.
#[tokio::test]
async fn a_request_is_made_by_answering() {
    let atelier = atelier("guichet-r1", "camille-r1").await;
    let guichet = atelier.serve().await;
    let mut camille = Camille::new("camille-r1", "guichet-r1").await;
    let assistant = camille.assistant.clone();
    camille.writes(&address("camille-r1"), &assistant, "Bonjour, je voudrais une formation", &[]).await;
    let mut lettre = camille.reads().await;
    assert!(lettre.1.contains("Je n'ai rien noté"), "nobody vouches for the author: {}", lettre.1);
    let before = lettre.0.message_id.clone();
    lettre = camille.answers(&lettre, "/nouvelle action individuelle", &[]).await;
    assert_eq!(lettre.0.in_reply_to, before.into_iter().collect::<Vec<_>>(), "one thread");
    let mut known: Vec<&str> = Vec::new();
    for answers in [
        &[("Coût total", "1 500 € HT"), ("Intitulé", "Excel perfectionnement")][..],
        &[("Date de début", "du 1er au 3 mars 2099"), ("Demandez-vous", "non"), ("Heures", "21h")],
        &[("Organisme de formation", "Bureautique Formation"), ("Y a-t-il", "non")],
        &[
            ("Référence de l'établissement", "Boulangerie des Lilas"),
            ("Nom du stagiaire", "Dupont et Benali"),
        ],
    ] {
        for label in &known {
            assert_eq!(number(&lettre.1, label), None, "{label} again: {}", lettre.1);
        }
        let said: String = answers
            .iter()
            .map(|(label, answer)| {
                let number =
                    number(&lettre.1, label).unwrap_or_else(|| panic!("{label} is asked: {}", lettre.1));
                format!("{number}) {answer}\r\n")
            })
            .collect();
        known.extend(answers.iter().map(|(label, _)| label));
        lettre = camille.answers(&lettre, &said, &[]).await;
    }
    // Files come with words, and each is known by its name.
    let lettre = camille.answers(&lettre, "Ci-joint les documents", &["devis.pdf", "programme.pdf"]).await;
    let lettre = camille.answers(&lettre, "oui", &[]).await;
    let store = atelier.store().await;
    let dossier = dossier(&store, "camille-r1").await;
    assert_eq!(dossier.statut, Statut::Envoye, "{}", lettre.1);
    r1_is_there(&dossier);
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
        assert!(camille.reads().await.1.contains("Je n'ai rien noté"), "{to}");
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

/// Somebody who saw one of her letters writes in her name: her mail server finds him out, and the token is no help. A
/// domain that asks for no check is not held against her.
#[tokio::test]
async fn a_stolen_token_is_no_proof_against_our_own_server() {
    let mut atelier = atelier("guichet-vol", "camille-vol").await;
    atelier.set("MAIL_AUTHSERV_ID", "mx.example.test");
    let guichet = atelier.serve().await;
    let mut camille = Camille::new("camille-vol", "guichet-vol").await;
    camille.verdict = Some("pass");
    let (from, assistant) = (address("camille-vol"), camille.assistant.clone());
    camille.writes(&from, &assistant, "/nouvelle action individuelle", &[]).await;
    let lettre = camille.reads().await;
    let hours = number(&lettre.1, "Heures").expect("asked");
    for verdict in ["fail", "temperror"] {
        camille.verdict = Some(verdict);
        let asked = camille.answers(&lettre, &format!("{hours}. 21h"), &["devis.pdf"]).await;
        assert!(asked.1.contains("21h") && asked.1.contains("devis.pdf"), "{verdict}: {}", asked.1);
        let store = atelier.store().await;
        assert!(dossier(&store, "camille-vol").await.is_empty(), "{verdict}: nothing is noted");
        store.close().await;
        // A « oui » to the letter that was stolen is not hers either.
        let again = camille.answers(&lettre, "oui", &[]).await;
        let store = atelier.store().await;
        assert!(dossier(&store, "camille-vol").await.is_empty(), "{verdict}: nothing is noted: {}", again.1);
        store.close().await;
    }
    camille.verdict = Some("none");
    let after = camille.answers(&lettre, &format!("{hours}. 14h"), &[]).await;
    let store = atelier.store().await;
    let noted = dossier(&store, "camille-vol").await.valeurs("etape_2.heures_formation").next().cloned();
    assert_eq!(noted, Some(Valeur::Heures(Centiemes(1_400))), "{}", after.1);
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}

/// She hands a letter on to her accountant, who answers from an address of his own: she says whether it is noted.
#[tokio::test]
async fn an_answer_by_somebody_else_waits_for_her_word() {
    let mut atelier = atelier("guichet-relais", "camille-relais").await;
    atelier.set("MAIL_AUTHSERV_ID", "mx.example.test");
    let guichet = atelier.serve().await;
    let mut camille = Camille::new("camille-relais", "guichet-relais").await;
    camille.verdict = Some("pass");
    let (from, assistant) = (address("camille-relais"), camille.assistant.clone());
    camille.writes(&from, &assistant, "/nouvelle action individuelle", &[]).await;
    let lettre = camille.reads().await;
    let reply_to = lettre.0.reply_to.clone().expect("a token");
    let hours = number(&lettre.1, "Heures").expect("asked");
    let mut comptable = Camille::new("comptable-relais", "guichet-relais").await;
    for said in ["21h", "14h"] {
        let text = format!("{hours}. {said}");
        comptable.writes(&address("comptable-relais"), &reply_to, &text, &["devis.pdf"]).await;
        let asked = camille.reads().await;
        assert!(asked.1.contains("comptable-relais") && asked.1.contains(said), "{}", asked.1);
        let store = atelier.store().await;
        assert!(dossier(&store, "camille-relais").await.is_empty(), "nothing is noted yet");
        store.close().await;
        let answer = if said == "21h" { "Non" } else { "Oui" };
        let after = camille.answers(&asked, answer, &[]).await;
        assert_eq!(after.1.contains("je n'en ai rien noté"), said == "21h", "{}", after.1);
    }
    assert!(comptable.reads().await.1.contains("Je ne vous connais pas encore"));
    let store = atelier.store().await;
    let dossier = dossier(&store, "camille-relais").await;
    let hours = dossier.valeurs("etape_2.heures_formation").next().cloned();
    assert_eq!(hours, Some(Valeur::Heures(Centiemes(1_400))));
    assert_eq!(dossier.pieces["devis"].fichiers.len(), 1, "with the file");
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}
