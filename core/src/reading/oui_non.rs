//! Yes or no, as people say it.

use std::ops::Range;

use std::sync::LazyLock;

use compact_str::CompactString;
use regex::Regex;

use super::identite::pattern;

use super::lex::{List, Phrases, Token, Words, tokens};
use super::phrase::{is_hedged, is_unsure};
use super::{Lecture, fold, has_words, read_as};
use crate::dossier::Valeur;
use crate::message::Refus;

static YES: Words = Words::new("oui ouais ouai ouep ouaip yes yep yeah ui oiu");
static NO: Words = Words::new("non nan nope no nn niet");
/// Whole phrases, folded, that mean no. Looked for before those that mean yes.
static NO_PHRASES: Phrases = Phrases::new(
    "bien sur que non / pas du tout / surtout pas / absolument pas / certainement pas / \
    pas vraiment / jamais / aucun / aucune / negatif / pas pour l instant / pas pour le moment / \
    pas encore / pas besoin / pas necessaire / ne pense pas / pense pas / crois pas / \
    pas d accord / pas le cas / pas ok / pas question / pas concorder / pas concerne / \
    pas concernee / pas concernes / aucunement / nullement / ne veux pas / n en veux pas / ne veut pas / n en veut pas / \
    veux pas / ne souhaite pas / ne souhaitons pas / ne voulons pas / toujours pas / pas cette fois / pas moi / \
    pas prevu / que nenni / c est faux / sans facon / hors de question / pas la peine / inutile / pas possible / je refuse",
);
static YES_PHRASES: Phrases = Phrases::new(
    "je veux bien / j accepte / je confirme / bien sur / tout a fait / tout a fais / tout a fai / d accord / ok / okay / oki / volontiers / avec plaisir / carrement / \
    exactement / exact / c est ca / c le cas / effectivement / absolument / certainement / evidemment / \
    entendu / parfait / affirmatif / c est bon / c est le cas / ca marche / c est vrai / \
    bien entendu / pas de probleme / pas de souci / pas de soucis / sans probleme / assurement / \
    parfaitement / en effet / vrai / ca roule / okey / dac / dacc / daccord / biensur / evidement / c est bien ca / \
    correct / je valide / valide / nickel / impeccable / impec / en ai besoin / en a besoin / il en faut / il le faut / \
    tout est bon / banco / c est exact / bonne idee / c bon / cest bon / ca me va / nous va / ca me convient / me convient / \
    nous convient / ca convient",
);
/// They say yes with a word of denial.
static YES_IDIOMS: Phrases = Phrases::new(
    "sans aucun doute / sans nul doute / aucun probleme / aucun souci / aucun soucis / pas de probleme / pas de souci / pas de soucis / \
    sans probleme / sans souci / y a pas de mal",
);
/// For some and not for others.
static PARTIAL: Words = Words::new("certain certains certaines parfois selon moitie eventuellement");

static MEANT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:ah|euh|bah|ben) )?(?:oui|non) (?:(?:ah |euh )?(?:oui|non) )?(?:pardon|oups|erreur|enfin|je voulais dire|je veux dire|pardon je voulais dire|desolee?) (?:(oui)(?: oui)*|(non)(?: non)*)(?: (?:on|je|j|c|nous|il|elle|ca)(?: [a-z]+)*)?$|^(?:[a-z]+ ){0,4}(?:mis|dit|note|coche) (?:oui|non) (?:mais|en fait)(?: en fait)?(?: c est)? (oui|non)$|^(?:oui|non) euh (oui|non)(?: finalement)?$",
    )
});

pub fn read_yes_no(text: &str) -> Lecture {
    verdict(text).map_or(Lecture::Refused(Refus::OuiNon), |yes| read_as(Valeur::OuiNon(yes)))
}

fn verdict(text: &str) -> Option<bool> {
    let tokens = tokens(text);
    let folded = fold(text);
    let knows_not = ["sais pas", "savons pas", "sait pas"].iter().any(|words| has_words(&folded, words));
    // « non pas encore, le devis arrive demain »
    let not_yet = folded.ends_with("pas encore")
        || folded.starts_with("non pas encore")
        || folded.starts_with("pas encore")
            && text
                .trim_start()
                .get("pas encore".len()..)
                .is_some_and(|rest| rest.starts_with([',', '.', '!', ';']));
    // « je n'y vois aucun inconvénient », « aucun souci »
    static NO_OBJECTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:je n y vois )?(?:aucune?|pas d|pas de) (?:inconvenient|objection|souci|soucis|probleme|pb)s?(?: de ma part| pour moi| avec ca| bien sur)?$",
        )
    });
    // « oui oui, enfin non attendez, …, donc non »
    static SO: LazyLock<Regex> = LazyLock::new(|| pattern(r" donc (oui|non)$"));
    // « je vois pas pourquoi je dirais non »
    static NO_REASON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\bvois pas pourquoi (?:je|on) (?:dirais|dirait|refuserais|refuserait|refuse)\b")
    });
    if NO_REASON.is_match(&folded) {
        return Some(true);
    }
    if NO_OBJECTION.is_match(&folded) || folded == "c ca" {
        return Some(true);
    }
    if let Some(found) = SO.captures(&folded)
        && !is_unsure(&tokens)
    {
        return Some(&found[1] == "oui");
    }
    if is_unsure(&tokens) && (knows_not || !not_yet) || has_words(&folded, "pourquoi pas") {
        return None;
    }
    // Alone these are answers; in a sentence they are other words (« si », « d'O… », « N'Diaye »).
    match folded.as_str() {
        "si" | "si si" | "o" | "grave" | "sur" | "en fait si" | "ah si" | "bah si" | "ben si" | "mais si"
        | "et comment" | "sans hesiter" | "sans hesitation" | "sans reserve" => {
            return Some(true);
        }
        // « mais si je ne peux pas ? » sets a condition.
        _ if ["en fait si ", "mais si "].iter().any(|start| folded.starts_with(start))
            && ["si,", "si !", "si!"].iter().any(|said| text.contains(said)) =>
        {
            return Some(true);
        }
        _ if ["si si ", "finalement si"].iter().any(|start| folded.starts_with(start)) => {
            return Some(true);
        }
        "n" | "faux" => return Some(false),
        _ => {}
    }
    // « normalement oui », « certains oui »
    let hedged = is_hedged(&tokens) && !tokens.iter().any(|token| token.is_word(&["pas"]));
    // « C'est sûr et certain » holds for all.
    let certain = has_words(&folded, "sur et certain") || has_words(&folded, "c est certain");
    if hedged || !certain && tokens.iter().any(|token| token.is_in(&PARTIAL)) {
        return None;
    }
    // « non... ah si, il en faut une »
    let gainsays = ["ah si", "si si", "euh si", "enfin si"].iter().any(|si| has_words(&folded, si));
    if gainsays && folded.starts_with("non ") {
        return Some(true);
    }
    if let Some(yes) = said_in_the_end(&tokens) {
        return Some(yes);
    }
    // « oui, pardon, non », « non, je voulais dire oui »: the last word stands.
    if let Some(meant) = MEANT.captures(&folded) {
        return meant.iter().skip(1).flatten().next().map(|meant| meant.as_str() == "oui");
    }
    let thumbs = thumbs(text);
    let mut yes = 0_u32;
    let mut no = 0_u32;
    for (i, token) in tokens.iter().enumerate() {
        let denied = i > 0 && tokens[i - 1].is_word(&["pas"]);
        // « travailleuse non salariée »
        let of_a_noun = i > 0
            && tokens[i - 1].word().is_some_and(|word| word.len() > 3 && said(&tokens[i - 1]).is_none())
            && tokens.get(i + 1).is_some_and(|next| {
                next.is_in("salarie salariee salaries salariees assujetti assujettie fumeur meuble affilie")
            });
        if of_a_noun {
            continue;
        }
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
        // « oui si c'est pris en charge »
        let conditions = at > 0 && tokens[at].is_word(&["si"]) && said(&tokens[at - 1]).is_some();
        // « oui si possible » only asks for it.
        let goes_on = tokens
            .get(at + 1)
            .is_some_and(|next| next.word().is_some_and(|word| !matches!(word, "si" | "possible")));
        tokens[at].is_word(&["sauf"]) || (tokens[at].is_word(&["mais"]) && !insists) || conditions && goes_on
    };
    // « non, … mais de toute façon c'est non »
    let same = tokens.first().and_then(said).is_some_and(|first| tokens.last().and_then(said) == Some(first));
    let insists = same && tokens.len() > 2 && (yes == 0 || no == 0);
    if yes + no > 0 && !insists && (0..tokens.len()).any(reserves) {
        return None;
    }
    if YES_IDIOMS.found_in(&folded).next().is_some() {
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
    if NO_PHRASES.found_in(&folded).next().is_some() {
        return Some(false);
    }
    let is_denial = |word: Option<&str>| matches!(word, Some("pas" | "plus" | "point"));
    let denied = |phrase: Range<usize>| {
        is_denial(folded[..phrase.start].split_whitespace().next_back())
            || is_denial(folded[phrase.end..].split_whitespace().next())
    };
    let mut agrees = YES_PHRASES.found_in(&folded).peekable();
    agrees.peek().is_some().then(|| !agrees.any(denied))
}

/// « oui... enfin non, pardon, c'est non »: what is said behind the last word that takes back.
fn said_in_the_end(tokens: &[Token]) -> Option<bool> {
    let back = tokens.iter().rposition(|token| token.is_in("pardon enfin oups erreur"))?;
    let (before, after) = (&tokens[..back], &tokens[back + 1..]);
    let small =
        |token: &Token| token.word().is_none() || said(token).is_some() || token.is_in("c est ce sera donc");
    let first = after.iter().find_map(said)?;
    let same = after.iter().filter_map(said).all(|yes| yes == first);
    (same && after.iter().all(small) && before.iter().any(|token| said(token).is_some())).then_some(first)
}

/// « oui », « ouiii », « nooon »; « o » and « n » alone count as words only by themselves.
fn said(token: &Token) -> Option<bool> {
    let word = token.word()?;
    let listed = |word: &str| {
        if YES.has(word) { Some(true) } else { NO.has(word).then_some(false) }
    };
    let stretched = || {
        let mut short = CompactString::default();
        for c in word.chars() {
            if !short.ends_with(c) {
                short.push(c);
            }
        }
        listed(&short)
    };
    listed(word).or_else(|| if word.len() > 3 { stretched() } else { None })
}

fn thumbs(text: &str) -> Option<bool> {
    let yes = text.contains(['👍', '👌', '✅', '✔', '🆗']);
    let no = text.contains(['👎', '❌', '🚫', '✖']);
    (yes != no).then_some(yes)
}
