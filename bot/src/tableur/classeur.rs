//! XLSX: a zip of XML parts, unpacked within bounds before anything reads them.

use std::io::{Cursor, Read, Write};

use calamine::{Data, DataRef, Reader, Sheet, SheetType, SheetVisible, Xlsx};
use guichet_core::message::RefusTableau;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{MAX_COLUMNS, MAX_FILE, MAX_ROWS, Rows, Table, cell};

/// Bytes of all parts together, as declared and as they really unpack.
const MAX_INFLATED: u64 = 20 * 1024 * 1024;
const MAX_PARTS: usize = 1_000;

/// The first sheet that holds something. `None` when the zip is no workbook.
pub fn read(bytes: &[u8]) -> Result<Option<Rows>, RefusTableau> {
    let Some(unpacked) = unpack(bytes)? else { return Ok(None) };
    let mut book = Xlsx::new(Cursor::new(unpacked)).map_err(|_| RefusTableau::Illisible)?;
    let is_shown =
        |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let sheets: Vec<String> =
        book.sheets_metadata().iter().filter(is_shown).map(|sheet| sheet.name.clone()).collect();
    for sheet in sheets {
        let rows = read_sheet(&mut book, &sheet)?;
        if !rows.is_empty() {
            return Ok(Some(rows));
        }
    }
    Ok(Some(Vec::new()))
}

/// Cell by cell: a sheet may say that it has a million columns, and only what is there is kept.
fn read_sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<Rows, RefusTableau> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| RefusTableau::Illisible)?;
    let mut table = Table::default();
    let mut row: Option<(u32, Vec<String>)> = None;
    while let Some(found) = cells.next_cell().map_err(|_| RefusTableau::Illisible)? {
        let (at, column) = found.get_position();
        let text = cell(&shown(found.get_value()));
        if text.is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= MAX_COLUMNS {
            return Err(RefusTableau::TropDeColonnes { max: MAX_COLUMNS as u32 });
        }
        let same = row.as_ref().is_some_and(|(row, _)| *row == at);
        if !same && let Some((_, cells)) = row.replace((at, Vec::new())) {
            table.push(cells)?;
        }
        if let Some((_, cells)) = &mut row {
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text;
        }
    }
    if let Some((_, cells)) = row {
        table.push(cells)?;
    }
    debug_assert!(table.rows.len() <= MAX_ROWS);
    Ok(table.rows)
}

/// A value as a person would write it; of a formula, its last result.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year:04}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
        DataRef::SharedString(text) => (*text).to_owned(),
        other => Data::from(other.clone()).to_string(),
    }
}

/// The XML parts in a zip of ours, nothing compressed: what reads it next finds nothing to inflate.
fn unpack(bytes: &[u8]) -> Result<Option<Vec<u8>>, RefusTableau> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| RefusTableau::Illisible)?;
    let holds = |fits: &dyn Fn(&str) -> bool| zip.file_names().flatten().any(|name| fits(&name));
    if !holds(&|name| name.starts_with("xl/")) {
        return Ok(None);
    }
    if holds(&|name| name.ends_with("vbaProject.bin")) {
        return Err(RefusTableau::Macros);
    }
    let too_big = RefusTableau::TropGros { max_octets: MAX_FILE as u64 };
    let mut declared: u64 = 0;
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(|_| RefusTableau::Illisible)?;
        if part.encrypted() {
            return Err(RefusTableau::Protege);
        }
        declared = declared.saturating_add(part.size());
    }
    if declared > MAX_INFLATED || zip.len() > MAX_PARTS {
        return Err(too_big);
    }
    let mut left = MAX_INFLATED;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).map_err(|_| RefusTableau::Illisible)?;
        let name = part.name().map_err(|_| RefusTableau::Illisible)?.into_owned();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut content = Vec::new();
        let read = part.by_ref().take(left + 1).read_to_end(&mut content);
        let size = read.map_err(|_| RefusTableau::Illisible)? as u64;
        left = left.checked_sub(size).ok_or_else(|| too_big.clone())?;
        if name == "[Content_Types].xml" && contains(&content, b"macroEnabled") {
            return Err(RefusTableau::Macros);
        }
        let written = out.start_file(name, stored).map_err(std::io::Error::other);
        written.and_then(|()| out.write_all(&content)).map_err(|_| RefusTableau::Illisible)?;
    }
    let out = out.finish().map_err(|_| RefusTableau::Illisible)?;
    Ok(Some(out.into_inner()))
}

fn contains(content: &[u8], word: &[u8]) -> bool {
    content.windows(word.len()).any(|window| window == word)
}
