//! Puts the process together and takes it down in order.

/// Serves until a signal asks to stop.
pub fn run() -> anyhow::Result<()> {
    anyhow::bail!("nothing to serve yet")
}
