//! A request that was sent, played straight into a database: by the shortest way, on a channel that nobody serves.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::catalogue::Catalogue;
use guichet_core::demandes::Filtre;
use guichet_core::dossier::{Dossier, Statut};
use guichet_core::engine::Cadre;
use guichet_core::event::{Event, Fichier, FichierRecu, Recherche, Trouvaille};
use guichet_core::message::Screen;
use guichet_store::{Channel, FilEntry, Incoming, Received, Store};
use uuid::Uuid;

const CHANNEL: Channel = Channel::Telegram;

/// When these requests are sent.
fn begin() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_600_000, 0).expect("an instant")
}

/// Sends a request of this account of the store, with this file as its devis. The account's first company and
/// employee are taken.
pub async fn envoyee(store: &Store, token: &str, devis: Option<FichierRecu>) -> Dossier {
    let catalogue = Catalogue::embedded().expect("the embedded catalogue is right");
    let cadre = Cadre {
        catalogue,
        support_email: "support@example.org".to_owned(),
        nouvelles: Default::default(),
        support: Default::default(),
    };
    let address = Uuid::new_v4().to_string();
    let personne =
        store.redeem(begin(), token, CHANNEL, &address).await.unwrap().expect("a fresh invitation");
    let mut devis = devis;
    let mut incoming = text("/nouvelle");
    for second in 0..80 {
        let now = begin() + TimeDelta::seconds(second);
        let screen = turn(store, &cadre, &address, &incoming, now).await;
        if let Screen::Suivi(_) = screen {
            let recherche = Recherche::Dossiers { filtre: Filtre::default(), page: 0 };
            let Trouvaille::Dossiers(page) = store.search(&personne, recherche).await.unwrap() else {
                panic!("a list is asked")
            };
            // She may have others, which OPCO EP has in hand already.
            let sent = page.items.into_iter().find(|dossier| dossier.statut == Statut::Envoye);
            return sent.expect("it is sent");
        }
        incoming = match (&screen, devis.take()) {
            (Screen::Pieces(_), Some(file)) => {
                let caption = Some("devis".to_owned());
                let event = Event::Files { files: vec![Fichier::Stored(file)], caption };
                Incoming { event, puis: Vec::new(), invitation: None }
            }
            (_, kept) => {
                devis = kept;
                text(answer(&screen))
            }
        };
    }
    panic!("never sent");
}

fn text(text: &str) -> Incoming {
    let event = Event::Text { text: text.to_owned(), message: None };
    Incoming { event, puis: Vec::new(), invitation: None }
}

async fn turn(
    store: &Store,
    cadre: &Cadre,
    address: &str,
    incoming: &Incoming,
    now: DateTime<Utc>,
) -> Screen {
    let received = Received {
        channel: CHANNEL,
        dedupe_key: Uuid::new_v4().to_string(),
        address: Some(address.to_owned()),
        group: None,
        raw: Vec::new(),
        not_before: now,
    };
    store.receive(now, &[received], None).await.unwrap();
    let claim = store.claim_inbox(now, &[CHANNEL]).await.unwrap().expect("what was said waits");
    store.play(cadre, now, &claim, incoming).await.unwrap();
    let last = store.fil(CHANNEL, address, 1).await.unwrap().pop();
    let Some(FilEntry::Out { message, .. }) = last else { panic!("an answer, not {last:?}") };
    message.screen
}

/// What is answered to the question asked now.
pub fn answer(screen: &Screen) -> &'static str {
    let label = match screen {
        Screen::Dispositifs => return "Action individuelle",
        Screen::Question(question) => question.libelle.as_str(),
        Screen::Encore(_) => return "non",
        Screen::Pieces(_) => return "passer",
        Screen::Recapitulatif(_) => return "envoyer",
        Screen::ConfirmerEnvoi(_) => return "oui",
        other => panic!("no answer to {other:?}"),
    };
    match label {
        "Intitulé de la formation" => "Excel perfectionnement",
        "Date de début de la formation" => "01/03/2099",
        "Date de fin de la formation" => "03/03/2099",
        "Référence de l'établissement demandeur" | "Nom du stagiaire" => "1",
        "Heures formation" => "21h",
        "Coût total de formation" => "1 500 € HT",
        "Qui assure la formation ?" => "Un organisme de formation",
        "Organisme de formation : nom" => "Bureautique Formation",
        "CSP" => "employé",
        _ => "non",
    }
}
