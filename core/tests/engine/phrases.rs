//! Letters in plain sentences: what they name in passing, and what their last line says anew.

use guichet_core::dossier::{Centiemes, Montant, Statut, Valeur};
use guichet_core::message::{Note, NoteLettre, Screen};

use crate::bureau::*;
use crate::lettre::{both_pieces, labels, number, r1_is_there};

/// R1 as people tell it: no label, no number; the company, the house and those who go are named in passing.
#[test]
fn r1_in_sentences_takes_two_letters() {
    for said in [
        "Bonjour,\n\nC'est pour la Boulangerie des Lilas. La formation s'appelle « Excel perfectionnement », elle a lieu du \
         1er au 3 mars 2027, 21 heures, chez Bureautique Formation, pour 1 500 € HT. Pas de frais annexes, pas \
         d'évaluation non plus. Les stagiaires sont Marie Dupont et Karim Benali.\n\nMerci",
        "Marie Dupont et Karim Benali de la Boulangerie des Lilas partent en formation Excel perfectionnement chez \
         Bureautique Formation du 1er au 3 mars 2027. Le devis est de 1 500 € HT pour 21 heures. Nous ne demandons pas le \
         remboursement des frais annexes. Il n'y a ni évaluation ni accompagnement.",
    ] {
        let mut bureau = Bureau::new();
        bureau.writes("/nouvelle action individuelle", None);
        bureau.answers(said);
        r1_is_there(&bureau);
        let unread = |note: &Note| matches!(note, Note::Lettre(NoteLettre::NonLu { .. }));
        assert!(!bureau.last().notes.iter().any(unread), "all of it was read: {:?}", bureau.last().notes);
        both_pieces(&mut bureau);
        assert!(matches!(bureau.last().screen, Screen::ConfirmerEnvoi(_)), "{said}: {:?}", bureau.last());
        bureau.answers("Oui, je confirme");
        assert_eq!(bureau.dossier().statut, Statut::Envoye);
    }
}

/// Two companies in one sentence, or one of them that nobody knows: she is asked which.
#[test]
fn a_company_is_taken_where_it_is_the_only_one() {
    for said in [
        "Excel du 1er au 3 mars 2027, 21h, pour la Boulangerie des Lilas et le Fournil des Halles",
        "Excel du 1er au 3 mars 2027, 21h, pour la Boulangerie Inconnue",
    ] {
        let mut bureau = Bureau::new();
        bureau.writes("/nouvelle action individuelle", None);
        bureau.answers(said);
        assert_eq!(bureau.valeur("etape_1.etablissement_demandeur"), None, "{said}");
        assert!(labels(&bureau).contains(&"Référence de l'établissement demandeur"), "{said}");
    }
}

/// « PS : finalement … »: it names one answer, or both days at once, and says what it is now; without a month, she is asked.
#[test]
fn what_a_line_below_says_anew_is_taken() {
    let after = |said: &str| {
        let mut bureau = Bureau::new();
        bureau.writes("/nouvelle action individuelle", None);
        let (start, end) = (number(&bureau, "Date de début"), number(&bureau, "Date de fin"));
        bureau.answers(&format!("{start}. 01/03/2027\n{end}. 09/03/2027\n\n{said}"));
        (bureau.valeur("creation.date_debut"), bureau.valeur("creation.date_fin"))
    };
    let day = |day| Some(Valeur::Date(jour(2027, 3, day)));
    let begins = "PS : finalement la date de début sera le 8 mars 2027 et non le 1er.";
    assert_eq!(after(begins), (day(8), day(9)));
    assert_eq!(after("PS : finalement début le 8"), (None, day(9)));
    let both = "PS : le centre décale. Donc début le 8 mars 2027 et fin le 9 mars 2027.";
    assert_eq!(after(both), (day(8), day(9)));
    // The first says no month: which day it is, she is asked.
    assert_eq!(after("PS : on commence le 8 et on finit le 10 mars"), (None, day(10)));
    assert_eq!(after("PS : finalement ce sera du 8 au 10 mars"), (day(8), day(10)));
    assert_eq!(after("PS : ils viennent de m'appeler, c'est décalé d'une semaine"), (None, None));
    assert_eq!(after("PS : c'est décalé d'une semaine : du 8 au 10 mars"), (day(8), day(10)));
    assert_eq!(after("PS : le paiement est décalé d'une semaine"), (day(1), day(9)));
    assert_eq!(after("PS : finalement le train coûte 90 €"), (day(1), day(9)));
}

/// What speaks of something else, or of what may be, changes no answer.
#[test]
fn what_is_said_of_something_else_takes_nothing_back() {
    for said in
        ["Le devis a été corrigé le 8 mars 2027.", "Si besoin on peut décaler le début au 8 mars 2027."]
    {
        let mut bureau = Bureau::new();
        bureau.writes("/nouvelle action individuelle", None);
        let (start, end) = (number(&bureau, "Date de début"), number(&bureau, "Date de fin"));
        bureau.answers(&format!("{start}. 01/03/2027\n{end}. 02/03/2027\n\n{said}"));
        assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date(jour(2027, 3, 1))), "{said}");
        assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 2))), "{said}");
    }
}

/// What a question asks that an answer of the same letter opens is not asked again.
#[test]
fn the_price_of_a_night_is_told_with_the_nights() {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None);
    bureau.answers("Oui pour les frais annexes : 2 nuits à 90 € et 4 repas à 15 €, et 240 km aller-retour.");
    assert_eq!(bureau.valeur("creation.nb_nuits"), Some(Valeur::Entier(2)));
    assert_eq!(bureau.valeur("creation.cout_nuit"), Some(Valeur::Montant(Montant(9_000))));
    assert_eq!(bureau.valeur("creation.cout_repas"), Some(Valeur::Montant(Montant(1_500))));
    assert_eq!(bureau.valeur("creation.nb_km"), Some(Valeur::Decimal(Centiemes(24_000))));
    assert_eq!(bureau.valeur("etape_2.cout_formation"), None);
}

/// Whole letters: each field that is noted without being asked again, and no other.
#[test]
fn each_letter_of_the_table_is_noted_as_it_says() {
    let table = include_str!("phrases.txt");
    let letters: Vec<&str> = table.split("\n\n").filter(|block| block.starts_with('|')).collect();
    assert!(letters.len() > 30, "the table is read");
    let mut wrong = Vec::new();
    for block in letters {
        let lines = |mark| block.lines().filter_map(move |line| line.strip_prefix(mark));
        let said =
            lines('|').map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n");
        let expected: Vec<&str> = lines('=').map(str::trim).collect();
        let mut bureau = Bureau::new();
        bureau.writes("/nouvelle action individuelle", None);
        bureau.answers(&said);
        let mut noted = noted(&bureau);
        noted.sort();
        if noted != expected {
            wrong.push(format!("{said}\n  expected {expected:?}\n  noted    {noted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} letters:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// `key=value` of what was noted and is no proposal; sums and times in hundredths.
fn noted(bureau: &Bureau) -> Vec<String> {
    let etapes = bureau.dossier().etapes.values().flatten();
    let reponses = etapes.flat_map(|etape| &etape.reponses).filter(|(_, reponse)| !reponse.proposee);
    let noted = reponses.filter_map(|(cle, reponse)| {
        let valeur = match reponse.valeur.as_ref()? {
            Valeur::Entite(entite) => entite.nom().to_owned(),
            Valeur::Individu(individu) => individu.nom_complet(),
            Valeur::Texte(texte) | Valeur::Choix(texte) => texte.clone(),
            Valeur::Date(date) => date.to_string(),
            Valeur::OuiNon(oui) => oui.to_string(),
            Valeur::Montant(montant) => montant.0.to_string(),
            Valeur::Heures(Centiemes(n)) | Valeur::Decimal(Centiemes(n)) => n.to_string(),
            Valeur::Entier(n) => n.to_string(),
            other => format!("{other:?}"),
        };
        Some(format!("{cle}={valeur}"))
    });
    noted.collect()
}
