//! Reads answers by letter from stdin, a JSON object a line `{id, questions: [{n, champ, label, type}],
//! ref_time, input}` (`input`: the raw message in base64), and writes `{id, answers: {champ: value}}` lines.

#[path = "../../core/examples/read_answer/places.rs"]
mod places;
#[path = "../../core/examples/read_answer/valeur.rs"]
mod valeur;

use std::io::{self, BufRead, BufWriter, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use guichet_core::reading::lettre::{Morceau, Question, aligner};
use guichet_mailer::{Bloc, Genre, lire};
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
    let questions: Vec<Question<'_>> = case
        .questions
        .iter()
        .map(|asked| Question { n: asked.n, libelle: &asked.label, autres: &[] })
        .collect();
    let morceaux: Vec<Morceau<'_>> = lettre
        .blocs
        .iter()
        .map(|bloc| match bloc {
            Bloc::Ecrit(texte) => Morceau { cite: false, texte },
            Bloc::Cite(texte) => Morceau { cite: true, texte },
        })
        .collect();
    let alignement = aligner(&questions, &morceaux);
    let answered = |n: u32| alignement.reponses.iter().find(|(answered, _)| *answered == n);
    for asked in &case.questions {
        let value = answered(asked.n).map_or(Value::Null, |(_, text)| read(case, asked, text));
        if !value.is_null() {
            found.insert(asked.champ.clone(), value);
        }
    }
    let open: Vec<&Asked> = case.questions.iter().filter(|asked| answered(asked.n).is_none()).collect();
    free(case, &open, &alignement.reste, &mut found);
    found
}

/// What was written outside of any answer: taken when it can be meant for one question only.
fn free(case: &Case, open: &[&Asked], reste: &str, found: &mut Map<String, Value>) {
    if let [only] = open
        && case.questions.len() == 1
    {
        let value = read(case, only, reste);
        if !value.is_null() {
            found.insert(only.champ.clone(), value);
        }
        return;
    }
    let mut taken: Vec<(&str, Value)> = Vec::new();
    for line in reste.lines() {
        let mut meant = open
            .iter()
            .filter(|asked| !matches!(asked.kind.as_str(), "text" | "name" | "city"))
            .filter_map(|asked| {
                let value = read(case, asked, line);
                (!value.is_null()).then_some((asked.champ.as_str(), value))
            });
        if let (Some(one), None) = (meant.next(), meant.next()) {
            taken.push(one);
        }
    }
    for (champ, value) in &taken {
        let said = taken.iter().filter(|(other, _)| other == champ);
        if said.clone().all(|(_, other)| other == value) {
            found.insert((*champ).to_owned(), value.clone());
        }
    }
}

fn read(case: &Case, asked: &Asked, text: &str) -> Value {
    let answer = valeur::Case {
        id: json!(asked.n),
        kind: asked.kind.clone(),
        ref_time: case.ref_time.clone(),
        text: text.to_owned(),
        context: valeur::Context { options: asked.options.clone(), ..valeur::Context::default() },
    };
    let value = valeur::value(&answer);
    if value.is_null() {
        eprintln!("{}: question {} is not answered by {text:?}", case.id, answer.id);
    }
    value
}
