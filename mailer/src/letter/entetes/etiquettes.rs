//! Blocks of De/Envoyé/À/Objet, in the languages that clients speak.

use guichet_core::reading::fold;
use memchr::memchr2;

use super::super::lettres::{Lettres, is_among};
use super::super::ligne::Ligne;
use super::attribution::has_hour;

/// Lines of De/Envoyé/À/Cc/Objet, wrapped addresses included.
const LONGEST_BLOCK: usize = 30;
/// Bytes before the colon.
const LONGEST_LABEL: usize = 40;
/// The first byte of « ： ».
const WIDE_COLON: u8 = 0xef;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Label {
    From,
    Sent,
    To,
    Copy,
    Subject,
    Other,
}

/// What is written before the colon, folded, in the languages people's clients speak.
const LABELS: &[(Label, &[&str])] = &[
    (
        Label::From,
        &["de", "from", "von", "van", "fran", "fra", "da", "od", "от", "发件人", "expediteur", "du"],
    ),
    (
        Label::Sent,
        &[
            "envoye",
            "envoye le",
            "date",
            "sent",
            "gesendet",
            "datum",
            "skickat",
            "sendt",
            "dato",
            "verzonden",
            "enviado",
            "enviado el",
            "enviado em",
            "fecha",
            "data",
            "inviato",
            "发送时间",
            "wyslano",
            "дата",
            "отправлено",
            "date d envoi",
        ],
    ),
    (
        Label::To,
        &["a", "to", "an", "aan", "till", "til", "para", "do", "收件人", "кому", "destinataire", "pour"],
    ),
    (Label::Copy, &["cc", "copie", "copie a", "kopi", "kopia", "kopie", "cci", "bcc"]),
    (
        Label::Subject,
        &[
            "objet",
            "subject",
            "betreff",
            "onderwerp",
            "amne",
            "emne",
            "oggetto",
            "asunto",
            "assunto",
            "temat",
            "主题",
            "тема",
            "sujet",
        ],
    ),
    (
        Label::Other,
        &[
            "repondre a",
            "reply to",
            "importance",
            "pieces jointes",
            "piece s jointe s",
            "attachments",
            "antwort an",
            "priorite",
        ],
    ),
];

const BEGINNINGS: Lettres = Lettres::first_of(&SAID);
const ENDS: Lettres = Lettres::last_of(&SAID);
const SAID: [&[&str]; LABELS.len()] = {
    let mut said: [&[&str]; LABELS.len()] = [&[]; LABELS.len()];
    let mut rank = 0;
    while rank < LABELS.len() {
        said[rank] = LABELS[rank].1;
        rank += 1;
    }
    said
};

fn labelled(among: impl Fn(&[&str]) -> bool) -> Option<Label> {
    LABELS.iter().find(|(_, said)| among(said)).map(|(label, _)| *label)
}

/// The label before the colon, and what follows it.
fn label<'l>(line: &'l Ligne) -> Option<(Label, &'l str)> {
    if !line.has_sign() || !BEGINNINGS.may_begin(&line.texte) {
        return None;
    }
    let line = line.texte.trim_start_matches([' ', '\t', '*', '_', '|', '-']);
    let reach = line.as_bytes().get(..=LONGEST_LABEL).unwrap_or(line.as_bytes());
    let at = memchr2(b':', WIDE_COLON, reach)?;
    let (before, after) = match reach[at] {
        b':' => (&line[..at], &line[at + 1..]),
        _ => line.split_once([':', '：']).filter(|(before, _)| before.len() <= LONGEST_LABEL)?,
    };
    if !ENDS.may_end(before) {
        return None;
    }
    let word = before.trim();
    let label = if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        // Nearly all of them: nothing is to be folded but their case.
        labelled(|said| said.iter().any(|label| label.eq_ignore_ascii_case(word)))
    } else {
        let folded = fold(before);
        labelled(|said| is_among(&folded, said))
    }?;
    Some((label, after.trim().trim_start_matches(['*', ' '])))
}

/// « À : Mona Vial <…> »: to whom what is quoted was written.
pub(crate) fn addressee<'l>(line: &'l Ligne) -> Option<&'l str> {
    label(line).filter(|(label, _)| *label == Label::To).map(|(_, to)| to)
}

/// « Lieu : Lyon »: a line of a form, not one that a client writes.
fn is_other_label(line: &str) -> bool {
    let of_form = |before: &str| before.trim().len() <= 40 && !before.contains(|c: char| c.is_ascii_digit());
    !line.contains('@') && line.split_once(':').is_some_and(|(before, _)| of_form(before))
}

/// Blank lines at `at`, three at most.
pub(super) fn blanks(lines: &[Ligne], at: usize) -> usize {
    lines.iter().skip(at).take(3).take_while(|line| line.is_blank()).count()
}

/// Lines of a block De/Envoyé/À/Objet that begins at `at`, blank lines before it counted when allowed.
pub(super) fn block(lines: &[Ligne], at: usize, blank_first: bool) -> usize {
    let start = if blank_first { at + blanks(lines, at) } else { at };
    let Some(first) = lines.get(start).filter(|line| line.has_sign()) else { return 0 };
    // Labels so far, as bits, and the last one.
    let mut seen = 0_u8;
    let mut last = None;
    let has = |seen: u8, label: Label| seen & 1 << label as u8 != 0;
    let mut mailbox = false;
    let (mut stamped, mut dated) = (false, false);
    let mut end = start;
    let mut pending = 0;
    for (rank, line) in lines.iter().enumerate().skip(start).take(LONGEST_BLOCK) {
        if line.marque != first.marque || line.texte.len() > 4_000 {
            break;
        }
        if let Some((label, value)) = label(line) {
            // Each label stands once; what repeats is something else.
            if label != Label::Other && has(seen, label) {
                break;
            }
            mailbox |= matches!(label, Label::From | Label::To) && value.contains('@');
            stamped |= label == Label::Sent && has_hour(value);
            // « Date : le dimanche 7 juin »; « Envoyé » is of a mail.
            dated |= label == Label::Sent
                && (value.bytes().filter(u8::is_ascii_digit).count() >= 4
                    || !fold(&line.texte).starts_with("date"));
            // « De : 9h à 17h » is nobody.
            if label == Label::From && value.starts_with(|c: char| c.is_ascii_digit()) {
                break;
            }
            seen |= 1 << label as u8;
            last = Some(label);
            end = rank + 1;
            pending = 0;
        } else if last.is_none()
            || last == Some(Label::Subject) && !line.is_blank() && rank > end
            || is_other_label(&line.texte)
        {
            break;
        } else {
            // A wrapped address, or an empty line between the labels.
            pending += 1;
            if pending > 2 {
                break;
            }
        }
    }
    let has = |label| has(seen, label);
    if !has(Label::From) {
        return 0;
    }
    let others = [Label::Sent, Label::To, Label::Subject].into_iter().filter(|label| has(*label)).count();
    // « De : Limoges », « À : Bordeaux », « Objet : … », then « Montant : … »: a form, where nobody is named nor an hour told.
    let form = !mailbox
        && !stamped
        && (!dated
            || lines.get(end).is_some_and(|line| label(line).is_none() && is_other_label(&line.texte)));
    let sure = !form
        && (others == 3
            || has(Label::Subject) && (has(Label::Sent) || mailbox)
            || mailbox && others >= 1
            || stamped && others >= 2);
    if sure { end - at } else { 0 }
}
