//! Yes or no, as people say it.

use super::lex::{Token, listed, tokens};
use super::phrase::{is_hedged, is_unsure};
use super::{Lecture, fold, read_as};
use crate::dossier::Valeur;
use crate::message::Refus;

const YES: &str = "oui ouais ouep ouaip yes yep yeah ui oiu";
const NO: &str = "non nan nope no nn niet";
/// Whole phrases, folded, that mean no. Looked for before those that mean yes.
const NO_PHRASES: &str = "bien sur que non / pas du tout / surtout pas / absolument pas / certainement pas / \
    pas vraiment / jamais / aucun / aucune / negatif / pas pour l instant / pas pour le moment / \
    pas encore / pas besoin / pas necessaire / ne pense pas / pense pas / crois pas / \
    pas d accord / pas le cas / pas ok / pas question / pas concorder / pas concerne / \
    pas concernee / pas concernes / aucunement / nullement / ne veux pas / n en veux pas / ne veut pas / n en veut pas / \
    veux pas / ne souhaite pas / ne souhaitons pas / ne voulons pas / toujours pas / pas cette fois / pas moi / \
    pas prevu / que nenni / c est faux / sans facon / hors de question / pas la peine / inutile / pas possible / je refuse";
const YES_PHRASES: &str = "je veux bien / j accepte / je confirme / bien sur / tout a fait / d accord / ok / okay / oki / volontiers / avec plaisir / carrement / \
    exactement / exact / c est ca / effectivement / absolument / certainement / evidemment / \
    entendu / parfait / affirmatif / c est bon / c est le cas / ca marche / c est vrai / \
    bien entendu / pas de probleme / pas de souci / pas de soucis / sans probleme / assurement / \
    parfaitement / en effet / vrai / ca roule / okey / dac / dacc / daccord / biensur / evidement / c est bien ca / \
    correct / je valide / valide / nickel / impeccable / impec / en ai besoin / en a besoin / il en faut / il le faut / \
    tout est bon / banco / c est exact / bonne idee";
/// They say yes with a word of denial.
const YES_IDIOMS: &str = "aucun probleme / aucun souci / aucun soucis / pas de probleme / pas de souci / pas de soucis / \
    sans probleme / sans souci / y a pas de mal";
/// For some and not for others.
const PARTIAL: &str = "certain certains certaines parfois selon moitie eventuellement";

pub fn read_yes_no(text: &str) -> Lecture {
    verdict(text).map_or(Lecture::Refused(Refus::OuiNon), |yes| read_as(Valeur::OuiNon(yes)))
}

fn verdict(text: &str) -> Option<bool> {
    let tokens = tokens(text);
    let folded = fold(text);
    let knows_not = ["sais pas", "savons pas", "sait pas"].iter().any(|words| folded.contains(words));
    if is_unsure(&tokens) && (knows_not || !folded.ends_with("pas encore"))
        || has_phrase(&folded, "pourquoi pas")
    {
        return None;
    }
    // Alone these are answers; in a sentence they are other words (« si », « d'O… », « N'Diaye »).
    match folded.as_str() {
        "si" | "si si" | "o" | "sur" => return Some(true),
        "n" | "faux" => return Some(false),
        _ => {}
    }
    // « normalement oui », « certains oui »
    let hedged = is_hedged(&tokens) && !tokens.iter().any(|token| token.is_word(&["pas"]));
    if hedged || tokens.iter().any(|token| token.is_in(PARTIAL)) {
        return None;
    }
    let thumbs = thumbs(text);
    let mut yes = 0_u32;
    let mut no = 0_u32;
    for (i, token) in tokens.iter().enumerate() {
        let denied = i > 0 && tokens[i - 1].is_word(&["pas"]);
        match (said(token), denied) {
            (None, _) | (Some(_), true) => {}
            (Some(true), false) => yes += 1,
            (Some(false), false) => no += 1,
        }
    }
    // « oui mais pas tous »
    let reserves = |at: usize| {
        // « mais oui »
        let insists = at == 0 && tokens.get(at + 1).is_some_and(|next| said(next).is_some());
        tokens[at].is_word(&["sauf"]) || (tokens[at].is_word(&["mais"]) && !insists)
    };
    if yes + no > 0 && (0..tokens.len()).any(reserves) {
        return None;
    }
    if YES_IDIOMS.split(" / ").any(|phrase| has_phrase(&folded, phrase)) {
        return (no == 0).then_some(true);
    }
    // The first word decides over what comes with it: « oui… j'ai dit pas d'oignons ».
    match (yes, no, thumbs) {
        (1.., 0, None | Some(true)) => return Some(true),
        (0, 1.., None | Some(false)) => return Some(false),
        (0, 0, None) => {}
        (0, 0, Some(thumbs)) => return Some(thumbs),
        _ => return None,
    }
    if NO_PHRASES.split(" / ").any(|phrase| has_phrase(&folded, phrase)) {
        return Some(false);
    }
    let denied = |phrase: &str| {
        ["pas", "plus", "point"].iter().any(|no| {
            has_phrase(&folded, &format!("{phrase} {no}")) || has_phrase(&folded, &format!("{no} {phrase}"))
        })
    };
    if YES_PHRASES.split(" / ").any(denied) {
        return Some(false);
    }
    YES_PHRASES.split(" / ").any(|phrase| has_phrase(&folded, phrase)).then_some(true)
}

/// « oui », « ouiii », « nooon »; « o » and « n » alone count as words only by themselves.
fn said(token: &Token) -> Option<bool> {
    let word = token.word()?;
    let mut short = String::new();
    for c in word.chars() {
        if !short.ends_with(c) {
            short.push(c);
        }
    }
    if listed(YES, word) || (word.len() > 3 && listed(YES, &short)) {
        Some(true)
    } else if listed(NO, word) || (word.len() > 3 && listed(NO, &short)) {
        Some(false)
    } else {
        None
    }
}

fn has_phrase(folded: &str, phrase: &str) -> bool {
    folded.match_indices(phrase).any(|(at, _)| {
        let before = folded[..at].chars().next_back().is_none_or(|c| c == ' ');
        let after = folded[at + phrase.len()..].chars().next().is_none_or(|c| c == ' ');
        before && after
    })
}

fn thumbs(text: &str) -> Option<bool> {
    let yes = text.contains(['👍', '👌', '✅', '✔', '🆗']);
    let no = text.contains(['👎', '❌', '🚫', '✖']);
    (yes != no).then_some(yes)
}
