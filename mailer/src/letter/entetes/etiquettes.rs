//! Blocks of De/Envoyé/À/Objet, in the languages that clients speak.

use guichet_core::reading::fold;

use super::super::ligne::Ligne;
use super::attribution::has_hour;

/// Lines of De/Envoyé/À/Cc/Objet, wrapped addresses included.
const LONGEST_BLOCK: usize = 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    Sent,
    To,
    Copy,
    Subject,
    Other,
}

/// The label before the colon, in the languages people's clients speak, and what follows it.
fn label(line: &str) -> Option<(Label, &str)> {
    let line = line.trim_start_matches([' ', '\t', '*', '_', '|', '-']);
    let (before, after) = line.split_once([':', '：'])?;
    if before.len() > 40 {
        return None;
    }
    let label = match fold(before).as_str() {
        "de" | "from" | "von" | "van" | "fran" | "fra" | "da" | "od" | "от" | "发件人" | "expediteur"
        | "du" => Label::From,
        "envoye"
        | "envoye le"
        | "date"
        | "sent"
        | "gesendet"
        | "datum"
        | "skickat"
        | "sendt"
        | "dato"
        | "verzonden"
        | "enviado"
        | "enviado el"
        | "enviado em"
        | "fecha"
        | "data"
        | "inviato"
        | "发送时间"
        | "wyslano"
        | "дата"
        | "отправлено"
        | "date d envoi" => Label::Sent,
        "a" | "to" | "an" | "aan" | "till" | "til" | "para" | "do" | "收件人" | "кому" | "destinataire"
        | "pour" => Label::To,
        "cc" | "copie" | "copie a" | "kopi" | "kopia" | "kopie" | "cci" | "bcc" => Label::Copy,
        "objet" | "subject" | "betreff" | "onderwerp" | "amne" | "emne" | "oggetto" | "asunto"
        | "assunto" | "temat" | "主题" | "тема" | "sujet" => Label::Subject,
        "repondre a" | "reply to" | "importance" | "pieces jointes" | "piece s jointe s" | "attachments"
        | "antwort an" | "priorite" => Label::Other,
        _ => return None,
    };
    Some((label, after.trim().trim_start_matches(['*', ' '])))
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
    let marque = lines.get(start).map(|line| line.marque);
    let mut seen: Vec<Label> = Vec::new();
    let mut mailbox = false;
    let mut stamped = false;
    let mut end = start;
    let mut pending = 0;
    for (rank, line) in lines.iter().enumerate().skip(start).take(LONGEST_BLOCK) {
        if Some(line.marque) != marque || line.texte.len() > 4_000 {
            break;
        }
        if let Some((label, value)) = label(&line.texte) {
            // Each label stands once; what repeats is something else.
            if label != Label::Other && seen.contains(&label) {
                break;
            }
            mailbox |= matches!(label, Label::From | Label::To) && value.contains('@');
            stamped |= label == Label::Sent && has_hour(value);
            // « De : 9h à 17h » is nobody.
            if label == Label::From && value.starts_with(|c: char| c.is_ascii_digit()) {
                break;
            }
            seen.push(label);
            end = rank + 1;
            pending = 0;
        } else if seen.is_empty()
            || seen.last() == Some(&Label::Subject) && !line.is_blank() && rank > end
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
    let has = |label| seen.contains(&label);
    let others = [Label::Sent, Label::To, Label::Subject].into_iter().filter(|label| has(*label)).count();
    let sure = has(Label::From)
        && (others == 3
            || has(Label::Subject) && (has(Label::Sent) || mailbox)
            || mailbox && others >= 1
            || stamped && others >= 2);
    if sure { end - at } else { 0 }
}
