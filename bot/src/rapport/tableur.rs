//! Tables as an XLSX workbook.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use guichet_core::clock::paris;
use guichet_templates::rapport::{Cellule, Tableau};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Number formats of Excel, in its own notation; it shows them as the reader's country writes them.
const JOUR: &str = "dd/mm/yyyy";
const INSTANT: &str = "dd/mm/yyyy hh:mm";
const CENTIEMES: &str = "#,##0.00";

/// Widths of columns, in characters.
const NARROW: f64 = 16.0;
const WIDE: f64 = 34.0;

/// A sheet a table. The date inside the file is that of the report, so that the same report is the same file.
pub fn xlsx(tableaux: &[Tableau], at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&instant(at)?));
    for tableau in tableaux {
        write(workbook.add_worksheet(), tableau)?;
    }
    workbook.save_to_buffer()
}

fn write(sheet: &mut Worksheet, tableau: &Tableau) -> Result<(), XlsxError> {
    sheet.set_name(tableau.nom)?;
    let bold = Format::new().set_bold();
    for (column, title) in (0..).zip(&tableau.colonnes) {
        sheet.write_string_with_format(0, column, *title, &bold)?;
        let long = tableau.lignes.iter().any(
            |ligne| matches!(ligne.get(usize::from(column)), Some(Cellule::Texte(text)) if text.chars().count() > 14),
        );
        sheet.set_column_width(column, if long { WIDE } else { NARROW })?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, ligne) in (1..).zip(&tableau.lignes) {
        for (column, cellule) in (0..).zip(ligne) {
            write_cell(sheet, row, column, cellule)?;
        }
    }
    Ok(())
}

/// Words are always written as words, never read as a formula.
fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cellule: &Cellule) -> Result<(), XlsxError> {
    let format = |format: &str| Format::new().set_num_format(format);
    match cellule {
        Cellule::Vide => return Ok(()),
        Cellule::Texte(text) => sheet.write_string(row, column, text)?,
        Cellule::Jour(day) => sheet.write_datetime_with_format(row, column, date(*day)?, &format(JOUR))?,
        Cellule::Instant(at) => {
            sheet.write_datetime_with_format(row, column, instant(*at)?, &format(INSTANT))?
        }
        Cellule::Nombre(number) => sheet.write_number(row, column, *number)?,
        Cellule::Heures(hundredths) => {
            sheet.write_number_with_format(row, column, units(hundredths.0), &format(CENTIEMES))?
        }
        Cellule::Euros(cents) => {
            sheet.write_number_with_format(row, column, units(cents.0), &format(CENTIEMES))?
        }
    };
    Ok(())
}

/// The format only knows floating point; a sum of 90 000 milliards still has its cents.
fn units(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

fn date(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let (month, date) = (small(day.month()), small(day.day()));
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or_default(), month, date)
}

fn instant(at: DateTime<Utc>) -> Result<ExcelDateTime, XlsxError> {
    let at = paris(at);
    let hour = u16::try_from(at.hour()).unwrap_or_default();
    date(at.date())?.and_hms(hour, small(at.minute()), at.second())
}

fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or_default()
}
