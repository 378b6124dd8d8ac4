//! Answers of OPCO EP's people, as their programs write them: no quote, no signature, no note for themselves reaches the
//! person, and nothing of what is for her is lost. The shapes are synthetic.

use guichet_mailer::{lire, sans_interne};
use guichet_templates::{courriel_support, samples};

/// Name, message and what the person gets of each shape.
fn shapes() -> Vec<(String, Vec<u8>, String)> {
    let (_, lettre) = samples::humain::lettres().into_iter().next().expect("a letter to support");
    let lettre = courriel_support(&lettre);
    let cited: String = lettre.texte.lines().map(|line| format!("> {line}\n")).collect();
    let mut shapes = Vec::new();
    let mut parts = include_str!("support/reponses.txt").split("%% ").skip(1);
    while let (Some(shape), Some(expected)) = (parts.next(), parts.next()) {
        let (name, body) = shape.split_once('\n').expect("a name, then the message");
        let expected = expected.strip_prefix("attendu\n").expect("what is expected follows");
        let body = body
            .replace("{FROM}", "assistant+jeton@opcoep.example")
            .replace("{CITE}", &cited)
            .replace("{LETTRE}", &lettre.texte)
            .replace("{HTML}", &lettre.html);
        let head = format!(
            "From: Nadia Roy <nadia.roy@opcoep.example>\nTo: assistant+jeton@opcoep.example\n\
             Subject: RE: {}\nMessage-ID: <x@opcoep.example>\nMIME-Version: 1.0\n",
            lettre.sujet
        );
        let raw = format!("{head}{body}").replace('\n', "\r\n").into_bytes();
        shapes.push((name.to_owned(), raw, expected.trim().to_owned()));
    }
    shapes
}

#[test]
fn only_what_is_for_the_person_is_left() {
    let shapes = shapes();
    assert!(shapes.len() >= 30, "{}", shapes.len());
    let mut wrong = Vec::new();
    for (name, raw, expected) in shapes {
        let lettre = lire(&raw);
        let public = sans_interne(&lettre.reponse(), lettre.from_name.as_deref());
        if public.texte != expected {
            wrong.push(format!("── {name}\nexpected: {expected:?}\ngot:      {:?}", public.texte));
        }
        assert_eq!(public.clos, name.starts_with("clos"), "{name}");
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
