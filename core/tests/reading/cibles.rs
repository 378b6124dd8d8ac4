//! A fuzz target for each reader. As tests they run on a thousand inputs; on a million with
//! `BOLERO_RANDOM_ITERATIONS=1000000`, and guided by what they reach with
//! `cargo +nightly bolero test -p guichet-core cibles::date` (cargo-bolero).

use guichet_core::reading::lettre::{Lus, Morceau, Ouverte, Question, aligner, avec_seules};
use guichet_core::reading::{Plusieurs, mask_nir, read, read_name, read_option};

use super::plusieurs::read_many;
use super::proprietes::read_times;
use super::{contexte, csp, nature};

/// Each a test named after its reader, on texts of any bytes.
macro_rules! cibles {
    ($($name:ident => $reads:expr;)*) => {$(
        #[test]
        fn $name() {
            bolero::check!().for_each(|bytes: &[u8]| {
                let reads: fn(&str) = $reads;
                reads(&String::from_utf8_lossy(bytes));
            });
        }
    )*};
}

cibles! {
    texte => |text| one("texte", text);
    date => |text| one("date", text);
    entier => |text| one("entier", text);
    decimal => |text| one("decimal", text);
    taux => |text| one("taux", text);
    montant => |text| one("montant", text);
    heures => |text| one("heures", text);
    oui_non => |text| one("oui_non", text);
    choix => |text| { one("choix", text); read_option(&csp(), text); };
    siret => |text| one("siret", text);
    nda => |text| one("nda", text);
    code_certification => |text| one("code_certification", text);
    idcc => |text| one("idcc", text);
    email => |text| one("email", text);
    telephone => |text| one("telephone", text);
    code_postal => |text| one("code_postal", text);
    commune => |text| one("commune", text);
    personne => |text| { read_name(text); };
    periodes => read_times;
    nir => nothing_is_left_of_a_nir;
    plusieurs => read_many;
    lettre => letter;
}

fn one(kind: &str, text: &str) {
    let _ = read(&nature(kind), text, &contexte());
}

/// What was masked once has no number in it any more.
fn nothing_is_left_of_a_nir(text: &str) {
    if let Some(masked) = mask_nir(text) {
        assert_eq!(mask_nir(&masked), None, "{masked}");
    }
}

/// Lines written and lines quoted, by turns.
fn letter(text: &str) {
    let questions: Vec<Question<'_>> =
        [(1, "Intitulé de la formation"), (2, "Date de début"), (3, "Durée en heures")]
            .map(|(n, libelle)| Question { n, libelle, autres: &[] })
            .into();
    let morceaux: Vec<Morceau<'_>> =
        text.split("\n\n").enumerate().map(|(rank, texte)| Morceau { cite: rank % 2 == 1, texte }).collect();
    let found = aligner(&questions, &morceaux);
    assert!(found.reponses.windows(2).all(|pair| pair[0].0 < pair[1].0), "{found:?}");
    let unanswered: Vec<Ouverte> = (1..=3)
        .filter(|n| found.reponses.iter().all(|(answered, _)| answered != n))
        .map(Ouverte::Texte)
        .collect();
    let found = avec_seules(
        found,
        &morceaux,
        Lus { par_forme: &Plusieurs::default(), numero: &|_| None },
        &unanswered,
    );
    assert!(found.reponses.windows(2).all(|pair| pair[0].0 < pair[1].0), "{found:?}");
}
