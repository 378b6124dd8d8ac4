//! What surrounds a value: second thoughts, doubt, approximation.

mod mais;

use std::sync::LazyLock;

use regex::Regex;

use super::date::{is_date_word, is_month};
use super::fold;
use super::identite::pattern;
use super::lex::{Kind, Phrases, Token, Words, listed};
use super::prenoms::is_first_name;

/// An answer once its second thoughts are settled.
#[derive(Debug, Default)]
pub struct Phrase {
    /// What stands.
    pub kept: Vec<Token>,
    /// What was taken back (« le 3 mars » in « le 3 mars, non, le 4 »).
    pub retracted: Vec<Token>,
}

/// Words that take back what was said before them.
static SECOND_THOUGHTS: Words =
    Words::new("non pardon oups erreur plutot finalement rectification correction desole desolee zut enfin");

fn has_substance(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| match &token.kind {
        Kind::Number { .. } | Kind::Ordinal(_) => true,
        Kind::Word(word) => is_date_word(word),
        Kind::Mark(_) | Kind::Newline => false,
    })
}

/// Keeps what the person means in the end: « pas 980 mais 890 », « 12 h, non, 14 h », « 14 h et non 12 h ».
pub fn settle(tokens: Vec<Token>) -> Phrase {
    let mut phrase =
        Phrase { kept: without_pause(without_caution(found_at_last(tokens))), retracted: Vec::new() };
    // Each pass shortens what is kept.
    while let Some((kept, retracted)) = step(&phrase.kept) {
        phrase = Phrase { kept, retracted };
    }
    phrase
}

/// « attendez je regarde... voilà, le 17 »: looked up, and found.
fn found_at_last(mut tokens: Vec<Token>) -> Vec<Token> {
    let looks = |token: &Token| token.is_in("attendez attends attend regarde cherche verifie retrouve");
    let pauses = |at: &usize| {
        let dots = |token: &Token| token.is_mark(&['.', '…']);
        tokens[*at].is_in("voila bon oui ok ah")
            || tokens[*at].is_mark(&['…'])
            || *at > 0 && dots(&tokens[at - 1]) && dots(&tokens[*at])
    };
    let found = (0..tokens.len()).rev().find(pauses).filter(|at| {
        tokens[..*at].iter().any(looks) && !has_substance(&tokens[..*at]) && has_substance(&tokens[at + 1..])
    });
    if let Some(at) = found {
        tokens.drain(..=at);
    }
    tokens
}

/// Without « sauf erreur (de ma part) », which takes nothing back.
fn without_caution(mut tokens: Vec<Token>) -> Vec<Token> {
    let is_caution = |pair: &[Token]| {
        pair[0].is_word(&["sauf"])
            && pair[1].is_word(&["erreur", "imprevu", "imprevus", "changement", "contrordre"])
    };
    let caution = tokens.windows(2).position(is_caution);
    if let Some(at) = caution {
        let rest = tokens[at + 2..].iter().take_while(|token| token.is_word(&["de", "ma", "part"])).count();
        tokens.drain(at..at + 2 + rest);
    }
    tokens
}

/// « 990 pardon, pas 909 » as « 990 pardon pas 909 ».
fn without_pause(mut tokens: Vec<Token>) -> Vec<Token> {
    let pause = |three: &[Token]| {
        three[0].is_in("pardon oups erreur desole desolee")
            && three[1].is_mark(&[',', '.', '!'])
            && three[2].is_word(&["pas"])
    };
    if let Some(at) = tokens.windows(3).position(pause) {
        tokens.remove(at + 1);
    }
    tokens
}

fn step(tokens: &[Token]) -> Option<(Vec<Token>, Vec<Token>)> {
    let pair = |kept: &[Token], retracted: &[Token]| Some((kept.to_vec(), retracted.to_vec()));
    let negation = tokens.iter().position(|token| token.is_word(&["pas", "non"]));
    if let Some(no) = negation {
        let but = tokens.iter().rposition(|token| token.is_word(&["mais", "plutot"])).filter(|but| *but > no);
        if let Some(but) = but
            && has_substance(&tokens[no..but])
            && has_substance(&tokens[but + 1..])
        {
            return pair(&tokens[but + 1..], &tokens[no + 1..but]);
        }
    }
    // « c'est pas 1500 c'est 1600 »
    if let Some(no) = negation {
        let is = |i: &usize| tokens[*i].is_word(&["est"]) && has_substance(&tokens[no..*i]);
        if let Some(is) = (no + 1..tokens.len()).find(is)
            && has_substance(&tokens[is + 1..])
            && !tokens[no..].iter().any(|token| token.is_word(&["ni", "et", "ou"]))
        {
            return pair(&tokens[is + 1..], &tokens[no + 1..is]);
        }
    }
    if let Some(but) = tokens.iter().position(|token| token.is_word(&["mais"]))
        && mais::holds(&tokens[..but], &tokens[but + 1..])
    {
        return pair(&tokens[but + 1..], &tokens[..but]);
    }
    // « non pas le 18, le 19 »
    if let Some(no) = negation.filter(|no| !has_substance(&tokens[..*no]))
        && !tokens.iter().any(|token| token.is_word(&["ni", "et", "ou"]))
    {
        let ends = |i: usize| tokens.get(i + 1).is_some_and(|next| next.spaced);
        let mut commas = (no..tokens.len()).filter(|&i| tokens[i].is_mark(&[',']) && ends(i));
        let denied = |part: &[Token]| has_substance(part) && part.iter().any(|token| token.is_word(&["pas"]));
        let comma = commas.find(|&i| denied(&tokens[no..i]) && has_substance(&tokens[i + 1..]));
        if let Some(comma) = comma.filter(|_| commas.next().is_none()) {
            return pair(&tokens[comma + 1..], &tokens[no + 1..comma]);
        }
    }
    for (i, token) in tokens.iter().enumerate() {
        let (before, after) = (&tokens[..i], &tokens[i + 1..]);
        let denies = token.is_word(&["pas"])
            || token.is_word(&["lieu", "place"])
            || (token.is_word(&["non"])
                && (before.last().is_some_and(|token| token.is_word(&["et"]))
                    || after.first().is_some_and(|token| token.is_word(&["pas"]))));
        if !denies && !token.is_in(&SECOND_THOUGHTS) {
            continue;
        }
        // « 6 finalement au lieu de 5 »: what follows is what was.
        let instead = |pair: &[Token]| pair[0].is_in("au et") && pair[1].is_in("lieu pas non");
        if !denies
            && (after.first().is_some_and(|next| next.is_word(&["pas"]))
                || after.get(..2).is_some_and(instead))
        {
            continue;
        }
        if !has_substance(after) {
            continue;
        }
        if !has_substance(before) {
            let than = after.iter().position(|token| token.is_word(&["que", "qu"]));
            if token.is_word(&["plutot"])
                && let Some(than) = than
                && has_substance(&after[..than])
            {
                return pair(&after[..than], &after[than + 1..]);
            }
            continue;
        }
        // « trois et pas deux », « 7 au lieu de 6 »
        let and = usize::from(denies && before.last().is_some_and(|token| token.is_word(&["et", "au"])));
        let before = &before[..before.len() - and];
        return if denies { pair(before, after) } else { pair(after, before) };
    }
    None
}

/// « on cherche une autre date », « le 12 mars a été annulé »: the day that was told is none.
fn is_called_off(tokens: &[Token]) -> bool {
    let seeks = tokens.iter().enumerate().any(|(at, token)| {
        token.is_in("cherche cherchons attend attends attendons")
            && tokens[at + 1..]
                .windows(2)
                .take(2)
                .any(|pair| pair[0].is_in("autre autres nouvelle nouvelles") && pair[1].is_in("date dates"))
    });
    let cancelled = tokens.windows(2).position(|pair| {
        pair[0].is_in("a ont est sont ete") && pair[1].is_in("annule annulee annules annulees")
    });
    seeks || cancelled.is_some_and(|at| is_dated(&tokens[..at]) && !has_substance(&tokens[at..]))
}

/// « idem », « pareil que la dernière fois », « comme l'autre »: what was answered before.
pub fn says_the_same(text: &str) -> bool {
    // « idem svp », « toujours la même adresse », « pareil que pour Mathieu », « le même, on n'a qu'un établissement »
    static SAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:c est |c |ce sera |toujours |tjrs |tjs |tout )*(?:idem|pareil|pareille|pareils|identiques?|inchangee?|(?:le |la |les )?(?:memes?|mm))(?: [a-z]+){0,10}$",
        )
    });
    // « on garde le même siret », « reprenez le même que d'habitude »
    static KEPT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:on garde|je garde|gardez|gardons|on reste sur|reprenez|remettez|mettez|prenez) (?:toujours )?(?:idem|pareil|(?:le |la |les )(?:memes?|mm)(?: (?:siret|numero|adresse|mail|email|telephone|tel|contact|chose|nom|organisme))?)(?: (?:que d habitude|que la derniere fois|qu avant|que l an dernier|svp|merci))*$",
        )
    });
    // « comme l'autre », « comme la dernière fois »
    static LIKE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:c est |ce sera )?comme (?:avant|d hab|d habitude|toujours|tout a l heure|pour (?:le|la|l|les|notre|mon|ma|cet|cette)(?: [a-z]+){1,3}|precedemment|au dessus|ci dessus|pour lui|pour elle|(?:pour )?(?:le|la|l|les|celui|celle) ?(?:d ?)?(?:derniere fois|autre|autre fois|fois d avant|premier|premiere|precedent|precedente|precedents|avant))$",
        )
    });
    // « le même jour », « la même semaine » is when something else is; what differs is told.
    const WHEN: &str = "jour jours semaine mois heure";
    const OTHER: &str = "pas sauf mais ou non soit plus moins sinon";
    // « le même que tout à l'heure »
    let folded = fold(text).replace(" que tout a l heure", "");
    let at_all = ["idem", "pareil", "identique"].iter().any(|same| folded.starts_with(same));
    let other = folded.split(' ').any(|word| listed(OTHER, word) || !at_all && listed(WHEN, word));
    !other && !text.trim_end().ends_with('?') && SAME.is_match(&folded)
        || LIKE.is_match(&folded)
        || is_as_somebody(&folded)
        || KEPT.is_match(&folded)
}

/// « comme Julie », « comme pour ma collègue »
fn is_as_somebody(folded: &str) -> bool {
    const PEOPLE: &str = "collegue vendeuse vendeur apprenti apprentie associe associee salarie salariee patron patronne chef mari femme";
    let said = folded.strip_prefix("c est ").unwrap_or(folded);
    let Some(who) = said.strip_prefix("comme ") else { return false };
    let who = who.strip_prefix("pour ").unwrap_or(who);
    match who.split_once(' ') {
        Some((of, who)) => listed("ma mon notre la le", of) && listed(PEOPLE, who),
        None => is_first_name(who),
    }
}

/// « pas le 3 mars »: a value, denied.
pub fn is_denied(tokens: &[Token]) -> bool {
    let Some(no) = tokens.iter().position(|token| token.is_word(&["pas", "jamais", "sauf"])) else {
        return false;
    };
    !has_substance(&tokens[..no]) && has_substance(&tokens[no + 1..])
}

/// It stops in the middle: « soixante et ».
pub fn is_cut(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|token| token.is_word(&["et", "ou", "virgule", "a", "au"]))
}

/// A question, a doubt or a delay: not an answer yet.
pub fn is_unsure(tokens: &[Token]) -> bool {
    static DOUBTS: Phrases = Phrases::new(
        "sais pas / sais plus / jsais pas / jsp / sait pas / aucune idee / peut etre / depend / on verra / je verrai / \
        a voir / a definir / a confirmer / a verifier / a valider / a revoir / a preciser / a determiner / reste a fixer / reste a valider / reste a caler / reste a trouver / reste a decider / reste a payer / pas encore / \
        pas sur / pas sure / pas certain / pas certaine / pas decide / hesite / n importe / \
        plus ou moins / probablement / vous dis / vous le dis / vous les dis / vous le redis / vous redis / vous rappelle / vous tiens / te dis / te redis / \
        reviens vers / pas dit oui / pas encore dit oui / pas accepte / pas valide / pas signe / etait / etaient / je regarde / je demande / je me renseigne / dois verifier / dois demander / dois confirmer / dois voir / je verifie / vous dirai / vous redirai / ou pas / ou rien / \
        j attends / on attend leur / nous attendons / voire / si je / si elle / tombe mal / mon mail du / optionnel / optionnelle / optionnelles / facultatif / \
        facultative / facultatives",
    );
    let last =
        tokens.iter().rev().find(|token| token.kind != Kind::Newline && !token.is_mark(&['!', '.', ' ']));
    if last.is_some_and(|token| token.is_mark(&['?'])) {
        return true;
    }
    // « soit le 8 soit le 15 »
    let either = tokens.iter().filter(|token| token.is_word(&["soit"])).count() > 1;
    either || DOUBTS.stand_in(tokens) || is_called_off(tokens)
}

/// « le 12 mars »: a day, whatever else was asked.
pub fn is_dated(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        matches!(pair[0].kind, Kind::Number { .. } | Kind::Ordinal(_)) && pair[1].word().is_some_and(is_month)
    }) || tokens.windows(5).any(|five| {
        let slash = |token: &Token| token.is_mark(&['/']) && !token.spaced;
        five[0].figures().is_some() && slash(&five[1]) && five[2].figures().is_some() && slash(&five[3])
    })
}

/// « normalement », « sous réserve »: said, but not stood by. « je crois » is modesty: the echo lets her correct it.
pub fn is_hedged(tokens: &[Token]) -> bool {
    static HEDGES: Phrases = Phrases::new(
        "sans doute / normalement / a priori / en principe / sous reserve / de memoire / j imagine",
    );
    HEDGES.stand_in(tokens)
}

/// « environ », « ~ »: near the value, not the value.
pub fn is_approximate(tokens: &[Token]) -> bool {
    static NEAR: Phrases = Phrases::new(
        "environ / approximativement / approx / env / autour / alentours / vers / presque / quasiment / grosso / \
        a peu pres / une petite",
    );
    // « dans les 900 € »; « dans les dates » is near nothing.
    let among =
        |three: &[Token]| three[0].is_word(&["dans"]) && three[1].is_word(&["les"]) && three[2].is_number();
    tokens.windows(3).any(among)
        || tokens.iter().any(|token| token.is_mark(&['~', '≈', '±']))
        || NEAR.stand_in(tokens)
}

/// « plus de », « au moins », « maximum »: a bound, not a value.
pub fn is_bound(tokens: &[Token]) -> bool {
    static BOUNDS: Phrases = Phrases::new(
        "plus de / plus d / moins de / moins d / au moins / au plus / au minimum / au maximum / \
        minimum / maximum / max / mini / maxi / en dessous / au dessus / jusqu",
    );
    tokens.iter().any(|token| token.is_mark(&['<', '>', '≤', '≥'])) || BOUNDS.stand_in(tokens)
}

/// « une vingtaine »: the round number it hints at.
pub fn round_number(word: &str) -> Option<i64> {
    Some(match word {
        "dizaine" => 10,
        "douzaine" => 12,
        "quinzaine" => 15,
        "vingtaine" => 20,
        "trentaine" => 30,
        "quarantaine" => 40,
        "cinquantaine" => 50,
        "soixantaine" => 60,
        "centaine" => 100,
        "millier" => 1000,
        _ => return None,
    })
}
