//! Reads bodies and messages from stdin, a JSON object a line `{id, kind, input}` (kind `text`, `html`,
//! or `eml` in base64), and writes `{id, reply[, attachments]}` lines: what the person wrote. Tells on stderr how long
//! the reading took, JSON left out, as `{parse_s}`.

use std::borrow::Cow;
use std::io::{self, BufRead, BufWriter, Write};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use guichet_mailer::{PieceRecue, blocs_of_html, blocs_of_text, lire, reponse};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Messages read and written together: so few that they stay close, so many that looking at the clock costs nothing.
const AT_ONCE: usize = 128;

#[derive(Deserialize)]
struct Case<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    kind: &'a str,
    #[serde(borrow)]
    input: Cow<'a, str>,
}

#[derive(Serialize)]
struct Reply<'a> {
    id: &'a RawValue,
    reply: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachments: Option<Vec<Value>>,
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut reading = Duration::ZERO;
    let (mut lines, mut ends) = (Vec::new(), Vec::new());
    loop {
        lines.clear();
        ends.clear();
        while ends.len() < AT_ONCE && input.read_until(b'\n', &mut lines)? > 0 {
            ends.push(lines.len());
        }
        if ends.is_empty() {
            break;
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let said = starts.zip(&ends).map(|(start, end)| lines[start..*end].trim_ascii());
        let cases: Vec<Case<'_>> = said.filter(|line| !line.is_empty()).filter_map(case).collect();
        let begun = Instant::now();
        let replies: Vec<Reply<'_>> = cases.iter().map(read).collect();
        reading += begun.elapsed();
        for reply in &replies {
            serde_json::to_writer(&mut out, reply)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    eprintln!("{}", json!({ "parse_s": reading.as_secs_f64() }));
    Ok(())
}

fn case(line: &[u8]) -> Option<Case<'_>> {
    serde_json::from_slice(line).inspect_err(|error| eprintln!("{error}")).ok()
}

fn read<'a>(case: &Case<'a>) -> Reply<'a> {
    let (reply, attachments) = match case.kind {
        // Of an attached message the message is told, not the files in it.
        "eml" => {
            let raw: Vec<u8> = case.input.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
            let lettre = lire(&STANDARD.decode(raw).unwrap_or_default());
            let attachments = lettre.pieces.iter().filter(|piece| !piece.contenue).map(piece).collect();
            (lettre.reponse(), Some(attachments))
        }
        "html" => (reponse(&blocs_of_html(&case.input)), None),
        _ => (reponse(&blocs_of_text(&case.input)), None),
    };
    Reply { id: case.id, reply, attachments }
}

fn piece(piece: &PieceRecue) -> Value {
    let sha256: String = Sha256::digest(&piece.content).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = piece.named.then_some(&piece.name);
    json!({ "name": name, "type": piece.mime, "size": piece.content.len(), "sha256": sha256 })
}
