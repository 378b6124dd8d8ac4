//! « Mes factures », and what OPCO EP still waits for once a request is sent: attached, then transmitted in two acts.

use super::choix::Bouton;
use super::tour::Tour;
use crate::bilan;
use crate::catalogue::{Commande, Moment};
use crate::clock::today;
use crate::conversation::Place;
use crate::dossier::{Dossier, FichierJoint, transmettre};
use crate::engine::Effect;
use crate::event::Trouvaille;
use crate::message::{
    Action, ComplementVu, EnTete, FactureVue, Factures, Ligne, LimiteFacture, Message, Note, Nouvelles,
    PiecesAttendues, PiecesEtat, Screen, Transmission,
};
use crate::parcours::Parcours;
use crate::partage::Ouverture;

impl Tour<'_> {
    /// « Mes factures »: opens one.
    pub fn open_facture(&mut self, ouverture: Option<&Ouverture>) {
        let Some(Ouverture { dossier, partage }) = ouverture else {
            self.note(Note::DossierIntrouvable);
            return self.go(Place::Factures { page: 0 });
        };
        self.state.dossier = Some(dossier.clone());
        self.state.partage = partage.clone();
        match self.has_open_pieces() {
            true => self.go(Place::Pieces { piece: None }),
            false => self.go(Place::Suivi),
        }
    }

    /// The request was sent, OPCO EP waits for a pièce of it, and she may give it.
    pub fn has_open_pieces(&self) -> bool {
        self.droit().ecrit()
            && self.parcours().is_some_and(|parcours| {
                parcours.dossier.statut.is_locked() && !parcours.pieces_ouvertes().is_empty()
            })
    }

    /// First act: what is about to leave is shown.
    pub fn ask_transmission(&mut self) {
        if !self.must_own() {
            return;
        }
        match self.waiting().is_empty() {
            true => self.note(Note::RienATransmettre),
            false => self.go(Place::ConfirmerTransmission),
        }
    }

    /// Second act. What leaves is fixed here; the files have left the hands of the person, no more is said.
    pub fn transmettre(&mut self) {
        if !self.must_own() {
            return;
        }
        let Some(screen) = self.transmission() else { return self.advance() };
        let Some(parcours) = self.parcours() else { return };
        let fichiers = self.waiting();
        let Some(decided) = transmettre(&parcours, self.monde.now) else { return self.advance() };
        let dossier = decided.dossier.id;
        self.state.dossier = Some(decided.dossier);
        for what in decided.journal {
            self.journal(what);
        }
        let message = Message::of(Screen::PiecesTransmises(Box::new(screen)));
        let nombre = u32::try_from(fichiers.len()).unwrap_or(u32::MAX);
        self.effects.push(Effect::TransmettrePieces {
            dossier,
            acte: self.monde.tirage,
            message: Box::new(message),
            fichiers,
        });
        self.note(Note::PiecesTransmises { nombre });
        self.go(Place::Suivi);
    }

    /// Files of the open pièces that have not left yet.
    pub fn waiting(&self) -> Vec<FichierJoint> {
        let Some(parcours) = self.parcours().filter(|p| p.dossier.statut.is_locked()) else {
            return Vec::new();
        };
        let open = parcours.pieces_ouvertes();
        let jointes = open.iter().filter_map(|attendue| parcours.jointe(attendue));
        jointes.flat_map(|jointe| jointe.a_transmettre().cloned()).collect()
    }

    /// What is about to leave.
    pub fn transmission(&self) -> Option<Transmission> {
        let parcours = self.parcours()?;
        let resume = self.catalogue().resume(parcours.dossier);
        let mut out = Transmission {
            entete: self.entete()?,
            demandeur: resume.demandeur.map(|entite| entite.nom().to_owned()),
            fichiers: Vec::new(),
            remplacees: Vec::new(),
            complement: false,
            manque: Vec::new(),
        };
        for attendue in parcours.pieces_ouvertes() {
            let jointe = parcours.jointe(&attendue);
            let names: Vec<&str> = jointe
                .iter()
                .flat_map(|jointe| jointe.a_transmettre().map(|file| file.name.as_str()))
                .collect();
            if names.is_empty() {
                let invoice = attendue.piece.moment == Moment::Facturation && attendue.is_required();
                if invoice && !parcours.is_fournie(&attendue) {
                    out.manque.push(attendue.libelle);
                }
                continue;
            }
            out.complement |= parcours.is_complement(&attendue);
            out.fichiers.push(Ligne { libelle: attendue.libelle.clone(), valeur: names.join(", ") });
            if jointe.is_some_and(|jointe| jointe.a_remplacer.is_some()) {
                out.remplacees.push(attendue.libelle);
            }
        }
        // A missing invoice is worth a word where others of its kind leave.
        (!out.fichiers.is_empty()).then_some(out)
    }

    /// The pièces of a request that was sent.
    pub fn screen_attendues(&self, asked: Option<&str>) -> Option<PiecesAttendues> {
        let page = self.page_pieces();
        Some(PiecesAttendues {
            entete: self.entete()?,
            statut: self.state.dossier.as_ref()?.statut,
            pieces: page.items,
            suite: page.suite,
            demandee: asked.and_then(|cle| self.demandee(cle)),
            complement: self.complement(),
            limite: self.parcours().and_then(|parcours| self.limite(&parcours)),
            a_transmettre: self.waiting().into_iter().map(|file| file.name).collect(),
        })
    }

    /// « Transmettre à OPCO EP », when files wait for it.
    pub fn transmit(&self, waiting: &[String]) -> Vec<Bouton> {
        let label = &self.catalogue().libelles.transmettre;
        Vec::from_iter((!waiting.is_empty()).then(|| Bouton::primary(label.clone(), Action::Transmettre)))
    }

    pub fn at_attendues(&self, pieces: &PiecesAttendues) -> Vec<Bouton> {
        if pieces.demandee.is_some() {
            return self.secondary(&[Commande::Retour, Commande::AQuoiCaSert]);
        }
        let mut out = self.gestes(&pieces.pieces);
        out.extend(self.secondary(&self.page_pieces().autour));
        out.extend(self.transmit(&pieces.a_transmettre));
        out.extend(self.secondary(&[Commande::Continuer, Commande::Factures, Commande::Retour]));
        out
    }

    pub fn at_factures(&self) -> Vec<Bouton> {
        let Some(Trouvaille::Factures(page)) = &self.trouvaille else { return Vec::new() };
        let libelles = &self.catalogue().libelles;
        let open = page.items.iter().map(|dossier| {
            let resume = self.catalogue().resume(dossier);
            let numero = dossier.numero.clone().unwrap_or_else(|| libelles.sans_numero.clone());
            let detail = format!("{numero} · {}", dossier.statut.libelle());
            let titre = resume.titre.unwrap_or_else(|| libelles.sans_titre.clone());
            Bouton::numbered(titre, Some(detail), Action::OuvrirFacture(dossier.id))
        });
        let mut out: Vec<Bouton> = open.collect();
        out.extend(self.paging(page));
        out.extend(self.secondary(&[Commande::Demandes, Commande::Retour]));
        out
    }

    /// Until when to invoice, while that is to be done.
    fn limite(&self, parcours: &Parcours<'_>) -> Option<LimiteFacture> {
        if !parcours.dossier.statut.is_a_facturer() {
            return None;
        }
        let limite = bilan::facturation(parcours)?;
        Some(LimiteFacture { limite, depassee: today(self.monde.now) > limite })
    }

    pub fn complement(&self) -> Option<ComplementVu> {
        let parcours = self.parcours()?;
        let complement = parcours.dossier.instruction.complement_en_cours()?;
        let named = !complement.pieces.is_empty();
        let asked =
            parcours.toutes_pieces().into_iter().filter(|piece| named && parcours.is_complement(piece));
        Some(ComplementVu {
            demande_le: complement.demande_le,
            motifs: complement.motifs.clone(),
            pieces: asked.map(|attendue| attendue.libelle).collect(),
            limite: complement.limite,
            repondu_le: complement.repondu_le,
        })
    }

    /// What OPCO EP said of the current request.
    pub fn nouvelles(&self) -> Option<Nouvelles> {
        let parcours = self.parcours()?;
        let instruction = &parcours.dossier.instruction;
        let replaced = parcours.toutes_pieces().into_iter().filter_map(|attendue| {
            let valeur = parcours.jointe(&attendue)?.a_remplacer.clone()?;
            Some(Ligne { libelle: attendue.libelle, valeur })
        });
        Some(Nouvelles {
            agd: instruction.agd.clone(),
            complement: self.complement(),
            a_remplacer: replaced.collect(),
            motif: instruction.motif.clone(),
            limite: self.limite(&parcours),
            a_transmettre: self.waiting().into_iter().map(|file| file.name).collect(),
            pieces_ouvertes: self.has_open_pieces(),
        })
    }

    /// A page of « Mes factures ».
    pub fn factures(&self) -> Option<Factures> {
        let Some(Trouvaille::Factures(page)) = &self.trouvaille else { return None };
        let items = page.items.iter().filter_map(|dossier| self.facture(dossier));
        Some(Factures { items: items.collect(), page: page.page, total: page.total })
    }

    fn facture(&self, dossier: &Dossier) -> Option<FactureVue> {
        let dispositif = self.catalogue().find_dispositif(&dossier.dispositif, &dossier.revision)?;
        let parcours = Parcours { dispositif, dossier };
        let mut pieces: Vec<PiecesEtat> = Vec::new();
        for attendue in parcours.pieces(Moment::Facturation) {
            let libelle = attendue.piece.libelle.clone();
            let etat = super::recap::vue(parcours, attendue).etat;
            match pieces.last_mut().filter(|last| last.libelle == libelle) {
                None => pieces.push(PiecesEtat { libelle, etats: vec![(etat, 1)] }),
                Some(group) => match group.etats.iter_mut().find(|(known, _)| *known == etat) {
                    Some((_, count)) => *count += 1,
                    None => group.etats.push((etat, 1)),
                },
            }
        }
        Some(FactureVue {
            entete: EnTete {
                dispositif: dispositif.libelle.clone(),
                titre: self.catalogue().resume(dossier).titre,
                numero: dossier.numero.clone(),
            },
            statut: dossier.statut,
            pieces,
            limite: self.limite(&parcours),
        })
    }
}
