//! What we sign is found good by somebody else: canonical forms as RFC 6376 has them, keys and signatures by openssl.

use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;
use guichet_mailer::{Dkim, DkimError, Enveloppe, PieceJointe, compose};
use guichet_templates::Courriel;
use sha2::{Digest, Sha256};

fn openssl(arguments: &[&str]) -> bool {
    Command::new("openssl").args(arguments).output().expect("openssl is there").status.success()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of ASCII")
}

/// One space for each run of them, none at the end (RFC 6376, 3.4.2 and 3.4.4).
fn reduced(line: &str) -> String {
    let spaced = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.starts_with([' ', '\t']) && !spaced.is_empty() { format!(" {spaced}") } else { spaced }
}

fn header(field: &str) -> String {
    let (name, value) = field.split_once(':').expect("a field");
    format!("{}:{}", name.trim().to_lowercase(), reduced(&value.replace("\r\n", "")).trim())
}

fn body(body: &str) -> String {
    let lines: Vec<String> = body.split("\r\n").map(reduced).collect();
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines[..end].iter().map(|line| format!("{line}\r\n")).collect()
}

/// Whether the signature of this message is good by this public key; its domain and selector.
fn verified(raw: &str, folder: &Path, public: &Path) -> (bool, String, String) {
    let (head, rest) = raw.split_once("\r\n\r\n").expect("a header and a body");
    let mut fields: Vec<String> = Vec::new();
    for line in head.split("\r\n") {
        match fields.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&format!("\r\n{line}")),
            _ => fields.push(line.to_owned()),
        }
    }
    let named = |name: &str| {
        let start = format!("{}:", name.to_lowercase());
        fields.iter().rev().find(|field| field.to_lowercase().starts_with(&start))
    };
    let signature = named("DKIM-Signature").expect("it is signed");
    let value = signature.split_once(':').expect("a field").1;
    let tag = |name: &str| {
        let found =
            value.split(';').find_map(|tag| tag.trim().strip_prefix(&format!("{name}=")).map(str::to_owned));
        found.expect(name).split_whitespace().collect::<String>()
    };
    assert_eq!((tag("a").as_str(), tag("c").as_str()), ("rsa-sha256", "relaxed/relaxed"));
    assert_eq!(tag("bh"), STANDARD.encode(Sha256::digest(body(rest))), "the body");
    let listed = tag("h");
    for name in ["from", "subject", "reply-to", "message-id", "list-unsubscribe-post"] {
        assert!(listed.split(':').any(|own| own == name), "{name} is signed");
    }
    let mut data: String =
        listed.split(':').filter_map(named).map(|field| format!("{}\r\n", header(field))).collect();
    let canonical = header(signature);
    let (before, _) = canonical.split_once("; b=").expect("a signature");
    data.push_str(before);
    data.push_str("; b=");
    let (data_file, signature_file) = (folder.join("data"), folder.join("signature"));
    std::fs::write(&data_file, data).expect("written");
    std::fs::write(&signature_file, STANDARD.decode(tag("b")).expect("base64")).expect("written");
    let good = openssl(&[
        "dgst",
        "-sha256",
        "-verify",
        text(public),
        "-signature",
        text(&signature_file),
        text(&data_file),
    ]);
    (good, tag("d"), tag("s"))
}

fn letter(dkim: &Dkim) -> String {
    let courriel = Courriel {
        sujet: "Votre demande « Hygiène alimentaire » : il manque une date, un montant et deux documents à joindre".to_owned(),
        texte: "Bonjour,\n\n  deux  espaces \n\n\n".to_owned(),
        html: "<p>Bonjour,</p>".to_owned(),
    };
    let enveloppe = Enveloppe {
        from: "Assistant <assistant@Example.org>",
        to: "camille.martin@example.org",
        message_id: "<7.courriel@example.org>",
        reply_to: Some("assistant+abc@example.org"),
        retour: Some("assistant+abc@example.org"),
        in_reply_to: Some(
            "<6.courriel.dont.le.nom.est.si.long.qu.il.tient.a.peine.sur.une.ligne@example.org>",
        ),
        desabonnement: Some("https://guichet.example.org/desabonnement/abc"),
        date: DateTime::from_timestamp(1_800_000_000, 0).expect("an instant"),
    };
    let piece = PieceJointe {
        name: "reçu.pdf".to_owned(),
        mime: "application/pdf".to_owned(),
        content: vec![0xE9; 300],
    };
    let mut message = compose(&courriel, &enveloppe, vec![piece]).expect("composed");
    dkim.sign(&mut message);
    String::from_utf8(message.formatted()).expect("seven bits")
}

#[test]
fn a_signature_is_found_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let (key, public, old) =
        (folder.path().join("key"), folder.path().join("public"), folder.path().join("old"));
    assert!(openssl(&["genrsa", "-out", text(&key), "2048"]));
    assert!(openssl(&["rsa", "-in", text(&key), "-traditional", "-out", text(&old)]));
    assert!(openssl(&["rsa", "-in", text(&key), "-pubout", "-out", text(&public)]));
    for file in [&key, &old] {
        let dkim = Dkim::open(file, "guichet", "Assistant <assistant@Example.org>").expect("a key");
        assert_eq!(dkim.name(), "guichet._domainkey.example.org");
        let raw = letter(&dkim);
        let expected = (true, "example.org".to_owned(), "guichet".to_owned());
        assert_eq!(verified(&raw, folder.path(), &public), expected);
        let changed = raw.replacen("Subject: ", "Subject: Re: ", 1);
        assert!(!verified(&changed, folder.path(), &public).0, "a changed subject");
        assert_eq!(
            format!("{dkim:?}"),
            "Dkim { name: \"guichet._domainkey.example.org\", .. }",
            "nothing of the key"
        );
    }
}

#[test]
fn what_is_no_key_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("key");
    let open = |selector: &str| Dkim::open(&file, selector, "assistant@example.org");
    assert!(matches!(open("guichet"), Err(DkimError::File { .. })));
    for content in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
        std::fs::write(&file, content).expect("written");
        let error = open("guichet").expect_err("no key").to_string();
        assert!(error.contains("DKIM_KEY_FILE"), "{error}");
    }
    for selector in ["", "a b", "a.", "é", "a;b"] {
        assert!(matches!(open(selector), Err(DkimError::Selector)), "{selector}");
    }
}
