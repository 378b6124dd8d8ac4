//! The operator's catalogue: read from a folder, checked whole.

use std::path::Path;

use anyhow::Context;
use guichet_core::catalogue::{Catalogue, CatalogueError};

/// `guichet catalogue verifier DIR`
pub fn verify(dir: &Path) -> anyhow::Result<()> {
    let texts = texts(dir)?;
    match parse(&texts) {
        Ok(catalogue) => {
            let count = catalogue.dispositifs.len();
            println!("Catalogue correct : {} fichiers, {count} dispositif(s).", texts.len());
            Ok(())
        }
        Err(errors) => {
            for error in &errors {
                println!("{error}");
            }
            anyhow::bail!("{} erreur(s) dans le catalogue {}", errors.len(), dir.display())
        }
    }
}

/// The TOML files of the folder, by name.
fn texts(dir: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let unreadable = || format!("le dossier {} ne peut pas être lu", dir.display());
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("le fichier {} ne peut pas être lu", path.display()))?;
            texts.push((name, text));
        }
    }
    anyhow::ensure!(!texts.is_empty(), "aucun fichier .toml dans {}", dir.display());
    texts.sort();
    Ok(texts)
}

fn parse(texts: &[(String, String)]) -> Result<Catalogue, Vec<CatalogueError>> {
    Catalogue::from_files(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}
