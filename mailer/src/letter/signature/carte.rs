//! A card: a name, then how to reach its owner.

use guichet_core::reading::{fold, is_courtesy, is_first_name};

use super::super::lettres::is_among;
use super::super::ligne::Texte;
use super::super::vu::Vu;
use super::asks;
use super::formules::is_afterword;
use super::papier::{gives_answers, heads_paper, is_address_line};

/// « Comptable », « Gérante associée »: what somebody is in a house.
fn is_role(line: &str) -> bool {
    const ROLES: [&str; 32] = [
        "gerant",
        "gerante",
        "directeur",
        "directrice",
        "responsable",
        "comptable",
        "assistant",
        "assistante",
        "secretaire",
        "president",
        "presidente",
        "associe",
        "associee",
        "dirigeant",
        "dirigeante",
        "chef",
        "cheffe",
        "charge",
        "chargee",
        "drh",
        "rh",
        "daf",
        "dg",
        "pdg",
        "artisan",
        "artisane",
        "patron",
        "patronne",
        "cogerant",
        "cogerante",
        "gestionnaire",
        "coordinatrice",
    ];
    let folded = fold(line);
    let first = folded.split(' ').next().unwrap_or_default();
    folded.split(' ').count() <= 6 && is_among(first, &ROLES)
}

/// A last paragraph that is a card: a name, then lines with a telephone, an address on the web; or what somebody who took
/// leave or signed puts below: « Merci pour votre aide », then a house, a street, a telephone.
pub(super) fn contact(lines: &mut Vec<Texte>) {
    while lines.last().is_some_and(|line| line.is_blank()) {
        lines.pop();
    }
    let start = lines.iter().rposition(|line| line.is_blank()).map_or(0, |at| at + 1);
    // « Voici les coordonnées de l'organisme : »
    let before =
        lines[..start].iter().rev().find(|line| !line.is_blank()).map(|line| line.cut(line.trimmed()));
    let is_answer = before.is_some_and(|line| line.ends_with(':'));
    if start > 0 && !is_answer && is_card(&lines[start..]) {
        lines.truncate(start);
    }
    if let [.., said] = lines[..start]
        && signs(before.unwrap_or(said), &lines[start..])
    {
        lines.truncate(start);
    }
    // « Merci à vous, », then « Estelle Prigent »
    if let [.., thanks, name] = lines[..]
        && thanks.trim_end().ends_with(',')
        && is_person(&name)
        && fold(&thanks).starts_with("merci")
        && is_courtesy(&thanks)
    {
        lines.pop();
    }
    if let [above @ .., last] = &lines[..]
        && heads_paper(*last)
        && gives_answers(above)
    {
        lines.pop();
    }
    // Without a way to reach somebody there is nothing to look for.
    let below = lines.len().saturating_sub(MOST_BELOW);
    if !lines[below..].iter().any(|line| line.vu.has(REACHES) && is_reach(*line)) {
        return;
    }
    let said = |line: &&Texte| !line.is_blank() && !is_courtesy(line);
    let leaves = (1..lines.len()).rev().take(MOST_BELOW).find(|&at| {
        let blank = |at: usize| lines.get(at).is_none_or(|line| line.is_blank());
        // Her name and more, apart: answers may stand so as well, « Cegos », then « 06 12 34 56 78 ».
        let signed = is_person(&lines[at])
            && lines[at].trimmed().contains(' ')
            && (blank(at - 1) || blank(at + 1))
            && lines[at + 1..].iter().any(|line| !line.is_blank() && is_house(line.trimmed()));
        let thanked = || !blank(at) && is_courtesy(&lines[at]);
        let before = || lines[..at].iter().rev().find(|line| said(line));
        // « Mes coordonnées : »
        (signed || thanked()) && before().is_some_and(|line| !line.trim_end().ends_with(':'))
    });
    if let Some(at) = leaves
        && lines[at + 1..].iter().any(|line| is_reach(*line))
        && stands_below(&lines[at + 1..])
    {
        lines.truncate(at + usize::from(is_courtesy(&lines[at])));
    }
}

/// « Corinne Ragot », « Fleurs et Saisons », apart, under a sentence that ended: who wrote.
fn signs(before: Texte, lines: &[Texte]) -> bool {
    let [name, below @ ..] = lines else { return false };
    if below.len() > 2 || !before.ends_with(['.', '!', '?', ')']) {
        return false;
    }
    let named = name.trimmed();
    let words = named.split(' ').count();
    // « Émile », alone.
    let alone = words == 1 && below.is_empty() && before.split_whitespace().count() > 3;
    // « Le nom de la personne qui part. »
    const ASKED: [&str; 9] = [
        "nom",
        "prenom",
        "stagiaire",
        "salarie",
        "salariee",
        "personne",
        "participant",
        "contact",
        "apprenti",
    ];
    let asked = || asks(&[before]) || fold(&before).split(' ').any(|word| ASKED.contains(&word));
    (before.split_whitespace().count() > 3 || !below.is_empty())
        && (alone || (2..=3).contains(&words))
        && is_person(named)
        && is_first_name(&fold(named.split(' ').next().unwrap_or_default()))
        && below.iter().all(|line| is_house(line.trimmed()) || is_reach(*line))
        && !asked()
}

/// What stands in a line by which somebody is reached.
const REACHES: Vu = Vu::DIGIT.and(Vu::AT).and(Vu::W).and(Vu::H);

/// Lines below the words that take leave, blank ones included.
const MOST_BELOW: usize = 12;

/// Only how somebody is called and reached: names, a house, a street and a town, telephones, addresses.
pub(super) fn stands_below(lines: &[Texte]) -> bool {
    let lines: Vec<Texte> =
        lines.iter().filter(|line| !line.is_blank()).map(|line| line.cut(line.trimmed())).collect();
    let reached = lines.iter().any(|line| is_reach(*line));
    // Her name, and what she is called after where a telephone or a street follows.
    let called =
        |line: &Texte| is_person(line) || is_role(line) || reached && (is_house(line) || is_street(line));
    // « ou passer au 31 rue de Verdun » goes on.
    let goes_on = |line: &Texte| line.starts_with("ou ") || line.starts_with("et ");
    !asks(&lines)
        && !lines.iter().any(|line| goes_on(line) || is_afterword(line))
        && lines.iter().all(|line| is_reach(*line) || called(line))
}

/// « 8 impasse du Stade 13200 Arles », « Tél. 04 75 12 34 56 », « contact@salon.fr », and nothing said.
fn is_reach(line: Texte) -> bool {
    let (vu, line) = (line.vu, line.trimmed());
    let figures = if vu.has(Vu::DIGIT) { line.bytes().filter(u8::is_ascii_digit).count() } else { 0 };
    // Most lines have neither figures enough for a postcode nor an address.
    let on_the_web =
        || vu.has(Vu::W) && line.contains("www.") || vu.has(Vu::H) && vu.has(Vu::P) && line.contains("http");
    if figures < 5 && !vu.has(Vu::AT) && !on_the_web() {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_figure = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || "+().-/".contains(c));
    let lettered = words.iter().filter(|word| !is_figure(word)).count();
    let postcode = words.iter().any(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let telephone =
        figures >= 10 && words.iter().any(|word| word.trim_start_matches('(').starts_with(['0', '+']));
    let net =
        words.iter().any(|word| word.contains('@') || word.starts_with("www.") || word.starts_with("http"));
    // « mon numéro c'est le 06 … » says something.
    const SAID: [&str; 12] =
        ["je", "j", "c", "mon", "ma", "notre", "vous", "sera", "est", "mettez", "prenez", "appelez"];
    let is_said = || fold(line).split(' ').any(|word| SAID.contains(&word));
    lettered <= 12
        && !line.ends_with('?')
        && !line.contains('€')
        && (postcode || telephone || net)
        && !is_said()
}

/// « 18 bis, rue Victor-Hugo », its town on the next line.
fn is_street(line: &str) -> bool {
    const WAYS: [&str; 18] = [
        "rue",
        "avenue",
        "av",
        "boulevard",
        "bd",
        "place",
        "quai",
        "chemin",
        "impasse",
        "allee",
        "allees",
        "route",
        "cours",
        "square",
        "passage",
        "faubourg",
        "za",
        "zi",
    ];
    let folded = fold(line);
    let mut words = folded.split(' ');
    let numbered = words.next().is_some_and(|first| first.bytes().all(|byte| byte.is_ascii_digit()));
    numbered && words.take(2).any(|word| is_among(word, &WAYS)) && folded.split(' ').count() <= 9
}

/// « Benali Peinture - ravalement, décoration »: a few words that begin with a capital and end no sentence.
fn is_house(line: &str) -> bool {
    line.starts_with(char::is_uppercase)
        && line.split_whitespace().count() <= 8
        && !line.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?' | '!' | '€' | '='))
        && !line.ends_with('.')
}

/// « Marie-Jo Blanc », « D. Aubry », « Joël »: the name of somebody and nothing else.
pub(super) fn is_person(line: &str) -> bool {
    let particle = |word: &str| matches!(word, "de" | "du" | "le" | "la" | "et");
    let mut words = 0;
    let named = line.split_whitespace().all(|word| {
        words += 1;
        words <= 4 && (word.starts_with(char::is_uppercase) || particle(word))
    });
    named && words > 0 && line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
}

/// A name, then lines with a telephone, an address on the web.
pub(crate) fn is_card(lines: &[Texte]) -> bool {
    let from = lines.iter().take_while(|line| line.is_blank()).count();
    let to = lines.len() - lines.iter().rev().take_while(|line| line.is_blank()).count();
    let card = lines.get(from..to).unwrap_or_default();
    if !(2..=10).contains(&card.len())
        || card.iter().any(|line| line.is_blank())
        || !is_person(card[0].trimmed())
        || asks(card)
    {
        return false;
    }
    let reached = |line: &Texte| {
        let folded = fold(line);
        let digits = line.chars().filter(char::is_ascii_digit).count();
        line.contains("www.")
            || digits >= 10
                && ["tel", "mob", "port", "t", "m", "fixe", "standard"]
                    .iter()
                    .any(|label| folded.strip_prefix(label).is_some_and(|rest| rest.starts_with(' ')))
    };
    // « 📞 04 75 12 34 56 »; « Comptable » under the name, and a telephone or an address below.
    let drawn = |line: &Texte| {
        let first = line.trim().chars().next().unwrap_or_default();
        matches!(first, '\u{260e}'..='\u{260f}' | '\u{2706}' | '\u{2709}' | '\u{1f4cd}'..='\u{1f4ff}' | '\u{1f310}')
            && line.contains(|c: char| c.is_ascii_digit() || c == '@')
    };
    let reachable =
        |line: &Texte| line.contains('@') || line.chars().filter(char::is_ascii_digit).count() >= 10;
    let has_role = card.get(1).is_some_and(|under| is_role(under)) && card.iter().skip(2).any(reachable);
    let reached = |line: &Texte| reached(line) || drawn(line) || has_role;
    let mut details = card.iter();
    match card.len() > 2 {
        true => details.any(reached),
        false => details.skip(1).any(|line| is_address_line(line)),
    }
}
