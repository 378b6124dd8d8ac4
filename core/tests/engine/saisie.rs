//! Answers: what is refused, corrected, proposed.

use guichet_core::catalogue::Nature;
use guichet_core::conversation::Place;
use guichet_core::dossier::{Centiemes, Chemin, Montant, Valeur};
use guichet_core::engine::EcritAnnuaire;
use guichet_core::event::{Event, Unreadable};
use guichet_core::message::{Avertissement, Note, Refus, Saisie, Screen};

use crate::bureau::*;

#[test]
fn an_answer_that_does_not_fit_changes_nothing_and_the_question_stays() {
    let mut bureau = Bureau::new();
    bureau.until("Date de fin de la formation");
    let before = bureau.dossier().clone();
    for (text, refus) in [
        (
            "28/02/2027",
            Refus::DateAvant { libelle: "Date de début de la formation".to_owned(), date: jour(2027, 3, 1) },
        ),
        ("01/01/2040", Refus::DateTropLoin { date: jour(2031, 9, 1) }),
        ("fin mars", Refus::DateVague),
        ("30/02/2027", Refus::DateImpossible),
    ] {
        bureau.says(text);
        assert!(bureau.noted(&Note::Refus(refus)), "{text}: {:?}", bureau.last().notes);
        assert_eq!(bureau.asked(), "Date de fin de la formation");
        assert_eq!(bureau.dossier(), &before, "{text}");
    }
}

#[test]
fn fewer_than_four_characters_do_not_search() {
    let mut bureau = Bureau::new();
    bureau.until("Référence de l'établissement demandeur").says("bou");
    assert!(bureau.noted(&Note::Refus(Refus::QuatreCaracteres)));
    bureau.says("pharmacie");
    assert!(bureau.noted(&Note::Refus(Refus::RienTrouve { text: "pharmacie".to_owned() })));
    assert_eq!(numbered(bureau.last()), 2, "her own companies are listed again");
    bureau.says("2");
    let Some(Valeur::Entite(entite)) = bureau.valeur("etape_1.etablissement_demandeur") else {
        panic!("an Entité")
    };
    assert_eq!(entite.siret, HALLES);
}

#[test]
fn a_directory_is_not_read_out_by_searching() {
    let mut bureau = Bureau::new();
    bureau.until("Référence de l'établissement demandeur");
    for n in 0..60 {
        bureau.says(&format!("boulangerie {n}"));
        assert!(!bureau.noted(&Note::Refus(Refus::TropDeRecherches)), "{n}");
    }
    bureau.says("fournil");
    assert!(bureau.noted(&Note::Refus(Refus::TropDeRecherches)));
    assert_eq!(numbered(bureau.last()), 2, "the list can still be chosen from");
    bureau.now += chrono::Duration::minutes(10);
    bureau.says("fournil");
    assert_eq!(numbered(bureau.last()), 1);
}

#[test]
fn an_edited_message_corrects_the_answer_read_from_it() {
    let mut bureau = Bureau::new();
    bureau.until("Qui assure la formation ?");
    let message = bureau.dossier().elements("etape_2")[0].reponses["cout_formation"].message.clone();
    let message = message.expect("the message is kept");
    bureau.play(&Event::Edited { text: "1 800 € TTC".to_owned(), message });
    assert_eq!(bureau.valeur("etape_2.cout_formation"), Some(Valeur::Montant(Montant(180_000))));
    assert_eq!(bureau.valeur("etape_2.montant_base"), Some(Valeur::Choix("ttc".to_owned())));
    assert_eq!(bureau.asked(), "Qui assure la formation ?", "she stays where she was");
    bureau.play(&Event::Edited { text: "coucou".to_owned(), message: "m999".to_owned() });
    assert!(bureau.noted(&Note::CorrectionSansObjet));
}

#[test]
fn a_new_start_after_the_end_asks_for_the_end_again() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation");
    bureau.says("modifier la date de début");
    bureau.says("10/03/2027");
    assert_eq!(bureau.asked(), "Date de fin de la formation");
    let Screen::Question(question) = &bureau.last().screen else { panic!("a question") };
    assert_eq!(question.actuelle.as_deref(), Some("mercredi 3 mars 2027"), "nothing is lost");
    bureau.says("le 12");
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 12))));
    assert_eq!(bureau.asked(), "Heures formation", "and she is back where she was");
}

#[test]
fn the_rules_of_a_module_are_told_with_their_message() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation").says("0h").says("1500 HT").says("non");
    bureau.taps("Un organisme de formation").says("Bureautique Formation");
    assert_eq!(bureau.asked(), "Heures formation");
    assert!(
        matches!(bureau.last().notes.last(), Some(Note::Regle(text)) if text.starts_with("Indiquez au moins"))
    );
    bureau.says("7h30");
    assert_eq!(bureau.valeur("etape_2.heures_formation"), Some(Valeur::Heures(Centiemes(750))));
    assert_eq!(bureau.asked(), "Voulez-vous saisir un autre module ?");
}

#[test]
fn a_formateur_interne_needs_no_organisme() {
    let mut bureau = Bureau::new();
    bureau.until("Qui assure la formation ?").taps("Un formateur interne");
    assert_eq!(bureau.asked(), "Nom du formateur interne");
    bureau.taps("Karim Benali").says("22,50 €");
    assert_eq!(bureau.asked(), "Voulez-vous saisir un autre module ?");
    bureau.says("non").taps("Marie Dupont").says("non");
    assert_eq!(bureau.asked(), "Programme de la formation", "no quote is asked for");
}

#[test]
fn an_employee_who_is_not_there_is_added() {
    let mut bureau = Bureau::new();
    bureau.until("Nom du stagiaire").taps("Il n'est pas dans la liste").says("Inès");
    assert!(bureau.noted(&Note::Refus(Refus::NomIllisible)));
    bureau.says("Inès LEROY");
    assert!(bureau.noted(&Note::SalarieAjoute { nom: "Inès Leroy".to_owned() }));
    assert_eq!(bureau.asked(), "CSP", "what the directory does not know is asked");
    bureau.says("employée");
    assert_eq!(bureau.asked(), "Voulez-vous saisir un autre stagiaire ?");
    let added = bureau.annuaire.iter().any(|e| matches!(e, EcritAnnuaire::Ajouter(i) if i.siret == LILAS));
    assert!(added);
}

#[test]
fn no_stagiaire_twice_in_one_dossier() {
    let mut bureau = Bureau::new();
    bureau.until("Nom du stagiaire").taps("Marie Dupont").says("dupont").taps("Marie Dupont");
    assert!(bureau.noted(&Note::Refus(Refus::DejaStagiaire { nom: "Marie Dupont".to_owned() })));
    assert_eq!(bureau.dossier().elements("etape_3").len(), 1);
}

#[test]
fn a_late_start_is_warned_about_not_refused() {
    let mut bureau = Bureau::new();
    bureau.until("Date de début de la formation").says("02/02/2027");
    assert!(bureau.noted(&Note::Avertissement(Avertissement::MoinsDUnMois)));
    bureau.taps("Retour").says("04/01/2027");
    assert!(bureau.noted(&Note::Avertissement(Avertissement::DejaCommencee)));
    assert_eq!(bureau.asked(), "Date de fin de la formation");
}

#[test]
fn the_calendar_takes_days_and_turns_months() {
    let mut bureau = Bureau::new();
    bureau.until("Date de début de la formation");
    let card = bureau.last().card;
    bureau.play(&Event::TapMonth { card, month: jour(2027, 3, 15) });
    let message = bureau.last().clone();
    assert!(message.in_place);
    let Screen::Question(question) = &message.screen else { panic!("a question") };
    assert_eq!(question.saisie, Saisie::Date { month: jour(2027, 3, 1), min: None });
    bureau.play(&Event::TapDay { card: message.card, day: jour(2027, 3, 1) });
    assert_eq!(bureau.asked(), "Date de fin de la formation");
    let Screen::Question(question) = &bureau.last().screen else { panic!("a question") };
    assert_eq!(question.saisie, Saisie::Date { month: jour(2027, 3, 1), min: Some(jour(2027, 3, 1)) });
    // The same day of the same card again: noted already.
    bureau.play(&Event::TapDay { card: message.card, day: jour(2027, 3, 1) });
    assert!(bureau.said.is_empty() && bureau.toast.is_some());
    // A day before the start is refused like a typed one.
    let card = bureau.state.conversation.carte.serial;
    bureau.play(&Event::TapDay { card, day: jour(2027, 2, 1) });
    assert_eq!(bureau.valeur("creation.date_fin"), None);
}

#[test]
fn words_of_commands_may_be_titles() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation").says("Accueil");
    assert_eq!(bureau.valeur("creation.intitule_formation"), Some(Valeur::Texte("Accueil".to_owned())));
    bureau.taps("Retour").says("oui");
    assert!(bureau.noted(&Note::Refus(Refus::Incompris)));
}

#[test]
fn what_cannot_be_read_is_answered_kindly_and_the_question_stays() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation").play(&Event::Unreadable(Unreadable::Voice));
    assert!(bureau.noted(&Note::Illisible(Unreadable::Voice)));
    assert_eq!(bureau.asked(), "Heures formation");
}

#[test]
fn a_name_with_a_no_in_it_is_a_name() {
    let mut bureau = Bureau::new();
    bureau.individus.push(individu(31, LILAS, "Awa", "N'Diaye", Some("employe")));
    bureau.until("Nom du stagiaire").taps("Marie Dupont").says("Awa N'Diaye");
    assert_eq!(bureau.asked(), "Nom du stagiaire");
    bureau.taps("Awa N'Diaye");
    assert_eq!(bureau.dossier().elements("etape_3").len(), 2);
}

#[test]
fn what_was_said_of_one_person_is_not_kept_for_another() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif").taps("Modifier").taps("Etape 3 : Saisir un stagiaire");
    bureau.taps("Stagiaire 1 : Marie Dupont").taps("Email").says("marie.dupont@example.org");
    bureau
        .taps("Modifier")
        .taps("Etape 3 : Saisir un stagiaire")
        .taps("Stagiaire 1 : Marie Dupont")
        .taps("CSP");
    bureau.says("cadre");
    bureau.taps("Modifier").taps("Etape 3 : Saisir un stagiaire").taps("Stagiaire 1 : Marie Dupont");
    bureau.taps("Dupliquer").taps("Li Na");
    assert_eq!(bureau.asked(), "CSP");
    assert_eq!(bureau.dossier().elements("etape_3")[2].valeur("email"), None);
    bureau.says("employé");
    bureau.taps("Modifier").taps("Etape 3 : Saisir un stagiaire").taps("Stagiaire 1 : Marie Dupont");
    bureau.individus.push(individu(32, LILAS, "Zoé", "Petit", Some("employe")));
    bureau.taps("Nom du stagiaire").taps("Zoé Petit");
    let first = &bureau.dossier().elements("etape_3")[0];
    assert_eq!(first.valeur("email"), None);
    assert_eq!(first.valeur("csp"), Some(&Valeur::Choix("employe".to_owned())));
}

#[test]
fn another_company_asks_for_its_own_employees() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif").says("modifier l'établissement demandeur").taps("Fournil des Halles");
    assert!(bureau.noted(&Note::Refus(Refus::AutreEntreprise { nom: "Marie Dupont".to_owned() })));
    assert_eq!(bureau.asked(), "Nom du stagiaire");
    bureau.says("envoyer");
    assert!(matches!(bureau.last().notes.first(), Some(Note::IlManque { .. })));
}

#[test]
fn going_back_and_skipping_keeps_the_answer() {
    let mut bureau = Bureau::new();
    bureau
        .until("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?")
        .says("oui")
        .says("2");
    bureau.taps("Retour").taps("Passer");
    assert_eq!(bureau.valeur("creation.nb_nuits"), Some(Valeur::Entier(2)));
    assert_eq!(bureau.asked(), "Coût unitaire/nuit");
}

/// « pas de nuit » names what is counted: none. « pas de repas » says nothing of the nights.
#[test]
fn none_is_said_of_what_is_asked() {
    let mut bureau = Bureau::new();
    bureau
        .until("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?")
        .says("oui")
        .says("pas de repas");
    assert_eq!(bureau.valeur("creation.nb_nuits"), None);
    bureau.says("pas de nuit, je rentre le soir");
    assert_eq!(bureau.valeur("creation.nb_nuits"), Some(Valeur::Entier(0)));
    assert_eq!(bureau.asked(), "Nombre de repas");
}

/// 40 wrong answers for each kind of field: each gets a reason, none changes a fact.
#[test]
fn wrong_answers_change_nothing() {
    let lists = wrong_answers();
    assert!(!lists.is_empty());
    for (kind, answers) in lists {
        let (path, mut bureau) = ready(&kind);
        let before = bureau.dossier().clone();
        assert!(answers.len() >= 40, "{kind}: {} wrong answers", answers.len());
        for answer in answers {
            bureau.says(&answer);
            assert!(*bureau.dossier() == before, "{kind}: « {answer} » was taken");
            // Who says that she does not know is told what the question is for; « plus tard », that it cannot wait.
            let reason = |note: &&Note| {
                matches!(note, Note::Refus(_) | Note::AQuoiCaSert { .. } | Note::ChampObligatoire { .. })
            };
            let reasons = bureau.last().notes.iter().filter(reason).count();
            assert_eq!(reasons, 1, "{kind}: « {answer} »: {:?}", bureau.last().notes);
            let Place::Champ { chemin, .. } = &bureau.state.conversation.place else {
                panic!("{kind}: « {answer} » left the question")
            };
            assert_eq!(format!("{}.{}", chemin.etape, chemin.champ), path);
        }
    }
}

/// The lists of `core/tests/wrong_answers`: kind of field, and its answers.
fn wrong_answers() -> Vec<(String, Vec<String>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wrong_answers");
    let mut lists: Vec<_> = std::fs::read_dir(folder)
        .expect("the lists are there")
        .map(|file| {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let answers = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            let answers = answers.map(|line| line.split('\t').next().unwrap_or(line).to_owned()).collect();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), answers)
        })
        .collect();
    lists.sort();
    lists
}

/// A request where the question of this kind of field is open.
fn ready(kind: &str) -> (String, Bureau) {
    let path = match kind {
        "texte" => "creation.intitule_formation",
        "date" => "creation.date_debut",
        "entier" => "creation.nb_nuits",
        "decimal" => "creation.nb_km",
        "taux" => "creation.indemnite_km",
        "montant" => "etape_2.cout_formation",
        "heures" => "etape_2.heures_formation",
        "oui_non" => "creation.frais_annexes",
        "choix" => "etape_3.csp",
        "siret" => "etape_2.of_siret",
        "nda" => "etape_2.of_nda",
        "code_certification" => "etape_2.certification",
        "idcc" => "etape_1.idcc",
        "email" => "etape_1.contact_email",
        "telephone" => "etape_1.contact_tel",
        "code_postal" => "etape_3.code_postal",
        "commune" => "etape_3.ville",
        other => panic!("which field shows « {other} »?"),
    };
    let mut bureau = Bureau::new();
    if path.starts_with("creation.") && !matches!(kind, "entier" | "decimal" | "taux") {
        let label = CADRE.catalogue.current()[0].find_champ(path).unwrap().1.libelle.clone();
        bureau.until(&label);
    } else {
        bureau.until("Récapitulatif");
        let (etape, champ) = path.split_once('.').unwrap();
        let element = bureau.dossier().elements(etape)[0].id;
        if matches!(kind, "entier" | "decimal" | "taux") {
            bureau
                .says("modifier le remboursement de frais annexes")
                .says("oui")
                .says("/passer")
                .says("/passer");
            bureau.says(if kind == "taux" { "240" } else { "/passer" });
        }
        let chemin = Chemin { etape: etape.to_owned(), element, champ: champ.to_owned() };
        bureau.state.conversation.place = Place::Champ { chemin, edition: true };
        bureau.play(&Event::Text { text: "?".to_owned(), message: None });
    }
    let field = CADRE.catalogue.current()[0].find_champ(path).unwrap().1;
    assert!(!matches!(field.nature, Nature::RechercheEntite));
    assert_eq!(bureau.asked(), field.libelle);
    (path.to_owned(), bureau)
}
