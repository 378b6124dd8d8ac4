//! Lines that part an answer from what it answers: « Message d'origine », rules, « Message du … ».

use guichet_core::reading::fold;

use super::super::lettres::{Lettres, beginnings, is_among};
use super::attribution::{WROTE, is_wrote};

const SEPARATORS: &[&str] = &[
    "original message",
    "reply message",
    "forwarded message",
    "original appointment",
    "forwarded by",
    "ursprungliche nachricht",
    "weitergeleitete nachricht",
    "urspr nachricht",
    "originalnachricht",
    "oprindelig meddelelse",
    "oprindelig besked",
    "videresendt meddelelse",
    "opprinnelig melding",
    "mensaje original",
    "mensaje reenviado",
    "mensaje enviado",
    "messaggio originale",
    "messaggio inoltrato",
    "oorspronkelijk bericht",
    "doorgestuurd bericht",
    "mensagem original",
    "mensagem encaminhada",
    "ursprungligt meddelande",
    "vidarebefordrat meddelande",
    "alkuperainen viesti",
    "oryginalna wiadomosc",
    "wiadomosc oryginalna",
    "исходное сообщение",
];

/// Said without dashes by Apple Mail and others.
const ANNOUNCEMENTS: &[&str] = &[
    "debut du message reexpedie",
    "debut du message transfere",
    "debut du message renvoye",
    "begin forwarded message",
    "forwarded message",
    "message transfere",
    "message reexpedie",
    "anfang der weitergeleiteten nachricht",
    "inicio del mensaje reenviado",
    "inizio messaggio inoltrato",
    "begin doorgestuurd bericht",
];

const ANNOUNCEMENTS_BEGIN: Lettres = Lettres::first_of(&[ANNOUNCEMENTS]);

/// « Message d'origine », « Courriel transféré »: what it is, then where it comes from.
const WHAT: &[&str] = &["message", "mail", "courriel", "e mail", "email", "courrier"];
const WHENCE: &[&str] =
    &["d origine", "original", "initial", "transfere", "reexpedie", "renvoye", "precedent", "suivi"];
/// « Message transmis »: words of hers as well, where no labels follow.
const HANDED_ON: &[&str] = &["transmis"];
const ORIGINAL_BEGINS: Lettres = Lettres::first_of(&[WHAT, SEPARATORS]);

/// « ##- Veuillez répondre au-dessus de cette ligne -## », as help desks write it over what they send.
const ABOVE: &[&str] = &[
    "repondre au dessus de cette ligne",
    "reponse au dessus de cette ligne",
    "repondez au dessus de cette ligne",
    "reply above this line",
    "write above this line",
];
const ABOVE_ENDS: Lettres = Lettres::last_of(&[ABOVE]);

fn is_above(folded: &str) -> bool {
    ABOVE.iter().any(|above| folded.ends_with(above))
}

/// Whether what is answered stands below this line, and the answer above it.
pub(crate) fn asks_above(line: &str) -> bool {
    ABOVE_ENDS.may_end(line) && is_above(&fold(line))
}

fn says_original(folded: &str) -> bool {
    comes(folded, WHENCE) || starts_with_any(folded, SEPARATORS)
}

fn comes(folded: &str, whence: &[&str]) -> bool {
    let after = |what: &str| folded.get(what.len()..)?.strip_prefix(' ');
    beginnings(folded, WHAT).filter_map(after).any(|rest| starts_with_any(rest, whence))
}

/// One of them, alone or with « de Camille » after it.
fn starts_with_any(folded: &str, said: &[&str]) -> bool {
    let after = |said: &str| folded.get(said.len()..);
    beginnings(folded, said).filter_map(after).any(|rest| rest.is_empty() || rest.starts_with(" de "))
}

/// A line, its ends trimmed, below which stands what is answered.
pub(super) fn is_separator(line: &str) -> bool {
    if line.starts_with(|c: char| c.is_ascii_alphanumeric()) && !line.as_bytes().ends_with(b":") {
        return false;
    }
    let ruled = |c: char| matches!(c, '-' | '_' | '=' | '\u{2010}'..='\u{2015}' | '*' | '#');
    if line.chars().take_while(|c| ruled(*c)).count() >= 2 && line.ends_with(ruled) {
        if !ORIGINAL_BEGINS.may_begin(line) && !WROTE.may_end(line) && !ABOVE_ENDS.may_end(line) {
            return false;
        }
        let folded = fold(line);
        return is_above(&folded)
            || says_original(&folded)
            || is_wrote(&folded) && folded.split(' ').count() <= 30;
    }
    line.ends_with(':') && ANNOUNCEMENTS_BEGIN.may_begin(line) && is_among(&fold(line), ANNOUNCEMENTS)
}

/// Bytes of what only says « Message d'origine de Camille ».
const LONGEST_ORIGINAL: usize = 60;

/// « Message d'origine », « Message transmis » alone on its line: a separator where labels follow. « Message du … » as well.
pub(super) fn is_original(line: &str) -> bool {
    if !ORIGINAL_BEGINS.may_begin(line) {
        return false;
    }
    if line.len() > LONGEST_ORIGINAL {
        return is_message_of(line);
    }
    let folded = fold(line);
    is_of_date(&folded) || says_original(&folded) || comes(&folded, HANDED_ON)
}

/// A line, its ends trimmed, that is drawn and says nothing.
pub(crate) fn is_rule(line: &str) -> bool {
    line.len() >= 5 && line.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | ' '))
}

/// « Message du 12/03/26 10:02 », as Orange and Voila write it above De/A/Objet.
pub(super) fn is_message_of(line: &str) -> bool {
    ORIGINAL_BEGINS.may_begin(line) && is_of_date(&fold(line))
}

fn is_of_date(folded: &str) -> bool {
    folded.starts_with("message du ") && folded.contains(|c: char| c.is_ascii_digit())
}
