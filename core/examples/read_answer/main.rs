//! Reads answers from stdin, a JSON object a line `{id, type, ref_time, text[, context]}`, and writes
//! `{id, value}` lines: what the assistant would note, `null` when it would ask again.

mod places;
mod valeur;

use std::borrow::Cow;
use std::io::{self, BufRead, BufWriter, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    ref_time: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(default)]
    context: valeur::Context,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a RawValue,
    value: Value,
}

impl Line<'_> {
    fn value(&self) -> Value {
        let Self { kind, ref_time, text, context, .. } = self;
        valeur::value(&valeur::Case { kind, ref_time, text, context })
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let said = line.trim_ascii();
        match serde_json::from_slice::<Line<'_>>(said) {
            Ok(line) => {
                serde_json::to_writer(&mut out, &Answer { id: line.id, value: line.value() })?;
                out.write_all(b"\n")?;
            }
            Err(_) if said.is_empty() => {}
            Err(error) => eprintln!("{error}"),
        }
        line.clear();
    }
    out.flush()
}
