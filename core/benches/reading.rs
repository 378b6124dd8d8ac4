//! How fast answers are read, one thread: `cargo bench -p guichet-core`. The right and the wrong answers of the tests'
//! tables, kind by kind (items are answers), and messages of 100 kB.

use std::hint::black_box;
use std::path::Path;

use chrono::NaiveDate;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use guichet_core::catalogue::Nature;
use guichet_core::reading::{Contexte, mask_nir, plusieurs, read, read_lapse, read_period};

fn main() {
    divan::main();
}

const KINDS: [&str; 10] = [
    "date",
    "heures",
    "montant",
    "entier",
    "decimal",
    "oui_non",
    "telephone",
    "email",
    "siret",
    "code_postal",
];
const LONG: usize = 100_000;

fn nature(kind: &str) -> Nature {
    match kind {
        "date" => Nature::Date,
        "heures" => Nature::Heures { max: 10_000 },
        "montant" => Nature::Montant { max: 1_000_000 },
        "entier" => Nature::Entier { min: 0, max: 1_000 },
        "decimal" => Nature::Decimal { max: 10_000 },
        "oui_non" => Nature::OuiNon,
        "telephone" => Nature::Telephone,
        "email" => Nature::Email,
        "siret" => Nature::Siret,
        _ => Nature::CodePostal,
    }
}

fn contexte() -> Contexte<'static> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 18).unwrap_or_default();
    Contexte { today, current: None, after: None, taxe: None }
}

/// The first column of a table of answers.
fn answers(kind: &str) -> Vec<String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut answers = Vec::new();
    for folder in ["good_answers", "wrong_answers"] {
        let table = std::fs::read_to_string(tests.join(folder).join(format!("{kind}.tsv")));
        let table = table.expect("the table is there");
        answers.extend(table.lines().filter_map(|line| line.split('\t').next()).map(str::to_owned));
    }
    answers
}

#[divan::bench(args = KINDS)]
fn form_answers(bencher: Bencher<'_, '_>, kind: &str) {
    let (answers, nature, contexte) = (answers(kind), nature(kind), contexte());
    bencher.counter(ItemsCount::new(answers.len())).bench_local(|| {
        for answer in &answers {
            black_box(read(&nature, black_box(answer), &contexte));
        }
    });
}

#[divan::bench]
fn periods(bencher: Bencher<'_, '_>) {
    let (answers, contexte) = (answers("date"), contexte());
    bencher.counter(ItemsCount::new(answers.len())).bench_local(|| {
        for answer in &answers {
            black_box(read_period(black_box(answer), &contexte));
        }
    });
}

/// Every reader over one long message, as a person could paste by mistake.
#[divan::bench(args = ["1 ", "le 3 mars et ", "vingt et ", "a@", "06 12 ", "non 12 ", "é", "Bonjour, je ne sais pas. "])]
fn hundred_kilobytes(bencher: Bencher<'_, '_>, unit: &str) {
    let (text, contexte) = (unit.repeat(LONG / unit.len()), contexte());
    let natures: Vec<Nature> = KINDS.iter().map(|kind| nature(kind)).collect();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        for nature in &natures {
            black_box(read(nature, black_box(&text), &contexte));
        }
        black_box((read_period(&text, &contexte), read_lapse(&text), mask_nir(&text)));
        black_box(plusieurs(&[], &text, &contexte));
    });
}
