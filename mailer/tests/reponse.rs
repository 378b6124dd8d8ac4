//! What a person wrote, by client, language and place: `reponses/*.txt`, all made up.

use guichet_mailer::{blocs_of_html, blocs_of_text, reponse};

/// `=== name`, the body, `--- attendu`, the words.
fn cases(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    table.split("=== ").skip(1).filter_map(|case| {
        let (name, rest) = case.split_once('\n')?;
        let (body, expected) = rest.split_once("--- attendu\n")?;
        Some((name, body, expected.trim()))
    })
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(table: &str, least: usize, read: impl Fn(&str) -> String) {
    let wrong: Vec<String> = cases(table)
        .filter_map(|(name, body, expected)| {
            let found = read(body);
            (spaced(&found) != spaced(expected)).then(|| format!("## {name}\n{found}"))
        })
        .collect();
    assert!(cases(table).count() >= least);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn plain_text() {
    check(include_str!("reponses/texte.txt"), 60, |body| reponse(&blocs_of_text(body)));
}

/// One by one, what clients put before the message that is answered.
#[test]
fn each_client() {
    check(include_str!("reponses/clients.txt"), 60, |body| reponse(&blocs_of_text(body)));
}

/// Words of her own that look like what clients write.
#[test]
fn look_alikes() {
    check(include_str!("reponses/pieges.txt"), 20, |body| reponse(&blocs_of_text(body)));
}

/// Clients put NBSP before colons and CRLF at the end of lines.
#[test]
fn plain_text_as_it_travels() {
    check(include_str!("reponses/texte.txt"), 60, |body| {
        let body = body.replace(" :", "\u{a0}:").replace(" a écrit", "\u{a0}a écrit").replace('\n', "\r\n");
        reponse(&blocs_of_text(&body)).replace('\u{a0}', " ")
    });
}

#[test]
fn html_only() {
    check(include_str!("reponses/html.txt"), 15, |body| reponse(&blocs_of_html(body)));
}

/// An empty line is one that people see: what stands below it may be something else.
#[test]
fn lines_and_empty_lines() {
    for (html, expected) in [
        ("<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"),
        (
            "<p class=MsoNormal>a</p><p class=MsoNormal>b</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>c</p>",
            "a\nb\n\nc",
        ),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        (
            "<table><tr><td><p class=MsoNormal>1</p></td><td><p>Titre</p></td><td><p>Excel</p></td></tr><tr><td>2</td><td><p>a</p><p>b</p></td></tr></table>",
            "1\tTitre\tExcel\n2\ta\n\nb",
        ),
    ] {
        assert_eq!(reponse(&blocs_of_html(html)), expected, "{html}");
    }
}
