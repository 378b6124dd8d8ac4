//! Several people on one request.

mod modele;

use guichet_core::annuaire::{Personne, Role};
use guichet_core::dossier::{Dossier, Statut, Valeur};
use guichet_core::engine::Effect;
use guichet_core::event::Event;
use guichet_core::message::{EcranPartage, Note, NotePartage, Screen};
use guichet_core::partage::{Acces, ActePartage, Collegue, Droit, Partage, Proposition};
use uuid::Uuid;

use crate::bureau::*;

const CAMILLE: usize = 0;
const SACHA: usize = 1;

/// Camille, whose request it is, and Sacha, each at her desk; the request is in the middle.
struct Equipe {
    bureaux: [Bureau; 2],
    dossier: Dossier,
    droit: Droit,
}

impl Equipe {
    /// Camille begins, up to this question; Sacha opens it with this right.
    fn at(label: &str, droit: Droit) -> Equipe {
        let mut camille = Bureau::new();
        camille.until(label);
        let mut sacha = Bureau::new();
        sacha.personne = Personne {
            id: Uuid::from_u128(2),
            email: "sacha.petit@example.org".to_owned(),
            nom: Some("Sacha Petit".to_owned()),
            role: Role::Adherent,
        };
        sacha.individus = camille.individus.clone();
        let dossier = camille.dossier().clone();
        let mut equipe = Equipe { bureaux: [camille, sacha], dossier, droit };
        equipe.bureaux[SACHA].state.conversation.dossier = Some(equipe.dossier.id);
        let word = if droit.ecrit() { "/reprendre" } else { "/recap" };
        equipe.says(SACHA, word);
        equipe
    }

    fn acces(&self) -> Vec<Acces> {
        let acces = |who: usize, droit| {
            let personne = &self.bureaux[who].personne;
            Acces { personne: personne.id, nom: personne.nom.clone().unwrap(), droit }
        };
        vec![acces(CAMILLE, Droit::Proprietaire), acces(SACHA, self.droit)]
    }

    /// One turn of hers on the request as it is now.
    fn turn(&mut self, who: usize, act: impl FnOnce(&mut Bureau) -> &mut Bureau) -> &Bureau {
        let partage = Partage { dossier: self.dossier.id, acces: self.acces() };
        let bureau = &mut self.bureaux[who];
        bureau.now += chrono::Duration::seconds(10);
        if bureau.state.conversation.dossier == Some(self.dossier.id) {
            bureau.state.dossier = Some(self.dossier.clone());
        }
        bureau.acces = partage.acces.clone();
        bureau.state.partage = partage;
        act(bureau);
        if let Some(dossier) = bureau.dossiers.get(&self.dossier.id) {
            self.dossier = dossier.clone();
        }
        let now = self.bureaux[who].now;
        self.bureaux[1 - who].now = now;
        self.bureaux[1 - who].dossiers.insert(self.dossier.id, self.dossier.clone());
        &self.bureaux[who]
    }

    fn says(&mut self, who: usize, text: &str) -> &Bureau {
        self.turn(who, |bureau| bureau.says(text))
    }

    fn taps(&mut self, who: usize, label: &str) -> &Bureau {
        self.turn(who, |bureau| bureau.taps(label))
    }
}

fn told(bureau: &Bureau, note: NotePartage) -> bool {
    bureau.noted(&Note::Partage(note))
}

fn lecture_seule() -> NotePartage {
    NotePartage::LectureSeule { proprietaire: "Camille Martin".to_owned() }
}

fn a_camille() -> NotePartage {
    NotePartage::SeulProprietaire { proprietaire: "Camille Martin".to_owned() }
}

#[test]
fn a_reader_sees_everything_and_changes_nothing() {
    let mut equipe = Equipe::at("Récapitulatif", Droit::Lecteur);
    let before = equipe.dossier.clone();
    let Screen::Suivi(suivi) = &equipe.bureaux[SACHA].last().screen else { panic!("the request") };
    let shown = format!("{:?}", suivi.recapitulatif);
    for seen in ["Excel perfectionnement", "Marie Dupont", "devis.pdf"] {
        assert!(shown.contains(seen), "{seen}");
    }
    for text in ["/modifier", "modifier la date de fin", "/pieces", "/annuler", "envoyer", "confirmer"] {
        let sacha = equipe.says(SACHA, text);
        assert!(told(sacha, lecture_seule()), "{text}: {:?}", sacha.last());
        assert!(matches!(sacha.last().screen, Screen::Suivi(_)), "{text}");
        assert_eq!(equipe.dossier, before, "{text}");
    }
    let sacha = equipe.turn(SACHA, |sacha| sacha.sends("devis2.pdf", "application/pdf"));
    assert!(told(sacha, lecture_seule()));
    for text in ["/recap", "/passer", "oui", "non", "continuer", "/reprendre", "01/03/2027"] {
        equipe.says(SACHA, text);
        assert_eq!(equipe.dossier, before, "{text}");
    }
    let edited = Event::Edited { text: "Word".to_owned(), message: "m1".to_owned() };
    equipe.turn(SACHA, |sacha| sacha.play(&edited));
    assert_eq!(equipe.dossier, before, "her messages are not those of Camille");
}

#[test]
fn an_editor_fills_and_only_the_owner_sends_or_cancels() {
    let mut equipe = Equipe::at("Récapitulatif", Droit::Redacteur);
    equipe.says(SACHA, "modifier la date de fin");
    equipe.says(SACHA, "04/03/2027");
    assert_eq!(equipe.bureaux[SACHA].valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 4))));
    let before = equipe.dossier.clone();
    for text in ["envoyer", "confirmer", "/annuler"] {
        let sacha = equipe.says(SACHA, text);
        assert!(told(sacha, a_camille()), "{text}: {:?}", sacha.last());
        assert_eq!(equipe.dossier, before, "{text}");
    }
    // A right that was lowered meanwhile counts at the next word.
    equipe.says(SACHA, "modifier la date de fin");
    equipe.droit = Droit::Lecteur;
    let sacha = equipe.says(SACHA, "05/03/2027");
    assert!(told(sacha, lecture_seule()));
    assert_eq!(equipe.dossier, before);
    equipe.says(CAMILLE, "envoyer");
    equipe.says(CAMILLE, "oui");
    assert_eq!(equipe.dossier.statut, Statut::Envoye);
}

#[test]
fn an_account_of_a_colleague_is_never_proposed_as_the_owners() {
    let mut equipe = Equipe::at("Récapitulatif", Droit::Redacteur);
    let before = format!("{:?}", equipe.dossier);
    equipe.says(SACHA, "modifier la date de fin");
    equipe.says(SACHA, "04/03/2027");
    let after = format!("{:?}", equipe.dossier);
    assert!(before.contains("camille.martin@example.org"));
    assert!(after.contains("camille.martin@example.org") && !after.contains("sacha.petit"));
}

#[test]
fn what_was_read_over_is_what_is_sent() {
    let mut equipe = Equipe::at("Confirmer l'envoi", Droit::Redacteur);
    equipe.says(SACHA, "modifier la date de fin");
    equipe.says(SACHA, "04/03/2027");
    let camille = equipe.says(CAMILLE, "oui");
    assert!(told(camille, NotePartage::DemandeChangee));
    assert_eq!(camille.asked(), "Récapitulatif");
    assert_eq!(equipe.dossier.statut, Statut::EnPreparation);
    equipe.says(CAMILLE, "envoyer");
    equipe.says(CAMILLE, "oui");
    assert_eq!(equipe.dossier.statut, Statut::Envoye);
}

#[test]
fn an_answer_given_meanwhile_is_not_written_over() {
    let mut equipe = Equipe::at("Heures formation", Droit::Redacteur);
    assert_eq!(equipe.bureaux[SACHA].asked(), "Heures formation");
    equipe.says(CAMILLE, "21h");
    // Asking for help shows no new question: she still answers the one of before.
    equipe.says(SACHA, "/aide");
    let sacha = equipe.says(SACHA, "14h");
    let deja = NotePartage::DejaRepondu {
        libelle: "Heures formation".to_owned(),
        valeur: Some("21,00\u{a0}h".to_owned()),
    };
    assert!(told(sacha, deja), "{:?}", sacha.last().notes);
    assert_eq!(sacha.asked(), "Coût total de formation", "what is missing now");
    let heures = equipe.dossier.valeurs("etape_2.heures_formation").next().cloned();
    assert_eq!(
        format!("{heures:?}"),
        format!("{:?}", equipe.bureaux[CAMILLE].valeur("etape_2.heures_formation"))
    );
}

#[test]
fn two_stagiaires_named_at_once_are_two() {
    let mut equipe = Equipe::at("Nom du stagiaire", Droit::Redacteur);
    equipe.taps(CAMILLE, "Marie Dupont");
    equipe.taps(SACHA, "Karim Benali");
    equipe.taps(SACHA, "Oui");
    let mut names: Vec<String> = equipe.dossier.valeurs("etape_3.stagiaire").map(nom).collect();
    names.sort();
    assert_eq!(names, ["Karim Benali", "Marie Dupont"]);
    // The same person, named by both: once, and the second is told.
    let mut equipe = Equipe::at("Nom du stagiaire", Droit::Redacteur);
    equipe.taps(CAMILLE, "Marie Dupont");
    let sacha = equipe.taps(SACHA, "Marie Dupont");
    assert!(matches!(sacha.last().notes[..], [Note::Refus(_)]), "{:?}", sacha.last().notes);
    assert_eq!(equipe.dossier.elements("etape_3").len(), 1);
}

fn nom(valeur: &Valeur) -> String {
    match valeur {
        Valeur::Individu(individu) => individu.nom_complet(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_colleague_removed_stays_removed() {
    let mut equipe = Equipe::at("Récapitulatif", Droit::Redacteur);
    for text in ["/modifier", "4", "1"] {
        equipe.says(SACHA, text);
    }
    let removed = equipe.bureaux[SACHA].last().screen.clone();
    for text in ["/modifier", "4", "1", "retirer", "oui"] {
        equipe.says(CAMILLE, text);
    }
    assert_eq!(equipe.dossier.elements("etape_3").len(), 1, "{removed:?}");
    let sacha = equipe.says(SACHA, "1");
    assert!(told(sacha, NotePartage::QuestionDisparue), "{:?}", sacha.last());
    assert_eq!(equipe.dossier.elements("etape_3").len(), 1);
    // The question itself was open.
    for text in ["/modifier", "4", "1", "2"] {
        equipe.says(SACHA, text);
    }
    assert!(matches!(equipe.bureaux[SACHA].last().screen, Screen::Question(_)));
    for text in ["/modifier", "4", "1", "retirer", "oui"] {
        equipe.says(CAMILLE, text);
    }
    let sacha = equipe.says(SACHA, "1");
    assert!(told(sacha, NotePartage::QuestionDisparue), "{:?}", sacha.last());
    assert!(equipe.dossier.elements("etape_3").is_empty());
}

#[test]
fn a_request_that_is_no_longer_hers_is_said_so() {
    let mut equipe = Equipe::at("Heures formation", Droit::Redacteur);
    let sacha = &mut equipe.bureaux[SACHA];
    sacha.state.dossier = None;
    sacha.says("14h");
    assert!(told(sacha, NotePartage::AccesPerdu));
    assert!(matches!(sacha.last().screen, Screen::Accueil(_)));
    sacha.says("bonjour");
    assert!(!told(sacha, NotePartage::AccesPerdu), "once");
}

/// What was decided about rights, and told to others, by the last turn of her.
fn decided(bureau: &Bureau, before: usize) -> Vec<&Effect> {
    let sharing = |effect: &&Effect| matches!(effect, Effect::Partage(_) | Effect::Prevenir { .. });
    bureau.effects[before..].iter().filter(sharing).collect()
}

#[test]
fn a_right_is_offered_and_nothing_is_shared_yet() {
    let mut equipe = Equipe::at("Récapitulatif", Droit::Lecteur);
    let lou =
        Collegue { personne: Uuid::from_u128(3), nom: "Lou".to_owned(), email: "lou@example.org".to_owned() };
    equipe.bureaux[CAMILLE].collegues = vec![lou.clone()];
    let camille = equipe.says(CAMILLE, "partager");
    let Screen::Partage(ecran) = &camille.last().screen else { panic!("{:?}", camille.last()) };
    assert!(matches!(&**ecran, EcranPartage::Acces { gere: true, .. }), "{ecran:?}");
    assert!(
        camille.labels().contains(&"Lou") && camille.labels().contains(&"Retirer l'accès de Sacha Petit")
    );
    let camille = equipe.says(CAMILLE, "personne@example.org");
    assert!(told(camille, NotePartage::PasCollegue { entreprise: "Boulangerie des Lilas".to_owned() }));
    let camille = equipe.says(CAMILLE, "Louise");
    assert!(told(camille, NotePartage::QuiPartager));
    equipe.says(CAMILLE, "LOU@example.org ");
    let before = equipe.bureaux[CAMILLE].effects.len();
    let camille = equipe.taps(CAMILLE, "Modifier");
    assert!(told(camille, NotePartage::Proposee { nom: "Lou".to_owned(), droit: Droit::Redacteur }));
    assert_eq!(camille.asked(), "Récapitulatif", "back to her request");
    let [
        Effect::Partage(ActePartage::Proposer { pour, droit, expires_at, .. }),
        Effect::Prevenir { personne, .. },
    ] = &decided(camille, before)[..]
    else {
        panic!("{:?}", decided(camille, before))
    };
    assert_eq!((*pour, *droit, *personne), (lou.personne, Droit::Redacteur, lou.personne));
    assert_eq!(*expires_at, camille.now + chrono::Duration::days(14));
    // Once sent, it may still be read or handed on, not filled.
    equipe.says(CAMILLE, "envoyer");
    equipe.says(CAMILLE, "oui");
    assert_eq!(equipe.dossier.statut, Statut::Envoye);
    equipe.taps(CAMILLE, "Partager");
    let camille = equipe.taps(CAMILLE, "Lou");
    assert_eq!(camille.labels(), ["Lire", "Transférer la demande", "Retour"]);
}

#[test]
fn only_the_owner_shares_and_an_editor_says_when_it_is_filled() {
    for droit in [Droit::Lecteur, Droit::Redacteur] {
        let mut equipe = Equipe::at("Récapitulatif", droit);
        let sacha = equipe.says(SACHA, "partager");
        assert_eq!(sacha.labels(), ["Quitter cette demande", "Retour"]);
        let before = sacha.effects.len();
        let sacha = equipe.says(SACHA, "lou@example.org");
        assert!(decided(sacha, before).is_empty());
        equipe.says(SACHA, "partager");
        let sacha = equipe.taps(SACHA, "Quitter cette demande");
        assert!(told(sacha, NotePartage::Quittee { titre: "Excel perfectionnement".to_owned() }));
        assert_eq!(sacha.state.dossier, None);
        assert!(matches!(
            decided(sacha, before)[..],
            [Effect::Partage(ActePartage::Quitter { .. }), Effect::Prevenir { .. }]
        ));
    }
    let mut equipe = Equipe::at("Récapitulatif", Droit::Redacteur);
    let before = equipe.bureaux[SACHA].effects.len();
    let owner = equipe.dossier.proprietaire;
    let sacha = equipe.taps(SACHA, "Dire que c'est prêt");
    assert!(!sacha.labels().contains(&"Envoyer ma demande"));
    assert!(matches!(decided(sacha, before)[..], [Effect::Prevenir { personne, .. }]
        if *personne == owner));
}

#[test]
fn an_offer_is_accepted_or_refused_by_her_to_whom_it_was_made() {
    for (word, accepted) in [("accepter", true), ("oui", true), ("refuser", false), ("non", false)] {
        let mut sacha = Bureau::new();
        let offre = Proposition {
            id: Uuid::from_u128(99),
            dossier: Uuid::from_u128(98),
            titre: Some("Excel perfectionnement".to_owned()),
            entreprise: "Boulangerie des Lilas".to_owned(),
            de: Uuid::from_u128(2),
            de_nom: "Sacha Petit".to_owned(),
            pour: sacha.personne.id,
            pour_nom: "Camille Martin".to_owned(),
            droit: Droit::Redacteur,
            expires_at: sacha.now + chrono::Duration::days(14),
        };
        sacha.says("partages");
        assert!(told(&sacha, NotePartage::AucuneProposition));
        sacha.offres = vec![offre.clone()];
        sacha.state.partages_recus = 1;
        sacha.says("bonjour");
        assert!(told(&sacha, NotePartage::EnAttente { nombre: 1 }));
        sacha.says("partages");
        let before = sacha.effects.len();
        sacha.says(word);
        let kept = decided(&sacha, before);
        let acte = match accepted {
            true => ActePartage::Accepter { id: offre.id },
            false => ActePartage::Refuser { id: offre.id },
        };
        assert!(
            matches!(&kept[..], [Effect::Partage(done), Effect::Prevenir { personne, .. }]
            if *done == acte && *personne == offre.de),
            "{word}: {kept:?}"
        );
        assert_eq!(sacha.labels().contains(&"Ouvrir la demande"), accepted);
        // Withdrawn meanwhile: said so, and nothing is done.
        sacha.says("partages");
        sacha.offres.clear();
        let before = sacha.effects.len();
        sacha.says(word);
        assert!(told(&sacha, NotePartage::PropositionPerdue), "{word}: {:?}", sacha.last());
        assert!(decided(&sacha, before).is_empty());
    }
}
