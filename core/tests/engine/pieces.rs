//! Files and pièces.

use guichet_core::event::{Event, Fichier, FichierRecu};
use guichet_core::message::{Note, RefusFichier, Screen};

use crate::bureau::*;

fn refused(bureau: &Bureau) -> Vec<RefusFichier> {
    let reason = |note: &Note| match note {
        Note::FichierRefuse { reason, .. } => Some(reason.clone()),
        _ => None,
    };
    bureau.last().notes.iter().filter_map(reason).collect()
}

fn files(bureau: &mut Bureau, files: Vec<Fichier>, caption: Option<&str>) {
    bureau.play(&Event::Files { files, caption: caption.map(str::to_owned) });
}

#[test]
fn refused_with_a_reason_and_the_pièce_stays_asked_for() {
    let mut bureau = Bureau::new();
    bureau.until("Copie devis");
    let stored = |size: u64, mime: Option<&str>| {
        vec![Fichier::Stored(FichierRecu {
            sha256: "a".repeat(64),
            name: "devis".to_owned(),
            size,
            mime: mime.map(str::to_owned),
        })]
    };
    let formats = "PDF, JPEG, PNG".to_owned();
    for (sent, reason) in [
        (stored(10, Some("application/zip")), RefusFichier::Format { formats: formats.clone() }),
        (stored(10, None), RefusFichier::Format { formats }),
        (stored(0, Some("application/pdf")), RefusFichier::Vide),
        (stored(10_485_761, Some("application/pdf")), RefusFichier::TropGros { max_octets: 10_485_760 }),
        (
            vec![Fichier::TooLarge { name: "devis".to_owned(), size: 30_000_000 }],
            RefusFichier::CanalTropGros { max_octets: 20_971_520 },
        ),
        (
            vec![Fichier::TooLarge { name: "devis".to_owned(), size: 12_000_000 }],
            RefusFichier::TropGros { max_octets: 10_485_760 },
        ),
        (vec![Fichier::Unavailable { name: "devis".to_owned() }], RefusFichier::Indisponible),
    ] {
        files(&mut bureau, sent, None);
        assert_eq!(refused(&bureau), [reason]);
        assert_eq!(bureau.asked(), "Copie devis");
        assert!(bureau.dossier().pieces.get("devis").is_none_or(|piece| piece.fichiers.is_empty()));
    }
}

#[test]
fn an_album_is_one_pièce_and_the_same_file_counts_once() {
    let mut bureau = Bureau::new();
    bureau.until("Copie devis");
    let page = |n: u32| fichier(&format!("page{n}.jpg"), "image/jpeg");
    files(&mut bureau, vec![page(1), page(2), page(1)], None);
    assert_eq!(bureau.dossier().pieces["devis"].fichiers.len(), 2);
    assert!(bureau.last().notes.iter().any(|note| matches!(note, Note::FichierDejaLa { .. })));
    assert_eq!(bureau.asked(), "Programme de la formation");
}

#[test]
fn no_more_than_five_files_a_pièce() {
    let mut bureau = Bureau::new();
    bureau.until("Copie devis");
    files(&mut bureau, (0..7).map(|n| fichier(&format!("p{n}.jpg"), "image/jpeg")).collect(), None);
    assert_eq!(bureau.dossier().pieces["devis"].fichiers.len(), 5);
    assert_eq!(
        refused(&bureau),
        [RefusFichier::TropDeFichiers { max: 5 }, RefusFichier::TropDeFichiers { max: 5 }]
    );
}

#[test]
fn a_file_out_of_turn_is_asked_about_then_she_is_back() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation").sends("scan.pdf", "application/pdf");
    assert!(matches!(bureau.last().screen, Screen::ChoixPiece { .. }));
    assert_eq!(bureau.dossier().pieces.len(), 0);
    bureau.taps("Programme de la formation");
    assert_eq!(bureau.dossier().pieces["programme"].fichiers.len(), 1);
    assert_eq!(bureau.asked(), "Heures formation");
}

#[test]
fn files_that_say_what_they_are_are_not_asked_about() {
    let pdf = |name: &str| fichier(name, "application/pdf");
    for asked in ["Heures formation", "Copie devis"] {
        let mut bureau = Bureau::new();
        bureau.until(asked);
        files(&mut bureau, vec![pdf("Programme_Excel.pdf"), pdf("devis 2027.pdf")], None);
        for piece in ["devis", "programme"] {
            assert_eq!(bureau.dossier().pieces[piece].fichiers.len(), 1, "{asked}: {piece}");
        }
        assert!(!matches!(bureau.last().screen, Screen::ChoixPiece { .. }), "{asked}");
    }
    let mut bureau = Bureau::new();
    bureau.until("Heures formation");
    files(&mut bureau, vec![pdf("programme.pdf"), pdf("scan.pdf")], None);
    let Screen::ChoixPiece { fichiers } = &bureau.last().screen else { panic!("{:?}", bureau.last()) };
    assert_eq!(fichiers[..], ["scan.pdf"]);
}

#[test]
fn a_caption_names_the_pièce() {
    let mut bureau = Bureau::new();
    bureau.until("Copie devis");
    files(&mut bureau, vec![fichier("scan.pdf", "application/pdf")], Some("le programme"));
    assert_eq!(bureau.dossier().pieces["programme"].fichiers.len(), 1);
    assert_eq!(bureau.asked(), "Copie devis");
}

#[test]
fn removed_and_asked_for_again() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif").taps("Pièces").taps("Retirer devis.pdf");
    assert!(bureau.dossier().pieces["devis"].fichiers.is_empty());
    bureau.taps("Continuer");
    assert_eq!(bureau.asked(), "Copie devis");
    bureau.taps("Passer");
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
    assert_eq!(recap.pieces_manquantes, ["Copie devis"]);
}

#[test]
fn text_where_a_file_is_expected_says_so() {
    let mut bureau = Bureau::new();
    bureau.until("Copie devis").says("je vous l'envoie ce soir");
    assert!(matches!(bureau.last().notes[..], [Note::Refus(guichet_core::message::Refus::FichierAttendu)]));
    assert_eq!(bureau.asked(), "Copie devis");
}

/// The photo of a quote comes first, as a phone sends it: it goes with the request that follows.
#[test]
fn a_file_before_any_request_waits_for_it() {
    let mut bureau = Bureau::new();
    for caption in [None, Some("pour Excel".to_owned())] {
        bureau.play(&Event::Files { files: vec![fichier("devis.pdf", "application/pdf")], caption });
        assert!(bureau.noted(&Note::FichierGarde { name: "devis.pdf".to_owned() }), "{:?}", bureau.last());
        assert_eq!(bureau.state.conversation.fichiers_gardes.len(), 1, "the same file once");
    }
    bureau.sends("IMG_0042.jpg", "image/jpeg");
    bureau.says("/nouvelle action individuelle");
    let Screen::ChoixPiece { fichiers } = &bureau.last().screen else { panic!("{:?}", bureau.last()) };
    assert_eq!(fichiers[..], ["IMG_0042.jpg"], "only what nothing names is asked");
    bureau.taps("Programme de la formation");
    let joined = &bureau.dossier().pieces["devis"].fichiers;
    assert_eq!(joined.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["devis.pdf"]);
    assert!(bureau.state.conversation.fichiers_gardes.is_empty());
    assert_eq!(bureau.asked(), "Intitulé de la formation", "and the question stands");
}

/// What nobody remembers is not attached to a request that comes much later.
#[test]
fn a_file_is_not_kept_for_ever() {
    let mut bureau = Bureau::new();
    bureau.sends("devis.pdf", "application/pdf");
    bureau.now += chrono::TimeDelta::days(8);
    bureau.until("Intitulé de la formation");
    assert!(bureau.dossier().pieces.is_empty());
}

#[test]
fn files_that_wait_for_their_pièce_are_kept_together_and_never_dropped_in_silence() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation").sends("a.pdf", "application/pdf").sends("b.pdf", "application/pdf");
    bureau.taps("Copie devis");
    assert_eq!(bureau.dossier().pieces["devis"].fichiers.len(), 2);
    bureau.sends("c.pdf", "application/pdf").says("/recap");
    assert_eq!(refused(&bureau), [RefusFichier::SansPiece]);
}
