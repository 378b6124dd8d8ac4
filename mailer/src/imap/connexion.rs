//! TCP, TLS, and who we are.

use std::fmt::Debug;
use std::io;
use std::path::Path;
use std::sync::Arc;

use async_imap::{Client, Session};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::url::Adresse;
use super::{ImapError, TIMEOUT, within};

/// A connection, with TLS or without.
pub trait Flux: AsyncRead + AsyncWrite + Unpin + Send + Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Flux for T {}

pub type Seance = Session<Box<dyn Flux>>;

/// The usual roots, and one more.
pub fn tls(ca_file: Option<&Path>) -> Result<ClientConfig, ImapError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = ca_file {
        let wrong = |reason: String| ImapError::CaFile { path: path.display().to_string(), reason };
        let before = roots.len();
        let certificates = CertificateDer::pem_file_iter(path).map_err(|error| wrong(error.to_string()))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
            roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
        }
        if roots.len() == before {
            return Err(wrong("it holds no certificate".to_owned()));
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| ImapError::Connect(io::Error::other(error)))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Connected and logged in.
pub async fn open(adresse: &Adresse, tls: &Arc<ClientConfig>) -> Result<Seance, ImapError> {
    let flux = tokio::time::timeout(TIMEOUT, connect(adresse, tls)).await;
    let flux = flux.map_err(|_| ImapError::Timeout)?.map_err(ImapError::Connect)?;
    let mut client = Client::new(flux);
    let greeting = tokio::time::timeout(TIMEOUT, client.read_response()).await;
    if greeting.map_err(|_| ImapError::Timeout)?.map_err(ImapError::Connect)?.is_none() {
        return Err(ImapError::Connect(io::ErrorKind::UnexpectedEof.into()));
    }
    let login = async { client.login(&adresse.user, &adresse.password).await.map_err(|(error, _)| error) };
    within(login).await
}

async fn connect(adresse: &Adresse, tls: &Arc<ClientConfig>) -> io::Result<Box<dyn Flux>> {
    let stream = TcpStream::connect((adresse.host.as_str(), adresse.port)).await?;
    stream.set_nodelay(true)?;
    if !adresse.tls {
        return Ok(Box::new(stream));
    }
    let name = ServerName::try_from(adresse.host.clone()).map_err(io::Error::other)?;
    Ok(Box::new(TlsConnector::from(Arc::clone(tls)).connect(name, stream).await?))
}
