//! The answers of a letter, one after the other; a search of the directory suspends the reading.

use crate::affichage::afficher;
use crate::annuaire::{Entite, Page};
use crate::catalogue::{Champ, Commande, Dispositif, Etape, Exige, Nature};
use crate::conversation::{Attente, Place};
use crate::dossier::{Chemin, Valeur};
use crate::engine::plusieurs::Debut;
use crate::engine::tour::Tour;
use crate::event::{Recherche, Trouvaille};
use crate::lettre::{EnLettre, QuestionPosee, ReponseEcrite};
use crate::message::{Note, NoteLettre, Refus};
use crate::reading::lettre::corrects;
use crate::reading::{Lecture, Lu, Plusieurs, fold, has_words, is_courtesy, listed, without_courtesy};

/// Words of a clause that is told to be unread: less is a place, a name.
const SHORTEST_UNREAD: usize = 3;
/// What stands for a part of a text that was read.
pub(super) const READ: &str = ";";
/// Candidates named when an answer may mean several.
const CANDIDATS_MAX: usize = 6;

impl<'a> Tour<'a> {
    /// Reads what is left of a letter, up to its end or to a question to the directory.
    pub(super) fn go_on(&mut self, mut lettre: EnLettre) {
        if self.overtaken() || self.draft_mut().is_none() {
            return;
        }
        loop {
            let last = lettre.reponses.is_empty();
            let next = if last { &mut lettre.differees } else { &mut lettre.reponses };
            if next.is_empty() {
                match self.look_through_rest(&mut lettre) {
                    Some(recherche) => return self.ask(recherche, Attente::Lettre(Box::new(lettre))),
                    None if lettre.reponses.is_empty() => break,
                    None => continue,
                }
            }
            let reponse = next.remove(0);
            if let Some(recherche) = self.answer_in_letter(&mut lettre, reponse, last) {
                return self.ask(recherche, Attente::Lettre(Box::new(lettre)));
            }
        }
        self.end_letter(lettre);
    }

    /// The directory's answer to what a letter named.
    pub fn letter_found(&mut self, mut lettre: EnLettre, trouvaille: &Trouvaille) {
        // What this very letter answered before it was suspended is nobody else's answer.
        self.conflit = None;
        match (trouvaille, lettre.cherchee.take()) {
            (Trouvaille::Entites { page, .. }, Some((reponse, _))) => {
                self.entite_found(&mut lettre, &reponse, page);
            }
            (Trouvaille::Entites { page, .. }, None) => self.entites_seen(&mut lettre, page),
            (Trouvaille::Noms(found), Some((reponse, Some(lot)))) => {
                self.people_found(&mut lettre, &reponse, lot, found);
            }
            _ => {}
        }
        self.go_on(lettre);
    }

    /// Takes one answer, or says what must be looked for first.
    fn answer_in_letter(
        &mut self,
        lettre: &mut EnLettre,
        reponse: ReponseEcrite,
        last: bool,
    ) -> Option<Recherche> {
        let chemin = self.place_of(lettre, &reponse.question.chemin);
        let question = QuestionPosee { chemin, ..reponse.question };
        let texte = reponse.texte.trim().to_owned();
        let Some((etape, champ)) = self.field(&question.chemin) else {
            // The form has changed since.
            self.note_letter(NoteLettre::SansObjet { libelle: question.libelle, texte });
            return None;
        };
        if !self.is_open_now(etape, &question.chemin, champ) && !self.imply(&question.chemin, last) {
            let reponse = ReponseEcrite { question, texte };
            if !last {
                lettre.differees.push(reponse);
            } else if self.may_be_asked(&reponse.question.chemin) {
                self.keep_for_later(reponse);
            } else {
                self.note_letter(NoteLettre::SansObjet {
                    libelle: reponse.question.libelle,
                    texte: reponse.texte,
                });
            }
            return None;
        }
        match self.catalogue().commandes.find(&texte) {
            Some(Commande::Passer) => {
                self.pass(&question, champ);
                return None;
            }
            // It is asked again, with the rest.
            Some(Commande::NeSaitPas) => return None,
            _ => {}
        }
        if champ.nature.is_search() {
            let reponse = ReponseEcrite { question, texte };
            return self.search_for(lettre, reponse, champ);
        }
        self.take(lettre, &question, &texte, champ);
        None
    }

    /// Where an answer goes now: elements that the letter spoke of before they were there take the next numbers.
    fn place_of(&self, lettre: &mut EnLettre, chemin: &Chemin) -> Chemin {
        let Some(dossier) = &self.state.dossier else { return chemin.clone() };
        if dossier.find_element(&chemin.etape, chemin.element).is_some() {
            return chemin.clone();
        }
        let known = lettre.commences.get(&chemin.etape).filter(|(asked, _)| *asked == chemin.element);
        let repeats =
            self.dispositif().and_then(|d| d.find_etape(&chemin.etape)?.repetition.as_ref()).is_some();
        let element = match (known, dossier.elements(&chemin.etape).first()) {
            (Some((_, number)), _) => *number,
            (None, Some(only)) if !repeats => only.id,
            _ => dossier.last_element + 1,
        };
        lettre.commences.insert(chemin.etape.clone(), (chemin.element, element));
        Chemin { element, ..chemin.clone() }
    }

    pub(in crate::engine) fn is_open_now(&self, etape: &Etape, chemin: &Chemin, champ: &Champ) -> bool {
        self.parcours().is_some_and(|parcours| {
            parcours.dispositif.find_etape(&etape.cle).is_some_and(|etape| {
                let element = parcours.dossier.find_element(&etape.cle, chemin.element);
                parcours.is_open(etape, element, champ)
            })
        })
    }

    /// An answer that goes without saying is noted with the one that says so, when nothing else in the letter does.
    pub(in crate::engine) fn imply(&mut self, chemin: &Chemin, last: bool) -> bool {
        let implied = self.parcours().filter(|_| last).and_then(|parcours| parcours.implied(chemin));
        let Some((choice, valeur)) = implied else { return false };
        let Some((_, champ)) = self.field(&choice) else { return false };
        self.record(&choice, champ, Lu { valeur, taxe: None }, None);
        true
    }

    pub(super) fn note_letter(&mut self, note: NoteLettre) {
        self.note(Note::Lettre(note));
    }

    fn pass(&mut self, question: &QuestionPosee, champ: &Champ) {
        if champ.exige == Exige::Requis {
            return self.note(Note::ChampObligatoire { libelle: question.libelle.clone() });
        }
        self.set(&question.chemin, None, None);
        self.note(Note::Passe { libelle: question.libelle.clone() });
    }

    fn take(&mut self, lettre: &mut EnLettre, question: &QuestionPosee, texte: &str, champ: &'a Champ) {
        if let Some(period) = self.period(&question.chemin, texte) {
            match period {
                Err(refus) => self.refuse_in_letter(question, texte, refus),
                Ok(prises) => {
                    for (chemin, valeur) in prises {
                        if let Some((_, champ)) = self.field(&chemin) {
                            let (libelle, actuelle) = match chemin == question.chemin {
                                true => (question.libelle.clone(), question.actuelle.clone()),
                                false => (champ.libelle.clone(), None),
                            };
                            let question = QuestionPosee { chemin, libelle, actuelle, ..question.clone() };
                            self.keep(lettre, &question, texte, Lu { valeur, taxe: None });
                        }
                    }
                }
            }
            return;
        }
        match self.read(&question.chemin, texte) {
            Lecture::Read(lu) => self.keep(lettre, question, texte, lu),
            Lecture::Ambiguous(candidates) => {
                let shown = candidates.iter().map(|valeur| afficher(&champ.nature, valeur));
                self.note_letter(NoteLettre::AChoisir {
                    libelle: question.libelle.clone(),
                    texte: texte.to_owned(),
                    candidats: shown.take(CANDIDATS_MAX).collect(),
                });
            }
            Lecture::Refused(refus) => {
                // « 21h, 1 500 € HT » below one question answers two.
                let several = self.read_several(&question.chemin, texte, Debut::Aucun);
                let first = several.prises.first().is_some_and(|prise| prise.cle == key_of(&question.chemin));
                match first && several.prises.len() > 1 {
                    true => {
                        let message = lettre.message.as_deref();
                        self.record_several(&question.chemin, several, message, &mut lettre.prises);
                    }
                    false => self.refuse_in_letter(question, texte, refus),
                }
            }
        }
    }

    pub(super) fn refuse_in_letter(&mut self, question: &QuestionPosee, texte: &str, refus: Refus) {
        self.note_letter(NoteLettre::Refusee {
            libelle: question.libelle.clone(),
            texte: texte.to_owned(),
            refus,
        });
    }

    /// Writes an answer, unless the question was answered otherwise since it was put.
    pub(super) fn keep(&mut self, lettre: &mut EnLettre, question: &QuestionPosee, texte: &str, lu: Lu) {
        let Some((etape, champ)) = self.field(&question.chemin) else { return };
        let dossier = self.state.dossier.as_ref();
        let reponse = dossier
            .and_then(|dossier| dossier.find_element(&question.chemin.etape, question.chemin.element))
            .and_then(|element| element.reponses.get(&question.chemin.champ))
            .filter(|reponse| !reponse.proposee);
        let garde = reponse.and_then(|reponse| reponse.valeur.as_ref());
        if let Some(garde) = garde {
            let garde = afficher(&champ.nature, garde);
            if garde == afficher(&champ.nature, &lu.valeur) {
                return;
            }
            if question.actuelle.as_ref() != Some(&garde) {
                return self.note_letter(NoteLettre::DejaRepondu {
                    libelle: question.libelle.clone(),
                    garde,
                    texte: texte.to_owned(),
                });
            }
        }
        self.forget_what_followed(etape, &question.chemin, &lu.valeur);
        self.record(&question.chemin, champ, lu, lettre.message.as_deref());
        lettre.prises.push(question.chemin.clone());
    }

    fn search_for(
        &mut self,
        lettre: &mut EnLettre,
        reponse: ReponseEcrite,
        champ: &'a Champ,
    ) -> Option<Recherche> {
        if matches!(champ.nature, Nature::RechercheIndividu { .. }) {
            return self.search_people(lettre, reponse, champ);
        }
        if !self.may_search(&reponse.texte) {
            return None;
        }
        let text = Some(searched(&reponse.texte));
        lettre.cherchee = Some((reponse, None));
        Some(Recherche::Entites { text, page: 0 })
    }

    fn entite_found(&mut self, lettre: &mut EnLettre, reponse: &ReponseEcrite, page: &Page<Entite>) {
        let wanted = fold(&searched(&reponse.texte));
        let named: Vec<&Entite> = page.items.iter().filter(|entite| fold(entite.nom()) == wanted).collect();
        let found = match (&page.items[..], &named[..]) {
            ([only], _) if page.total == 1 => Some(only),
            (_, [only]) => Some(*only),
            _ => None,
        };
        match found {
            Some(entite) => {
                let valeur = Valeur::Entite(entite.clone());
                let refused = self.refusal(&reponse.question.chemin, &valeur);
                match refused {
                    Some(refus) => self.refuse_in_letter(&reponse.question, &reponse.texte, refus),
                    None => {
                        self.keep(lettre, &reponse.question, &reponse.texte, Lu { valeur, taxe: None });
                        self.propose(true);
                    }
                }
            }
            None if page.items.is_empty() => {
                let refus = Refus::RienTrouve { text: searched(&reponse.texte) };
                self.refuse_in_letter(&reponse.question, &reponse.texte, refus);
            }
            None => {
                let named = page.items.iter().take(CANDIDATS_MAX);
                self.note_letter(NoteLettre::AChoisir {
                    libelle: reponse.question.libelle.clone(),
                    texte: reponse.texte.clone(),
                    candidats: named
                        .map(|entite| {
                            let siret = crate::dossier::format_siret(&entite.siret);
                            format!("{}, {} (SIRET {siret})", entite.nom(), crate::affichage::adresse(entite))
                        })
                        .collect(),
                });
            }
        }
    }

    /// All answers are read: what was written besides, what may stay without an answer, and what is missing now.
    fn end_letter(&mut self, mut lettre: EnLettre) {
        let reste = std::mem::take(&mut lettre.reste);
        let asked: Vec<Chemin> =
            self.questions_posees().into_iter().map(|question| question.chemin).collect();
        let act = self.rest_of_letter(&mut lettre, &reste);
        self.answer_what_opened(&mut lettre, &reste, &asked);
        for question in std::mem::take(&mut lettre.facultatives) {
            let chemin = self.place_of(&mut lettre, &question.chemin);
            let Some((etape, champ)) = self.field(&chemin) else { continue };
            let element =
                self.state.dossier.as_ref().and_then(|d| d.find_element(&chemin.etape, chemin.element));
            let waits = element.is_some_and(|element| !element.reponses.contains_key(&chemin.champ));
            if waits && champ.exige != Exige::Requis && self.is_open_now(etape, &chemin, champ) {
                self.set(&chemin, None, None);
            }
        }
        self.propose(true);
        for chemin in std::mem::take(&mut lettre.prises) {
            self.warn(&chemin);
        }
        if let Some(act) = act {
            return self.commande(act);
        }
        match lettre.lots.pop() {
            Some(lot) => self.go(Place::Lot(Box::new(lot))),
            None => self.advance(),
        }
    }

    /// Words that answer no question by number or label: values that can only mean one, an act, or what she is told
    /// was not read.
    fn rest_of_letter(&mut self, lettre: &mut EnLettre, reste: &str) -> Option<Commande> {
        let reste = without_courtesy(reste).trim();
        if reste.is_empty() {
            return None;
        }
        // What names a company or people is read as nothing else.
        let apart =
            lettre.nommes.iter().fold(reste.to_owned(), |reste, name| reste.replace(name.as_str(), READ));
        let reste = apart.as_str();
        let message = lettre.message.clone();
        match self.catalogue().commandes.find(reste) {
            Some(Commande::Oui | Commande::Non | Commande::Confirmer) | None => {}
            Some(act) => return Some(act),
        }
        let asked = self.questions_posees().into_iter().next().map(|question| question.chemin);
        let read = asked.as_ref().map(|asked| self.read_several(asked, reste, self.beginning(asked, reste)));
        let read = read.unwrap_or_default();
        let left = self.take_anew_in_letter(reste, &read, message.as_deref());
        let left = left.as_deref().unwrap_or(reste);
        let unread = self.left_unread(&read, left, &lettre.compris).join(", ");
        if let Some(asked) = asked {
            self.record_several(&asked, read, message.as_deref(), &mut lettre.prises);
        }
        if !unread.is_empty() {
            self.note_letter(NoteLettre::NonLu { texte: unread.replace(READ, "…") });
        }
        None
    }

    /// The clauses in which nothing was read, and the sentences that say otherwise what was answered, each once.
    fn left_unread<'t>(&self, read: &Plusieurs, left: &'t str, compris: &[String]) -> Vec<&'t str> {
        let mut unread = self.unread(read, left, compris);
        let understood = |said: &&str| compris.iter().any(|phrase| phrase.contains(said));
        unread.extend(self.said_otherwise(left, read).into_iter().filter(|said| !understood(said)));
        // A sentence tells its clauses.
        let is_part =
            |part: &str| unread.iter().any(|other| other.len() > part.len() && other.contains(part));
        let mut told: Vec<&str> = unread.iter().copied().filter(|part| !is_part(part)).collect();
        told.dedup();
        told
    }

    /// The clauses that say something and that nothing was read in: not a courtesy, nor the wish for the request itself.
    fn unread<'t>(&self, read: &Plusieurs, reste: &'t str, compris: &[String]) -> Vec<&'t str> {
        let said = |part: &str| {
            let figures = part.contains(|c: char| c.is_ascii_digit() || c == '@');
            figures || part.split_whitespace().count() >= SHORTEST_UNREAD
        };
        // « Je voudrais faire une demande d'action individuelle »
        let wishes = |part: &str| {
            let folded = fold(part);
            let names = |d: &Dispositif| {
                std::iter::once(&d.libelle).chain(&d.mots).any(|mot| has_words(&folded, &fold(mot)))
            };
            self.dispositif().is_some_and(names)
        };
        // « Les stagiaires sont Marie et Karim » says no more than its names; « Marie va vous rappeler » does.
        let named = |part: &str| {
            const LEADS: &str = "stagiaires stagiaire participants sont sera seront c s y part partent partira partiront participe participent \
                participeront iront vont va en formation salarie salaries salariee salariees chez envoie envoyons inscrire nom ce";
            let said = fold(part);
            let more = said.split(' ').filter(|word| says_something(word) && !listed(LEADS, word));
            part.contains(READ) && more.count() < 2
        };
        let understood = |part: &str| {
            named(part)
                || compris.iter().any(|phrase| phrase.contains(part))
                || is_courtesy(part)
                || wishes(part)
        };
        // « PS : c'est TTC finalement » is told, unless it gave an answer.
        let anew = |sentence: &&str| {
            let first = fold(sentence);
            let word = first.split(' ').next().unwrap_or_default();
            let figures = sentence.contains(|c: char| c.is_ascii_digit());
            listed("ps rectif rectificatif rectification correction pardon erreur oups erratum", word)
                || corrects(sentence) && figures
        };
        // The echo of the answer that it gave tells it.
        let taken = |sentence: &&str| {
            let at = reste.find(sentence).unwrap_or_default();
            let within = at..at + sentence.len();
            read.prises.iter().any(|prise| within.contains(&prise.octets.start))
        };
        let corrections = reste.split(['\n', '.', '!']).map(str::trim).filter(anew);
        let corrections: Vec<&str> = corrections.filter(|sentence| !taken(sentence)).collect();
        if !corrections.is_empty() {
            return corrections;
        }
        let mut unread = read.non_lus(reste);
        unread.retain(|part| said(part) && says_something(part) && !understood(part));
        unread
    }
}

/// What is looked for when a company is named: its SIRET when it is written, else its name.
fn searched(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 14 {
        return digits;
    }
    let name = text.split([',', '(', '\n', ';']).next().unwrap_or(text);
    name.trim().to_owned()
}

/// More than the small words that lead to an answer.
fn says_something(text: &str) -> bool {
    const SMALL: [&str; 24] = [
        "le", "la", "les", "de", "du", "des", "d", "l", "et", "au", "a", "pour", "voici", "mes", "reponses",
        "ci", "joint", "dessous", "est", "un", "une", "je", "vous", "avec",
    ];
    fold(text).split(' ').any(|word| !word.is_empty() && !SMALL.contains(&word))
}

pub(super) fn key_of(chemin: &Chemin) -> String {
    format!("{}.{}", chemin.etape, chemin.champ)
}
