//! Questions told by their rank: « réponses 1 à 3 : … ; … ; … », « pour les deux premières : …, … », « la dernière question : … ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::fold;
use super::super::identite::pattern;
use super::super::lex::listed;
use super::renvoi::{Renvoi, sentence_end, spelled_rank, without_lead};
use super::suite::is_sentence;

/// « et pour la 2 »: a question behind its article.
const TOLD: &str = r"(?i)(?:^|[ ,;])(?:et |alors |donc )?(?:pour )?la (?:question )?([0-9]{1,2})";
/// Bytes in which a line comes to its answers.
const FURTHEST: usize = 60;

/// The questions that a line tells by their rank, in order.
pub(super) fn rangs(line: &str, numbers: &[u32]) -> Vec<Renvoi> {
    let found = several(line, numbers);
    if !found.is_empty() {
        return found;
    }
    let found = named(line, numbers);
    if found.is_empty() { behind_articles(line, numbers) } else { found }
}

/// « Réponses 1 à 3 : Formalia ; Vente ; 14 h », « Je réponds dans l'ordre pour les deux premières : Vente, Formalia »: as many
/// answers as questions, or « 1 à 3 : oui » to all of them.
fn several(line: &str, numbers: &[u32]) -> Vec<Renvoi> {
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:et |alors )?(?:pour |mes |aux? |les |des? )*(?:réponses?|reponses?|questions?|points?|num[ée]ros?|n°)? ?(?:aux questions )?([0-9]{1,2}) ?(?:à|a|-) ?([0-9]{1,2}) ?(?:[:=→]|,? c['’]est) ?",
        )
    });
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[.!,;] )(?:je (?:vous )?r[ée]ponds )?(?:dans l['’]ordre,? )?(?:pour |aux )?(?:les )?(deux|trois|quatre|cinq|[2-5]) premi(?:[eè]re|er)s(?: questions| points| réponses)? ?(?:: ?|,? c['’]est )",
        )
    });
    let of = |found: Captures<'_>, first: u32, last: u32| {
        let asked: Vec<u32> = numbers.iter().copied().filter(|n| (first..=last).contains(n)).collect();
        Some((found.get(0)?.range(), asked, usize::try_from(last.checked_sub(first)?.checked_add(1)?).ok()?))
    };
    let from = FROM.captures(line).and_then(|found| {
        let (first, last) = (found[1].parse().ok()?, found[2].parse().ok()?);
        of(found, first, last)
    });
    let found = from.or_else(|| {
        let found = FIRST.captures(line)?;
        let count = match fold(&found[1]).as_str() {
            "deux" => 2,
            "trois" => 3,
            "quatre" => 4,
            "cinq" => 5,
            figure => figure.parse().ok()?,
        };
        of(found, 1, count)
    });
    let Some((head, asked, count)) = found.filter(|(_, asked, count)| asked.len() == *count && *count > 1)
    else {
        return Vec::new();
    };
    let said = line.get(head.end..).unwrap_or_default();
    let end = stop(said);
    let said = said.get(..end).unwrap_or_default();
    // « 1 à 3 : oui »
    if listed("oui non", &fold(said)) {
        let value = head.end..head.end + end;
        return vec![Renvoi { numbers: asked, octets: head.start..line.len(), value }];
    }
    let Some(parts) = parts(said, count) else { return Vec::new() };
    let last = parts.len() - 1;
    let renvoi = |(rank, (n, part)): (usize, (u32, Range<usize>))| Renvoi {
        numbers: vec![n],
        octets: if rank == 0 { head.start } else { head.end + part.start }..if rank == last {
            line.len()
        } else {
            head.end + part.end
        },
        value: head.end + part.start..head.end + part.end,
    };
    asked.into_iter().zip(parts).enumerate().map(renvoi).collect()
}

/// Where the answers end: a full stop and another sentence, which no « ; » follows.
fn stop(said: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!] +\p{Lu}"));
    let from = said.rfind(';').unwrap_or(0);
    let tail = said.get(from..).unwrap_or_default();
    from + END.find(tail).map_or(tail.trim_end_matches(['.', '!', ' ']).len(), |found| found.start())
}

/// As many parts as are wanted, by what stands between them.
pub(super) fn parts(said: &str, count: usize) -> Option<Vec<Range<usize>>> {
    ["; ", ";", " / ", ", ", " et "].into_iter().find_map(|between| {
        let mut out = Vec::with_capacity(count);
        let mut from = 0;
        for part in said.split(between) {
            let lead = part.len() - part.trim_start().len();
            let start = from + lead;
            out.push(start..start + part.trim().len());
            from += part.len() + between.len();
        }
        let full = |part: &Range<usize>| {
            said.get(part.clone()).is_some_and(|part| part.contains(char::is_alphanumeric))
        };
        (out.len() == count && out.iter().all(full)).then_some(out)
    })
}

/// « Pour la troisième question, c'est 14 h. Et pour la dernière question : deux »
fn named(line: &str, numbers: &[u32]) -> Vec<Renvoi> {
    static RANK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[.!;,] +)(?:et )?(?:pour |à |quant à |concernant )?(?:la |le )(premi[eè]re?|deuxi[eè]me|seconde?|troisi[eè]me|quatri[eè]me|cinqui[eè]me|sixi[eè]me|(?:toute )?derni[eè]re?) (?:question|point|r[ée]ponse) ?(?:[:=→] ?|, ?(?:c['’]est |ce sera )?|c['’]est |ce sera )",
        )
    });
    let rank = |word: &str| match fold(word).contains("dernier") {
        true => numbers.last().copied(),
        false => Some(spelled_rank(word)),
    };
    each(line, &RANK, numbers, rank)
}

/// « La 1 c'est Vente, la 2 c'est Formalia et la 4 : 14 h »: several, in order, from the beginning of the line.
fn behind_articles(line: &str, numbers: &[u32]) -> Vec<Renvoi> {
    static BEHIND: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"{TOLD}(?: ?[:=→] ?|,? c['’]est |,? ce sera )")));
    // « la 1 c'est Vente, la 2 le 9 mars, la 3 oui »: where they follow each other, any words may stand behind them.
    static RUN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"{TOLD}(?: ?[:=→] ?|,? (?:c['’]est|ce sera|[çc]a fait|comptez|on est|on sera) | )"))
    });
    let run = each(line, &RUN, numbers, |n| n.parse().ok());
    let follow = run.len() > 2 && run.windows(2).all(|two| two[1].numbers[0] == two[0].numbers[0] + 1);
    // « j'ai la 1 en double, la 2 et la 3 sont perdues »
    let says = |renvoi: &Renvoi| {
        let said = fold(line.get(renvoi.value.clone()).unwrap_or_default());
        !listed("en et ou est sont a n ne pas je on il elle", said.split(' ').next().unwrap_or_default())
    };
    if follow && run.iter().all(says) {
        return run;
    }
    let found = each(line, &BEHIND, numbers, |n| n.parse().ok());
    let ordered = found.windows(2).all(|two| two[0].numbers < two[1].numbers);
    let begins = found.first().is_some_and(|first| first.octets.start < FURTHEST);
    // « ps : j'ai inversé, la 3 c'est 14 h »
    let before = found.first().and_then(|first| line.get(..first.octets.start)).unwrap_or_default();
    // « Correction pour la 1 : », « Et du coup la 3 : »
    const LEADS: &str = "correction rectif rectification erratum erreur oups pardon ps et du coup donc alors par contre finalement ah non euh desole desolee";
    let led = || fold(before).split(' ').all(|word| listed(LEADS, word));
    let apart = before.is_empty() || before.ends_with([',', ';', ':']) || led();
    if begins && (apart || found.len() > 1 && ordered) { found } else { Vec::new() }
}

/// The answers behind each mention of a question, up to the next one.
fn each(line: &str, mention: &Regex, numbers: &[u32], number: impl Fn(&str) -> Option<u32>) -> Vec<Renvoi> {
    let mut out: Vec<Renvoi> = Vec::new();
    for found in mention.captures_iter(line) {
        let Some(whole) = found.get(0) else { continue };
        let Some(n) = number(&found[1]).filter(|n| numbers.contains(n)) else { return Vec::new() };
        if let Some(last) = out.last_mut() {
            last.octets.end = whole.start();
            last.value.end = last.value.end.min(whole.start());
        }
        out.push(Renvoi {
            numbers: vec![n],
            octets: whole.start()..line.len(),
            value: whole.end()..line.len(),
        });
    }
    for renvoi in &mut out {
        let said = line.get(renvoi.value.clone()).unwrap_or_default();
        let said = said.get(..sentence_end(said)).unwrap_or_default();
        let end = renvoi.value.start + said.trim_end_matches([' ', ',', ';']).len();
        renvoi.value.start += said.len() - without_lead(said).len();
        renvoi.value.end = end.max(renvoi.value.start);
    }
    out
}

/// « la 1 Vitrine », « et la 6 oui, c'est trop loin »: a number of a question behind its article, and what follows. Where several
/// lines begin so, a name or a figure may answer; yes or no always does.
pub(super) fn behind_article(line: &str) -> Option<(u32, &str)> {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:et )?(?:pour |à )?la (?:question )?([0-9]{1,2})(?:,| ?[.)–-])? +(\S.*)$")
    });
    let found = BEHIND.captures(line)?;
    Some((found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str()))
}

/// What stands behind the number is an answer, not a sentence on the question: « la 3 je l'ai pas », « la 2 suit ». Where any words
/// may answer it, they begin as a name does.
pub(super) fn answers(said: &str, several: bool, words: bool) -> bool {
    let folded = fold(said);
    let first = folded.split(' ').next().unwrap_or_default();
    let begins = said.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '«' | '"'));
    // « la 1 et la 2 : oui », « la 6 c'est 69003 »
    if listed("et ou a c ce est", first)
        || !said.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '«' | '"' | '+'))
    {
        return false;
    }
    let address = said.split(' ').next().is_some_and(|word| word.contains('@'));
    listed("oui non", first)
        || several && (begins || address || !words && !is_sentence(said)) && !said.ends_with('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, numbers: &[u32]) -> Vec<(Vec<u32>, String)> {
        let said = |renvoi: &Renvoi| (renvoi.numbers.clone(), line[renvoi.value.clone()].to_owned());
        rangs(line, numbers).iter().map(said).collect()
    }

    #[test]
    fn ranks_name_questions() {
        for (line, expected) in [
            ("Réponses 1 à 3 : Formalia ; Vente et conseil ; 14 h.", "1 Formalia|2 Vente et conseil|3 14 h"),
            ("questions 2 à 4 : oui", "2,3,4 oui"),
            (
                "je reponds dans l'ordre pour les deux premieres : Vente, Formalia. Après c'est le 3 mai",
                "1 Vente|2 Formalia",
            ),
            ("Et pour la dernière question : Léa + moi, donc 2 !", "4 Léa + moi, donc 2 !"),
            ("ps : j'ai inversé, la 3 c'est 14 h", "3 14 h"),
            ("Correction pour la 1 : c'est Vitrine", "1 Vitrine"),
            ("Et du coup la 3 : 28 heures", "3 28 heures"),
            ("Alors la 1 c'est Vente, la 3 c'est 14 h et la 4 : oui", "1 Vente|3 14 h|4 oui"),
            ("La deuxième question c'est 14 h. Pour la troisième question, Tours", "2 14 h|3 Tours"),
        ] {
            let read: Vec<String> = read(line, &[1, 2, 3, 4])
                .iter()
                .map(|(numbers, said)| {
                    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                    format!("{} {said}", numbers.join(","))
                })
                .collect();
            assert_eq!(read.join("|"), expected, "{line}");
        }
    }

    #[test]
    fn what_is_ranked_is_no_question() {
        for line in [
            "Pour les deux premières journées : 14 h, 980 €",
            "pour les trois premières : Vente, Formalia",
            "1 à 3 personnes",
            "2 à 3 : cela dépend",
            "la dernière fois c'était 980 €",
            "La première session c'est le 3 mai, la deuxième le 10",
        ] {
            assert!(read(line, &[1, 2, 3, 4]).is_empty(), "{line}");
        }
    }
}
