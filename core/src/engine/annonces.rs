//! What she is told outside her own turns: its buttons are its own, the card in front of her stays the one in use.

use super::choix::Bouton;
use super::tour::Tour;
use super::{Effect, Monde, Turn};
use crate::catalogue::Commande;
use crate::conversation::{Attente, Place, State};
use crate::dossier::Statut;
use crate::event::{Fichier, Nouvelle, Recherche};
use crate::message::{Action, Annonce, Annonces, EnTete, FaitVu, GestePreference, Message, Screen};
use crate::nouvelles::{Net, Preferences, Rythme, net};
use crate::parcours::Parcours;
use crate::partage::Ouverture;
use crate::reading::fold;
use uuid::Uuid;

/// Pièces that have a button of their own in one message.
const PIECES: usize = 4;

impl Tour<'_> {
    /// How she wants to be told.
    pub fn preferences(&self) -> &Preferences {
        self.state.preferences.as_ref().unwrap_or(&self.monde.cadre.nouvelles.preferences)
    }

    /// Tells her what OPCO EP's side decided. Where she is in the conversation does not change.
    pub fn annoncer(mut self, nouvelles: &[Nouvelle]) -> Turn {
        self.follow(nouvelles);
        let told: Vec<(&Nouvelle, Annonce)> =
            nouvelles.iter().filter_map(|nouvelle| Some((nouvelle, self.annonce(nouvelle)?))).collect();
        if let Some((first, rest)) = told.split_first() {
            let boutons = match rest {
                [] => self.next_steps(first.0, &first.1),
                _ => told
                    .iter()
                    .map(|(nouvelle, annonce)| self.voir(nouvelle.ouverture.dossier.id, &annonce.entete))
                    .collect(),
            };
            let attend = rest.is_empty() && first.1.peut_agir && first.1.nouvelles.pieces_ouvertes;
            let attend = attend.then_some(first.0.ouverture.dossier.id);
            let quotidien = self.preferences().rythme == Rythme::Quotidien;
            let annonces = told.into_iter().map(|(_, annonce)| annonce).collect();
            let screen = Screen::Annonces(Box::new(Annonces { annonces, quotidien }));
            let message = self.aside(screen, boutons, attend);
            let canal = self.preferences().canal;
            self.effects.push(Effect::Annoncer { canal, message: Box::new(message) });
        }
        self.end(None)
    }

    /// A message beside the card in use.
    pub fn aside(&mut self, screen: Screen, boutons: Vec<Bouton>, attend: Option<Uuid>) -> Message {
        let card = self.state.conversation.next_card();
        let (choices, kept) =
            boutons.into_iter().enumerate().map(|(rank, bouton)| bouton.place(rank)).unzip();
        self.state.conversation.annonces.add(card, kept, attend);
        Message { notes: Vec::new(), screen, choices, card, in_place: false }
    }

    /// The card in front of her shows a request that changed: it changes too.
    fn follow(&mut self, nouvelles: &[Nouvelle]) {
        let shown = self.state.dossier.as_ref().map(|dossier| dossier.id);
        let changed = nouvelles.iter().any(|nouvelle| Some(nouvelle.ouverture.dossier.id) == shown);
        let is_fiche = matches!(self.state.conversation.place, Place::Suivi | Place::Pieces { piece: None });
        if changed && is_fiche {
            self.in_place = true;
            let message = self.message();
            self.effects.push(Effect::Suivre(Box::new(message)));
        }
    }

    fn annonce(&self, nouvelle: &Nouvelle) -> Option<Annonce> {
        let there = aside(self.monde, &nouvelle.ouverture);
        let dossier = &nouvelle.ouverture.dossier;
        let wanted = |net: &Net| net.is_essentiel() || self.preferences().informations;
        let faits: Vec<FaitVu> =
            net(&nouvelle.faits).into_iter().filter(wanted).filter_map(|net| there.fait(net)).collect();
        if faits.is_empty() {
            return None;
        }
        Some(Annonce {
            entete: there.entete().unwrap_or_else(|| EnTete {
                dispositif: self.catalogue().libelle_dispositif(&dossier.dispositif).to_owned(),
                titre: self.catalogue().resume(dossier).titre,
                numero: dossier.numero.clone(),
            }),
            statut: dossier.statut,
            faits,
            nouvelles: there.nouvelles().unwrap_or_default(),
            reponse: there.dispositif().and_then(|dispositif| dispositif.delai.reponse),
            peut_agir: there.droit().ecrit(),
        })
    }

    fn fait(&self, net: Net) -> Option<FaitVu> {
        Some(match net {
            Net::Statut { etapes, motif } => FaitVu::Statut { etapes, motif },
            Net::Agd { nom } => FaitVu::Agd { nom },
            // It may be answered, or lifted with another decision, by the time it is told.
            Net::Complement => FaitVu::Complement(self.complement()?),
            Net::ComplementLeve { aussitot } => FaitVu::ComplementLeve { aussitot },
            Net::Piece { cle, avis } => FaitVu::Piece { libelle: self.libelle_piece(&cle), avis },
            Net::Message { texte } => FaitVu::Message { texte },
        })
    }

    /// How a pièce of the current dossier is called, expected (any more) or not.
    fn libelle_piece(&self, cle: &str) -> String {
        let expected = self.parcours().and_then(|parcours| Some(parcours.piece(cle)?.libelle));
        let once = || self.state.dossier.as_ref()?.pieces.get(cle)?.libelle.clone();
        expected.or_else(once).unwrap_or_else(|| cle.to_owned())
    }

    /// What she can do now about one request.
    fn next_steps(&self, nouvelle: &Nouvelle, annonce: &Annonce) -> Vec<Bouton> {
        let dossier = nouvelle.ouverture.dossier.id;
        let mut out = match annonce.peut_agir {
            true => self.acts(&nouvelle.ouverture, annonce),
            false => Vec::new(),
        };
        let libelles = &self.catalogue().libelles.nouvelles;
        out.push(Bouton::secondary(libelles.voir.clone(), Action::OuvrirDossier(dossier)));
        if matches!(annonce.statut, Statut::Refuse | Statut::Annule) {
            out.extend(self.secondary(&[Commande::Support]));
        }
        out.extend(self.back_to_question());
        out
    }

    fn acts(&self, ouverture: &Ouverture, annonce: &Annonce) -> Vec<Bouton> {
        let libelles = &self.catalogue().libelles.nouvelles;
        let dossier = ouverture.dossier.id;
        if annonce.statut == Statut::EnPreparation {
            let label = self.libelle(Commande::Reprendre);
            return vec![Bouton::primary(label, Action::ReprendreDossier(dossier))];
        }
        let Some(dispositif) = self.catalogue().of(&ouverture.dossier) else { return Vec::new() };
        let parcours = Parcours { dispositif, dossier: &ouverture.dossier };
        let open = parcours.pieces_ouvertes();
        let donner = |label: String, piece: Option<String>| {
            Bouton::primary(label, Action::DonnerPiece { dossier, piece })
        };
        let complement = ouverture.dossier.instruction.complement_en_cours();
        let named = complement.is_some_and(|complement| !complement.pieces.is_empty());
        let mut out = Vec::new();
        for attendue in &open {
            let jointe = parcours.jointe(attendue);
            let label = match jointe {
                Some(jointe) if jointe.a_remplacer.is_some() => &libelles.remplacer,
                _ if named && parcours.is_complement(attendue) => &libelles.fournir,
                _ => continue,
            };
            out.push(donner(label.replace("{}", &attendue.libelle), Some(attendue.cle.clone())));
        }
        out.truncate(PIECES);
        if out.is_empty() && !open.is_empty() {
            let label = match annonce.statut.is_a_facturer() {
                true => &libelles.facturer,
                false => &libelles.donner,
            };
            out.push(donner(label.clone(), None));
        }
        out
    }

    /// Among several: named as it is told.
    pub fn voir(&self, dossier: Uuid, entete: &EnTete) -> Bouton {
        let nom = entete.numero.as_ref().or(entete.titre.as_ref()).unwrap_or(&entete.dispositif);
        let label = self.catalogue().libelles.nouvelles.voir_titre.replace("{}", nom);
        Bouton::secondary(label, Action::OuvrirDossier(dossier))
    }

    /// Where a question waits, the way back to it.
    pub fn back_to_question(&self) -> Vec<Bouton> {
        match self.state.conversation.place.is_question() {
            true => self.secondary(&[Commande::Continuer]),
            false => Vec::new(),
        }
    }

    /// The button of the last message beside the card that these words name, while nothing else was said since.
    pub fn choice_aside(&self, text: &str) -> Option<Action> {
        let annonce = self.state.conversation.annonces.ouverte(self.monde.now)?;
        if let Some(action) = crate::intent::choice(text, &annonce.choices) {
            return Some(action.clone());
        }
        // How to be told otherwise stands below each email.
        if fold(text) == "stop" {
            return Some(Action::Preference(GestePreference::Stop));
        }
        let asked = self.catalogue().commandes.find(text);
        asked.filter(|asked| *asked == Commande::Notifications).map(Action::Commande)
    }

    /// Files, for the request whose pièces were asked for by what she was told last, unless one was just asked for.
    pub fn files_received(&mut self, files: &[Fichier], caption: Option<&str>) {
        let asked = matches!(
            self.state.conversation.place,
            Place::Pieces { piece: Some(_) } | Place::ChoixPiece { .. }
        );
        let attend = self.state.conversation.annonces.ouverte(self.monde.now).and_then(|open| open.attend);
        // A table is a list of people, for the request at hand.
        let are_pieces = files.iter().all(|file| matches!(file, Fichier::Stored(_)));
        match attend.filter(|_| !asked && are_pieces) {
            Some(id) => {
                let (files, caption) = (files.to_vec(), caption.map(str::to_owned));
                self.ask(Recherche::Dossier { id }, Attente::Joindre { files, caption });
            }
            None => self.files(files, caption),
        }
    }

    /// One pièce of this request, or all of them, as a button of hers asks.
    pub fn give_piece(&mut self, ouverture: Option<&Ouverture>, piece: Option<&str>) {
        self.open_facture(ouverture);
        if let Some(piece) = piece.filter(|_| self.has_open_pieces())
            && self.find_piece(piece).is_some()
        {
            self.choose_piece(piece);
        }
    }
}

/// The request as if it were the current one.
fn aside<'a>(monde: &'a Monde<'a>, ouverture: &Ouverture) -> Tour<'a> {
    let state = State {
        dossier: Some(ouverture.dossier.clone()),
        partage: ouverture.partage.clone(),
        ..State::default()
    };
    Tour::new(monde, state)
}
