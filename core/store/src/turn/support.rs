//! An answer of people of OPCO EP, played in the conversation it is for.

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::engine::{Cadre, Effect, Monde};
use guichet_core::escalade::ReponseSupport;
use guichet_core::event::Event;

use super::{Origine, apply, load_state, maniere, play_event, save_state, tirage};
use crate::outbox::Outgoing;
use crate::{Channel, InboxClaim, Payload, Played, Result, Store, comptes, escalade, inbox};

impl Store {
    /// An answer of OPCO EP's people to this exchange, in one transaction: the claim's rows done, and said to her where
    /// she spoke last. By the web it is told by email as well: she may have left. The answer of an exchange that does
    /// not exist changes nothing.
    pub async fn play_support(
        &self,
        cadre: &Cadre,
        now: DateTime<Utc>,
        claim: &InboxClaim,
        id: i64,
        reponse: &ReponseSupport,
        message_id: Option<&str>,
    ) -> Result<Played> {
        let mut tx = self.db.write().await?;
        let tx_ref = &mut tx;
        let Some(mailbox) = inbox::finish(tx_ref, claim, "done", None).await? else {
            return Ok(Played::Nothing);
        };
        let Some(before) = escalade::find(tx_ref, id).await? else { return Ok(Played::Nothing) };
        let Some(personne) = comptes::find_compte(tx_ref, before.personne).await? else {
            return Ok(Played::Nothing);
        };
        let mut state = load_state(tx_ref, now, &personne).await?;
        // Read again now that nobody else plays a turn of hers.
        let Some(current) = escalade::find(tx_ref, id).await? else { return Ok(Played::Nothing) };
        let source = Origine { channel: current.channel, address: &current.address, now };
        let event = Event::Humain(ReponseSupport { ouverte: current.is_open, ..reponse.clone() });
        let maniere = maniere(source.channel);
        let monde = Monde { cadre, personne: &personne, now, maniere, rafale: false, tirage: tirage(now) };
        let mut effects = Vec::new();
        state = play_event(tx_ref, &monde, state, &event, &mut effects).await?;
        save_state(tx_ref, cadre, now, &personne, &state).await?;
        let copies = match source.channel {
            Channel::Web => effects.iter().filter_map(|effect| copie(effect, &personne)).collect(),
            Channel::Telegram | Channel::Courriel => Vec::new(),
        };
        apply(tx_ref, &source, Some(&personne), effects, copies).await?;
        escalade::answered(tx_ref, now, id, message_id, reponse.clos).await?;
        inbox::release(tx_ref, &mailbox).await?;
        tx.commit(&self.hub).await?;
        Ok(Played::Done { toast: None })
    }
}

/// By email, what is said to her elsewhere.
fn copie(effect: &Effect, personne: &Personne) -> Option<Outgoing> {
    let payload = match effect {
        Effect::Say(message) => Payload::Message(message.clone()),
        Effect::Remettre(fichier) => Payload::Fichier(fichier.clone()),
        _ => return None,
    };
    Some(Outgoing { channel: Channel::Courriel, address: personne.email.clone(), payload, once: None })
}
