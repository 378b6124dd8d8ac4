use super::*;

fn of(raw: &[u8]) -> Received {
    recu(raw.to_vec(), DateTime::UNIX_EPOCH)
}

fn address(from: &str) -> Option<String> {
    of(format!("Subject: x\r\n{from}\r\nTo: a@b.fr\r\n\r\nBonjour\r\n").as_bytes()).address
}

#[test]
fn the_sender_is_a_bare_address() {
    for (from, expected) in [
        ("From: Camille.Martin@Lilas.FR", Some("camille.martin@lilas.fr")),
        ("from:<c@lilas.fr>", Some("c@lilas.fr")),
        ("From: \"Martin, Camille <faux@ailleurs.fr>\" <c@lilas.fr>", Some("c@lilas.fr")),
        ("From: =?utf-8?Q?H=C3=A9l=C3=A8ne?=\r\n <h@lilas.fr>", Some("h@lilas.fr")),
        ("From: c@lilas.fr (Camille)", Some("c@lilas.fr")),
        ("From: c@lilas.fr\r\nFrom: C@lilas.fr", Some("c@lilas.fr")),
        ("From: c@lilas.fr\r\nFrom: d@lilas.fr", None),
        ("From: c@lilas.fr, d@lilas.fr", None),
        ("From: Camille", None),
        ("From: ", None),
        ("From: <>", None),
        ("Reply-To: c@lilas.fr", None),
    ] {
        assert_eq!(address(from).as_deref(), expected, "{from}");
    }
}

#[test]
fn a_sender_in_the_body_is_no_sender() {
    assert_eq!(of(b"Subject: x\n\nFrom: c@lilas.fr\n").address, None);
    assert_eq!(of(b"").address, None);
    assert_eq!(of(b"\xff\xfe\x00 rien").address, None);
    let piped = of(b"From c@lilas.fr Wed Nov 25 07:00:00 2026\nFrom: d@lilas.fr\n\nx\n");
    assert_eq!(piped.address.as_deref(), Some("d@lilas.fr"));
}

#[test]
fn what_is_the_same_message() {
    let key = |route: &str, id: &str, from: &str, body: &str| {
        of(format!("Received: {route}\r\nFrom: {from}\r\nMessage-ID: {id}\r\n\r\n{body}").as_bytes())
            .dedupe_key
    };
    let first = key("a", "<1@x>", "c@lilas.fr", "oui\r\nmerci\r\n");
    assert_eq!(first, key("b", "<1@x>", "Camille <C@lilas.fr>", "oui \nmerci\n\n"), "another route");
    for (what, other) in [
        ("words", key("a", "<1@x>", "c@lilas.fr", "non\r\nmerci\r\n")),
        ("an empty line", key("a", "<1@x>", "c@lilas.fr", "oui\r\n\r\nmerci\r\n")),
        ("sender", key("a", "<1@x>", "d@lilas.fr", "oui\r\nmerci\r\n")),
        ("id", key("a", "<2@x>", "c@lilas.fr", "oui\r\nmerci\r\n")),
    ] {
        assert_ne!(first, other, "{what}");
    }
    let without =
        |route: &str| of(format!("Received: {route}\nFrom: c@lilas.fr\n\noui\n").as_bytes()).dedupe_key;
    assert_eq!(without("a"), without("a"));
    assert_ne!(without("a"), without("b"), "without an id only the same bytes are the same");
}

#[test]
fn of_what_is_too_large_the_header_stays() {
    let raw = trop_grand(b"From: c@lilas.fr\r\nSubject: photos\r\n\r\nreste", 30_000_000);
    assert_eq!(taille_ecartee(&raw), Some(30_000_000));
    assert_eq!(of(&raw).address.as_deref(), Some("c@lilas.fr"));
    assert!(!raw.ends_with(b"reste"));
    assert_eq!(taille_ecartee(b"Received: x\r\nX-Guichet-Taille: 3\r\n\r\n"), None);
}

#[test]
fn deep_or_endless_headers_are_cut() {
    let nested = format!("From: {}c@lilas.fr\r\n\r\n", "(".repeat(300_000));
    assert_eq!(of(nested.as_bytes()).address, None);
    let mut parts = b"From: c@lilas.fr\r\nContent-Type: message/rfc822\r\n\r\n".to_vec();
    parts.extend(b"Content-Type: message/rfc822\r\n\r\n".repeat(50_000));
    assert_eq!(of(&parts).address.as_deref(), Some("c@lilas.fr"));
}
