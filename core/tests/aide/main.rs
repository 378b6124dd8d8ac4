//! Questions as people write them in the evening on a phone, and the topic that answers.
//!
//! The texts and the weights were set with `questions.tsv` and `sans_reponse.tsv` at hand; `a_part.tsv` was written
//! afterwards and changed nothing: what it scores is what to believe.

use guichet_core::aide::{Aide, Reponse};
use guichet_core::catalogue::{Catalogue, embedded_files};

const QUESTIONS: &str = include_str!("questions.tsv");
const A_PART: &str = include_str!("a_part.tsv");
const SANS_REPONSE: &str = include_str!("sans_reponse.tsv");

/// What a question gets: the topic, both topics, the field in brackets, or `-`.
fn answered(aide: &Aide, question: &str) -> String {
    match aide.answer(question) {
        Reponse::Passage(passage) => match passage.sujet {
            Some(sujet) => sujet.cle.clone(),
            None => format!("[{}]", passage.titre),
        },
        Reponse::Deux(one, other) => format!("{}+{}", one.cle, other.cle),
        Reponse::Rien => "-".to_owned(),
    }
}

/// How many of the questions are answered right, of how many, and what went wrong.
fn score<'q>(
    aide: &Aide,
    questions: impl Iterator<Item = (&'q str, &'q str)>,
) -> (usize, usize, Vec<String>) {
    let (mut all, mut wrong) = (0, Vec::new());
    for (question, expected) in questions {
        all += 1;
        let got = answered(aide, question);
        if !got.split('+').any(|topic| topic == expected) {
            wrong.push(format!("{question} → {got}, not {expected}"));
        }
    }
    (all - wrong.len(), all, wrong)
}

#[test]
fn bakers_are_answered_and_strangers_questions_are_not() {
    let aide = Catalogue::embedded().expect("the catalogue is right").aide;
    let asked = |text: &'static str| text.lines().filter_map(|line| line.split_once('\t'));
    for (name, questions, least, percent) in [("at hand", QUESTIONS, 60, 95), ("apart", A_PART, 30, 70)] {
        let (right, all, wrong) = score(&aide, asked(questions));
        println!("answered, {name}: {right}/{all}");
        assert!(all >= least && right * 100 >= all * percent, "{name}: {wrong:#?}");
    }
    let (right, all, wrong) = score(&aide, SANS_REPONSE.lines().map(|question| (question, "-")));
    println!("without an answer there: {right}/{all}");
    assert!(all >= 20 && right * 100 >= all * 90, "{wrong:#?}");
}

#[test]
fn nothing_to_say_and_nothing_asked() {
    let aide = Catalogue::embedded().expect("the catalogue is right").aide;
    for question in ["", "?", "…", "le la les", &"formation ".repeat(500)] {
        answered(&aide, question);
    }
    assert_eq!(answered(&aide, "est-ce que ?"), "-");
}

#[test]
fn a_slip_of_the_thumb_is_forgiven() {
    let aide = Catalogue::embedded().expect("the catalogue is right").aide;
    for (question, expected) in [("factrue", "factures"), ("kilometrs", "frais"), ("stattut", "statuts")] {
        assert_eq!(answered(&aide, question), expected, "{question}");
    }
}

/// Each wrong topic is told; a folder without the file has commands only.
#[test]
fn topics_are_checked_and_may_be_left_out() {
    let files = embedded_files();
    let text = files.iter().find(|(name, _)| *name == "aide.toml").map(|(_, text)| *text).expect("the file");
    let with = |aide: &str| {
        let files = files.iter().map(|(name, text)| (*name, if *name == "aide.toml" { aide } else { *text }));
        Catalogue::from_files(files).map_err(|errors| errors[0].to_string())
    };
    for (from, to, place) in [
        ("cle = \"delais\"", "cle = \"pieces\"", "sujets.pieces: ce sujet est là deux fois"),
        ("titre = \"Les frais annexes\"", "titre = \" \"", "sujets.frais: cle et titre"),
        (
            "titre = \"Les frais annexes\"",
            "titre = \"Mes rapports\"",
            "sujets.frais: « Mes rapports » est déjà",
        ),
        ("mots = [\"hôtel\"", "mots = [\"…\"", "sujets.frais: un des mots est vide"),
        ("mots = [\"hôtel\"", "mot = [\"hôtel\"", "aide.toml: ligne"),
    ] {
        assert!(text.contains(from), "{from}");
        let error = with(&text.replacen(from, to, 1)).expect_err(from);
        assert!(error.contains(place), "{from}: {error}");
    }
    let empty =
        with("[[sujets]]\ncle = \"a\"\ntitre = \"A\"\nparagraphes = []\n").expect_err("it says nothing");
    assert!(empty.contains("sujets.a: il faut au moins un paragraphe"), "{empty}");
    let without = Catalogue::from_files(files.iter().filter(|(name, _)| *name != "aide.toml").copied());
    assert!(without.expect("it may be left out").aide.sujets.is_empty());
}
