//! Signatures of what we send (RFC 6376), so that its reader's server knows who answers for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lettre::Message;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey,
    DkimSigningKeyError,
};
use lettre::message::header::HeaderName;
use rsa::RsaPrivateKey;
use rsa::pkcs1::{EncodeRsaPrivateKey, LineEnding};
use rsa::pkcs8::DecodePrivateKey;

/// What is signed, present or not: one that is added on the way breaks the signature. RFC 8058 asks for the last two.
/// Not Content-Type: lettre writes it with the body, and does not see it when it signs.
const SIGNED: &[&str] = &[
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// Why nothing can be signed.
#[derive(Debug, thiserror::Error)]
pub enum DkimError {
    #[error("DKIM_KEY_FILE {path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    #[error("DKIM_KEY_FILE: not an RSA key in PEM, as « openssl genrsa 2048 » makes it: {0}")]
    Pkcs8(rsa::pkcs8::Error),
    #[error("DKIM_KEY_FILE: {0}")]
    Pkcs1(rsa::pkcs1::Error),
    #[error("DKIM_KEY_FILE: not an RSA key in PEM, as « openssl genrsa 2048 » makes it: {0}")]
    Key(DkimSigningKeyError),
    #[error("DKIM_SELECTOR: letters, digits and hyphens, as in DNS")]
    Selector,
}

/// A key, and under which name its public half stands in DNS. Cheap to clone.
#[derive(Clone)]
pub struct Dkim {
    config: Arc<DkimConfig>,
    name: String,
}

impl std::fmt::Debug for Dkim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dkim").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Dkim {
    /// The RSA key of this file, PKCS #1 or #8, published at `selector._domainkey.<domain of from>`.
    pub fn open(key_file: &Path, selector: &str, from: &str) -> Result<Dkim, DkimError> {
        let label = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if selector.len() > 63 || !selector.split('.').all(label) {
            return Err(DkimError::Selector);
        }
        let pem = std::fs::read_to_string(key_file)
            .map_err(|source| DkimError::File { path: key_file.to_owned(), source })?;
        let pem = pkcs1(&pem)?;
        let key = DkimSigningKey::new(&pem, DkimSigningAlgorithm::Rsa).map_err(DkimError::Key)?;
        let domain = from.rsplit('@').next().unwrap_or_default().trim_end_matches('>').to_lowercase();
        let headers = SIGNED.iter().map(|name| HeaderName::new_from_ascii_str(name)).collect();
        let relaxed = DkimCanonicalization {
            header: DkimCanonicalizationType::Relaxed,
            body: DkimCanonicalizationType::Relaxed,
        };
        let name = format!("{selector}._domainkey.{domain}");
        let config = DkimConfig::new(selector.to_owned(), domain, key, headers, relaxed);
        Ok(Dkim { config: Arc::new(config), name })
    }

    /// Where the public half of the key stands in DNS.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds the signature, with the time of signing in it: the one part that a repeat does not share.
    pub fn sign(&self, message: &mut Message) {
        message.sign(&self.config);
    }
}

/// lettre reads PKCS #1 alone.
fn pkcs1(pem: &str) -> Result<String, DkimError> {
    if !pem.contains("BEGIN PRIVATE KEY") {
        return Ok(pem.trim().to_owned());
    }
    let key = RsaPrivateKey::from_pkcs8_pem(pem.trim()).map_err(DkimError::Pkcs8)?;
    Ok(key.to_pkcs1_pem(LineEnding::LF).map_err(DkimError::Pkcs1)?.to_string())
}
