//! The stretches of a body: what was written, what was quoted, in reading order.

use super::Bloc;
use super::entetes::{announced, is_quoted_next, shared};
use super::ligne::{Ligne, Marque};
use super::signature;

/// A quoted line at least this long may have been wrapped, its end left without a mark.
const WRAPPED: usize = 66;

pub(crate) fn blocs(lines: Vec<Ligne>) -> Vec<Bloc> {
    let lines = barred(split_shared(lines));
    let mut stretches: Vec<(bool, Vec<String>)> = Vec::new();
    let mut add = |cite: bool, text: &str| match stretches.last_mut() {
        Some((last, texts)) if *last == cite => texts.push(text.to_owned()),
        _ => stretches.push((cite, vec![text.to_owned()])),
    };
    let mut at = 0;
    let mut cut = false;
    while let Some(line) = lines.get(at) {
        if cut {
            add(true, &line.texte);
            at += 1;
            continue;
        }
        match line.marque {
            Marque::Coupe => cut = true,
            Marque::Citee => {
                add(true, &line.texte);
                cut = is_group_wise(line);
            }
            Marque::Signature => {}
            Marque::EnTete => {
                add(true, &line.texte);
                let next = lines.iter().skip(at + 1).find(|line| !line.is_blank()).map(|line| line.marque);
                cut = matches!(next, Some(Marque::Libre));
            }
            Marque::Libre => {
                let taken = announced(&lines, at);
                for line in lines.iter().skip(at).take(taken) {
                    add(true, &line.texte);
                }
                if taken > 0 {
                    at += taken;
                    cut = !is_quoted_next(&lines, at);
                    continue;
                }
                add(is_wrapped_end(&lines, at), &line.texte);
            }
        }
        at += 1;
    }
    stretches.into_iter().filter_map(|(cite, texts)| bloc(cite, texts)).collect()
}

fn bloc(cite: bool, mut texts: Vec<String>) -> Option<Bloc> {
    if !cite {
        signature::strip(&mut texts);
    }
    let texte = texts.join("\n");
    let texte = texte.trim_matches(['\n', ' ', '\t', 'ᐧ']);
    if texte.trim().is_empty() {
        return None;
    }
    Some(if cite { Bloc::Cite(texte.to_owned()) } else { Bloc::Ecrit(texte.to_owned()) })
}

/// A line that the client broke while quoting: its end stands without a mark between two that have one.
fn is_wrapped_end(lines: &[Ligne], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| lines.get(before)) else { return false };
    let (Some(line), Some(after)) = (lines.get(at), lines.get(at + 1)) else { return false };
    before.marque == Marque::Citee
        && before.profondeur > 0
        && after.marque == Marque::Citee
        && !line.is_blank()
        && before.texte.chars().count() + 2 * before.profondeur >= WRAPPED
        && !before.texte.ends_with(['?', ':', '.', '!'])
        && line.texte.starts_with(char::is_lowercase)
}

/// Lines on which an answer and « Le … a écrit : » stand together become two.
fn split_shared(lines: Vec<Ligne>) -> Vec<Ligne> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        match shared(&line.texte).filter(|_| line.marque == Marque::Libre) {
            Some(at) => {
                let (answer, rest) = line.texte.split_at(at);
                out.push(Ligne::new(answer.trim_end_matches([' ', '-']), Marque::Libre));
                out.push(Ligne::new(rest.trim_start_matches(['-', ' ']), Marque::Libre));
            }
            None => out.push(line),
        }
    }
    out
}

/// « >>> Camille <camille@…> 23/11/2026 10:02 >>> »: the rest is the message that is answered.
fn is_group_wise(line: &Ligne) -> bool {
    line.profondeur >= 2 && line.texte.ends_with(">>>") && line.texte.contains(|c: char| c.is_ascii_digit())
}

/// Quotes behind bars, as some clients draw them under a dated line: `| Bonjour`. A table has no such line
/// above it.
fn barred(mut lines: Vec<Ligne>) -> Vec<Ligne> {
    let is_barred = |line: &Ligne| line.marque == Marque::Libre && line.texte.trim_start().starts_with('|');
    let mut at = 0;
    while at < lines.len() {
        let run = lines.iter().skip(at).take_while(|line| is_barred(line)).count();
        let above = lines.iter().take(at).rev().take(3).find(|line| !line.is_blank());
        let announced = above.is_some_and(|line| {
            line.texte.contains('@') && line.texte.chars().filter(char::is_ascii_digit).count() >= 4
        });
        if run >= 2 && announced {
            for line in lines.iter_mut().skip(at).take(run) {
                let texte = line.texte.trim_start().trim_start_matches('|').trim().to_owned();
                *line = Ligne::new(texte, Marque::Citee).behind(1);
            }
        }
        at += run.max(1);
    }
    lines
}
