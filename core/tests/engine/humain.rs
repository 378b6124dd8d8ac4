//! Speaking with a person of OPCO EP: what leaves, what is said, and where she is afterwards.

use chrono::TimeDelta;
use guichet_core::engine::Effect;
use guichet_core::escalade::{ActeEscalade, Appel, ReponseSupport};
use guichet_core::event::{Event, Fichier, FichierRecu};
use guichet_core::message::{EcranHumain, Message, Note, NoteHumain, Screen};

use crate::bureau::Bureau;

/// Her desk, and where the effects of her last turn begin.
struct Elle {
    bureau: Bureau,
    from: usize,
}

impl Elle {
    fn plays(&mut self, event: &Event) {
        self.from = self.bureau.effects.len();
        self.bureau.play(event);
    }

    fn says(&mut self, text: &str) {
        self.plays(&Event::Text { text: text.to_owned(), message: None });
    }

    fn taps(&mut self, label: &str) {
        self.from = self.bureau.effects.len();
        self.bureau.taps(label);
    }

    fn effects(&self) -> &[Effect] {
        &self.bureau.effects[self.from..]
    }

    fn has_note(&self, wanted: impl Fn(&Note) -> bool) -> bool {
        self.bureau.said.iter().any(|message| message.notes.iter().any(&wanted))
    }

    fn last(&self) -> &Message {
        self.bureau.last()
    }

    fn asked(&self) -> &str {
        self.bureau.asked()
    }
}

fn acts(bureau: &Elle) -> Vec<&ActeEscalade> {
    let effects = bureau.effects().iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Escalade(acte) => Some(acte),
            _ => None,
        })
        .collect()
}

fn appel(bureau: &Elle) -> &Appel {
    match acts(bureau).first() {
        Some(ActeEscalade::Ouvrir(appel)) => appel,
        other => panic!("nobody was called: {other:?}"),
    }
}

fn file(name: &str) -> Event {
    let file = FichierRecu {
        sha256: "a".repeat(64),
        name: name.to_owned(),
        size: 18_000,
        mime: Some("application/pdf".to_owned()),
    };
    Event::Files { files: vec![Fichier::Stored(file)], caption: None }
}

fn answer(texte: &str, clos: bool) -> Event {
    Event::Humain(ReponseSupport { texte: texte.to_owned(), fichiers: Vec::new(), clos, ouverte: true })
}

/// At « Date de début de la formation ».
fn at_date() -> Elle {
    let mut bureau = Elle { bureau: Bureau::new(), from: 0 };
    bureau.says("/nouvelle action individuelle");
    bureau.says("Excel perfectionnement");
    assert_eq!(bureau.asked(), "Date de début de la formation");
    bureau
}

#[test]
fn two_failures_offer_a_person_and_the_way_back_is_the_question() {
    let mut bureau = at_date();
    bureau.says("bientôt je crois");
    assert!(!bureau.has_note(|note| matches!(note, Note::Humain(_))), "once is no reason");
    bureau.says("quand ce sera prêt");
    assert!(bureau.has_note(|note| matches!(note, Note::Humain(NoteHumain::Propose))));
    bureau.taps("Parler à quelqu'un");
    assert!(matches!(bureau.last().screen, Screen::Humain(EcranHumain::Decrire { .. })));
    bureau.plays(&file("devis.pdf"));
    assert!(bureau.has_note(|note| matches!(note, Note::Humain(NoteHumain::FichiersNotes { .. }))));
    bureau.says("Le formateur n'a pas fixé la date.");
    let appel = appel(&bureau);
    assert_eq!(appel.texte, "Le formateur n'a pas fixé la date.");
    assert_eq!(appel.essais, ["bientôt je crois", "quand ce sera prêt"]);
    assert_eq!(appel.fichiers.len(), 1);
    assert_eq!(appel.sujet.question.as_deref(), Some("Date de début de la formation"));
    assert_eq!(appel.sujet.titre.as_deref(), Some("Excel perfectionnement"));
    assert!(appel.dits.iter().any(|dit| dit.texte == "quand ce sera prêt"));
    assert!(appel.dits.iter().all(|dit| dit.texte != appel.texte), "it stands for itself");
    assert!(appel.recap.is_some());
    assert!(matches!(bureau.last().screen, Screen::Humain(EcranHumain::Ouverte { .. })));
    bureau.says("terminer");
    assert!(matches!(acts(&bureau)[..], [ActeEscalade::Fermer]));
    assert_eq!(bureau.asked(), "Date de début de la formation");
    // She begins anew: nothing is held against her.
    bureau.says("bof");
    assert!(!bureau.has_note(|note| matches!(note, Note::Humain(NoteHumain::Propose))));
    bureau.says("01/03/2099");
    assert_eq!(bureau.asked(), "Date de fin de la formation");
}

#[test]
fn the_assistant_keeps_out_of_the_way() {
    let mut bureau = at_date();
    bureau.says("parler à un conseiller");
    bureau.says("Je suis perdue");
    // What would be an answer, a command in words, a confirmation: all of it is for the person.
    for said in ["01/03/2099", "oui", "annuler", "mes demandes", "Quel est le délai ?", "1", "merci"] {
        bureau.says(said);
        let [ActeEscalade::Relayer { texte, .. }] = acts(&bureau)[..] else { panic!("{said} is passed on") };
        assert_eq!(texte, said);
        assert!(
            !bureau.effects().iter().any(|effect| matches!(effect, Effect::Say(_))),
            "{said}: not a word"
        );
    }
    bureau.plays(&file("capture.png"));
    let [ActeEscalade::Relayer { fichiers, .. }] = acts(&bureau)[..] else { panic!("the file is passed on") };
    assert_eq!(fichiers[0].name, "capture.png");
    // A slash speaks to the assistant: it is not passed on, and she is told.
    bureau.says("/recap");
    assert!(acts(&bureau).is_empty());
    assert!(bureau.has_note(|note| matches!(note, Note::Humain(NoteHumain::PasTransmis { .. }))));
    bureau.plays(&answer("Bonjour Camille", false));
    assert!(bureau.has_note(|note| matches!(note, Note::Humain(NoteHumain::Repond { .. }))));
    assert_eq!(bureau.last().screen, Screen::Humain(EcranHumain::EnCours));
    bureau.plays(&answer("À bientôt", true));
    assert!(bureau.has_note(|note| matches!(note, Note::Humain(NoteHumain::Clos))));
    assert_eq!(bureau.asked(), "Date de début de la formation");
}

#[test]
fn an_answer_after_the_end_is_told_and_moves_nothing() {
    let mut bureau = at_date();
    let card = bureau.last().card;
    for reponse in [answer("Trop tard, mais bonjour", false), answer("Et clos", true)] {
        let Event::Humain(reponse) = reponse else { unreachable!() };
        bureau.plays(&Event::Humain(ReponseSupport { ouverte: false, ..reponse }));
        let told: Vec<bool> = bureau
            .effects()
            .iter()
            .filter_map(|effect| match effect {
                Effect::Say(message) => Some(message.is_notice()),
                _ => None,
            })
            .collect();
        assert_eq!(told, [true]);
    }
    bureau.plays(&Event::Opened);
    assert!(bureau.last().card > card);
    bureau.says("/reprendre");
    assert_eq!(bureau.asked(), "Date de début de la formation");
}

#[test]
fn before_anything_was_said_she_may_turn_back() {
    for back in ["retour", "terminer", "non", "/retour"] {
        let mut bureau = at_date();
        bureau.says("/support");
        bureau.says(back);
        assert!(acts(&bureau).is_empty(), "{back}");
        assert_eq!(bureau.asked(), "Date de début de la formation", "{back}");
    }
    let mut bureau = at_date();
    bureau.says("/support");
    bureau.says("/recap");
    assert!(matches!(bureau.last().screen, Screen::Recapitulatif(_)), "she thought better of it");
}

#[test]
fn a_social_security_number_is_masked_on_its_way_to_a_person() {
    let mut bureau = at_date();
    bureau.says("/support");
    bureau.says("mon numéro est 2 69 05 49 588 157 80");
    assert!(!appel(&bureau).texte.contains("588"));
    bureau.says("encore : 269054958815780");
    let [ActeEscalade::Relayer { texte, .. }] = acts(&bureau)[..] else { panic!("it is passed on") };
    assert!(!texte.contains("269054958815780"), "{texte}");
}

#[test]
fn an_answer_is_waited_for_within_the_hours_of_opening() {
    let mut bureau = at_date();
    bureau.says("/support");
    bureau.says("À l'aide");
    let support = guichet_core::escalade::Support::default();
    let now = bureau.bureau.now;
    assert_eq!(appel(&bureau).echeance, support.echeance(now));
    assert!(appel(&bureau).echeance - now >= TimeDelta::hours(4));
}
