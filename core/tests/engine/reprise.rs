//! A draft begun before a release, and what the release changed.

use guichet_core::catalogue::{Catalogue, embedded_files};
use guichet_core::conversation::Place;
use guichet_core::dossier::{Dossier, Statut, Valeur};
use guichet_core::engine::{Cadre, Effect, JournalWhat};
use guichet_core::message::{Ligne, Message, Note, Screen};

use crate::bureau::*;

const ACTION: &str = include_str!("../../catalogue/action_individuelle-2026-11.toml");

fn cadre(files: &[(&str, &str)]) -> &'static Cadre {
    let commandes = embedded_files().into_iter().find(|(name, _)| *name == "commandes.toml").unwrap();
    let catalogue = Catalogue::from_files(files.iter().copied().chain([commandes])).unwrap();
    Box::leak(Box::new(Cadre {
        catalogue,
        support_email: "support-connect@opcoep.fr".to_owned(),
        nouvelles: Default::default(),
        support: Default::default(),
    }))
}

/// Before the release: revision 2026-11 alone.
fn hier() -> Bureau {
    let mut bureau = Bureau::new();
    bureau.cadre = cadre(&[("a.toml", ACTION)]);
    bureau
}

fn revised(revision: &str, changes: &[(&str, &str)], reprise: &str) -> String {
    let mut text = ACTION.replacen("revision = \"2026-11\"", &format!("revision = \"{revision}\""), 1);
    for (from, to) in changes {
        assert!(text.contains(from), "nothing to change: {from}");
        text = text.replacen(from, to, 1);
    }
    format!("{text}\n{reprise}")
}

const LISTED: &str = "[reprise]\nrevisions = [\"2026-11\"]\n";

/// The release: a revision that takes 2026-11 over, with these changes.
fn release(bureau: &mut Bureau, changes: &[(&str, &str)], more: &str) {
    let new = revised("2027-03", changes, &format!("{LISTED}{more}"));
    bureau.cadre = cadre(&[("a.toml", ACTION), ("b.toml", &new)]);
}

/// A field of the file, from its header to the next.
fn champ(cle: &str) -> &'static str {
    let head = format!("[[etapes.champs]]\ncle = \"{cle}\"");
    let begin = ACTION.find(&head).unwrap();
    let rest = &ACTION[begin + 1..];
    let end = rest.find("\n[[").map_or(ACTION.len(), |end| begin + 1 + end + 1);
    &ACTION[begin..end]
}

fn told(message: &Message) -> Option<(&[Ligne], &[Ligne], &[Ligne])> {
    message.notes.iter().find_map(|note| match note {
        Note::Repris { gardees, a_redonner, relues } => Some((&gardees[..], &a_redonner[..], &relues[..])),
        _ => None,
    })
}

fn ligne(libelle: &str, valeur: &str) -> Ligne {
    Ligne { libelle: libelle.to_owned(), valeur: valeur.to_owned() }
}

fn recap(bureau: &mut Bureau) -> guichet_core::message::Recapitulatif {
    bureau.says("/recap");
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("{:?}", bureau.last().screen) };
    (**recap).clone()
}

fn finish(bureau: &mut Bureau) -> Dossier {
    for _ in 0..40 {
        if bureau.asked() == "Suivi" {
            assert_eq!(bureau.dossier().statut, Statut::Envoye);
            return bureau.dossier().clone();
        }
        bureau.r1_act();
    }
    panic!("never sent");
}

#[test]
fn nothing_changed_but_the_number() {
    let mut bureau = hier();
    bureau.until("Heures formation");
    let before = bureau.dossier().clone();
    release(&mut bureau, &[], "");
    // The answer that was under way is taken, and the person is told once.
    bureau.says("21h");
    assert_eq!(told(bureau.last()), Some((&[][..], &[][..], &[][..])));
    assert_eq!(bureau.asked(), "Coût total de formation");
    assert_eq!(bureau.dossier().revision, "2027-03");
    for (etape, elements) in &before.etapes {
        assert_eq!(bureau.dossier().elements(etape), elements);
    }
    let journaled = |e: &Effect| match e {
        Effect::Journal(entry) => {
            matches!(&entry.what, JournalWhat::Repris { de, vers, .. } if de == "2026-11" && vers == "2027-03")
        }
        _ => false,
    };
    assert_eq!(bureau.effects.iter().filter(|e| journaled(e)).count(), 1);
    bureau.says("1 500 € HT");
    assert_eq!(told(bureau.last()), None);
    finish(&mut bureau);
}

#[test]
fn a_revision_that_does_not_list_it_leaves_a_draft_alone() {
    let mut bureau = hier();
    bureau.until("Heures formation");
    let new = revised("2027-03", &[], "");
    bureau.cadre = cadre(&[("a.toml", ACTION), ("b.toml", &new)]);
    bureau.says("21h");
    assert_eq!((bureau.dossier().revision.as_str(), told(bureau.last())), ("2026-11", None));
    assert_eq!(finish(&mut bureau).revision, "2026-11");
}

#[test]
fn a_revision_that_is_gone_is_always_carried_over() {
    let mut bureau = hier();
    bureau.until("Heures formation");
    let new = revised("2027-03", &[], "");
    bureau.cadre = cadre(&[("b.toml", &new)]);
    bureau.says("21h");
    assert_eq!(bureau.asked(), "Coût total de formation");
    assert_eq!(finish(&mut bureau).revision, "2027-03");
}

#[test]
fn a_removed_field_is_kept_for_the_conseiller() {
    let mut bureau = hier();
    bureau.until("Récapitulatif").says("modifier le téléphone de la personne à contacter").says("0698765432");
    let gone = champ("contact_tel");
    release(&mut bureau, &[(gone, "")], "");
    let recap = recap(&mut bureau);
    let expected = [ligne("Téléphone de la personne à contacter", "06 98 76 54 32")];
    assert_eq!(told(bureau.last()), Some((&expected[..], &[][..], &[][..])));
    assert_eq!(recap.hors_formulaire, expected);
    let sent = finish(&mut bureau);
    assert_eq!(sent.mises_de_cote[0].reponse.valeur, Some(Valeur::Texte("+33698765432".to_owned())));
    let Screen::Suivi(suivi) = &bureau.last().screen else { panic!("sent") };
    assert_eq!(suivi.recapitulatif.hors_formulaire, expected, "the conseiller sees it too");
}

#[test]
fn what_comes_back_is_taken_back() {
    let mut bureau = hier();
    bureau.until("Récapitulatif").says("modifier le téléphone de la personne à contacter").says("0698765432");
    release(&mut bureau, &[(champ("contact_tel"), "")], "");
    bureau.says("/recap");
    let again = revised("2027-09", &[], "[reprise]\nrevisions = [\"2027-03\"]\n");
    bureau.cadre = cadre(&[("a.toml", ACTION), ("c.toml", &again)]);
    let recap = recap(&mut bureau);
    assert!(recap.hors_formulaire.is_empty() && bureau.dossier().mises_de_cote.is_empty());
    assert_eq!(bureau.valeur("etape_1.contact_tel"), Some(Valeur::Texte("+33698765432".to_owned())));
}

#[test]
fn a_renamed_field_keeps_its_answer() {
    let renamed = [("cle = \"of_nom\"", "cle = \"organisme\"")];
    let names = "[reprise.renommes]\n\"etape_2.of_nom\" = \"etape_2.organisme\"\n";
    // Answered, and asked at the very moment.
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    release(&mut bureau, &renamed, names);
    bureau.says("/recap");
    assert_eq!(bureau.valeur("etape_2.organisme"), Some(Valeur::Texte("Bureautique Formation".to_owned())));
    assert!(finish(&mut bureau).mises_de_cote.is_empty());
    let mut bureau = hier();
    bureau.until("Organisme de formation : nom");
    release(&mut bureau, &renamed, names);
    bureau.says("Bureautique Formation");
    assert_eq!(bureau.valeur("etape_2.organisme"), Some(Valeur::Texte("Bureautique Formation".to_owned())));
    // Two revisions later, by the names of both.
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    let first = revised("2027-03", &renamed, &format!("{LISTED}{names}"));
    let second = revised(
        "2027-09",
        &[("cle = \"of_nom\"", "cle = \"prestataire\"")],
        "[reprise]\nrevisions = [\"2026-11\", \"2027-03\"]\n[reprise.renommes]\n\"etape_2.organisme\" = \"etape_2.prestataire\"\n",
    );
    bureau.cadre = cadre(&[("a.toml", ACTION), ("b.toml", &first), ("c.toml", &second)]);
    bureau.says("/recap");
    assert_eq!(bureau.valeur("etape_2.prestataire"), Some(Valeur::Texte("Bureautique Formation".to_owned())));
}

#[test]
fn a_field_that_became_required_is_asked() {
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    release(
        &mut bureau,
        &[("nature = \"siret\"\npose = \"sur_demande\"", "nature = \"siret\"\nexige = \"requis\"")],
        "",
    );
    assert!(!recap(&mut bureau).complet);
    bureau.taps("Envoyer ma demande");
    assert_eq!(bureau.asked(), "Organisme de formation : SIRET");
    bureau.says("732 829 320 00074");
    assert_eq!(finish(&mut bureau).revision, "2027-03");
}

#[test]
fn an_answer_that_no_longer_fits_is_asked_again_and_kept() {
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    let nom = champ("of_nom");
    let changed = nom.replace("{ texte = { min = 2, max = 255 } }", "{ entier = { min = 1, max = 9 } }");
    release(&mut bureau, &[(nom, &changed)], "");
    bureau.says("/reprendre");
    let old = [ligne("Module 1, Organisme de formation : nom", "Bureautique Formation")];
    assert_eq!(told(bureau.last()), Some((&[][..], &old[..], &[][..])));
    assert_eq!(bureau.asked(), "Organisme de formation : nom");
    assert_eq!(bureau.dossier().mises_de_cote.len(), 1);
    bureau.says("7");
    assert_eq!(told(bureau.last()), None, "said once");
    assert!(recap(&mut bureau).hors_formulaire.is_empty(), "the new answer took its place");
}

#[test]
fn an_answer_that_reads_as_the_new_kind_is_taken() {
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    let hours = champ("heures_formation");
    let changed = hours.replace("{ heures = { max = 9999 } }", "{ texte = { min = 1, max = 99 } }");
    let rules = ["{ positif = \"heures_formation\" },\n", "  \"etape_2.heures_formation\",\n"];
    let product = "  \"etape_2.heures_formation*etape_2.salaire_formateur_interne\",\n";
    release(
        &mut bureau,
        &[
            (hours, &changed),
            (rules[0], "{ renseigne = \"heures_formation\" },\n"),
            (rules[1], ""),
            (product, ""),
        ],
        "",
    );
    bureau.says("/recap");
    let read = [ligne("Module 1, Heures formation", "21,00 h")];
    assert_eq!(told(bureau.last()), Some((&[][..], &[][..], &read[..])));
    assert_eq!(bureau.valeur("etape_2.heures_formation"), Some(Valeur::Texte("21,00 h".to_owned())));
}

#[test]
fn a_removed_option_is_asked_again() {
    let mut bureau = hier();
    bureau.until("Récapitulatif").says("modifier le type d'action").says("bilan");
    let bilan = "  { cle = \"bilan\", libelle = \"Bilan de compétences\", synonymes = [\"bilan\"] },\n";
    release(&mut bureau, &[(bilan, "")], "");
    let recap = recap(&mut bureau);
    let old = [ligne("Type d'action", "Bilan de compétences")];
    assert_eq!(told(bureau.last()), Some((&[][..], &old[..], &[][..])));
    // It is optional, and she may leave it there: the conseiller still sees what she said.
    assert_eq!(recap.hors_formulaire, old);
    // An option that goes by another key is found by its whole name only.
    let mut bureau = hier();
    bureau.until("Récapitulatif").says("modifier le type d'action").says("bilan");
    release(
        &mut bureau,
        &[(bilan, "  { cle = \"bilan_competences\", libelle = \"Bilan de compétences\" },\n")],
        "",
    );
    bureau.says("/recap");
    assert_eq!(bureau.valeur("creation.type_action"), Some(Valeur::Choix("bilan_competences".to_owned())));
}

#[test]
fn a_removed_etape_is_kept_for_the_conseiller() {
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    let begin =
        ACTION.find("# ------------------------------------------------------------------ Etape 3").unwrap();
    let end =
        ACTION.find("# ------------------------------------------------------------------ Pièces").unwrap();
    release(&mut bureau, &[(&ACTION[begin..end], "")], "");
    let recap = recap(&mut bureau);
    let names: Vec<&str> = recap.hors_formulaire.iter().map(|ligne| ligne.valeur.as_str()).collect();
    assert_eq!(names, ["Marie Dupont", "Karim Benali"]);
    assert_eq!(recap.hors_formulaire[1].libelle, "Stagiaire 2, Nom du stagiaire");
    assert_eq!(finish(&mut bureau).mises_de_cote.iter().filter(|m| !m.reponse.proposee).count(), 2);
}

#[test]
fn a_removed_piece_stays_with_its_files() {
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    let begin = ACTION.find("[[pieces]]\ncle = \"programme\"").unwrap();
    let end = ACTION[begin + 1..].find("[[pieces]]").unwrap() + begin + 1;
    release(&mut bureau, &[(&ACTION[begin..end], "")], "");
    assert_eq!(recap(&mut bureau).hors_formulaire, [ligne("Programme de la formation", "programme.jpg")]);
    assert_eq!(finish(&mut bureau).pieces["programme"].fichiers.len(), 1);
    // Renamed: it is there under its new key.
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    release(
        &mut bureau,
        &[("cle = \"programme\"", "cle = \"contenu\"")],
        "[reprise.pieces]\nprogramme = \"contenu\"\n",
    );
    assert!(recap(&mut bureau).hors_formulaire.is_empty());
    assert_eq!(finish(&mut bureau).pieces["contenu"].fichiers.len(), 1);
}

/// One for the request becomes one for each stagiaire: hers where there is one, else the conseiller's to sort.
#[test]
fn a_piece_that_becomes_each_stagiaires() {
    let each = [("cle = \"programme\"", "cle = \"programme\"\npar = \"stagiaire\"")];
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    release(&mut bureau, &each, "");
    assert_eq!(recap(&mut bureau).hors_formulaire, [ligne("Programme de la formation", "programme.jpg")]);
    let mut bureau = hier();
    bureau.until("Récapitulatif").says("modifier").says("4").says("2").says("retirer").says("oui");
    assert_eq!(bureau.dossier().elements("etape_3").len(), 1);
    release(&mut bureau, &each, "");
    assert!(recap(&mut bureau).hors_formulaire.is_empty(), "{:?}", bureau.dossier().pieces.keys());
    let id = bureau.dossier().elements("etape_3")[0].id;
    assert_eq!(bureau.dossier().pieces[&format!("programme#{id}")].fichiers.len(), 1);
}

#[test]
fn what_a_condition_hides_stays_in_the_facts() {
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    let nom = champ("of_nom");
    let hidden = nom.replace(
        "{ egal = { champ = \"formateur\", valeur = \"organisme\" } }",
        "{ egal = { champ = \"formateur\", valeur = \"interne\" } }",
    );
    release(&mut bureau, &[(nom, &hidden)], "");
    let answer = Some(Valeur::Texte("Bureautique Formation".to_owned()));
    bureau.says("/recap");
    assert_eq!(bureau.valeur("etape_2.of_nom"), answer);
    assert!(finish(&mut bureau).mises_de_cote.is_empty());
    // The question that was asked at that moment is no more: what she writes is no answer to the next one.
    let mut bureau = hier();
    bureau.until("Organisme de formation : nom");
    release(&mut bureau, &[(nom, &hidden)], "");
    bureau.says("Bureautique Formation");
    assert!(told(bureau.last()).is_some());
    assert_eq!(bureau.asked(), "Voulez-vous saisir un autre module ?");
    assert_eq!(bureau.valeur("etape_2.of_nom"), None);
}

#[test]
fn a_question_that_is_gone_takes_no_answer() {
    for act in ["non", "passer", "retour", "1", "n'importe quoi"] {
        let mut bureau = hier();
        bureau.until("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?");
        let gate = champ("frais_annexes");
        let changed = gate.replace("nature = \"oui_non\"", "nature = { texte = { min = 1, max = 99 } }");
        let mut changes = vec![(gate, changed.as_str())];
        let open = ("{ vrai = \"frais_annexes\" }", "{ renseigne = \"frais_annexes\" }");
        changes.extend([open; 7]);
        changes.push(("{ vrai = \"creation.frais_annexes\" }", "{ renseigne = \"creation.frais_annexes\" }"));
        release(&mut bureau, &changes, "");
        bureau.says(act);
        assert_eq!(bureau.valeur("creation.frais_annexes"), None, "{act}");
        assert!(bureau.asked().starts_with("Demandez-vous"), "{act}: {}", bureau.asked());
    }
}

#[test]
fn a_confirmation_of_another_recap_sends_nothing() {
    let mut bureau = hier();
    bureau.until("Confirmer l'envoi");
    let (card, rank) = (bureau.last().card, bureau.last().choices[0].rank);
    let before = bureau.state.clone();
    release(&mut bureau, &[], "");
    bureau.says("oui");
    assert_eq!((bureau.dossier().statut, bureau.asked()), (Statut::EnPreparation, "Récapitulatif"));
    bureau.state = before;
    bureau.play(&guichet_core::event::Event::Tap { card, choice: rank });
    assert_eq!((bureau.dossier().statut, bureau.asked()), (Statut::EnPreparation, "Récapitulatif"));
    assert_eq!(finish(&mut bureau).revision, "2027-03");
}

#[test]
fn a_lowered_bound_or_number_loses_nothing() {
    let mut bureau = hier();
    bureau.until("Récapitulatif");
    let hours = champ("heures_formation");
    let lower = hours.replace("max = 9999", "max = 14");
    release(
        &mut bureau,
        &[("{ max = 200, nom = \"Stagiaire\"", "{ max = 1, nom = \"Stagiaire\""), (hours, &lower)],
        "",
    );
    let recap = recap(&mut bureau);
    let (gardees, a_redonner, _) = told(bureau.last()).expect("told");
    assert_eq!(gardees, [ligne("Stagiaire 2, Nom du stagiaire", "Karim Benali")]);
    assert_eq!(a_redonner, [ligne("Module 1, Heures formation", "21,00\u{a0}h")]);
    assert_eq!(bureau.dossier().elements("etape_3").len(), 1);
    assert_eq!(recap.hors_formulaire.len(), 2, "{:?}", recap.hors_formulaire);
}

#[test]
fn a_dispositif_that_is_gone_leads_to_a_person() {
    let mut bureau = hier();
    bureau.until("Heures formation");
    let before = bureau.dossier().clone();
    let other = revised("1", &[("cle = \"action_individuelle\"", "cle = \"autre\"")], "");
    bureau.cadre = cadre(&[("autre.toml", &other)]);
    for act in ["21h", "/reprendre", "/recap"] {
        bureau.says(act);
        assert!(bureau.noted(&Note::FormulaireDisparu), "{act}: {:?}", bureau.last());
        assert!(matches!(&bureau.last().screen, Screen::Support { numero: Some(_), .. }), "{act}");
    }
    bureau.says("/demandes");
    let Screen::Demandes(demandes) = &bureau.last().screen else { panic!("the list") };
    assert_eq!(demandes.items.len(), 1);
    bureau.play(&guichet_core::event::Event::Tap { card: bureau.last().card, choice: 0 });
    assert!(bureau.noted(&Note::FormulaireDisparu));
    assert_eq!(bureau.dossier(), &before, "nothing is lost");
    // Back again, it goes on.
    bureau.cadre = cadre(&[("a.toml", ACTION), ("autre.toml", &other)]);
    bureau.says("/reprendre");
    assert_eq!(bureau.asked(), "Heures formation");
}

#[test]
fn what_was_sent_is_never_changed() {
    let mut bureau = hier();
    bureau.until("Suivi");
    let sent = bureau.dossier().clone();
    release(&mut bureau, &[(champ("contact_tel"), "")], "");
    bureau.says("/recap");
    assert_eq!(bureau.dossier(), &sent);
    // Its revision gone, the nearest shows it, and hides nothing.
    let new = revised("2027-03", &[("cle = \"of_nom\"", "cle = \"organisme\"")], "");
    bureau.cadre = cadre(&[("b.toml", &new)]);
    bureau.says("/recap");
    let Screen::Suivi(suivi) = &bureau.last().screen else { panic!("{:?}", bureau.last().screen) };
    assert_eq!(suivi.entete.titre.as_deref(), Some("Excel perfectionnement"));
    assert_eq!(suivi.recapitulatif.hors_formulaire, [ligne("Of nom", "Bureautique Formation")]);
    assert_eq!((bureau.dossier(), told(bureau.last())), (&sent, None));
}

#[test]
fn an_empty_draft_is_carried_over_without_a_word() {
    let mut bureau = hier();
    bureau.says("/nouvelle");
    release(&mut bureau, &[], "");
    bureau.says("Excel perfectionnement");
    assert_eq!((bureau.dossier().revision.as_str(), told(bureau.last())), ("2027-03", None));
    assert!(matches!(bureau.state.conversation.place, Place::Champ { .. }));
    assert_eq!(bureau.asked(), "Date de début de la formation");
}
