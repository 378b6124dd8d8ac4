//! How a list is shown, and its buttons.

use super::Etage;
use crate::affichage::afficher;
use crate::catalogue::{Commande, Nature};
use crate::conversation::Place;
use crate::dossier::Valeur;
use crate::engine::choix::Bouton;
use crate::engine::saisie::options;
use crate::engine::tour::Tour;
use crate::lot::{EtatLigne, LigneLot, Lot};
use crate::message::{ActeLot, Action, ChoiceKind, LigneVue, LotEcran, LotVue, RaisonLigne};

/// Rows shown before they are added; the others are counted.
const SHOWN: usize = 20;
/// People named where all are asked about.
const NAMED: usize = 3;

impl Tour<'_> {
    pub fn lot_vue(&self, lot: &Lot) -> Option<LotVue> {
        let (etape, unique) = self.lot_etape(&lot.etape)?;
        let repetition = etape.repetition.as_ref()?;
        let good = || lot.lignes.iter().filter(|ligne| ligne.is_good());
        let ecran = match self.etage(lot) {
            Etage::Champ(champ, nombre) => LotEcran::Champ {
                libelle: champ.libelle.clone(),
                aide: champ.aide.clone(),
                exemple: champ.exemple.clone(),
                nombre,
                qui: good()
                    .filter(|ligne| self.lacks(lot, ligne, etape, unique, champ))
                    .take(NAMED)
                    .map(LigneLot::nom)
                    .collect(),
            },
            Etage::Apercu => {
                let there = self.parcours()?.dossier.elements(&etape.cle).len();
                let free = u32::try_from((repetition.max as usize).saturating_sub(there)).unwrap_or(0);
                let bonnes = lot.count(LigneLot::is_good);
                LotEcran::Apercu {
                    bonnes: bonnes.min(free),
                    lignes: good()
                        .take(SHOWN.min(free as usize))
                        .map(|ligne| self.ligne_vue(lot, ligne))
                        .collect(),
                    nouvelles: lot.count(|ligne| matches!(ligne.etat, EtatLigne::Nouvelle { .. })),
                    deja: lot
                        .lignes
                        .iter()
                        .filter(|ligne| matches!(ligne.etat, EtatLigne::Deja { .. }))
                        .map(LigneLot::nom)
                        .collect(),
                    a_corriger: lot.count(LigneLot::is_bad),
                    au_dela: bonnes.saturating_sub(free),
                    max: repetition.max,
                }
            }
            Etage::Ligne => {
                let ligne = lot.lignes.first()?;
                LotEcran::Ligne {
                    texte: ligne.lue.texte.clone(),
                    raison: match &ligne.etat {
                        EtatLigne::Illisible(motif) => RaisonLigne::Motif(motif.clone()),
                        _ => RaisonLigne::Plusieurs,
                    },
                    reste: u32::try_from(lot.lignes.len() - 1).unwrap_or(u32::MAX),
                }
            }
            Etage::Fini => return None,
        };
        Some(LotVue {
            entete: self.entete()?,
            progression: self.progression(etape)?,
            nom: repetition.nom.to_lowercase(),
            ecran,
        })
    }

    /// « Marie Dupont — Employé ».
    fn ligne_vue(&self, lot: &Lot, ligne: &LigneLot) -> LigneVue {
        let libelles = &self.catalogue().annuaire.libelles;
        let nouveau =
            matches!(ligne.etat, EtatLigne::Nouvelle { .. }).then(|| libelles.nouveau_detail.clone());
        let said = self.lot_etape(&lot.etape).and_then(|(etape, unique)| {
            let individu = self.individu(ligne, uuid::Uuid::nil(), "")?;
            let reponses = self.reponses(lot, ligne, etape, unique, individu);
            let choices = etape.champs.iter().filter(|champ| matches!(champ.nature, Nature::Choix { .. }));
            let shown = choices.filter_map(|champ| {
                let valeur = reponses.get(&champ.cle)?.valeur.as_ref()?;
                Some(afficher(&champ.nature, valeur))
            });
            Some(shown.collect::<Vec<_>>())
        });
        let detail: Vec<String> = said.unwrap_or_default().into_iter().chain(nouveau).collect();
        LigneVue { nom: ligne.nom(), detail: detail.join(" · ") }
    }

    pub fn at_lot(&self, ecran: &LotEcran) -> Vec<Bouton> {
        let Place::Lot(lot) = &self.state.conversation.place else { return Vec::new() };
        let libelles = &self.catalogue().annuaire.libelles;
        let act = |label: &str, kind: ChoiceKind, acte: ActeLot| Bouton {
            label: label.to_owned(),
            detail: None,
            kind,
            action: Action::Lot(acte),
        };
        let mut out = Vec::new();
        match (ecran, self.etage(lot)) {
            (LotEcran::Champ { nombre, .. }, Etage::Champ(champ, _)) => {
                let cle = || champ.cle.clone();
                let options = options(&champ.nature).iter().map(|option| {
                    let valeur = Some(Box::new(Valeur::Choix(option.cle.clone())));
                    let acte = ActeLot::PourTous { champ: cle(), valeur };
                    Bouton::numbered(option.libelle.clone(), None, Action::Lot(acte))
                });
                out.extend(options);
                if *nombre > 1 {
                    let acte = ActeLot::PourTous { champ: cle(), valeur: None };
                    out.push(act(&libelles.cas_par_cas, ChoiceKind::Secondary, acte));
                }
                out.push(act(&libelles.abandonner, ChoiceKind::Secondary, ActeLot::Abandonner));
            }
            (LotEcran::Apercu { bonnes, .. }, _) => {
                let label = match bonnes {
                    1 => libelles.ajouter_un.clone(),
                    bonnes => libelles.ajouter_lot.replace("{}", &bonnes.to_string()),
                };
                out.push(act(&label, ChoiceKind::Primary, ActeLot::Ajouter));
                out.push(act(&libelles.abandonner, ChoiceKind::Secondary, ActeLot::Abandonner));
            }
            (LotEcran::Ligne { reste, .. }, _) => {
                let ligne = lot.lignes.first();
                if let Some(EtatLigne::Ambigue(candidats)) = ligne.map(|ligne| &ligne.etat) {
                    out.extend(candidats.iter().map(|individu| {
                        let detail = individu
                            .matricule
                            .as_ref()
                            .map(|matricule| self.catalogue().libelles.matricule.replace("{}", matricule));
                        let detail = detail.or_else(|| individu.email.clone());
                        let acte = ActeLot::Choisir(Box::new(individu.clone()));
                        Bouton::numbered(individu.nom_complet(), detail, Action::Lot(acte))
                    }));
                    if ligne.is_some_and(|ligne| !ligne.lue.noms.is_empty()) {
                        out.push(act(&libelles.nouveau, ChoiceKind::Secondary, ActeLot::Nouveau));
                    }
                }
                out.push(act(&libelles.laisser_ligne, ChoiceKind::Secondary, ActeLot::LaisserLigne));
                if *reste > 0 {
                    out.push(act(&libelles.laisser_tout, ChoiceKind::Secondary, ActeLot::LaisserTout));
                }
            }
            _ => {}
        }
        out.extend(self.secondary(&[Commande::Aide]));
        out
    }
}
