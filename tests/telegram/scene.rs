//! What every test sets first.

use guichet_tests::bot_api::{Person, Server, TOKEN};
use guichet_tests::guichet::Atelier;

pub const PDF: &[u8] = b"%PDF-1.4\n% synthetic quote\n%%EOF\n";
pub const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 synthetic programme";

/// Something the person does.
pub type Act = Box<dyn Fn(&Person) + Send + Sync>;

#[derive(Clone, Copy, PartialEq)]
pub enum Mode {
    Polling,
    Webhook,
}

/// A server, a place to run, and an invited person who has not come yet.
pub async fn scene(mode: Mode) -> (Server, Atelier, Person, String) {
    scene_on(mode, None).await
}

/// The same on this database.
pub async fn scene_on(mode: Mode, database: Option<&str>) -> (Server, Atelier, Person, String) {
    let server = Server::start().await;
    let mut atelier = Atelier::new();
    if let Some(url) = database {
        atelier.set("DATABASE_URL", url);
    }
    atelier.set("TELOXIDE_TOKEN", TOKEN);
    atelier.set("TELOXIDE_API_URL", &server.url);
    if mode == Mode::Webhook {
        let url = format!("http://127.0.0.1:{}/telegram/webhook", atelier.port);
        atelier.set("TELEGRAM_WEBHOOK_URL", &url);
    }
    let token = atelier.settle("camille.martin@example.org").await;
    let camille = server.person(1001, "Camille");
    (server, atelier, camille, token)
}

/// R1: what is asked, and what the person then does.
pub fn r1() -> Vec<(&'static str, Act)> {
    fn says(text: &'static str) -> Act {
        Box::new(move |person| {
            person.says(text);
        })
    }
    fn taps(label: &'static str) -> Act {
        Box::new(move |person| person.taps(label))
    }
    vec![
        ("Dispositif", taps("Action individuelle")),
        ("Intitulé de la formation", says("Excel perfectionnement")),
        ("Date de début de la formation", says("01/03/2099")),
        ("Date de fin de la formation", taps("3")),
        ("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?", taps("Non")),
        ("Référence de l'établissement demandeur", says("lilas boulangerie")),
        ("Référence de l'établissement demandeur", taps("Boulangerie des Lilas")),
        ("Heures formation", says("21h")),
        ("Coût total de formation", says("1 500 € HT")),
        ("Y a-t-il aussi de l'évaluation, de l'accompagnement ou du positionnement ?", says("non")),
        ("Qui assure la formation ?", taps("Un organisme de formation")),
        ("Organisme de formation : nom", says("Bureautique Formation")),
        ("Voulez-vous saisir un autre module ?", taps("Non")),
        ("Nom du stagiaire", says("dupont")),
        ("Nom du stagiaire", taps("Marie Dupont")),
        ("Voulez-vous saisir un autre stagiaire ?", taps("Oui")),
        ("Nom du stagiaire", says("benali")),
        ("Nom du stagiaire", taps("Karim Benali")),
        ("Voulez-vous saisir un autre stagiaire ?", says("non")),
        ("Copie devis", Box::new(|person| person.sends_document("devis.pdf", "application/pdf", PDF))),
        ("Programme de la formation", Box::new(|person| person.sends_photo(JPEG, None))),
        ("Récapitulatif", taps("Envoyer ma demande")),
        (
            "Une fois la demande envoyée, seuls les services de l'OPCO EP pourront la modifier. Confirmez-vous l'envoi ?",
            taps("Oui, envoyer à OPCO EP"),
        ),
    ]
}
