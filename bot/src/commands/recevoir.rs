//! `guichet recevoir`: a message on standard input, straight into the database. No secret: whoever runs it can read
//! the database already.

use std::io::{self, Read};
use std::process::ExitCode;

use guichet_mailer::{TAILLE_MAX, recu, trop_grand};

use crate::clock;

/// Exit codes an MTA understands (sysexits.h): it gives the message back to its sender, or tries again later.
const EX_DATAERR: u8 = 65;
const EX_TEMPFAIL: u8 = 75;

pub fn run() -> ExitCode {
    let raw = match read(io::stdin().lock()) {
        Ok(raw) => raw,
        Err(error) => return later(&error.into()),
    };
    if raw.is_empty() {
        eprintln!("Erreur : aucun message sur l'entrée standard");
        return ExitCode::from(EX_DATAERR);
    }
    match super::block_on(store(raw)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => later(&error),
    }
}

fn later(error: &anyhow::Error) -> ExitCode {
    eprintln!("Erreur : {error:#}");
    ExitCode::from(EX_TEMPFAIL)
}

/// The message; of one that is too large what [`trop_grand`] keeps.
fn read(mut input: impl Read) -> io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    input.by_ref().take(TAILLE_MAX as u64 + 1).read_to_end(&mut raw)?;
    if raw.len() <= TAILLE_MAX {
        return Ok(raw);
    }
    let rest = io::copy(&mut input, &mut io::sink())?;
    let size = raw.len().saturating_add(usize::try_from(rest).unwrap_or(usize::MAX));
    Ok(trop_grand(&raw, size))
}

async fn store(raw: Vec<u8>) -> anyhow::Result<()> {
    let (_, store) = super::open().await?;
    let now = clock::now();
    store.receive(now, &[recu(raw, now)], None).await?;
    store.close().await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_is_whole_and_a_larger_one_is_cut() {
        let header = b"From: c@lilas.fr\n\n";
        let message = |size: usize| header.iter().copied().chain(std::iter::repeat(b'x')).take(size);
        let whole: Vec<u8> = message(TAILLE_MAX).collect();
        assert_eq!(read(&whole[..]).unwrap().len(), TAILLE_MAX);
        let larger: Vec<u8> = message(TAILLE_MAX + 10).collect();
        assert_eq!(guichet_mailer::taille_ecartee(&read(&larger[..]).unwrap()), Some(TAILLE_MAX + 10));
    }
}
