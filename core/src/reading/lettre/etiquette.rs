//! The label before an answer: « Date de début : 12 mars », « Début = 12 mars ».

use super::super::fold;
use super::Question;

/// Words of a label that tell nothing apart.
const EMPTY: [&str; 16] =
    ["de", "du", "des", "la", "le", "les", "l", "d", "en", "et", "a", "au", "aux", "un", "une", "votre"];

/// Words that many questions share: alone they name none.
const GENERAL: [&str; 15] = [
    "formation",
    "stage",
    "contrat",
    "date",
    "dates",
    "nombre",
    "total",
    "unitaire",
    "personne",
    "contacter",
    "etablissement",
    "organisme",
    "nom",
    "demande",
    "dossier",
];
/// What a question asks of something when it asks how it is called.
const NAMES: [&str; 5] = ["nom", "intitule", "raison", "sociale", "prenom"];

/// The labels of the questions, as they compare.
pub(super) struct Etiquettes {
    labels: Vec<Etiquette>,
}

struct Etiquette {
    n: u32,
    whole: String,
    /// Without what stands in brackets.
    short: String,
    others: Vec<String>,
    words: Vec<String>,
}

/// A label found at the start of a line.
pub(super) struct Trouvee<'a> {
    pub n: u32,
    /// What follows the label and its separator.
    pub rest: &'a str,
    /// A colon, an arrow or the edge of a cell stands between.
    pub separated: bool,
}

impl Etiquettes {
    pub(super) fn new(questions: &[Question<'_>]) -> Self {
        let labels = questions.iter().map(|question| {
            let short = question.libelle.split('(').next().unwrap_or_default();
            let short = fold(short);
            let words = significant(&short);
            let others = question.autres.iter().map(|other| fold(other)).filter(|other| !other.is_empty());
            let others = others.collect();
            Etiquette { n: question.n, whole: fold(question.libelle), short, others, words }
        });
        Self { labels: labels.collect() }
    }

    /// The question whose label begins this line.
    pub(super) fn find<'a>(&self, line: &'a str) -> Option<Trouvee<'a>> {
        let line = line.trim().trim_start_matches(['-', '*', '•', '·', '–', '|', '«', '"', ' ', '\t']);
        for (before, after) in splits(line) {
            if let Some(n) = self.named(before) {
                return Some(Trouvee { n, rest: after.trim(), separated: true });
            }
        }
        self.unseparated(line)
    }

    /// The question that goes by this label, whole, without brackets, or by words only it has.
    fn named(&self, label: &str) -> Option<u32> {
        if label.len() > 300 {
            return None;
        }
        let folded = fold(label);
        if folded.is_empty() {
            return None;
        }
        let one = |mut found: Vec<u32>| if found.len() == 1 { found.pop() } else { None };
        let exact: Vec<u32> = self
            .labels
            .iter()
            .filter(|own| own.whole == folded || own.short == folded || own.others.contains(&folded))
            .map(|own| own.n)
            .collect();
        if !exact.is_empty() {
            return one(exact);
        }
        let words = significant(&folded);
        if words.is_empty() {
            return None;
        }
        // Most of its words, the one it begins with, or what only it is about: « Début », « Durée » of « Durée totale ».
        let part = |own: &&Etiquette| {
            words.iter().all(|word| own.words.contains(word))
                && (2 * words.len() >= own.words.len()
                    || own.words.first() == words.first()
                    || words.iter().any(|word| !GENERAL.contains(&word.as_str())))
        };
        let found: Vec<&Etiquette> = self.labels.iter().filter(part).collect();
        // « Organisme de formation : Cegos » names it, where another question asks its SIRET.
        let names = |own: &&&Etiquette| {
            own.words.iter().filter(|word| !words.contains(word)).all(|word| NAMES.contains(&word.as_str()))
        };
        let named: Vec<u32> = found.iter().filter(names).map(|own| own.n).collect();
        one(if found.len() > 1 { named } else { found.iter().map(|own| own.n).collect() })
    }

    /// « Date de début le 12 mars »: the whole label, then a value that is clearly one.
    fn unseparated<'a>(&self, line: &'a str) -> Option<Trouvee<'a>> {
        let mut best: Option<(usize, Trouvee<'a>)> = None;
        for own in &self.labels {
            for label in [&own.whole, &own.short].into_iter().chain(&own.others) {
                let Some(rest) = after_folded(line, label) else { continue };
                let folded = fold(rest);
                let first = folded.split(' ').next().unwrap_or_default();
                let second = folded.split(' ').nth(1).unwrap_or_default();
                let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
                let value = folded.is_empty()
                    || is_number(first)
                    || matches!(first, "le" | "du" | "est" | "sera")
                        && (is_number(second) || first == "est" || first == "sera")
                    || matches!(first, "oui" | "non");
                if value && best.as_ref().is_none_or(|(length, _)| label.len() > *length) {
                    let rest = strip_verb(rest.trim());
                    best = Some((label.len(), Trouvee { n: own.n, rest, separated: false }));
                }
            }
        }
        best.map(|(_, found)| found)
    }

    /// Whether this line, number taken off, asks question `n`: its label begins it, or it is the
    /// beginning of its label that the width of the letter cut.
    pub(super) fn asks(&self, n: u32, rest: &str) -> bool {
        let folded = fold(rest);
        self.labels.iter().any(|own| {
            own.n == n
                && (starts_with_words(&folded, &own.short)
                    || own.whole.len() > folded.len()
                        && folded.len() >= 10
                        && starts_with_words(&own.whole, &folded))
        })
    }

    /// What follows the label of question `n`, when the line holds it whole.
    pub(super) fn after<'a>(&self, n: u32, rest: &'a str) -> Option<&'a str> {
        let own = self.labels.iter().find(|own| own.n == n)?;
        after_folded(rest, &own.whole).or_else(|| after_folded(rest, &own.short))
    }
}

fn significant(folded: &str) -> Vec<String> {
    folded.split(' ').filter(|word| !word.is_empty() && !EMPTY.contains(word)).map(str::to_owned).collect()
}

fn starts_with_words(text: &str, start: &str) -> bool {
    !start.is_empty() && text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// What may stand between a label and its answer, first to last.
fn splits(line: &str) -> impl Iterator<Item = (&str, &str)> {
    [":", "：", "=>", "->", "→", "=", "\t", "|", "?", " - ", " – "].into_iter().filter_map(move |mark| {
        let (before, after) = line.split_once(mark)?;
        let after = after.trim_start_matches([':', ' ', '\t', '|', '>', '=', '→', '\u{a0}', '\u{202f}']);
        Some((before, after))
    })
}

fn strip_verb(rest: &str) -> &str {
    ["est ", "sera ", "est le ", "sera le "]
        .iter()
        .rev()
        .find_map(|verb| rest.strip_prefix(verb))
        .unwrap_or(rest)
}

/// The rest of `line` once as many letters and digits as `label` has were found the same.
fn after_folded<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    if label.is_empty() || line.len() > 2_000 {
        return None;
    }
    let first = line.chars().next()?;
    let mut buffer = [0; 4];
    if !label.starts_with(fold(first.encode_utf8(&mut buffer)).as_str()) {
        return None;
    }
    let wanted = label.chars().filter(|c| *c != ' ').count();
    let mut seen = 0;
    let mut end = None;
    for (at, c) in line.char_indices() {
        if seen >= wanted {
            end = Some(at);
            break;
        }
        seen += fold(c.encode_utf8(&mut buffer)).chars().filter(|c| *c != ' ').count();
    }
    let (start, rest) = line.split_at(end.unwrap_or(line.len()));
    (fold(start) == label && !rest.starts_with(char::is_alphanumeric)).then_some(rest)
}
