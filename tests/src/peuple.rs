//! Many requests at once, written behind the store's back as a database of before `acces` holds them:
//! the next opening of the store completes the lists.

use guichet_core::catalogue::Catalogue;
use guichet_core::dossier::Dossier;
use sqlx::Connection;

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
