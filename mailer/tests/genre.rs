//! Kinds of messages, by the headers that clients and servers really send. All made up.

use guichet_mailer::{Genre, Rebond, lire};

fn genre(headers: &str) -> Genre {
    lire(message(headers).as_bytes()).genre
}

fn message(headers: &str) -> String {
    let from =
        if headers.to_lowercase().contains("from:") { "" } else { "From: Camille <camille@example.com>\r\n" };
    format!("{from}To: assistant@example.org\r\n{}\r\n\r\nBonjour\r\n", headers.replace('\n', "\r\n"))
}

#[test]
fn people_write() {
    for headers in [
        "Subject: Re: Votre demande",
        "Auto-Submitted: no",
        "Auto-Submitted: NO",
        "Auto-Submitted: no (by hand); foo=bar",
        "Subject: Re: Réponse automatique : absence",
        "Subject: Absence de Mme Martin le 12",
        "Subject: =?utf-8?q?Absence_du_stagiaire?=",
        "Subject: Auto-école Martin",
        "Subject: RE: Out of office: nouvelle date",
        "Return-Path: <camille@example.com>",
        "Precedence: normal",
        "X-Priority: 1",
    ] {
        let lettre = lire(message(headers).as_bytes());
        assert_eq!(lettre.genre, Genre::Humaine, "{headers}");
        assert!(lettre.peut_recevoir_reponse(), "{headers}");
    }
}

#[test]
fn machines_answer() {
    for headers in [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: Auto-Replied; owner-email=\"camille@example.com\"",
        "Auto-Submitted: auto-generated (vacation)",
        "auto-submitted:auto-notified",
        "X-Autoreply: yes",
        "X-Autorespond: Absence",
        "Precedence: auto_reply",
        "Return-Path: <>",
        "Subject: Réponse automatique : Votre demande",
        "Subject: =?utf-8?Q?R=C3=A9ponse_automatique=C2=A0=3A_Votre_demande?=",
        "Subject: Automatic reply: Your request",
        "Subject: Absence du bureau",
        "Subject: Absence du bureau : Votre demande",
        "Subject: Message d'absence",
        "Subject: Auto: Votre demande",
        "Subject: [Out of office] Votre demande",
        "Subject: Je suis en congés\nX-Auto-Response-Suppress: All",
        "From: MAILER-DAEMON@example.com\nSubject: Avis",
    ] {
        let lettre = lire(message(headers).as_bytes());
        assert_eq!(lettre.genre, Genre::ReponseAutomatique, "{headers}");
        assert!(!lettre.peut_recevoir_reponse(), "{headers}");
    }
}

#[test]
fn lists_and_loops() {
    for headers in [
        "List-Id: <x.example.org>",
        "Precedence: bulk",
        "Precedence: List",
        "List-Unsubscribe: <mailto:x@example.org>",
    ] {
        assert_eq!(genre(headers), Genre::Liste, "{headers}");
    }
    let hops = "Received: from a by b; Mon, 23 Nov 2026 10:02:11 +0100\n".repeat(51);
    for headers in ["X-Guichet: 1", "X-Loop: guichet", &format!("{hops}Subject: x")] {
        assert_eq!(genre(headers), Genre::Boucle, "{headers}");
    }
}

#[test]
fn those_who_cannot_be_answered_are_read() {
    for headers in [
        "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        "X-Spam-Flag: YES",
        "From: noreply@example.com",
        "From: ne-pas-repondre@example.com",
        "From: a@example.com, b@example.com",
        "From: Equipe: a@example.com;",
        "From: a@example.com\nFrom: b@example.com",
        "From: personne",
    ] {
        let lettre = lire(message(headers).as_bytes());
        assert_eq!(lettre.genre, Genre::Humaine, "{headers}");
        assert!(!lettre.peut_recevoir_reponse(), "{headers}");
        assert_eq!(lettre.reponse(), "Bonjour");
    }
}

#[test]
fn several_authors_are_nobody() {
    for from in [
        "From: a@example.com, b@example.com",
        "From: Equipe: a@example.com;",
        "From: a@example.com\nFrom: b@example.com",
    ] {
        let lettre = lire(message(from).as_bytes());
        assert_eq!((lettre.from, lettre.from_multiple), (None, true), "{from}");
    }
}

fn report(status: &str) -> String {
    let body = format!(
        "From: MAILER-DAEMON@mx.example.com\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\n\
         MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n\
         --b\nContent-Type: text/plain\n\nSorry.\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n{status}\n\
         --b\nContent-Type: message/rfc822\n\nMessage-ID: <17.courriel@example.org>\nSubject: Votre demande\n\nBonjour\n--b--\n"
    );
    body.replace('\n', "\r\n")
}

#[test]
fn bounces_say_whom_they_did_not_reach() {
    let hard = "Final-Recipient: rfc822; Camille@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 unknown";
    let soft = "Final-Recipient: rfc822;camille@example.com\nAction: delayed\nStatus: 4.2.2 (mailbox full)";
    for (status, definitif, code) in [(hard, true, "5.1.1"), (soft, false, "4.2.2")] {
        let expected = Rebond {
            definitif,
            adresses: vec!["camille@example.com".to_owned()],
            status: Some(code.to_owned()),
            original_message_id: Some("17.courriel@example.org".to_owned()),
        };
        let lettre = lire(report(status).as_bytes());
        assert_eq!(lettre.genre, Genre::Rebond(expected));
        assert!(!lettre.peut_recevoir_reponse());
    }
    let delivered = "Final-Recipient: rfc822; camille@example.com\nAction: delivered\nStatus: 2.0.0";
    assert_eq!(lire(report(delivered).as_bytes()).genre, Genre::ReponseAutomatique);
}

#[test]
fn older_bounces() {
    let body = "From: Mail Delivery System <Mailer-Daemon@mx.example.com>\r\nX-Failed-Recipients: camille@example.com\r\n\
                Subject: Mail delivery failed: returning message to sender\r\n\r\n550 5.1.1 unknown user\r\n";
    let Genre::Rebond(rebond) = lire(body.as_bytes()).genre else { panic!("not a bounce") };
    assert_eq!((rebond.definitif, rebond.status.as_deref()), (true, Some("5.1.1")));
    assert_eq!(rebond.adresses, ["camille@example.com"]);
}

#[test]
fn read_receipts() {
    let receipt = "From: camille@example.com\r\nSubject: Lu : Votre demande\r\nMIME-Version: 1.0\r\n\
                   Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n\
                   --b\r\n\r\nLu.\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n--b--\r\n";
    assert_eq!(lire(receipt.as_bytes()).genre, Genre::AccuseDeLecture);
}
