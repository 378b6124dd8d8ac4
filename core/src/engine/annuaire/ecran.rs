//! How companies and employees are shown, and their buttons.

use crate::affichage::{adresse, afficher};
use crate::annuaire::{Entite, FicheEntite, Individu, Page};
use crate::catalogue::{ChampSalarie, Commande, Exige, Nature};
use crate::conversation::{Place, PlaceSalarie};
use crate::dossier::{Chemin, Valeur, format_siret};
use crate::engine::choix::Bouton;
use crate::engine::saisie::options;
use crate::engine::tour::Tour;
use crate::event::{Recherche, Trouvaille};
use crate::message::{ActeAnnuaire, Action, ChoiceKind, Fiche, Ligne, QuestionFiche};

impl Tour<'_> {
    /// What the screen of a company or an employee must know first.
    pub fn annuaire_needs(&self, place: &Place) -> Option<Recherche> {
        match place {
            Place::Entreprise { siret } => Some(Recherche::FicheEntite { siret: siret.clone() }),
            Place::Salarie(PlaceSalarie { siret, id: Some(id), .. }) => {
                Some(Recherche::FicheIndividu { siret: siret.clone(), id: *id })
            }
            _ => None,
        }
    }

    /// A property of an employee as people read it; `None` when it is not known.
    pub fn property_shown(&self, champ: &ChampSalarie, individu: &Individu) -> Option<String> {
        let text = champ.propriete.of(individu)?;
        let nature = self.catalogue().nature_salarie(champ)?;
        let valeur = match nature {
            Nature::Choix { .. } => Valeur::Choix(text.to_owned()),
            _ => Valeur::Texte(text.to_owned()),
        };
        Some(afficher(nature, &valeur))
    }

    pub fn fiche_entite(&self) -> Option<Fiche> {
        let Some(Trouvaille::FicheEntite(Some(fiche))) = &self.trouvaille else { return None };
        let FicheEntite { entite, salaries } = &**fiche;
        let town = [&entite.code_postal, &entite.ville].into_iter().flatten().cloned().collect::<Vec<_>>();
        let town = Some(town.join(" ")).filter(|town| !town.is_empty());
        let ligne = |libelle: &str, valeur: Option<String>| {
            valeur.map(|valeur| Ligne { libelle: libelle.to_owned(), valeur })
        };
        let libelles = &self.catalogue().annuaire.libelles;
        let lignes = [
            ligne(&libelles.raison_sociale, Some(entite.raison_sociale.clone())),
            ligne(&libelles.enseigne, entite.enseigne.clone()),
            ligne(&libelles.siret, Some(format_siret(&entite.siret))),
            ligne(&libelles.rue, entite.rue.clone()),
            ligne(&libelles.ville, town),
            ligne(&libelles.idcc, entite.idcc.clone()),
            ligne(&libelles.salaries, Some(salaries.to_string())),
        ];
        Some(Fiche {
            titre: entite.nom().to_owned(),
            sous_titre: self.is_chosen(entite).then(|| libelles.entreprise_courante.clone()),
            lignes: lignes.into_iter().flatten().collect(),
            question: None,
        })
    }

    pub fn is_chosen(&self, entite: &Entite) -> bool {
        self.state.conversation.entreprise.as_ref().is_some_and(|chosen| chosen.siret == entite.siret)
    }

    pub fn fiche_salarie(&self, place: &PlaceSalarie) -> Option<Fiche> {
        let catalogue = self.catalogue();
        if place.id.is_none() {
            return Some(Fiche {
                titre: catalogue.annuaire.libelles.ajouter_salarie.clone(),
                sous_titre: Some(place.entite.clone()),
                lignes: Vec::new(),
                question: Some(QuestionFiche {
                    libelle: catalogue.annuaire.libelles.son_nom.clone(),
                    aide: catalogue.libelles.nom_aide.clone(),
                    exemple: Some(catalogue.libelles.nom_exemple.clone()),
                    actuelle: None,
                    obligatoire: true,
                }),
            });
        }
        let asked = place.champ.and_then(|propriete| catalogue.annuaire.find(propriete));
        let Some(Trouvaille::FicheIndividu(Some(individu))) = &self.trouvaille else { return None };
        Some(Fiche {
            titre: individu.nom_complet(),
            sous_titre: Some(place.entite.clone()),
            // The numbered choices show what is known.
            lignes: Vec::new(),
            question: asked.map(|champ| QuestionFiche {
                libelle: champ.libelle.clone(),
                aide: champ.aide.clone(),
                exemple: champ.exemple.clone(),
                actuelle: self.property_shown(champ, individu),
                obligatoire: champ.exige == Exige::Requis,
            }),
        })
    }

    /// The results of a search of companies; the one she chose first and marked, where the asking company is asked.
    pub fn chosen_first(&self, chemin: &Chemin, page: &Page<Entite>) -> Vec<(Entite, String)> {
        let path = format!("{}.{}", chemin.etape, chemin.champ);
        let asks = self.dispositif().is_some_and(|dispositif| dispositif.demandeur == path);
        let mark = &self.catalogue().annuaire.libelles.entreprise_courante;
        let mut out: Vec<(Entite, String)> =
            page.items.iter().map(|entite| (entite.clone(), adresse(entite))).collect();
        let whole_list = page.page == 0 && self.state.conversation.requete.text.is_none();
        let Some(chosen) = self.state.conversation.entreprise.clone().filter(|_| asks) else { return out };
        let listed = out.iter().position(|(entite, _)| entite.siret == chosen.siret);
        if listed.is_some() || whole_list {
            if let Some(at) = listed {
                out.remove(at);
            }
            let detail = format!("{mark} · {}", adresse(&chosen));
            out.insert(0, (chosen, detail));
        }
        out
    }

    fn acte(&self, label: &str, kind: ChoiceKind, acte: ActeAnnuaire) -> Bouton {
        Bouton { label: label.to_owned(), detail: None, kind, action: Action::Annuaire(acte) }
    }

    pub fn at_entreprises(&self) -> Vec<Bouton> {
        let libelles = &self.catalogue().annuaire.libelles;
        let Some(Trouvaille::Entites { page, text }) = &self.trouvaille else { return Vec::new() };
        let mut out: Vec<Bouton> = page
            .items
            .iter()
            .map(|entite| {
                let detail = match self.is_chosen(entite) {
                    true => format!("{} · {}", libelles.entreprise_courante, adresse(entite)),
                    false => adresse(entite),
                };
                let acte = ActeAnnuaire::Entreprise(entite.siret.clone());
                Bouton::numbered(entite.nom().to_owned(), Some(detail), Action::Annuaire(acte))
            })
            .collect();
        out.extend(self.paging(page));
        if text.is_some() {
            out.push(self.acte(&libelles.voir_tout, ChoiceKind::Secondary, ActeAnnuaire::ToutVoir));
        }
        out.extend(self.secondary(&[Commande::Continuer]));
        out
    }

    pub fn at_salaries(&self) -> Vec<Bouton> {
        let libelles = &self.catalogue().annuaire.libelles;
        let Some(Trouvaille::Individus { page, text }) = &self.trouvaille else { return Vec::new() };
        let csp = self.catalogue().annuaire.champs.iter().find(|champ| champ.nature.is_none());
        let mut out: Vec<Bouton> = page
            .items
            .iter()
            .map(|individu| {
                let csp = csp.and_then(|champ| self.property_shown(champ, individu));
                let detail = csp.or_else(|| individu.email.clone());
                let acte = ActeAnnuaire::Salarie(individu.id);
                Bouton::numbered(individu.nom_complet(), detail, Action::Annuaire(acte))
            })
            .collect();
        out.extend(self.paging(page));
        if text.is_some() {
            out.push(self.acte(&libelles.voir_tout, ChoiceKind::Secondary, ActeAnnuaire::ToutVoir));
        }
        out.push(self.acte(&libelles.ajouter_salarie, ChoiceKind::Secondary, ActeAnnuaire::Ajouter));
        let other = Bouton {
            label: libelles.autre_entreprise.clone(),
            detail: None,
            kind: ChoiceKind::Secondary,
            action: Action::Commande(Commande::Entreprises),
        };
        out.push(other);
        out.extend(self.secondary(&[Commande::Continuer]));
        out
    }

    pub fn at_fiche(&self) -> Vec<Bouton> {
        let libelles = &self.catalogue().annuaire.libelles;
        let mut out = Vec::new();
        match (&self.state.conversation.place, &self.trouvaille) {
            (Place::Entreprise { .. }, Some(Trouvaille::FicheEntite(Some(fiche)))) => {
                let entite = Box::new(fiche.entite.clone());
                if !self.is_chosen(&entite) {
                    let acte = ActeAnnuaire::Choisir(entite.clone());
                    out.push(self.acte(&libelles.choisir_entreprise, ChoiceKind::Primary, acte));
                }
                let acte = ActeAnnuaire::Salaries(entite);
                out.push(self.acte(&libelles.voir_salaries, ChoiceKind::Secondary, acte));
            }
            (Place::Salarie(place), Some(Trouvaille::FicheIndividu(Some(individu)))) => {
                out = match place.champ {
                    None => self.at_salarie(individu),
                    Some(propriete) => {
                        let champ = self.catalogue().annuaire.find(propriete);
                        champ.map_or_else(Vec::new, |champ| self.at_propriete(champ, individu))
                    }
                };
            }
            _ => {}
        }
        out.extend(self.secondary(&[Commande::Retour]));
        out
    }

    fn at_salarie(&self, individu: &Individu) -> Vec<Bouton> {
        let catalogue = self.catalogue();
        let shown =
            catalogue.annuaire.champs.iter().filter(|champ| catalogue.nature_salarie(champ).is_some());
        shown
            .map(|champ| {
                let valeur = self.property_shown(champ, individu);
                let detail = valeur.unwrap_or_else(|| catalogue.libelles.a_renseigner.clone());
                let acte = ActeAnnuaire::Modifier(champ.propriete);
                Bouton::numbered(champ.libelle.clone(), Some(detail), Action::Annuaire(acte))
            })
            .collect()
    }

    fn at_propriete(&self, champ: &ChampSalarie, individu: &Individu) -> Vec<Bouton> {
        let libelles = &self.catalogue().annuaire.libelles;
        let nature = self.catalogue().nature_salarie(champ);
        let mut out: Vec<Bouton> = nature
            .map_or(&[][..], options)
            .iter()
            .map(|option| {
                let acte = ActeAnnuaire::Repondre(Some(option.cle.clone()));
                Bouton::numbered(option.libelle.clone(), None, Action::Annuaire(acte))
            })
            .collect();
        if champ.exige == Exige::Facultatif {
            let known = champ.propriete.of(individu).is_some();
            let (label, acte) = match known {
                true => (libelles.effacer.clone(), ActeAnnuaire::Repondre(None)),
                false => (self.libelle(Commande::Passer), ActeAnnuaire::Passer),
            };
            out.push(self.acte(&label, ChoiceKind::Secondary, acte));
        }
        out
    }
}
