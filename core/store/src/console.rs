//! What OPCO EP's side sees of the requests that were sent, and what it writes to a person.

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Role;
use guichet_core::dossier::{Dossier, Statut};
use guichet_core::engine::{JournalEntry, JournalWhat};
use guichet_core::message::{Message, Note, NoteHumain, Screen};
use uuid::Uuid;

use crate::columns::{clean, read_role};
use crate::db::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::read_json;
use crate::journal::Signature;
use crate::outbox::{self, Outgoing};
use crate::{Payload, Result, Source, Store, StoreError, journal, partages};

/// Lines of a page of the list.
pub const PAR_PAGE: i64 = 20;

/// A request as the list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Envoyee {
    pub dossier: Dossier,
    /// Answer to « Intitulé de la formation ».
    pub titre: Option<String>,
    /// « Nom Demandeur ».
    pub demandeur: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    faits: String,
    titre: Option<String>,
    demandeur: Option<String>,
}

impl Store {
    /// Requests that were sent once, whoever's they are, last sent first: a page of [`PAR_PAGE`] from 0, and how many
    /// there are. `numero`: letters and digits of a « Numéro Dossier », anywhere in it.
    pub async fn envoyees(
        &self,
        statut: Option<Statut>,
        numero: Option<&str>,
        page: u32,
    ) -> Result<(Vec<Envoyee>, i64)> {
        let mut tx = self.db.read().await?;
        let statut = statut.map(Statut::key);
        // Nothing of it is a wildcard.
        let numero = numero.map(|text| text.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect());
        let pattern = numero.map(|text: String| format!("%{text}%"));
        let (total,) = fetch_one!(
            &mut tx,
            (i64,),
            "SELECT COUNT(*) FROM dossier WHERE sent_at IS NOT NULL
             AND ($1 IS NULL OR statut = $1) AND ($2 IS NULL OR numero LIKE $2)",
            statut,
            &pattern
        );
        let rows = fetch_all!(
            &mut tx,
            Row,
            "SELECT id, faits, titre, demandeur FROM dossier WHERE sent_at IS NOT NULL
             AND ($1 IS NULL OR statut = $1) AND ($2 IS NULL OR numero LIKE $2)
             ORDER BY sent_at DESC, id DESC LIMIT $3 OFFSET $4",
            statut,
            &pattern,
            PAR_PAGE,
            i64::from(page) * PAR_PAGE
        );
        let read = |row: Row| {
            let dossier = read_json(&row.faits, "dossier", "faits", row.id)?;
            Ok(Envoyee { dossier, titre: row.titre, demandeur: row.demandeur })
        };
        Ok((rows.into_iter().map(read).collect::<Result<_>>()?, total))
    }

    /// The one of this « Numéro Dossier », once it was sent.
    pub async fn find_envoyee(&self, numero: &str) -> Result<Option<Envoyee>> {
        let mut tx = self.db.read().await?;
        find(&mut tx, numero).await
    }

    /// A conseiller writes to whoever holds a request: on each of her channels, with a line of the journal. The same
    /// `envoi` twice is once. `None` when there is no such request; refused for who is not of OPCO EP's side.
    pub async fn ecrire_personne(
        &self,
        now: DateTime<Utc>,
        conseiller: Uuid,
        numero: &str,
        texte: &str,
        envoi: &str,
    ) -> Result<Option<()>> {
        let mut tx = self.db.write().await?;
        let row = fetch_optional!(&mut tx, (String,), "SELECT role FROM personne WHERE id = $1", conseiller);
        let role = row.map(|(role,)| read_role(&role, conseiller)).transpose()?;
        let Some(role @ (Role::Conseiller | Role::Admin)) = role else {
            return Err(StoreError::Refused(format!("{conseiller} is not of OPCO EP's side")));
        };
        // One writer at a time: the same form sent twice at once finds what the first has written.
        execute!(&mut tx, "UPDATE dossier SET numero = numero WHERE numero = $1", numero);
        let Some(found) = find(&mut tx, numero).await? else { return Ok(None) };
        let key = |rank: usize| format!("message {conseiller} {envoi} {rank}");
        let known = fetch_optional!(&mut tx, (i64,), "SELECT id FROM outbox WHERE once_key = $1", key(0));
        if known.is_some() {
            return Ok(Some(()));
        }
        let note = NoteHumain::Conseiller {
            titre: found.titre.unwrap_or_else(|| numero.to_owned()),
            numero: found.dossier.numero.clone(),
            texte: texte.to_owned(),
        };
        let message = Message {
            notes: vec![Note::Humain(note)],
            screen: Screen::Empty,
            choices: Vec::new(),
            card: 0,
            in_place: false,
        };
        let addresses = partages::addresses(&mut tx, found.dossier.proprietaire).await?;
        let rows: Vec<Outgoing> = addresses
            .into_iter()
            .enumerate()
            .map(|(rank, (channel, address))| Outgoing {
                channel,
                address,
                payload: Payload::Message(Box::new(message.clone())),
                once: Some(key(rank)),
            })
            .collect();
        outbox::put(&mut tx, now, &rows).await?;
        let what = JournalWhat::Message { texte: clean(texte).into_owned() };
        let entry = JournalEntry { dossier: found.dossier.id, what };
        let signature = Signature { auteur: Some(conseiller), cle: None, role, source: Source::Console };
        journal::append(&mut tx, now, &signature, &entry).await?;
        tx.commit(&self.hub).await?;
        Ok(Some(()))
    }
}

async fn find(tx: &mut Tx, numero: &str) -> Result<Option<Envoyee>> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT id, faits, titre, demandeur FROM dossier WHERE numero = $1 AND sent_at IS NOT NULL",
        numero
    );
    row.map(|row| {
        let dossier = read_json(&row.faits, "dossier", "faits", row.id)?;
        Ok(Envoyee { dossier, titre: row.titre, demandeur: row.demandeur })
    })
    .transpose()
}
