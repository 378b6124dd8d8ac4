//! « Mes rapports »: one tap, typed dates, one company, files, nothing to count.

use guichet_core::dossier::{Centiemes, Montant, Statut};
use guichet_core::engine::Effect;
use guichet_core::message::{Note, RapportVu, Refus, Screen};
use guichet_core::rapport::{Forme, Rapport};

use crate::bureau::*;

fn vu(bureau: &Bureau) -> &RapportVu {
    match &bureau.last().screen {
        Screen::Rapport(vu) => vu,
        other => panic!("no report: {other:?}"),
    }
}

/// The reports kept and the files handed over, in order.
fn handed(bureau: &Bureau) -> (Vec<&Rapport>, Vec<Forme>) {
    let reports = bureau.effects.iter().filter_map(|effect| match effect {
        Effect::Rapport(rapport) => Some(&**rapport),
        _ => None,
    });
    let files = bureau.effects.iter().filter_map(|effect| match effect {
        Effect::Fichier { forme, .. } => Some(*forme),
        _ => None,
    });
    (reports.collect(), files.collect())
}

/// One request sent, another begun.
fn two_requests() -> Bureau {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif");
    bureau.r1_act().r1_act();
    bureau.says("/nouvelle action individuelle").says("Vente").says("01/04/2027").says("02/04/2027");
    bureau
}

#[test]
fn one_tap_gives_this_year_for_all_companies() {
    let mut bureau = two_requests();
    bureau.says("/rapports");
    assert_eq!(bureau.labels()[0], "Cette année");
    assert_eq!(bureau.last().choices[0].detail.as_deref(), Some("du 1er janvier au 31 décembre 2027"));
    bureau.taps("Cette année");
    let bilan = &vu(&bureau).bilan;
    assert_eq!(bilan.ensemble.nombre, 2);
    assert_eq!(bilan.ensemble.heures, Centiemes(2_100));
    assert_eq!(bilan.ensemble.total(), Montant(150_000));
    let statuts: Vec<(Statut, u32)> = bilan.par_statut.iter().map(|(s, t)| (*s, t.nombre)).collect();
    assert_eq!(statuts, [(Statut::EnPreparation, 1), (Statut::Envoye, 1)]);
    assert_eq!(bilan.par_dispositif.len(), 1);
    assert!(!bureau.last().in_place, "below its picture");
    let (reports, files) = handed(&bureau);
    assert_eq!((reports.len(), files), (1, vec![Forme::Image]));
    assert_eq!(reports[0].id, vu(&bureau).id);
    assert_eq!(reports[0].lignes[1].debut, Some(jour(2027, 3, 1)));
    assert_eq!(reports[0].lignes[1].fin, Some(jour(2027, 3, 3)));
}

#[test]
fn files_by_tap_and_by_word() {
    let mut bureau = two_requests();
    bureau.says("rapports").says("cette année").taps("Tableau Excel");
    assert!(bureau.noted(&Note::RapportFichier { forme: Forme::Xlsx }));
    bureau.says("et le csv svp");
    assert!(bureau.noted(&Note::RapportFichier { forme: Forme::Csv }));
    let (reports, files) = handed(&bureau);
    assert_eq!(reports.len(), 1, "the files are of the report that was shown");
    assert_eq!(files, [Forme::Image, Forme::Xlsx, Forme::Csv]);
}

#[test]
fn typed_dates_and_what_cannot_be_read() {
    let mut bureau = two_requests();
    bureau.says("/rapports").says("du 1er janvier au 31 mars 2027");
    assert_eq!(vu(&bureau).jours, Some((jour(2027, 1, 1), jour(2027, 3, 31))));
    bureau.says("janvier 2027");
    assert_eq!(vu(&bureau).jours, Some((jour(2027, 1, 1), jour(2027, 1, 31))));
    bureau.says("n'importe quoi");
    assert!(bureau.noted(&Note::Refus(Refus::Periode)));
    bureau.says("2025");
    let jours = Some((jour(2025, 1, 1), jour(2025, 12, 31)));
    assert!(bureau.noted(&Note::RapportVide { jours, entreprise: None }));
    assert!(matches!(bureau.last().screen, Screen::Rapports { .. }), "another period is offered");
    bureau.taps("Tout");
    assert_eq!(vu(&bureau).jours, None);
}

#[test]
fn one_company_among_several() {
    let mut bureau = two_requests();
    bureau.says("/rapports").taps("Choisir une entreprise").taps("Fournil des Halles");
    assert!(
        matches!(&bureau.last().screen, Screen::Rapports { entreprise: Some(nom) } if nom == "Fournil des Halles")
    );
    bureau.taps("Cette année");
    assert!(matches!(bureau.last().notes.first(), Some(Note::RapportVide { entreprise: Some(_), .. })));
    bureau.taps("Choisir une entreprise").says("boulangerie").says("1");
    bureau.says("cette année");
    assert_eq!(vu(&bureau).entreprise.as_deref(), Some("Boulangerie des Lilas"));
    assert_eq!(vu(&bureau).bilan.ensemble.nombre, 1, "the draft has no company yet");
    bureau.taps("Autre période").taps("Toutes mes entreprises").taps("Ce mois");
    assert_eq!(vu(&bureau).bilan.ensemble.nombre, 2);
    bureau.taps("Autre période").taps("Continuer");
    assert!(bureau.asked().starts_with("Demandez-vous"), "the draft goes on where it was");
    bureau.entites.truncate(1);
    bureau.says("/rapports");
    assert!(!bureau.labels().contains(&"Choisir une entreprise"), "there is one only");
}
