//! Names of people, in either order.

mod role;

use std::sync::LazyLock;

use regex::Regex;

use self::role::{is_nobody, without_role};
use super::correction::meant;
use super::identite::pattern;
use super::prenoms::{is_first_name, is_person};
use super::{fold, has_words};

/// Small words before a part of a family's name.
const PARTICLES: &str = r"(?:(?:de|du|des|la|le|da|do|dos|das|di|del|della|van|von|der|ben|el|al) ){0,2}";

/// Longest part of a name, in characters.
const PART_MAX: usize = 80;

/// A name without what leads to it and how the person is addressed: « c'est Mme Marie Dupont », « moi-même, Marie Dupont ».
/// As written when nothing of that stands before it.
pub fn without_address(text: &str) -> &str {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?i:(?:bonjour|bonsoir|alors|donc|oui|euh)[ ,]+|ici[ ,]+|au nom de +|(?:erreur(?: de ma part)?|pardon|oups|désolée?)[ ,:]+|non *,(?: plut[ôo]t)? +|plut[ôo]t +|(?:c['’]est(?: pour)?|ce (?:sera|serait)(?: pour)?|(?:il|elle) s['’]appelle|je m['’]appelle|moi[- ]m[eê]me|moi|il s['’]agit (?:de |d['’])(?:moi|moi[- ]m[eê]me))(?: :|,)? +|(?:m\.|mr\.?|monsieur|mme\.?|madame|mlle\.?|mademoiselle) +))+(\p{Lu}.*)$",
        )
    });
    // « La personne qui part en formation est Julie Moreau »
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:(?:le|la|mon|ma|notre|votre|son|sa) |l['’])(?:personne|stagiaire|salari[ée]e?|employ[ée]e?|apprentie?|tuteur|tutrice|formateur|formatrice|contact|interlocuteur|interlocutrice|collaborateur|collaboratrice)(?: [\p{Ll}'’ -]{0,50})? (?:est|sera|c['’]est|s['’]appelle|se nomme)(?: :)? |(?:il s['’]agit (?:de |d['’])|c['’]est (?:pour )?|ce (?:sera|serait) (?:pour )?)(?:mon|ma|notre|la|le|l['’]|une?) ?(?-i:\p{Ll}+(?: [\p{Ll}'’]+){0,2}),? )(\p{Lu}.*)$",
        )
    });
    // « moi (Patrick Huet) »
    static MYSELF: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?i:c['’]est )?(?i:moi)(?:[- ]m[eê]me)? ?\((\p{Lu}[^()]*)\)$"));
    let text = text.trim();
    // « je m'appelle karim benali »
    static LOWER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:bonjour|bonsoir)[ ,]+)?(?i:je m['’]appelle|moi,? c['’]est|moi c|ici|mon nom c['’]est|mon nom est) (\p{Ll}[\p{Ll}-]+ \p{Ll}[\p{Ll}-]+)[ .!]*$",
        )
    });
    if let Some(name) = LOWER.captures(text).and_then(|found| found.get(1)) {
        return name.as_str();
    }
    let text = MYSELF.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    let text = TOLD.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    LEAD.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str())
}

/// The name that an answer gives, without what is said of the person or besides: « Emma Petit, notre vendeuse », « il s'agit
/// d'Emma Petit. Au fait, … ». `None` when it is a sentence in which none stands out.
pub fn stated_name(text: &str) -> Option<&str> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?i:il s['’]agit (?:de |d['’])|ce sera |c['’]est )?((?:\p{{Lu}}[\p{{L}}'’\-]+)(?: {PARTICLES}(?:d['’])?\p{{Lu}}[\p{{L}}'’\-]+){{1,3}})(?s:(?:\s+\(|\s+qui\b|\s+et (?:je|j['’]|il|elle)\b|[,;]?\s+née?\b|[,;] \p{{Ll}}|\. ).*|\.)$",
        ))
    });
    const LONGEST: usize = 8;
    // « avec un h », « sans accent »: how it is written.
    static SPELT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(.*?\p{L})[ ,(]+(?i:avec (?:une?|deux|2|1) ['«\x22 ]*\p{L}{1,2}\b|sans (?:accent|[est]\b)|en un mot|en deux mots|tout attach).*$",
        )
    });
    if is_nobody(text) {
        return None;
    }
    // « Mon mari, Philippe », « Mme Lopez, la gérante », « demander Isabelle, au secrétariat »
    let text = without_role(text);
    // « Pardon, Moreau et pas Morel : Claire Moreau »
    let whole = text.rsplit_once(": ").map(|(_, name)| name.trim()).filter(|name| is_person(name));
    let text = whole.unwrap_or_else(|| meant(text));
    // « Le patron », « vous avez déjà mon nom »: nobody by name.
    static NOBODY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:l[ea]|mon|ma|notre|un|une|vous|je|il|elle|on|nous|celui|celle) |l['’])\p{Ll}[\p{Ll}'’ -]*[.!]*$|^(?i:c['’]est )?(?i:moi)(?:[ -]m[eê]me)?[ .!]*$",
        )
    });
    if NOBODY.is_match(text.trim()) && without_address(text) == text.trim() {
        return None;
    }
    // « C'est Durand avec un d, Paul Durand »: the whole name, said in the end.
    let text = match text.rsplit_once(", ") {
        Some((before, whole)) if is_person(whole) && !is_person(without_address(before)) => whole,
        _ => text,
    };
    // A line below says something else.
    let text = text.lines().next().filter(|first| is_person(without_address(first))).unwrap_or(text);
    // « Merci de me contacter directement : Julien Meyer »
    let text =
        text.rsplit_once(": ").map(|(_, name)| name.trim()).filter(|name| is_person(name)).unwrap_or(text);
    let text = without_address(text);
    // « Kévin (mon fils) »
    let text =
        text.split_once(" (").filter(|(_, remark)| remark.ends_with(')')).map_or(text, |(name, _)| name);
    let text = SPELT.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    // « Filipe Duarte, Filipe avec un F »
    let text = match text.split_once(", ") {
        Some((name, again)) if name.contains(' ') && name.split(' ').any(|part| part == again) => name,
        _ => text,
    };
    // « Lise Carpentier et moi »
    if said_with_me(text) {
        return None;
    }
    // An address, a telephone; « Paul ou Jacques ».
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if text.contains('@') || digits > 3 || fold(text).split(' ').any(|word| word == "ou") {
        return None;
    }
    // « C'est pour lui », « Elle arrive lundi »
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?i:c['’]est|ce sera|ce serait|il s['’]agit|il|elle|ils|elles|je|nous|on)\b")
    });
    if SAID.is_match(text) && !NAMED.is_match(text) {
        return None;
    }
    // « … et je tiens le pressing » names nobody else.
    let said = fold(text);
    let said = [" et je ", " et j ", " et il ", " et elle "]
        .iter()
        .find_map(|and| said.split_once(and))
        .map_or(&*said, |(before, _)| before);
    let corrected = said.split(' ').any(|word| {
        matches!(word, "pardon" | "plutot" | "non" | "erreur" | "finalement" | "oups" | "ou" | "et")
    });
    let named = NAMED.captures(text).and_then(|found| found.get(1)).map(|name| name.as_str());
    let named = named.or_else(|| only_person(text)).filter(|_| !corrected);
    named.or_else(|| (text.split_whitespace().count() <= LONGEST).then_some(text))
}

/// « Lise et moi »: two people.
fn said_with_me(text: &str) -> bool {
    let folded = fold(text);
    folded.ends_with(" et moi") || folded.starts_with("moi et ")
}

/// The only full name of a sentence: « Demandez Inès Ferreira à l'accueil », « Mon épouse, Claire Petit, signera ».
fn only_person(text: &str) -> Option<&str> {
    static FULL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"\p{{Lu}}[\p{{L}}'’-]+(?: {PARTICLES}\p{{Lu}}[\p{{L}}'’-]+){{1,3}}"))
    });
    let verb = |name: &str| {
        let (first, rest) = name.split_once(' ')?;
        (is_person(rest) && !is_first_name(&fold(first))).then_some(rest.len())
    };
    let mut found = FULL.find_iter(text).map(|found| {
        let name = found.as_str();
        // « Demandez Inès Ferreira »
        verb(name).and_then(|length| name.get(name.len() - length..)).unwrap_or(name)
    });
    let name = found.next().filter(|name| is_person(name) && name.len() < text.trim().len())?;
    found.next().is_none().then_some(name)
}

/// Prénom and nom of somebody, each called so: « Nom : Marchand, prénom : Théo ».
#[must_use]
pub fn labelled_name(text: &str) -> Option<(String, String)> {
    static LAST_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:(?i:\bnom)(?i: de famille)? ?:? ?|^)(\p{Lu}[\p{L}'’ -]{1,40}?)(?:,| ;|\n)? *(?i:et )?(?i:pr[ée]nom) ?:? ?(\p{Lu}[\p{L}'’-]{1,40})",
        )
    });
    static FIRST_LAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i:\bpr[ée]nom) ?:? ?(\p{Lu}[\p{L}'’-]{1,40})(?:,| ;|\n)? *(?i:et )?(?i:nom)(?i: de famille)? ?:? ?(\p{Lu}[\p{L}'’-]{1,40}(?: \p{Lu}[\p{L}'’-]+)?)",
        )
    });
    let part =
        |at: usize, found: &regex::Captures<'_>| found.get(at).map(|part| part.as_str().trim().to_owned());
    if let Some(found) = FIRST_LAST.captures(text) {
        return Some((part(1, &found)?, part(2, &found)?));
    }
    let found = LAST_FIRST.captures(text)?;
    Some((part(2, &found)?, part(1, &found)?))
}

/// « Marie Dupont », « DUPONT Marie », « Dupont, Marie » as (prénom, nom). The part in capitals is the nom;
/// a comma puts the nom first; else the first word is the prénom. `None` when it is no full name.
pub fn read_name(text: &str) -> Option<(String, String)> {
    let valid = |c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '-' | '\'' | '’' | '.' | ',');
    if !text.chars().all(valid) {
        return None;
    }
    let (prenom, nom) = match text.split_once(',') {
        Some((nom, prenom)) => (join(prenom.split_whitespace()), join(nom.split_whitespace())),
        None => {
            let parts: Vec<&str> = text.split_whitespace().collect();
            let capitals = |part: &&str| part.chars().count() > 1 && !part.chars().any(char::is_lowercase);
            match parts.iter().filter(|part| capitals(part)).count() {
                upper if upper > 0 && upper < parts.len() => (
                    join(parts.iter().copied().filter(|part| !capitals(part))),
                    join(parts.iter().copied().filter(capitals)),
                ),
                _ => (join(parts.iter().copied().take(1)), join(parts.iter().copied().skip(1))),
            }
        }
    };
    let fits = |part: &str| {
        part.chars().any(char::is_alphabetic) && part.chars().count() <= PART_MAX && !part.contains(',')
    };
    (fits(&prenom) && fits(&nom)).then_some((prenom, nom))
}

/// (prénom, nom) of a full name, each as it was written: « Benali Karim » when only the second is a prénom.
#[must_use]
pub fn parted_name(text: &str) -> Option<(String, String)> {
    let (first, last) = read_name(text)?;
    let words = || text.split_whitespace().map(|word| word.trim_matches(','));
    let of = |part: &str| {
        let folded = fold(part);
        let own = |word: &&str| has_words(&folded, &fold(word));
        words().filter(own).collect::<Vec<_>>().join(" ")
    };
    let swapped = is_first_name(&fold(&last)) && !is_first_name(&fold(&first));
    Some(if swapped { (of(&last), of(&first)) } else { (of(&first), of(&last)) })
}

fn join<'t>(parts: impl Iterator<Item = &'t str>) -> String {
    parts.map(capitalised).collect::<Vec<_>>().join(" ")
}

/// « dupont » as « Dupont », « DUPONT-MARTIN » as « Dupont-Martin »; mixed case stays (« McAdam »).
fn capitalised(part: &str) -> String {
    if part.chars().any(char::is_uppercase) && part.chars().any(char::is_lowercase) {
        return part.to_owned();
    }
    let mut out = String::with_capacity(part.len());
    let mut start = true;
    for c in part.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_called_what_they_are() {
        for text in ["Nom : Marchand, prénom : Théo", "Prénom Théo nom Marchand", "Marchand, prénom Théo"]
        {
            assert_eq!(labelled_name(text), Some(("Théo".to_owned(), "Marchand".to_owned())), "{text}");
        }
        assert_eq!(labelled_name("Théo Marchand"), None);
    }

    #[test]
    fn names_are_parted_as_written() {
        for (text, prenom, nom) in [
            ("Teddy Vasseur", "Teddy", "Vasseur"),
            ("Benali Karim", "Karim", "Benali"),
            ("CASTEL Romane", "Romane", "CASTEL"),
            ("Le Goff, Maëlle", "Maëlle", "Le Goff"),
        ] {
            assert_eq!(parted_name(text), Some((prenom.to_owned(), nom.to_owned())), "{text}");
        }
        assert_eq!(parted_name("Teddy"), None);
    }

    #[test]
    fn what_leads_to_a_name_is_none() {
        for (text, expected) in [
            ("Mme Ludivine Marchand", "Ludivine Marchand"),
            ("c'est M. Bernard Rey", "Bernard Rey"),
            ("moi-même, Sandrine Morel", "Sandrine Morel"),
            ("C'est pour mon apprenti Théo Lambert", "Théo Lambert"),
            ("C'est pour moi, Lila Messaoudi", "Lila Messaoudi"),
            ("Bonjour, elle s'appelle Inès Garnier", "Inès Garnier"),
            ("moi (Patrick Huet)", "Patrick Huet"),
            ("Monsieur", "Monsieur"),
            ("Moïse Petit", "Moïse Petit"),
            ("Madeleine Roy", "Madeleine Roy"),
        ] {
            assert_eq!(without_address(text), expected, "{text}");
        }
    }

    #[test]
    fn either_order() {
        let name = |prenom: &str, nom: &str| Some((prenom.to_owned(), nom.to_owned()));
        for (text, expected) in [
            ("Marie Dupont", name("Marie", "Dupont")),
            ("DUPONT Marie", name("Marie", "Dupont")),
            ("Marie DUPONT", name("Marie", "Dupont")),
            ("Dupont, Marie", name("Marie", "Dupont")),
            ("jean-pierre de la tour", name("Jean-Pierre", "De La Tour")),
            ("LE GOFF Anne Marie", name("Anne Marie", "Le Goff")),
            ("Marie", None),
            ("Marie 06 12", None),
            ("", None),
            (",", None),
        ] {
            assert_eq!(read_name(text), expected, "{text}");
        }
    }
}
