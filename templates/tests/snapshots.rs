//! Every sample in every skin, one file each: the place where the wording is reviewed.

use guichet_templates::samples::samples;
use guichet_templates::{courriel, telegram, texte, web};

#[test]
fn every_message_in_every_skin() {
    for (name, message) in samples() {
        let courriel = courriel(&message);
        assert!(courriel.texte.starts_with(&texte(&message)), "{name}");
        let body = courriel.html.split_once("<body").map_or("", |(_, body)| body);
        let all = format!(
            "── Telegram\n{}\n\n── Web\n{}\n\n── Texte\n{}\n\n── Courriel : {}\n<body{body}",
            telegram(&message),
            web(&message),
            texte(&message),
            courriel.sujet,
        );
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, all);
        });
    }
}

#[test]
fn every_letter_to_support() {
    for (name, lettre) in guichet_templates::samples::humain::lettres() {
        let courriel = guichet_templates::courriel_support(&lettre);
        let body = courriel.html.split_once("<body").map_or("", |(_, body)| body);
        let all = format!("── Courriel : {}\n{}\n\n<body{body}", courriel.sujet, courriel.texte);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, all);
        });
    }
}
