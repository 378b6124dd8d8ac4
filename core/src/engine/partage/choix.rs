//! The buttons of sharing.

use crate::catalogue::Commande;
use crate::conversation::{LieuPartage, Place};
use crate::engine::choix::Bouton;
use crate::engine::tour::Tour;
use crate::event::Trouvaille;
use crate::message::{Action, ChoiceKind, EcranPartage, GestePartage};
use crate::partage::{Collegue, Droit, Proposition, ReponsePartage};

impl Tour<'_> {
    pub fn at_partage(&self, ecran: &EcranPartage) -> Vec<Bouton> {
        let mots = &self.catalogue().libelles.partage;
        let geste = |label: &str, kind, geste| Bouton::new(label.to_owned(), kind, Action::Partage(geste));
        let mut out = match (ecran, &self.trouvaille) {
            (
                EcranPartage::Acces { gere, .. },
                Some(Trouvaille::Partage(ReponsePartage::Offrir { collegues, propositions })),
            ) => self.at_acces(*gere, collegues, propositions),
            (EcranPartage::Droit { .. }, _) => {
                let offre = |label: &str, detail: &str, droit| {
                    let action = Action::Partage(GestePartage::Offrir(droit));
                    Bouton::numbered(label.to_owned(), Some(detail.to_owned()), action)
                };
                let mut out = vec![offre(&mots.lire, &mots.lire_detail, Droit::Lecteur)];
                if self.draft().is_some() {
                    out.push(offre(&mots.modifier, &mots.modifier_detail, Droit::Redacteur));
                }
                out.push(offre(&mots.transferer, &mots.transferer_detail, Droit::Proprietaire));
                out
            }
            (EcranPartage::Recues { .. }, Some(Trouvaille::Partage(ReponsePartage::Recues(offers)))) => {
                let voir = |offer: &Proposition| {
                    let titre =
                        offer.titre.clone().unwrap_or_else(|| self.catalogue().libelles.sans_titre.clone());
                    let detail = format!("{} · {}", offer.de_nom, offer.entreprise);
                    Bouton::numbered(titre, Some(detail), Action::Partage(GestePartage::Voir(offer.id)))
                };
                offers.iter().map(voir).collect()
            }
            (EcranPartage::Recue { .. }, _) => match self.state.conversation.place {
                Place::Partage(LieuPartage::Recue { id }) => vec![
                    geste(&mots.accepter, ChoiceKind::Primary, GestePartage::Accepter(id)),
                    geste(&mots.refuser, ChoiceKind::Secondary, GestePartage::Refuser(id)),
                ],
                _ => Vec::new(),
            },
            (EcranPartage::Acceptee { .. }, _) => {
                let open = |id: uuid::Uuid| {
                    Bouton::new(mots.ouvrir.clone(), ChoiceKind::Primary, Action::OuvrirDossier(id))
                };
                self.ouvrable.map(open).into_iter().collect()
            }
            _ => Vec::new(),
        };
        out.extend(self.secondary(&[Commande::Retour]));
        out
    }

    fn at_acces(&self, gere: bool, collegues: &[Collegue], offers: &[Proposition]) -> Vec<Bouton> {
        let mots = &self.catalogue().libelles.partage;
        let numbered = |label: String, geste| Bouton::numbered(label, None, Action::Partage(geste));
        if !gere {
            return vec![numbered(mots.quitter.clone(), GestePartage::Quitter)];
        }
        let me = self.monde.personne.id;
        let mut out: Vec<Bouton> = collegues
            .iter()
            .filter(|collegue| collegue.personne != me && !offers.iter().any(|o| o.pour == collegue.personne))
            .map(|collegue| {
                let detail = (collegue.email != collegue.nom).then(|| collegue.email.clone());
                let action = Action::Partage(GestePartage::Choisir(collegue.clone()));
                Bouton::numbered(collegue.nom.clone(), detail, action)
            })
            .collect();
        out.extend(offers.iter().map(|offer| {
            let (nom, droit) = (offer.pour_nom.clone(), offer.droit);
            let label = mots.retirer_proposition.replace("{}", &nom);
            numbered(label, GestePartage::RetirerProposition { id: offer.id, pour: offer.pour, nom, droit })
        }));
        out.extend(self.acces().iter().filter(|acces| acces.personne != me).map(|acces| {
            let label = mots.retirer_acces.replace("{}", &acces.nom);
            let (personne, nom, droit) = (acces.personne, acces.nom.clone(), acces.droit);
            numbered(label, GestePartage::RetirerAcces { personne, nom, droit })
        }));
        out
    }

    /// Where a request is shown whole: what its owner, or an editor, may do with others.
    pub fn partage_buttons(&self) -> Vec<Bouton> {
        let mots = &self.catalogue().libelles.partage;
        let mut out = Vec::new();
        let filled = self.draft().is_some() && self.parcours().is_some_and(|parcours| parcours.is_complete());
        if self.droit() != Droit::Proprietaire && filled {
            let action = Action::Partage(GestePartage::Prevenir);
            out.push(Bouton::new(mots.prevenir.clone(), ChoiceKind::Primary, action));
        }
        if self.entreprise().is_some() {
            out.extend(self.secondary(&[Commande::Partager]));
        }
        out
    }
}
