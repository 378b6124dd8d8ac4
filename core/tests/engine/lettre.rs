//! Requests made by letter: all that is missing is asked at once, and one answer holds many.

use guichet_core::catalogue::Nature;
use guichet_core::dossier::{Montant, Statut, Valeur};
use guichet_core::event::Event;
use guichet_core::lettre::{LettreDouteuse, LettreRecue, Maniere, MorceauRecu};
use guichet_core::message::{Manque, Note, NoteLettre, Screen};

use crate::bureau::*;

/// R1, whole, as people write it: by the names of the questions.
const R1: &str = "Action individuelle\n\
    Intitulé de la formation : Excel perfectionnement\n\
    Date de début : 01/03/2027\n\
    Date de fin : 03/03/2027\n\
    Frais annexes : non\n\
    Établissement demandeur : Boulangerie des Lilas\n\
    Heures formation : 21h\n\
    Coût total de formation : 1 500 € HT\n\
    Évaluation, accompagnement ou positionnement : non\n\
    Qui assure la formation : un organisme de formation\n\
    Organisme de formation nom : Bureautique Formation\n\
    Nom du stagiaire : Marie Dupont, Karim Benali";

fn manque(bureau: &Bureau) -> &Manque {
    match &bureau.last().screen {
        Screen::Manque(manque) => manque,
        other => panic!("all that is missing is asked, not {other:?}"),
    }
}

pub fn labels(bureau: &Bureau) -> Vec<&str> {
    manque(bureau).questions.iter().map(|question| question.posee.libelle.as_str()).collect()
}

pub fn number(bureau: &Bureau, label: &str) -> u32 {
    let found = manque(bureau).questions.iter().find(|question| question.posee.libelle.starts_with(label));
    found.unwrap_or_else(|| panic!("{label} is asked: {:?}", labels(bureau))).posee.n
}

pub fn both_pieces(bureau: &mut Bureau) {
    for name in ["devis.pdf", "programme.pdf"] {
        let file = fichier(name, "application/pdf");
        bureau.play(&Event::Files { files: vec![file], caption: Some(name.replace(".pdf", "")) });
    }
}

pub fn r1_is_there(bureau: &Bureau) {
    assert_eq!(
        bureau.valeur("creation.intitule_formation"),
        Some(Valeur::Texte("Excel perfectionnement".to_owned()))
    );
    assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date(jour(2027, 3, 1))));
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 3))));
    assert_eq!(bureau.valeur("etape_2.cout_formation"), Some(Valeur::Montant(Montant(150_000))));
    assert_eq!(bureau.valeur("etape_2.montant_base"), Some(Valeur::Choix("ht".to_owned())));
    let names: Vec<String> = bureau
        .dossier()
        .valeurs("etape_3.stagiaire")
        .filter_map(|valeur| match valeur {
            Valeur::Individu(individu) => Some(individu.nom_complet()),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["Marie Dupont", "Karim Benali"]);
}

#[test]
fn r1_takes_two_letters() {
    let mut bureau = Bureau::new();
    bureau.writes(R1, None);
    both_pieces(&mut bureau);
    r1_is_there(&bureau);
    let Screen::ConfirmerEnvoi(recap) = &bureau.last().screen else {
        panic!("only to confirm: {:?}", bureau.last())
    };
    assert!(recap.en_entier && recap.pieces_manquantes.is_empty(), "she confirms what she reads");
    bureau.answers("Oui, je confirme");
    assert_eq!(bureau.dossier().statut, Statut::Envoye);
}

#[test]
fn the_first_letter_asks_all_that_is_usually_wanted() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    assert_eq!(
        labels(&bureau),
        [
            "Intitulé de la formation",
            "Date de début de la formation",
            "Date de fin de la formation",
            "Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?",
            "Référence de l'établissement demandeur",
            "Heures formation",
            "Coût total de formation",
            "Montants HT ou TTC",
            "Y a-t-il aussi de l'évaluation, de l'accompagnement ou du positionnement ?",
            "Qui assure la formation ?",
            "Organisme de formation : nom",
            "Nom du stagiaire",
        ]
    );
    assert_eq!(manque(&bureau).pieces.len(), 2, "with the pièces");
    let numbers: Vec<u32> = manque(&bureau).questions.iter().map(|question| question.posee.n).collect();
    assert_eq!(numbers, Vec::from_iter(1..=12));
}

/// By number, in any order, a few at a time: what is answered is not asked again.
#[test]
fn piecemeal_nothing_is_asked_twice() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    // The last ones are said first: people before their company.
    let mut rest: Vec<(&str, &str)> = vec![
        ("Coût", "1500 € HT"),
        ("Intitulé", "Excel perfectionnement"),
        ("Date de début", "du 1er au 3 mars 2027"),
        ("Référence", "Boulangerie des Lilas"),
        ("Qui assure", "organisme"),
        ("Heures", "21h"),
        ("Demandez-vous", "non"),
        ("Organisme", "Bureautique Formation"),
        ("Y a-t-il", "non"),
        ("Nom du stagiaire", "Dupont et Benali"),
    ];
    let mut known = Vec::<String>::new();
    while let Screen::Manque(_) = &bureau.last().screen {
        for label in labels(&bureau) {
            assert!(!known.iter().any(|known| label.starts_with(known.as_str())), "{label} again");
        }
        let now = rest.split_off(rest.len().saturating_sub(3));
        if now.is_empty() {
            break;
        }
        let asked: Vec<(u32, &str)> = now
            .iter()
            .filter(|(label, _)| labels(&bureau).iter().any(|asked| asked.starts_with(label)))
            .map(|(label, answer)| (number(&bureau, label), *answer))
            .collect();
        known.extend(now.iter().map(|(label, _)| (*label).to_owned()));
        let text: String = asked.iter().map(|(n, answer)| format!("{n}. {answer}\n")).collect();
        bureau.answers(&text);
    }
    both_pieces(&mut bureau);
    r1_is_there(&bureau);
    assert!(matches!(bureau.last().screen, Screen::ConfirmerEnvoi(_)));
}

/// Answers written inside the quote of our letter, under each question.
#[test]
fn answers_stand_inside_the_quote() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    let message = bureau.last().clone();
    let Screen::Manque(manque) = &message.screen else { panic!("all at once") };
    let mut morceaux = Vec::new();
    for question in &manque.questions {
        morceaux.push(MorceauRecu {
            cite: true,
            texte: format!("{}. {}\n{}", question.posee.n, question.posee.libelle, question.aide),
        });
        match question.posee.libelle.as_str() {
            "Intitulé de la formation" => morceaux.push(ecrit("Excel perfectionnement")),
            "Heures formation" => morceaux.push(ecrit("21")),
            _ => {}
        }
    }
    bureau.maniere = Maniere::Lettre;
    bureau.play(&Event::Lettre(Box::new(LettreRecue {
        morceaux,
        texte: "Excel perfectionnement\n\n21".to_owned(),
        message: None,
        avec_fichiers: false,
        repond: Some(message.posee()),
    })));
    let dossier = bureau.dossier();
    let answered = dossier.etapes.values().flatten().flat_map(|element| &element.reponses);
    let said = answered.filter(|(_, reponse)| !reponse.proposee).count();
    assert_eq!(said, 2, "nothing is taken from the quote: {dossier:?}");
}

fn ecrit(text: &str) -> MorceauRecu {
    MorceauRecu { cite: false, texte: text.to_owned() }
}

/// An answer to an earlier letter is read with the numbers of that letter.
#[test]
fn an_earlier_letter_keeps_its_numbers() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    let first = bureau.last().clone();
    bureau.answers("1. Excel perfectionnement");
    bureau.writes("6. 21h", Some(first.posee()));
    assert!(bureau.valeur("etape_2.heures_formation").is_some());
    // Answered since: what is there stays, and she is told.
    bureau.writes("1. Word", Some(first.posee()));
    assert_eq!(
        bureau.valeur("creation.intitule_formation"),
        Some(Valeur::Texte("Excel perfectionnement".to_owned()))
    );
    assert!(bureau.last().notes.iter().any(|n| matches!(n, Note::Lettre(NoteLettre::DejaRepondu { .. }))));
}

/// « Oui » to a letter that asked something else sends nothing.
#[test]
fn a_bare_word_answers_its_own_letter_only() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    let first = bureau.last().clone();
    bureau.writes(R1, Some(first.posee()));
    both_pieces(&mut bureau);
    assert!(matches!(bureau.last().screen, Screen::ConfirmerEnvoi(_)));
    bureau.writes("Oui", Some(first.posee()));
    assert_eq!(bureau.dossier().statut, Statut::EnPreparation);
    assert!(bureau.noted(&Note::Lettre(NoteLettre::Ancienne)));
    bureau.answers("Oui");
    assert_eq!(bureau.dossier().statut, Statut::Envoye);
}

#[test]
fn what_is_not_read_is_named_with_its_reason() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    let cost = number(&bureau, "Coût");
    let hours = number(&bureau, "Heures");
    bureau.answers(&format!(
        "{cost}. à voir avec le comptable\n{hours}. 21h\n\nLe formateur est très sympathique"
    ));
    let notes = &bureau.last().notes;
    let refused = |note: &Note| matches!(note, Note::Lettre(NoteLettre::Refusee { libelle, .. }) if libelle.starts_with("Coût"));
    assert!(notes.iter().any(refused), "{notes:?}");
    assert!(bureau.valeur("etape_2.heures_formation").is_some());
    let unread = |note: &Note| matches!(note, Note::Lettre(NoteLettre::NonLu { texte }) if texte.contains("sympathique"));
    assert!(notes.iter().any(unread), "{notes:?}");
}

/// As many lines as questions, in their order; fewer, or one that does not fit, answer nothing by their place.
#[test]
fn lines_in_the_order_of_the_questions_answer_them() {
    let left: Vec<&str> =
        R1.lines().filter(|line| !line.starts_with("Date de fin") && !line.starts_with("Heures")).collect();
    for (answer, taken) in
        [("3 mars 2027\n21h", true), ("21h\n3 mars 2027", true), ("à voir\nle devis suit", false)]
    {
        let mut bureau = Bureau::new();
        bureau.writes(&left.join("\n"), None);
        assert_eq!(labels(&bureau), ["Date de fin de la formation", "Heures formation"]);
        bureau.answers(answer);
        let found = bureau.valeur("creation.date_fin").is_some()
            && bureau.valeur("etape_2.heures_formation").is_some();
        assert_eq!(found, taken, "{answer}");
    }
}

/// A line that nothing leads to is the title where the title stands; below all the rest it signs.
#[test]
fn a_line_that_nothing_leads_to_is_the_title() {
    let left: Vec<&str> =
        R1.lines().filter(|line| !line.starts_with("Intitulé") && !line.starts_with("Date")).collect();
    for (answer, taken) in [
        ("Tresses et chignons\nDébut le 01/03/2027\nFin le 03/03/2027", true),
        ("- Tresses et chignons\n- du 1er au 3 mars 2027\nMerci\nJulie", true),
        ("Tresses et chignons avec\nmèches\nDébut le 01/03/2027\nFin le 03/03/2027", true),
        ("tresses et chignons, le 01/03/2027, fin le 03/03/2027", true),
        ("Début le 01/03/2027\nFin le 03/03/2027\n\nTresses et chignons", false),
        ("Salon Léonie\nDébut le 01/03/2027\nFin le 03/03/2027", false),
        ("Tresses et chignons\nBarbier\nDébut le 01/03/2027\nFin le 03/03/2027", false),
    ] {
        let mut bureau = Bureau::new();
        bureau.writes(&left.join("\n"), None);
        assert_eq!(labels(&bureau).len(), 3, "{:?}", labels(&bureau));
        bureau.answers(answer);
        let title = bureau.valeur("creation.intitule_formation");
        assert_eq!(title.is_some(), taken, "{answer}: {title:?}");
        assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 3))), "{answer}");
    }
}

#[test]
fn a_number_within_a_sentence_is_one() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    let (start, end) = (number(&bureau, "Date de début"), number(&bureau, "Date de fin"));
    bureau.answers(&format!("Pour le {start}, le 1er mars 2027. Pour le {end}, le 3 mars 2027."));
    assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date(jour(2027, 3, 1))));
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 3))));
}

/// The last day says the month of the first; an erratum below changes what was said above.
#[test]
fn the_month_of_the_last_day_is_that_of_the_first() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    let (start, end) = (number(&bureau, "Date de début"), number(&bureau, "Date de fin"));
    bureau.answers(&format!(
        "{start}. le 1er\n{end}. le 3 mars 2027\n\nErratum : la date de fin est le 4 mars 2027."
    ));
    assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date(jour(2027, 3, 1))));
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 4))));
}

#[test]
fn a_correction_at_the_end_changes_the_answer() {
    let mut bureau = Bureau::new();
    bureau.writes(R1, None);
    both_pieces(&mut bureau);
    bureau.answers("Coût total de formation : 1 650 € HT");
    assert_eq!(bureau.valeur("etape_2.cout_formation"), Some(Valeur::Montant(Montant(165_000))));
    assert!(matches!(bureau.last().screen, Screen::ConfirmerEnvoi(_)), "{:?}", bureau.last().screen);
}

/// Another company in the place of one: what was said of the first leaves with it, as in the chat.
#[test]
fn another_company_forgets_what_was_said_of_the_first() {
    let mut bureau = Bureau::new();
    bureau.writes(R1, None);
    both_pieces(&mut bureau);
    let proposed = bureau.valeur("etape_1.idcc");
    bureau.answers("Convention collective (IDCC) : 1596");
    assert_eq!(bureau.valeur("etape_1.idcc"), Some(Valeur::Texte("1596".to_owned())));
    bureau.answers("Entreprise : Fournil des Halles");
    assert_eq!(bureau.valeur("etape_1.idcc"), proposed, "said of the first, not of this one");
}

/// Begun in chat, went on by letter, ended in chat, in the middle of a question.
#[test]
fn a_change_of_channel_goes_on_where_she_was() {
    let mut bureau = Bureau::new();
    bureau.until("Date de fin de la formation");
    bureau.writes("Bonjour, où en est ma demande ?", None);
    let missing = labels(&bureau);
    assert!(
        missing[0].starts_with("Date de fin") && !missing.iter().any(|label| label.starts_with("Intitulé"))
    );
    let n = number(&bureau, "Heures");
    bureau.answers(&format!("{n}) 21h"));
    bureau.maniere = Maniere::Conversation;
    bureau.says("3 mars 2027");
    assert_eq!(
        bureau.asked(),
        "Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?"
    );
    assert!(bureau.valeur("etape_2.heures_formation").is_some());
}

/// Whatever the dispositif, a letter asks each thing once, and nothing the person cannot write.
#[test]
fn every_dispositif_asks_in_one_letter() {
    for dispositif in CADRE.catalogue.current() {
        let mut bureau = Bureau::new();
        bureau.writes(&format!("/nouvelle {}", dispositif.libelle), None);
        let asked = manque(&bureau);
        assert!(asked.questions.len() > 4, "{}", dispositif.cle);
        for question in &asked.questions {
            let (_, champ) = dispositif
                .find_champ(&format!("{}.{}", question.posee.chemin.etape, question.posee.chemin.champ))
                .unwrap();
            let chooses = matches!(champ.nature, Nature::Choix { .. } | Nature::OuiNon);
            assert_eq!(chooses, !question.options.is_empty(), "{}", champ.libelle);
        }
        let mut labels = labels(&bureau);
        labels.sort_unstable();
        let all = labels.len();
        labels.dedup();
        assert_eq!(labels.len(), all, "{}", dispositif.cle);
    }
}

/// A letter that may not be hers changes nothing before she says so, and only where she read it.
#[test]
fn a_doubtful_letter_waits_for_her_word() {
    let doubtful = |text: &str| {
        Event::LettreDouteuse(Box::new(LettreDouteuse {
            de: "compta@example.org".to_owned(),
            lettre: Some(LettreRecue {
                morceaux: vec![ecrit(text)],
                texte: text.to_owned(),
                message: None,
                avec_fichiers: false,
                repond: None,
            }),
            fichiers: vec![(fichier("devis.pdf", "application/pdf"), Some("devis".to_owned()))],
        }))
    };
    let mut bureau = Bureau::new();
    bureau.until("Date de fin de la formation");
    let before = bureau.dossier().clone();
    bureau.maniere = Maniere::Lettre;
    bureau.play(&doubtful("Durée : 21h"));
    assert!(matches!(bureau.last().screen, Screen::ConfirmerLettre { .. }), "{:?}", bureau.last());
    assert_eq!(*bureau.dossier(), before);
    // In the chat she has not read it: it is shown there first.
    bureau.maniere = Maniere::Conversation;
    bureau.says("oui");
    assert!(matches!(bureau.last().screen, Screen::ConfirmerLettre { .. }), "{:?}", bureau.last());
    assert_eq!(*bureau.dossier(), before);
    bureau.says("non");
    assert!(bureau.noted(&Note::Lettre(NoteLettre::PasNotee { de: "compta@example.org".to_owned() })));
    assert_eq!(*bureau.dossier(), before);
    assert_eq!(bureau.asked(), "Date de fin de la formation", "back where she was");
    bureau.maniere = Maniere::Lettre;
    bureau.play(&doubtful("Durée : 14h"));
    bureau.answers("Oui mais je dois d'abord demander");
    assert!(matches!(bureau.last().screen, Screen::ConfirmerLettre { .. }), "only a bare word");
    bureau.answers("Oui");
    assert!(bureau.valeur("etape_2.heures_formation").is_some());
    assert_eq!(bureau.dossier().pieces["devis"].fichiers.len(), 1);
}

/// People are named before their company, by letter: they wait for it, whatever brings it.
#[test]
fn names_wait_for_their_company() {
    for by_chat in [false, true] {
        let mut bureau = Bureau::new();
        bureau.writes(
            "Action individuelle\nIntitulé de la formation : Excel\nStagiaires : Marie Dupont, Karim Benali",
            None,
        );
        let kept = |note: &Note| matches!(note, Note::Lettre(NoteLettre::Gardee { texte, .. }) if texte.contains("Benali"));
        assert!(bureau.last().notes.iter().any(kept), "{:?}", bureau.last().notes);
        assert!(!labels(&bureau).contains(&"Nom du stagiaire"), "not asked again: {:?}", labels(&bureau));
        assert!(bureau.dossier().elements("etape_3").is_empty(), "nobody is searched without a company");
        match by_chat {
            false => {
                bureau.writes("Établissement demandeur : Boulangerie des Lilas", None);
            }
            true => {
                bureau.maniere = Maniere::Conversation;
                for answer in ["01/03/2027", "03/03/2027", "non", "Boulangerie des Lilas"] {
                    bureau.says(answer);
                }
            }
        }
        assert_eq!(bureau.dossier().elements("etape_3").len(), 2, "by chat {by_chat}: {:?}", bureau.last());
        assert!(bureau.state.conversation.gardees.as_ref().is_none_or(|gardees| gardees.reponses.is_empty()));
    }
}

/// Named anew, the earlier names are forgotten.
#[test]
fn a_newer_answer_takes_the_place_of_one_that_waits() {
    let mut bureau = Bureau::new();
    bureau.writes("Action individuelle\nIntitulé de la formation : Excel\nStagiaires : Marie Dupont", None);
    bureau.writes("Stagiaires : Karim Benali\nÉtablissement demandeur : Boulangerie des Lilas", None);
    let people: Vec<_> = bureau.dossier().valeurs("etape_3.stagiaire").cloned().collect();
    assert!(matches!(&people[..], [Valeur::Individu(one)] if one.nom == "Benali"), "{people:?}");
}
