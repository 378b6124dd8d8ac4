//! The other ways in: `POST /inbound/mime`, and `guichet recevoir` behind an MTA's pipe.

use std::process::Stdio;

use guichet_store::Channel;
use guichet_tests::guichet::{Atelier, Guichet};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::io::AsyncWriteExt;

use crate::scene::{kept, mail};

/// The key of [`Atelier`].
const SECRET: &str = "synthetic-key-for-tests";

fn hmac(key: &str, parts: &[&[u8]]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("any key");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn signature(secret: &str, timestamp: i64, body: &[u8]) -> String {
    hmac(&hmac(secret, &[b"inbound mime"]), &[timestamp.to_string().as_bytes(), b".", body])
}

/// Seconds since 1970, as the operator's `date +%s` gives them.
fn clock() -> i64 {
    let output = std::process::Command::new("date").arg("+%s").output().expect("date runs");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number")
}

async fn post(guichet: &Guichet, timestamp: i64, signature: &str, body: Vec<u8>) -> (u16, String) {
    let answer = reqwest::Client::new()
        .post(format!("{}/inbound/mime", guichet.url))
        .header("X-Guichet-Timestamp", timestamp.to_string())
        .header("X-Guichet-Signature", signature)
        .body(body)
        .send()
        .await
        .expect("it answers");
    let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    (answer.status().as_u16(), kind)
}

#[tokio::test]
async fn by_http_only_what_is_signed_comes_in_once() {
    let atelier = Atelier::new();
    let guichet = atelier.serve().await;
    let (raw, at) = (mail("http", "oui \u{e9}"), clock());
    let signed = signature(SECRET, at, &raw);
    let problem = "application/problem+json";
    for (what, sent, signature, body, expected) in [
        ("no signature", at, String::new(), raw.clone(), 401),
        ("another key", at, signature("another-key-for-tests", at, &raw), raw.clone(), 401),
        ("another body", at, signed.clone(), mail("http", "non"), 401),
        ("another time", at + 1, signed.clone(), raw.clone(), 401),
        ("too old", at - 400, signature(SECRET, at - 400, &raw), raw.clone(), 401),
        ("too early", at + 400, signature(SECRET, at + 400, &raw), raw.clone(), 401),
        ("empty", at, signature(SECRET, at, b""), Vec::new(), 400),
        ("too large", at, signed.clone(), vec![b'x'; 25 * 1024 * 1024 + 1], 413),
    ] {
        let answer = post(&guichet, sent, &signature, body).await;
        assert_eq!(answer, (expected, problem.to_owned()), "{what}");
    }
    let store = atelier.store().await;
    assert!(kept(&store).await.is_empty());
    for _ in 0..2 {
        assert_eq!(post(&guichet, at, &signed, raw.clone()).await.0, 200);
    }
    assert_eq!(kept(&store).await, [raw]);
}

async fn pipe(atelier: &Atelier, raw: &[u8]) -> Option<i32> {
    let mut command = atelier.command(&["recevoir"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    child.stdin.take().expect("ours").write_all(raw).await.expect("it reads");
    child.wait().await.expect("it ends").code()
}

#[tokio::test]
async fn by_a_pipe_with_the_exit_codes_of_an_mta() {
    let mut atelier = Atelier::new();
    let raw = mail("pipe", "oui");
    for _ in 0..2 {
        assert_eq!(pipe(&atelier, &raw).await, Some(0));
    }
    assert_eq!(pipe(&atelier, b"").await, Some(65));
    // Without a sender it is kept, for a human.
    assert_eq!(pipe(&atelier, b"Subject: qui ?\n\nbonjour\n").await, Some(0));
    let store = atelier.store().await;
    assert_eq!(kept(&store).await, std::slice::from_ref(&raw));
    let dead = store.queue_counts().await.expect("read").into_iter().find(|(.., state, _)| state == "dead");
    assert_eq!(dead.map(|(_, channel, _, count)| (channel, count)), Some((Channel::Courriel, 1)));
    atelier.set("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
    assert_eq!(pipe(&atelier, &raw).await, Some(75));
}
