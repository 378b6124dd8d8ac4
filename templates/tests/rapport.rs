//! The picture says every figure that the message says; its tables too.

use guichet_templates::rapport::{alternative, chiffres, demandes, image, totaux, vu};
use guichet_templates::samples::rapports::rapport;

#[test]
fn every_figure_is_in_the_picture_and_in_its_alternative() {
    let report = rapport();
    let vu = vu(&report);
    let plain = |text: &str| text.replace(['\u{202f}', '\u{a0}'], " ");
    let (drawn, alternative) = (plain(&image(&vu).svg), plain(&alternative(&vu)));
    let statuts = vu.bilan.par_statut.iter().map(|(statut, totaux)| (statut.libelle().to_owned(), totaux));
    let parts = statuts.chain(vu.bilan.par_dispositif.iter().map(|(nom, totaux)| (nom.clone(), totaux)));
    for (name, totaux) in parts {
        for figure in
            [name.clone(), totaux.nombre.to_string(), totaux.heures.to_string(), totaux.total().to_string()]
        {
            assert!(
                drawn.contains(&format!(">{}", plain(&figure))) || drawn.contains(&plain(&figure)),
                "{figure}"
            );
        }
        assert!(alternative.contains(&plain(&format!("{name} : {}", chiffres(totaux)))), "{name}");
    }
    assert!(drawn.contains("Total demandé : 7 650,15 €"), "{drawn}");
    // Words of people stay words.
    let mut odd = report;
    odd.entreprise = Some("Au Pain & <Vin>".to_owned());
    let drawn = image(&guichet_templates::rapport::vu(&odd)).svg;
    assert!(drawn.contains("Au Pain &#38; &#60;Vin&#62;"), "{drawn}");
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let svg = image(&vu(&rapport())).svg;
    let widths: Vec<u32> = svg
        .split("<rect x=\"12\"")
        .skip(1)
        .filter_map(|bar| bar.split("width=\"").nth(1)?.split('"').next()?.parse().ok())
        .collect();
    // Statuts 1, 2, 1, 1 in the portal's order; dispositifs 3, 1, 1.
    assert_eq!(widths, [116, 232, 116, 116, 232, 77, 77]);
}

#[test]
fn rows_have_their_columns() {
    let report = rapport();
    let requests = demandes(&report);
    assert!(requests.lignes.iter().all(|ligne| ligne.len() == requests.colonnes.len()));
    assert_eq!(requests.lignes.len(), report.lignes.len());
    let sums = totaux(&report);
    assert_eq!(sums.lignes.len(), 1 + 4 + 3 + 3);
}
