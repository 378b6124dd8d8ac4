//! Reads answers from stdin, a JSON object a line `{id, type, ref_time, text[, context]}`, and writes
//! `{id, value}` lines: what the assistant would note, `null` when it would ask again.

mod places;
mod valeur;

use std::io::{self, BufRead, BufWriter, Write};

use serde_json::json;

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match serde_json::from_str::<valeur::Case>(&line) {
            Ok(case) => json!({ "id": case.id, "value": valeur::value(&case) }),
            Err(error) => {
                eprintln!("{error}");
                continue;
            }
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()
}
