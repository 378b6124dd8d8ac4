//! Letters: all that is missing is asked at once, and one answer may hold many.

mod demande;
mod doute;
mod gardees;
mod nommes;
mod noms;
mod reponse;
mod seules;

use super::plusieurs::Debut;
use super::tour::Tour;
use crate::catalogue::{Commande, Nature};
use crate::conversation::{Attente, Place};
use crate::dossier::Chemin;
use crate::event::{Recherche, Unreadable};
use crate::intent;
use crate::lettre::{EnLettre, LettreRecue, Maniere, QuestionPosee, ReponseEcrite};
use crate::message::{Note, NoteLettre};
use crate::partage::Ouverture;
use crate::reading::lettre::{
    Alignement, Morceau, Ouverte, Question, aligner, dernier_jour, premier_jour, ranger,
};
use crate::reading::redit::redit;
use crate::reading::{self, Lecture, fold};

/// Numbers of questions that were asked in no letter: nobody writes them.
const UNNUMBERED: u32 = 10_000;
/// Longest answer that may be a title or a name without saying to which question, in characters.
const BARE_MAX: usize = 160;

impl Tour<'_> {
    pub fn is_letter(&self) -> bool {
        self.monde.maniere == Maniere::Lettre
    }

    /// A letter of hers. One about another request than the current one opens it first.
    pub fn lettre(&mut self, lettre: &LettreRecue) {
        let lettre = self.masked(lettre);
        let Some(posee) = &lettre.repond else { return self.read_letter(&lettre) };
        if self.state.conversation.annonces.answered_by_letter(self.monde.now, posee.carte) {
            return self.answer_to_notice(&lettre);
        }
        let current = self.state.dossier.as_ref().map(|dossier| dossier.id);
        if let Some(id) = posee.dossier.filter(|id| current != Some(*id)) {
            return self.ask(Recherche::Dossier { id }, Attente::LettreDe(Box::new(lettre)));
        }
        if posee.carte != self.state.conversation.carte.serial && self.is_bare(&lettre.texte) {
            // « Oui » is said to what stood in the letter it answers, whatever has been asked since.
            return self.note(Note::Lettre(NoteLettre::Ancienne));
        }
        self.read_letter(&lettre);
    }

    /// An answer to what she was told outside her turns: words of its buttons, files that follow, or something else.
    fn answer_to_notice(&mut self, lettre: &LettreRecue) {
        let text = lettre.texte.as_str();
        match self.choice_aside(text) {
            Some(action) => self.act(&action),
            None if text.is_empty() && lettre.avec_fichiers => {}
            None if self.is_bare(text) => self.note(Note::Lettre(NoteLettre::Ancienne)),
            None => self.read_letter(&LettreRecue { repond: None, ..lettre.clone() }),
        }
    }

    /// The request a letter is about.
    pub fn letter_about(&mut self, lettre: &LettreRecue, ouverture: Option<&Ouverture>) {
        let Some(Ouverture { dossier, partage }) = ouverture else {
            return self.note(Note::DossierIntrouvable);
        };
        self.state.dossier = Some(dossier.clone());
        self.state.partage = partage.clone();
        self.advance();
        if self.is_bare(&lettre.texte) {
            return self.note(Note::Lettre(NoteLettre::Ancienne));
        }
        self.read_letter(lettre);
    }

    fn masked(&mut self, lettre: &LettreRecue) -> LettreRecue {
        let mut lettre = lettre.clone();
        let mut found = false;
        let texts = lettre.morceaux.iter_mut().map(|morceau| &mut morceau.texte);
        for text in texts.chain(std::iter::once(&mut lettre.texte)) {
            if let Some(masked) = reading::mask_nir(text) {
                *text = masked;
                found = true;
            }
        }
        if found || lettre.texte.contains(reading::NIR_MASK) {
            self.note(Note::NumeroSecuriteSociale);
        }
        lettre
    }

    /// A word that means nothing without what was asked.
    fn is_bare(&self, text: &str) -> bool {
        const ACTS: [Commande; 5] =
            [Commande::Oui, Commande::Non, Commande::Confirmer, Commande::Envoyer, Commande::Continuer];
        let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || " .)".contains(c));
        is_number
            || intent::bare_yes_no(text).is_some()
            || self.catalogue().commandes.find(text).is_some_and(|commande| ACTS.contains(&commande))
    }

    fn read_letter(&mut self, lettre: &LettreRecue) {
        let posees = match &lettre.repond {
            Some(posee) if !posee.questions.is_empty() => posee.questions.clone(),
            _ => self.state.conversation.carte.questions.clone(),
        };
        let place = self.state.conversation.place.clone();
        if self.draft().is_none() {
            return match place.hears_sentences() {
                true => self.cold_letter(lettre),
                false => self.text(&lettre.texte, lettre.message.as_deref()),
            };
        }
        let corrects = matches!(place, Place::Recapitulatif | Place::ConfirmerEnvoi);
        let questions = match posees.is_empty() {
            false => self.with_kept(posees),
            true if corrects || place.is_question() => self.labelled(corrects),
            true => return self.text(&lettre.texte, lettre.message.as_deref()),
        };
        let alignement = self.in_order(&questions, align(&questions, lettre));
        let aligned = !alignement.reponses.is_empty();
        let alignement = self.without_taken_back(&questions, alignement, lettre);
        let alignement = self.with_lone_lines(&questions, alignement, lettre);
        if !aligned && alignement.reponses.is_empty() {
            if lettre.texte.is_empty() && lettre.avec_fichiers {
                return;
            }
            if lettre.texte.is_empty() {
                return self.note(Note::Illisible(Unreadable::Other));
            }
            return self.unaligned(lettre);
        }
        self.take_answers(questions, alignement, lettre.message.clone());
    }

    /// As many lines as numbered questions, and each is read as the answer to its own: she kept to the order.
    fn in_order(&self, questions: &[QuestionPosee], alignement: Alignement) -> Alignement {
        let numbered =
            alignement.reponses.is_empty() && questions.iter().all(|question| question.n < UNNUMBERED);
        if !numbered {
            return alignement;
        }
        let numeros: Vec<u32> = questions.iter().map(|question| question.n).collect();
        ranger(alignement, &numeros, |rank, line| {
            let question = questions.get(rank)?;
            let (_, champ) = self.field(&question.chemin)?;
            let text = matches!(champ.nature, Nature::Texte { .. });
            let fits = !text || Ouverte::of_text(question.n, &question.libelle).is_answered_by(line);
            let read = matches!(self.read(&question.chemin, line), Lecture::Read(_));
            (fits && read).then_some(!text && !matches!(champ.nature, Nature::Commune))
        })
    }

    /// A letter before any request is under way: its words point to a dispositif, then are read as answers.
    fn cold_letter(&mut self, lettre: &LettreRecue) {
        let text = &lettre.texte;
        let pointed = self.catalogue().pointed_by(text);
        let (false, [dispositif]) = (self.means_itself(text), &pointed[..]) else {
            return self.text(text, lettre.message.as_deref());
        };
        let cle = dispositif.cle.clone();
        let before = (self.state.clone(), self.effects.len(), self.notes.len());
        self.warn_before_choosing(&cle);
        self.begin(&cle);
        if self.draft().is_some() {
            let questions = self.labelled(false);
            let alignement = align(&questions, lettre);
            if !alignement.reponses.is_empty() || self.says_values(&lettre.texte) {
                return self.take_answers(questions, alignement, lettre.message.clone());
            }
        }
        // A wish and no more: which dispositif it is, she confirms.
        self.state = before.0;
        self.effects.truncate(before.1);
        self.notes.truncate(before.2);
        self.text(text, lettre.message.as_deref());
    }

    /// Two values or more that stand for themselves.
    fn says_values(&self, text: &str) -> bool {
        let Place::Champ { chemin, .. } = &self.state.conversation.place else { return false };
        self.read_several(chemin, text, Debut::Titre).prises.len() > 1
    }

    /// A command, or a button of the card by its words: no answer to a question.
    fn means_itself(&self, text: &str) -> bool {
        text.starts_with('/')
            || intent::choice(text, &self.state.conversation.carte.choices).is_some()
            || self.catalogue().commandes.find(text).is_some()
    }

    /// In a chat, several lines that each name a question are read as a letter is: choices, companies and people too.
    /// False, and nothing was changed, when it is no such message.
    pub fn take_labelled(&mut self, text: &str, message: Option<&str>) -> bool {
        if !text.trim().contains('\n') {
            return false;
        }
        let questions = self.labelled(false);
        let alignement = aligner(&asked(&questions), &[Morceau { cite: false, texte: text }]);
        if alignement.reponses.len() < 2 {
            return false;
        }
        self.take_answers(questions, alignement, message.map(str::to_owned));
        true
    }

    fn take_answers(
        &mut self,
        questions: Vec<QuestionPosee>,
        alignement: Alignement,
        message: Option<String>,
    ) {
        let find = |n: u32| questions.iter().find(|question| question.n == n);
        let reponses = alignement
            .reponses
            .into_iter()
            .filter_map(|(n, texte)| Some(ReponseEcrite { question: find(n)?.clone(), texte }));
        let mut reponses: Vec<ReponseEcrite> = reponses.collect();
        self.date_ends(&mut reponses);
        let answered: Vec<Chemin> = reponses.iter().map(|reponse| reponse.question.chemin.clone()).collect();
        self.replace_kept(&answered);
        let facultatives = questions.iter().filter(|q| q.facultative && q.n < UNNUMBERED).cloned().collect();
        let Alignement { reste, compris, .. } = alignement;
        self.go_on(EnLettre { reponses, reste, compris, message, facultatives, ..EnLettre::default() });
    }

    /// « 1. le 5 », « 2. le 6 avril 2027 »: the first day is of the month of the last. « 1 et 2 : du 5 au 6 avril », « fin le
    /// même jour »: to each its own.
    fn date_ends(&self, reponses: &mut [ReponseEcrite]) {
        let texts: Vec<(Chemin, String)> =
            reponses.iter().map(|reponse| (reponse.question.chemin.clone(), reponse.texte.clone())).collect();
        let said = |chemin: &Chemin| {
            texts.iter().find(|(other, _)| other == chemin).map(|(_, texte)| texte.as_str())
        };
        let first_of = |chemin: &Chemin| {
            let champ = self.field(chemin)?.1.pas_avant.clone()?;
            Some(Chemin { champ, ..chemin.clone() })
        };
        for reponse in reponses {
            let chemin = &reponse.question.chemin;
            let contexte = self.contexte(Some(chemin));
            let day = match first_of(chemin) {
                Some(first) => dernier_jour(said(&first), &reponse.texte, &contexte),
                None => texts
                    .iter()
                    .find(|(last, _)| first_of(last).as_ref() == Some(chemin))
                    .and_then(|(_, last)| premier_jour(&reponse.texte, last, &contexte)),
            };
            if let Some(day) = day {
                reponse.texte = day.format("%d/%m/%Y").to_string();
            }
        }
    }

    /// All fields that can be named without a number: those that are missing, with those that are answered when an
    /// answer may be corrected.
    fn labelled(&self, with_answered: bool) -> Vec<QuestionPosee> {
        let mut questions = self.questions_posees();
        if let (true, Some(parcours)) = (with_answered, self.parcours()) {
            for etape in &parcours.dispositif.etapes {
                for element in parcours.elements(etape) {
                    let answered = parcours
                        .open_champs(etape, Some(element))
                        .filter(|champ| element.valeur(&champ.cle).is_some());
                    questions.extend(answered.map(|champ| {
                        QuestionPosee {
                            n: 0,
                            libelle: champ.libelle.clone(),
                            autres: champ.autres_noms(),
                            chemin: Chemin {
                                etape: etape.cle.clone(),
                                element: element.id,
                                champ: champ.cle.clone(),
                            },
                            actuelle: element
                                .valeur(&champ.cle)
                                .map(|valeur| crate::affichage::afficher(&champ.nature, valeur)),
                            facultative: false,
                        }
                    }));
                }
            }
        }
        self.with_kept(questions.into_iter().map(|question| QuestionPosee { n: 0, ..question }).collect())
    }

    /// With the questions whose answers are kept for later: they may be answered anew, by their names. Those without a
    /// number get one that nobody writes.
    fn with_kept(&self, mut questions: Vec<QuestionPosee>) -> Vec<QuestionPosee> {
        let kept = self.gardees().iter().map(|kept| &kept.question);
        let absent = kept.filter(|kept| questions.iter().all(|question| question.chemin != kept.chemin));
        let absent: Vec<QuestionPosee> = absent.map(|kept| QuestionPosee { n: 0, ..kept.clone() }).collect();
        questions.extend(absent);
        for (n, question) in (UNNUMBERED..).zip(questions.iter_mut().filter(|question| question.n == 0)) {
            question.n = n;
        }
        questions
    }

    pub(super) fn is_text(&self, chemin: &Chemin) -> bool {
        self.field(chemin).is_some_and(|(_, champ)| matches!(champ.nature, Nature::Texte { .. }))
    }

    /// « Balayage, le 28 juin, 14 h »: what begins the text may be the name that is asked first, else the title.
    fn beginning(&self, asked: &Chemin, text: &str) -> Debut {
        if self.is_text(asked) && is_bare_answer(text) { Debut::Demande } else { Debut::Titre }
    }

    /// Words without a number and without a label: an act, the answer to the only question, or values that can only
    /// answer one.
    fn unaligned(&mut self, lettre: &LettreRecue) {
        let (text, message) = (&lettre.texte, lettre.message.as_deref());
        let place = self.state.conversation.place.clone();
        if self.means_itself(text) || intent::other_dispositif(text) || !self.asks_by_letter(&place) {
            return self.text(text, message);
        }
        let Place::Champ { chemin, .. } = place else { return self.text(text, message) };
        let is_text = self.is_text(&chemin);
        let bare = is_bare_answer(text);
        let read = self.read_several(&chemin, text, self.beginning(&chemin, text));
        let takes = match read.prises.is_empty() {
            false => false,
            // Nothing in it has a form of its own: a title, a name.
            true if is_text => bare && read.lus.is_empty() && reading::partants(text).is_none(),
            // « Boulangerie Martin. Finalement c'est 14 h. » says more than one thing.
            true => {
                !text.contains('\n')
                    && (!text.contains(". ") || !text.split(['.', '!']).any(|said| redit(said).is_some()))
            }
        };
        if takes {
            return self.text(text, message);
        }
        self.go_on(EnLettre { reste: text.clone(), message: lettre.message.clone(), ..EnLettre::default() });
    }
}

fn align(questions: &[QuestionPosee], lettre: &LettreRecue) -> Alignement {
    aligner(&asked(questions), &morceaux(lettre))
}

fn morceaux(lettre: &LettreRecue) -> Vec<Morceau<'_>> {
    lettre.morceaux.iter().map(|morceau| Morceau { cite: morceau.cite, texte: &morceau.texte }).collect()
}

fn asked(questions: &[QuestionPosee]) -> Vec<Question<'_>> {
    questions
        .iter()
        .map(|posee| Question { n: posee.n, libelle: &posee.libelle, autres: &posee.autres })
        .collect()
}

/// A title or a name alone, as people write it: one short line that speaks to nobody.
fn is_bare_answer(text: &str) -> bool {
    const SPEAKS: [&str; 14] = [
        "je", "j", "nous", "vous", "on", "voici", "merci", "votre", "notre", "mon", "ma", "mes", "bonjour",
        "svp",
    ];
    let text = text.trim();
    text.chars().count() <= BARE_MAX
        && !text.contains('\n')
        && !intent::is_question(text)
        && !fold(text).split(' ').any(|word| SPEAKS.contains(&word))
}
