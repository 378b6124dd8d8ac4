//! After sending: what OPCO EP waits for is given and transmitted, and nothing else changes; « Mes factures ».

use guichet_core::dossier::{Avis, Cote, Decision, Dossier, Statut, decide, tour_permis};
use guichet_core::engine::{Effect, JournalWhat};
use guichet_core::event::Event;
use guichet_core::message::{EtatPiece, Note, PiecesAttendues, RefusFichier, Screen, Transmission};

use crate::bureau::*;

/// Each of the two stagiaires has her own.
const MARIE: &str = "Certificat de réalisation (Marie Dupont)";
const KARIM: &str = "Certificat de réalisation (Karim Benali)";

/// A request that was sent.
fn sent() -> Bureau {
    let mut bureau = Bureau::new();
    bureau.until("Confirmer l'envoi").r1_act();
    bureau.effects.clear();
    bureau
}

/// OPCO EP decides, between two turns.
fn decides(bureau: &mut Bureau, decision: &Decision) {
    let decided = decide(bureau.dossier(), decision, Cote::OpcoEp, bureau.now).unwrap();
    bureau.dossiers.insert(decided.dossier.id, decided.dossier.clone());
    bureau.state.dossier = Some(decided.dossier);
}

fn becomes(bureau: &mut Bureau, statuts: &[Statut]) {
    for vers in statuts {
        decides(bureau, &Decision::Statut { vers: *vers, motif: Some("parce que".to_owned()) });
    }
}

fn validated() -> Bureau {
    let mut bureau = sent();
    becomes(&mut bureau, &[Statut::EnCoursDeTraitement, Statut::Valide]);
    bureau
}

fn judged(bureau: &mut Bureau, cle: &str, avis: Avis) {
    decides(bureau, &Decision::Piece { cle: cle.to_owned(), avis });
}

fn replace_devis() -> Bureau {
    let mut bureau = sent();
    judged(&mut bureau, "devis", Avis::ARemplacer { motif: "Signature illisible".to_owned() });
    bureau
}

fn waited(bureau: &Bureau) -> &PiecesAttendues {
    match &bureau.last().screen {
        Screen::PiecesAttendues(pieces) => pieces,
        other => panic!("not the pièces: {other:?}"),
    }
}

/// What left for OPCO EP: what was said of it, and the names of the files.
fn left(bureau: &Bureau) -> Vec<(Transmission, Vec<String>)> {
    let transmitted = bureau.effects.iter().filter_map(|effect| match effect {
        Effect::TransmettrePieces { message, fichiers, .. } => {
            let Screen::PiecesTransmises(what) = &message.screen else { panic!("{message:?}") };
            Some(((**what).clone(), fichiers.iter().map(|file| file.name.clone()).collect()))
        }
        _ => None,
    });
    transmitted.collect()
}

fn names(dossier: &Dossier, cle: &str) -> Vec<String> {
    dossier.pieces[cle].fichiers.iter().map(|file| file.name.clone()).collect()
}

#[test]
fn a_pièce_to_replace_takes_the_file_and_leaves_in_two_acts() {
    let mut bureau = replace_devis();
    bureau.says("/reprendre").says("/pieces");
    let [devis] = &waited(&bureau).pieces[..] else { panic!("only that one") };
    assert_eq!((devis.etat, devis.motif.as_deref()), (EtatPiece::ARemplacer, Some("Signature illisible")));
    // The only one that is waited for needs no asking.
    bureau.sends("devis_2.pdf", "application/pdf");
    assert_eq!(waited(&bureau).pieces[0].etat, EtatPiece::Jointe);
    bureau.taps("Transmettre à OPCO EP");
    assert!(matches!(bureau.last().screen, Screen::ConfirmerTransmission(_)));
    bureau.says("transmettre");
    assert!(left(&bureau).is_empty(), "the first act again is not the second");
    bureau.says("oui");
    assert!(bureau.noted(&Note::PiecesTransmises { nombre: 1 }));
    let [(what, fichiers)] = &left(&bureau)[..] else { panic!("once") };
    assert_eq!(
        (&what.remplacees[..], &fichiers[..]),
        (&["Copie devis".to_owned()][..], &["devis_2.pdf".to_owned()][..])
    );
    let devis = &bureau.dossier().pieces["devis"];
    assert_eq!(names(bureau.dossier(), "devis"), ["devis_2.pdf"], "it takes the place of the other");
    assert_eq!((devis.etat(Statut::Envoye), &devis.a_remplacer), (EtatPiece::Transmise, &None));
    bureau.says("oui").says("transmettre").says("confirmer");
    assert_eq!(left(&bureau).len(), 1, "once per act");
    bureau.sends("encore.pdf", "application/pdf");
    assert!(bureau.noted(&Note::Verrouille), "nothing is waited for any more");
}

#[test]
fn removed_before_it_leaves_never_after() {
    let mut bureau = replace_devis();
    bureau.sends("x.pdf", "application/pdf");
    assert!(!bureau.labels().contains(&"Retirer devis.pdf"), "it is OPCO EP's: {:?}", bureau.labels());
    bureau.taps("Retirer x.pdf");
    assert_eq!(names(bureau.dossier(), "devis"), ["devis.pdf"]);
    bureau.says("envoyer");
    assert!(bureau.noted(&Note::DejaEnvoyee), "nothing waits");
}

#[test]
fn a_complément_opens_the_pièces_it_names_and_no_more() {
    let mut bureau = sent();
    let ask = Decision::DemanderComplement {
        motifs: vec!["Le programme ne dit pas la durée.".to_owned()],
        pieces: vec!["programme".to_owned(), "convention".to_owned()],
        limite: Some(jour(2027, 2, 5)),
    };
    decides(&mut bureau, &ask);
    bureau.says("/reprendre").says("/demandes");
    bureau.sends("nouveau.pdf", "application/pdf");
    assert!(matches!(bureau.last().screen, Screen::ChoixPiece { .. }));
    assert_eq!(numbered(bureau.last()), 2);
    bureau.says("le programme");
    let complement = waited(&bureau).complement.as_ref().unwrap();
    assert_eq!(complement.pieces, ["Programme de la formation", "Convention de formation signée"]);
    bureau.says("transmettre").says("oui");
    let [(what, _)] = &left(&bureau)[..] else { panic!("once") };
    assert!(what.complement);
    assert_eq!(names(bureau.dossier(), "programme"), ["programme.jpg", "nouveau.pdf"], "added, not replaced");
    let Screen::Suivi(suivi) = &bureau.last().screen else { panic!("the follow-up") };
    assert!(suivi.nouvelles.complement.as_ref().unwrap().repondu_le.is_some());
}

#[test]
fn all_else_stays_locked() {
    for mut bureau in [replace_devis(), validated()] {
        bureau.says("/pieces");
        let before = bureau.dossier().clone();
        for text in
            ["/modifier", "/annuler", "modifier la date de fin", "/retour", "/passer", "1500 HT", "/recap"]
        {
            bureau.says(text);
            assert_eq!(bureau.dossier(), &before, "{text}");
        }
    }
}

#[test]
fn a_validated_request_offers_its_facturation_pièces() {
    let mut bureau = validated();
    bureau.says("/start").sends("scan.pdf", "application/pdf");
    assert!(matches!(bureau.last().screen, Screen::ChoixPiece { .. }), "{:?}", bureau.last());
    assert_eq!(bureau.labels()[..3], ["Facture", MARIE, KARIM]);
    bureau.taps("Facture").taps("Transmettre à OPCO EP");
    let Screen::ConfirmerTransmission(what) = &bureau.last().screen else { panic!("asked") };
    assert_eq!(what.manque, [MARIE, KARIM]);
    bureau.says("non");
    assert_eq!(waited(&bureau).a_transmettre, ["scan.pdf"]);
    bureau.says("envoyer").says("oui");
    assert_eq!(left(&bureau).len(), 1);
    assert_eq!(bureau.dossier().statut, Statut::Valide, "what follows is OPCO EP's");
}

#[test]
fn mes_factures_from_nothing_to_the_end() {
    let mut bureau = sent();
    bureau.says("/factures");
    let Screen::Factures(none) = &bureau.last().screen else { panic!("the list") };
    assert_eq!((none.total, none.items.len()), (0, 0));
    becomes(&mut bureau, &[Statut::EnCoursDeTraitement, Statut::Valide]);
    bureau.says("/factures");
    let Screen::Factures(list) = &bureau.last().screen else { panic!("the list") };
    let states: Vec<_> =
        list.items[0].pieces.iter().map(|piece| (piece.libelle.as_str(), &piece.etats[..])).collect();
    let due = &[(EtatPiece::AFournir, 1)][..];
    let each = &[(EtatPiece::AFournir, 2)][..];
    assert_eq!(
        states,
        [("Facture", due), ("Certificat de réalisation", each), ("Feuilles d'émargement", due)]
    );
    bureau.taps("Excel perfectionnement").taps("Ajouter : Facture").sends("facture.pdf", "application/pdf");
    bureau.says("transmettre").says("oui");
    judged(&mut bureau, "facture", Avis::Conforme);
    becomes(&mut bureau, &[Statut::FacturationEnCours]);
    bureau.says("mes factures").taps("Excel perfectionnement");
    assert!(!bureau.labels().contains(&"Ajouter : Facture"), "it is settled");
    assert!(waited(&bureau).pieces.iter().any(|piece| piece.etat == EtatPiece::Conforme), "and still shown");
    becomes(&mut bureau, &[Statut::Cloture]);
    bureau.says("/factures");
    let Screen::Factures(over) = &bureau.last().screen else { panic!("the list") };
    assert!(over.rien_a_facturer() && over.items[0].statut == Statut::Cloture);
    bureau.sends("trop_tard.pdf", "application/pdf");
    assert!(bureau.noted(&Note::Verrouille));
}

#[test]
fn refused_files_say_why_and_the_list_stays() {
    let mut bureau = validated();
    bureau.says("/pieces").taps("Ajouter : Facture").sends("facture.zip", "application/zip");
    let reason = RefusFichier::Format { formats: "PDF, JPEG, PNG".to_owned() };
    assert!(bureau.noted(&Note::FichierRefuse { name: "facture.zip".to_owned(), reason }));
    assert_eq!(waited(&bureau).demandee.as_ref().unwrap().libelle, "Facture");
    bureau.taps("Retour");
    assert!(waited(&bureau).demandee.is_none());
}

#[test]
fn given_back_it_is_hers_to_change_and_sent_a_second_time() {
    let mut bureau = replace_devis();
    becomes(&mut bureau, &[Statut::EnPreparation]);
    bureau.says("/reprendre");
    assert_eq!(bureau.asked(), "Récapitulatif");
    bureau.says("/pieces").taps("Retirer devis.pdf").taps("Continuer").sends("bon.pdf", "application/pdf");
    assert_eq!(bureau.dossier().pieces["devis"].a_remplacer, None, "the file it spoke of is gone");
    bureau.says("envoyer").says("oui");
    let envois: Vec<u32> = bureau
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Transmettre { envoi, .. } => Some(*envoi),
            _ => None,
        })
        .collect();
    assert_eq!(envois, [2]);
}

#[test]
fn the_wall_lets_through_what_the_engine_does_and_nothing_else() {
    let dispositif = CADRE.catalogue.find_dispositif("action_individuelle", &validated().dossier().revision);
    let allowed = |before: &Dossier, after: &Dossier| tour_permis(dispositif, before, after);
    let mut bureau = replace_devis();
    let before = bureau.dossier().clone();
    bureau.sends("devis_2.pdf", "application/pdf");
    let attached = bureau.dossier().clone();
    assert!(allowed(&before, &attached));
    bureau.says("transmettre").says("oui");
    let transmitted = bureau.dossier().clone();
    assert!(allowed(&attached, &transmitted));
    type Change = fn(&mut Dossier);
    let changes: [(&str, Change); 8] = [
        ("statut", |d| d.statut = Statut::Valide),
        ("back", |d| d.statut = Statut::EnPreparation),
        ("conforme", |d| d.pieces.get_mut("devis").unwrap().conforme = true),
        ("no longer to replace", |d| d.pieces.get_mut("devis").unwrap().a_remplacer = None),
        ("its file", |d| d.pieces.get_mut("devis").unwrap().fichiers.clear()),
        ("another pièce", |d| drop(d.pieces.remove("programme"))),
        ("answers", |d| drop(d.etapes.remove("etape_2"))),
        ("AGD", |d| d.instruction.agd = Some("moi".to_owned())),
    ];
    for (what, change) in changes {
        let mut after = before.clone();
        change(&mut after);
        assert!(!allowed(&before, &after), "{what}");
    }
    // Without its dispositif nothing is known to be open.
    assert!(!tour_permis(None, &before, &attached));
    // In a draft she says nothing of OPCO EP's side.
    let draft = Dossier { statut: Statut::EnPreparation, ..before };
    let mut after = draft.clone();
    after.pieces.get_mut("programme").unwrap().conforme = true;
    assert!(!allowed(&draft, &after));
    for vers in Statut::ALL {
        let after = Dossier { statut: vers, ..draft.clone() };
        let hers = [Statut::EnPreparation, Statut::Envoye, Statut::Annule].contains(&vers);
        assert_eq!(allowed(&draft, &after), hers, "{vers:?}");
    }
}

#[test]
fn every_file_and_act_after_sending_has_its_line() {
    let mut bureau = replace_devis();
    bureau.effects.clear();
    bureau.sends("devis_2.pdf", "application/pdf").says("transmettre").says("oui");
    let lines: Vec<&JournalWhat> = bureau
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Journal(entry) => Some(&entry.what),
            _ => None,
        })
        .collect();
    assert!(
        matches!(
            lines[..],
            [
                JournalWhat::FichierAjoute { .. },
                JournalWhat::FichierRetire { .. },
                JournalWhat::PiecesTransmises { complement: false, .. },
            ]
        ),
        "{lines:?}"
    );
    // A tap on a card of before does nothing twice.
    let card = bureau.last().card;
    bureau.play(&Event::Tap { card: card - 1, choice: 0 });
    assert_eq!(left(&bureau).len(), 1);
}
