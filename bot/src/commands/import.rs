//! The directory from CSV files. A bad line is told and left out; the good ones are kept.

mod lignes;

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use guichet_store::{ImportReport, Store};
use indicatif::{ProgressBar, ProgressStyle};

use lignes::{Lu, Refused};

/// What became of a file.
#[derive(Debug)]
pub struct Import {
    pub report: ImportReport,
    pub refused: Vec<Refused>,
}

/// `guichet import entites FILE`
pub async fn run_entites(file: &Path) -> anyhow::Result<()> {
    let text = read(file)?;
    let (_, store) = super::open().await?;
    let bar = bar();
    let import = entites(&store, &text).await;
    bar.finish_and_clear();
    tell(&import?);
    Ok(())
}

/// `guichet import individus FILE`
pub async fn run_individus(file: &Path) -> anyhow::Result<()> {
    let text = read(file)?;
    let (_, store) = super::open().await?;
    let bar = bar();
    let import = individus(&store, &text).await;
    bar.finish_and_clear();
    tell(&import?);
    Ok(())
}

pub async fn entites(store: &Store, text: &str) -> anyhow::Result<Import> {
    let Lu { lines, refused } = lignes::entites(text)?;
    let entites: Vec<_> = lines.into_iter().map(|(_, entite)| entite).collect();
    Ok(Import { report: store.import_entites(&entites).await?, refused })
}

pub async fn individus(store: &Store, text: &str) -> anyhow::Result<Import> {
    let Lu { lines, mut refused } = lignes::individus(text)?;
    let mut known = std::collections::BTreeMap::new();
    let mut kept = Vec::new();
    for (line, individu) in lines {
        let known = match known.get(&individu.siret) {
            Some(known) => *known,
            None => {
                let found = store.find_entite(&individu.siret).await?.is_some();
                known.insert(individu.siret.clone(), found);
                found
            }
        };
        if known {
            kept.push(individu);
        } else {
            let reason = format!(
                "le SIRET {} n'est pas dans l'annuaire : importez d'abord les entités",
                individu.siret
            );
            refused.push(Refused { line, reason });
        }
    }
    refused.sort_by_key(|refused| refused.line);
    Ok(Import { report: store.import_individus(&kept).await?, refused })
}

/// UTF-8, with or without a byte order mark.
fn read(file: &Path) -> anyhow::Result<String> {
    let unreadable = || format!("le fichier {} ne peut pas être lu", file.display());
    let bytes = std::fs::read(file).with_context(unreadable)?;
    let text = String::from_utf8(bytes).context("il n'est pas en UTF-8").with_context(unreadable)?;
    Ok(text)
}

/// A sign of life, on a terminal only: the import is one transaction.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner()
        .with_style(ProgressStyle::default_spinner())
        .with_message("Import en cours…");
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn tell(import: &Import) {
    let ImportReport { added, updated, unchanged } = import.report;
    println!("ajoutés : {added}");
    println!("modifiés : {updated}");
    println!("inchangés : {unchanged}");
    println!("refusés : {}", import.refused.len());
    for Refused { line, reason } in &import.refused {
        println!("ligne {line} : {reason}");
    }
}
