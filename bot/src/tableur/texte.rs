//! CSV: UTF-8 or Windows-1252, separated by `;`, `,` or tabs.

use guichet_core::message::RefusTableau;

use super::{Rows, Table, cell};

pub fn read(bytes: &[u8]) -> Result<Rows, RefusTableau> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || is_wide(bytes) {
        return Err(RefusTableau::Utf16);
    }
    if bytes.contains(&0) {
        return Err(RefusTableau::Illisible);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('<') {
        // A web page under the name of a table, as some programs export them.
        return Err(RefusTableau::Illisible);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    for record in reader.records() {
        let record = record.map_err(|_| RefusTableau::Illisible)?;
        table.push(record.iter().map(cell).collect())?;
    }
    Ok(table.rows)
}

/// UTF-16 without its mark: every other byte of its Latin letters is nothing.
fn is_wide(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).all(|byte| *byte == 0);
    start.len() > 3 && (zeros(0) || zeros(1))
}

/// The mark that the first line has most; of equals, the one that stands in no name.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
    let marks = [b',', b'\t', b';'];
    marks.into_iter().max_by_key(count).unwrap_or(b';')
}
