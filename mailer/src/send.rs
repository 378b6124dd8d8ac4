//! Sending, and what a failure means.

use std::path::Path;
use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{AsyncTransport, Message, Tokio1Executor};

use crate::Dkim;

/// For one answer of the server: under the lease of the outbox row, so that no one else sends it meanwhile.
const TIMEOUT: Duration = Duration::from_secs(45);

/// Codes that speak of our account, not of the message (RFC 4954, section 6).
const ACCOUNT_CODES: [u16; 4] = [530, 534, 535, 538];

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("SMTP_URL: {0}")]
    Url(smtp::Error),
    #[error("MAIL_CA_FILE {path}: {source}")]
    CaFile { path: String, source: std::io::Error },
    #[error("MAIL_CA_FILE: {0}")]
    Certificate(smtp::Error),
    #[error("MAIL_CA_FILE is of no use with an SMTP_URL without TLS")]
    NoTls,
}

/// Why a message was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It may be accepted later. `ambiguous`: it may have been accepted already.
    #[error("{reason}")]
    Transient { ambiguous: bool, reason: String },
    /// The server will never take this message.
    #[error("{reason}")]
    Permanent { reason: String },
}

/// The way out (`SMTP_URL`). Cheap to clone; keeps connections open.
#[derive(Debug, Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    dkim: Option<Dkim>,
}

impl Mailer {
    /// Does not speak to the server yet.
    pub fn connect(url: &str, ca_file: Option<&Path>) -> Result<Mailer, ConnectError> {
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(ConnectError::Url)?;
        if let Some(path) = ca_file {
            let pem = std::fs::read(path)
                .map_err(|source| ConnectError::CaFile { path: path.display().to_string(), source })?;
            builder = builder.tls(tls(url, &pem)?);
        }
        Ok(Mailer { transport: builder.timeout(Some(TIMEOUT)).build(), dkim: None })
    }

    /// Signs what it sends from now on.
    #[must_use]
    pub fn signing(self, dkim: Option<Dkim>) -> Mailer {
        Mailer { dkim, ..self }
    }

    /// Connects and logs in.
    pub async fn check(&self) -> Result<(), SendError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => {
                Err(SendError::Transient { ambiguous: false, reason: "the server hung up".to_owned() })
            }
            Err(error) => Err(sort(&error)),
        }
    }

    /// Returns once the server has taken the message upon itself.
    pub async fn send(&self, mut message: Message) -> Result<(), SendError> {
        if let Some(dkim) = &self.dkim {
            dkim.sign(&mut message);
        }
        self.transport.send(message).await.map(drop).map_err(|error| sort(&error))
    }
}

/// The TLS of the URL (as lettre reads it), trusting one more root.
fn tls(url: &str, pem: &[u8]) -> Result<Tls, ConnectError> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("smtp", url));
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host_port = authority.rsplit('@').next().unwrap_or_default();
    let host = match host_port.strip_prefix('[') {
        Some(literal) => literal.split(']').next().unwrap_or_default(),
        None => host_port.split(':').next().unwrap_or_default(),
    };
    let root = Certificate::from_pem(pem).map_err(ConnectError::Certificate)?;
    let parameters = TlsParameters::builder(host.to_owned())
        .add_root_certificate(root)
        .build()
        .map_err(ConnectError::Certificate)?;
    if scheme == "smtps" {
        Ok(Tls::Wrapper(parameters))
    } else if url.contains("tls=required") {
        Ok(Tls::Required(parameters))
    } else if url.contains("tls=opportunistic") {
        Ok(Tls::Opportunistic(parameters))
    } else {
        Err(ConnectError::NoTls)
    }
}

fn sort(error: &smtp::Error) -> SendError {
    let reason =
        std::error::Error::source(error).map_or(error.to_string(), |source| format!("{error}: {source}"));
    match error.status() {
        Some(code) if error.is_permanent() && !ACCOUNT_CODES.contains(&u16::from(code)) => {
            SendError::Permanent { reason }
        }
        Some(_) => SendError::Transient { ambiguous: false, reason },
        // No answer: whether it broke before or after the last byte is not told.
        None if error.is_client() => SendError::Permanent { reason },
        None => SendError::Transient { ambiguous: true, reason },
    }
}
