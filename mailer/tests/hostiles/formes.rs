//! Messages as broken and hostile senders make them, by kind.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub struct Forme {
    pub name: String,
    pub raw: Vec<u8>,
}

const HEAD: &str =
    "From: Camille <camille@example.com>\r\nTo: a@example.org\r\nSubject: Re: Date\r\nMIME-Version: 1.0\r\n";

pub fn formes() -> Vec<Forme> {
    let mut out = Vec::new();
    nesting(&mut out);
    floods(&mut out);
    encodings(&mut out);
    charsets(&mut out);
    names(&mut out);
    html(&mut out);
    tnef(&mut out);
    parts(&mut out);
    boundaries(&mut out);
    reports(&mut out);
    addresses(&mut out);
    fields(&mut out);
    out
}

fn add(out: &mut Vec<Forme>, name: String, raw: impl Into<Vec<u8>>) {
    out.push(Forme { name, raw: raw.into() });
}

fn with(headers: &str, body: &[u8]) -> Vec<u8> {
    [HEAD.as_bytes(), headers.as_bytes(), b"\r\n\r\n", body].concat()
}

fn nesting(out: &mut Vec<Forme>) {
    for kind in [
        "multipart/mixed",
        "multipart/alternative",
        "multipart/related",
        "multipart/digest",
        "message/rfc822",
    ] {
        for depth in [1, 3, 20, 39, 41, 300] {
            let body: String = (0..depth)
                .map(|n| match kind {
                    "message/rfc822" => format!("Content-Type: {kind}\r\n\r\nSubject: {n}\r\n"),
                    _ => format!("Content-Type: {kind}; boundary=b{n}\r\n\r\n--b{n}\r\n"),
                })
                .collect();
            add(out, format!("nesting {kind} {depth}"), format!("{HEAD}{body}\r\nOui, le 3 mai"));
        }
    }
}

fn floods(out: &mut Vec<Forme>) {
    for field in [
        "X-A",
        "Received",
        "Subject",
        "From",
        "To",
        "Content-Type",
        "Message-ID",
        "References",
        "Auto-Submitted",
    ] {
        for count in [10, 499, 501, 3_000] {
            let fields = format!("{field}: <a.b@example.net>; text/plain\r\n").repeat(count);
            add(out, format!("flood {field} {count}"), format!("{HEAD}{fields}\r\nOui"));
        }
    }
}

fn encodings(out: &mut Vec<Forme>) {
    let bodies: [(&str, &[u8]); 9] = [
        ("half of base64", b"T3VpLCBsZSAzIG1h"),
        ("padding", b"===="),
        ("padding inside", b"T3Vp==LCBs=="),
        ("open escapes", b"Oui=\r\n=C3=\r\n=ZZ=C"),
        ("only escapes", b"=E9=E9=00=FF=3D"),
        ("high bytes", b"\xff\xfe\x80\xc3\xe9\xa9"),
        ("zeroes", b"\0\0Oui\0\r\n\0"),
        ("lone ends of line", b"a\rb\nc\r\rd\n\n\x0b\x0c\x1b[31m"),
        ("uuencode", b"begin 644 a.txt\r\n#3W5I\r\n`\r\nend"),
    ];
    for encoding in ["base64", "quoted-printable", "8bit", "binary", "x-uuencode", "7bit; x=y", "\u{e9}"] {
        for (name, body) in bodies {
            add(
                out,
                format!("encoding {encoding} {name}"),
                with(
                    &format!(
                        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}"
                    ),
                    body,
                ),
            );
        }
    }
}

fn charsets(out: &mut Vec<Forme>) {
    let all: Vec<u8> = (0..=255).collect();
    let long = "x".repeat(1_000);
    for charset in [
        "utf-7",
        "utf-16",
        "utf-16le",
        "utf-16be",
        "utf-32",
        "iso-2022-jp",
        "shift_jis",
        "gb18030",
        "big5",
        "ebcdic",
        "",
        "\"",
        "'",
        "*",
        "utf-8*en",
        "x-user-defined",
        "unknown-8bit",
        "=?utf-8?q?utf-8?=",
        &long,
    ] {
        for (name, body) in
            [("all", &all[..]), ("odd", b"\x00a\xd8"), ("escapes", b"\x1b$B\x1b(J+ADw-\x8f\xa1")]
        {
            let short: String = charset.chars().take(20).collect();
            add(
                out,
                format!("charset {short} {name}"),
                with(&format!("Content-Type: text/plain; charset={charset}"), body),
            );
        }
    }
}

fn names(out: &mut Vec<Forme>) {
    let pieces = |count: usize| (0..count).map(|n| format!(";\r\n filename*{n}*=%41")).collect::<String>();
    let long = format!("; filename=\"{}.pdf\"", "é".repeat(5_000));
    for (rank, parameters) in [
        "; filename*0*=utf-8''a%20; filename*2=c.pdf",
        "; filename*1=b.pdf; filename*0=a",
        "; filename*99999999999999999999=a.pdf",
        "; filename*-1=a.pdf",
        "; filename*0*=''%; filename*1*=%z",
        "; filename*=utf-99'fr'a%FF.pdf",
        "; filename*=iso-8859-1'''''a%E9.pdf",
        "; filename=a.pdf; filename=b.pdf; name=c.pdf",
        "; filename=\"a\\\"b\\\\.pdf",
        "; filename=../../../etc/passwd",
        "; filename=\"C:\\\\Windows\\\\a.exe\"",
        "; filename=\"a\u{202e}fdp.exe\"",
        "; filename=\"a\0b.pdf\"",
        "; filename=\"=?utf-8?B?====?= =?utf-8?Q?=?=\"",
        "; filename=\"=?x?y?z?=\"; ; ;; =;=",
        "; filename",
        "filename=a.pdf;;;",
        &pieces(150),
        &pieces(199),
        &long,
    ]
    .into_iter()
    .enumerate()
    {
        add(
            out,
            format!("name {rank}"),
            with(
                "Content-Type: multipart/mixed; boundary=b",
                format!("--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment{parameters}\r\n\r\n%PDF-1\r\n--b--").as_bytes(),
            ),
        );
    }
}

fn html(out: &mut Vec<Forme>) {
    for opening in [
        "<div>",
        "<blockquote type=cite>",
        "<table><tr><td>",
        "<a href=",
        "<!--",
        "<p style='display:none'>",
        "</div>",
        "&#x",
        "<pre>\n",
        "<![CDATA[",
    ] {
        for count in [1, 255, 257, 3_000] {
            add(
                out,
                format!("html {opening} {count}"),
                with(
                    "Content-Type: text/html; charset=utf-8",
                    format!("<p>Oui</p>{}Non", opening.repeat(count)).as_bytes(),
                ),
            );
        }
    }
}

/// An attribute of `winmail.dat` whose length may lie.
fn attribute(level: u8, id: u32, length: u32, data: &[u8]) -> Vec<u8> {
    [&[level][..], &id.to_le_bytes(), &length.to_le_bytes(), data, &[0, 0]].concat()
}

fn tnef(out: &mut Vec<Forme>) {
    let start = [&0x223E_9F78_u32.to_le_bytes()[..], &[1, 0]].concat();
    let file = [
        attribute(2, 0x0006_9002, 14, &[0; 14]),
        attribute(2, 0x0001_8010, 10, b"devis.pdf\0"),
        attribute(2, 0x0006_800F, 6, b"%PDF-1"),
    ]
    .concat();
    let whole = [start.clone(), file].concat();
    let mut damaged: Vec<Vec<u8>> = (0..whole.len()).step_by(6).map(|end| whole[..end].to_vec()).collect();
    for length in [0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF] {
        damaged.push(
            [start.clone(), attribute(2, 0x0006_9002, length, b"x"), attribute(2, 0x0006_800F, length, b"y")]
                .concat(),
        );
        // A count and a length among the properties that are not there.
        let properties = [
            &length.to_le_bytes()[..],
            &0x3707_001F_u32.to_le_bytes(),
            &length.to_le_bytes(),
            &length.to_le_bytes(),
        ]
        .concat();
        let own = u32::try_from(properties.len()).unwrap_or(0);
        damaged.push(
            [start.clone(), attribute(2, 0x0006_9002, 0, b""), attribute(2, 0x0006_9005, own, &properties)]
                .concat(),
        );
    }
    for (rank, bytes) in damaged.iter().enumerate() {
        add(
            out,
            format!("tnef {rank}"),
            with(
                "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64",
                STANDARD.encode(bytes).as_bytes(),
            ),
        );
    }
}

fn parts(out: &mut Vec<Forme>) {
    for header in ["Content-Type: text/plain\r\n", "Content-Type: image/png\r\nContent-ID: <a>\r\n", ""] {
        for count in [1, 199, 999, 10_000] {
            add(
                out,
                format!("parts {} {count}", header.len()),
                with(
                    "Content-Type: multipart/mixed; boundary=b",
                    format!("--b\r\n{header}\r\nx\r\n").repeat(count).as_bytes(),
                ),
            );
        }
    }
}

fn boundaries(out: &mut Vec<Forme>) {
    let long = "b".repeat(2_000);
    for (rank, boundary) in [
        "",
        "\"\"",
        "\" b \"",
        "b;b",
        "\"b\\\"b\"",
        "b\u{e9}",
        "-",
        "--",
        "\"--b--\"",
        "=_b",
        "b\r\n c",
        &long,
    ]
    .into_iter()
    .enumerate()
    {
        add(
            out,
            format!("boundary {rank}"),
            with(
                &format!("Content-Type: multipart/mixed; boundary={boundary}"),
                b"--b\r\n\r\nOui\r\n--b  \r\nContent-Type: text/html\r\n\r\n<p>Oui\r\n----\r\n\r\nx\r\n--bb\r\n\r\n--b--\r\n--b\r\n\r\napr\xc3\xa8s",
            ),
        );
    }
}

fn reports(out: &mut Vec<Forme>) {
    for (rank, status) in [
        "Action: failed\r\nStatus: 5.1.1\r\nFinal-Recipient: rfc822; a@example.com",
        "Action: failed",
        "Status: 9.9.9",
        "Status: 5",
        "Action: \r\nStatus: \r\nFinal-Recipient: ",
        "Final-Recipient: rfc822; a@b@c; d@e",
        "Final-Recipient: <>",
        "Action: delayed\r\n\r\nAction: failed\r\nStatus: 4.0.0",
        "\r\n\r\n\r\n\r\n",
        "Action failed Status 5.1.1",
    ]
    .into_iter()
    .enumerate()
    {
        add(
            out,
            format!("report {rank}"),
            with(
                "Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
                format!("--b\r\n\r\nPerdu\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <<>\r\n--b--").as_bytes(),
            ),
        );
    }
}

fn addresses(out: &mut Vec<Forme>) {
    let many = "a@example.com,".repeat(5_000);
    let comments = "(".repeat(5_000);
    for (rank, from) in [
        "",
        "<>",
        "@",
        "a@",
        "@b",
        "\"",
        "a@b, c@d",
        "groupe: a@b, c@d;",
        "undisclosed-recipients:;",
        "<@r1,@r2:a@b>",
        "\"a@b\" <c@d>",
        "a@b <c@d> <e@f>",
        "=?utf-8?B?!!!?= <a@b>",
        "=?utf-8?Q?a=0D=0ABcc:_x@y?= <a@b>",
        "a@[127.0.0.1]",
        "a\u{202e}@b",
        "a@b\r\n\tc@d",
        &many,
        &comments,
    ]
    .into_iter()
    .enumerate()
    {
        add(
            out,
            format!("address {rank}"),
            format!("From: {from}\r\nTo: {from}\r\nReply-To: {from}\r\nSubject: x\r\n\r\nOui"),
        );
    }
}

fn fields(out: &mut Vec<Forme>) {
    for (rank, field) in [
        "Date: Mon, 99 Foo 99999 99:99:99 +9999",
        "Date: -1",
        "Message-ID: ",
        "Message-ID: <a>\r\n <b>",
        "In-Reply-To: <<a@b>>, <c",
        "References: <>>>><<<",
        "Subject: =?utf-8?B?4pyT?==?utf-8?B?4pyT",
        "Subject: =?iso-2022-jp?B?GyRCGyRCGyRC?=",
        "Subject:",
        ": value without a name",
        "A line without a colon",
        " continued from nothing",
        "Content-Type: ;;;=;",
        "Content-Type: text/plain; charset",
        "Content-Type: \u{e9}/\u{e9}",
        "Content-Disposition: attachment; size=99999999999999999999",
        "Authentication-Results: ;;;; x=y=z",
        "\0\0\0: \0",
    ]
    .into_iter()
    .enumerate()
    {
        add(out, format!("field {rank}"), format!("{HEAD}{field}\r\n\r\nOui"));
    }
}
