//! A line of an answer: what announces it, what it may be, and the lines that answer nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::super::date::is_weekday;
use super::super::fold;
use super::super::identite::pattern;
use super::super::{is_first_name, politesse, says_the_same};
use super::connu::tells_what_is_known;

/// What people draw before an answer.
pub const ARROWS: [&str; 6] = ["==>", "-->", "=>", "->", "→", "➔"];

/// « Du 4 au 5 mars », « 14 heures »: no continuation of a text.
pub(super) fn begins_a_value(line: &str) -> bool {
    let folded = fold(line);
    // « né le 27 février 1989 »
    if folded.starts_with("ne le ") || folded.starts_with("nee le ") {
        return true;
    }
    let led = ["du ", "le ", "les ", "de "].iter().find_map(|lead| folded.strip_prefix(lead));
    let said = led.unwrap_or(&folded);
    // « Du lundi 17 au mercredi 19 mai »
    let day = said.split_once(' ').filter(|(first, _)| is_weekday(first)).map(|(_, day)| day);
    day.unwrap_or(said).starts_with(|c: char| c.is_ascii_digit())
}

/// « Mail nadia@exemple.fr »: an address on a line of its own, and no second one for the same question.
pub(super) fn is_address(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let alternative = words.first().is_some_and(|word| matches!(fold(word).as_str(), "ou" | "et"));
    words.len() <= 3 && !alternative && words.last().is_some_and(|word| word.contains('@'))
}

/// A figure behind a question of ours was typed there.
pub(super) fn is_value(after: &str) -> bool {
    let after = ["le ", "du "].iter().find_map(|lead| after.strip_prefix(lead)).unwrap_or(after);
    after.starts_with(|c: char| c.is_ascii_digit())
}

/// « voir au-dessus », « idem »: what was just said.
pub(super) fn refers_above(answer: &str) -> bool {
    let folded = fold(answer);
    let said = ["au dessus", "ci dessus", "plus haut"].iter().any(|above| folded.ends_with(above));
    says_the_same(answer) || said && folded.split(' ').count() <= 4
}

/// What stands behind an arrow that begins no line.
pub(super) fn behind_arrow(line: &str) -> Option<&str> {
    let at = ARROWS.iter().filter_map(|arrow| line.find(arrow)).min().filter(|at| *at > 0)?;
    line.get(at..).map(bare).filter(|typed| !typed.is_empty())
}

/// « oui / non : NON »: what was typed behind the choices.
pub(super) fn behind_choices(line: &str) -> Option<&str> {
    static CHOICES: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\(?oui ?(?:/|ou) ?non\)?(?: *[:=] *(\S.*)| +((?:oui|non)\b.*))$"));
    let found = CHOICES.captures(line)?;
    found.get(1).or_else(|| found.get(2)).map(|typed| typed.as_str())
}

/// What was typed behind the example or the choices of a quoted question: « (ex. 21 heures) => 14 », « - ex. : 21 -> 24 h »,
/// « (oui ou non) non ».
pub(super) fn behind_example(after: &str) -> Option<&str> {
    let after = after.trim_start_matches(['?', ' ', '\u{a0}']);
    static SHOWN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^[-–,: ]*[(\[]?(?:ex\b|exemple|par exemple|au choix|format)"));
    let typed = behind_arrow(after).filter(|_| SHOWN.is_match(after) || after.starts_with(['(', '[']));
    if typed.is_some() {
        return typed;
    }
    // « , par exemple 07/09/2027 : 22 février 2027 »
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[-–—,: ]*(?i:p\. ?ex\b|par ex\b|ex\b|exemple|par exemple)[. :]*[\p{L}\p{N}«][^:(\[]{0,60}? : *([\p{Lu}\p{N}«].*|(?i:oui|non)\b.*)$",
        )
    });
    if let Some(typed) = BARE.captures(after).and_then(|found| found.get(1)) {
        return Some(typed.as_str());
    }
    let (shown, behind) = match after.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?,
        None => after.strip_prefix('[')?.split_once(']')?,
    };
    let behind = behind.trim_start();
    let folded = fold(shown);
    let offered = SHOWN.is_match(shown)
        || ends_in_example(shown)
        || folded == "oui non"
        || folded.starts_with("p ex ")
        || shown.contains(" / ")
        || folded.split(' ').any(|word| word == "ou");
    let typed = offered && behind.starts_with(|c: char| c.is_alphanumeric() || c == '«');
    behind.strip_prefix([':', '=', '\t', '|']).or(Some(behind).filter(|_| typed))
}

/// What was typed behind the example or the choices that stand at the head of this, nothing where it is only they;
/// `None` where neither stands there.
pub(super) fn past_example(after: &str) -> Option<&str> {
    static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[-–—,:? ]*(?:[(\[] ?)?(?:(?:p\. ?|par )?ex(?:\b|emple)|au choix\b|format\b)|^[? ]*[(\[](?:oui ?(?:ou|/) ?non|[0-9]+ chiffres|[^()]* / [^()]*)[)\]]",
        )
    });
    let bracket = || after.trim_start_matches(['?', ' ']).strip_prefix(['(', '['])?.split([')', ']']).next();
    let shown = SHOWN.is_match(after) || bracket().is_some_and(ends_in_example);
    shown.then(|| behind_example(after).unwrap_or_default())
}

/// « en euros HT, exemple : 1 200,00 »: what is asked more closely, then an example.
fn ends_in_example(shown: &str) -> bool {
    static EXAMPLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)[,;:–—-] ?(?:p\. ?|par )?ex(?:emple|\.| ?:)"));
    EXAMPLE.is_match(shown)
}

/// « HT (ex. : 640,50 €) », « , en € HT – par exemple 980 »: words of ours behind the label, before the example.
pub(super) fn up_to_example(after: &str) -> &str {
    static EXAMPLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\p{L}€/,'’ ]{1,40}?([(\[] ?(?:p\. ?|par )?ex(?:emple|\.| ?:)|[–—-] (?:p\. ?|par )?ex(?:emple|\.| ?:))",
        )
    });
    let example = EXAMPLE.captures(after).and_then(|found| found.get(1));
    example.and_then(|found| after.get(found.start()..)).unwrap_or(after)
}

/// An answer without the arrow, the word or the name in brackets that announces it.
pub(super) fn bare(line: &str) -> &str {
    let mut rest = line.trim();
    // Our own words in brackets are no name: « [à compléter] » is nothing typed.
    if let Some((name, answer)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']'))
        && !answer.trim().is_empty()
        && name.len() <= 60
    {
        rest = answer.trim();
    }
    loop {
        let marked = ARROWS.iter().find_map(|mark| rest.strip_prefix(mark));
        let marked = marked.or_else(|| rest.strip_prefix([':', '=']));
        let worded = || {
            let (word, answer) = rest.split_once(':')?;
            matches!(fold(word).as_str(), "reponse" | "ma reponse" | "rep" | "r").then_some(answer)
        };
        match marked.or_else(worded) {
            Some(after) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

/// What was typed behind a quoted question, unless we may have sent it: an example, a format, a choice.
pub(super) fn typed(after: &str) -> Option<String> {
    let value = after.trim_matches(['|', ' ', '\t', ':', '\u{a0}', '\u{202f}']);
    let folded = fold(value);
    let ours = [
        "ex ",
        "p ex",
        "par ex",
        "exemple",
        "par exemple",
        "format",
        "au format",
        "a preciser",
        "a completer",
        "a confirmer",
        "non renseigne",
        "obligatoire",
        "facultatif",
        "jj mm",
        "indiquez",
        "merci d",
        "precisez",
        "choix",
    ];
    let offered = value.contains(" ou ")
        || value.contains(" / ")
        || value.contains("oui/non")
        || folded.contains(" exemple ") && !value.contains('@')
        || folded.contains(" par ex ")
        || folded.contains(" p ex ");
    if folded.is_empty()
        || value.starts_with(['(', '[', '…', '_', '.'])
        || tells_what_is_known(value.trim_start_matches(['–', '-', '→', ' ']))
        || value.ends_with(['?', ']'])
        || value.matches(['(', '[']).count() > value.matches([')', ']']).count()
        || offered
        || begins_with(&folded, &ours)
    {
        return None;
    }
    Some(bare(value).to_owned())
}

/// « Les réponses dans l'ordre : », « Ci-dessous les infos : ».
fn introduces(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let told = |word: &&str| {
        matches!(*word, "reponses" | "infos" | "informations" | "elements" | "renseignements" | "precisions")
    };
    words.len() <= 12 && words.iter().any(told)
}

/// What a line says once the person has greeted: « Bonjour, 1. 11/01/27 ».
pub(super) fn after_greeting(line: &str) -> &str {
    static GREETING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:bonjour|bonsoir|hello|salut|bjr)(?: (?i:madame|monsieur|à tous|[àa] vous|\p{Lu}[\p{L}-]+)){0,2}(?: ?[,.!;:]+ +(\S.*)| ([0-9]{1,2} ?[.):/-] ?\S.*)| ((?i:oui|non)\b.*))$",
        )
    });
    let said = GREETING.captures(line).and_then(|found| (1..=3).find_map(|at| found.get(at)));
    said.map_or(line, |rest| rest.as_str())
}

/// « - 14 h », « *Excel avancé* »: without the bullet or the bold of a line.
pub(super) fn unmarked(line: &str) -> &str {
    let bullet = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '*' | '-'
                    | '•'
                    | '·'
                    | '–'
                    | '—'
                    | '_'
                    | '▪'
                    | '●'
                    | '○'
                    | '◦'
                    | '✔'
                    | '✓'
                    | '➡'
                    | '▶'
                    | '👉'
                    | '✅'
                    | '\u{fe0f}'
            )
    };
    // « . 14 h »
    let line = line.strip_prefix(". ").unwrap_or(line);
    line.trim_start_matches(bullet).trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'))
}

/// « Excel avancé. » without its full stop; « Formatis S.A. » keeps it.
pub(super) fn without_stop(answer: &str) -> &str {
    let Some(said) = answer.strip_suffix('.') else { return answer };
    let last = said.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if last.chars().count() > 2 { said } else { answer }
}

/// A few words and a colon, then something: the answer to a question, if not to one of ours.
pub(super) fn is_labelled(line: &str) -> bool {
    let line = line.trim_start_matches(['•', '·', '*', '–', ' ']);
    let labelled = line.split_once(" :").or_else(|| line.split_once(": ")).or_else(|| line.split_once(" = "));
    labelled.is_some_and(|(label, value)| {
        let words = label.split_whitespace().count();
        (1..=5).contains(&words)
            && label.chars().all(|c| c.is_alphabetic() || " '’-/.".contains(c))
            && !value.trim_matches([':', ' ']).is_empty()
    })
}

/// A text begins with one of these, in whole words; both folded.
pub(super) fn begins_with(folded: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| {
        folded.strip_prefix(start.trim_end()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// « Bonne journée, Ludivine Hennequin »: a formula, and who signs or is spoken to.
fn is_courtesy_to(line: &str) -> bool {
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit());
    line.split_once(',').is_some_and(|(formula, name)| {
        let name = name.trim().trim_end_matches(['.', ',']);
        let first = name.split([' ', '-']).next().unwrap_or_default();
        !formula.trim().is_empty()
            && is_first_name(&fold(first))
            && politesse::is_courtesy(formula)
            && (1..=3).contains(&name.split(' ').count())
            && name.split(' ').all(capital)
    })
}

/// Lines that answer nothing.
pub(super) fn is_courtesy(line: &str) -> bool {
    const WHOLE: [&str; 6] = [
        "voici mes reponses",
        "voici les reponses",
        "mes reponses",
        "voir ci dessous",
        "voir plus bas",
        "mes reponses ci dessous",
    ];
    if politesse::is_courtesy(line) || is_courtesy_to(line) {
        return true;
    }
    // An address, a figure: something is said.
    if line.contains('@') || line.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = fold(line);
    WHOLE.contains(&folded.as_str())
        || folded.starts_with("bonjour ") && folded.split(' ').count() <= 4
        || (folded.starts_with("voici ") || introduces(&folded)) && line.ends_with(':')
        || introduces(&folded)
            && ["ci dessous", "ci apres", "demandes", "demandees"].iter().any(|word| folded.contains(word))
        || folded.starts_with("n hesitez pas")
        || folded.starts_with("je reste a votre disposition")
        || folded.starts_with("suite a votre ") && folded.split(' ').count() <= 6
        || folded.contains("reponses")
            && (folded.contains("ci dessous")
                || folded.contains("dans le texte")
                || folded.contains("dans votre"))
}
