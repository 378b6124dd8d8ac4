//! « Lequel ? »: from questions or a plain sentence to a dispositif, always to confirm.

use super::tour::Tour;
use crate::annuaire::Entite;
use crate::catalogue::{Dispositif, OptionChoix, OptionOrientation, QuestionOrientation, Vers};
use crate::conversation::{Lequel, Place};
use crate::event::Trouvaille;
use crate::message::{Conseil, Ligne, OrientationVue, Proposition, Refus, Screen};
use crate::reading::read_option;

impl<'a> Tour<'a> {
    /// There is something to choose, and questions that help.
    pub fn can_orient(&self) -> bool {
        self.catalogue().orientation.is_some() && self.catalogue().current().len() > 1
    }

    /// « M'aider à choisir »: the first question.
    pub fn orienter(&mut self) {
        let first =
            self.catalogue().orientation.as_ref().and_then(|orientation| orientation.questions.first());
        match first.filter(|_| self.can_orient()) {
            Some(first) => {
                self.go(Place::Orientation { question: first.cle.clone(), lequel: Lequel::default() });
            }
            None => self.nouvelle(None),
        }
    }

    /// An answer to a question of the orientation.
    pub fn orient(&mut self, question: &str, option: &str) {
        let Place::Orientation { mut lequel, .. } = self.state.conversation.place.clone() else {
            return self.stale();
        };
        let Some((question, option)) = self.option(question, option) else { return self.stale() };
        lequel.reponses.push((question.cle.clone(), option.cle.clone()));
        match &option.vers {
            Vers::Question(next) => self.go(Place::Orientation { question: next.clone(), lequel }),
            Vers::Dispositif(cle) => self.suggest(vec![cle.clone()], lequel),
        }
    }

    fn option(
        &self,
        question: &str,
        option: &str,
    ) -> Option<(&'a QuestionOrientation, &'a OptionOrientation)> {
        let question = self.catalogue().orientation.as_ref()?.find(question)?;
        Some((question, question.options.iter().find(|other| other.cle == option)?))
    }

    /// Words at a place where a dispositif may be chosen: an answer, else a plain sentence.
    pub fn sentence(&mut self, text: &str) {
        let place = self.state.conversation.place.clone();
        if let Place::Orientation { question, .. } = &place
            && let Some(option) = self.named_option(question, text)
        {
            return self.orient(question, &option);
        }
        if let Place::Proposition { dispositifs, .. } = &place
            && let Some(cle) = self.named_suggestion(dispositifs, text)
        {
            return self.accept_suggestion(&[cle]);
        }
        let pointed: Vec<String> =
            self.catalogue().pointed_by(text).into_iter().map(|dispositif| dispositif.cle.clone()).collect();
        let mut lequel = place.lequel().cloned().unwrap_or_default();
        self.keep_project(text);
        lequel.texte = self.state.conversation.projet.as_ref().map(|projet| projet.texte.clone());
        match place {
            _ if !pointed.is_empty() => self.suggest(pointed, lequel),
            Place::Orientation { question, .. } => {
                self.refuse(Refus::Choix);
                self.go(Place::Orientation { question, lequel });
            }
            _ if self.can_orient() => self.refuse(Refus::DispositifInconnu),
            _ => self.refuse(Refus::Incompris),
        }
    }

    fn named_option(&self, question: &str, text: &str) -> Option<String> {
        let question = self.catalogue().orientation.as_ref()?.find(question)?;
        let options: Vec<OptionChoix> = question
            .options
            .iter()
            .map(|o| OptionChoix {
                cle: o.cle.clone(),
                libelle: o.libelle.clone(),
                synonymes: o.synonymes.clone(),
            })
            .collect();
        read_option(&options, text).map(|option| option.cle.clone())
    }

    /// The dispositif proposed that she calls by its name, instead of a « oui ».
    fn named_suggestion(&self, dispositifs: &[String], text: &str) -> Option<String> {
        let option = |dispositif: &&Dispositif| OptionChoix {
            cle: dispositif.cle.clone(),
            libelle: dispositif.libelle.clone(),
            synonymes: Vec::new(),
        };
        let options: Vec<OptionChoix> = self.suggested(dispositifs).iter().map(option).collect();
        read_option(&options, text).map(|option| option.cle.clone())
    }

    fn suggest(&mut self, dispositifs: Vec<String>, lequel: Lequel) {
        if let [cle] = &dispositifs[..] {
            self.warn_before_choosing(cle);
        }
        self.go(Place::Proposition { dispositifs, lequel });
    }

    /// « Oui » to the dispositif that was proposed.
    pub fn accept_suggestion(&mut self, dispositifs: &[String]) {
        match dispositifs {
            [cle] => self.begin(cle),
            _ => self.refuse(Refus::Choix),
        }
    }

    /// « Je ne sais pas »: the summary for the conseiller; at a question of the form, what it is for.
    pub fn ne_sait_pas(&mut self) {
        match self.state.conversation.place.clone() {
            Place::Dispositifs => self.orienter(),
            Place::Orientation { question, mut lequel } => {
                lequel.inconnue = Some(question);
                self.go(Place::Conseil { lequel });
            }
            Place::Proposition { lequel, .. } => self.go(Place::Conseil { lequel }),
            _ => self.a_quoi_ca_sert(),
        }
    }

    /// The question before this one.
    pub fn back_from_orientation(&mut self, mut lequel: Lequel) {
        match lequel.reponses.pop() {
            Some((question, _)) => self.go(Place::Orientation { question, lequel }),
            None => self.go(Place::Dispositifs),
        }
    }

    pub fn screen_orientation(&self, question: &str, lequel: &Lequel) -> Option<Screen> {
        let question = self.catalogue().orientation.as_ref()?.find(question)?;
        Some(Screen::Orientation(OrientationVue {
            deja: self.answers_of_orientation(lequel),
            libelle: question.libelle.clone(),
            aide: question.aide.clone(),
        }))
    }

    pub fn options_of(&self, question: &str) -> Option<&'a QuestionOrientation> {
        self.catalogue().orientation.as_ref()?.find(question)
    }

    fn answers_of_orientation(&self, lequel: &Lequel) -> Vec<Ligne> {
        let answers = lequel.reponses.iter().filter_map(|(question, option)| {
            let (question, option) = self.option(question, option)?;
            Some(Ligne { libelle: question.libelle.clone(), valeur: option.libelle.clone() })
        });
        answers.collect()
    }

    pub fn screen_proposition(&self, dispositifs: &[String], lequel: &Lequel) -> Option<Screen> {
        let dispositifs: Vec<Ligne> = self
            .suggested(dispositifs)
            .iter()
            .map(|d| Ligne { libelle: d.libelle.clone(), valeur: d.resume.clone() })
            .collect();
        (!dispositifs.is_empty())
            .then(|| Screen::Proposition(Proposition { texte: lequel.texte.clone(), dispositifs }))
    }

    /// Those that can still be chosen.
    pub fn suggested(&self, keys: &[String]) -> Vec<&'a Dispositif> {
        let current = self.catalogue().current();
        keys.iter().filter_map(|cle| current.iter().find(|d| d.cle == *cle).copied()).collect()
    }

    /// What she can send on: who she is, what she answered and wrote, what she could not answer.
    pub fn screen_conseil(&self, lequel: &Lequel) -> Option<Screen> {
        let entites: &[Entite] = match &self.trouvaille {
            Some(Trouvaille::Entites { page, .. }) => &page.items,
            _ => &[],
        };
        let personne = self.monde.personne;
        Some(Screen::Conseil(Box::new(Conseil {
            nom: personne.nom.clone(),
            email: personne.email.clone(),
            entites: entites.iter().map(|entite| entite.nom().to_owned()).collect(),
            texte: lequel.texte.clone(),
            reponses: self.answers_of_orientation(lequel),
            inconnue: lequel.inconnue.as_ref().and_then(|cle| Some(self.options_of(cle)?.libelle.clone())),
            adresse: self.monde.cadre.support_email.clone(),
        })))
    }
}
