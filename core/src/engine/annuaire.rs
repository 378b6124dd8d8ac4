//! « Mes entreprises » and « Mes salariés »: lists with search, one of them opened, corrected, added.

mod ecran;

use super::tour::Tour;
use crate::annuaire::{Cherche, Entite, Individu};
use crate::catalogue::{ChampSalarie, Commande, Exige, Nature, ProprieteSalarie};
use crate::conversation::{Attente, Place, PlaceSalarie, Requete};
use crate::dossier::Valeur;
use crate::engine::EcritAnnuaire;
use crate::event::Recherche;
use crate::message::{ActeAnnuaire, Note, NoteAnnuaire, Refus};
use crate::reading::{self, Lecture, fold};

impl<'a> Tour<'a> {
    /// The employees of the company chosen, else of the one the request is for, else of the only one.
    pub fn salaries(&mut self) {
        let demandeur = self.parcours().and_then(|parcours| {
            parcours.dossier.valeurs(&parcours.dispositif.demandeur).find_map(|valeur| match valeur {
                Valeur::Entite(entite) => Some(entite.clone()),
                _ => None,
            })
        });
        match self.state.conversation.entreprise.clone().or(demandeur) {
            Some(entite) => self.salaries_of(&entite),
            None => self.ask(Recherche::Entites { text: None, page: 0 }, Attente::Salaries),
        }
    }

    pub fn salaries_of(&mut self, entite: &Entite) {
        let (siret, entite) = (entite.siret.clone(), entite.nom().to_owned());
        self.go(Place::Salaries { siret, entite, page: 0 });
    }

    /// Her companies: the only one, or a choice.
    pub fn salaries_among(&mut self, entites: &[Entite]) {
        match entites {
            [one] => self.salaries_of(one),
            [] => self.go(Place::Entreprises { page: 0 }),
            _ => {
                self.note(Note::Annuaire(NoteAnnuaire::ChoisirEntreprise));
                self.go(Place::Entreprises { page: 0 });
            }
        }
    }

    /// What is typed at a list, a company or an employee.
    pub fn text_at_annuaire(&mut self, place: &Place, text: &str) {
        match place {
            Place::Salarie(salarie) if salarie.is_question() => return self.answer_salarie(salarie, text),
            _ => {}
        }
        if let Some(commande) = self.catalogue().commandes.find(text) {
            return self.commande(commande);
        }
        match place {
            Place::Entreprises { .. } | Place::Salaries { .. } => {
                if self.may_search(text) {
                    self.turn_to(0);
                    self.state.conversation.requete = Requete { text: Some(text.to_owned()), page: 0 };
                }
            }
            _ => self.refuse(Refus::Incompris),
        }
    }

    pub fn act_annuaire(&mut self, acte: &ActeAnnuaire) {
        match (acte, self.state.conversation.place.clone()) {
            (ActeAnnuaire::Entreprise(siret), _) => self.go(Place::Entreprise { siret: siret.clone() }),
            (ActeAnnuaire::Choisir(entite), _) => {
                let nom = entite.nom().to_owned();
                self.state.conversation.entreprise = Some((**entite).clone());
                self.note(Note::Annuaire(NoteAnnuaire::EntrepriseChoisie { nom }));
            }
            (ActeAnnuaire::Salaries(entite), _) => self.salaries_of(entite),
            (ActeAnnuaire::ToutVoir, _) => {
                self.turn_to(0);
                self.state.conversation.requete = Requete::default();
            }
            (ActeAnnuaire::Salarie(id), Place::Salaries { siret, entite, .. }) => {
                self.go(Place::Salarie(PlaceSalarie { siret, entite, id: Some(*id), champ: None }));
            }
            (ActeAnnuaire::Ajouter, Place::Salaries { siret, entite, .. }) => {
                self.go(Place::Salarie(PlaceSalarie { siret, entite, id: None, champ: None }));
            }
            (ActeAnnuaire::Modifier(propriete), Place::Salarie(place)) if place.id.is_some() => {
                self.go(Place::Salarie(PlaceSalarie { champ: Some(*propriete), ..place }));
            }
            (ActeAnnuaire::Repondre(text), Place::Salarie(place)) if place.champ.is_some() => {
                self.correct(&place, text.clone());
            }
            (ActeAnnuaire::Passer, Place::Salarie(place)) => {
                self.go(Place::Salarie(PlaceSalarie { champ: None, ..place }));
            }
            _ => self.stale(),
        }
    }

    /// The field that is asked of an employee, with how it is read.
    fn asked_of(&self, place: &PlaceSalarie) -> Option<(&'a ChampSalarie, &'a Nature)> {
        let champ = self.catalogue().annuaire.find(place.champ?)?;
        Some((champ, self.catalogue().nature_salarie(champ)?))
    }

    fn answer_salarie(&mut self, place: &PlaceSalarie, text: &str) {
        match self.catalogue().commandes.find(text) {
            Some(Commande::Oui | Commande::Non) => {}
            Some(Commande::Passer) if place.champ.is_some() => {
                return self.act_annuaire(&ActeAnnuaire::Passer);
            }
            Some(commande) => return self.commande(commande),
            None => {}
        }
        let Some((_, nature)) = self.asked_of(place) else { return self.new_salarie(place, text) };
        match reading::read(nature, text, &self.contexte(None)) {
            Lecture::Read(lu) => match lu.valeur {
                Valeur::Texte(text) | Valeur::Choix(text) => self.correct(place, Some(text)),
                _ => self.refuse(Refus::Incompris),
            },
            Lecture::Ambiguous(_) => self.refuse(Refus::PlusieursValeurs),
            Lecture::Refused(refus) => self.refuse(refus),
        }
    }

    /// The name of a new employee: first, is she there already?
    fn new_salarie(&mut self, place: &PlaceSalarie, text: &str) {
        let Some((prenom, nom)) = reading::read_name(text) else { return self.refuse(Refus::NomIllisible) };
        let individu = Individu::nouveau(self.monde.tirage, place.siret.clone(), nom, prenom);
        self.ask_twins(individu, None);
    }

    /// Whether another employee has her name, or her matricule.
    fn ask_twins(&mut self, individu: Individu, modifie: Option<ProprieteSalarie>) {
        let noms = vec![fold(&individu.nom_complet())];
        let cherches = vec![Cherche { noms, matricule: individu.matricule.clone() }];
        let siret = individu.siret.clone();
        self.ask(
            Recherche::Noms { siret, cherches },
            Attente::Doublon { individu: Box::new(individu), modifie },
        );
    }

    pub fn twins_found(
        &mut self,
        individu: Individu,
        modifie: Option<ProprieteSalarie>,
        found: &[Vec<Individu>],
    ) {
        let name = fold(&individu.nom_complet());
        let is_twin = |other: &&Individu| {
            other.id != individu.id
                && match (&individu.matricule, &other.matricule) {
                    (Some(one), Some(other)) => one == other,
                    // Only a number tells two people of one name apart.
                    (Some(_), None) | (None, Some(_)) if modifie.is_some() => false,
                    _ => {
                        fold(&other.nom_complet()) == name
                            || fold(&format!("{} {}", other.nom, other.prenom)) == name
                    }
                }
        };
        let twin = found.iter().flatten().find(is_twin).cloned();
        let Place::Salarie(place) = self.state.conversation.place.clone() else { return };
        match (twin, modifie) {
            (Some(twin), _) => {
                let nom = twin.nom_complet();
                self.note(Note::Annuaire(NoteAnnuaire::SalarieDeja { nom }));
                if modifie.is_none() {
                    self.go(Place::Salarie(PlaceSalarie { id: Some(twin.id), champ: None, ..place }));
                }
            }
            (None, None) => {
                let id = Some(individu.id);
                self.note(Note::SalarieAjoute { nom: individu.nom_complet() });
                self.annuaire.push(EcritAnnuaire::Ajouter(individu));
                let champ = self.first_asked();
                self.go(Place::Salarie(PlaceSalarie { id, champ, ..place }));
            }
            (None, Some(propriete)) => self.corrected_individu(individu, propriete),
        }
    }

    /// What is asked at once of a new employee: what requests need of her, and no name.
    fn first_asked(&self) -> Option<ProprieteSalarie> {
        let catalogue = self.catalogue();
        let shared =
            |champ: &&ChampSalarie| champ.nature.is_none() && catalogue.nature_salarie(champ).is_some();
        catalogue.annuaire.champs.iter().find(shared).map(|champ| champ.propriete)
    }

    /// A correction: of what the directory knows now.
    fn correct(&mut self, place: &PlaceSalarie, text: Option<String>) {
        let (Some(id), Some(propriete)) = (place.id, place.champ) else { return self.stale() };
        let required = self.catalogue().annuaire.find(propriete).is_some_and(|c| c.exige == Exige::Requis);
        if text.is_none() && required {
            return self.stale();
        }
        let siret = place.siret.clone();
        self.ask(Recherche::FicheIndividu { siret, id }, Attente::Corriger { propriete, text });
    }

    pub fn correction_of(
        &mut self,
        found: Option<&Individu>,
        propriete: ProprieteSalarie,
        text: Option<String>,
    ) {
        let Some(individu) = found else { return self.lost() };
        let mut individu = individu.clone();
        propriete.set(&mut individu, text);
        match propriete {
            ProprieteSalarie::Prenom | ProprieteSalarie::Nom | ProprieteSalarie::Matricule => {
                self.ask_twins(individu, Some(propriete));
            }
            _ => self.corrected_individu(individu, propriete),
        }
    }

    fn corrected_individu(&mut self, individu: Individu, propriete: ProprieteSalarie) {
        let Place::Salarie(place) = self.state.conversation.place.clone() else { return };
        let catalogue = self.catalogue();
        let Some(champ) = catalogue.annuaire.find(propriete) else { return };
        let libelle = champ.libelle.clone();
        let note = match self.property_shown(champ, &individu) {
            Some(valeur) => Note::Echo { libelle, valeur },
            None => Note::Annuaire(NoteAnnuaire::Efface { libelle }),
        };
        self.note(note);
        self.refresh(&individu);
        self.annuaire.push(EcritAnnuaire::Corriger(individu));
        self.go(Place::Salarie(PlaceSalarie { champ: None, ..place }));
    }

    /// The request under way knows her as she is now; what the person said herself of her stays.
    fn refresh(&mut self, individu: &Individu) {
        if self.draft().is_none() {
            return;
        }
        let now = self.monde.now;
        let Some(dossier) = self.state.dossier.as_mut() else { return };
        let reponses =
            dossier.etapes.values_mut().flatten().flat_map(|element| element.reponses.values_mut());
        let mut touched = false;
        for reponse in reponses {
            if let Some(Valeur::Individu(known)) = &mut reponse.valeur
                && known.id == individu.id
                && known != individu
            {
                known.clone_from(individu);
                touched = true;
            }
        }
        if touched {
            dossier.updated_at = now;
            self.note(Note::Annuaire(NoteAnnuaire::DemandeSuit { nom: individu.nom_complet() }));
            self.propose(false);
        }
    }

    /// What was to be shown is not hers, or not there any more.
    pub fn lost(&mut self) {
        self.note(Note::Annuaire(NoteAnnuaire::Introuvable));
        // A company that was taken from her is no longer the one she chose.
        if let Place::Entreprise { siret } = &self.state.conversation.place
            && self.state.conversation.entreprise.as_ref().is_some_and(|chosen| chosen.siret == *siret)
        {
            self.state.conversation.entreprise = None;
        }
        let place = match &self.state.conversation.place {
            Place::Salarie(PlaceSalarie { siret, entite, .. }) => {
                Place::Salaries { siret: siret.clone(), entite: entite.clone(), page: 0 }
            }
            _ => Place::Entreprises { page: 0 },
        };
        self.go(place);
    }
}
