//! « Cordialement », in the words people end letters with.

use guichet_core::reading::fold;

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

/// « Cordialement », with or without a name on the line, which `next` follows. What of the line is to stay, if any.
pub(super) fn closing(line: &str, folded: &str, next: &str) -> Option<Option<String>> {
    if CLOSINGS.contains(&folded) {
        return Some(None);
    }
    let words = folded.split(' ').count();
    if words > 40 {
        return None;
    }
    if let Some(kept) = formal(line, next) {
        return Some(kept);
    }
    // « Cordialement / Best regards »
    if line.split(['/', '|', '-', '–']).map(fold).all(|part| CLOSINGS.contains(&part.as_str())) {
        return Some(None);
    }
    // « Cordialement, Camille Martin »
    let named = CLOSINGS.iter().take(31).any(|closing| {
        folded
            .strip_prefix(closing)
            .is_some_and(|rest| rest.starts_with(' ') && rest.split_whitespace().count() <= 4)
    });
    let name = line.split_once([',', ' ', '.']).is_some_and(|(_, rest)| {
        rest.split_whitespace().last().is_some_and(|word| word.starts_with(char::is_uppercase))
    });
    if named && name && !line.ends_with('?') {
        return Some(None);
    }
    // « Merci d'avance, cordialement »
    let trimmed = line.trim_end_matches(['.', ',', '!', ' ']);
    let ending =
        ["bien cordialement", "cordialement", "cdlt", "cdt", "bien à vous"].iter().find_map(|end| {
            let at = trimmed.len().checked_sub(end.len())?;
            let tail = trimmed.get(at..)?;
            tail.to_lowercase().eq(end).then_some(at)
        })?;
    let kept = trimmed.get(..ending)?.trim_end();
    kept.ends_with([',', '.', '!', ';']).then(|| Some(kept.trim_end_matches([',', ';']).to_owned()))
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
fn formal(line: &str, next: &str) -> Option<Option<String>> {
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
            return Some((!before.is_empty()).then(|| before.to_owned()));
        }
        kept += sentence.len();
    }
    None
}

/// Written under the signature, and meant to be read.
pub(super) fn is_afterword(folded: &str) -> bool {
    ["ps", "p s", "nb", "n b", "post scriptum", "j oubliais", "j ai oublie", "au fait"]
        .iter()
        .any(|start| folded.strip_prefix(start).is_some_and(|rest| rest.starts_with(' ')))
}
