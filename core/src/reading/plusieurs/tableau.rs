//! Tables pasted from a quote: cells parted by tabulations, under what each column is called.

use std::ops::Range;

use super::chantier::Chantier;
use super::mots::mots;
use crate::reading::lex::listed;

/// The cells of a line.
type Cells = Vec<Range<usize>>;

impl Chantier<'_, '_> {
    /// « Désignation⇥Qté⇥Total HT » and one row below: each cell answers what its column is called.
    pub fn tables(&mut self) {
        for (head, row) in self.only_rows() {
            for (label, value) in head.into_iter().zip(row) {
                let named = self.label_before(label.end).map(|(_, places)| places).unwrap_or_default();
                self.consume(label.clone());
                if named.is_empty() || self.is_of_one_unit(&label) {
                    self.consume(value);
                } else {
                    self.labelled(&named, value, true);
                }
            }
        }
    }

    /// The heads of tables, each with the row below where it is the only one.
    fn only_rows(&self) -> Vec<(Cells, Cells)> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n').take_while(|_| self.text.contains('\t')) {
            lines.push(self.cells(start..start + line.len()));
            start += line.len() + 1;
        }
        let is_head = |cells: &[Range<usize>]| {
            cells.len() > 2
                && cells.iter().all(|cell| !self.piece(cell.clone()).contains(|c: char| c.is_ascii_digit()))
        };
        let rows = lines.iter().enumerate().filter_map(|(at, head)| {
            let row = lines.get(at + 1).filter(|row| row.len() == head.len())?;
            let next = lines.get(at + 2).is_some_and(|next| next.len() == head.len());
            (is_head(head) && !is_head(row) && !next).then(|| (head.clone(), row.clone()))
        });
        rows.collect()
    }

    fn cells(&self, line: Range<usize>) -> Cells {
        let mut start = line.start;
        let cells = self.piece(line).split('\t').map(|cell| {
            let part = start..start + cell.len();
            start += cell.len() + 1;
            part
        });
        cells.collect()
    }

    /// The tabulation is the only one of its line.
    pub fn is_row_of_two(&self, tab: usize) -> bool {
        let start = self.piece(0..tab).rfind('\n').map_or(0, |at| at + 1);
        let after = self.piece(tab + 1..self.text.len());
        let end = after.find('\n').unwrap_or(after.len());
        !self.piece(start..tab).contains('\t') && !after[..end].contains('\t')
    }

    /// « PU HT », « Prix unitaire »: of one, not of all.
    fn is_of_one_unit(&self, label: &Range<usize>) -> bool {
        mots(self.text, label.clone())
            .iter()
            .any(|word| listed("pu unitaire unite qte quantite puht", &word.text))
    }
}
