//! Deadlines: the dates themselves, what is said of them, and when.

use guichet_core::bilan;
use guichet_core::calendrier::{Jours, paques};
use guichet_core::catalogue::{Catalogue, Dispositif, embedded_files};
use guichet_core::dossier::Dossier;
use guichet_core::engine::Cadre;
use guichet_core::message::{Avertissement, Note, RegleEcheance, Screen};
use guichet_core::parcours::Parcours;
use serde_json::json;

use crate::bureau::*;

/// A contract of alternance, with the date of the contract and those of the training.
fn contrat(delai: &str) -> Cadre {
    let text = format!(
        r#"
cle = "contrat"
revision = "1"
libelle = "Contrat"
resume = "Un contrat."
titre = "creation.titre"
demandeur = "etape_1.entite"
etape_pieces = "Etape 2 : Pièces"
etape_envoi = "Etape 3 : Envoi"
annulation = "Annuler"
recapitulatif = ["Dispositif", "Dossier", "Documents"]
[delai]
depuis = "creation.contrat"
{delai}
source = "un texte"
releve_le = "2026-10-03"
[[etapes]]
cle = "creation"
libelle = "Créer"
recapitulatif = "Dossier"
champs = [
  {{ cle = "titre", libelle = "Titre", nature = {{ texte = {{ min = 1, max = 99 }} }}, exige = "requis", aide = "a" }},
  {{ cle = "debut", libelle = "Date de début de la formation", nature = "date", exige = "requis", aide = "a" }},
  {{ cle = "fin", libelle = "Date de fin de la formation", nature = "date", pas_avant = "debut", aide = "a" }},
  {{ cle = "contrat", libelle = "Date de début du contrat", nature = "date", exige = "requis", aide = "a" }},
]
[[etapes]]
cle = "etape_1"
libelle = "Etape 1"
numero = 1
recapitulatif = "Dossier"
champs = [{{ cle = "entite", libelle = "Entité", nature = "recherche_entite", exige = "requis", aide = "a" }}]
"#
    );
    let commandes = embedded_files().into_iter().find(|(name, _)| *name == "commandes.toml").unwrap();
    let catalogue = Catalogue::from_files([commandes, ("contrat.toml", text.as_str())]).unwrap();
    Cadre {
        catalogue,
        support_email: "support-connect@opcoep.fr".to_owned(),
        nouvelles: Default::default(),
        support: Default::default(),
    }
}

fn dossier(dates: &[(&str, &str)]) -> Dossier {
    let reponse = |date: &str| json!({ "valeur": { "date": date }, "at": soir(), "message": null });
    let reponses: serde_json::Map<_, _> =
        dates.iter().map(|(champ, date)| ((*champ).to_owned(), reponse(date))).collect();
    serde_json::from_value(json!({
        "id": "00000000-0000-0000-0000-000000000001",
        "proprietaire": "00000000-0000-0000-0000-000000000001",
        "numero": null, "dispositif": "contrat", "revision": "1", "statut": "en_preparation",
        "created_at": soir(), "updated_at": soir(), "sent_at": null,
        "etapes": { "creation": [{ "id": 1, "reponses": reponses }] },
        "closes": [], "pieces": {}, "last_element": 1,
    }))
    .unwrap()
}

fn dispositif(cadre: &Cadre) -> &Dispositif {
    &cadre.catalogue.dispositifs[0]
}

/// `core/tests/echeances.tsv`, through the whole rule.
#[test]
fn the_last_day_of_each_rule() {
    let table = include_str!("../echeances.tsv");
    let mut count = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [rule, days, from, last, why] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five columns: {line}");
        };
        let delai = match rule {
            "avant" => "avant = true".to_owned(),
            compte => format!("apres = {{ jours = {days}, compte = \"{compte}\" }}"),
        };
        let cadre = contrat(&delai);
        // The training begins on another day: only the contract counts.
        let dossier = dossier(&[("contrat", from), ("debut", "2027-09-20"), ("fin", "2027-09-24")]);
        let parcours = Parcours { dispositif: dispositif(&cadre), dossier: &dossier };
        let last: chrono::NaiveDate = last.parse().unwrap();
        let echeance = bilan::echeance(&parcours, last).unwrap();
        assert_eq!(echeance.limite, last, "{rule} {days} {from}: {why}");
        assert_eq!((echeance.depassee, echeance.reste), (false, Some(0)), "the last day still counts");
        let before = bilan::echeance(&parcours, last.pred_opt().unwrap()).unwrap();
        assert_eq!((before.depassee, before.reste), (false, Some(1)));
        let after = bilan::echeance(&parcours, last.succ_opt().unwrap()).unwrap();
        assert_eq!((after.depassee, after.reste), (true, None));
        count += 1;
    }
    assert!(count >= 60, "{count} dates");
}

/// Easter Sundays as published (the earliest and the latest ones possible among them).
#[test]
fn easter() {
    for (y, m, d) in [
        (1818, 3, 22),
        (1943, 4, 25),
        (2000, 4, 23),
        (2019, 4, 21),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2029, 4, 1),
        (2030, 4, 21),
        (2038, 4, 25),
        (2285, 3, 22),
    ] {
        assert_eq!(paques(y), Some(jour(y, m, d)));
    }
}

#[test]
fn nothing_is_said_before_the_date_is_known() {
    for delai in ["apres = { jours = 5, compte = \"ouvrables\" }", "avant = true", ""] {
        let cadre = contrat(delai);
        let dossier = dossier(&[("debut", "2027-09-20")]);
        let parcours = Parcours { dispositif: dispositif(&cadre), dossier: &dossier };
        assert_eq!(bilan::echeance(&parcours, jour(2027, 12, 1)), None);
        assert_eq!(bilan::avertissement_delai(&parcours, jour(2027, 12, 1)), None);
    }
    // No rule: nothing, even with the date.
    let cadre = contrat("");
    let dossier = dossier(&[("contrat", "2027-09-20")]);
    let parcours = Parcours { dispositif: dispositif(&cadre), dossier: &dossier };
    assert_eq!(bilan::echeance(&parcours, jour(2027, 12, 1)), None);
}

/// A contract is sent after it began: that is no warning. What is sent before is too late then.
#[test]
fn each_dispositif_has_its_own_warning() {
    let warning = |delai: &str, today| {
        let cadre = contrat(delai);
        let dossier = dossier(&[("contrat", "2027-09-01"), ("debut", "2027-08-01"), ("fin", "2027-09-24")]);
        let parcours = Parcours { dispositif: dispositif(&cadre), dossier: &dossier };
        (bilan::avertissement_delai(&parcours, today), bilan::avertissements(&parcours, today))
    };
    let apres = "apres = { jours = 5, compte = \"ouvrables\" }";
    for today in [jour(2027, 8, 1), jour(2027, 9, 1), jour(2027, 9, 2), jour(2027, 9, 7)] {
        assert_eq!(warning(apres, today), (None, Vec::new()), "{today}");
    }
    let late = Avertissement::LimiteDepassee { limite: jour(2027, 9, 7) };
    assert_eq!(warning(apres, jour(2027, 9, 8)), (Some(late), Vec::new()), "the recap has its own words");
    let avant = "avant = true\nideal_jours_avant = 30";
    assert_eq!(warning(avant, jour(2027, 8, 2)).0, None);
    assert_eq!(warning(avant, jour(2027, 8, 3)).0, Some(Avertissement::MoinsDUnMois));
    assert_eq!(warning(avant, jour(2027, 9, 1)).0, Some(Avertissement::MoinsDUnMois), "it begins today");
    assert_eq!(warning(avant, jour(2027, 9, 2)).0, Some(Avertissement::DejaCommencee));
}

#[test]
fn the_invoice_is_due_so_many_days_after_the_end() {
    let cadre = contrat("avant = true\nfacturation = { depuis = \"creation.fin\", jours = 30 }");
    let due = |dates| {
        let dossier = dossier(dates);
        bilan::facturation(&Parcours { dispositif: dispositif(&cadre), dossier: &dossier })
    };
    assert_eq!(due(&[("debut", "2027-09-20"), ("fin", "2027-09-24")]), Some(jour(2027, 10, 24)));
    assert_eq!(due(&[("debut", "2028-01-03"), ("fin", "2028-01-31")]), Some(jour(2028, 3, 1)));
    assert_eq!(due(&[("debut", "2027-09-20")]), None);
}

/// From the question to the recap: the rule at its date, the last day and the meaning of silence in the recap.
#[test]
fn what_the_person_is_told() {
    let cadre = contrat(
        "evenement = \"le début du contrat\"\napres = { jours = 5, compte = \"ouvrables\" }\nreponse = { jours = 20, silence = \"refus\" }",
    );
    let mut bureau = Bureau::with(cadre);
    bureau.says("/nouvelle").says("Vendeuse").says("20/09/2027").says("?");
    let explained = |bureau: &Bureau| match &bureau.last().notes[..] {
        [Note::AQuoiCaSert { delai, .. }] => delai.clone(),
        other => panic!("help: {other:?}"),
    };
    assert_eq!(explained(&bureau), None, "the training's end starts nothing");
    bureau.says("24/09/2027").says("?");
    let regle = RegleEcheance::Apres {
        jours: 5,
        compte: Jours::Ouvrables,
        evenement: "le début du contrat".to_owned(),
    };
    let delai = explained(&bureau).expect("the contract's date does");
    assert_eq!((delai.regle, delai.source.releve_le), (regle.clone(), jour(2026, 10, 3)));
    // The contract began twelve days ago: said at once.
    bureau.says("08/01/2027");
    let late = Avertissement::LimiteDepassee { limite: jour(2027, 1, 14) };
    assert!(bureau.noted(&Note::Avertissement(late)));
    bureau.says("modifier la date de début du contrat").says("18/01/2027");
    assert!(!bureau.last().notes.iter().any(|note| matches!(note, Note::Avertissement(_))));
    bureau.taps("Boulangerie des Lilas");
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
    let echeance = recap.echeance.as_ref().unwrap();
    assert_eq!((echeance.limite, echeance.reste), (jour(2027, 1, 23), Some(3)));
    assert_eq!(echeance.regle, regle);
    assert!(recap.avertissements.is_empty());
    assert_eq!(recap.reponse.map(|reponse| reponse.jours), Some(20));
}

/// Without words of its own, the label of the date says what the days are counted from.
#[test]
fn the_event_is_named_after_its_date() {
    let cadre = contrat("apres = { jours = 5, compte = \"calendaires\" }");
    let Some(RegleEcheance::Apres { evenement, .. }) = bilan::regle(dispositif(&cadre)) else {
        panic!("a rule");
    };
    assert_eq!(evenement, "la date de début du contrat");
}
