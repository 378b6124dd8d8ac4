//! The screen of the place where the person is.

use chrono::{Datelike, NaiveDate};

use super::accueil::lignes_entites;
use super::recap::answers;
use super::tour::Tour;
use crate::affichage::afficher;
use crate::catalogue::{Champ, Etape, Exige, Nature};
use crate::clock;
use crate::conversation::Place;
use crate::dossier::{Chemin, Element, Valeur};
use crate::event::{Recherche, Trouvaille};
use crate::message::{
    Accueil, ChangerDispositif, EnTete, Encore, Ligne, Modifier, Note, Pieces, Progression, Question, Saisie,
    Screen,
};

impl Tour<'_> {
    /// What the screen of the place must know of the store first.
    pub fn screen_needs(&self) -> Option<Recherche> {
        let requete = &self.state.conversation.requete;
        match &self.state.conversation.place {
            place if self.asks_by_letter(place) => None,
            Place::Champ { chemin, .. } => match &self.field(chemin)?.1.nature {
                Nature::RechercheEntite => {
                    Some(Recherche::Entites { text: requete.text.clone(), page: requete.page })
                }
                nature @ Nature::RechercheIndividu { .. } => Some(Recherche::Individus {
                    siret: self.employer(nature)?,
                    text: requete.text.clone(),
                    page: requete.page,
                }),
                _ => None,
            },
            Place::Factures { page } => Some(Recherche::Factures { page: *page }),
            Place::Conseil { .. } => Some(Recherche::Entites { text: None, page: 0 }),
            Place::Entreprises { page } => {
                Some(Recherche::Entites { text: requete.text.clone(), page: *page })
            }
            Place::Salaries { siret, page, .. } => {
                Some(Recherche::Individus { siret: siret.clone(), text: requete.text.clone(), page: *page })
            }
            Place::Partage(lieu) => self.partage_needs(lieu),
            place => self
                .annuaire_needs(place)
                .or_else(|| self.demandes_need(place))
                .or_else(|| self.rapport_needs(place)),
        }
    }

    /// The screen of the place; the welcome when the place has lost its ground, a person when the form is gone.
    pub fn screen(&mut self) -> Screen {
        if let Some(screen) = self.screen_of_place() {
            return screen;
        }
        self.without_form();
        self.vue.take().unwrap_or_else(|| self.accueil())
    }

    fn screen_of_place(&self) -> Option<Screen> {
        Some(match &self.state.conversation.place {
            Place::Accueil => self.accueil(),
            Place::Dispositifs => Screen::Dispositifs,
            Place::Orientation { question, lequel } => self.screen_orientation(question, lequel)?,
            Place::Proposition { dispositifs, lequel } => self.screen_proposition(dispositifs, lequel)?,
            Place::Conseil { lequel } => self.screen_conseil(lequel)?,
            Place::ChangerDispositif => {
                Screen::ChangerDispositif(ChangerDispositif { entete: self.entete()? })
            }
            place if self.asks_by_letter(place) => Screen::Manque(Box::new(self.manque()?)),
            Place::Champ { chemin, .. } => Screen::Question(Box::new(self.question(chemin)?)),
            Place::NouvelIndividu { chemin, .. } => Screen::Question(Box::new(self.question_name(chemin)?)),
            Place::Encore { etape } => Screen::Encore(self.encore(etape)?),
            Place::Pieces { piece } if self.has_open_pieces() => {
                Screen::PiecesAttendues(Box::new(self.screen_attendues(piece.as_deref())?))
            }
            // OPCO EP waits for none (any more).
            Place::Pieces { .. } if self.draft().is_none() => return self.suivi(false),
            Place::ConfirmerTransmission => Screen::ConfirmerTransmission(Box::new(self.transmission()?)),
            Place::Factures { .. } => Screen::Factures(self.factures()?),
            Place::Lot(lot) => Screen::Lot(Box::new(self.lot_vue(lot)?)),
            Place::Pieces { piece } => Screen::Pieces(self.screen_pieces(piece.as_deref())?),
            Place::ChoixPiece { fichiers } => {
                Screen::ChoixPiece { fichiers: fichiers.iter().map(|file| file.name.clone()).collect() }
            }
            Place::ConfirmerLettre { douteuse, .. } => self.screen_doubt(douteuse),
            Place::Humain(humain) => Screen::Humain(self.screen_humain(humain)),
            Place::Recapitulatif => Screen::Recapitulatif(Box::new(self.recapitulatif()?)),
            Place::ConfirmerEnvoi => Screen::ConfirmerEnvoi(Box::new(self.recapitulatif()?)),
            Place::ConfirmerAnnulation => Screen::ConfirmerAnnulation { titre: self.titre() },
            Place::ConfirmerRetrait { etape, element } => {
                let parcours = self.parcours()?;
                let etape = parcours.dispositif.find_etape(etape)?;
                let element = parcours.dossier.find_element(&etape.cle, *element)?;
                Screen::ConfirmerRetrait {
                    nom: self.element_name(etape, element),
                    fichiers: self.files_of(element.id),
                }
            }
            Place::Modifier { etape, element } => {
                Screen::Modifier(self.screen_modifier(etape.as_deref(), *element)?)
            }
            Place::Demandes { filtre, .. } => Screen::Demandes(self.demandes(filtre)?),
            Place::Filtrer { .. } => self.screen_filtrer()?,
            Place::Depart => Screen::Depart(self.depart()?),
            Place::Entreprises { .. } => match &self.trouvaille {
                Some(Trouvaille::Entites { page, text }) => Screen::Entreprises {
                    items: lignes_entites(&page.items),
                    total: page.total,
                    page: page.page,
                    recherche: text.clone(),
                },
                _ => return None,
            },
            Place::Salaries { entite, .. } => match &self.trouvaille {
                Some(Trouvaille::Individus { page, text }) => Screen::Salaries {
                    entite: entite.clone(),
                    items: page
                        .items
                        .iter()
                        .map(|individu| Ligne {
                            libelle: individu.nom_complet(),
                            valeur: individu.email.clone().unwrap_or_default(),
                        })
                        .collect(),
                    total: page.total,
                    page: page.page,
                    recherche: text.clone(),
                },
                _ => return None,
            },
            Place::Aide => self.screen_aide(),
            Place::Rapports { entite, .. } => self.screen_rapports(entite.as_ref()),
            Place::RapportEntreprise { .. } => {
                Screen::RapportEntreprise { text: self.state.conversation.requete.text.clone() }
            }
            Place::Entreprise { .. } => Screen::Fiche(Box::new(self.fiche_entite()?)),
            Place::Salarie(place) => Screen::Fiche(Box::new(self.fiche_salarie(place)?)),
            Place::Suivi => self.suivi(false)?,
            Place::Notifications => Screen::Notifications(self.preferences().clone()),
            Place::Partage(lieu) => self.ecran_partage(lieu)?,
        })
    }

    fn accueil(&self) -> Screen {
        let nom = self.monde.personne.nom.as_deref();
        Screen::Accueil(Accueil {
            prenom: nom.and_then(|nom| nom.split_whitespace().next()).map(str::to_owned),
            brouillon: self.draft().filter(|draft| !draft.is_empty()).map(|_| self.titre()),
            premiere_fois: self.state.conversation.carte.serial == 0,
            phrase: self.can_orient(),
        })
    }

    pub fn entete(&self) -> Option<EnTete> {
        let dossier = self.state.dossier.as_ref()?;
        Some(EnTete {
            dispositif: self.dispositif()?.libelle.clone(),
            titre: self.catalogue().resume(dossier).titre,
            numero: dossier.numero.clone(),
        })
    }

    pub fn progression(&self, etape: &Etape) -> Option<Progression> {
        Some(Progression {
            numero: etape.numero,
            sur: self.dispositif()?.numbered(),
            etape: etape.libelle.clone(),
        })
    }

    /// The étape of the pièces, which has no fields.
    pub fn progression_pieces(&self) -> Option<Progression> {
        let dispositif = self.dispositif()?;
        let sur = dispositif.numbered();
        let etape = dispositif.etape_pieces.clone();
        Some(Progression { numero: Some(sur.saturating_sub(1)), sur, etape })
    }

    fn question(&self, chemin: &Chemin) -> Option<Question> {
        let (etape, champ) = self.field(chemin)?;
        let parcours = self.parcours()?;
        let element = parcours.dossier.find_element(&chemin.etape, chemin.element);
        let current = element.and_then(|element| element.valeur(&chemin.champ));
        // What this message has just echoed is not listed a second time.
        let echoed = |ligne: &Ligne| {
            self.notes
                .iter()
                .any(|note| matches!(note, Note::Echo { libelle, .. } if *libelle == ligne.libelle))
        };
        let deja = element.map_or_else(Vec::new, |element| {
            let lignes = answers(parcours, etape, element).into_iter();
            lignes.filter(|ligne| ligne.libelle != champ.nom() && !echoed(ligne)).collect()
        });
        Some(Question {
            entete: self.entete()?,
            progression: self.progression(etape)?,
            deja,
            libelle: champ.libelle.clone(),
            obligatoire: champ.exige == Exige::Requis,
            aide: champ.aide.clone(),
            exemple: champ.exemple.clone(),
            actuelle: current.map(|valeur| afficher(&champ.nature, valeur)),
            saisie: self.saisie(chemin, champ, current)?,
        })
    }

    fn saisie(&self, chemin: &Chemin, champ: &Champ, current: Option<&Valeur>) -> Option<Saisie> {
        Some(match &champ.nature {
            Nature::Date => {
                let min = self.date_before(chemin, champ);
                let today = clock::today(self.monde.now);
                let start = match current {
                    Some(Valeur::Date(date)) => *date,
                    _ => min.unwrap_or(today),
                };
                let month = self.state.conversation.carte.month.or_else(|| start.with_day(1))?;
                Saisie::Date { month, min }
            }
            Nature::Entier { .. } | Nature::Heures { .. } | Nature::Decimal { .. } => Saisie::Nombre,
            Nature::Montant { .. } | Nature::Taux { .. } => Saisie::Nombre,
            Nature::Choix { .. } | Nature::OuiNon => Saisie::Choix,
            Nature::RechercheEntite | Nature::RechercheIndividu { .. } => Saisie::Recherche {
                placeholder: champ.placeholder.clone().unwrap_or_default(),
                text: self.state.conversation.requete.text.clone(),
                total: match &self.trouvaille {
                    Some(Trouvaille::Entites { page, .. }) => page.total,
                    Some(Trouvaille::Individus { page, .. }) => page.total,
                    _ => 0,
                },
            },
            Nature::Email => Saisie::Email,
            Nature::Telephone => Saisie::Telephone,
            Nature::Texte { .. }
            | Nature::Siret
            | Nature::CodePostal
            | Nature::Commune
            | Nature::Idcc
            | Nature::Nda
            | Nature::CodeCertification => Saisie::Texte,
        })
    }

    fn date_before(&self, chemin: &Chemin, champ: &Champ) -> Option<NaiveDate> {
        let (etape, parcours) = (self.field(chemin)?.0, self.parcours()?);
        let element = parcours.dossier.find_element(&chemin.etape, chemin.element);
        let follows = champ.pas_avant.as_ref().and_then(|before| match element?.valeur(before)? {
            Valeur::Date(date) => Some(*date),
            _ => None,
        });
        let ecarts = parcours.ecarts(etape, element, champ).into_iter().map(|(_, _, fits)| *fits.start());
        ecarts.filter(|day| *day != NaiveDate::MIN).chain(follows).max()
    }

    /// The name of someone who is not in the directory, in place of the search.
    fn question_name(&self, chemin: &Chemin) -> Option<Question> {
        let libelles = &self.catalogue().libelles;
        Some(Question {
            aide: libelles.nom_aide.clone(),
            exemple: Some(libelles.nom_exemple.clone()),
            saisie: Saisie::Texte,
            actuelle: None,
            ..self.question(chemin)?
        })
    }

    fn encore(&self, etape: &str) -> Option<Encore> {
        let parcours = self.parcours()?;
        let etape = parcours.dispositif.find_etape(etape)?;
        let first = parcours.new_element(etape).and_then(|chemin| etape.find_champ(&chemin.champ));
        Some(Encore {
            entete: self.entete()?,
            progression: self.progression(etape)?,
            elements: self.element_lines(etape),
            question: etape.repetition.as_ref()?.encore.clone(),
            saisie_directe: first.is_some_and(|champ| champ.nature.is_search()),
        })
    }

    /// One line per element: its name and its first answers that say something by themselves.
    fn element_lines(&self, etape: &Etape) -> Vec<Ligne> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        let named = etape.repetition.as_ref().and_then(|repetition| repetition.titre.as_deref());
        let values = |element: &Element| {
            let shown = etape.champs.iter().filter_map(|champ| match element.valeur(&champ.cle)? {
                Valeur::OuiNon(_) => None,
                _ if named == Some(champ.cle.as_str()) => None,
                valeur => Some(afficher(&champ.nature, valeur)),
            });
            shown.take(3).collect::<Vec<_>>().join(" · ")
        };
        let elements = parcours.elements(etape).iter();
        elements
            .map(|element| Ligne { libelle: self.element_name(etape, element), valeur: values(element) })
            .collect()
    }

    fn screen_pieces(&self, asked: Option<&str>) -> Option<Pieces> {
        let demandee = asked.and_then(|cle| self.demandee(cle));
        let page = self.page_pieces();
        Some(Pieces {
            entete: self.entete()?,
            progression: self.progression_pieces()?,
            pieces: page.items,
            suite: page.suite,
            demandee,
        })
    }

    fn screen_modifier(&self, etape: Option<&str>, element: Option<u32>) -> Option<Modifier> {
        let parcours = self.parcours()?;
        let etape = etape.and_then(|etape| parcours.dispositif.find_etape(etape));
        let (quoi, lignes) = match (etape, element) {
            (None, _) => (self.titre(), Vec::new()),
            (Some(etape), Some(id)) if etape.repetition.is_some() => {
                let element = parcours.dossier.find_element(&etape.cle, id)?;
                (self.element_name(etape, element), Vec::new())
            }
            (Some(etape), _) if etape.repetition.is_some() => {
                (etape.libelle.clone(), self.element_lines(etape))
            }
            (Some(etape), _) => (etape.libelle.clone(), Vec::new()),
        };
        Some(Modifier { entete: self.entete()?, quoi, lignes })
    }
}
