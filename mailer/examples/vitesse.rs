//! How fast messages are read, one thread: the cases of the files named as arguments (JSON Lines
//! `{kind, input}`, as for `reply_text`), round after round for some seconds. Writes messages a second, and the
//! slowest of them, read for the first time.

use std::hint::black_box;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use guichet_mailer::{blocs_of_html, blocs_of_text, lire, reponse};
use serde::Deserialize;

/// How long all rounds together take, at least.
const LASTING: Duration = Duration::from_secs(1);

#[derive(Deserialize)]
struct Case {
    id: String,
    kind: String,
    input: String,
}

enum Body {
    Message(Vec<u8>),
    Html(String),
    Text(String),
}

fn read(body: &Body) -> usize {
    match body {
        Body::Message(raw) => lire(raw).reponse().len(),
        Body::Html(html) => reponse(&blocs_of_html(html)).len(),
        Body::Text(text) => reponse(&blocs_of_text(text)).len(),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let mut cases: Vec<(String, Body)> = Vec::new();
        for line in std::fs::read_to_string(&path)?.lines().filter(|line| !line.trim().is_empty()) {
            let case: Case = serde_json::from_str(line)?;
            let body = match case.kind.as_str() {
                "eml" => Body::Message(STANDARD.decode(case.input.split_whitespace().collect::<String>())?),
                "html" => Body::Html(case.input),
                _ => Body::Text(case.input),
            };
            cases.push((case.id, body));
        }
        let timed = cases.iter().map(|(id, body)| {
            let begun = Instant::now();
            black_box(read(body));
            (begun.elapsed(), id.as_str())
        });
        let slowest = timed.max().unwrap_or_default();
        // Looking at the clock takes a tenth of the time of a short message: once a round.
        let (mut rounds, started) = (0_u32, Instant::now());
        while started.elapsed() < LASTING {
            for (_, body) in &cases {
                black_box(read(body));
            }
            rounds += 1;
        }
        let count = f64::from(rounds) * cases.len() as f64;
        let a_second = count / started.elapsed().as_secs_f64();
        println!(
            "{path}: {a_second:.0} messages/s of {}, slowest {:?} ({})",
            cases.len(),
            slowest.0,
            slowest.1
        );
    }
    Ok(())
}
