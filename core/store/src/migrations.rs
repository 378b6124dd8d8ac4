//! The schema, step by step: each step once for each back end, with the same tables and columns.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

struct Step {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! step {
    ($name:literal) => {
        Step {
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

/// In order; a step that was released is never changed.
const STEPS: &[Step] = &[
    step!("0001_init"),
    step!("0002_acces"),
    step!("0003_journal"),
    step!("0004_rapport"),
    step!("0005_partage"),
    step!("0006_acces_mot"),
    step!("0007_nouvelles"),
    step!("0008_api"),
    step!("0009_contact"),
    step!("0010_code"),
    step!("0011_escalade"),
];

fn migrator(text: impl Fn(&Step) -> &'static str) -> Migrator {
    let steps = (1..).zip(STEPS).map(|(version, step)| {
        let sql = text(step).into_sql_str();
        Migration::new(version, step.name.into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
}

pub(crate) fn sqlite() -> Migrator {
    migrator(|step| step.sqlite)
}

pub(crate) fn postgres() -> Migrator {
    migrator(|step| step.postgres)
}
