//! Tables (CSV, XLSX) as rows of cells. Whoever sent one may mean harm: every size is bounded before it is used,
//! nothing in it is run, and its bytes are not kept.

mod classeur;
mod texte;

use bytes::Bytes;
use guichet_core::event::Fichier;
use guichet_core::message::RefusTableau;
use guichet_core::reading::lot::clean;
use guichet_core::reading::mask_nir;

use crate::files::{Files, clean_name};

/// Bytes of a table.
const MAX_FILE: usize = 1024 * 1024;
/// Rows that hold something, and columns.
const MAX_ROWS: usize = 500;
const MAX_COLUMNS: usize = 40;

type Rows = Vec<Vec<String>>;

/// What was sent, read when it is a table, else stored.
pub async fn receive(files: &Files, name: &str, content: Bytes) -> anyhow::Result<Fichier> {
    let (bytes, full_name) = (content.clone(), name.to_owned());
    let read = tokio::task::spawn_blocking(move || read(&full_name, &bytes)).await;
    let name = clean_name(name);
    Ok(match read {
        Ok(None) => Fichier::Stored(files.store(&name, content).await?),
        Ok(Some(Ok(lignes))) => Fichier::Tableau { name, lignes },
        Ok(Some(Err(raison))) => Fichier::TableauRefuse { name, raison },
        Err(panicked) => {
            tracing::error!(%panicked, "a table could not be read");
            Fichier::TableauRefuse { name, raison: RefusTableau::Illisible }
        }
    })
}

/// The rows of a table without the empty ones, or why it is refused. `None` when it is no table.
///
/// Kind by content; text has no mark of its own, so a CSV is text that is called one.
fn read(name: &str, bytes: &[u8]) -> Option<Result<Rows, RefusTableau>> {
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let is_book = matches!(extension.as_str(), "xlsx" | "xlsm" | "xls" | "xlsb" | "xltx" | "xltm" | "ods");
    let is_text = matches!(extension.as_str(), "csv" | "tsv" | "txt");
    let too_big = bytes.len() > MAX_FILE;
    let rows = if bytes.starts_with(b"PK\x03\x04") {
        match (is_book || is_text, too_big) {
            (false, true) => return None,
            (true, true) => Err(RefusTableau::TropGros { max_octets: MAX_FILE as u64 }),
            (named, false) => match classeur::read(bytes) {
                Ok(Some(rows)) => Ok(rows),
                // Called something else, it is judged as what it is sent for.
                Ok(None) | Err(_) if !named => return None,
                Ok(None) => Err(RefusTableau::Illisible),
                Err(raison) => Err(raison),
            },
        }
    } else if !is_book && !is_text
        || infer::get(bytes)
            .is_some_and(|kind| !is_office(&kind) && kind.matcher_type() != infer::MatcherType::Text)
    {
        return None;
    } else if bytes.is_empty() {
        // Said of any empty file.
        return None;
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        // An encrypted workbook, or one of the years before XLSX.
        Err(RefusTableau::Protege)
    } else if too_big {
        Err(RefusTableau::TropGros { max_octets: MAX_FILE as u64 })
    } else {
        texte::read(bytes)
    };
    Some(rows.and_then(|rows| if rows.is_empty() { Err(RefusTableau::Vide) } else { Ok(rows) }))
}

/// What a workbook that is no XLSX is taken for.
fn is_office(kind: &infer::Type) -> bool {
    matches!(kind.extension(), "xls" | "doc" | "ppt" | "msi")
}

/// A cell as it may be stored.
fn cell(text: &str) -> String {
    clean(mask_nir(text).as_deref().unwrap_or(text))
}

/// Rows so far, within the bounds.
#[derive(Default)]
struct Table {
    rows: Rows,
}

impl Table {
    fn push(&mut self, mut cells: Vec<String>) -> Result<(), RefusTableau> {
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MAX_COLUMNS {
            return Err(RefusTableau::TropDeColonnes { max: MAX_COLUMNS as u32 });
        }
        if self.rows.len() == MAX_ROWS {
            return Err(RefusTableau::TropDeLignes { max: MAX_ROWS as u32 });
        }
        self.rows.push(cells);
        Ok(())
    }
}
