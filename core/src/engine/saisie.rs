//! What the person writes, and what becomes of it at the place where she is.

use super::JournalWhat;
use super::tour::Tour;
use crate::affichage::afficher;
use crate::annuaire::Individu;
use crate::bilan;
use crate::catalogue::{Champ, Commande, Etape, Nature, OptionChoix};
use crate::clock;
use crate::conversation::{LieuPartage, Place, Requete};
use crate::dossier::{Chemin, Reponse, Taxe, Valeur};
use crate::engine::EcritAnnuaire;
use crate::intent;
use crate::message::{Note, Refus};
use crate::reading::{self, Contexte, Lecture, Lu};

/// Fewest characters of a directory search (the portal's rule).
const SEARCH_MIN: usize = 4;

/// Searches a person may type in a stretch of time, and the stretch, in seconds: far more than a request needs,
/// too few to read a directory out.
const SEARCHES: u32 = 60;
const STRETCH: i64 = 600;

/// Longest text that is looked at, by characters; what is over is answered as too long.
const TEXT_MAX: usize = 4096;

impl<'a> Tour<'a> {
    pub fn text(&mut self, text: &str, message: Option<&str>) {
        let masked = reading::mask_nir(text);
        // The channel may have masked it already, before it stored the message.
        if masked.is_some() || text.contains(reading::NIR_MASK) {
            self.note(Note::NumeroSecuriteSociale);
        }
        let text = masked.as_deref().unwrap_or(text).trim();
        if text.chars().count() > TEXT_MAX {
            return self.refuse(Refus::TexteTropLong { max: TEXT_MAX as u32 });
        }
        if text.starts_with('/') {
            return match self.catalogue().commandes.find(text) {
                Some(Commande::Nouvelle) => self.nouvelle(text.split_once(' ').map(|(_, named)| named)),
                Some(Commande::Aide) => self.aide_commande(text),
                Some(Commande::Notifications) => self.notifications(text),
                Some(commande) => self.commande(commande),
                None => self.refuse(Refus::Incompris),
            };
        }
        if let Some(action) = self.choice_aside(text) {
            return self.act(&action);
        }
        if self.take_list(text) {
            return;
        }
        if let Some(action) = intent::choice(text, &self.state.conversation.carte.choices) {
            return self.act(&action.clone());
        }
        if intent::other_dispositif(text) && self.draft().is_some() {
            return self.choose_other_dispositif();
        }
        if let Some(chemin) = self.parcours().and_then(|parcours| intent::field(text, parcours)) {
            if self.draft_mut().is_some() {
                self.go(Place::Champ { chemin, edition: true });
            }
            return;
        }
        match self.state.conversation.place.clone() {
            Place::Champ { chemin, .. } => self.text_at_champ(&chemin, text, message),
            Place::NouvelIndividu { chemin, .. } => self.new_individu(&chemin, text),
            Place::Lot(lot) => self.text_at_lot(*lot, text),
            place @ (Place::Entreprises { .. }
            | Place::Entreprise { .. }
            | Place::Salaries { .. }
            | Place::Salarie(_)) => self.text_at_annuaire(&place, text),
            place => self.text_elsewhere(&place, text, message),
        }
    }

    fn text_elsewhere(&mut self, place: &Place, text: &str, message: Option<&str>) {
        match self.catalogue().commandes.find(text) {
            // « Oui ? » asks.
            Some(Commande::Oui | Commande::Non | Commande::Confirmer) if text.contains('?') => {}
            Some(commande) => return self.commande(commande),
            None => {}
        }
        if matches!(place, Place::Rapports { .. }) && self.text_at_rapports(text) {
            return;
        }
        let shows_answers =
            matches!(place, Place::Encore { .. } | Place::Pieces { .. } | Place::Recapitulatif);
        if shows_answers && self.take_anew(None, text, message) || self.asked_for_help(place, text) {
            return;
        }
        let yes = intent::bare_yes_no(text);
        match (place, yes) {
            (_, Some(true)) if place.asks_yes_or_no() => self.commande(Commande::Oui),
            (_, Some(false)) if place.asks_yes_or_no() => self.commande(Commande::Non),
            (Place::Demandes { filtre, .. } | Place::Filtrer { filtre }, _) => {
                self.text_at_demandes(text, filtre.clone());
            }
            (Place::Encore { .. }, None) if self.idem_named(text) => {}
            (Place::Partage(LieuPartage::Acces), _) => self.name_colleague(text),
            (Place::Encore { etape }, None) => self.name_at_encore(&etape.clone(), text),
            (Place::ChoixPiece { .. }, _) if self.place_by_name(text) => {}
            (Place::Notifications, _) => self.text_at_notifications(text),
            (Place::Rapports { .. }, _) => self.refuse_periode(),
            (Place::RapportEntreprise { .. }, _) => self.text_at_rapport_entreprise(text),
            (Place::Pieces { piece: Some(_) }, _) => self.refuse(Refus::FichierAttendu),
            _ if place.hears_sentences() => self.sentence(text),
            (_, _) if place.asks_yes_or_no() => self.refuse(Refus::OuiNon),
            _ => self.refuse(Refus::Incompris),
        }
    }

    /// At « un autre stagiaire ? », a name is the next one's.
    fn name_at_encore(&mut self, etape: &str, text: &str) {
        let Some(chemin) = self.parcours().and_then(|parcours| {
            let etape = parcours.dispositif.find_etape(etape)?;
            let chemin = parcours.new_element(etape)?;
            etape.find_champ(&chemin.champ).is_some_and(|champ| champ.nature.is_search()).then_some(chemin)
        }) else {
            return self.refuse(Refus::OuiNon);
        };
        if !self.may_search(text) {
            return;
        }
        self.go(Place::Champ { chemin, edition: false });
        self.state.conversation.requete = Requete { text: Some(text.to_owned()), page: 0 };
    }

    /// Long enough, and not one search too many; else the person is told.
    pub fn may_search(&mut self, text: &str) -> bool {
        if text.chars().count() < SEARCH_MIN {
            self.refuse(Refus::QuatreCaracteres);
            return false;
        }
        self.count_searches(1)
    }

    /// Not one search too many; else the person is told.
    pub fn count_searches(&mut self, count: u32) -> bool {
        let stretch = self.monde.now.timestamp().div_euclid(STRETCH);
        let recherches = &mut self.state.conversation.recherches;
        if recherches.0 != stretch {
            *recherches = (stretch, 0);
        }
        recherches.1 = recherches.1.saturating_add(count);
        if recherches.1 > SEARCHES {
            self.refuse(Refus::TropDeRecherches);
            return false;
        }
        true
    }

    fn text_at_champ(&mut self, chemin: &Chemin, text: &str, message: Option<&str>) {
        let Some((_, champ)) = self.field(chemin) else { return self.advance() };
        // Said of a field, « idem » is no command.
        if self.same_as_before(chemin, text, message) {
            return;
        }
        match self.catalogue().commandes.find(text) {
            // Bare yes and no answer the question; alone, they are no title and no name either.
            Some(Commande::Oui | Commande::Non) if !matches!(champ.nature, Nature::Texte { .. }) => {}
            Some(Commande::Oui | Commande::Non) => return self.refuse(Refus::Incompris),
            Some(commande)
                if intent::stands_in_text(commande) || !matches!(champ.nature, Nature::Texte { .. }) =>
            {
                return self.commande(commande);
            }
            _ => {}
        }
        if self.asked_for_help_at(champ, text) {
            return;
        }
        let edits = matches!(self.state.conversation.place, Place::Champ { edition: true, .. });
        if self.take_labelled(text, message) || !edits && self.take_anew(Some(chemin), text, message) {
            return;
        }
        if champ.nature.is_search() {
            if self.take_beside_a_name(chemin, text, message) {
                return;
            }
            let name = bare_name(text);
            if self.may_search(name) {
                self.state.conversation.requete = Requete { text: Some(name.to_owned()), page: 0 };
            }
            return;
        }
        if self.take_period(chemin, text, message) || self.take_several(chemin, text, message) {
            return;
        }
        match self.read(chemin, text) {
            Lecture::Read(lu) => self.accept(chemin, lu, message),
            Lecture::Ambiguous(candidates) => {
                self.refuse(Refus::PlusieursValeurs);
                self.state.conversation.carte.candidates = candidates;
            }
            Lecture::Refused(refus) => self.refuse(refus),
        }
    }

    /// The étape and field of a path, in the current dossier's dispositif.
    pub fn field(&self, chemin: &Chemin) -> Option<(&'a Etape, &'a Champ)> {
        let etape = self.dispositif()?.find_etape(&chemin.etape)?;
        Some((etape, etape.find_champ(&chemin.champ)?))
    }

    pub fn contexte(&self, chemin: Option<&Chemin>) -> Contexte<'_> {
        let today = clock::today(self.monde.now);
        let field = chemin.and_then(|chemin| Some((chemin, self.field(chemin)?.1)));
        let element = chemin.and_then(|c| self.state.dossier.as_ref()?.find_element(&c.etape, c.element));
        let current = field.and_then(|(chemin, _)| element?.valeur(&chemin.champ));
        let after = field.and_then(|(_, champ)| match element?.valeur(champ.pas_avant.as_ref()?)? {
            Valeur::Date(date) => Some(*date),
            _ => None,
        });
        let taxe = field.and_then(|(_, champ)| match element?.valeur(champ.base.as_ref()?)? {
            // The amount that set the basis may be said again with another one.
            Valeur::Choix(_) if current.is_some() => None,
            Valeur::Choix(key) if key == "ht" => Some(Taxe::Ht),
            Valeur::Choix(key) if key == "ttc" => Some(Taxe::Ttc),
            _ => None,
        });
        Contexte { today, current, after, taxe }
    }

    pub fn read(&self, chemin: &Chemin, text: &str) -> Lecture {
        let Some((etape, champ)) = self.field(chemin) else { return Lecture::Refused(Refus::Incompris) };
        if let Some(a_part) = champ.a_part.iter().find(|a_part| a_part.is_said(text, &champ.nature)) {
            return Lecture::Refused(Refus::APart(a_part.message.clone()));
        }
        let lecture = match reading::read(&champ.nature, text, &self.contexte(Some(chemin))) {
            Lecture::Refused(refus) if champ.nature == Nature::OuiNon => {
                reading::lettre::repond(&champ.libelle, text).map_or(Lecture::Refused(refus), |yes| {
                    Lecture::Read(Lu { valeur: Valeur::OuiNon(yes), taxe: None })
                })
            }
            Lecture::Refused(refus) => self.read_by_name(chemin, text).unwrap_or(Lecture::Refused(refus)),
            lecture => lecture,
        };
        if let (Lecture::Read(lu), Some(parcours)) = (&lecture, self.parcours()) {
            let element = parcours.dossier.find_element(&chemin.etape, chemin.element);
            if let Some(refus) = parcours.refusal(etape, element, champ, &lu.valeur) {
                return Lecture::Refused(refus);
            }
        }
        lecture
    }

    /// An answer that was chosen: a button, a result of the search, a candidate.
    pub fn answer_with(&mut self, valeur: Valeur) {
        match self.state.conversation.place.clone() {
            Place::Champ { chemin, .. } => {
                let refusal = self.parcours().and_then(|parcours| {
                    let etape = parcours.dispositif.find_etape(&chemin.etape)?;
                    let element = parcours.dossier.find_element(&chemin.etape, chemin.element);
                    parcours.refusal(etape, element, etape.find_champ(&chemin.champ)?, &valeur)
                });
                match refusal {
                    Some(refus) => self.refuse(refus),
                    None => self.accept(&chemin, Lu { valeur, taxe: None }, None),
                }
            }
            _ => self.stale(),
        }
    }

    /// Takes an answer: facts, écho, what it makes known, and the next question.
    pub fn accept(&mut self, chemin: &Chemin, lu: Lu, message: Option<&str>) {
        let Some((etape, champ)) = self.field(chemin) else { return self.advance() };
        if self.overtaken() {
            return;
        }
        if let Some(nom) = self.taken_by_another(etape, chemin, &lu.valeur) {
            return self.refuse(Refus::DejaStagiaire { nom });
        }
        if self.draft_mut().is_none() {
            return;
        }
        self.forget_what_followed(etape, chemin, &lu.valeur);
        self.record(chemin, champ, lu, message);
        self.propose(true);
        self.warn(chemin);
        self.advance();
    }

    /// Writes an answer and says it back, with the basis of an amount.
    pub fn record(&mut self, chemin: &Chemin, champ: &Champ, lu: Lu, message: Option<&str>) {
        let valeur = afficher(&champ.nature, &lu.valeur);
        self.set(chemin, Some(lu.valeur), message);
        self.note(Note::Echo { libelle: champ.nom().to_owned(), valeur });
        if !self.prises.contains(chemin) {
            self.prises.push(chemin.clone());
        }
        if let (Some(taxe), Some(base)) = (lu.taxe, &champ.base) {
            self.set_base(chemin, base, taxe, message);
        }
    }

    /// Another person, or another company, takes the place of one: what was said of the first leaves with her.
    pub fn forget_what_followed(&mut self, etape: &Etape, chemin: &Chemin, valeur: &Valeur) {
        let Some(dossier) = self.state.dossier.as_mut() else { return };
        let element = dossier.find_element(&chemin.etape, chemin.element);
        let old = element.and_then(|element| element.valeur(&chemin.champ)).cloned();
        let same = match (&old, valeur) {
            (Some(Valeur::Individu(old)), Valeur::Individu(new)) => old.id == new.id,
            (Some(Valeur::Entite(old)), Valeur::Entite(new)) => old.siret == new.siret,
            _ => true,
        };
        if same {
            return;
        }
        let followers = etape.champs.iter().filter(|champ| champ.follows(&chemin.champ));
        let element = dossier.element_mut(&chemin.etape, chemin.element);
        for champ in followers {
            element.reponses.remove(&champ.cle);
        }
        let unique = etape.repetition.as_ref().and_then(|repetition| repetition.unique.as_ref());
        if let (Some(Valeur::Individu(old)), true) = (&old, unique == Some(&chemin.champ)) {
            self.drop_pieces_of(chemin.element, &old.nom_complet());
        }
    }

    /// « 1 500 € HT » says the basis as well.
    fn set_base(&mut self, chemin: &Chemin, base: &str, taxe: Taxe, message: Option<&str>) {
        let key = match taxe {
            Taxe::Ht => "ht",
            Taxe::Ttc => "ttc",
        };
        let chemin = Chemin { champ: base.to_owned(), ..chemin.clone() };
        let Some((_, champ)) = self.field(&chemin) else { return };
        let valeur = Valeur::Choix(key.to_owned());
        let shown = afficher(&champ.nature, &valeur);
        if self.set(&chemin, Some(valeur), message) {
            self.note(Note::Echo { libelle: champ.nom().to_owned(), valeur: shown });
        }
    }

    /// No two elements may share the value of the étape's unique field.
    pub fn taken_by_another(&self, etape: &Etape, chemin: &Chemin, valeur: &Valeur) -> Option<String> {
        let unique = etape.repetition.as_ref()?.unique.as_ref()?;
        let Valeur::Individu(individu) = valeur else { return None };
        let others = self.state.dossier.as_ref()?.elements(&etape.cle);
        let taken = *unique == chemin.champ
            && others.iter().filter(|element| element.id != chemin.element).any(|element| {
                matches!(element.valeur(unique), Some(Valeur::Individu(other)) if other.id == individu.id)
            });
        taken.then(|| individu.nom_complet())
    }

    /// Writes one fact, with its line in the journal. False when nothing changed.
    pub fn set(&mut self, chemin: &Chemin, valeur: Option<Valeur>, message: Option<&str>) -> bool {
        self.write(
            chemin,
            Reponse {
                valeur,
                at: self.monde.now,
                message: message.map(|message| self.signed(message)),
                proposee: false,
            },
        )
    }

    pub fn write(&mut self, chemin: &Chemin, reponse: Reponse) -> bool {
        let Some((_, champ)) = self.field(chemin) else { return false };
        let now = self.monde.now;
        let Some(dossier) = self.state.dossier.as_mut() else { return false };
        let element = dossier.element_mut(&chemin.etape, chemin.element);
        let apres = reponse.valeur.as_ref().map(|valeur| afficher(&champ.nature, valeur));
        let old = element.reponses.insert(chemin.champ.clone(), reponse);
        dossier.updated_at = now;
        let avant = old.as_ref().and_then(|old| old.valeur.as_ref()).map(|v| afficher(&champ.nature, v));
        if old.is_some() && avant == apres {
            return false;
        }
        let name = format!("{}.{}.{}", chemin.etape, chemin.element, chemin.champ);
        self.journal(JournalWhat::Reponse { champ: name, avant, apres });
        true
    }

    /// Warnings that this answer calls for, said once, when it is given.
    pub fn warn(&mut self, chemin: &Chemin) {
        let today = clock::today(self.monde.now);
        let Some(dispositif) = self.dispositif() else { return };
        let path = format!("{}.{}", chemin.etape, chemin.champ);
        self.warn_of_availability(&path);
        let warning = self.parcours().and_then(|parcours| {
            if dispositif.delai.depuis == path {
                bilan::avertissement_delai(&parcours, today)
            } else if dispositif.totaux.heures.contains(&path) {
                bilan::avertissement_heures(&parcours)
            } else {
                None
            }
        });
        if let Some(warning) = warning {
            self.note(Note::Avertissement(warning));
        }
    }

    /// A message already played was edited: the answer that was read from it is read again.
    pub fn edited(&mut self, text: &str, message: &str) {
        let found = self.parcours().and_then(|parcours| {
            parcours.dispositif.etapes.iter().find_map(|etape| {
                parcours.elements(etape).iter().find_map(|element| {
                    etape.champs.iter().find_map(|champ| {
                        let reponse = element.reponses.get(&champ.cle)?;
                        self.wrote(reponse.message.as_deref()?, message).then(|| Chemin {
                            etape: etape.cle.clone(),
                            element: element.id,
                            champ: champ.cle.clone(),
                        })
                    })
                })
            })
        });
        let Some(chemin) = found else { return self.note(Note::CorrectionSansObjet) };
        if self.draft_mut().is_none() {
            return;
        }
        let text = reading::mask_nir(text).unwrap_or_else(|| text.to_owned());
        let place = self.state.conversation.place.clone();
        if !self.take_period(&chemin, text.trim(), Some(message)) {
            match self.read(&chemin, text.trim()) {
                Lecture::Read(lu) => self.accept(&chemin, lu, Some(message)),
                Lecture::Ambiguous(_) => return self.refuse(Refus::PlusieursValeurs),
                Lecture::Refused(refus) => return self.refuse(refus),
            }
        }
        // She was elsewhere: she stays there, unless the correction asks for something before.
        if matches!(self.state.conversation.place, Place::Recapitulatif) || !place.is_question() {
            self.go(place);
        }
    }

    /// The name of an employee who is not in the directory.
    fn new_individu(&mut self, chemin: &Chemin, text: &str) {
        match self.catalogue().commandes.find(text) {
            Some(Commande::Oui | Commande::Non) => return self.refuse(Refus::NomIllisible),
            Some(commande) => return self.commande(commande),
            None => {}
        }
        let Some((prenom, nom)) = reading::read_name(text) else { return self.refuse(Refus::NomIllisible) };
        let Some((_, champ)) = self.field(chemin) else { return self.advance() };
        let Some(siret) = self.employer(&champ.nature) else { return self.advance() };
        if self.overtaken() || self.draft_mut().is_none() {
            return;
        }
        let individu = Individu::nouveau(self.monde.tirage, siret, nom, prenom);
        self.annuaire.push(EcritAnnuaire::Ajouter(individu.clone()));
        self.note(Note::SalarieAjoute { nom: individu.nom_complet() });
        self.accept(chemin, Lu { valeur: Valeur::Individu(individu), taxe: None }, None);
    }

    /// SIRET of the Entité whose employees this field is searched among.
    pub fn employer(&self, nature: &Nature) -> Option<String> {
        let Nature::RechercheIndividu { dans } = nature else { return None };
        self.state.dossier.as_ref()?.valeurs(dans).find_map(|valeur| match valeur {
            Valeur::Entite(entite) => Some(entite.siret.clone()),
            _ => None,
        })
    }
}

/// « c'est pour la Boulangerie Martin »: the name that is looked for.
fn bare_name(text: &str) -> &str {
    const LEADS: [&str; 6] = ["c'est pour ", "c’est pour ", "c'est ", "c’est ", "ce sera ", "pour "];
    const ARTICLES: [&str; 5] = ["la ", "le ", "les ", "l'", "l’"];
    let strip = |text: &str, starts: &[&str]| {
        let found = starts
            .iter()
            .find(|start| text.get(..start.len()).is_some_and(|begins| begins.to_lowercase() == **start));
        found.map(|start| start.len())
    };
    let Some(led) = strip(text, &LEADS) else { return text };
    let name = &text[led..];
    strip(name, &ARTICLES).map_or(name, |article| &name[article..]).trim()
}

/// The options of a field answered by choosing.
pub(super) fn options(nature: &Nature) -> &[OptionChoix] {
    match nature {
        Nature::Choix { options } => options,
        _ => &[],
    }
}
