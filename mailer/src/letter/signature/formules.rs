//! « Cordialement », in the words people end letters with.

use guichet_core::reading::{fold, is_courtesy, is_first_name};
use strsim::osa_distance;

use super::super::lettres::{Lettres, beginnings, is_among};
use super::super::ligne::{Texte, joined};
use super::carte::is_person;
use super::debut;

pub(super) const CLOSINGS: &[&str] = &[
    "cordialement",
    "bien cordialement",
    "tres cordialement",
    "cordialement votre",
    "cordialement a vous",
    "cordiales salutations",
    "sinceres salutations",
    "salutations distinguees",
    "salutations",
    "meilleures salutations",
    "salutations sinceres",
    "bien a vous",
    "bien a toi",
    "cdlt",
    "cdt",
    "bien cdt",
    "bien cdlt",
    "cordlt",
    "amicalement",
    "bien amicalement",
    "respectueusement",
    "respectueuses salutations",
    "avec mes salutations",
    "avec mes remerciements et mes salutations",
    "sincerement",
    "regards",
    "best regards",
    "kind regards",
    "warm regards",
    "kindest regards",
    "with kind regards",
    "with best regards",
    "many regards",
    "best wishes",
    "sincerely",
    "yours sincerely",
    "sincerely yours",
    "yours truly",
    "yours faithfully",
    "respectfully",
    "mit freundlichen grussen",
    "freundliche grusse",
    "viele grusse",
    "beste grusse",
    "liebe grusse",
    "mfg",
    "saludos",
    "un saludo",
    "cordiali saluti",
    "distinti saluti",
    "met vriendelijke groet",
    "met vriendelijke groeten",
    "vriendelijke groet",
    "groeten",
    "med vanlig halsning",
    "med venlig hilsen",
    "mvh",
    "atentamente",
    "pozdrawiam",
    "z powazaniem",
    "cordialmente",
    "bien respectueusement",
];

/// The first of them may have a name on their line.
const NAMED: usize = 31;

const BEGINNINGS: Lettres = Lettres::first_of(&[CLOSINGS]);

/// « Cordialement », with or without a name on the line, which `next` follows. What of the line is to stay, if any.
pub(super) fn closing<'l>(line: Texte<'l>, folded: &str, next: &str) -> Option<Option<&'l str>> {
    let begins = BEGINNINGS.may_begin(&line) || BEGINNINGS.may_begin(folded);
    let mended = if begins { mended(folded) } else { None };
    let folded = mended.as_deref().unwrap_or(folded);
    if begins && is_among(folded, CLOSINGS) {
        return Some(None);
    }
    if folded.bytes().filter(|byte| *byte == b' ').count() >= 40 {
        return None;
    }
    if let Some(kept) = formal(line, next) {
        return Some(kept);
    }
    let line = line.texte;
    if begins && (is_closing_twice(line) || is_closing_named(line, folded)) {
        return Some(None);
    }
    // « Merci d'avance, cordialement »
    let trimmed = line.trim_end_matches(['.', ',', '!', ' ']);
    let ending =
        ["bien cordialement", "cordialement", "cdlt", "cdt", "bien à vous"].iter().find_map(|end| {
            let at = trimmed.len().checked_sub(end.len())?;
            let tail = trimmed.get(at..)?;
            tail.chars().flat_map(char::to_lowercase).eq(end.chars()).then_some(at)
        })?;
    let kept = trimmed.get(..ending)?.trim_end();
    kept.ends_with([',', '.', '!', ';']).then(|| Some(kept.trim_end_matches([',', ';'])))
}

/// « Cordialemnt », written right.
fn mended(folded: &str) -> Option<String> {
    const MEANT: &str = "cordialement";
    let word = folded.split(' ').take(2).find(|word| word.starts_with("cor") || word.starts_with("cod"))?;
    let slips = word.len().abs_diff(MEANT.len()) <= 2 && word != MEANT;
    (slips && osa_distance(word, MEANT) <= 2).then(|| folded.replacen(word, MEANT, 1))
}

/// Without the closing that ends a stretch, and what is wished or thanked below it.
pub(crate) fn without_closing(texte: &str) -> String {
    let lines: Vec<Texte> = texte.lines().map(Texte::from).collect();
    let closed = |at: usize| {
        let line = lines[at].cut(lines[at].trimmed());
        let next = lines.get(at + 1).map(|next| next.texte).unwrap_or_default();
        closing(line, &fold(&line), next)
    };
    let mut end = signed_below(&lines).unwrap_or(lines.len());
    let mut last = None;
    for at in (0..end).rev() {
        match closed(at) {
            Some(kept) => (end, last) = (at, kept),
            // The end of a long form stands on the line below it.
            None if at > 0 && closed(at - 1).is_some() => {}
            None if is_courtesy(&lines[at]) => {}
            None => break,
        }
        if last.is_some() {
            break;
        }
    }
    let mut out = joined(&lines[..end]);
    if let Some(kept) = last {
        out.push('\n');
        out.push_str(kept);
    }
    out.trim().to_owned()
}

/// Where the name stands of who signs below « Bon week-end, », under what was written.
fn signed_below(lines: &[Texte]) -> Option<usize> {
    const GREETINGS: [&str; 8] =
        ["bonjour", "bonsoir", "hello", "salut", "madame", "monsieur", "cher", "chere"];
    let mut said = (0..lines.len()).rev().filter(|at| !lines[*at].is_blank());
    let (name, leave, above) = (said.next()?, said.next()?, said.next()?);
    let first = |line: &str| fold(line.split([' ', '-', ',']).next().unwrap_or_default());
    let signs = is_person(lines[name].trimmed())
        && (lines[leave].trimmed().ends_with(',') || is_first_name(&first(lines[name].trimmed())));
    let leaves = is_courtesy(&lines[leave]) && !is_among(&first(lines[leave].trimmed()), &GREETINGS);
    // « Nom du stagiaire : »
    (signs && leaves && !lines[above].trimmed().ends_with(':')).then_some(name)
}

/// « Cordialement / Best regards »
fn is_closing_twice(line: &str) -> bool {
    let between = ['/', '|', '-', '–'];
    line.contains(between) && line.split(between).map(fold).all(|part| is_among(&part, CLOSINGS))
}

/// « Cordialement, Camille Martin »
pub(super) fn is_closing_named(line: &str, folded: &str) -> bool {
    let after = |closing: &str| folded.get(closing.len()..);
    let named = beginnings(folded, &CLOSINGS[..NAMED])
        .filter_map(after)
        .any(|rest| rest.starts_with(' ') && rest.split_whitespace().count() <= 4);
    let name = line.split_once([',', ' ', '.']).is_some_and(|(_, rest)| {
        rest.split_whitespace().last().is_some_and(|word| word.starts_with(char::is_uppercase))
    });
    named && name && !line.ends_with('?')
}

/// How the long form of letters begins and what it holds: « je vous prie d'agréer … mes salutations distinguées ».
const ASKED: &[&str] = &[
    "je vous prie d agreer",
    "je vous prie de croire",
    "je vous prie de recevoir",
    "nous vous prions d agreer",
    "nous vous prions de croire",
    "nous vous prions de recevoir",
    "veuillez agreer",
    "veuillez recevoir",
    "veuillez croire",
    "recevez madame",
    "recevez monsieur",
    "recevez cher",
    "recevez mes",
    "recevez nos",
    "recevez l expression",
    "croyez madame",
    "croyez monsieur",
    "croyez en",
    "croyez a l",
    "agreez madame",
    "agreez monsieur",
    "agreez mes",
];
const FORMAL: &[&str] = &[
    "salutations",
    "sentiments distingues",
    "meilleurs sentiments",
    "sentiments les meilleurs",
    "sentiments respectueux",
    "sentiments devoues",
    "consideration distinguee",
    "parfaite consideration",
    "haute consideration",
];

/// The long form, alone or behind other sentences, whose end may stand on the next line.
fn formal<'l>(line: Texte<'l>, next: &str) -> Option<Option<&'l str>> {
    if !debut::asks(line) {
        return None;
    }
    let line = line.texte;
    let both = fold(&format!("{line} {next}"));
    if !FORMAL.iter().any(|word| both.contains(word)) {
        return None;
    }
    let asks = |sentence: &str| {
        let folded = fold(sentence);
        ASKED.iter().any(|start| folded.starts_with(start) || folded.contains(&format!(" {start}")))
    };
    let mut kept = 0;
    for sentence in line.split_inclusive(['.', '!', '?']) {
        if asks(sentence) {
            let before = line.get(..kept).unwrap_or_default().trim();
            return Some((!before.is_empty()).then_some(before));
        }
        kept += sentence.len();
    }
    None
}

const AFTERWORDS: &[&str] = &[
    "ps",
    "p s",
    "nb",
    "n b",
    "post scriptum",
    "j oubliais",
    "j ai oublie",
    "au fait",
    "rectification",
    "rectificatif",
    "rectif",
    "erratum",
    "correction",
    "oups",
    "erreur",
];
const AFTERWORDS_BEGIN: Lettres = Lettres::first_of(&[AFTERWORDS]);

/// Written under the signature, and meant to be read.
pub(super) fn is_afterword(line: &str) -> bool {
    if !AFTERWORDS_BEGIN.may_begin(line) {
        return false;
    }
    let folded = fold(line);
    beginnings(&folded, AFTERWORDS).any(|start| folded[start.len()..].starts_with(' '))
}
