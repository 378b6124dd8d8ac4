//! The list of pièces, a page at a time: with many stagiaires it is longer than a message.

use super::tour::Tour;
use crate::catalogue::Commande;
use crate::conversation::Place;
use crate::message::{PieceVue, Suite};

/// Pièces a page.
const PAGE: usize = 10;

/// A page of the pièces that can be given now.
pub(super) struct PagePieces {
    pub items: Vec<PieceVue>,
    /// What it shows of the whole, when that is more.
    pub suite: Option<Suite>,
    /// The commands that lead to the pages beside it.
    pub autour: Vec<Commande>,
}

impl Tour<'_> {
    /// The page at hand, or the one that holds the pièce asked for.
    pub fn page_pieces(&self) -> PagePieces {
        let mut items = self.pieces_vues();
        let total = items.len();
        let asked = match &self.state.conversation.place {
            Place::Pieces { piece: Some(cle) } => items.iter().position(|piece| piece.cle == *cle),
            _ => None,
        };
        let last = total.saturating_sub(1) / PAGE;
        let page = asked.map_or(self.state.conversation.requete.page as usize, |rank| rank / PAGE).min(last);
        let items: Vec<PieceVue> = items.drain(page * PAGE..total.min((page + 1) * PAGE)).collect();
        let from = page * PAGE;
        let shown = |rank: usize| u32::try_from(rank).unwrap_or(u32::MAX);
        let suite = (total > PAGE).then(|| Suite {
            de: shown(from + 1),
            a: shown(from + items.len()),
            sur: shown(total),
        });
        let autour = [(page > 0, Commande::PagePrecedente), (page < last, Commande::PageSuivante)];
        PagePieces {
            items,
            suite,
            autour: autour.into_iter().filter(|(there, _)| *there).map(|(_, commande)| commande).collect(),
        }
    }

    /// Another page of the list; the last one when there is none.
    pub fn turn_pieces(&mut self, step: i64) {
        let last = self.pieces_vues().len().saturating_sub(1) / PAGE;
        let page = &mut self.state.conversation.requete.page;
        let to = i64::from(*page).saturating_add(step).max(0);
        *page = u32::try_from(to).unwrap_or(0).min(u32::try_from(last).unwrap_or(0));
    }
}
