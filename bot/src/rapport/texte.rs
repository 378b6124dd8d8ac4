//! A table as CSV that Excel opens in French: UTF-8 with its mark, `;`, decimal comma.

use guichet_core::clock::paris;
use guichet_templates::rapport::{Cellule, Tableau};

/// Byte order mark: without it Excel does not read UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

pub fn csv(tableau: &Tableau) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.to_vec());
    writer.write_record(&tableau.colonnes)?;
    for ligne in &tableau.lignes {
        writer.write_record(ligne.iter().map(written))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn written(cellule: &Cellule) -> String {
    match cellule {
        Cellule::Vide => String::new(),
        Cellule::Texte(text) => harmless(text),
        Cellule::Jour(day) => day.format("%d/%m/%Y").to_string(),
        Cellule::Instant(at) => paris(*at).format("%d/%m/%Y %H:%M").to_string(),
        Cellule::Nombre(number) => number.to_string(),
        Cellule::Heures(hundredths) => decimal(hundredths.0),
        Cellule::Euros(cents) => decimal(cents.0),
    }
}

/// Without spaces between thousands: they would make it a text.
fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, « CSV Injection »).
fn harmless(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    if formula { format!("'{text}") } else { text.to_owned() }
}
