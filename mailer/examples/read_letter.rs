//! Reads answers by letter from stdin, a JSON object a line `{id, questions: [{n, champ, label, type}],
//! ref_time, input}` (`input`: the raw message in base64), and writes `{id, answers: {champ: value}}` lines.

#[path = "read_letter/libre.rs"]
mod libre;
#[path = "../../core/examples/read_answer/places.rs"]
mod places;
#[path = "../../core/examples/read_answer/valeur.rs"]
mod valeur;

use std::io::{self, BufRead, BufWriter, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use guichet_core::reading::lettre::{
    Alignement, Morceau, Ouverte, Question, aligner, dernier_jour, premier_jour, ranger,
};
use guichet_core::reading::{Contexte, Role, read_range};
use guichet_mailer::{Bloc, Genre, lire, sans_formule};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct Case {
    id: Value,
    questions: Vec<Asked>,
    ref_time: String,
    input: String,
}

#[derive(Deserialize)]
struct Asked {
    n: u32,
    champ: String,
    label: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    options: Vec<String>,
}

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Case>(&line) {
            Ok(case) => writeln!(out, "{}", json!({ "id": case.id, "answers": answers(&case) }))?,
            Err(error) => eprintln!("{error}"),
        }
    }
    out.flush()
}

fn answers(case: &Case) -> Map<String, Value> {
    let mut found = Map::new();
    let raw: String = case.input.chars().filter(|c| !c.is_whitespace()).collect();
    let lettre = lire(&STANDARD.decode(raw).unwrap_or_default());
    if lettre.genre != Genre::Humaine {
        return found;
    }
    let names = libre::names(&case.questions);
    let questions: Vec<Question<'_>> = case
        .questions
        .iter()
        .zip(&names)
        .map(|(asked, autres)| Question { n: asked.n, libelle: &asked.label, autres })
        .collect();
    let blocs = sans_formule(&lettre.blocs);
    let morceaux: Vec<Morceau<'_>> = blocs
        .iter()
        .map(|bloc| match bloc {
            Bloc::Ecrit(texte) => Morceau { cite: false, texte },
            Bloc::Cite(texte) => Morceau { cite: true, texte },
        })
        .collect();
    let alignement = aligner(&questions, &morceaux);
    let numeros: Vec<u32> = case.questions.iter().map(|asked| asked.n).collect();
    let alignement = ranger(alignement, &numeros, |rank, line| answers_its_own(case, rank, line));
    let alignement = libre::sans_dedits(case, alignement, &questions, &morceaux);
    let alignement = libre::seules(case, alignement, &morceaux);
    let answered = |n: u32| alignement.reponses.iter().find(|(answered, _)| *answered == n);
    let mut start = None;
    for asked in &case.questions {
        let value = answered(asked.n).map_or(Value::Null, |(_, text)| {
            beside(case, asked, text, &alignement).unwrap_or_else(|| read(case, asked, text, start))
        });
        if asked.kind == "date" && libre::role(&asked.label) == Role::Debut {
            start = serde_json::from_value(value.clone()).ok();
        }
        if !value.is_null() {
            found.insert(asked.champ.clone(), value);
        }
    }
    // « du 14 au 18 juin » for the first day: the last is known too.
    for asked in case.questions.iter().filter(|asked| answered(asked.n).is_none()) {
        let first = case.questions.iter().find(|other| {
            other.kind == "date" && asked.kind == "date" && libre::role(&other.label) == Role::Debut
        });
        if libre::role(&asked.label) == Role::Fin
            && let Some((_, text)) = first.and_then(|first| answered(first.n))
            && let Some(day) = beside(case, asked, text, &alignement)
        {
            found.insert(asked.champ.clone(), day);
        }
    }
    let mut open: Vec<&Asked> = case.questions.iter().filter(|asked| answered(asked.n).is_none()).collect();
    if let [only] = &case.questions[..]
        && !open.is_empty()
    {
        let value = read(case, only, &alignement.reste, None);
        if !value.is_null() {
            found.insert(only.champ.clone(), value);
            open.clear();
        }
    }
    if found.is_empty() || !open.is_empty() {
        libre::values(case, &open, &alignement.reste, start, &mut found);
    }
    libre::part_name(&case.questions, &mut found);
    found
}

/// What a day says only with the answer beside it: « le 5 », where the last day has its month; « le même jour ».
fn beside(case: &Case, asked: &Asked, text: &str, alignement: &Alignement) -> Option<Value> {
    let role = |asked: &Asked| if asked.kind == "date" { libre::role(&asked.label) } else { Role::Aucun };
    let answer = |wanted: Role| {
        let other = case.questions.iter().find(|other| role(other) == wanted)?;
        let (_, text) = alignement.reponses.iter().find(|(n, _)| *n == other.n)?;
        Some(text.as_str())
    };
    let today = case.ref_time.get(..10)?.parse().ok()?;
    let contexte = Contexte { today, current: None, after: None, taxe: None };
    let day = match role(asked) {
        Role::Debut => {
            let period = read_range(text, &contexte).filter(|(first, last)| first != last);
            period.map(|(first, _)| first).or_else(|| premier_jour(text, answer(Role::Fin)?, &contexte))
        }
        Role::Fin => dernier_jour(answer(Role::Debut), text, &contexte),
        _ => None,
    };
    day.map(|day| json!(day))
}

/// Whether a line answers the question of this rank, and whether that is no mere text.
fn answers_its_own(case: &Case, rank: usize, line: &str) -> Option<bool> {
    let asked = case.questions.get(rank)?;
    let fits = asked.kind != "text" || Ouverte::of_text(asked.n, &asked.label).is_answered_by(line);
    // « le 21 », of the month of the first day
    let today = case.ref_time.get(..10).and_then(|day| day.parse().ok());
    let last = today.filter(|_| asked.kind == "date" && libre::role(&asked.label) == Role::Fin);
    let read = !read(case, asked, line, last).is_null();
    (fits && read).then_some(!matches!(asked.kind.as_str(), "text" | "name" | "city"))
}

fn read(case: &Case, asked: &Asked, text: &str, start: Option<NaiveDate>) -> Value {
    let context = valeur::Context {
        // « pas de nuit » is said of what is asked.
        slot: Some(&asked.label)
            .filter(|_| asked.kind == "number" && text.split_whitespace().count() < 5)
            .cloned(),
        options: asked.options.clone(),
        start_date: start,
        tax: libre::tax(&asked.label).map(str::to_owned),
        ..valeur::Context::default()
    };
    let kind = if libre::is_by_unit(asked) { "unit_price" } else { asked.kind.as_str() };
    let value = valeur::value(&valeur::Case { kind, ref_time: &case.ref_time, text, context: &context });
    if value.is_null() {
        eprintln!("{}: question {} is not answered by {text:?}", case.id, asked.n);
    }
    value
}
