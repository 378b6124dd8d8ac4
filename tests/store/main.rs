//! The contract of the store: the same stories on SQLite and on PostgreSQL.

mod annuaire;
mod api;
mod bench;
mod brouillons;
mod codes;
mod comptes;
mod concurrence;
mod console;
mod contacts;
mod courriel;
mod decisions;
mod demandes;
mod escalade;
mod inbox;
mod lots;
mod nouvelles;
mod operations;
mod outbox;
mod partages;
mod rappels;
mod rapports;
mod salaries;
mod schema;
mod tour;

/// Runs each story on both back ends.
macro_rules! on_both {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() { super::$story($crate::bench::Bench::sqlite().await).await; })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() { super::$story($crate::bench::Bench::postgres().await).await; })*
        }
    };
}
pub(crate) use on_both;
