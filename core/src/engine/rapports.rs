//! « Mes rapports »: the period, the company, the report and its files.

use super::choix::Bouton;
use super::tour::Tour;
use crate::affichage;
use crate::annuaire::Entite;
use crate::catalogue::Commande;
use crate::clock;
use crate::conversation::{Attente, Entreprise, Place, Requete};
use crate::engine::Effect;
use crate::event::{Recherche, Trouvaille};
use crate::message::{Action, Note, RapportVu, Refus, Screen};
use crate::rapport::{Forme, LigneRapport, Periode, Rapport, bilan};
use crate::reading::words;

impl Tour<'_> {
    pub fn rapports(&mut self) {
        self.go(Place::Rapports { entite: None, rapport: None });
    }

    /// The company counted, and the report shown last.
    fn rapport_at_hand(&self) -> (Option<Entreprise>, Option<uuid::Uuid>) {
        match &self.state.conversation.place {
            Place::Rapports { entite, rapport } => (entite.clone(), *rapport),
            Place::RapportEntreprise { rapport } => (None, *rapport),
            _ => (None, None),
        }
    }

    pub fn rapport_entreprise(&mut self, entite: Option<Entreprise>) {
        let (_, rapport) = self.rapport_at_hand();
        self.go(Place::Rapports { entite, rapport });
    }

    /// « Choisir une entreprise ».
    pub fn choose_entreprise(&mut self) {
        let (_, rapport) = self.rapport_at_hand();
        self.go(Place::RapportEntreprise { rapport });
    }

    pub fn rapport_of(&mut self, periode: Periode) {
        let (entite, _) = self.rapport_at_hand();
        let jours = periode.jours(clock::today(self.monde.now));
        let siret = entite.map(|entite| entite.siret);
        self.ask(Recherche::Rapport { jours, siret }, Attente::Rapport(periode));
    }

    /// The requests of the period: the report is kept, its picture sent, its figures said.
    pub fn rapport_found(&mut self, periode: Periode, lignes: &[LigneRapport]) {
        let (entite, _) = self.rapport_at_hand();
        let jours = periode.jours(clock::today(self.monde.now));
        if lignes.is_empty() {
            self.note(Note::RapportVide { jours, entreprise: entite.map(|entite| entite.nom) });
            return;
        }
        let id = self.monde.tirage;
        let entreprise = entite.as_ref().map(|entite| entite.nom.clone());
        let vu = RapportVu { id, jours, entreprise: entreprise.clone(), bilan: bilan(lignes) };
        let lignes = lignes.to_vec();
        let rapport = Rapport { id, etabli_le: self.monde.now, jours, entreprise, lignes };
        self.effects.push(Effect::Rapport(Box::new(rapport)));
        self.effects.push(Effect::Fichier { rapport: id, forme: Forme::Image });
        self.go(Place::Rapports { entite, rapport: Some(id) });
        // Below its picture, not in place of the question above it.
        self.in_place = false;
        self.vue = Some(Screen::Rapport(Box::new(vu)));
    }

    pub fn rapport_fichier(&mut self, rapport: uuid::Uuid, forme: Forme) {
        self.effects.push(Effect::Fichier { rapport, forme });
        self.note(Note::RapportFichier { forme });
        self.in_place = false;
    }

    /// A period, or the file of the report shown last; true when it was one of them.
    pub fn text_at_rapports(&mut self, text: &str) -> bool {
        let (_, rapport) = self.rapport_at_hand();
        let said = words(text);
        let names =
            |these: &[&str]| said.len() <= 5 && these.iter().any(|word| said.iter().any(|own| own == word));
        match rapport {
            Some(rapport) if names(&["excel", "xlsx", "tableau"]) => {
                self.rapport_fichier(rapport, Forme::Xlsx)
            }
            Some(rapport) if names(&["csv"]) => self.rapport_fichier(rapport, Forme::Csv),
            _ => match Periode::read(text, clock::today(self.monde.now)) {
                Some(periode) => self.rapport_of(periode),
                None => return false,
            },
        }
        true
    }

    /// The name of a company is searched.
    pub fn text_at_rapport_entreprise(&mut self, text: &str) {
        if self.may_search(text) {
            self.state.conversation.requete = Requete { text: Some(text.to_owned()), page: 0 };
        }
    }

    pub(super) fn rapport_needs(&self, place: &Place) -> Option<Recherche> {
        let requete = &self.state.conversation.requete;
        match place {
            // Is there a company to choose?
            Place::Rapports { .. } => Some(Recherche::Entites { text: None, page: 0 }),
            Place::RapportEntreprise { .. } => {
                Some(Recherche::Entites { text: requete.text.clone(), page: requete.page })
            }
            _ => None,
        }
    }

    pub(super) fn screen_rapports(&self, entite: Option<&Entreprise>) -> Screen {
        Screen::Rapports { entreprise: entite.map(|entite| entite.nom.clone()) }
    }

    pub(super) fn at_rapports(&self) -> Vec<Bouton> {
        let libelles = &self.catalogue().libelles.rapport;
        let today = clock::today(self.monde.now);
        let mut out: Vec<Bouton> = Periode::PROPOSEES
            .into_iter()
            .map(|periode| {
                let detail = periode.jours(today).map(|(first, last)| affichage::jours(first, last));
                Bouton::numbered(libelles.periode(periode).to_owned(), detail, Action::Rapport(periode))
            })
            .collect();
        let (entite, rapport) = self.rapport_at_hand();
        out.extend(rapport.into_iter().flat_map(|rapport| self.fichiers(rapport)));
        let several = matches!(&self.trouvaille, Some(Trouvaille::Entites { page, .. }) if page.total > 1);
        if several {
            out.push(Bouton::secondary(libelles.choisir_entreprise.clone(), Action::ChoisirEntreprise));
        }
        if entite.is_some() {
            out.push(Bouton::secondary(libelles.toutes.clone(), Action::RapportEntreprise(None)));
        }
        out.extend(self.secondary(&[Commande::Continuer]));
        out
    }

    fn fichiers(&self, rapport: uuid::Uuid) -> [Bouton; 2] {
        let libelles = &self.catalogue().libelles.rapport;
        let file = |label: &String, forme| {
            Bouton::secondary(label.clone(), Action::RapportFichier { rapport, forme })
        };
        [file(&libelles.excel, Forme::Xlsx), file(&libelles.csv, Forme::Csv)]
    }

    pub(super) fn at_rapport(&self, rapport: uuid::Uuid) -> Vec<Bouton> {
        let (entite, _) = self.rapport_at_hand();
        let mut out = Vec::from(self.fichiers(rapport));
        let label = self.catalogue().libelles.rapport.autre_periode.clone();
        out.push(Bouton::secondary(label, Action::RapportEntreprise(entite)));
        out.extend(self.secondary(&[Commande::Continuer]));
        out
    }

    pub(super) fn at_rapport_entreprise(&self) -> Vec<Bouton> {
        let mut out = Vec::new();
        if let Some(Trouvaille::Entites { page, .. }) = &self.trouvaille {
            out.extend(page.items.iter().map(|entite| {
                let action = Action::RapportEntreprise(Some(Entreprise::of(entite)));
                Bouton::numbered(entite.nom().to_owned(), Some(affichage::adresse(entite)), action)
            }));
            out.extend(self.paging(page));
        }
        let toutes = self.catalogue().libelles.rapport.toutes.clone();
        out.push(Bouton::secondary(toutes, Action::RapportEntreprise(None)));
        out.extend(self.secondary(&[Commande::Retour]));
        out
    }

    /// What cannot be read as a period is told with what can.
    pub fn refuse_periode(&mut self) {
        self.refuse(Refus::Periode);
    }
}

impl Entreprise {
    fn of(entite: &Entite) -> Entreprise {
        Entreprise { siret: entite.siret.clone(), nom: entite.nom().to_owned() }
    }
}
