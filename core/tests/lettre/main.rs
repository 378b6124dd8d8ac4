//! Answers to numbered questions, wherever they stand: `lettres.txt`, all made up.

mod dedits;
mod seules;

use guichet_core::reading::lettre::{Morceau, Question, aligner};

/// `=== name`, questions `? n label`, stretches `> quoted` and `| written`, answers `= n answer`, rest `+ line`.
#[derive(Default)]
struct Case<'a> {
    name: &'a str,
    questions: Vec<(u32, &'a str)>,
    morceaux: Vec<(bool, String)>,
    expected: Vec<(u32, String)>,
    reste: Vec<&'a str>,
}

fn numbered(text: &str) -> (u32, &str) {
    let (n, rest) = text.split_once(' ').unwrap_or((text, ""));
    // 0 is no question: the case fails.
    (n.parse().unwrap_or(0), rest)
}

fn case(text: &str) -> Case<'_> {
    let mut lines = text.lines();
    let mut case = Case { name: lines.next().unwrap_or_default(), ..Case::default() };
    for line in lines {
        let (mark, rest) = line.split_at(line.len().min(1));
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        match mark {
            "?" => case.questions.push(numbered(rest)),
            "=" => {
                let (n, answer) = numbered(rest);
                case.expected.push((n, answer.replace("\\n", "\n")));
            }
            "+" => case.reste.push(rest),
            ">" | "|" => match case.morceaux.last_mut() {
                Some((cite, texte)) if *cite == (mark == ">") => {
                    texte.push('\n');
                    texte.push_str(rest);
                }
                _ => case.morceaux.push((mark == ">", rest.to_owned())),
            },
            "" => {}
            _ => panic!("{line}"),
        }
    }
    case
}

#[test]
fn answers_find_their_questions() {
    let table = include_str!("lettres.txt");
    let cases: Vec<Case<'_>> = table.split("=== ").skip(1).map(case).collect();
    assert!(cases.len() >= 40, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let questions: Vec<Question<'_>> =
            case.questions.iter().map(|(n, libelle)| Question { n: *n, libelle, autres: &[] }).collect();
        let morceaux: Vec<Morceau<'_>> =
            case.morceaux.iter().map(|(cite, texte)| Morceau { cite: *cite, texte }).collect();
        let found = aligner(&questions, &morceaux);
        if found.reponses != case.expected || found.reste != case.reste.join("\n") {
            wrong.push(format!("## {}\n{found:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Long letters of what costs most are aligned while one waits.
#[test]
fn long_letters_end() {
    let questions: Vec<Question<'_>> =
        (1..=20).map(|n| Question { n, libelle: "Date de début de la formation", autres: &[] }).collect();
    for line in ["Date de début de la formation de ", "1. 2. 3. ", "| | | |", "Q1 : ", "> > > "] {
        for end in ["", "\n"] {
            let texte = format!("{line}{end}").repeat(60_000 / line.len());
            let started = std::time::Instant::now();
            for cite in [false, true] {
                let found = aligner(&questions, &[Morceau { cite, texte: &texte }]);
                assert!(found.reponses.len() <= questions.len());
            }
            assert!(started.elapsed().as_secs() < 20, "{line}");
        }
    }
}
