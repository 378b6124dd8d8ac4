//! Messages made to hurt: each is read or refused within a second, none ends the process.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use guichet_mailer::{lire, reponse};
use proptest::prelude::*;

const HEAD: &str = "From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
const MEGABYTE: usize = 1 << 20;

fn html(body: &str) -> Vec<u8> {
    format!("{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n{body}").into_bytes()
}

fn text(body: &str) -> Vec<u8> {
    format!("{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}").into_bytes()
}

fn raw(headers: &str, body: &str) -> Vec<u8> {
    format!("{HEAD}{headers}\r\n\r\n{body}").into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Name, message, whether it is left to a human: refused, or longer than what is read.
fn bombs() -> Vec<(&'static str, Vec<u8>, bool)> {
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
    let multiparts: String = (0..5_000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"))
        .collect();
    let fields = |count: usize| "X-A: b\r\n".repeat(count);
    let pieces: String = (0..100_000).map(|n| format!(";\r\n filename*{n}*=a")).collect();
    vec![
        ("nested messages", raw("", &nested), true),
        ("nested messages, from the start", format!("{HEAD}{nested}").into_bytes(), true),
        (
            "nested messages, odd spaces",
            format!("{HEAD}{}", "Content-Type :\tMESSAGE/ RFC822\r\n\r\n".repeat(50_000)).into_bytes(),
            true,
        ),
        (
            "nested messages, wrapped",
            format!("{HEAD}{}", "Content-Type:\r\n message/rfc822\r\n\r\n".repeat(50_000)).into_bytes(),
            true,
        ),
        (
            "nested messages in base64",
            raw(
                "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64",
                &base64(nested.as_bytes()),
            ),
            false,
        ),
        (
            "digests",
            format!(
                "{HEAD}{}",
                "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\n".repeat(20_000)
            )
            .into_bytes(),
            true,
        ),
        ("nested multiparts", format!("{HEAD}{multiparts}").into_bytes(), true),
        (
            "few multiparts, never closed, long",
            raw(
                "Content-Type: multipart/mixed; boundary=a",
                &format!("--a\r\n{}", "Content-Type: multipart/mixed; boundary=zz\r\n\r\n--a\r\n".repeat(30))
                    .chars()
                    .chain("x\r\n".repeat(5 * MEGABYTE / 3).chars())
                    .collect::<String>(),
            ),
            false,
        ),
        (
            "parts",
            raw(
                "Content-Type: multipart/mixed; boundary=b",
                &"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(50_000),
            ),
            true,
        ),
        (
            "parts without headers",
            raw("Content-Type: multipart/mixed; boundary=b", &"--b\r\n\r\nx\r\n".repeat(200_000)),
            true,
        ),
        ("headers", format!("{}\r\nx", fields(10_000)).into_bytes(), true),
        (
            "headers of a part",
            raw(
                "Content-Type: multipart/mixed; boundary=b",
                &format!("--b\r\n{}\r\nx\r\n--b--", fields(100_000)),
            ),
            false,
        ),
        (
            "one endless header",
            format!("From: a@example.com\r\nSubject: {}\r\n\r\nx", "a".repeat(MEGABYTE)).into_bytes(),
            true,
        ),
        (
            "endless folding",
            format!("From: a@example.com\r\nSubject: a\r\n{}\r\nx", " b\r\n".repeat(100_000)).into_bytes(),
            true,
        ),
        ("encoded words", raw(&format!("X-B: {}", "=?utf-8?q?=C3=A9?= ".repeat(10_000)), "x"), false),
        ("addresses", raw(&format!("To: {}", "a@example.com, ".repeat(15_000)), "x"), false),
        ("comments in an address", raw(&format!("Cc: {}a@example.com", "(".repeat(200_000)), "x"), false),
        ("pieces of a name", raw(&format!("Content-Disposition: attachment{pieces}"), "x"), true),
        ("a long type", raw(&format!("Content-Type: text/plain; a={}", "b".repeat(MEGABYTE / 8)), "x"), true),
        ("deep HTML", html(&"<div>".repeat(200_000)), false),
        ("deep quotes", html(&"<blockquote>".repeat(100_000)), false),
        ("HTML never closed", html(&"<p><b><i><a href=x>".repeat(50_000)), false),
        (
            "attributes",
            html(&format!("<p {}>", (0..100_000).map(|n| format!("a{n}=b ")).collect::<String>())),
            false,
        ),
        ("entities", html(&"&lt;&eacute;&#x41;&amp".repeat(100_000)), true),
        ("open comment", html(&format!("<!--{}", "-".repeat(MEGABYTE))), false),
        ("rows", html(&"<table><tr><td>".repeat(60_000)), false),
        ("end tags", html(&format!("{}{}", "<i>".repeat(200), "</b>".repeat(200_000))), false),
        (
            "base64",
            raw(
                "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64",
                &"QUFB".repeat(4 * MEGABYTE),
            ),
            false,
        ),
        ("more than the limit", raw("Content-Type: application/pdf", &"a".repeat(26 * MEGABYTE)), true),
        (
            "quoted-printable",
            raw(
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable",
                &"=3D".repeat(MEGABYTE),
            ),
            true,
        ),
        (
            "separators on one line",
            raw("Content-Type: multipart/mixed; boundary=b", &"--b ".repeat(100_000)),
            false,
        ),
        ("no body", HEAD.as_bytes().to_vec(), false),
        ("nothing", Vec::new(), true),
        ("blank", b"\r\n\r\n".to_vec(), false),
        ("zeroes", vec![0; MEGABYTE], true),
        ("zeroes in the text", text(&"\0a".repeat(200_000)), true),
        (
            "utf-16",
            [
                format!("{HEAD}Content-Type: text/plain; charset=utf-16\r\n\r\n").into_bytes(),
                vec![0xFF, 0xFE, 0x00, 0xD8],
                vec![b'a'; 99_999],
            ]
            .concat(),
            false,
        ),
        ("utf-7", raw("Content-Type: text/plain; charset=utf-7", &"+ADw-+".repeat(100_000)), true),
        ("quote marks", text(&"> ".repeat(500_000)), false),
        ("lines of quote marks", text(&format!("{}\r\n", ">".repeat(1_000)).repeat(1_000)), false),
        (
            "almost attributions",
            text(&"Le 12 mars 2026 à 10:02, Paul <p@example.com>\r\n".repeat(20_000)),
            true,
        ),
        ("almost header blocks", text(&"De : Paul\r\nObjet : x\r\n\r\n".repeat(40_000)), true),
        ("closings", text(&"Cordialement\r\n".repeat(70_000)), true),
        ("rules", text(&"-----\r\n\r\n".repeat(100_000)), true),
        ("dashes", text(&"-- \r\n1. a\r\n".repeat(90_000)), true),
        ("one line", text(&"a ".repeat(500_000)), true),
    ]
}

/// The most memory that this process has held at once, in bytes; none where the system does not tell.
fn most_held() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}

/// The time this thread has been at work: what others do on this machine does not count, where the system tells
/// (proc(5), `schedstat`, nanoseconds first).
fn worked() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

#[test]
fn bombs_do_no_harm() {
    let mut wrong = Vec::new();
    let bombs = bombs();
    let built: usize = bombs.iter().map(|(_, bytes, _)| bytes.len()).sum();
    for (name, bytes, refused) in bombs {
        let started = worked();
        let lettre = lire(&bytes);
        let took = worked().saturating_sub(started);
        // Unoptimised code is up to ten times slower than what runs.
        if took > Duration::from_secs(8) {
            wrong.push(format!("{name}: {took:?}"));
        }
        if lettre.illisible.is_some() != refused {
            wrong.push(format!("{name}: {:?}", lettre.illisible));
        }
        println!("{name}: {took:?} {:?}", lettre.illisible);
    }
    // What the bombs themselves weigh is not held by what reads them.
    let held = most_held().map(|held| held.saturating_sub(built));
    println!("{held:?} bytes held beside {built}");
    if held.is_some_and(|held| held > 256 * MEGABYTE) {
        wrong.push(format!("{held:?} bytes held"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn good() -> Vec<Vec<u8>> {
    let plain = text("Oui\r\n\r\nLe lun. 23 nov. 2026 à 10:02, A <a@example.org> a écrit :\r\n> 1. Date\r\n");
    let rich = raw(
        "Content-Type: multipart/mixed; boundary=\"b\"",
        "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\nOui =C3=A9t=C3=A9\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>Oui</p>\r\n--c--\r\n\
         --b\r\nContent-Type: application/pdf; name*0*=utf-8''devis%20;\r\n name*1=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0x\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@example.net\r\nContent-Type: multipart/mixed; boundary=d\r\n\r\n--d\r\n\r\nx\r\n--d--\r\n\
         --b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgEAAgKQBgAOAAAA\r\n--b--\r\n",
    );
    let report = raw(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        "--b\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Final-Recipient: rfc822; a@example.com\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <1@example.org>\r\n\r\nx\r\n--b--\r\n",
    );
    vec![plain, rich, report]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn broken_messages_are_read_or_refused(
        which in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let mut bytes = good().swap_remove(which);
        for (at, byte, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ => {
                    let end = bytes.len().min(at + 40);
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy);
                }
            }
        }
        let lettre = lire(&bytes);
        prop_assert_eq!(lettre.reponse(), reponse(&lettre.blocs));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let lettre = lire(&bytes);
        prop_assert!(lettre.illisible.is_none() || lettre.blocs.is_empty() || bytes.len() > 300);
    }
}
