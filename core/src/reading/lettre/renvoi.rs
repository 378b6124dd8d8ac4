//! Questions named by their number within a sentence: « pour le 2, le 3 mars », « 1 et 2 : le 3 mars ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::date::is_month;
use super::super::identite::pattern;
use super::super::lex::listed;
use super::super::{fold, has_words};
use super::numero::is_unit;
use super::rangs::rangs;

/// Questions named on a line, and the answer that follows.
pub(super) struct Renvoi {
    pub numbers: Vec<u32>,
    /// Bytes of the line up to the next one, and of the answer among them.
    pub octets: Range<usize>,
    pub value: Range<usize>,
}

/// The questions a line names, in order.
pub(super) fn renvois(line: &str, numbers: &[u32]) -> Vec<Renvoi> {
    // « pour le 2, » « pour les questions 1 et 2 : » « concernant le point 3 = »
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:pour|concernant|quant à) (?:les? |la |l['’] ?)?(?:questions? |points? |n° ?|num[ée]ros? )?([0-9]{1,2}\b(?:(?: ?, ?(?:le |la )?[0-9]{1,2}\b)*(?: et | ?& ?)(?:pour )?(?:le |la |l['’] ?)?[0-9]{1,2}\b)?) ?(?:[:=,→]|->|=>|[-–] )? ?",
        )
    });
    // « 1 et 2 : », « le 3 : », « la 2 c'est », « premier point : »; of several, « 2 et 3. », « 2/ et 3/ » too
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:et )?(?:le |la |les )?(?:questions? |points? |n° ?)?([0-9]{1,2}(?:(?: ?, ?| et (?:le |la )?| ?& ?| ?/ ?)[0-9]{1,2})*) ?(?:[:=→]|->|=>|c['’]est |ce sera ) ?|^(?:les )?(?:questions? |points? )?([0-9]{1,2}(?:(?: ?, ?| ?/ ?|[.)/]? ?(?:et|&|\+) ?)[0-9]{1,2})+) ?[.)/–-] ",
        )
    });
    // « Deuxième point : », « la 3e : », « 1er = »
    static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:le |la |pour le |pour la )?(premi[eè]re?|deuxi[eè]me|seconde?|troisi[eè]me|quatri[eè]me|cinqui[eè]me|sixi[eè]me|([0-9]{1,2}) ?(?:[eè]re|er|[eè]me|nde|nd|e))(?: (?:question|point|r[ée]ponse))? ?[:=] ?",
        )
    });
    for read in [rangs, answers_before, yes_and_no, of_all] {
        let found = read(line, numbers);
        if !found.is_empty() {
            return found;
        }
    }
    let mut out: Vec<Renvoi> = Vec::new();
    let mut push = |whole: Range<usize>, named: Vec<u32>| {
        if named.is_empty() || !named.iter().all(|n| numbers.contains(n)) {
            return;
        }
        if let Some(last) = out.last_mut() {
            last.octets.end = whole.start;
            last.value.end = last.value.end.min(whole.start);
        }
        out.push(Renvoi { numbers: named, octets: whole.start..line.len(), value: whole.end..line.len() });
    };
    let named = |found: &Captures<'_>| {
        found.get(1).or_else(|| found.get(2)).map_or(Vec::new(), |named| listed_numbers(named.as_str()))
    };
    let begins = ORDINAL.is_match(line) || HEAD.is_match(line);
    if let Some(found) = ORDINAL.captures(line) {
        let figure = found.get(2).and_then(|figure| figure.as_str().parse().ok());
        let rank = figure.unwrap_or_else(|| spelled_rank(&found[1]));
        push(0..found[0].len(), vec![rank]);
    } else if let Some(found) = HEAD.captures(line) {
        push(0..found[0].len(), named(&found));
    }
    // « Le 2 : 4 mars 2027. Le 3 : 3 nuits »: of several.
    static NEXT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)[.;] +(?:et )?(?:le |la )([0-9]{1,2}) ?(?:[:=→]|->|=>) ?"));
    let mut led: Vec<Captures<'_>> = LED.captures_iter(line).collect();
    let next: Vec<Captures<'_>> = NEXT.captures_iter(line).collect();
    if led.len() + next.len() + usize::from(begins) > 1 {
        led.extend(next);
        led.sort_by_key(|found| found.get(0).map(|whole| whole.start()));
    }
    for found in led {
        let Some(whole) = found.get(0) else { continue };
        let after = line.get(whole.end()..).unwrap_or_default();
        let marked = !whole.as_str().trim_end().ends_with(|c: char| c.is_ascii_digit());
        // « pour 1,2 k€ »
        let thousands = after.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().starts_with('k');
        if whole.as_str().ends_with(',') && after.starts_with(|c: char| c.is_ascii_digit()) && thousands {
            continue;
        }
        if marked || leads_to_answer(after) {
            push(whole.range(), named(&found));
        }
    }
    for renvoi in &mut out {
        let answer = line.get(renvoi.octets.start..renvoi.octets.end).unwrap_or_default();
        let from = renvoi.value.start - renvoi.octets.start;
        let said = answer.get(from..).unwrap_or_default();
        renvoi.value.end = renvoi.value.start + sentence_end(said);
        let said = said.get(..sentence_end(said)).unwrap_or_default();
        let lead = said.len() - without_lead(said).len();
        renvoi.value.start += lead;
    }
    out
}

/// « oui pour la 1, non pour la 2 », « Oui aux questions 1 et 3 »: the answers stand before the numbers.
fn answers_before(line: &str, numbers: &[u32]) -> Vec<Renvoi> {
    static TO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i) (?:pour|à|aux?) (?:les? |la |l['’] ?)?(?:questions? |points? |n° ?|num[ée]ros? )?([0-9]{1,2}\b(?:(?: ?, ?(?:le |la |à la )?| et (?:pour |à )?(?:le |la )?| ?& ?)[0-9]{1,2}\b)*)[ .!]*",
        )
    });
    // « 14 h pour la 1 »; « prévu pour le 3 » may speak of a day.
    static ANSWER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:(?:c['’]est )?(?:oui|non|ok|d['’]accord)\b|[0-9])"));
    // « Oups, 21 h pour la 3 »
    static SORRY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:(?:oups|pardon|erreur|correction|finalement|en fait|plut[ôo]t|ah non|non,)[ ,:]+)+")
    });
    let mut out: Vec<Renvoi> = Vec::new();
    let mut from = SORRY.find(line).map_or(0, |found| found.end());
    let sorry = from > 0;
    for found in TO.captures_iter(line) {
        let Some(whole) = found.get(0) else { continue };
        let said = line.get(from..whole.start()).unwrap_or_default();
        let value = said.trim_start_matches([' ', ',', ';']);
        let value = value.strip_prefix("et ").unwrap_or(value);
        let named = listed_numbers(&found[1]);
        let yes_no = !value.starts_with(|c: char| c.is_ascii_digit());
        let clear = yes_no || whole.as_str().contains("la ") || whole.as_str().contains("question");
        // « Ah non, c'est Kevin Roi pour le 1 »
        // « 14 h pour la 2, 3 personnes pour la 3 et Formaplus pour la 1 »
        let goes_on = out.len() > 1 && value.starts_with(char::is_uppercase);
        let said = sorry || clear && (ANSWER.is_match(value) || goes_on && !value.contains([',', '.']));
        let known = named.iter().all(|n| numbers.contains(n));
        // « Voir le devis pour le 1, le 2 et le 3 »: the questions and no days.
        if !said && known && out.is_empty() && named.len() > 2 {
            let value = whole.end()..whole.end();
            return vec![Renvoi { numbers: Vec::new(), octets: whole.start()..line.len(), value }];
        }
        // « Oui pour la 1, non pour la 2, et pour la 3 c'est 6 nuits »: what follows is read as any other.
        if !said && known && out.len() > 1 {
            break;
        }
        if !said || value.is_empty() || !known {
            return Vec::new();
        }
        let start = whole.start() - without_lead(value).len();
        out.push(Renvoi { numbers: named, octets: from..whole.start(), value: start..whole.start() });
        from = whole.end();
    }
    let rest = line.get(from..).unwrap_or_default();
    if !rest.chars().any(char::is_alphanumeric) {
        return out;
    }
    if out.len() < 2 {
        return Vec::new();
    }
    let lead = rest.len() - rest.trim_start_matches([' ', ',', ';']).len();
    let lead = lead + if rest.get(lead..).is_some_and(|rest| rest.starts_with("et ")) { 3 } else { 0 };
    let more = renvois(rest.get(lead..).unwrap_or_default(), numbers);
    let moved = |range: &Range<usize>| range.start + from + lead..range.end + from + lead;
    let Some(first) = more.first().map(|one| moved(&one.octets)) else { return Vec::new() };
    if let Some(last) = out.last_mut() {
        last.octets.end = first.start;
    }
    out.extend(more.iter().map(|one| Renvoi {
        numbers: one.numbers.clone(),
        octets: moved(&one.octets),
        value: moved(&one.value),
    }));
    out
}

/// « 1 non 2 non 3 oui », « 1 oui, 2 mixte et 3 non »: nothing else on the line.
fn yes_and_no(line: &str, numbers: &[u32]) -> Vec<Renvoi> {
    static ONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^[ ,;/-]*(?:et )?([0-9]{1,2}) ?[:.)=-]{0,2} ?(oui|non|\p{L}[\p{L}'’-]{3,20})\b")
    });
    let mut out: Vec<Renvoi> = Vec::new();
    let mut from = 0;
    while let Some(found) = line.get(from..).and_then(|rest| ONE.captures(rest)) {
        let value = found.get(2).map_or(0..0, |value| from + value.start()..from + value.end());
        let end = from + found[0].len();
        out.push(Renvoi { numbers: listed_numbers(&found[1]), octets: from..value.end, value });
        from = end;
    }
    let over = line.get(from..).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    let known = out.iter().all(|renvoi| renvoi.numbers.iter().all(|n| numbers.contains(n)));
    let said = |renvoi: &Renvoi| fold(line.get(renvoi.value.clone()).unwrap_or_default());
    let agrees = out.iter().any(|renvoi| listed("oui non", &said(renvoi)));
    // « 1 oui, 2 nuits » counts them.
    let counts = out.iter().any(|renvoi| is_unit(&said(renvoi)));
    if over && known && agrees && !counts && out.len() > 1 { out } else { Vec::new() }
}

/// « Non aux deux », « Oui pour tout »: every question is answered so.
fn of_all(line: &str, numbers: &[u32]) -> Vec<Renvoi> {
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(oui|non) ?,? (?:(?:pour |à |aux? )?(?:les |toutes les )?(deux|trois|quatre)(?: questions| points)?|(?:pour |à )(?:tout|toutes?|toutes les questions|l['’]ensemble))[ .!]*$",
        )
    });
    let Some(found) = ALL.captures(line) else { return Vec::new() };
    let count = found.get(2).map_or(numbers.len(), |word| match fold(word.as_str()).as_str() {
        "deux" => 2,
        "trois" => 3,
        _ => 4,
    });
    if count != numbers.len() || count < 2 {
        return Vec::new();
    }
    vec![Renvoi { numbers: numbers.to_vec(), octets: 0..found[1].len(), value: 0..found[1].len() }]
}

pub(super) fn spelled_rank(word: &str) -> u32 {
    let stems = ["prem", "deux", "trois", "quat", "cinq", "six"];
    let folded = fold(word);
    stems.iter().zip(1..).find(|(stem, _)| folded.starts_with(*stem)).map_or(2, |(_, rank)| rank)
}

fn listed_numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

/// What follows « pour le 3 » is an answer, not the rest of a date (« pour le 3 mars ») or of a quantity.
fn leads_to_answer(after: &str) -> bool {
    const LEADS: [&str; 14] =
        ["c", "ce", "ca", "je", "j", "nous", "on", "notre", "nos", "mon", "ma", "il", "elle", "oui"];
    let folded = fold(after);
    let word = folded.split(' ').next().unwrap_or_default();
    let dated = ["du ", "le ", "les "].iter().any(|lead| {
        folded.strip_prefix(lead).is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()))
    });
    !word.is_empty()
        && !is_month(word)
        && (dated || LEADS.contains(&word) || word == "non" || after.starts_with(char::is_uppercase))
}

/// « c'est », « ce sera »: no part of the answer.
pub(super) fn without_lead(said: &str) -> &str {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:donc|alors|il y a|c['’]est|ce sera|ça sera|ce serait|est de|est|sera|plut[ôo]t|finalement|en fait|bien)\b[ ,]*)+",
        )
    });
    said.get(LEAD.find(said).map_or(0, |found| found.end())..).unwrap_or(said)
}

/// Where the first sentence ends: a full stop before another one, a semicolon.
pub(super) fn sentence_end(said: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!] +\p{Lu}|;"));
    END.find(said).map_or(said.len(), |found| found.start())
}

/// « Pardon, je corrige »: what follows replaces what was said.
pub(crate) fn corrects(line: &str) -> bool {
    const WORDS: [&str; 14] = [
        "erratum",
        "rectif",
        "rectificatif",
        "pardon",
        "erreur",
        "corrige",
        "correction",
        "rectifie",
        "rectification",
        "finalement",
        "trompe",
        "trompee",
        "oups",
        "plutot",
    ];
    let folded = fold(line);
    let words: Vec<&str> = folded.split(' ').collect();
    // « le devis a été corrigé » corrects nothing here.
    let of_another =
        |at: usize| at > 0 && words[at - 1] == "ete" && matches!(words[at], "corrige" | "rectifie");
    folded.starts_with("ah non")
        || folded.starts_with("edit ")
        || has_words(&folded, "en fait")
        || has_words(&folded, "a change") && has_words(&folded, "c est")
        || (0..words.len()).any(|at| WORDS.contains(&words[at]) && !of_another(at))
}
