//! What surrounds an answer in a letter: « Bonjour, », « Merci d'avance. », « Cordialement ».

use super::fold::{fold, words};

/// Stems of words that announce a file.
const ANNONCES: [&str; 9] =
    ["joint", "jointe", "joints", "jointes", "pj", "voici", "voila", "trouverez", "annexe"];

/// Most words of a line that only announces files.
const ANNONCE_MAX: usize = 25;

/// The text without the lines that only greet, thank or take leave, at either end.
pub fn without_courtesy(text: &str) -> &str {
    let mut text = text.trim();
    while let Some((first, rest)) = text.split_once('\n')
        && is_courtesy(first)
    {
        text = rest.trim_start();
    }
    while let Some((rest, last)) = text.rsplit_once('\n')
        && is_courtesy(last)
    {
        text = rest.trim_end();
    }
    if is_courtesy(text) && !text.contains('\n') { "" } else { text }
}

/// A line that only greets, thanks, wishes well or takes leave.
pub fn is_courtesy(line: &str) -> bool {
    // Beyond, something is said.
    const LONGEST: usize = 120;
    line.len() <= LONGEST && only_formules(&fold(line))
}

/// Formulas and what joins them, to the end.
fn only_formules(said: &str) -> bool {
    let Some(Formule { mut rest, mut object }) = formule(said) else { return said.is_empty() };
    loop {
        if only_formules(rest) {
            return true;
        }
        let (word, behind) = rest.split_once(' ').unwrap_or((rest, ""));
        if object == 0 || word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return false;
        }
        (rest, object) = (behind, object - 1);
    }
}

/// What follows a formula.
struct Formule<'t> {
    rest: &'t str,
    /// So many words of it may say what is thanked for: « pour votre aide précieuse ».
    object: u32,
}

/// The formula that folded words begin with.
fn formule(said: &str) -> Option<Formule<'_>> {
    const JOIN: [&str; 7] = [
        "et",
        "tres",
        "bien",
        "avec",
        "je vous souhaite une",
        "vous souhaitant une",
        "en vous souhaitant une",
    ];
    let said = past_all(said, &JOIN);
    let whole = || past_any(said, &ALONE).or_else(|| wish(said)).or_else(|| leave(said));
    thanks(said).or_else(|| whole().map(|rest| Formule { rest, object: 0 }))
}

/// Formulas of one form.
const ALONE: [&str; 43] = [
    "a toute l equipe",
    "a vous tous",
    "a tous",
    "a toutes",
    "bonjour",
    "bonsoir",
    "hello",
    "salut",
    "slt",
    "bjr",
    "coucou",
    "re",
    "madame",
    "monsieur",
    "mme",
    "mr",
    "mesdames",
    "messieurs",
    "cher",
    "chers",
    "chere",
    "cheres",
    "a tous",
    "a vous",
    "a toi",
    "bonnes fetes de fin d annee",
    "joyeuses fetes de fin d annee",
    "bonnes fetes",
    "joyeuses fetes",
    "joyeux noel",
    "cordialement",
    "cdlt",
    "cdt",
    "amicalement",
    "salutations",
    "sinceres",
    "meilleures",
    "distinguees",
    "respectueusement",
    "votre",
    "a bientot",
    "a tres bientot",
    "a tres vite",
];

/// « Un grand merci à vous, d'avance, pour votre aide »
fn thanks(said: &str) -> Option<Formule<'_>> {
    let said = past(said, &["un grand", "encore"]);
    const THANKS: [&str; 6] = [
        "merci",
        "mes remerciements",
        "je vous remercie",
        "nous vous remercions",
        "en vous remerciant",
        "vous remerciant",
    ];
    const OBJECT: u32 = 3;
    let said = past_any(said, &THANKS)?;
    let said = past_all(said, &["beaucoup", "bcp", "bien", "encore", "infiniment", "mille fois"]);
    let said = past(past(said, &["a vous", "a toi"]), &["d avance", "par avance"]);
    let object = past_any(said, &["pour", "de"])
        .and_then(|said| past_any(said, &["votre", "vos", "ton", "tout", "toute", "l", "ce", "cette"]));
    Some(Formule { rest: object.unwrap_or(said), object: if object.is_some() { OBJECT } else { 0 } })
}

/// « Très belle fin de semaine à tous », « meilleurs vœux pour 2027 »
fn wish(said: &str) -> Option<&str> {
    const GOOD: [&str; 6] = ["bonne", "bon", "belle", "excellente", "excellent", "agreable"];
    const WISHED: [&str; 13] = [
        "journee",
        "soiree",
        "semaine",
        "apres midi",
        "matinee",
        "reception",
        "continuation",
        "lecture",
        "week end",
        "weekend",
        "we",
        "courage",
        "annee",
    ];
    if let Some(said) = past_any(said, &GOOD) {
        if let Some(said) = past_any(said, &["annee"]) {
            return Some(past_year(said).unwrap_or(said));
        }
        let said = past_any(past(said, &["fin de", "fin d", "debut de", "debut d"]), &WISHED)?;
        return Some(past(said, &["a vous", "a toi", "a tous", "aussi"]));
    }
    let said = past(past(past(said, &["tous"]), &["mes", "nos"]), &["meilleurs", "bons"]);
    let said = past_any(said, &["voeux"])?;
    let year =
        |said| past_year(said).or_else(|| past_any(said, &["l annee", "cette annee", "la nouvelle annee"]));
    Some(past_any(said, &["pour"]).and_then(year).unwrap_or(said))
}

/// « Je reste à votre entière disposition pour tout renseignement », « dans l'attente de votre retour »
fn leave(said: &str) -> Option<&str> {
    const STAYS: [&str; 7] =
        ["je reste", "nous restons", "reste", "restons", "restant", "je suis", "nous sommes"];
    const WAITED: [&str; 6] = ["retour", "retours", "reponse", "reponses", "confirmation", "accord"];
    let said = past(said, &STAYS);
    // « en attente de confirmation » says that something is not settled.
    if let Some(said) = past_any(said, &["dans l attente de", "en attente de votre", "en attente de vos"]) {
        return past_any(past(said, &["votre", "vos"]), &WAITED);
    }
    let said = past_any(said, &["a votre disposition", "a votre entiere disposition"])?;
    let Some(more) = past_any(said, &["pour tout", "pour toute"]) else { return Some(said) };
    // « … renseignement complémentaire »
    let lettered = more.bytes().all(|byte| byte == b' ' || byte.is_ascii_lowercase());
    (lettered && (1..=3).contains(&more.split(' ').filter(|word| !word.is_empty()).count())).then_some("")
}

fn past_year(said: &str) -> Option<&str> {
    let (first, rest) = said.split_once(' ').unwrap_or((said, ""));
    let year = first.strip_prefix("20")?;
    (year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
}

/// What follows one of these, whole words. Few have the first letter: the others are not compared whole.
fn past_any<'t>(said: &'t str, words: &[&str]) -> Option<&'t str> {
    let first = said.as_bytes().first();
    words.iter().filter(|word| word.as_bytes().first() == first).find_map(|word| {
        let rest = said.strip_prefix(word)?;
        if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
    })
}

/// What follows one of these, if it is there.
fn past<'t>(said: &'t str, words: &[&str]) -> &'t str {
    past_any(said, words).unwrap_or(said)
}

/// What follows as many of these as there are.
fn past_all<'t>(mut said: &'t str, words: &[&str]) -> &'t str {
    while let Some(rest) = past_any(said, words) {
        said = rest;
    }
    said
}

/// What is written beside files, and says no more than that they are there: « Ci-joint le devis. »
pub fn only_announces_files(text: &str) -> bool {
    let said = words(text);
    said.len() <= ANNONCE_MAX
        && said.iter().any(|word| ANNONCES.contains(&word.as_str()))
        && !said.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesy_is_no_answer() {
        for (text, kept) in [
            (
                "Bonjour,\n\nExcel perfectionnement\n\nMerci d'avance,\nBonne journée",
                "Excel perfectionnement",
            ),
            ("Bonsoir !\n21h\nMerci", "21h"),
            ("Merci", ""),
            ("Bonjour,\n\nMerci.", ""),
            ("oui", "oui"),
            ("Accueil : dire bonjour\net merci au client", "Accueil : dire bonjour\net merci au client"),
            ("Merci et bonne journée", ""),
            ("21h\nMeilleurs vœux pour 2027", "21h"),
            ("21h\nTrès belle fin de semaine à vous, et merci encore pour votre aide", "21h"),
            ("21h\nJe vous remercie par avance pour votre aide.", "21h"),
            ("21h\nRestant à votre disposition pour tout renseignement complémentaire,", "21h"),
            ("21h\nDans l'attente de votre retour, en vous remerciant par avance", "21h"),
            ("21h\nEn attente de confirmation", "21h\nEn attente de confirmation"),
            (
                "14h\nJe reste à votre disposition pour tout appel 0639980000",
                "14h\nJe reste à votre disposition pour tout appel 0639980000",
            ),
            ("21h\nEn vous souhaitant une bonne année 2027", "21h"),
            ("21h\nBonne journée 2027", "21h\nBonne journée 2027"),
            ("21h\nMerci de noter 14h", "21h\nMerci de noter 14h"),
        ] {
            assert_eq!(without_courtesy(text), kept, "{text:?}");
        }
    }

    #[test]
    fn a_cover_note_is_no_answer() {
        for text in
            ["Ci-joint le devis.", "Bonjour, vous trouverez le programme en PJ", "Voici les documents"]
        {
            assert!(only_announces_files(text), "{text}");
        }
        for text in ["Le coût est de 1 500 €, devis joint", "21h", "Excel perfectionnement"] {
            assert!(!only_announces_files(text), "{text}");
        }
    }
}
