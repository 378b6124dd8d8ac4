//! Where the bytes of the pièces are kept: once per content, under their SHA-256.

use std::sync::Arc;

use anyhow::{Context, bail};
use bytes::Bytes;
use guichet_core::event::FichierRecu;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutPayload};
use sha2::{Digest, Sha256};

/// The file store (`FILES_URL`).
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

impl Files {
    /// Opens `file:PATH`. `s3://…` is refused with a message that says so.
    pub fn open(url: &str) -> anyhow::Result<Files> {
        let Some(folder) = url.strip_prefix("file:") else {
            bail!(
                "FILES_URL : seul un dossier local (file:CHEMIN) est accepté pour l'instant, pas « {url} »"
            );
        };
        std::fs::create_dir_all(folder).with_context(|| format!("{folder} ne peut pas être créé"))?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .with_context(|| format!("{folder} ne peut pas être ouvert"))?
            .with_fsync(true);
        Ok(Files { store: Arc::new(store) })
    }

    /// Stores the content (nothing when it is there already) and tells what it is: kind by content, never by name.
    pub async fn store(&self, name: &str, content: Bytes) -> anyhow::Result<FichierRecu> {
        let sha256 = hex(&Sha256::digest(&content));
        let size = content.len() as u64;
        let mime = infer::get(&content).map(|kind| kind.mime_type().to_owned());
        let put = PutPayload::from_bytes(content);
        match self.store.put_opts(&key(&sha256), put, PutMode::Create.into()).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => {}
            Err(error) => return Err(error).context("le fichier ne peut pas être gardé"),
        }
        Ok(FichierRecu { sha256, name: clean_name(name), size, mime })
    }

    /// `None` when there is no such content.
    pub async fn load(&self, sha256: &str) -> anyhow::Result<Option<Bytes>> {
        match self.store.get(&key(sha256)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error).context("le fichier ne peut pas être lu"),
        }
    }
}

/// Longest name kept, in characters.
const NAME_MAX: usize = 120;

/// A name that is safe to show and to save under: no folder, no control or direction character, bounded, its
/// extension kept.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let shown: Vec<char> = last.chars().filter(|c| !hidden(*c)).collect();
    let text: String = match shown.len().checked_sub(NAME_MAX) {
        None | Some(0) => shown.iter().collect(),
        Some(extra) => {
            let (start, end) = (NAME_MAX - 20, NAME_MAX - 19 + extra);
            shown[..start].iter().chain(&['…']).chain(&shown[end..]).collect()
        }
    };
    match text.trim() {
        "" | "." | ".." => "document".to_owned(),
        text => text.to_owned(),
    }
}

/// `ab/cdef…`: folders stay small.
fn key(sha256: &str) -> Path {
    let (folder, rest) = sha256.split_at_checked(2).unwrap_or(("", sha256));
    Path::from_iter([folder, rest])
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        assert_eq!(clean_name("devis été.pdf"), "devis été.pdf");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\bureau\\devis.pdf"), "devis.pdf");
        assert_eq!(clean_name("devis\u{202E}fdp.exe\n"), "devisfdp.exe");
        assert_eq!(clean_name(".."), "document");
        let long = clean_name(&format!("{}.pdf", "é".repeat(300)));
        assert_eq!(long.chars().count(), NAME_MAX);
        assert!(long.ends_with("é.pdf"));
    }

    #[tokio::test]
    async fn once_per_content_and_kind_by_content() {
        let folder = std::env::temp_dir().join(format!("guichet-files-{}", std::process::id()));
        let files = Files::open(&format!("file:{}", folder.display())).expect("opens");
        let pdf = Bytes::from_static(b"%PDF-1.4\n%synthetic\n");
        let first = files.store("devis.pdf", pdf.clone()).await.expect("stored");
        let again = files.store("photo.jpg", pdf.clone()).await.expect("stored");
        assert_eq!(first.sha256, again.sha256);
        assert_eq!(again.mime.as_deref(), Some("application/pdf"));
        assert_eq!(files.load(&first.sha256).await.expect("loads"), Some(pdf));
        assert_eq!(files.load(&"0".repeat(64)).await.expect("loads"), None);
        assert!(Files::open("s3://bucket/prefix").is_err());
        std::fs::remove_dir_all(folder).expect("cleaned");
    }
}
