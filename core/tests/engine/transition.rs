//! The table of the statuts: nobody leaves it, and the journal tells the same story.

use chrono::TimeDelta;
use guichet_core::dossier::{
    Avis, Cote, Decidee, Decision, Dossier, RefusDecision, Statut, TRANSITIONS, appliquer, decide,
};
use guichet_core::engine::JournalWhat;
use proptest::prelude::*;

use crate::bureau::*;

const OPCO: Cote = Cote::OpcoEp;

fn sent() -> Dossier {
    let mut bureau = Bureau::new();
    bureau.until("Confirmer l'envoi").r1_act();
    bureau.dossier().clone()
}

fn statut(vers: Statut, motif: Option<&str>) -> Decision {
    Decision::Statut { vers, motif: motif.map(str::to_owned) }
}

fn taken(dossier: &Dossier, decision: &Decision) -> Dossier {
    decide(dossier, decision, OPCO, soir()).unwrap().dossier
}

fn ask(limite: Option<chrono::NaiveDate>) -> Decision {
    Decision::DemanderComplement {
        motifs: vec!["Le programme est illisible.".to_owned()],
        pieces: vec!["programme".to_owned()],
        limite,
    }
}

#[test]
fn the_table_is_that_of_the_domain() {
    let ways: Vec<String> = TRANSITIONS
        .iter()
        .map(|way| {
            let par = match (way.par, way.sur_demande) {
                (Cote::Adherent, _) => "adhérent",
                (Cote::OpcoEp, false) => "OPCO EP",
                (Cote::OpcoEp, true) => "OPCO EP sur demande",
            };
            let motif = if way.motif { ", motif" } else { "" };
            format!("{} → {} : {par}{motif}", way.de.libelle(), way.vers.libelle())
        })
        .collect();
    assert_eq!(
        ways,
        [
            "En préparation → Envoyé : adhérent",
            "En préparation → Annulé : adhérent",
            "Envoyé → En cours de traitement : OPCO EP",
            "Envoyé → En préparation : OPCO EP, motif",
            "Envoyé → Annulé : OPCO EP sur demande, motif",
            "En cours de traitement → Validé : OPCO EP",
            "En cours de traitement → Refusé : OPCO EP, motif",
            "En cours de traitement → Annulé : OPCO EP sur demande, motif",
            "Validé → Facturation en cours : OPCO EP",
            "Validé → Annulé : OPCO EP sur demande, motif",
            "Facturation en cours → Clôturé : OPCO EP",
        ]
    );
}

#[test]
fn every_pair_outside_the_table_is_refused_with_what_would_be_possible() {
    let dossier = sent();
    for de in Statut::ALL {
        for vers in Statut::ALL {
            for cote in [Cote::Adherent, OPCO] {
                let from = Dossier { statut: de, ..dossier.clone() };
                let outcome = decide(&from, &statut(vers, Some("parce que")), cote, soir());
                let way = TRANSITIONS.iter().any(|t| (t.de, t.vers, t.par) == (de, vers, cote));
                match outcome {
                    Ok(Decidee { dossier, .. }) => assert!(way && dossier.statut == vers, "{de:?} {vers:?}"),
                    Err(refus) => {
                        assert!(!way, "{de:?} {vers:?}: {refus}");
                        assert_eq!(
                            refus,
                            RefusDecision::Transition { de, vers, possibles: de.possibles(cote) }
                        );
                    }
                }
            }
        }
    }
    let finals: Vec<_> = Statut::ALL.into_iter().filter(|statut| statut.is_final()).collect();
    assert_eq!(finals, [Statut::Cloture, Statut::Annule, Statut::Refuse]);
}

#[test]
fn a_reason_where_the_table_wants_one() {
    let dossier = sent();
    for vers in [Statut::EnPreparation, Statut::Annule] {
        for motif in [None, Some("  ")] {
            assert_eq!(decide(&dossier, &statut(vers, motif), OPCO, soir()), Err(RefusDecision::SansMotif));
        }
    }
    let refused = taken(&dossier, &statut(Statut::EnCoursDeTraitement, None));
    let refused = taken(&refused, &statut(Statut::Refuse, Some(" Hors délai. ")));
    assert_eq!(refused.instruction.motif.as_deref(), Some("Hors délai."));
}

#[test]
fn one_complément_at_a_time_lifted_by_hand_or_by_the_decision() {
    let dossier = sent();
    let limite = Some(jour(2027, 2, 5));
    let asked = taken(&dossier, &ask(limite));
    let pending = asked.instruction.complement_en_cours().unwrap();
    assert_eq!((pending.limite, pending.demande_le, asked.statut), (limite, soir(), Statut::Envoye));
    assert_eq!(
        decide(&asked, &ask(None), OPCO, soir()),
        Err(RefusDecision::ComplementEnCours { depuis: soir() })
    );
    let lifted = taken(&asked, &Decision::LeverComplement);
    assert_eq!(lifted.instruction.complement.as_ref().unwrap().leve_le, Some(soir()));
    assert_eq!(
        decide(&lifted, &Decision::LeverComplement, OPCO, soir()),
        Err(RefusDecision::AucunComplement)
    );
    let again = taken(&taken(&lifted, &ask(None)), &statut(Statut::EnCoursDeTraitement, None));
    assert!(again.instruction.complement_en_cours().is_some(), "it is still waited for");
    let decided = decide(&again, &statut(Statut::Valide, None), OPCO, soir()).unwrap();
    assert_eq!(decided.journal.last(), Some(&JournalWhat::ComplementLeve));
    assert!(decided.dossier.instruction.complement_en_cours().is_none());
}

#[test]
fn conforme_is_received_too_and_only_what_was_transmitted_is_judged() {
    let dossier = sent();
    let judge = |cle: &str, avis| Decision::Piece { cle: cle.to_owned(), avis };
    let conforme = taken(&dossier, &judge("devis", Avis::Conforme));
    assert!(conforme.pieces["devis"].receptionnee && conforme.pieces["devis"].conforme);
    assert_eq!(
        decide(&conforme, &judge("devis", Avis::Conforme), OPCO, soir()),
        Err(RefusDecision::DejaFait)
    );
    let motif = "Signature illisible".to_owned();
    let bad = taken(&conforme, &judge("devis", Avis::ARemplacer { motif: motif.clone() }));
    assert_eq!((bad.pieces["devis"].conforme, &bad.pieces["devis"].a_remplacer), (false, &Some(motif)));
    assert_eq!(
        decide(&dossier, &judge("facture", Avis::Conforme), OPCO, soir()),
        Err(RefusDecision::PieceInconnue {
            cle: "facture".to_owned(),
            connues: vec!["devis".to_owned(), "programme".to_owned()],
        })
    );
}

#[test]
fn only_opco_ep_and_only_while_it_has_the_dossier() {
    let dossier = sent();
    let agd = Decision::Agd { nom: "Nadia Leroux".to_owned() };
    assert_eq!(decide(&dossier, &agd, Cote::Adherent, soir()), Err(RefusDecision::ReserveOpcoEp));
    for statut in [Statut::EnPreparation, Statut::Cloture, Statut::Annule, Statut::Refuse] {
        let from = Dossier { statut, ..dossier.clone() };
        assert!(matches!(decide(&from, &agd, OPCO, soir()), Err(RefusDecision::PasMaintenant { .. })));
    }
    assert_eq!(taken(&dossier, &agd).instruction.agd.as_deref(), Some("Nadia Leroux"));
}

#[test]
fn lines_of_before_are_read() {
    let old = r#"{"Statut":{"avant":"en_preparation","apres":"envoye"}}"#;
    let read: JournalWhat = serde_json::from_str(old).unwrap();
    let JournalWhat::Statut { motif: None, .. } = read else { panic!("{read:?}") };
    // A dossier of before has nothing to say of OPCO EP's side.
    let mut stored = serde_json::to_value(sent()).unwrap();
    stored.as_object_mut().unwrap().remove("instruction");
    let read: Dossier = serde_json::from_value(stored).unwrap();
    assert_eq!(read.instruction, Default::default());
}

fn decisions() -> impl Strategy<Value = (Cote, Decision)> {
    let motif = || prop::option::of(prop::sample::select(vec!["", "parce que"]).prop_map(str::to_owned));
    let cle = || prop::sample::select(vec!["devis", "programme", "facture", "rien"]).prop_map(str::to_owned);
    let avis = prop_oneof![
        Just(Avis::Receptionnee),
        Just(Avis::Conforme),
        prop::sample::select(vec!["", "floue"])
            .prop_map(|motif| Avis::ARemplacer { motif: motif.to_owned() }),
    ];
    let decision = prop_oneof![
        4 => (prop::sample::select(Statut::ALL.to_vec()), motif())
            .prop_map(|(vers, motif)| Decision::Statut { vers, motif }),
        1 => prop::sample::select(vec!["", "Nadia Leroux", "Paul Roy"])
            .prop_map(|nom| Decision::Agd { nom: nom.to_owned() }),
        1 => prop::collection::vec("[ a]{0,2}", 0..3)
            .prop_map(|motifs| Decision::DemanderComplement { motifs, pieces: Vec::new(), limite: None }),
        1 => Just(Decision::LeverComplement),
        2 => (cle(), avis).prop_map(|(cle, avis)| Decision::Piece { cle, avis }),
    ];
    (prop::sample::select(vec![Cote::Adherent, OPCO, OPCO]), decision)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_leaves_the_table_and_the_journal_replays(
        sequence in prop::collection::vec(decisions(), 1..40),
    ) {
        let begun = Dossier { statut: Statut::EnPreparation, ..sent() };
        let mut dossier = begun.clone();
        let mut journal = Vec::new();
        for (n, (cote, decision)) in sequence.into_iter().enumerate() {
            let at = soir() + TimeDelta::minutes(n as i64);
            let before = dossier.clone();
            let Ok(decided) = decide(&before, &decision, cote, at) else { continue };
            dossier = decided.dossier;
            prop_assert!(!before.statut.is_final(), "{decision:?} after the end");
            prop_assert!(!decided.journal.is_empty(), "{decision:?} leaves no line");
            if before.statut != dossier.statut {
                prop_assert!(before.statut.permet(dossier.statut, cote));
            }
            if cote == Cote::Adherent {
                prop_assert!(before.statut == Statut::EnPreparation, "{decision:?}: it was sent");
            }
            prop_assert!(dossier.pieces.values().all(|piece| !piece.conforme || piece.receptionnee));
            journal.extend(decided.journal.into_iter().map(|what| (at, what)));
        }
        let mut replayed = begun;
        for (at, what) in &journal {
            let stored = serde_json::to_string(what).unwrap();
            appliquer(&mut replayed, &serde_json::from_str(&stored).unwrap(), *at);
        }
        prop_assert_eq!(replayed, dossier);
    }
}
