//! What every part of the shell shares.

use guichet_core::engine::Cadre;
use guichet_store::Store;
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::files::Files;
use crate::telegram;

/// Put together once in `serve`; shared behind an `Arc`.
#[derive(Debug)]
pub struct App {
    pub config: Config,
    pub store: Store,
    pub files: Files,
    pub cadre: Cadre,
    /// The Bot API, when a token is set.
    pub telegram: Option<telegram::Client>,
    /// Cancelled when the process must stop: loops end after the work at hand.
    pub stop: CancellationToken,
}
