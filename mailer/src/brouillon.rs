//! A letter as a person's mail client writes it: the built-in mailbox sends real messages.

use chrono::{DateTime, Utc};
use guichet_templates::Courriel;
use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, MultiPart, SinglePart};

use crate::compose::{ComposeError, PieceJointe, mailbox, one_line};

/// What a person writes.
#[derive(Debug, Clone)]
pub struct Brouillon<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub texte: &'a str,
    /// The letter she answers, and when it was written: quoted below her words.
    pub repond: Option<(&'a Courriel, DateTime<Utc>)>,
    /// Whose word it is that she is who she says (RFC 8601, `authserv-id`).
    pub authserv_id: &'a str,
}

/// The raw message (RFC 5322).
pub fn ecrire(brouillon: &Brouillon<'_>, pieces: Vec<PieceJointe>) -> Result<Vec<u8>, ComposeError> {
    let domain = brouillon.from.rsplit('@').next().unwrap_or_default();
    let vouched = format!("{}; dmarc=pass header.from={domain}", brouillon.authserv_id);
    let sujet = match brouillon.repond {
        Some((courriel, _)) => format!("Re: {}", courriel.sujet),
        None => "Ma demande".to_owned(),
    };
    let builder = Message::builder()
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Authentication-Results"), vouched))
        .from(mailbox(brouillon.from)?)
        .to(mailbox(brouillon.to)?)
        .subject(one_line(&sujet))
        .message_id(None);
    let quoted = brouillon.repond.map_or_else(String::new, |(courriel, at)| {
        let at = guichet_core::clock::paris(at).format("%d/%m/%Y à %H:%M");
        let lines = courriel.texte.lines().map(|line| format!("> {line}\n")).collect::<String>();
        format!("\n\nLe {at}, Assistant <{}> a écrit :\n\n{lines}", brouillon.to)
    });
    let mut body = MultiPart::mixed().singlepart(SinglePart::plain(format!("{}{quoted}", brouillon.texte)));
    for piece in pieces {
        let kind = ContentType::parse(&piece.mime)
            .map_err(|source| ComposeError::Attachment { name: piece.name.clone(), source })?;
        body = body.singlepart(Attachment::new(one_line(&piece.name)).body(piece.content, kind));
    }
    Ok(builder.multipart(body)?.formatted())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dmarc, Genre, dmarc, lire};

    #[test]
    fn it_is_read_as_a_persons_answer() {
        let courriel = Courriel {
            sujet: "Votre demande".to_owned(),
            texte: "1. Heures\n2. Coût".to_owned(),
            html: String::new(),
        };
        let brouillon = Brouillon {
            from: "camille.martin@example.org",
            to: "assistant+abc@example.org",
            texte: "1. 21h",
            repond: Some((&courriel, DateTime::UNIX_EPOCH)),
            authserv_id: "ici.example.org",
        };
        let piece = PieceJointe {
            name: "devis été.pdf".to_owned(),
            mime: "application/pdf".to_owned(),
            content: b"%PDF-1.4".to_vec(),
        };
        let lettre = lire(&ecrire(&brouillon, vec![piece]).expect("it is written"));
        assert_eq!((&lettre.genre, lettre.reponse().as_str()), (&Genre::Humaine, "1. 21h"));
        assert_eq!(
            lettre.documents().map(|document| document.name.as_str()).collect::<Vec<_>>(),
            ["devis été.pdf"]
        );
        assert_eq!(
            dmarc(&lettre.authentication_results, "ici.example.org", "camille.martin@example.org"),
            Dmarc::Passe
        );
    }
}
