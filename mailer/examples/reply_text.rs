//! Reads bodies and messages from stdin, a JSON object a line `{id, kind, input}` (kind `text`, `html`,
//! or `eml` in base64), and writes `{id, reply[, attachments]}` lines: what the person wrote.

use std::io::{self, BufRead, BufWriter, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use guichet_mailer::{PieceRecue, blocs_of_html, blocs_of_text, lire, reponse};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
struct Case {
    id: Value,
    kind: String,
    input: String,
}

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Case>(&line) {
            Ok(case) => writeln!(out, "{}", read(&case))?,
            Err(error) => eprintln!("{error}"),
        }
    }
    out.flush()
}

fn read(case: &Case) -> Value {
    match case.kind.as_str() {
        // Of an attached message the message is told, not the files in it.
        "eml" => {
            let raw: String = case.input.chars().filter(|c| !c.is_whitespace()).collect();
            let lettre = lire(&STANDARD.decode(raw).unwrap_or_default());
            let attachments: Vec<Value> =
                lettre.pieces.iter().filter(|piece| !piece.contenue).map(piece).collect();
            json!({ "id": case.id, "reply": lettre.reponse(), "attachments": attachments })
        }
        "html" => json!({ "id": case.id, "reply": reponse(&blocs_of_html(&case.input)) }),
        _ => json!({ "id": case.id, "reply": reponse(&blocs_of_text(&case.input)) }),
    }
}

fn piece(piece: &PieceRecue) -> Value {
    let sha256: String = Sha256::digest(&piece.content).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = piece.named.then_some(&piece.name);
    json!({ "name": name, "type": piece.mime, "size": piece.content.len(), "sha256": sha256 })
}
