use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::lire;

/// Synthetic: the example of the public description of the number, with its key.
const NIR: &str = "2 85 05 78 006 084 91";

fn part(encoding: &str, charset: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "From: c@lilas.fr\r\nMessage-ID: <1700000000000.285057800608491@lilas.fr>\r\nSubject: mon dossier {NIR}\r\n\
         Content-Type: multipart/mixed; boundary=\"=_285057800608491\"\r\n\r\n--=_285057800608491\r\n\
         Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    );
    let tail = format!(
        "--=_285057800608491\r\nContent-Type: application/pdf; name=\"{NIR}.pdf\"\r\n\
         Content-Disposition: attachment; filename=\"{NIR}.pdf\"\r\n\r\n%PDF-1.4 {NIR}\r\n--=_285057800608491--\r\n"
    );
    [head.as_bytes(), body, b"\r\n", tail.as_bytes()].concat()
}

#[test]
fn a_number_is_masked_however_it_is_encoded() {
    assert!(mask_nir(NIR).is_some(), "the key of the example fits");
    let said = format!("Bonjour,\r\nvoici mon numéro : {NIR}.\r\nÀ bientôt\r\n");
    let latin: Vec<u8> = said.chars().map(|c| u8::try_from(u32::from(c)).expect("latin")).collect();
    let wrapped =
        "Bonjour,\r\nvoici mon num=C3=A9ro : 2 85 05 7=\r\n8 006 084 91.\r\n=C3=80 bient=C3=B4t\r\n";
    for (encoding, charset, body) in [
        ("8bit", "utf-8", said.clone().into_bytes()),
        ("8bit", "iso-8859-1", latin.clone()),
        ("quoted-printable", "utf-8", quoted_printable::encode(&said)),
        ("quoted-printable", "utf-8", wrapped.as_bytes().to_vec()),
        ("quoted-printable", "iso-8859-1", quoted_printable::encode(&latin)),
        ("base64", "utf-8", in_lines(&LENIENT.encode(&said))),
        ("base64", "iso-8859-1", in_lines(&LENIENT.encode(&latin))),
    ] {
        let raw = part(encoding, charset, &body);
        let masked = masquer(&raw);
        let lettre = lire(&masked);
        let reponse = lettre.reponse();
        assert!(reponse.contains("[numéro de sécurité sociale masqué]"), "{encoding} {charset}: {reponse}");
        assert!(reponse.contains("voici mon numéro :"), "{encoding} {charset}: {reponse}");
        let documents: Vec<_> = lettre.documents().collect();
        let [document] = documents[..] else { panic!("{encoding} {charset}: the file is there") };
        assert!(mask_nir(&document.name).is_none(), "{}", document.name);
        assert!(document.content.starts_with(b"%PDF-1.4 2 85"), "the file itself is hers");
        let text = String::from_utf8_lossy(&masked);
        let subject = text.lines().find(|line| line.starts_with("Subject")).expect("a subject");
        assert!(mask_nir(subject).is_none(), "{subject}");
        assert_eq!(lettre.message_id.as_deref(), Some("1700000000000.285057800608491@lilas.fr"));
        assert!(matches!(masquer(&masked), Cow::Borrowed(_)), "nothing is left to mask");
    }
}

#[test]
fn a_message_without_one_is_the_same_to_the_byte() {
    for raw in [
        &part("8bit", "utf-8", b"Mon SIRET : 732 829 320 00074, tel 06 12 34 56 78")[..],
        b"From: c@lilas.fr\n\nBonjour\n",
        b"",
        b"\xff\xfe",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n====\r\n",
    ] {
        let unsaid = String::from_utf8_lossy(raw).replace(NIR, "rien").into_bytes();
        assert!(matches!(masquer(&unsaid), Cow::Borrowed(_)), "{}", String::from_utf8_lossy(raw));
    }
}

/// What messages are made of, broken ones too.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed: Vec<Vec<u8>> = [
        "From: c@lilas.fr\r\n",
        "Subject: 2 85 05 78 006 084 91\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n",
        "Content-Type: text/html; charset=utf-8\n",
        "Content-Type: message/rfc822\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "Content-Transfer-Encoding: quoted-printable\r\n",
        "\r\n",
        "--b\r\n",
        "--b--\r\n",
        "2 85 05 78 006 084 91\r\n",
        "MiA4NSAwNSA3OCAwMDYgMDg0IDkx\r\n",
        "2=2085 05=\r\n 78 006 084 91=\r\n",
        "=E9t=\r\n",
    ]
    .map(|piece| piece.as_bytes().to_vec())
    .to_vec();
    prop_oneof![8 => select(fixed), 1 => vec(any::<u8>(), 0..30)]
}

proptest! {
    /// However broken a message is, a second look finds nothing.
    #[test]
    fn any_message(pieces in vec(piece(), 0..30)) {
        let raw = pieces.concat();
        let once = masquer(&raw).into_owned();
        prop_assert!(matches!(masquer(&once), Cow::Borrowed(_)), "{}", String::from_utf8_lossy(&once));
    }
}
