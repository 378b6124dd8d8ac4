//! Where the bytes of the pièces are kept: once per content, under their SHA-256.

use bytes::Bytes;
use guichet_core::event::FichierRecu;

/// The file store (`FILES_URL`).
#[derive(Debug, Clone)]
pub struct Files {}

#[expect(clippy::unimplemented, unused_variables, reason = "signatures only, for now")]
impl Files {
    /// Opens `file:PATH`. `s3://…` is refused with a message that says so.
    pub fn open(url: &str) -> anyhow::Result<Files> {
        unimplemented!()
    }
    /// Stores the content (nothing when it is there already) and tells what it is: kind by content, never by name.
    pub async fn store(&self, name: &str, content: Bytes) -> anyhow::Result<FichierRecu> {
        unimplemented!()
    }
    /// `None` when there is no such content.
    pub async fn load(&self, sha256: &str) -> anyhow::Result<Option<Bytes>> {
        unimplemented!()
    }
}
