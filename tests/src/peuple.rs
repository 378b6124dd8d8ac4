//! Many requests at once, written behind the store's back as a database of before `acces` holds them:
//! the next opening of the store completes the lists.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::annuaire::{Entite, Individu};
use guichet_core::catalogue::Catalogue;
use guichet_core::dossier::{Dossier, Element, Reponse, Statut, Valeur};
use sqlx::Connection;
use uuid::Uuid;

use crate::hasard::Hasard;

const TITRES: [&str; 8] = [
    "Hygiène alimentaire",
    "Excel perfectionnement",
    "Sécurité au fournil",
    "Coloration & mèches",
    "L'accueil du client",
    "Pâtisserie : l'entremets",
    "Œufs et crèmes",
    "Gestes qui sauvent",
];
const NOMS: [(&str, &str); 6] = [
    ("Zoé", "Martin"),
    ("Karim", "Benali"),
    ("Inès", "Le Roy"),
    ("Marie-Lou", "Dupont"),
    ("Li", "Na"),
    ("Paul", "D'Anjou"),
];

const DOSSIER: &str = "INSERT INTO dossier
    (id, proprietaire, numero, dispositif, revision, statut, titre, demandeur, created_at, updated_at, faits)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)";
/// As the migration does.
const ACCES: &str = "INSERT INTO acces (personne, dossier, droit, created_at, statut)
    SELECT proprietaire, id, 'proprietaire', created_at, statut FROM dossier
    WHERE id NOT IN (SELECT dossier FROM acces)";

macro_rules! write_all {
    ($conn:expr, $catalogue:expr, $dossiers:expr) => {{
        let mut tx = $conn.begin().await.unwrap();
        for dossier in $dossiers {
            let resume = $catalogue.resume(dossier);
            sqlx::query(DOSSIER)
                .bind(dossier.id)
                .bind(dossier.proprietaire)
                .bind(&dossier.numero)
                .bind(&dossier.dispositif)
                .bind(&dossier.revision)
                .bind(dossier.statut.key())
                .bind(resume.titre)
                .bind(resume.demandeur.map(|entite| entite.nom().to_owned()))
                .bind(dossier.created_at.timestamp_micros())
                .bind(serde_json::to_string(dossier).unwrap())
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        sqlx::query(ACCES).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }};
}

/// Writes the requests of known people to the database at this address.
pub async fn write(url: &str, catalogue: &Catalogue, dossiers: &[Dossier]) {
    if url.starts_with("postgres") {
        let mut conn = sqlx::PgConnection::connect(url).await.unwrap();
        write_all!(conn, catalogue, dossiers);
    } else {
        let mut conn = sqlx::SqliteConnection::connect(url).await.unwrap();
        write_all!(conn, catalogue, dossiers);
    }
}

fn begin() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_600_000, 0).expect("an instant")
}

fn salarie(nom: &str, prenom: &str) -> Individu {
    Individu::nouveau(Uuid::new_v4(), String::new(), nom, prenom)
}

fn element(id: u32, answers: &[(&str, Valeur)]) -> Element {
    let reponse = |valeur: &Valeur| Reponse {
        valeur: Some(valeur.clone()),
        at: begin(),
        message: None,
        proposee: false,
    };
    Element { id, reponses: answers.iter().map(|(cle, v)| ((*cle).to_owned(), reponse(v))).collect() }
}

/// A request as chance made it: some are begun, some sent, some share their instant with another.
pub fn demande(proprietaire: Uuid, n: u128, hasard: &mut Hasard, entites: &[Entite]) -> Dossier {
    let id = Uuid::from_u128(n * 7919 % 100_003 + (n << 64));
    let mut dossier = Dossier::new(id, proprietaire, "action_individuelle", "2026-11", begin());
    dossier.created_at = begin() + TimeDelta::minutes(hasard.below(4000) as i64);
    dossier.statut = Statut::ALL[hasard.below(8)];
    if hasard.below(10) > 0 {
        let titre = Valeur::Texte(TITRES[hasard.below(TITRES.len())].to_owned());
        dossier.etapes.insert("creation".to_owned(), vec![element(1, &[("intitule_formation", titre)])]);
        dossier.numero = Some(format!("2026-{n:06}"));
    }
    if hasard.below(10) > 1 {
        let demandeur = Valeur::Entite(entites[hasard.below(entites.len())].clone());
        let answers = [("etablissement_demandeur", demandeur)];
        dossier.etapes.insert("etape_1".to_owned(), vec![element(2, &answers)]);
        let people = (0..hasard.below(3)).map(|i| {
            let (prenom, nom) = NOMS[hasard.below(NOMS.len())];
            let someone = Valeur::Individu(salarie(nom, prenom));
            element(3 + i as u32, &[("stagiaire", someone)])
        });
        dossier.etapes.insert("etape_3".to_owned(), people.collect());
    }
    dossier
}
