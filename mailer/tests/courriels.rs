//! What leaves, over every message there is: well-formed HTML that says what the text says.

use std::collections::BTreeSet;

use guichet_templates::samples::samples;
use guichet_templates::{Courriel, courriel};
use html5gum::{StartTag, Token, Tokenizer};

/// Elements without an end tag.
const VOID: &[&str] = &["br", "hr", "img", "input", "link", "meta"];

fn name(tag: &[u8]) -> String {
    String::from_utf8_lossy(tag).into_owned()
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned())
}

/// What is wrong with the markup.
fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut ids = BTreeSet::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::Error(error) => faults.push(error.value.to_string()),
            Token::StartTag(tag) => {
                let name = name(&tag.name);
                if let Some(id) = attribute(&tag, b"id")
                    && !ids.insert(id.clone())
                {
                    faults.push(format!("id {id} twice"));
                }
                if name == "img" && attribute(&tag, b"alt").is_none() {
                    faults.push("a picture without words".to_owned());
                }
                // Nothing is fetched: who reads a letter is nobody's business.
                if ["src", "background", "poster"].iter().any(|at| attribute(&tag, at.as_bytes()).is_some()) {
                    faults.push(format!("{name} is fetched"));
                }
                let block =
                    ["div", "p", "ul", "ol", "dl", "h1", "h2", "h3", "table"].contains(&name.as_str());
                if block && open.iter().any(|outer| outer == "p") {
                    faults.push(format!("{name} in p"));
                }
                let parent = open.last().map(String::as_str);
                let misplaced = match name.as_str() {
                    "li" => !matches!(parent, Some("ul" | "ol")),
                    "dt" | "dd" => !matches!(parent, Some("dl" | "div")),
                    _ => matches!(parent, Some("ul" | "ol")),
                };
                if misplaced {
                    faults.push(format!("{name} in {parent:?}"));
                }
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = name(&tag.name);
                if open.pop().as_deref() != Some(&name) {
                    faults.push(format!("{name} closes something else"));
                }
            }
            _ => {}
        }
    }
    faults.extend(open.iter().map(|name| format!("{name} stays open")));
    faults
}

/// The words that are seen, numbers of lists among them.
fn seen(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut hidden = 0_usize;
    let mut lists: Vec<Option<u32>> = Vec::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = name(&tag.name);
                if hidden > 0 && !VOID.contains(&name.as_str()) {
                    hidden += 1;
                } else if matches!(name.as_str(), "head" | "style")
                    || attribute(&tag, b"style")
                        .is_some_and(|style| style.contains("max-height:0;overflow:hidden"))
                {
                    hidden = 1;
                }
                match name.as_str() {
                    "ol" => lists.push(Some(
                        attribute(&tag, b"start").and_then(|start| start.parse().ok()).unwrap_or(1),
                    )),
                    "ul" => lists.push(None),
                    "li" => {
                        if let Some(Some(number)) = lists.last_mut() {
                            text.push_str(&format!(" {number}. "));
                            *number += 1;
                        }
                    }
                    "span" | "b" | "strong" | "em" | "a" => {}
                    _ => text.push(' '),
                }
            }
            Token::EndTag(tag) => {
                hidden = hidden.saturating_sub(1);
                match name(&tag.name).as_str() {
                    "ol" | "ul" => drop(lists.pop()),
                    "span" | "b" | "strong" | "em" | "a" => {}
                    _ => text.push(' '),
                }
            }
            Token::String(string) if hidden == 0 => text.push_str(&String::from_utf8_lossy(&string)),
            _ => {}
        }
    }
    words(&text)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn letters() -> Vec<(&'static str, Courriel)> {
    samples().into_iter().map(|(name, message)| (name, courriel(&message))).collect()
}

#[test]
fn the_html_is_well_formed() {
    let wrong: Vec<String> = letters()
        .iter()
        .map(|(name, letter)| (name, faults(&letter.html)))
        .filter(|(_, faults)| !faults.is_empty())
        .map(|(name, faults)| format!("{name}: {}", faults.join(", ")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(letters().len() > 100);
    assert!(!faults("<p><div>a</p></div>").is_empty(), "a fault is seen");
}

#[test]
fn text_and_html_say_the_same() {
    let mut wrong = Vec::new();
    for (name, letter) in letters() {
        let (text, html) = (words(&letter.texte), seen(&letter.html));
        if text != html {
            let at = text.iter().zip(&html).take_while(|(left, right)| left == right).count();
            let around = |words: &[String]| {
                words.iter().skip(at.saturating_sub(3)).take(9).cloned().collect::<Vec<_>>().join(" ")
            };
            wrong.push(format!("{name}: « {} » / « {} »", around(&text), around(&html)));
        }
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}
