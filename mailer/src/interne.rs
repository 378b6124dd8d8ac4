//! What people of OPCO EP write for themselves in an answer, and what ends the exchange.
//!
//! The rule is written in each letter to them (`templates/messages/lettre_support_regles.md`): a line that begins with
//! a mark is withheld with the rest of its paragraph, for mail programs wrap lines. In doubt it is withheld: what is
//! withheld can be sent again, what was shown cannot be taken back.

use guichet_core::reading::fold;

/// Stands at the top of each letter to them, folded: below it is our letter, whatever their program made of it.
const LIGNE: &str = "repondez au dessus de cette ligne";

/// An answer, as the person may see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Public {
    pub texte: String,
    /// Something was withheld.
    pub interne: bool,
    /// « [clos] ».
    pub clos: bool,
}

/// How a line is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marque {
    Aucune,
    /// The line is for them; alone: nothing else stands on it.
    Interne {
        seule: bool,
    },
    FinInterne,
    Clos,
    /// A helpdesk's own: « ##- … -## ».
    Outil,
}

/// Tells what is for the person from what is not: notes for themselves, and the name under it of whoever writes
/// (`author`, as it stands in From).
#[must_use]
pub fn sans_interne(text: &str, author: Option<&str>) -> Public {
    let own = text.lines().take_while(|line| !fold(line).contains(LIGNE));
    let lines: Vec<(&str, Marque)> = own.map(|line| (line, marque(line))).collect();
    let mut public = Public::default();
    let mut kept: Vec<&str> = Vec::new();
    // Withheld up to the next empty line; of a block, up to its end; a mark alone waits for what it is about.
    let (mut paragraph, mut block, mut awaits) = (false, false, false);
    for (at, (line, marque)) in lines.iter().enumerate() {
        match marque {
            Marque::Outil => continue,
            Marque::Clos => {
                public.clos = true;
                continue;
            }
            Marque::FinInterne => {
                (paragraph, block, awaits) = (false, false, false);
                public.interne = true;
                continue;
            }
            Marque::Interne { seule } => {
                let ends = lines[at + 1..].iter().map(|(_, marque)| *marque);
                let ends = ends.take_while(|marque| !matches!(marque, Marque::Interne { .. }));
                block |= ends.into_iter().any(|marque| marque == Marque::FinInterne);
                (paragraph, awaits) = (true, *seule);
                public.interne = true;
                continue;
            }
            Marque::Aucune => {}
        }
        if line.trim().is_empty() {
            paragraph &= awaits;
        } else {
            awaits = false;
            if paragraph || block {
                continue;
            }
        }
        if !block {
            kept.push(line);
        }
    }
    public.texte = joined(unsigned(&kept, author.unwrap_or_default()));
    public
}

/// The lines without a name alone at their end, and the formula before it. A name that is all there is is an answer.
fn unsigned<'l, 't>(lines: &'l [&'t str], author: &str) -> &'l [&'t str] {
    let author = fold(author);
    let names: Vec<&str> = author.split(' ').filter(|name| !name.is_empty()).collect();
    let initials: String = names.iter().filter_map(|name| name.chars().next()).collect();
    let is_name = |line: &str| {
        let line = fold(line);
        let mut words = line.split(' ').filter(|word| !word.is_empty()).peekable();
        words.peek().is_some()
            && words.all(|word| {
                names.contains(&word)
                    || word == initials
                    || names.iter().any(|name| word.chars().count() == 1 && name.starts_with(word))
            })
    };
    let mut rest = trimmed(lines);
    while let Some((last, before)) = rest.split_last()
        && is_name(last)
    {
        rest = trimmed(before);
    }
    if rest.len() == trimmed(lines).len() || rest.is_empty() {
        return lines;
    }
    match rest.split_last() {
        Some((last, before)) if FORMULES.contains(&fold(last).as_str()) && !trimmed(before).is_empty() => {
            before
        }
        _ => rest,
    }
}

fn trimmed<'l, 't>(lines: &'l [&'t str]) -> &'l [&'t str] {
    let end = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    &lines[..end]
}

/// Empty lines at the ends are left out, and no two follow each other.
fn joined(lines: &[&str]) -> String {
    let mut out = String::new();
    let mut empty = false;
    for line in lines {
        let line = line.trim_end();
        if line.is_empty() {
            empty = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty { "\n\n" } else { "\n" });
        }
        empty = false;
        out.push_str(line);
    }
    out
}

/// Words that say « for us ».
const INTERNES: [&str; 12] = [
    "interne",
    "note interne",
    "notes internes",
    "commentaire interne",
    "usage interne",
    "a usage interne",
    "info interne",
    "message interne",
    "interne opco ep",
    "internal",
    "internal note",
    "confidentiel interne",
];
/// What stands before a name, folded.
const FORMULES: [&str; 12] = [
    "bonne journee",
    "belle journee",
    "bonne fin de journee",
    "bonne soiree",
    "bon week end",
    "bonne reception",
    "cordialement",
    "bien cordialement",
    "bien a vous",
    "a bientot",
    "merci",
    "cdlt",
];
const CLOS: [&str; 6] = ["clos", "clot", "cloture", "close", "closed", "ferme"];

fn marque(line: &str) -> Marque {
    if line.trim().starts_with("##-") && line.trim().ends_with("-##") {
        return Marque::Outil;
    }
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "*_>|•–—-#".contains(c));
    if let Some((name, rest)) = bracketed(bare) {
        let name = fold(name);
        if CLOS.contains(&name.as_str()) && !rest.contains(char::is_alphanumeric) {
            return Marque::Clos;
        }
        if let Some(end) =
            bare.strip_prefix(['[', '(', '{', '<']).and_then(|inner| inner.trim_start().strip_prefix('/'))
            && INTERNES.iter().any(|word| fold(end).starts_with(word))
        {
            return Marque::FinInterne;
        }
        if is_interne(&name) {
            return Marque::Interne { seule: !rest.contains(char::is_alphanumeric) };
        }
    }
    let hash = line.trim().starts_with('#').then_some(bare);
    let slashed = bare.strip_prefix("//").or_else(|| bare.strip_prefix("@@")).or(hash);
    if let Some(rest) = slashed {
        let folded = fold(rest);
        if let Some(said) = after_word(&folded) {
            return Marque::Interne { seule: said.is_empty() };
        }
    }
    if let Some((name, rest)) = bare.split_once(':')
        && is_interne(&fold(name))
    {
        return Marque::Interne { seule: !rest.contains(char::is_alphanumeric) };
    }
    if let Some((name, rest)) = bare.split_once(['–', '—']).or_else(|| bare.split_once(" - "))
        && is_interne(&fold(name))
    {
        return Marque::Interne { seule: !rest.contains(char::is_alphanumeric) };
    }
    if is_interne(&fold(bare)) {
        return Marque::Interne { seule: true };
    }
    // « … [interne] » at the end of a line.
    match bare.rfind(['[', '(']).map(|at| bare.split_at(at)) {
        Some((_, end))
            if bracketed(end).is_some_and(|(name, rest)| is_interne(&fold(name)) && rest.is_empty()) =>
        {
            Marque::Interne { seule: false }
        }
        _ => Marque::Aucune,
    }
}

fn is_interne(folded: &str) -> bool {
    INTERNES.contains(&folded)
}

/// What follows one of the words at the beginning of a folded text.
fn after_word(folded: &str) -> Option<&str> {
    let found = INTERNES.iter().filter_map(|word| {
        let rest = folded.strip_prefix(word)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some(rest.trim())
    });
    found.min_by_key(|rest| rest.len())
}

/// « [name] rest ».
fn bracketed(text: &str) -> Option<(&str, &str)> {
    for (open, close) in [('[', ']'), ('(', ')'), ('{', '}'), ('<', '>')] {
        if let Some(inner) = text.strip_prefix(open) {
            let (name, rest) = inner.split_once(close)?;
            return Some((name.trim(), rest.trim_start_matches([':', ' ', '\t'])));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_never_reaches_the_person() {
        for (text, expected) in [
            ("Bonjour,\nc'est 21 heures.", "Bonjour,\nc'est 21 heures."),
            ("[interne] voir avec Paul", ""),
            ("C'est 21 heures.\n\n#interne voir avec Paul", "C'est 21 heures."),
            ("# Note interne voir avec Paul\n\nC'est 21 heures.", "C'est 21 heures."),
            ("Votre numéro est le #21.", "Votre numéro est le #21."),
            (
                "Bonjour,\n\n[INTERNE] : à vérifier\navec la compta, ligne\ncoupée.\n\nC'est 21 heures.",
                "Bonjour,\n\nC'est 21 heures.",
            ),
            ("Note interne : dossier sensible\nC'est la suite du paragraphe.\n\nBonjour", "Bonjour"),
            ("NOTE INTERNE\n\ndossier sensible\n\nBonjour", "Bonjour"),
            ("Note interne :\n- appeler Paul\n- vérifier\n\nBonjour", "Bonjour"),
            ("// interne rappeler demain\n\nBonjour", "Bonjour"),
            ("//interne: rappeler demain\n\nBonjour", "Bonjour"),
            ("> *[interne]* cité et en gras\n\nBonjour", "Bonjour"),
            ("**Note interne** : en gras\n\nBonjour", "Bonjour"),
            ("(interne) entre parenthèses\n\nBonjour", "Bonjour"),
            ("Interne – à ne pas transmettre\n\nBonjour", "Bonjour"),
            ("Bonjour\n\nÀ revoir avec Paul [interne]", "Bonjour"),
            ("[interne]\nun\n\ndeux\n[/interne]\nBonjour", "Bonjour"),
            (
                "[interne] un\n\ndeux\n\n[/interne]\n\nBonjour\n\n[interne] trois\n\nAu revoir",
                "Bonjour\n\nAu revoir",
            ),
            ("[Note interne] x\n\nBonjour", "Bonjour"),
            ("[internal] x\n\nBonjour", "Bonjour"),
            ("Bonjour\n| — Répondez au-dessus de cette ligne —\nCamille demande de l'aide", "Bonjour"),
            // Words like others.
            (
                "La formation interne : oui, elle est possible.",
                "La formation interne : oui, elle est possible.",
            ),
            ("Le règlement interne de l'entreprise suffit.", "Le règlement interne de l'entreprise suffit."),
            ("Formation en interne ou externe ?", "Formation en interne ou externe ?"),
            ("voir https://exemple.fr//interne", "voir https://exemple.fr//interne"),
            ("Internet ne marche pas : patientez.", "Internet ne marche pas : patientez."),
            ("Le dossier est clos.", "Le dossier est clos."),
        ] {
            assert_eq!(sans_interne(text, None).texte, expected, "{text}");
        }
    }

    #[test]
    fn a_name_under_it_is_no_part_of_an_answer() {
        for (text, expected) in [
            ("Oui.\n\nNadia", "Oui."),
            ("Oui.\nBonne journée,\nN. ROY", "Oui."),
            ("Oui.\nNR", "Oui."),
            ("Voyez avec Nadia", "Voyez avec Nadia"),
            ("Nadia Roy", "Nadia Roy"),
            ("Oui.\nMerci,\nCamille", "Oui.\nMerci,\nCamille"),
        ] {
            assert_eq!(sans_interne(text, Some("Nadia Roy")).texte, expected, "{text}");
        }
    }

    #[test]
    fn the_end_is_said_alone() {
        for text in
            ["[clos]", "Voilà.\n\n[clos]", "[CLOS]\nVoilà.", "Voilà.\n**[Clôturé]**", "[clos].", "> [clos]"]
        {
            let public = sans_interne(text, None);
            assert!(public.clos, "{text}");
            assert!(["", "Voilà."].contains(&public.texte.as_str()), "{text}: {}", public.texte);
        }
        for text in ["clos", "Le dossier est [clos] depuis hier", "[clos] depuis hier", "fin"] {
            assert!(!sans_interne(text, None).clos, "{text}");
        }
        assert!(sans_interne("[interne] x\n[clos]", None).clos, "it is no part of the note");
    }
}
