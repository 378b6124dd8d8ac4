//! Where the message that is answered begins: « Le … a écrit : », De/Envoyé/À/Objet, « Message d'origine ».
//!
//! All of it is found on folded lines (no accents, case, punctuation), so that NBSP, « a ecrit » and
//! bold stars make no difference. A sentence that only looks like one has no hour or address in it.

use guichet_core::reading::fold;

use super::ligne::{Ligne, Marque};

/// « Le … a écrit : » may be wrapped over so many lines.
const LONGEST_ATTRIBUTION: usize = 6;
/// Bytes of a line that can belong to a header; a paragraph is longer.
const LONGEST_LINE: usize = 400;
/// Lines of De/Envoyé/À/Cc/Objet, wrapped addresses included.
const LONGEST_BLOCK: usize = 30;

/// The number of lines, from `at` on, that announce a quote; 0 when they do not.
pub(crate) fn announced(lines: &[Ligne], at: usize) -> usize {
    let Some(line) = lines.get(at).filter(|line| line.texte.len() <= LONGEST_LINE) else { return 0 };
    if line.is_blank() {
        return 0;
    }
    let below = block(lines, at + 1, true);
    if is_separator(&line.texte) {
        return 1 + below;
    }
    if below > 0 && (is_rule(&line.texte) || is_message_of(&line.texte)) {
        return 1 + below;
    }
    if is_rule(&line.texte) {
        // « ====== », « Message du … », then the labels.
        let next = at + 1 + blanks(lines, at + 1);
        let labels = lines
            .get(next)
            .filter(|line| is_message_of(&line.texte))
            .map_or(0, |_| block(lines, next + 1, true));
        return if labels > 0 { next + 1 + labels - at } else { 0 };
    }
    let block = block(lines, at, false);
    if block > 0 { block } else { attribution(lines, at) }
}

/// Whether the next line with text is quoted by its own marks.
pub(crate) fn is_quoted_next(lines: &[Ligne], at: usize) -> bool {
    lines
        .iter()
        .skip(at)
        .find(|line| !line.is_blank() || line.marque == Marque::Coupe)
        .is_some_and(|line| line.marque == Marque::Citee)
}

/// Where, inside a line, an attribution begins that shares it with the answer: « oui Le 3 mai … a écrit : ».
pub(crate) fn shared(line: &str) -> Option<usize> {
    if line.len() > LONGEST_LINE || !line.contains('@') || !line.trim_end().ends_with(':') {
        return None;
    }
    [" Le ", " On ", "-On "]
        .iter()
        .filter_map(|start| line.rfind(start))
        .filter(|at| {
            let tail = line.get(at + 1..).unwrap_or_default();
            dated_start(&fold(tail)) && is_attribution(tail) == Verdict::Sure
        })
        .max()
}

const SEPARATORS: &[&str] = &[
    "message d origine",
    "message original",
    "mail original",
    "courriel original",
    "e mail d origine",
    "message initial",
    "message transfere",
    "message reexpedie",
    "mail transfere",
    "courriel transfere",
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

fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let folded = fold(line);
    let dashed = line.starts_with("--") || line.starts_with("__") || line.starts_with("==");
    if dashed && line.ends_with(['-', '_', '=']) {
        let said =
            SEPARATORS.iter().any(|said| folded == *said || folded.starts_with(&format!("{said} de ")));
        return said || is_wrote(&folded) && folded.split(' ').count() <= 30;
    }
    line.ends_with(':') && ANNOUNCEMENTS.contains(&folded.as_str())
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 5 && line.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | ' '))
}

/// « Message du 12/03/26 10:02 », as Orange and Voila write it above De/A/Objet.
fn is_message_of(line: &str) -> bool {
    let folded = fold(line);
    folded.starts_with("message du ") && folded.contains(|c: char| c.is_ascii_digit())
}

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

/// Blank lines at `at`, three at most.
fn blanks(lines: &[Ligne], at: usize) -> usize {
    lines.iter().skip(at).take(3).take_while(|line| line.is_blank()).count()
}

/// Lines of a block De/Envoyé/À/Objet that begins at `at`, blank lines before it counted when allowed.
fn block(lines: &[Ligne], at: usize, blank_first: bool) -> usize {
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
            stamped |= label == Label::Sent && value.chars().filter(char::is_ascii_digit).count() >= 5;
            seen.push(label);
            end = rank + 1;
            pending = 0;
        } else if seen.is_empty() || seen.last() == Some(&Label::Subject) && !line.is_blank() && rank > end {
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    No,
    /// Only if a quote follows.
    IfQuoted,
    Sure,
}

/// Lines that « Le … a écrit : » takes from `at` on; 0 when it is not one.
fn attribution(lines: &[Ligne], at: usize) -> usize {
    let mut joined = String::new();
    let mut texts = 0;
    for (rank, line) in lines.iter().enumerate().skip(at).take(LONGEST_ATTRIBUTION) {
        if line.marque != Marque::Libre && !(line.marque == Marque::Citee && joined.contains('<')) {
            break;
        }
        if line.is_blank() {
            // Polymail leaves one between the name and the address.
            if texts == 1 && lines.get(rank + 1).is_some_and(|next| next.texte.trim().starts_with('<')) {
                continue;
            }
            break;
        }
        if texts > 0 && starts(&fold(&line.texte)) && line.texte.len() > 12 {
            break;
        }
        joined.push(' ');
        joined.push_str(line.texte.trim());
        texts += 1;
        if joined.len() > LONGEST_LINE {
            break;
        }
        match is_attribution(joined.trim()) {
            Verdict::Sure => return rank + 1 - at,
            Verdict::IfQuoted if is_quoted_next(lines, rank + 1) => return rank + 1 - at,
            Verdict::IfQuoted | Verdict::No => {}
        }
    }
    0
}

const WROTE: &[&str] = &[
    "wrote",
    "a ecrit",
    "ecrit",
    "a envoye",
    "schrieb",
    "napisal",
    "napisala",
    "napisal a",
    "написав",
    "написал",
    "написала",
    "пишет",
    "geschreven",
    "schreef",
    "escribio",
    "escreveu",
    "ha scritto",
    "scrisse",
    "irta",
    "写道",
    "skrev",
    "a scris",
    "yazdi",
    "kirjoitti",
    "sent",
    "va escriure",
    "nous a ecrit",
];

/// Verbs that stand before the name: « Am … schrieb Max: ».
const WROTE_BEFORE: &[&str] = &["schrieb", "schreef", "skrev", "napisal", "kirjoitti", "a ecrit par"];

fn is_wrote(folded: &str) -> bool {
    WROTE.iter().any(|verb| folded == *verb || folded.ends_with(&format!(" {verb}")))
        || folded.ends_with("写道")
        || folded.ends_with(&fold("작성"))
}

/// Words an attribution begins with, when it does not begin with its date or its name.
const STARTS: &[&str] = &[
    "le",
    "on",
    "am",
    "op",
    "den",
    "el",
    "il",
    "w dniu",
    "dnia",
    "em",
    "dne",
    "in data",
    "en date du",
    "pa",
    "в",
];

const DAYS: &[&str] = &[
    "lun",
    "lundi",
    "mardi",
    "mer",
    "mercredi",
    "jeu",
    "jeudi",
    "ven",
    "vendredi",
    "sam",
    "samedi",
    "dim",
    "dimanche",
    "mon",
    "monday",
    "tue",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "mar",
    "man",
    "tir",
    "ons",
    "tor",
    "fre",
    "lor",
    "son",
    "mo",
];

fn starts(folded: &str) -> bool {
    dated_start(folded)
        || STARTS.iter().any(|start| folded.strip_prefix(start).is_some_and(|rest| rest.starts_with(' ')))
}

/// Begins with a date, with or without « Le » before it.
fn dated_start(folded: &str) -> bool {
    let after = STARTS
        .iter()
        .find_map(|start| folded.strip_prefix(start).and_then(|rest| rest.strip_prefix(' ')))
        .unwrap_or(folded);
    let first = after.split(' ').next().unwrap_or_default();
    first.starts_with(|c: char| c.is_ascii_digit()) || DAYS.contains(&first) || MONTHS.contains(&first)
}

const MONTHS: &[&str] = &[
    "jan",
    "january",
    "feb",
    "february",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sep",
    "september",
    "oct",
    "october",
    "nov",
    "dec",
];

fn is_attribution(text: &str) -> Verdict {
    let text = text.trim_start_matches(['-', ' ', '*', '_']).trim_end_matches(['-', ' ', '*', '_']);
    let colon = text.ends_with([':', '：']);
    let folded = fold(text);
    let address = text.contains('@');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let wrote = is_wrote(&folded);
    if text.starts_with('在') && text.ends_with("写道：") {
        return Verdict::Sure;
    }
    if !starts(&folded) {
        // « Camille Martin <camille@…> a écrit : »
        let named = address && text.contains('<') && wrote && colon && folded.split(' ').count() <= 16;
        return if named { Verdict::Sure } else { Verdict::No };
    }
    if digits < 1 && !address {
        return Verdict::No;
    }
    let dated = dated_start(&folded);
    let hour = has_hour(text);
    if wrote && !colon {
        return if address && dated && digits >= 4 { Verdict::Sure } else { Verdict::No };
    }
    if wrote {
        let french = folded.ends_with("ecrit") || folded.ends_with("a envoye");
        let told = [
            "m a ecrit",
            "nous a ecrit",
            "vous a ecrit",
            "lui a ecrit",
            "l a ecrit",
            "a envoye",
            "sent",
            "ecrit",
        ];
        let told = told.iter().any(|end| folded.ends_with(end)) && !folded.ends_with(" a ecrit")
            || ["m a ecrit", "nous a ecrit", "vous a ecrit", "lui a ecrit"]
                .iter()
                .any(|end| folded.ends_with(end));
        return match (address || hour, told) {
            (true, false) => Verdict::Sure,
            (true, true) if address && hour => Verdict::Sure,
            (false, false) if !french && has_year(&folded) => Verdict::Sure,
            _ => Verdict::IfQuoted,
        };
    }
    let before = WROTE_BEFORE.iter().any(|verb| folded.contains(&format!(" {verb} ")));
    if colon && before && digits >= 3 {
        return Verdict::Sure;
    }
    // « 2014-03-20 8:48 GMT+01:00 Rémi <remi@…>: »
    if dated && address && digits >= 5 {
        return if colon && text.contains('>') { Verdict::Sure } else { Verdict::IfQuoted };
    }
    Verdict::No
}

fn has_year(folded: &str) -> bool {
    folded.split(' ').any(|word| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    })
}

/// An hour as clients write it: 10:02, 10h02.
fn has_hour(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|four| {
        four[0].is_ascii_digit()
            && matches!(four[1], b':' | b'h' | b'H' | b'.')
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
            && (four[1] != b'.')
    })
}
