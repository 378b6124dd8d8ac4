//! What was written, read back.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use guichet_core::rapport::Forme;
use guichet_templates::samples::rapports::rapport;

use super::fichier;

fn contenu(forme: Forme) -> Vec<u8> {
    let made = fichier(&rapport(), forme).expect("it is made");
    assert_eq!(made.contenu, fichier(&rapport(), forme).expect("again").contenu, "the same to the byte");
    made.contenu
}

#[test]
fn the_workbook_holds_every_request_and_the_sums() {
    let mut workbook = Xlsx::new(Cursor::new(contenu(Forme::Xlsx))).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Demandes", "Totaux"]);
    let sheet = workbook.worksheet_range("Demandes").expect("the sheet");
    assert_eq!(sheet.height(), 1 + rapport().lignes.len());
    let cell = |row: u32, column: u32| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 0), Data::String("Numéro Dossier".to_owned()));
    assert_eq!(cell(1, 0), Data::String("2027-000005".to_owned()));
    assert_eq!(cell(2, 2), Data::String("=1+1 ; \"Vente\"".to_owned()), "words, not a formula");
    assert!(workbook.worksheet_formula("Demandes").expect("the sheet").is_empty());
    assert_eq!(cell(1, 9), Data::Float(1500.05));
    assert_eq!(cell(5, 0), Data::Empty, "no number yet");
    let sums = workbook.worksheet_range("Totaux").expect("the sheet");
    let all = |column: u32| sums.get_value((1, column)).cloned();
    assert_eq!(all(2), Some(Data::Float(5.0)));
    assert_eq!(all(3), Some(Data::Float(112.5)));
    assert_eq!(all(6), Some(Data::Float(7650.15)));
}

#[test]
fn the_text_table_opens_in_french_and_runs_nothing() {
    let bytes = contenu(Forme::Csv);
    let text = String::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("its mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("a heading").get(11), Some("Total (€)"));
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows.len(), 5);
    assert_eq!(&rows[0][5], "17/01/2027 18:42");
    assert_eq!((&rows[0][6], &rows[0][9], &rows[0][11]), ("01/03/2027", "1500,05", "1550,05"));
    assert_eq!(&rows[1][2], "'=1+1 ; \"Vente\"");
    assert_eq!(&rows[4][0], "");
}

#[test]
fn what_a_spreadsheet_would_run_is_made_harmless() {
    for text in ["=1+1", "+33", "-2", "@x", " =1", "\t=1"] {
        let mut report = rapport();
        report.lignes.truncate(1);
        report.lignes[0].titre = Some(text.to_owned());
        let made = String::from_utf8(fichier(&report, Forme::Csv).expect("made").contenu).expect("UTF-8");
        assert!(made.contains(&format!(";'{text};")), "{made}");
    }
}

/// With `GUICHET_IMAGES=FOLDER` it leaves the picture there.
#[test]
fn the_picture_has_its_size_and_its_letters() {
    let png = contenu(Forme::Image);
    if let Some(folder) = std::env::var_os("GUICHET_IMAGES") {
        std::fs::write(std::path::Path::new(&folder).join("rapport.png"), &png).expect("written");
    }
    assert!(png.starts_with(b"\x89PNG"));
    assert!(png.len() < 10 * 1024 * 1024, "Bot API sendPhoto: 10 MB at most");
    let side = |at: usize| {
        png.get(at..at + 4).map(|side| side.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)))
    };
    let image = guichet_templates::rapport::image(&guichet_templates::rapport::vu(&rapport()));
    // IHDR: width and height (PNG specification, 11.2.1).
    assert_eq!((side(16), side(20)), (Some(image.largeur * 3), Some(image.hauteur * 3)));
    assert!(
        image.largeur * 3 + image.hauteur * 3 <= 10_000 && image.hauteur <= 20 * image.largeur,
        "sendPhoto"
    );
}
