//! Whatever people write, it stays words: the markup around it never changes.

use std::sync::LazyLock;

use guichet_core::message::Message;
use guichet_templates::samples::samples;
use guichet_templates::{courriel, telegram, texte, web};
use proptest::prelude::*;
use serde_json::Value;

/// Stands for any words.
const MARK: &str = "XQZ";

/// Every sample with the mark in place of each of its free texts, found by what still reads as a message.
static MARKED: LazyLock<Vec<Value>> = LazyLock::new(|| {
    samples()
        .into_iter()
        .map(|(_, message)| {
            let mut value = serde_json::to_value(message).expect("a message is JSON");
            for pointer in strings(&value, String::new()) {
                let before = std::mem::replace(value.pointer_mut(&pointer).expect("known"), MARK.into());
                if serde_json::from_value::<Message>(value.clone()).is_err() {
                    *value.pointer_mut(&pointer).expect("known") = before;
                }
            }
            value
        })
        .collect()
});

/// JSON pointers of the strings.
fn strings(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::String(_) => vec![at],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(i, v)| strings(v, format!("{at}/{i}"))).collect()
        }
        Value::Object(fields) => {
            fields.iter().flat_map(|(key, v)| strings(v, format!("{at}/{key}"))).collect()
        }
        _ => Vec::new(),
    }
}

fn with(value: &Value, words: &str) -> Message {
    let words = serde_json::to_string(words).expect("a string is JSON");
    let text = value.to_string().replace(MARK, &words[1..words.len() - 1]);
    serde_json::from_str(&text).expect("still a message")
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The tags of an HTML text. Panics where `<` or `>` is no tag.
fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find(['<', '>']) {
        assert!(rest[start..].starts_with('<'), "stray > in {html}");
        let end = start + rest[start..].find('>').expect("a closed tag");
        tags.push(&rest[start + 1..end]);
        rest = &rest[end + 1..];
    }
    tags
}

fn one_line() -> impl Strategy<Value = String> {
    let words = [
        "*",
        "_",
        "**",
        "__",
        "<b>",
        "</b>",
        "<",
        ">",
        "[",
        "]",
        "(",
        ")",
        "&",
        "&amp;",
        "`",
        "```",
        "#",
        "# ",
        "-",
        "- ",
        "+ ",
        "1. ",
        ": ",
        "\\",
        "|",
        "~~",
        "![x](javascript:alert(1))",
        "<script>",
        "https://exemple.fr",
        " ",
        "  ",
        "    ",
        "\u{a0}",
        "\u{3000}",
        "\u{f0041}",
        "é",
        "Li",
        "n'",
        "«",
        "🥐",
        "{{ m }}",
        "%}",
        "\"",
        "'",
        "x@y.fr",
        "---",
        "===",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 1..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_change_nothing_around_them(words in one_line()) {
        let kept = words.replace('\u{f0041}', "\u{fffd}");
        for value in MARKED.iter() {
            let (marked, worded) = (with(value, MARK), with(value, &words));
            prop_assert_eq!(telegram(&worded), telegram(&marked).replace(MARK, &html(&kept)));
            prop_assert_eq!(web(&worded), web(&marked).replace(MARK, &html(&kept)));
        }
    }

    #[test]
    fn lines_and_control_characters_open_no_tag(words in "(\\PC|[\\x00-\\x1f*_#<>&\u{2028}-]){0,24}") {
        for value in MARKED.iter() {
            let message = with(value, &words);
            let telegram = telegram(&message);
            let bold = tags(&telegram);
            prop_assert!(bold.chunks(2).all(|pair| pair == ["b", "/b"]), "{}", telegram);
            let known = ["p", "h2", "h3", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "strong", "br"];
            let web = web(&message);
            for tag in tags(&web) {
                let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
                prop_assert!(known.contains(&name), "{} in {}", tag, web);
            }
            prop_assert!(!texte(&message).contains(|c: char| c.is_control() && c != '\n'));
            prop_assert!(!courriel(&message).sujet.contains(char::is_control));
        }
    }
}

#[test]
fn the_mark_reaches_the_texts() {
    let marked = MARKED.iter().filter(|value| texte(&with(value, MARK)).contains(MARK)).count();
    assert!(marked > 40, "{marked} samples hold words of people");
}
