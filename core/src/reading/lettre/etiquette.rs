//! The label before an answer: « Date de début : 12 mars », « Début = 12 mars ».

mod objet;

use std::sync::LazyLock;

use regex::Regex;

use super::super::fold;
use super::super::identite::pattern;
use super::super::lex::{listed, tokens};
use super::super::nombre::is_one_way;
use super::Question;
use super::amene::says_yes_or_no;
use super::ligne::{is_value, past_example};
use super::portail::Sujet;

/// Words of a label that tell nothing apart.
const EMPTY: [&str; 22] = [
    "de", "du", "des", "la", "le", "les", "l", "d", "en", "et", "a", "au", "aux", "un", "une", "votre",
    "par", "notre", "il", "y", "t", "aussi",
];

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

/// Figures of a company's number.
const SHORTEST_SIREN: usize = 9;

/// Bytes in which the colon of a label on a line is looked for.
const LONGEST_LABEL_BYTES: usize = 100;

/// Longest label looked for within a line, and most words of a line looked at, in words.
const LONGEST_LABEL: usize = 6;
const MOST_WORDS: usize = 60;

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
    /// The same, as [`common`] writes them.
    common: Vec<String>,
    /// Of « Demandez-vous le remboursement de frais ? » the verb, folded, and the words behind, as [`common`] writes them.
    inverted: Option<(String, Vec<String>)>,
    /// Of the portal's own questions of yes or no, what it asks.
    sujet: Option<Sujet>,
}

/// A label found at the start of a line.
pub(super) struct Trouvee<'a> {
    pub n: u32,
    /// What follows the label and its separator.
    pub rest: &'a str,
    /// A colon, an arrow or the edge of a cell stands between.
    pub separated: bool,
}

/// What points back to a noun.
const POINTS: [&str; 3] = ["celui ", "celle ", "ceux "];

impl Etiquettes {
    pub(super) fn new(questions: &[Question<'_>]) -> Self {
        let labels = questions.iter().map(|question| {
            let short = question.libelle.split('(').next().unwrap_or_default();
            let short = fold(short);
            let words = significant(&short);
            let others = question.autres.iter().map(|other| fold(other)).filter(|other| !other.is_empty());
            let others = others.chain(acronym(question.libelle)).chain(shortened(&short)).collect();
            let common = words.iter().map(|word| common(word)).collect();
            let inverted = inverted(question.libelle);
            let sujet = Sujet::of(question.libelle);
            Etiquette {
                n: question.n,
                whole: fold(question.libelle),
                short,
                others,
                words,
                common,
                inverted,
                sujet,
            }
        });
        Self { labels: labels.collect() }
    }

    /// The question whose label begins this line.
    pub(super) fn find<'a>(&self, line: &'a str) -> Option<Trouvee<'a>> {
        let line = line.trim().trim_start_matches(['-', '*', '•', '·', '–', '|', '«', '"', ' ', '\t']);
        // « Q : Durée en heures », « R : 14 h » below it
        let line =
            ["Q : ", "Q: ", "Question : "].iter().find_map(|asked| line.strip_prefix(asked)).unwrap_or(line);
        if let Some(whole) = self.whole(line) {
            return Some(whole);
        }
        for (before, after) in splits(line) {
            // « NB : erreur sur la 2 » names no number of anything.
            if fold(before) == "nb" && !is_value(after) {
                continue;
            }
            let agreed = || says_yes_or_no(after).then(|| self.asked_whether(before)).flatten();
            // « Il y a une évaluation : 1h30 » says how long.
            let fits = |n: &u32| !self.asks_yes_or_no(*n) || !is_value(after);
            // « Évaluation : oui », where its cost is asked as well.
            let plain = listed("oui non", &fold(after));
            let first = if plain { self.asked_whether(before) } else { self.siret_of(before, after) };
            if let Some(n) = first.or_else(|| self.named(before).filter(fits)).or_else(agreed) {
                return Some(Trouvee { n, rest: after.trim(), separated: true });
            }
        }
        self.unseparated(line)
    }

    /// « Organisme de formation : SIRET : 802… »: a label that holds a colon itself, alone or before its answer.
    fn whole<'a>(&self, line: &'a str) -> Option<Trouvee<'a>> {
        let marks = [':', '：', '=', '→', '|', '\t', '?'];
        let found = self.labels.iter().filter_map(|own| {
            let rest = after_folded(line, &own.whole)?.trim_start_matches([')', ']']).trim_start();
            let separated = rest.starts_with(marks) || rest.starts_with("- ") || rest.starts_with("->");
            let rest = rest.trim_start_matches(|c: char| {
                marks.contains(&c) || c.is_whitespace() || c == '>' || c == '-'
            });
            (separated || rest.is_empty()).then_some((own.whole.len(), Trouvee { n: own.n, rest, separated }))
        });
        let (_, found) = found.max_by_key(|(length, _)| *length)?;
        Some(found)
    }

    /// The question that goes by this label, whole, without brackets, or by words only it has.
    pub(super) fn named(&self, label: &str) -> Option<u32> {
        if label.len() > 300 {
            return None;
        }
        let folded = fold(label);
        // « celui du centre » is of what was spoken of before.
        if folded.is_empty() || POINTS.iter().any(|points| folded.starts_with(points)) {
            return None;
        }
        let one = |mut found: Vec<u32>| if found.len() == 1 { found.pop() } else { None };
        // « La durée : 14 h », « Et le coût : 980 € ».
        let articles =
            ["le ", "la ", "les ", "l ", "notre ", "nos ", "votre ", "mon ", "ma ", "son ", "sa ", "leur "];
        let said = folded.strip_prefix("et ").unwrap_or(&folded);
        let said = articles.iter().find_map(|article| said.strip_prefix(article)).unwrap_or(said);
        let said = self.without_way_back(said)?;
        let is = |own: &str| own == folded || own == said;
        let exact: Vec<u32> = self
            .labels
            .iter()
            .filter(|own| is(&own.whole) || is(&own.short) || own.others.iter().any(|other| is(other)))
            .map(|own| own.n)
            .collect();
        if !exact.is_empty() {
            return one(exact);
        }
        let words = significant(said);
        if words.is_empty() {
            return None;
        }
        let found = self.with_words(&words, |own| &own.words);
        // « Prix par nuit » of « Coût unitaire/nuit », when no label is said in its own words.
        let (words, found) = if found.is_empty() {
            let words: Vec<String> = words.iter().map(|word| common(word)).collect();
            let found = self.with_words(&words, |own| &own.common);
            (words, found)
        } else {
            (words, found)
        };
        // « nb stag », « form »: the first letters of its words.
        let found = if found.is_empty() { self.abbreviated(&words) } else { found };
        // « Organisme de formation : Cegos » names it, where another question asks its SIRET.
        let names = |own: &&&Etiquette| {
            let unsaid = |word: &&String| !words.contains(*word) && !words.contains(&common(word));
            asks_which(&own.words)
                || own.words.iter().filter(unsaid).all(|word| NAMES.contains(&word.as_str()))
        };
        let named: Vec<u32> = found.iter().filter(names).map(|own| own.n).collect();
        one(if found.len() > 1 { named } else { found.iter().map(|own| own.n).collect() })
    }

    /// « km A/R », where the way there and back is what is asked; « km aller » is half of it.
    fn without_way_back<'t>(&self, said: &'t str) -> Option<&'t str> {
        const WAYS: [&str; 4] = [" a r", " ar", " aller retour", " aller et retour"];
        if !self.labels.iter().any(|own| own.whole.contains("aller retour")) {
            return Some(said);
        }
        let shorter = WAYS.iter().find_map(|way| said.strip_suffix(way)).unwrap_or(said);
        (!is_one_way(&tokens(shorter))).then_some(shorter)
    }

    /// The one label that words are the beginnings of, each of its own word.
    fn abbreviated(&self, words: &[String]) -> Vec<&Etiquette> {
        let cut =
            |word: &String, own: &String| own == word || word.len() >= 4 && own.starts_with(word.as_str());
        let begins =
            |own: &&Etiquette| words.iter().all(|word| own.common.iter().any(|of_own| cut(word, of_own)));
        let found: Vec<&Etiquette> = self.labels.iter().filter(begins).collect();
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// The labels that hold most of their words in these, the one they begin with, or what only they are about: « Début »,
    /// « Durée » of « Durée totale ».
    fn with_words(&self, words: &[String], own_words: fn(&Etiquette) -> &Vec<String>) -> Vec<&Etiquette> {
        let part = |own: &&Etiquette| {
            let own = own_words(own);
            words.iter().all(|word| own.contains(word))
                && (2 * words.len() >= own.len()
                    || own.first() == words.first()
                    || asks_which(own)
                    || words.iter().any(|word| !GENERAL.contains(&word.as_str())))
        };
        self.labels.iter().filter(part).collect()
    }

    /// The label of another question than `n` further on the line: where the answer before it ends, and what follows it.
    /// « Saint-Malo, code postal = 35400 »
    pub(super) fn next_on_line<'a>(&self, line: &'a str, n: u32) -> Option<(usize, Trouvee<'a>)> {
        static BETWEEN: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"[,;|] *(?:et )?| {2,}| \(| [/–-]{1,2} | et (?:la |le |l['’])?|[.] +"));
        // A label is short, and so is what people put on a line.
        let parted = BETWEEN.find_iter(line).take(MOST_WORDS).find_map(|mark| {
            let tail = line.get(mark.end()..)?;
            // « …, tél 02 61 91 40 12 », « … - SIRET 922 174 222 00021 »
            if let Some(found) = self.before_figure(tail).filter(|found| found.n != n) {
                return Some((mark.start(), found));
            }
            let near = tail.get(..tail.floor_char_boundary(LONGEST_LABEL_BYTES)).unwrap_or(tail);
            let colon = near.find([':', '=', '→']).into_iter().chain(near.find("->")).min()?;
            let (label, rest) = tail.split_at_checked(colon)?;
            let named = !label.contains([',', ';', '|']) && label.split_whitespace().count() <= LONGEST_LABEL;
            let rest = rest.trim_start_matches([':', '=', '-', '>', '→', ' ', '\u{a0}']).trim();
            let found = self.siret_of(label, rest).or_else(|| self.named(label));
            let found = found.filter(|found| named && *found != n)?;
            Some((mark.start(), Trouvee { n: found, rest, separated: true }))
        });
        let glued = self.glued_on_line(line, n);
        [parted, glued].into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    /// « lissage début=12 avril durée=7h », « Girard mail: lea@exemple.fr »: a label in one word, its mark, and what can only
    /// be its value.
    fn glued_on_line<'a>(&self, line: &'a str, n: u32) -> Option<(usize, Trouvee<'a>)> {
        static GLUED: LazyLock<Regex> =
            LazyLock::new(|| pattern(r" (\p{L}+)(?:=| ?: )(?:le |du )?(?:[0-9]|[^ ,;@]+@)"));
        GLUED.captures_iter(line).take(MOST_WORDS).find_map(|found| {
            let (whole, label) = (found.get(0)?, found.get(1)?);
            let n = self.named(label.as_str()).filter(|other| *other != n)?;
            let rest = line.get(label.end()..)?.trim_start_matches([':', '=', ' ', '\u{a0}']);
            Some((whole.start(), Trouvee { n, rest, separated: true }))
        })
    }

    /// The same where the labels stand without a mark: « 12/04/27 fin 16/04/27 subrogation oui ».
    pub(super) fn bare_on_line<'a>(&self, line: &'a str, n: u32) -> Option<(usize, Trouvee<'a>)> {
        line.match_indices(' ').take(MOST_WORDS).find_map(|(at, _)| {
            let found = self.unseparated(line.get(at + 1..)?)?;
            (found.n != n && !found.rest.is_empty()).then_some((at, found))
        })
    }

    /// « Date de début le 12 mars »: the whole label, then a value that is clearly one.
    fn unseparated<'a>(&self, line: &'a str) -> Option<Trouvee<'a>> {
        let mut best: Option<(usize, Trouvee<'a>)> = None;
        for own in &self.labels {
            for label in [&own.whole, &own.short].into_iter().chain(&own.others) {
                let Some(rest) =
                    after_folded(line, label).filter(|_| !begins_a_code(label) && !counts_parts(label))
                else {
                    continue;
                };
                let folded = fold(rest);
                let first = folded.split(' ').next().unwrap_or_default();
                let second = folded.split(' ').nth(1).unwrap_or_default();
                let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
                // « … et du centre le 813 472 255 00021 »: no name is so many figures.
                let figures = rest.bytes().filter(u8::is_ascii_digit).count() >= SHORTEST_SIREN;
                if figures && own.others.iter().any(|other| other == "organisme") {
                    continue;
                }
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
        best.map(|(_, found)| found).or_else(|| self.before_figure(line))
    }

    /// « hébergement 178 € pour 2 nuits », « mail lea@exemple.fr »: words that only one label has, right before a figure or an
    /// address.
    fn before_figure<'a>(&self, line: &'a str) -> Option<Trouvee<'a>> {
        let address =
            line.find('@').and_then(|at| line.get(..at)).map(|local| local.rfind(' ').map_or(0, |at| at + 1));
        let figure = line.find(|c: char| c.is_ascii_digit());
        let (before, rest) = line.split_at_checked(address.into_iter().chain(figure).min()?)?;
        let words = before.split_whitespace().count();
        if counts_parts(&fold(before)) {
            return None;
        }
        // « n° SIRET 802… »
        let before = ["n° de ", "N° de ", "n° ", "N° "]
            .iter()
            .find_map(|no| before.strip_prefix(no))
            .unwrap_or(before);
        let plain = before.ends_with(' ') && before.chars().all(|c| c.is_alphabetic() || " '’".contains(c));
        let n = self.named(before).filter(|_| plain && words <= 3 && self.tells_apart(before))?;
        let rest = if begins_a_code(&fold(before)) { line } else { rest };
        Some(Trouvee { n, rest, separated: false })
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

    /// Whether the line holds the label of question `n` to its end, with what stands in its brackets.
    pub(super) fn holds_whole(&self, n: u32, rest: &str) -> bool {
        self.labels.iter().any(|own| own.n == n && after_folded(rest, &own.whole).is_some())
    }

    /// « kilomètres) ? (exemple : oui) »: the line is the end of question `n`, with its example, and no more.
    pub(super) fn ends(&self, n: u32, line: &str) -> bool {
        let Some(own) = self.labels.iter().find(|own| own.n == n) else { return false };
        if line.len() > LONGEST_LABEL_BYTES {
            return false;
        }
        let example = (0..line.len())
            .filter(|at| line.is_char_boundary(*at))
            .find(|at| past_example(&line[*at..]).is_some_and(str::is_empty));
        let label = fold(&line[..example.unwrap_or(line.len())]);
        let is_end =
            own.whole.len() > label.len() && format!(" {}", own.whole).ends_with(&format!(" {label}"));
        let begins = ["exemple", "ex. ", "ex :", "ex: ", "par exemple"];
        let shows =
            line.starts_with(['(', '[']) || begins.iter().any(|start| line.to_lowercase().starts_with(start));
        if label.is_empty() {
            example.is_some() && shows
        } else {
            is_end && (example.is_some() || line.contains('?'))
        }
    }

    /// What follows the label of question `n`, when the line holds it whole.
    pub(super) fn after<'a>(&self, n: u32, rest: &'a str) -> Option<&'a str> {
        let own = self.labels.iter().find(|own| own.n == n)?;
        // « (nuits, repas) ? : non »: the brackets close with the label.
        let whole = after_folded(rest, &own.whole).map(|after| after.trim_start_matches([')', ']']));
        whole.or_else(|| after_folded(rest, &own.short))
    }
}

/// The verb that a question puts before who it is about, and the words behind.
fn inverted(label: &str) -> Option<(String, Vec<String>)> {
    static INVERTED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)(\p{L}+)-(?:t-)?(?:vous|ils?|elles?|on)\b([^?(]*)"));
    let found = INVERTED.captures(label)?;
    let asked: Vec<String> = significant(&fold(&found[2])).iter().map(|word| common(word)).collect();
    (!asked.is_empty()).then(|| (fold(&found[1]), asked))
}

/// « IDCC » of « Convention collective (IDCC) ».
fn acronym(label: &str) -> Option<String> {
    let (_, short) = label.strip_suffix(')')?.rsplit_once('(')?;
    ((2..=8).contains(&short.len()) && short.chars().all(char::is_uppercase)).then(|| fold(short))
}

/// « CP » of « Code postal du lieu ».
fn shortened(short: &str) -> Option<String> {
    starts_with_words(short, "code postal").then(|| "cp".to_owned())
}

/// « Référence de l'établissement demandeur » asks which one it is, and not something of it.
fn asks_which(words: &[String]) -> bool {
    words.first().is_some_and(|word| word == "reference")
}

/// « Module 3 - les absences » is what it is called.
fn counts_parts(folded: &str) -> bool {
    listed("module bloc niveau lot", folded)
}

/// « RS 5715 »: what it is called by begins the code itself.
fn begins_a_code(folded: &str) -> bool {
    listed("rs rncp", folded)
}

/// What a label asks of something, and not of what.
fn is_measure(word: &str) -> bool {
    listed("nombre cout heure duree date salaire taux total unitaire", word)
}

/// A word as all who mean it write it: « nuits » as « nuit », « prix » as « cout ».
pub(super) fn common(word: &str) -> String {
    match word {
        "prix" | "tarif" | "montant" => "cout",
        "nb" | "nbre" => "nombre",
        "km" | "kms" | "kilometre" | "kilometres" => "km",
        "reglement" | "regler" | "regle" | "paiement" | "paye" | "paie" | "payez" | "payera" | "paiera" => {
            "payer"
        }
        "centre" | "ecole" => "organisme",
        "directement" | "directe" => "direct",
        "remboursement" | "remboursez" | "rembourse" => "rembourser",
        _ => word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word),
    }
    .to_owned()
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
