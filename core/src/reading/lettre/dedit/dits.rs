//! How a line says that something holds no longer, in words: « et pas 1 890 », « au lieu de Cegos ».

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::date::is_date_word;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::{fold, has_words};

/// Words that say a value anew, and nothing else.
static PLAIN: Words = Words::new(
    "ps p s zut mince attention j ai oublie relu reverifie verifie voulais dire mettre ecrire maintenant exactement finalement en fait oups pardon erreur correction rectification rectificatif ah euh non et mais plutot c est ce sera serait \
     nous serons ca passe au a le la les l du de d un une date jour donc on commence commencera debute debutera debut demarre demarrera coute coutera dure \
     durera formation stage module cout prix tarif h heures heure euros euro ht k km prevu prevue enfin je me suis trompe trompee exact exacte",
);

/// « c'est 1 980 € et pas 1 890 »: the figures that are denied.
pub(in crate::reading) fn denied_figures(said: &str) -> Option<String> {
    static DENIED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\bet (?:non pas|non|pas)|[0-9] ?(?:h|heures?|€|euros?|ht|ttc|%)?, (?:et )?(?:non pas|pas)) (?:de |à )?([0-9][0-9 .,\u{a0}\u{202f}]*)",
        )
    });
    DENIED.captures(said).map(|found| digits(&found[1]))
}

/// « Bâtiforma et pas Cegos », « à Rennes au lieu de Nantes », « Bâtiforma à la place de Cegos »: what stands instead of words that were
/// answered, empty where they are denied alone.
pub(super) fn instead_of(said: &str, old: &str) -> Option<String> {
    static NEW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(\p{Lu}[\p{L}\p{N}'’&.-]*(?: (?:(?:de|du|des|et|la|le|&) )?\p{Lu}[\p{L}\p{N}'’&.-]*){0,4})[ ,]*$",
        )
    });
    static DENIES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[ ,(]*\b(?:(?:et |mais )?(?:non |surtout )?(?:pas|non|plus)|au lieu d[e'’]|[àa] la place d[e'’]|plut[ôo]t qu[e'’]) ?(?:chez |[àa] |avec |de |l['’])?$",
        )
    });
    let old = old.trim();
    if !old.starts_with(char::is_uppercase) {
        return None;
    }
    let at = said.match_indices(old).map(|(at, _)| at).find(|at| {
        let ends = said.get(at + old.len()..).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        ends && DENIES.is_match(&said[..*at])
    })?;
    let before = DENIES.replace(&said[..at], "");
    Some(NEW.captures(&before).map_or_else(String::new, |found| found[1].trim().to_owned()))
}

pub(in crate::reading) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Nothing but a value, the words that say it anew, and those of a label; what is denied follows « pas » in figures.
pub(in crate::reading) fn is_plain(said: &str, libelle: &str) -> bool {
    let (folded, label) = (fold(said), fold(libelle));
    let words: Vec<&str> = folded.split(' ').collect();
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let plain = |at: usize| {
        let word = words[at];
        let of = at + 1 + usize::from(words.get(at + 1).is_some_and(|next| listed("le la du de", next)));
        let denies = word == "pas" && words.get(of).is_some_and(|next| figure(next));
        denies
            || figure(word)
            || is_date_word(word)
            || PLAIN.has(word)
            || word.len() > 3 && has_words(&label, word)
    };
    // The last day is read after the first: she is asked.
    !has_words(&label, "fin") && (0..words.len()).all(plain)
}

/// « le coût du train », « l'email du centre »: of something that the question does not ask about. `after` follows its name.
pub(in crate::reading::lettre) fn is_of_another(after: &str, libelle: &str) -> bool {
    const OTHERS: &str = "autre autres tva fournitures dossier livre livres contrat train avion billet trajet deplacement deplacements transport transports taxi parking peage essence carburant hotel \
        hebergement nuit nuits chambre repas centre organisme formateur formatrice ecole comptable materiel examen inscription";
    let after = fold(after);
    let noun = ["de l ", "de la ", "du ", "des ", "d "].iter().find_map(|of| after.strip_prefix(of));
    let noun = noun.and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    listed(OTHERS, noun) && !has_words(&fold(libelle), noun)
}

/// « Ah non pardon, 3 stagiaires »
pub(super) fn after_apology(said: &str) -> &str {
    static SORRY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:ah|euh|oups|non|pardon|erreur|attention|mince|zut|d[ée]sol[ée]e?|j['’]ai inversé|j['’]ai (?:bien )?re(?:lu|gardé|vérifié) (?:le|mon) devis)[ ,:!]+)+",
        )
    });
    SORRY.find(said).map_or(said, |found| &said[found.end()..])
}

/// « PS : finalement début le 24 mai »
pub(in crate::reading) fn without_ps(line: &str) -> &str {
    const LEADS: &str = "ps nb rectif rectificatif rectification correction erratum edit modif";
    let said = line.trim_start();
    // « PS je me suis trompé, … »
    if let Some(rest) = ["PS ", "Ps ", "ps ", "P.S. "].iter().find_map(|ps| said.strip_prefix(ps))
        && rest.starts_with(char::is_alphabetic)
    {
        return rest;
    }
    let Some(at) = said.find([':', '-', ',']) else { return line };
    let (lead, rest) = said.split_at(at);
    // « P.S. : »
    let lead = fold(&lead.replace('.', ""));
    if listed(LEADS, &lead) { rest[1..].trim_start() } else { line }
}
