//! The files of a message, by the ways clients name and wrap them. All made up.

use guichet_mailer::{Lettre, Role, lire};

fn mixed(parts: &[&str]) -> Lettre {
    let mut raw = "From: camille@example.com\nSubject: Devis\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n\
                   --b\nContent-Type: text/plain; charset=utf-8\n\nVoici.\n"
        .to_owned();
    for part in parts {
        raw.push_str(&format!("--b\n{part}\n"));
    }
    raw.push_str("--b--\n");
    lire(raw.replace('\n', "\r\n").as_bytes())
}

fn names(lettre: &Lettre) -> Vec<&str> {
    lettre.documents().map(|piece| piece.name.as_str()).collect()
}

#[test]
fn names_of_every_make() {
    let named = |header: &str| {
        format!("Content-Type: application/pdf\n{header}\nContent-Transfer-Encoding: base64\n\nJVBERi0x")
    };
    for (header, expected) in [
        ("Content-Disposition: attachment; filename=\"devis.pdf\"", "devis.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''devis%20%C3%A9t%C3%A9.pdf", "devis été.pdf"),
        ("Content-Disposition: attachment; filename*=windows-1252''devis%20%E9t%E9.pdf", "devis été.pdf"),
        (
            "Content-Disposition: attachment;\n filename*0*=utf-8''devis%20;\n filename*1*=%C3%A9t%C3%A9.pdf",
            "devis été.pdf",
        ),
        (
            "Content-Disposition: attachment;\n filename*0=\"devis \";\n filename*1=\"juin.pdf\"",
            "devis juin.pdf",
        ),
        (
            "Content-Disposition: attachment; filename=\"=?utf-8?Q?devis_=C3=A9t=C3=A9.pdf?=\"",
            "devis été.pdf",
        ),
        (
            "Content-Disposition: attachment; filename=\"=?iso-8859-1?B?ZGV2aXMg6XTpLnBkZg==?=\"",
            "devis été.pdf",
        ),
        ("Content-Disposition: attachment; filename=\"..\\\\..\\\\etc/devis.pdf\"", "devis.pdf"),
        ("Content-Disposition: attachment", "piece-1.pdf"),
    ] {
        let lettre = mixed(&[&named(header)]);
        assert_eq!(names(&lettre), [expected], "{header}");
        assert_eq!(lettre.pieces[0].content, b"%PDF-1");
        assert_eq!(lettre.reponse(), "Voici.");
    }
}

#[test]
fn the_same_file_twice_is_once() {
    let part = "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n\n%PDF-1";
    let lettre = mixed(&[part, &part.replace("a.pdf", "b.pdf")]);
    assert_eq!(names(&lettre), ["a.pdf"]);
    // Told apart, not lost.
    assert_eq!((lettre.pieces[1].name.as_str(), lettre.pieces[1].role), ("b.pdf", Role::Doublon));
}

#[test]
fn images_of_signatures_are_no_documents() {
    let image = |headers: &str| {
        format!(
            "Content-Type: image/png; name=logo.png\n{headers}\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="
        )
    };
    let logo = image("Content-ID: <image001.png@01D>\nContent-Disposition: inline; filename=logo.png");
    let lettre = mixed(&[&logo]);
    assert!(names(&lettre).is_empty());
    // Kept all the same, for whoever looks at the letter.
    assert_eq!(lettre.pieces.len(), 1);
    let joined = image("Content-Disposition: attachment; filename=scan.png");
    assert_eq!(names(&mixed(&[&joined])), ["scan.png"]);
    // Apple Mail shows what is joined in line: no Content-ID, a document.
    let shown = image("Content-Disposition: inline; filename=scan.png");
    assert_eq!(names(&mixed(&[&shown])), ["scan.png"]);
}

#[test]
fn a_forwarded_message_gives_its_files_not_its_words() {
    let inner = "Content-Type: message/rfc822\n\nFrom: centre@example.net\nSubject: Devis\nMIME-Version: 1.0\n\
                 Content-Type: multipart/mixed; boundary=\"c\"\n\n--c\nContent-Type: text/plain\n\nDate : 12 mars\n\
                 --c\nContent-Type: application/pdf; name=devis.pdf\nContent-Disposition: attachment\n\n%PDF-1\n--c--";
    let lettre = mixed(&[inner]);
    assert_eq!(names(&lettre), ["devis.pdf"]);
    assert_eq!(lettre.pieces[0].role, Role::Enveloppe);
    assert!(lettre.pieces[1].contenue);
    assert_eq!(lettre.reponse(), "Voici.");
    // One with no file in it is a document itself.
    let lettre = mixed(&[
        "Content-Type: message/rfc822; name=accord.eml\n\nFrom: x@example.net\nSubject: Accord\n\nD'accord",
    ]);
    assert_eq!(names(&lettre), ["accord.eml"]);
}

/// A digest holds messages without saying so of each.
#[test]
fn a_digest_gives_its_messages() {
    let digest = "Content-Type: multipart/digest; boundary=d\n\n--d\n\nFrom: x@example.net\nSubject: Un\n\nDate : 12 mars\n\
                  --d\n\nFrom: y@example.net\nSubject: Deux\n\nDate : 13 mars\n--d--";
    let lettre = mixed(&[digest]);
    assert_eq!(
        lettre.pieces.iter().map(|piece| piece.mime.as_str()).collect::<Vec<_>>(),
        ["message/rfc822"; 2]
    );
    assert_eq!(lettre.reponse(), "Voici.");
}

#[test]
fn of_two_plain_versions_one_is_read() {
    let two = "Content-Type: multipart/alternative; boundary=d\n\n--d\nContent-Type: text/plain\n\nLe 3 mai\n\
               --d\nContent-Type: text/plain\n\nLe 3 mai.\n--d--";
    assert_eq!(mixed(&[two]).reponse(), "Voici.\nLe 3 mai");
}

/// What she wrote must not be lost in silence; what she quoted may be.
#[test]
fn a_text_without_end_is_for_a_human() {
    let raw = |body: &str| format!("From: a@example.com\r\nContent-Type: text/plain\r\n\r\n{body}");
    let long = "une ligne de plus\r\n".repeat(20_000);
    let written = lire(raw(&long).as_bytes());
    assert!(written.illisible.is_some());
    assert!(written.reponse().starts_with("une ligne"));
    let quoted = format!("Le 3 mai\r\n\r\nLe 23/11/2026 à 10:02, A <a@example.org> a écrit :\r\n{long}");
    let quoted = lire(raw(&quoted).as_bytes());
    assert!(quoted.illisible.is_none());
    assert_eq!(quoted.reponse(), "Le 3 mai");
}

fn attribute(level: u8, id: u32, data: &[u8]) -> Vec<u8> {
    let mut out = vec![level];
    out.extend(id.to_le_bytes());
    out.extend((data.len() as u32).to_le_bytes());
    out.extend(data);
    let sum: u32 = data.iter().map(|byte| u32::from(*byte)).sum();
    out.extend((sum as u16).to_le_bytes());
    out
}

#[test]
fn winmail_dat_is_opened() {
    use base64::Engine;
    let mut tnef = 0x223E_9F78_u32.to_le_bytes().to_vec();
    tnef.extend([1, 0]);
    tnef.extend(attribute(1, 0x0008_9006, &[0, 0, 1, 0]));
    for name in ["devis.pdf", "plan.pdf"] {
        tnef.extend(attribute(2, 0x0006_9002, &[0; 14]));
        tnef.extend(attribute(2, 0x0001_8010, format!("{name}\0").as_bytes()));
        tnef.extend(attribute(2, 0x0006_800F, format!("%PDF-{name}").as_bytes()));
    }
    // The long name, as UTF-16 among the properties.
    let long: Vec<u8> = "plan d'été.pdf\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut properties = 1_u32.to_le_bytes().to_vec();
    properties.extend(0x3707_001F_u32.to_le_bytes());
    properties.extend(1_u32.to_le_bytes());
    properties.extend(u32::try_from(long.len()).unwrap().to_le_bytes());
    properties.extend(&long);
    properties.extend(vec![0; long.len().next_multiple_of(4) - long.len()]);
    tnef.extend(attribute(2, 0x0006_9005, &properties));
    for end in [tnef.len(), tnef.len() - 1] {
        let content = base64::engine::general_purpose::STANDARD.encode(&tnef[..end]);
        let part = format!(
            "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{content}"
        );
        let lettre = mixed(&[&part]);
        assert_eq!(names(&lettre)[0], "devis.pdf");
        assert_eq!(names(&lettre)[1], if end == tnef.len() { "plan d'été.pdf" } else { "plan.pdf" });
        assert_eq!(lettre.pieces[0].content, b"%PDF-devis.pdf");
    }
}

#[test]
fn charsets_that_lie() {
    for (charset, body, expected) in [
        ("utf-8", &b"d\xe9but"[..], "début"),
        ("iso-8859-1", b"d\xe9but", "début"),
        ("windows-1252", b"1 200 \x80", "1 200 €"),
        ("utf-8", "début".as_bytes(), "début"),
        ("x-unknown", "début".as_bytes(), "début"),
        ("utf-8", b"d\xc3\xa9but \xc3\xa0 \xe9", "début à \u{fffd}"),
    ] {
        let mut raw = format!("From: a@example.com\r\nContent-Type: text/plain; charset={charset}\r\n\r\n")
            .into_bytes();
        raw.extend(body);
        assert_eq!(lire(&raw).reponse(), expected, "{charset}");
    }
}
