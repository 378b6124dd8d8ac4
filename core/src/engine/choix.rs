//! The buttons of a screen: what each says, how it is shown, what it does.

use super::saisie::options;
use super::tour::Tour;
use crate::affichage::afficher;
use crate::annuaire::Page;
use crate::catalogue::{Champ, Commande, Dispositif, Etape, Exige, Nature};
use crate::conversation::{CarteChoice, Place};
use crate::dossier::{Chemin, Valeur};
use crate::event::Trouvaille;
use crate::message::{Action, Choice, ChoiceKind, EcranHumain, Note, PieceVue, Screen};
use crate::parcours::Parcours;
use crate::partage::Droit;

/// Most buttons of a card: the Bot API takes 100, people read far fewer.
const MAX_CHOICES: usize = 60;

/// A button being made.
pub(super) struct Bouton {
    pub label: String,
    pub detail: Option<String>,
    pub kind: ChoiceKind,
    pub action: Action,
}

impl Bouton {
    pub fn numbered(label: String, detail: Option<String>, action: Action) -> Self {
        Bouton { label, detail, kind: ChoiceKind::Numbered, action }
    }

    /// The act most people want here.
    pub fn primary(label: String, action: Action) -> Self {
        Bouton::new(label, ChoiceKind::Primary, action)
    }

    pub fn new(label: String, kind: ChoiceKind, action: Action) -> Self {
        Bouton { label, detail: None, kind, action }
    }

    pub fn secondary(label: String, action: Action) -> Self {
        Bouton { label, detail: None, kind: ChoiceKind::Secondary, action }
    }

    /// What the channel shows, and what is kept on our side.
    pub fn place(self, rank: usize) -> (Choice, CarteChoice) {
        let numbered = self.kind == ChoiceKind::Numbered;
        let rank = u16::try_from(rank).unwrap_or(u16::MAX);
        let kept = CarteChoice { label: self.label.clone(), numbered, action: self.action };
        (Choice { rank, label: self.label, detail: self.detail, kind: self.kind }, kept)
    }
}

/// One choice for each, with its sentence.
fn dispositifs(of: Vec<&Dispositif>, act: impl Fn(String) -> Action) -> Vec<Bouton> {
    let choice =
        |d: &Dispositif| Bouton::numbered(d.libelle.clone(), Some(d.resume.clone()), act(d.cle.clone()));
    of.into_iter().map(choice).collect()
}

impl Tour<'_> {
    pub fn choices(&self, screen: &Screen) -> Vec<Bouton> {
        let mut out = match screen {
            Screen::Accueil(accueil) => self.at_accueil(accueil.brouillon.is_some()),
            Screen::Dispositifs => self.at_dispositifs(),
            Screen::Orientation(_) => self.at_orientation(),
            Screen::Proposition(_) => self.at_proposition(),
            Screen::Conseil(_) => {
                let mut out = self.primary(&[Commande::Nouvelle]);
                out.extend(self.secondary(&[Commande::Retour, Commande::Support]));
                out
            }
            Screen::ChangerDispositif(_) => {
                let mut out = dispositifs(self.other_dispositifs(), Action::ChangerDispositif);
                out.extend(self.secondary(&[Commande::Retour]));
                out
            }
            Screen::Question(_) => self.at_question(),
            Screen::Manque(manque) => self.at_manque(manque),
            Screen::Encore(_) => self.at_encore(),
            Screen::ConfirmerAnnulation { .. } | Screen::ConfirmerRetrait { .. } => {
                self.secondary(&[Commande::Oui, Commande::Non, Commande::Retour])
            }
            Screen::Lot(vue) => self.at_lot(&vue.ecran),
            Screen::Pieces(pieces) => self.at_pieces(pieces.demandee.is_some()),
            Screen::PiecesAttendues(pieces) => self.at_attendues(pieces),
            Screen::ConfirmerLettre { .. } => self.secondary(&[Commande::Oui, Commande::Non]),
            Screen::ConfirmerTransmission(_) => self.secondary(&[Commande::Oui, Commande::Non]),
            Screen::Factures(_) => self.at_factures(),
            Screen::ChoixPiece { .. } => self.at_choix_piece(),
            Screen::Partage(ecran) => self.at_partage(ecran),
            Screen::Recapitulatif(_) if self.droit() != Droit::Proprietaire => {
                let mut out = self.partage_buttons();
                out.extend(self.secondary(&[Commande::Modifier, Commande::Pieces]));
                out
            }
            Screen::Recapitulatif(_) => {
                let mut out = self.primary(&[Commande::Envoyer]);
                out.extend(self.secondary(&[Commande::Modifier, Commande::Pieces, Commande::Annuler]));
                out
            }
            Screen::ConfirmerEnvoi(_) => {
                let mut out = self.primary(&[Commande::Confirmer]);
                out.extend(self.secondary(&[Commande::Retour, Commande::Modifier]));
                out
            }
            Screen::Humain(EcranHumain::Decrire { .. }) => self.secondary(&[Commande::Retour]),
            Screen::Humain(_) => self.secondary(&[Commande::Terminer]),
            Screen::Modifier(_) => self.at_modifier(),
            Screen::Demandes(demandes) => self.at_demandes(demandes),
            Screen::Filtrer { .. } => self.at_filtrer(),
            Screen::Depart(_) => self.at_depart(),
            Screen::Suivi(suivi) => self.at_suivi(suivi),
            Screen::Entreprises { .. } => self.at_entreprises(),
            Screen::Salaries { .. } => self.at_salaries(),
            Screen::Fiche(_) => self.at_fiche(),
            Screen::Aide { .. } => self.at_aide(),
            Screen::AideSujet(vue) => self.at_sujet(vue),
            Screen::Rapports { .. } => self.at_rapports(),
            Screen::RapportEntreprise { .. } => self.at_rapport_entreprise(),
            Screen::Rapport(vu) => self.at_rapport(vu.id),
            Screen::Notifications(preferences) => self.at_notifications(preferences),
            Screen::Empty | Screen::Support { .. } | Screen::PasEncore { .. } | Screen::MesDonnees { .. } => {
                self.secondary(&[Commande::Continuer])
            }
            Screen::Inconnu
            | Screen::CodeDemande { .. }
            | Screen::CodeRefuse { .. }
            | Screen::TropDeCodes
            | Screen::Code { .. }
            | Screen::InvitationRefusee
            | Screen::PriveSeulement
            | Screen::Annonces(_)
            | Screen::Rappels(_)
            | Screen::PiecesTransmises(_) => Vec::new(),
        };
        out.extend(self.corrections(screen));
        let offered = |bouton: &Bouton| bouton.action == Action::Commande(Commande::Support);
        if self.is_stuck() && screen.asks() && !out.iter().any(offered) {
            out.truncate(MAX_CHOICES - 1);
            out.extend(self.secondary(&[Commande::Support]));
        }
        out.truncate(MAX_CHOICES);
        out
    }

    fn commands(&self, kind: ChoiceKind, commandes: &[Commande]) -> Vec<Bouton> {
        let bouton = |commande: &Commande| Bouton {
            label: self.libelle(*commande),
            detail: None,
            kind,
            action: Action::Commande(*commande),
        };
        commandes.iter().map(bouton).collect()
    }

    pub fn primary(&self, commandes: &[Commande]) -> Vec<Bouton> {
        self.commands(ChoiceKind::Primary, commandes)
    }

    pub fn secondary(&self, commandes: &[Commande]) -> Vec<Bouton> {
        self.commands(ChoiceKind::Secondary, commandes)
    }

    fn at_accueil(&self, draft: bool) -> Vec<Bouton> {
        let mut out = if draft {
            self.primary(&[Commande::Reprendre, Commande::Nouvelle])
        } else {
            self.primary(&[Commande::Nouvelle])
        };
        if self.can_orient() {
            out.extend(self.secondary(&[Commande::Orienter]));
        }
        out.extend(self.secondary(&[Commande::Demandes, Commande::Aide]));
        out
    }

    fn at_encore(&self) -> Vec<Bouton> {
        let mut out = self.secondary(&[Commande::Oui, Commande::Non]);
        if self.has_something_to_copy() {
            out.extend(self.secondary(&[Commande::Idem]));
        }
        out.extend(self.secondary(&[Commande::Retour]));
        out
    }

    fn at_dispositifs(&self) -> Vec<Bouton> {
        let mut out = dispositifs(self.catalogue().current(), Action::Dispositif);
        if self.can_orient() {
            out.extend(self.primary(&[Commande::Orienter]));
        }
        out.extend(self.comme_la_derniere_fois());
        out.extend(self.secondary(&[Commande::Retour, Commande::Aide]));
        out
    }

    fn at_orientation(&self) -> Vec<Bouton> {
        let Place::Orientation { question, .. } = &self.state.conversation.place else { return Vec::new() };
        let Some(question) = self.options_of(question) else { return Vec::new() };
        let mut out: Vec<Bouton> = question
            .options
            .iter()
            .map(|option| {
                let action = Action::Orienter { question: question.cle.clone(), option: option.cle.clone() };
                Bouton::numbered(option.libelle.clone(), None, action)
            })
            .collect();
        out.extend(self.secondary(&[Commande::NeSaitPas, Commande::Retour]));
        out
    }

    fn at_proposition(&self) -> Vec<Bouton> {
        let Place::Proposition { dispositifs: keys, .. } = &self.state.conversation.place else {
            return Vec::new();
        };
        let mut out = match &self.suggested(keys)[..] {
            [_] => {
                let mut out = self.primary(&[Commande::Oui]);
                out.extend(self.secondary(&[Commande::Non]));
                out
            }
            several => dispositifs(several.to_vec(), Action::Dispositif),
        };
        out.extend(self.secondary(&[Commande::NeSaitPas, Commande::Retour]));
        out
    }

    fn at_question(&self) -> Vec<Bouton> {
        if let Place::NouvelIndividu { .. } = self.state.conversation.place {
            return self.secondary(&[Commande::Retour]);
        }
        let Place::Champ { chemin, .. } = &self.state.conversation.place else { return Vec::new() };
        let Some((etape, champ)) = self.field(chemin) else { return Vec::new() };
        let mut out = self.answers_of(chemin, etape, champ);
        if self.notes.iter().any(|note| matches!(note, Note::DemandeCopiee { .. })) {
            out.extend(self.secondary(&[Commande::Modifier]));
        }
        if champ.exige == Exige::Facultatif {
            out.extend(self.secondary(&[Commande::Passer]));
        }
        out.extend(self.secondary(&[Commande::Retour, Commande::AQuoiCaSert]));
        out
    }

    fn answers_of(&self, chemin: &Chemin, etape: &Etape, champ: &Champ) -> Vec<Bouton> {
        let candidates = &self.state.conversation.carte.candidates;
        if !candidates.is_empty() {
            return candidates
                .iter()
                .map(|valeur| {
                    Bouton::numbered(afficher(&champ.nature, valeur), None, Action::Repondre(valeur.clone()))
                })
                .collect();
        }
        match &champ.nature {
            Nature::OuiNon => {
                let (oui, non) = self.yes_no();
                [(oui, true), (non, false)]
                    .into_iter()
                    .map(|(label, yes)| Bouton {
                        label,
                        detail: None,
                        kind: ChoiceKind::Secondary,
                        action: Action::Repondre(Valeur::OuiNon(yes)),
                    })
                    .collect()
            }
            Nature::Choix { .. } => options(&champ.nature)
                .iter()
                .map(|option| {
                    let action = Action::Repondre(Valeur::Choix(option.cle.clone()));
                    Bouton::numbered(option.libelle.clone(), None, action)
                })
                .collect(),
            nature if nature.is_search() => self.results(chemin, etape, nature),
            _ => Vec::new(),
        }
    }

    fn results(&self, chemin: &Chemin, etape: &Etape, nature: &Nature) -> Vec<Bouton> {
        let libelles = &self.catalogue().libelles;
        let mut out = Vec::new();
        match &self.trouvaille {
            Some(Trouvaille::Entites { page, .. }) => {
                out.extend(self.chosen_first(chemin, page).into_iter().map(|(entite, detail)| {
                    let action = Action::Repondre(Valeur::Entite(entite.clone()));
                    Bouton::numbered(entite.nom().to_owned(), Some(detail), action)
                }));
                out.extend(self.paging(page));
            }
            Some(Trouvaille::Individus { page, .. }) => {
                out.extend(page.items.iter().map(|individu| {
                    let valeur = Valeur::Individu(individu.clone());
                    let detail = match self.taken_by_another(etape, chemin, &valeur) {
                        Some(_) => Some(libelles.deja_la.clone()),
                        None => individu
                            .matricule
                            .as_ref()
                            .map(|matricule| libelles.matricule.replace("{}", matricule)),
                    };
                    Bouton::numbered(individu.nom_complet(), detail, Action::Repondre(valeur))
                }));
                out.extend(self.paging(page));
            }
            _ => {}
        }
        if let Nature::RechercheIndividu { .. } = nature {
            out.extend(self.secondary(&[Commande::AjouterSalarie]));
        }
        out
    }

    pub fn paging<T>(&self, page: &Page<T>) -> Vec<Bouton> {
        let mut out = Vec::new();
        if page.page > 0 {
            out.extend(self.secondary(&[Commande::PageDebut]));
        }
        if page.page > 1 {
            out.extend(self.secondary(&[Commande::PagePrecedente]));
        }
        if page.has_next() {
            out.extend(self.secondary(&[Commande::PageSuivante]));
        }
        out
    }

    fn at_pieces(&self, asked: bool) -> Vec<Bouton> {
        if asked {
            return self.secondary(&[
                Commande::Passer,
                Commande::Pieces,
                Commande::Retour,
                Commande::AQuoiCaSert,
            ]);
        }
        let page = self.page_pieces();
        let mut out = self.gestes(&page.items);
        out.extend(self.secondary(&page.autour));
        out.extend(self.primary(&[Commande::Continuer]));
        out.extend(self.secondary(&[Commande::Retour]));
        out
    }

    /// For each pièce: add a file, and remove those that can be.
    pub fn gestes(&self, pieces: &[PieceVue]) -> Vec<Bouton> {
        let libelles = &self.catalogue().libelles;
        let sent = self.draft().is_none();
        let mut out = Vec::new();
        for piece in pieces.iter().filter(|piece| self.find_piece(&piece.cle).is_some()) {
            let files = piece.fichiers.iter().filter(|file| file.a_transmettre || !sent).map(|file| {
                let action = Action::RetirerFichier { piece: piece.cle.clone(), sha256: file.sha256.clone() };
                Bouton::numbered(
                    libelles.retirer_fichier.replace("{}", &file.name),
                    Some(piece.libelle.clone()),
                    action,
                )
            });
            let add = Bouton::numbered(
                libelles.ajouter_fichier.replace("{}", &piece.libelle),
                None,
                Action::ChoisirPiece(piece.cle.clone()),
            );
            out.push(add);
            out.extend(files);
        }
        out
    }

    fn at_choix_piece(&self) -> Vec<Bouton> {
        let page = self.page_pieces();
        let items = page.items.into_iter().filter(|piece| self.find_piece(&piece.cle).is_some());
        let mut out: Vec<Bouton> = items
            .map(|piece| Bouton::numbered(piece.libelle, None, Action::ChoisirPiece(piece.cle)))
            .collect();
        out.extend(self.secondary(&page.autour));
        out.extend(self.secondary(&[Commande::Retour]));
        out
    }

    fn at_modifier(&self) -> Vec<Bouton> {
        let (Place::Modifier { etape, element }, Some(parcours)) =
            (&self.state.conversation.place, self.parcours())
        else {
            return Vec::new();
        };
        let etape = etape.as_ref().and_then(|etape| parcours.dispositif.find_etape(etape));
        let mut out = match (etape, element) {
            (None, _) => self.etapes(parcours),
            (Some(etape), None) if etape.repetition.is_some() => self.elements(parcours, etape),
            (Some(etape), element) => self.champs(parcours, etape, *element),
        };
        if etape.is_some() && element.is_some() {
            out.extend(self.primary(&[Commande::Continuer]));
        }
        out.extend(self.secondary(&[Commande::Retour, Commande::Recap]));
        out
    }

    fn etapes(&self, parcours: Parcours<'_>) -> Vec<Bouton> {
        let etapes = parcours.dispositif.etapes.iter().map(|etape| {
            Bouton::numbered(etape.libelle.clone(), None, Action::ModifierEtape(etape.cle.clone()))
        });
        let pieces = Bouton::numbered(
            parcours.dispositif.etape_pieces.clone(),
            None,
            Action::Commande(Commande::Pieces),
        );
        let other = (!self.other_dispositifs().is_empty()).then(|| {
            let label = self.catalogue().libelles.dispositif.clone();
            Bouton::numbered(label, Some(parcours.dispositif.libelle.clone()), Action::ChoisirAutreDispositif)
        });
        etapes.chain([pieces]).chain(other).collect()
    }

    fn elements(&self, parcours: Parcours<'_>, etape: &Etape) -> Vec<Bouton> {
        let mut out: Vec<Bouton> = parcours
            .elements(etape)
            .iter()
            .map(|element| {
                let action = Action::ModifierElement { etape: etape.cle.clone(), element: element.id };
                Bouton::numbered(self.element_name(etape, element), None, action)
            })
            .collect();
        if let Some(repetition) = etape.repetition.as_ref().filter(|repetition| repetition.max > 1) {
            let label =
                self.catalogue().libelles.ajouter_element.replace("{}", &repetition.nom.to_lowercase());
            out.push(Bouton {
                label,
                detail: None,
                kind: ChoiceKind::Secondary,
                action: Action::AjouterElement(etape.cle.clone()),
            });
        }
        out
    }

    fn champs(&self, parcours: Parcours<'_>, etape: &Etape, element: Option<u32>) -> Vec<Bouton> {
        let libelles = &self.catalogue().libelles;
        let elements = parcours.elements(etape);
        let element = match element {
            Some(id) => elements.iter().find(|other| other.id == id),
            None => elements.first(),
        };
        let Some(etape) = parcours.dispositif.find_etape(&etape.cle) else { return Vec::new() };
        let id = element.map_or(parcours.dossier.last_element + 1, |element| element.id);
        let mut out: Vec<Bouton> = parcours
            .open_champs(etape, element)
            .map(|champ| {
                let valeur = element.and_then(|element| element.valeur(&champ.cle));
                let detail =
                    valeur.map_or_else(|| libelles.a_renseigner.clone(), |v| afficher(&champ.nature, v));
                let chemin = Chemin { etape: etape.cle.clone(), element: id, champ: champ.cle.clone() };
                Bouton::numbered(champ.libelle.clone(), Some(detail), Action::ModifierChamp(chemin))
            })
            .collect();
        if let (Some(_), Some(element)) = (&etape.repetition, element) {
            let act = |label: &str, action: Action| Bouton {
                label: label.to_owned(),
                detail: None,
                kind: ChoiceKind::Secondary,
                action,
            };
            let (cle, element) = (etape.cle.clone(), element.id);
            if etape.repetition.as_ref().is_some_and(|repetition| repetition.max > 1) {
                out.push(act(&libelles.dupliquer, Action::DupliquerElement { etape: cle.clone(), element }));
            }
            out.push(act(&libelles.retirer, Action::RetirerElement { etape: cle, element }));
        }
        out
    }
}
