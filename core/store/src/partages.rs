//! Rights on dossiers, and offers of them. Each act is checked here again, whatever the turn decided: only the owner
//! offers, takes back and hands on; only she to whom it was offered accepts; rights hold within one's companies.

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::dossier::Statut;
use guichet_core::nouvelles::Canal;
use guichet_core::partage::{
    Acces, ActePartage, Collegue, Droit, Partage, Proposition, QuestionPartage, ReponsePartage,
};
use uuid::Uuid;

use crate::annuaire::{Vue, count};
use crate::columns::{clean, micros, read_channel, read_instant};
use crate::db::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::write_json;
use crate::{Channel, Result, StoreError, dossiers, mots};

/// Colleagues shown at once; the others are named by their email.
const MAX_COLLEGUES: i64 = 20;

#[derive(sqlx::FromRow)]
struct AccesRow {
    personne: Uuid,
    nom: String,
    droit: String,
}

#[derive(sqlx::FromRow)]
struct CollegueRow {
    id: Uuid,
    nom: String,
    email: String,
}

impl From<CollegueRow> for Collegue {
    fn from(row: CollegueRow) -> Collegue {
        Collegue { personne: row.id, nom: row.nom, email: row.email }
    }
}

#[derive(sqlx::FromRow)]
struct OffreRow {
    id: Uuid,
    dossier: Uuid,
    titre: Option<String>,
    entreprise: String,
    de: Uuid,
    de_nom: String,
    pour: Uuid,
    pour_nom: String,
    droit: String,
    expires_at: i64,
}

impl OffreRow {
    fn read(self) -> Result<Proposition> {
        Ok(Proposition {
            id: self.id,
            dossier: self.dossier,
            titre: self.titre,
            entreprise: self.entreprise,
            de: self.de,
            de_nom: self.de_nom,
            pour: self.pour,
            pour_nom: self.pour_nom,
            droit: read_droit(&self.droit, "partage", self.id)?,
            expires_at: read_instant(self.expires_at, "partage", "expires_at", self.id)?,
        })
    }
}

fn read_droit(key: &str, table: &'static str, id: Uuid) -> Result<Droit> {
    Droit::from_key(key).ok_or_else(|| StoreError::inconsistency(table, "droit", id, key))
}

/// The offers that may be accepted now: made by who still owns the dossier, to who still works for its company.
/// `$1` is now.
macro_rules! offres {
    ($which:literal) => {
        concat!(
            "SELECT o.id, o.dossier, d.titre, COALESCE(e.enseigne, e.raison_sociale) AS entreprise,
                o.de, COALESCE(f.nom, f.email) AS de_nom, o.pour, COALESCE(t.nom, t.email) AS pour_nom,
                o.droit, o.expires_at
             FROM partage o
             JOIN dossier d ON d.id = o.dossier
             JOIN acces a ON a.dossier = o.dossier AND a.personne = o.de AND a.droit = 'proprietaire'
             JOIN entite e ON e.siret = a.siret
             JOIN rattachement r ON r.personne = o.pour AND r.siret = a.siret
             JOIN personne f ON f.id = o.de
             JOIN personne t ON t.id = o.pour
             WHERE o.etat = 'propose' AND o.expires_at > $1 AND d.statut <> 'annule' AND ",
            $which,
            " ORDER BY o.created_at, o.id"
        )
    };
}

/// Everyone who has a right on a dossier now.
pub(crate) async fn acces(tx: &mut Tx, dossier: Uuid) -> Result<Partage> {
    let rows = fetch_all!(
        tx,
        AccesRow,
        "SELECT a.personne, COALESCE(p.nom, p.email) AS nom, a.droit
         FROM acces a JOIN personne p ON p.id = a.personne
         WHERE a.dossier = $1 AND (
            p.role <> 'adherent' OR (a.siret IS NULL AND a.droit = 'proprietaire')
            OR EXISTS (SELECT 1 FROM rattachement r WHERE r.personne = a.personne AND r.siret = a.siret)
         ) ORDER BY 2, a.personne",
        dossier
    );
    let read = |row: AccesRow| {
        let droit = read_droit(&row.droit, "acces", dossier)?;
        Ok(Acces { personne: row.personne, nom: row.nom, droit })
    };
    Ok(Partage { dossier, acces: rows.into_iter().map(read).collect::<Result<_>>()? })
}

/// Her right on a dossier now.
pub(crate) async fn droit(tx: &mut Tx, personne: Uuid, dossier: Uuid) -> Result<Option<Droit>> {
    let partage = acces(tx, dossier).await?;
    Ok(partage.acces.into_iter().find(|acces| acces.personne == personne).map(|acces| acces.droit))
}

/// Offers that wait for her answer, oldest first.
pub(crate) async fn received(tx: &mut Tx, now: DateTime<Utc>, personne: Uuid) -> Result<Vec<Proposition>> {
    let rows = fetch_all!(tx, OffreRow, offres!("o.pour = $2"), micros(now), personne);
    rows.into_iter().map(OffreRow::read).collect()
}

/// Answers a question of a turn.
pub(crate) async fn answer(
    tx: &mut Tx,
    now: DateTime<Utc>,
    personne: &Personne,
    question: QuestionPartage,
) -> Result<ReponsePartage> {
    Ok(match question {
        QuestionPartage::Offrir { dossier, siret } => {
            let owns = droit(tx, personne.id, dossier).await? == Some(Droit::Proprietaire);
            if !owns || !Vue::of(personne).sees(tx, &siret).await? {
                return Ok(ReponsePartage::Offrir { collegues: Vec::new(), propositions: Vec::new() });
            }
            let collegues = fetch_all!(
                tx,
                CollegueRow,
                "SELECT p.id, COALESCE(p.nom, p.email) AS nom, p.email
                 FROM personne p JOIN rattachement r ON r.personne = p.id
                 WHERE r.siret = $1 AND p.id <> $2 ORDER BY 2, p.id LIMIT $3",
                &siret,
                personne.id,
                MAX_COLLEGUES
            );
            let offres = fetch_all!(tx, OffreRow, offres!("o.dossier = $2"), micros(now), dossier);
            ReponsePartage::Offrir {
                collegues: collegues.into_iter().map(Collegue::from).collect(),
                propositions: offres.into_iter().map(OffreRow::read).collect::<Result<_>>()?,
            }
        }
        QuestionPartage::Collegue { siret, email } => {
            if !Vue::of(personne).sees(tx, &siret).await? {
                return Ok(ReponsePartage::Collegue(None));
            }
            let row = fetch_optional!(
                tx,
                CollegueRow,
                "SELECT p.id, COALESCE(p.nom, p.email) AS nom, p.email
                 FROM personne p JOIN rattachement r ON r.personne = p.id
                 WHERE r.siret = $1 AND p.email = $2",
                &siret,
                clean(&email)
            );
            ReponsePartage::Collegue(row.map(Collegue::from))
        }
        QuestionPartage::Recues => ReponsePartage::Recues(received(tx, now, personne.id).await?),
        QuestionPartage::Recue { id } => {
            let dossier = fetch_optional!(
                tx,
                (Uuid,),
                "SELECT dossier FROM partage WHERE id = $1 AND pour = $2",
                id,
                personne.id
            );
            let Some((dossier,)) = dossier else { return Ok(ReponsePartage::Recue(None)) };
            // What the answer to it changes stays as it is until then.
            dossiers::load_locked(tx, dossier).await?;
            let row = fetch_optional!(
                tx,
                OffreRow,
                offres!("o.pour = $2 AND o.id = $3"),
                micros(now),
                personne.id,
                id
            );
            ReponsePartage::Recue(row.map(OffreRow::read).transpose()?)
        }
        QuestionPartage::Compte => {
            let (recues,) = fetch_one!(
                tx,
                (i64,),
                "SELECT COUNT(*) FROM acces WHERE personne = $1 AND droit <> 'proprietaire'",
                personne.id
            );
            let (donnees,) = fetch_one!(
                tx,
                (i64,),
                "SELECT COUNT(*) FROM acces a WHERE a.personne = $1 AND a.droit = 'proprietaire'
                 AND EXISTS (SELECT 1 FROM acces o WHERE o.dossier = a.dossier AND o.personne <> a.personne)",
                personne.id
            );
            ReponsePartage::Compte { recues: count(recues), donnees: count(donnees) }
        }
    })
}

/// Does what a turn of this person decided.
pub(crate) async fn apply(tx: &mut Tx, now: DateTime<Utc>, personne: Uuid, acte: ActePartage) -> Result<()> {
    match acte {
        ActePartage::Proposer { id, dossier, pour, droit, expires_at } => {
            let statut = owned(tx, personne, dossier).await?;
            let fits = statut != Statut::Annule && (droit != Droit::Redacteur || !statut.is_locked());
            if !fits || pour == personne || !is_colleague(tx, dossier, pour).await? {
                return Err(StoreError::Refused(format!("dossier {dossier} is not for {pour}")));
            }
            withdraw(tx, now, dossier, Some(pour)).await?;
            execute!(
                tx,
                "INSERT INTO partage (id, dossier, de, pour, droit, etat, created_at, expires_at)
                 VALUES ($1, $2, $3, $4, $5, 'propose', $6, $7)",
                id,
                dossier,
                personne,
                pour,
                droit.key(),
                micros(now),
                micros(expires_at)
            );
        }
        ActePartage::Accepter { id } => accept(tx, now, personne, id).await?,
        ActePartage::Refuser { id } => {
            let rows = execute!(
                tx,
                "UPDATE partage SET etat = 'refuse', decided_at = $3
                 WHERE id = $1 AND pour = $2 AND etat = 'propose'",
                id,
                personne,
                micros(now)
            );
            expect_one(rows, id)?;
        }
        ActePartage::Retirer { id } => {
            let row = fetch_optional!(tx, (Uuid,), "SELECT dossier FROM partage WHERE id = $1", id);
            let Some((dossier,)) = row else { return expect_one(0, id) };
            owned(tx, personne, dossier).await?;
            // It may have been answered since she saw it.
            execute!(
                tx,
                "UPDATE partage SET etat = 'retire', decided_at = $2 WHERE id = $1 AND etat = 'propose'",
                id,
                micros(now)
            );
        }
        ActePartage::Reprendre { dossier, personne: other } => {
            owned(tx, personne, dossier).await?;
            give_up(tx, other, dossier).await?;
        }
        ActePartage::Quitter { dossier } => give_up(tx, personne, dossier).await?,
    }
    Ok(())
}

async fn accept(tx: &mut Tx, now: DateTime<Utc>, personne: Uuid, id: Uuid) -> Result<()> {
    let row = fetch_optional!(tx, OffreRow, offres!("o.pour = $2 AND o.id = $3"), micros(now), personne, id);
    let Some(offre) = row.map(OffreRow::read).transpose()? else { return expect_one(0, id) };
    let rows = execute!(
        tx,
        "UPDATE partage SET etat = 'accepte', decided_at = $2 WHERE id = $1 AND etat = 'propose'",
        id,
        micros(now)
    );
    expect_one(rows, id)?;
    if offre.droit == Droit::Proprietaire {
        hand_on(tx, now, &offre).await?;
    }
    execute!(
        tx,
        "INSERT INTO acces (personne, dossier, droit, created_at, statut, siret, recherche)
         SELECT $1, dossier, $3, created_at, statut, siret, recherche FROM acces
         WHERE dossier = $2 AND personne = $4
         ON CONFLICT (personne, dossier) DO UPDATE SET droit = excluded.droit",
        personne,
        offre.dossier,
        offre.droit.key(),
        offre.de
    );
    mots::extend(tx, offre.dossier, personne).await
}

/// The dossier has another owner; the one before reads it. No answer of it changes, sent or not.
async fn hand_on(tx: &mut Tx, now: DateTime<Utc>, offre: &Proposition) -> Result<()> {
    let Some(mut dossier) = dossiers::load_locked(tx, offre.dossier).await? else {
        return expect_one(0, offre.dossier);
    };
    dossier.proprietaire = offre.pour;
    execute!(
        tx,
        "UPDATE dossier SET proprietaire = $2, faits = $3 WHERE id = $1",
        offre.dossier,
        offre.pour,
        write_json(&dossier)?
    );
    execute!(
        tx,
        "UPDATE acces SET droit = 'lecteur' WHERE dossier = $1 AND personne = $2",
        offre.dossier,
        offre.de
    );
    // What the owner before offered is no longer hers to give.
    withdraw(tx, now, offre.dossier, None).await
}

/// Withdraws the offers of a dossier that wait: to this colleague, or all.
async fn withdraw(tx: &mut Tx, now: DateTime<Utc>, dossier: Uuid, pour: Option<Uuid>) -> Result<()> {
    execute!(
        tx,
        "UPDATE partage SET etat = 'retire', decided_at = $2
         WHERE dossier = $1 AND etat = 'propose' AND (pour = $3 OR $4)",
        dossier,
        micros(now),
        pour,
        pour.is_none()
    );
    Ok(())
}

async fn give_up(tx: &mut Tx, personne: Uuid, dossier: Uuid) -> Result<()> {
    execute!(
        tx,
        "DELETE FROM acces WHERE dossier = $1 AND personne = $2 AND droit <> 'proprietaire'",
        dossier,
        personne
    );
    Ok(())
}

/// The Statut of a dossier that this person owns.
async fn owned(tx: &mut Tx, personne: Uuid, dossier: Uuid) -> Result<Statut> {
    let found = dossiers::load_locked(tx, dossier).await?;
    let owns = droit(tx, personne, dossier).await? == Some(Droit::Proprietaire);
    found
        .filter(|_| owns)
        .map(|dossier| dossier.statut)
        .ok_or_else(|| StoreError::Refused(format!("dossier {dossier} is not {personne}'s to share")))
}

async fn is_colleague(tx: &mut Tx, dossier: Uuid, personne: Uuid) -> Result<bool> {
    let (found,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM acces a JOIN rattachement r ON r.siret = a.siret
         WHERE a.dossier = $1 AND a.droit = 'proprietaire' AND r.personne = $2",
        dossier,
        personne
    );
    Ok(found > 0)
}

fn expect_one(rows: u64, id: Uuid) -> Result<()> {
    match rows {
        1 => Ok(()),
        _ => Err(StoreError::Refused(format!("{id} cannot be answered"))),
    }
}

/// The addresses at which she wants to be told what happens.
pub(crate) async fn ways(tx: &mut Tx, personne: Uuid, canal: Canal) -> Result<Vec<(Channel, String)>> {
    let all = addresses(tx, personne).await?;
    let is_mail = |(channel, _): &(Channel, String)| *channel == Channel::Courriel;
    let talks = all.iter().any(|way| !is_mail(way));
    let wanted = |way: &(Channel, String)| match canal {
        Canal::Partout => true,
        Canal::Conversation => !talks || !is_mail(way),
        Canal::Courriel => is_mail(way),
    };
    Ok(all.into_iter().filter(wanted).collect())
}

/// The one at which she is reminded: where she talks with the assistant, unless she wants emails; never a page, which
/// she would have to be looking at.
pub(crate) async fn one_way(tx: &mut Tx, personne: Uuid, canal: Canal) -> Result<Option<(Channel, String)>> {
    let all = addresses(tx, personne).await?;
    let first = |wanted: Channel| all.iter().find(|(channel, _)| *channel == wanted).cloned();
    let chat = first(Channel::Telegram).filter(|_| canal != Canal::Courriel);
    Ok(chat.or_else(|| first(Channel::Courriel)))
}

/// Every address at which a person is told something outside her turns.
pub(crate) async fn addresses(tx: &mut Tx, personne: Uuid) -> Result<Vec<(Channel, String)>> {
    let rows = fetch_all!(
        tx,
        (String, String),
        "SELECT channel, address FROM adresse WHERE personne = $1
         UNION SELECT 'courriel', email FROM personne WHERE id = $1 ORDER BY 1, 2",
        personne
    );
    rows.into_iter().map(|(channel, address)| Ok((read_channel(&channel, "adresse")?, address))).collect()
}
