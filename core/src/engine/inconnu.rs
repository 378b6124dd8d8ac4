//! Someone we do not know: an invitation, or a one-time code to the email address of her account.

use super::{Effect, Toast};
use crate::dossier::Valeur;
use crate::event::Event;
use crate::message::{Message, Screen};
use crate::reading::{self, Lecture, Lu};

/// Digits of a one-time code.
pub const CODE_CHIFFRES: usize = 8;

/// What someone unknown says that is of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presentation {
    /// The email address of her account, so that a code is sent there.
    Adresse(String),
    /// The code she was sent: its digits.
    Code(String),
    Autre,
}

/// What becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accueilli {
    /// `refusee`: she came with a token that opens nothing (any more).
    SansInvitation {
        refusee: bool,
    },
    /// The same whether an account has this address or not.
    CodeEnvoye {
        email: String,
    },
    CodeFaux {
        reste: u32,
    },
    /// None was asked for, or it is too old, or tried too often.
    CodePerime,
    /// Too many were asked for.
    TropDeCodes,
}

/// Reads what someone unknown says.
pub fn presentation(event: &Event) -> Presentation {
    let Event::Text { text, .. } = event else { return Presentation::Autre };
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() == CODE_CHIFFRES && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Presentation::Code(digits);
    }
    match reading::read_email(text) {
        Lecture::Read(Lu { valeur: Valeur::Texte(email), .. }) => Presentation::Adresse(email.to_lowercase()),
        _ => Presentation::Autre,
    }
}

/// What someone we do not know is told.
pub fn advance_unknown(event: &Event, accueilli: Accueilli) -> Vec<Effect> {
    if let Event::Tap { .. } | Event::TapDay { .. } | Event::TapMonth { .. } = event {
        return vec![Effect::Toast(Toast::BoutonPerime)];
    }
    let screen = match accueilli {
        Accueilli::SansInvitation { refusee: true } => Screen::InvitationRefusee,
        Accueilli::SansInvitation { refusee: false } => Screen::Inconnu,
        Accueilli::CodeEnvoye { email } => Screen::CodeDemande { email },
        Accueilli::CodeFaux { reste } => Screen::CodeRefuse { reste },
        Accueilli::CodePerime => Screen::CodeRefuse { reste: 0 },
        Accueilli::TropDeCodes => Screen::TropDeCodes,
    };
    vec![Effect::Say(Box::new(Message::of(screen)))]
}
