//! The words a dossier is found by, a line for each and for whoever reaches it (`acces_mot`): a search looks up a range
//! of words, and costs what it finds rather than what there is.

use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::Result;
use crate::db::{Arm, Tx, execute, fetch_one, on};

/// Words written with one statement.
const LOT: usize = 200;
/// Words that find more are all the same to a search.
const OFTEN: i64 = 1_000;

/// These words, and no others, for whoever reaches the dossier now.
pub(crate) async fn renew(tx: &mut Tx, dossier: Uuid, words: &[&str]) -> Result<()> {
    execute!(tx, "DELETE FROM acces_mot WHERE dossier = $1", dossier);
    for words in words.chunks(LOT) {
        on!(tx, conn => {
            let mut query = QueryBuilder::new(
                "INSERT INTO acces_mot (personne, mot, dossier)
                 SELECT a.personne, m.column1, a.dossier FROM acces a CROSS JOIN (",
            );
            query.push_values(words, |mut row, word| {
                row.push_bind(*word);
            });
            query.push(") m WHERE a.dossier = ").push_bind(dossier);
            query.build().execute(conn).await?;
        });
    }
    Ok(())
}

/// Whoever reaches the dossier from now on finds it by the words others find it by.
pub(crate) async fn extend(tx: &mut Tx, dossier: Uuid, personne: Uuid) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO acces_mot (personne, mot, dossier)
         SELECT DISTINCT $2, mot, dossier FROM acces_mot WHERE dossier = $1
         ON CONFLICT (personne, mot, dossier) DO NOTHING",
        dossier,
        personne
    );
    Ok(())
}

/// How many lines a word finds, up to [`OFTEN`].
pub(crate) async fn frequency(tx: &mut Tx, personne: Uuid, word: &str) -> Result<i64> {
    let (first, end) = range(word);
    let (count,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM (
            SELECT 1 FROM acces_mot WHERE personne = $1 AND mot >= $2 AND mot < $3 LIMIT $4
         ) m",
        personne,
        first,
        end,
        OFTEN
    );
    Ok(count)
}

/// What surrounds the dossiers that were found, so that their lines of `acces a` are looked up by key, whatever the
/// planner believes: SQLite joins in the order that `CROSS JOIN` gives; PostgreSQL has the array before it looks.
pub(crate) fn around(tx: &Tx) -> (&'static str, &'static str) {
    match tx.arm {
        Arm::Sqlite(_) => {
            (" FROM (", ") m CROSS JOIN acces a WHERE a.dossier = m.dossier AND a.personne = $1")
        }
        Arm::Pg(_) => (" FROM acces a WHERE a.personne = $1 AND a.dossier = ANY (ARRAY(", "))"),
    }
}

/// Bounds of the words that begin with these letters. Folded words hold letters and digits only.
pub(crate) fn range(word: &str) -> (String, String) {
    (word.to_owned(), format!("{word}{}", char::MAX))
}
