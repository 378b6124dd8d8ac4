//! Answers to a letter that was quoted without marks: below it, « Bonjour, » once more under its numbered questions, or
//! their labels again; behind arrows and initials within.

use guichet_core::reading::lettre::ARROWS;
use guichet_core::reading::{fold, is_courtesy, is_first_name};

use super::super::entetes::{addressee, announced};
use super::super::lettres::Lettres;
use super::super::ligne::{Ligne, Marque};

const GREETINGS: &[&str] = &["bonjour", "bonsoir", "hello", "salut", "bjr", "coucou"];
const GREETS: Lettres = Lettres::first_of(&[GREETINGS]);
/// « *** Ma réponse *** »
const MY_ANSWERS: &[&str] = &["ma reponse", "mes reponses"];
const SAYS_MY_ANSWERS: Lettres = Lettres::first_of(&[MY_ANSWERS]);
/// Bytes of a line that only says where the answers are.
const LONGEST_LINE: usize = 200;
/// Labels that show, one under the other, that somebody fills in what was asked.
const FILLED: usize = 2;
/// Lines of an end that is looked at.
const LONGEST_END: usize = 60;
/// Lines beside them: thanks, a remark.
const OTHERS: usize = 2;

/// Lines of what announces a quote at its top.
pub(super) fn head(lines: &[Ligne]) -> usize {
    let blank = lines.iter().take_while(|line| line.is_blank()).count();
    match announced(lines, blank) {
        0 => 0,
        taken => blank + taken,
    }
}

/// Where, among the lines of a quote, another greets below the questions, or answers them by their labels, when no older
/// mail stands in between or after.
pub(super) fn answered(lines: &[Ligne]) -> Option<usize> {
    let mut questions: Vec<String> = Vec::new();
    let (mut greeted, mut asked, mut closed) = (false, false, false);
    let mut found = None;
    for (at, line) in lines.iter().enumerate() {
        if line.marque != Marque::Libre || announced(lines, at) > 0 {
            return None;
        }
        // Whose the rest is is told: an older mail may still stand in it.
        if found.is_some() || line.is_blank() {
            continue;
        }
        let greeting = greets(&line.texte);
        let apart = at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(Ligne::is_blank);
        if apart {
            // A letter greets once, and not after it took leave.
            let again = greeted && asked && closed || !questions.is_empty();
            let below = || again && greeting || fills(&lines[at..], &questions);
            let announces = || (asked || !questions.is_empty()) && says_my_answers(&line.texte);
            found = (announces() || below()).then_some(at);
        }
        greeted |= greeting;
        closed |= asked && !greeting && !closed && is_courtesy(&line.texte);
        asked |= line.texte.ends_with('?');
        if is_numbered(&line.texte) {
            questions.push(fold(&line.texte));
        }
    }
    found
}

/// Where, below a letter that was quoted without marks, its numbers begin again, with what answers them, and nothing but a name
/// stands under them: « 1) 35 h », « 2) 1 seul ».
pub(super) fn renumbered(lines: &[Ligne]) -> Option<usize> {
    let number = |line: &Ligne| {
        let digits = line.texte.bytes().take_while(u8::is_ascii_digit).count();
        let number = line.texte.get(..digits)?.parse::<usize>().ok().filter(|_| is_numbered(&line.texte));
        number.filter(|_| line.marque == Marque::Libre)
    };
    let said: Vec<(usize, &Ligne)> = lines.iter().enumerate().filter(|(_, line)| !line.is_blank()).collect();
    let from = said.iter().rposition(|(_, line)| number(line) == Some(1))?;
    let run =
        said[from..].iter().zip(1..).take_while(|((_, line), rank)| number(line) == Some(*rank)).count();
    let asked = said[..from].iter().filter_map(|(_, line)| number(line)).max().unwrap_or(0);
    let asks =
        |line: &Ligne| line.texte.trim_end().ends_with([':', '?', ')']) || line.texte.contains("xemple :");
    let (at, first) = said[from];
    let apart = at.checked_sub(1).and_then(|above| lines.get(above)).is_some_and(Ligne::is_blank);
    let other = lines.iter().any(|line| line.marque != Marque::Libre)
        || (0..lines.len()).any(|at| announced(lines, at) > 0);
    (apart
        && (2..=asked).contains(&run)
        && said.len() - from - run <= OTHERS
        && !other
        && !asks(first)
        && !said[from..from + run].iter().any(|(_, line)| asks(line)))
    .then_some(at)
}

/// « J'ai répondu en rouge »
pub(super) fn tells_a_colour(line: &Ligne) -> bool {
    const COLOURS: [&str; 9] =
        ["rouge", "bleu", "vert", "couleur", "orange", "violet", "rose", "mauve", "surligne"];
    let folded = if is_hers(line) { fold(&line.texte) } else { String::new() };
    let words: Vec<&str> = folded.split(' ').collect();
    words.windows(2).any(|pair| matches!(pair[0], "en" | "de") && COLOURS.contains(&pair[1]))
}

/// « Mes réponses en MAJUSCULES dans votre message »
pub(super) fn tells_capitals(line: &Ligne) -> bool {
    let folded = if is_hers(line) { fold(&line.texte) } else { String::new() };
    ["majuscule", "en capitales"].iter().any(|said| folded.contains(said)) && !folded.contains("sans ")
}

/// « DEUX, MOI ET ÉRIC »
pub(super) fn is_in_capitals(line: &Ligne) -> bool {
    let letters = || line.texte.chars().filter(|c| c.is_alphabetic());
    let figures = || line.texte.bytes().filter(u8::is_ascii_digit);
    line.marque == Marque::Libre
        && letters().all(char::is_uppercase)
        && letters().next().is_some()
        && letters().count() + figures().count() > 1
}

/// « Mes réponses ci-dessous », « dans votre texte »
pub(super) fn tells_of_answers(line: &Ligne) -> bool {
    let folded = if is_hers(line) { fold(&line.texte) } else { String::new() };
    ["reponse", "repond", "annot", "ci dessous", "dans votre", "dans le"]
        .iter()
        .any(|said| folded.contains(said))
}

/// Short, and neither quoted nor the head of a mail.
fn is_hers(line: &Ligne) -> bool {
    line.marque == Marque::Libre && line.texte.len() <= LONGEST_LINE && !line.texte.contains('@')
}

/// Lines of the letter that was answered, up to an older one.
pub(super) fn own_letter(lines: &[Ligne]) -> usize {
    (0..lines.len()).find(|at| announced(lines, *at) > 0).unwrap_or(lines.len())
}

fn says_my_answers(line: &str) -> bool {
    SAYS_MY_ANSWERS.may_begin(line) && MY_ANSWERS.contains(&fold(line).as_str())
}

/// « Contact : Éric Poulain », « Tél : 03 … »: lines whose labels the questions hold, to the end, but for a few others.
fn fills(lines: &[Ligne], questions: &[String]) -> bool {
    /// How somebody is reached: under our letter too.
    const REACH: [&str; 7] = ["tel", "telephone", "mail", "email", "fax", "portable", "adresse"];
    if questions.is_empty() || lines.len() > LONGEST_END {
        return false;
    }
    let label = |line: &Ligne| {
        let (label, value) = line.texte.split_once(':')?;
        let label = fold(label);
        (!value.trim().is_empty() && label.split(' ').count() <= 4)
            .then(|| label.split(' ').next().unwrap_or_default().to_owned())
    };
    let asks = |question: &String, first: &str| {
        question.split(' ').any(|own| own.starts_with(first) || first.len() > 3 && own.ends_with(first))
    };
    let said: Vec<&Ligne> = lines.iter().filter(|line| !line.is_blank()).collect();
    let labels: Vec<Option<String>> = said
        .iter()
        .map(|line| {
            label(line)
                .filter(|first| first.len() > 2 && questions.iter().any(|question| asks(question, first)))
        })
        .collect();
    let mut filled: Vec<&String> = labels.iter().flatten().collect();
    let count = filled.len();
    filled.sort();
    filled.dedup();
    labels.iter().take(FILLED).filter(|label| label.is_some()).count() == FILLED
        // Each of its own question, and not only how to reach somebody.
        && filled.len() == count
        && filled.iter().any(|label| !REACH.contains(&label.as_str()))
        && said.len() <= count + OTHERS
}

/// A cheap look at how a line begins: with « ma », « mes », or a mark.
fn may_be_hers(line: &Ligne) -> bool {
    let first = line.texte.as_bytes().first();
    line.marque == Marque::Libre
        && first.is_some_and(|first| matches!(first, b'm' | b'M') || !first.is_ascii_alphanumeric())
}

/// « => 14 heures »: no letter of ours begins a line so.
pub(super) fn is_pointed(line: &Ligne) -> bool {
    let texte = line.texte.trim_start();
    may_be_hers(line)
        && !texte.starts_with(|c: char| c.is_ascii_alphanumeric())
        && ARROWS.iter().any(|arrow| texte.starts_with(arrow))
}

/// « Ma réponse : 14 heures », right below what was asked: others say so too, in a mail of theirs or in an example.
pub(super) fn is_said_hers(lines: &[Ligne], at: usize) -> bool {
    let line = &lines[at];
    let said = line.texte.trim_start();
    let label = || said.split_once(':').filter(|(_, answer)| !answer.trim().is_empty());
    may_be_hers(line)
        && SAYS_MY_ANSWERS.may_begin(said)
        && label().is_some_and(|(label, _)| says_my_answers(label))
        && lines[..at]
            .iter()
            .rfind(|line| !line.is_blank())
            .is_some_and(|above| is_numbered(&above.texte) || above.texte.ends_with('?'))
}

/// « [MV] 14 heures », « [Mona Vial] 14 heures », « *** 14 heures »: what she says to have marked so, under the head of
/// the letter that was written to her.
pub(super) fn is_marked(line: &Ligne, head: &[Ligne]) -> bool {
    let texte = line.texte.trim_start();
    let stars =
        || texte.strip_prefix("***").is_some_and(|said| said.starts_with(' ') && !said.ends_with('*'));
    let inside = || texte.strip_prefix('[')?.split_once("] ").map(|(inside, _)| inside);
    may_be_hers(line)
        && (stars() || inside().is_some_and(|inside| is_initials(inside) || is_her_name(inside, head)))
}

fn is_initials(inside: &str) -> bool {
    const OTHERS: [&str; 9] = ["EXT", "INFO", "SPAM", "PJ", "RE", "TR", "FW", "NB", "OPCO"];
    (2..=4).contains(&inside.len())
        && inside.bytes().all(|byte| byte.is_ascii_uppercase())
        && !OTHERS.contains(&inside)
}

/// « Gilles Fontanel »; « Action Requise » is nobody.
fn is_her_name(inside: &str, head: &[Ligne]) -> bool {
    let part = |part: &str| {
        part.starts_with(char::is_uppercase) && part.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let named = (2..=3).contains(&inside.split(' ').count()) && inside.split(' ').all(part);
    let known = || inside.split(' ').any(|part| is_first_name(&fold(part)));
    let to = || head.iter().filter_map(addressee).any(|to| fold(to).starts_with(&fold(inside)));
    named && (known() || to())
}

fn greets(line: &str) -> bool {
    if !GREETS.may_begin(line) {
        return false;
    }
    let folded = fold(line);
    let mut words = folded.split(' ');
    // « bonjour voici les infos demandées : »
    let most = if line.trim_end().ends_with(':') { 8 } else { 3 };
    words.next().is_some_and(|word| GREETINGS.contains(&word)) && words.count() <= most
}

/// « 1. », « 2/ », « Question 3 - ».
fn is_numbered(line: &str) -> bool {
    let line = line.strip_prefix("Question ").unwrap_or(line);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marks = ['.', ')', '/', ':', '-', ' '];
    (1..=2).contains(&digits) && line.get(digits..).is_some_and(|rest| rest.starts_with(marks))
}
