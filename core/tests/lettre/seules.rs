//! Lines that nothing leads to, for the text questions left.

use chrono::NaiveDate;
use guichet_core::catalogue::Nature;
use guichet_core::reading::lettre::{Lus, Morceau, Ouverte, Question, aligner, avec_seules};
use guichet_core::reading::{Contexte, Place, Role, plusieurs};

const LABELS: [&str; 5] = [
    "Intitulé de la formation",
    "Organisme de formation : nom",
    "Date de début de la formation",
    "Date de fin de la formation",
    "Nom du stagiaire",
];

/// The answers to the first two, once the days are read by their form.
fn named(text: &str) -> Vec<(u32, String)> {
    let questions: Vec<Question<'_>> =
        (1..).zip(LABELS).map(|(n, libelle)| Question { n, libelle, autres: &[] }).collect();
    let morceaux = [Morceau { cite: false, texte: text }];
    let alignement = aligner(&questions, &morceaux);
    let places = [
        Place::new("3", &Nature::Date, &["début"]).role(Role::Debut),
        Place::new("4", &Nature::Date, &["fin"]).role(Role::Fin),
    ];
    let today = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
    let contexte = Contexte { today, current: None, after: None, taxe: None };
    let lus = plusieurs(&places, &alignement.reste, &contexte);
    let ouvertes: Vec<Ouverte> = [1, 2, 5]
        .into_iter()
        .filter(|n| alignement.reponses.iter().all(|(answered, _)| answered != n))
        .map(|n| Ouverte::of_text(n, LABELS[n as usize - 1]))
        .collect();
    let found = avec_seules(
        alignement,
        &morceaux,
        Lus { par_forme: &lus, numero: &|cle| cle.parse().ok() },
        &ouvertes,
    );
    found.reponses.into_iter().filter(|(n, _)| *n < 3).collect()
}

#[test]
fn lines_left_answer_the_questions_left() {
    for (text, expected) in [
        (
            "Tresses\nAcadémie du Cheveu\ndu 12 au 13 avril 2027",
            &[(1, "Tresses"), (2, "Académie du Cheveu")][..],
        ),
        (
            "- Tresses\n- Institut Capilia\n- du 12 au 13 avril 2027",
            &[(1, "Tresses"), (2, "Institut Capilia")],
        ),
        ("Organisme : Capilia\n\n*Tresses*\n12/04/2027\n13/04/2027", &[(2, "Capilia")]),
        ("Tresses\nOrganisme : Capilia\n12/04/2027", &[(1, "Tresses"), (2, "Capilia")]),
        (
            "Tresses, nattes et\nchignons\nOrganisme : Capilia",
            &[(1, "Tresses, nattes et chignons"), (2, "Capilia")],
        ),
        // Which of the two?
        ("Tresses\ndu 12 au 13 avril 2027", &[]),
        // Nothing else stands around it.
        ("Tresses", &[]),
        // A house is no title, nor is a sentence, a courtesy, somebody or what is asked for.
        ("Salon Léonie\nOrganisme : Capilia\n12/04/2027", &[(2, "Capilia")]),
        ("Je réponds du salon\nOrganisme : Capilia\n12/04/2027", &[(2, "Capilia")]),
        ("Désolée du retard\nOrganisme : Capilia\n12/04/2027", &[(2, "Capilia")]),
        ("Julie Petit\nOrganisme : Capilia\n12/04/2027", &[(2, "Capilia")]),
        ("Prise en charge OPCO\nOrganisme : Capilia\n12/04/2027", &[(2, "Capilia")]),
        // Below the answers, it signs.
        ("Organisme : Capilia\ndu 12 au 13 avril 2027\n\nTresses", &[(2, "Capilia")]),
        ("Organisme : Capilia\ndu 12 au 13 avril 2027\nMerci\nTresses", &[(2, "Capilia")]),
    ] {
        let found = named(text);
        let found: Vec<(u32, &str)> = found.iter().map(|(n, answer)| (*n, answer.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }
}
