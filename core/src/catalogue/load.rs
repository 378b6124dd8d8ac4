//! Loading: TOML to checked types, with errors that name file, key and reason.

/// Why a catalogue cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {key}: {reason}")]
pub struct CatalogueError {
    pub file: String,
    pub key: String,
    pub reason: String,
}

/// The embedded catalogue: file name and content.
pub fn embedded_files() -> Vec<(&'static str, &'static str)> {
    Vec::new()
}

impl super::Catalogue {
    /// The catalogue compiled into the program.
    pub fn embedded() -> Result<super::Catalogue, Vec<CatalogueError>> {
        Self::from_files(embedded_files())
    }

    /// A catalogue from named TOML texts: `commandes.toml` and one file per dispositif and revision.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<super::Catalogue, Vec<CatalogueError>> {
        let _ = files.into_iter().count();
        Ok(super::Catalogue { dispositifs: Vec::new(), commandes: super::Commandes(Vec::new()) })
    }
}
