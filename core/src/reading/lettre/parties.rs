//! Hours and sums of the training, and of what goes with it (evaluation, positioning, support), told apart by what they are said of: « La
//! formation dure 28 heures pour 1 260 € HT, et l'évaluation 1 h 30 pour 90 € HT ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::duree::written_hours;
use super::super::identite::pattern;
use super::super::lex::tokens;
use super::super::montant::written_amounts;
use super::super::phrase::is_unsure;
use super::etiquette::Etiquettes;
use crate::dossier::Taxe;

/// Bytes between two subjects that are named together.
const NEAR: usize = 20;

/// Bytes around a value in which it may be doubted.
const DOUBT: usize = 60;

/// What hours or a sum are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Partie {
    Formation,
    Evaluation,
    Positionnement,
    Accompagnement,
}

impl Partie {
    const TOUTES: [Self; 4] = [Self::Formation, Self::Evaluation, Self::Positionnement, Self::Accompagnement];
}

/// What a value measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grandeur {
    Heures,
    Cout,
}

/// The answers of a text to the questions on each, where those of another than the training are asked: the number of each question, and
/// where its answer stands.
pub(super) fn parties(texte: &str, labels: &Etiquettes) -> Vec<(u32, Range<usize>)> {
    let asks = |partie| {
        [Grandeur::Heures, Grandeur::Cout]
            .into_iter()
            .any(|grandeur| labels.measure_of(grandeur, partie).is_some())
    };
    if !Partie::TOUTES[1..].iter().any(|partie| asks(*partie)) {
        return Vec::new();
    }
    let found = values(texte);
    let mut out = Vec::new();
    for partie in Partie::TOUTES {
        for grandeur in [Grandeur::Heures, Grandeur::Cout] {
            let mut own = found.iter().filter(|(of, part, _)| (*of, *part) == (grandeur, partie));
            if let (Some((.., octets)), None) = (own.next(), own.next())
                && let Some(n) = labels.measure_of(grandeur, partie)
            {
                out.push((n, octets.clone()));
            }
        }
    }
    out
}

/// The values of a text that are said of one of the two, and where they stand.
fn values(texte: &str) -> Vec<(Grandeur, Partie, Range<usize>)> {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:nuit|nuitée|repas|h[ôo]tel|km|kilom[èe]tre|acompte|remise|salaire|brut|perçoit|rembours\p{L}*)s?\b",
        )
    });
    static GOES_ON: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\s*(?:elle|il|celle-ci|celui-ci|cette partie|le tout)\b"));
    let mut out = Vec::new();
    let mut last = None;
    for sentence in sentences(texte) {
        let said = texte.get(sentence.clone()).unwrap_or_default();
        let subjects = subjects(said);
        let inherited = last.filter(|_| GOES_ON.is_match(said));
        last = subjects.last().map(|(partie, _)| *partie).or(inherited);
        if OTHERS.is_match(said) {
            continue;
        }
        let hours = written_hours(said)
            .into_iter()
            .filter(|hours| !hours.clock)
            .map(|hours| (Grandeur::Heures, hours.octets));
        let sums = written_amounts(said);
        let before_tax = sums.iter().any(|sum| sum.taxe == Some(Taxe::Ht));
        // « 450 € HT (540 € TTC) »
        let sums = sums.into_iter().filter(|sum| !(sum.share || before_tax && sum.taxe == Some(Taxe::Ttc)));
        let sums = sums.map(|sum| (Grandeur::Cout, sum.octets));
        for (grandeur, octets) in hours.chain(sums) {
            if is_doubted(said, &octets) {
                continue;
            }
            if let Some(partie) =
                owner(said, &subjects, &octets).or(inherited.filter(|_| subjects.is_empty()))
            {
                out.push((grandeur, partie, sentence.start + octets.start..sentence.start + octets.end));
            }
        }
    }
    out
}

/// « peut-être 1 h 30, je dois vérifier »
fn is_doubted(said: &str, octets: &Range<usize>) -> bool {
    let from = said.floor_char_boundary(octets.start.saturating_sub(DOUBT));
    let to = said.floor_char_boundary(octets.end.saturating_add(DOUBT));
    let ends = [';', ':'];
    let from = said[from..octets.start].rfind(ends).map_or(from, |at| from + at);
    let to = said[octets.end..to].find(ends).map_or(to, |at| octets.end + at);
    is_unsure(&tokens(&said[from..to]))
}

fn sentences(texte: &str) -> impl Iterator<Item = Range<usize>> {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!?]\s+|\n\s*\n"));
    let ends: Vec<usize> = END.find_iter(texte).map(|end| end.end()).chain([texte.len()]).collect();
    let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end)
}

/// What a sentence speaks of, in order. « Avant l'entrée en formation », « l'organisme de formation » speak of something else.
fn subjects(said: &str) -> Vec<(Partie, Range<usize>)> {
    static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)\b(?:",
            r"(?:avant|apr[èe]s|pendant|durant|fin (?:de|du)|d[ée]but (?:de|du)|cours (?:de|du)|issue (?:de|du)|entr[ée]e (?:en|de|du)|sortie (?:de|du)|organismes? de|centres? de)(?: (?:de )?(?:l['’]entr[ée]e en|la|le|cette|ce))? (?:formation|stage|module)|en cours",
            r"|(?P<evaluation>évaluations?|evaluations?|évaluatons?|éval)",
            r"|(?P<positionnement>positionnements?)",
            r"|(?P<accompagnement>accompagnements?)",
            r"|(?P<formation>formation|stage|module|cours)",
            r")\b",
        ))
    });
    const NAMES: [&str; 4] = ["formation", "evaluation", "positionnement", "accompagnement"];
    let subject = |found: Captures<'_>| {
        let mut named = Partie::TOUTES.into_iter().zip(NAMES);
        named.find_map(|(partie, name)| Some((partie, found.name(name)?.range())))
    };
    SUBJECT.captures_iter(said).filter_map(subject).collect()
}

/// « 35 heures de formation », « l'évaluation dure 1 h 30 »: what the value is of.
fn owner(said: &str, subjects: &[(Partie, Range<usize>)], octets: &Range<usize>) -> Option<Partie> {
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^ (?:de (?:la |l['’])?|d['’]|pour (?:la |le |l['’])?|en |du |la |le |l['’])?$")
    });
    let after = subjects.iter().find(|(_, subject)| {
        subject.start > octets.end
            && said.get(octets.end..subject.start).is_some_and(|link| OF.is_match(link))
    });
    if let Some((partie, _)) = after {
        return Some(*partie);
    }
    let at = subjects.iter().rposition(|(_, subject)| subject.end <= octets.start)?;
    let (partie, subject) = &subjects[at];
    // « Formation 14 h dont accompagnement, 700 € », « et un positionnement, 700 € le tout »
    static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:dont|avec|sans|y compris|suivie? (?:de|d['’])) ?(?:[0-9][0-9hH ]{0,6}(?:heures? )?d['’e] ?)?(?:une? |l[ae] |l['’])?$",
        )
    });
    static ALL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:au total|en tout|le tout|tout compris|total)\b"));
    let near = said.floor_char_boundary(octets.start.saturating_sub(NEAR))
        ..said.floor_char_boundary(octets.end.saturating_add(NEAR));
    if WITHIN.is_match(&said[..subject.start]) || at > 0 && ALL.is_match(&said[near]) {
        return None;
    }
    // « 28 heures de cours, plus une évaluation »: the first has its own.
    static HAS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[0-9] ?(?:h|heures?|€|euros?)?(?: ?(?:ht|ttc))? (?:de |d['’]|pour (?:la |le |l['’])?|en |du )$",
        )
    });
    // « la formation et l'évaluation : 14 h »: of both.
    let joined = subjects[..at].last().is_some_and(|(other, before)| {
        other != partie
            && subject.start - before.end < NEAR
            && !HAS.is_match(
                &said[said.floor_char_boundary(before.start.saturating_sub(2 * NEAR))..before.start],
            )
            && !said[before.end..subject.start].contains(|c: char| c.is_ascii_digit())
    });
    (!joined).then_some(*partie)
}
