//! Writes every letter there is, as it would leave, into a folder: `NAME.eml`, for spam filters and mail readers.

use std::path::PathBuf;

use chrono::DateTime;
use guichet_mailer::{Enveloppe, compose};
use guichet_templates::courriel;
use guichet_templates::samples::samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("a folder")?);
    std::fs::create_dir_all(&folder)?;
    // Told, not taken: `date +%s`, so that filters find no letter from another year.
    let date: i64 = std::env::args().nth(2).ok_or("the seconds since 1970")?.parse()?;
    for (rank, (name, message)) in samples().into_iter().enumerate() {
        let message_id = format!("<{rank}.{date}.guichet@guichet.example.org>");
        let enveloppe = Enveloppe {
            from: "Assistant OPCO EP <assistant@guichet.example.org>",
            to: "Camille Martin <camille@lilas.example>",
            message_id: &message_id,
            reply_to: Some("assistant+aaaaaaaaaaaacallpvkdts32qdkh67fqdfkd6ogpsz6i7ua@guichet.example.org"),
            retour: None,
            desabonnement: None,
            in_reply_to: Some("<1.guichet@guichet.example.org>"),
            date: DateTime::from_timestamp(date, 0).unwrap_or_default(),
        };
        let letter = compose(&courriel(&message), &enveloppe, Vec::new())?;
        std::fs::write(folder.join(format!("{name}.eml")), letter.formatted())?;
    }
    Ok(())
}
