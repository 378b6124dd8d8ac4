//! « Aide – mode d'emploi »: the topics, and the answer to a typed question.

use super::choix::Bouton;
use super::tour::Tour;
use crate::aide::{Reponse, Sujet};
use crate::catalogue::{Champ, Commande, Nature};
use crate::conversation::Place;
use crate::intent;
use crate::message::{Action, AideVue, Screen};

impl Tour<'_> {
    /// « /aide », with or without what it is about.
    pub fn aide_commande(&mut self, text: &str) {
        match intent::help_about(text) {
            Some(question) => self.help_answer(question),
            None => self.aide(),
        }
    }

    /// The topics. Where a question is open they are shown over it, and it stays open; elsewhere whatever is typed
    /// next is a question.
    pub fn aide(&mut self) {
        self.at_help();
        self.vue = Some(self.screen_aide());
    }

    fn at_help(&mut self) {
        let leaves_nothing = matches!(
            self.state.conversation.place,
            Place::Accueil
                | Place::Demandes { .. }
                | Place::Entreprises { .. }
                | Place::Salaries { .. }
                | Place::Suivi
                | Place::Recapitulatif
        );
        if leaves_nothing {
            self.go(Place::Aide);
        }
    }

    pub fn screen_aide(&self) -> Screen {
        let described = self.catalogue().commandes.0.iter().filter_map(|def| {
            let slash = def.slash.as_ref()?;
            Some((format!("/{slash}"), def.description.clone()?))
        });
        Screen::Aide { commandes: described.collect() }
    }

    /// A topic that was chosen, whole.
    pub fn sujet(&mut self, cle: &str) {
        let Some(sujet) = self.catalogue().aide.find_sujet(cle) else { return self.stale() };
        self.at_help();
        let (titre, paragraphes) = (sujet.titre.clone(), sujet.paragraphes.clone());
        self.vue = Some(Screen::AideSujet(AideVue::Sujet { titre, paragraphes }));
    }

    /// Answers a question from the help texts; says so when they hold no answer.
    pub fn help_answer(&mut self, question: &str) {
        self.at_help();
        let vue = match self.catalogue().aide.answer(question) {
            Reponse::Passage(passage) => AideVue::Passage {
                titre: passage.titre.to_owned(),
                texte: passage.texte.to_owned(),
                sujet: passage
                    .sujet
                    .filter(|sujet| sujet.paragraphes.len() > 1)
                    .map(|sujet| sujet.cle.clone()),
            },
            Reponse::Deux(one, other) => AideVue::Deux { sujets: [one.cle.clone(), other.cle.clone()] },
            Reponse::Rien => AideVue::Rien { adresse: self.monde.cadre.support_email.clone() },
        };
        self.vue = Some(Screen::AideSujet(vue));
    }

    /// Words that ask for help where they can be no answer; true when they were answered.
    pub fn asked_for_help(&mut self, place: &Place, text: &str) -> bool {
        let question = match intent::help_about(text) {
            Some(question) => question,
            None if *place == Place::Aide => text,
            None if !place.asks_yes_or_no() && intent::is_question(text) => text,
            None => return false,
        };
        self.help_answer(question);
        true
    }

    /// At a field, only an explicit « aide … » is no answer; where any words are one, not even that.
    pub fn asked_for_help_at(&mut self, champ: &Champ, text: &str) -> bool {
        let any_words =
            matches!(champ.nature, Nature::Texte { .. } | Nature::Commune) || champ.nature.is_search();
        let question = intent::help_about(text).filter(|_| !any_words);
        let Some(question) = question else { return false };
        self.help_answer(question);
        true
    }

    pub(super) fn at_aide(&self) -> Vec<Bouton> {
        let mut out: Vec<Bouton> = self.catalogue().aide.sujets.iter().map(bouton).collect();
        out.extend(self.secondary(&[Commande::Support, Commande::Continuer]));
        out
    }

    pub(super) fn at_sujet(&self, vue: &AideVue) -> Vec<Bouton> {
        let libelles = &self.catalogue().libelles;
        let mut out = Vec::new();
        if let AideVue::Deux { sujets } = vue {
            let found = sujets.iter().filter_map(|cle| self.catalogue().aide.find_sujet(cle));
            out.extend(found.map(bouton));
        }
        if let AideVue::Passage { sujet: Some(cle), .. } = vue {
            out.push(Bouton::secondary(libelles.lire_la_suite.clone(), Action::Sujet(cle.clone())));
        }
        out.push(Bouton::secondary(libelles.autres_sujets.clone(), Action::Commande(Commande::Aide)));
        out.extend(self.secondary(&[Commande::Support, Commande::Continuer]));
        out
    }
}

fn bouton(sujet: &Sujet) -> Bouton {
    Bouton::numbered(sujet.titre.clone(), None, Action::Sujet(sujet.cle.clone()))
}
