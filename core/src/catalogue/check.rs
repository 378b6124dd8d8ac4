//! The rules a dispositif keeps, so that after loading no reference in it can fail.

mod mots;
mod temps;

use std::collections::BTreeSet;

use super::{Champ, Condition, Dispositif, Etape, Nature, OptionChoix, Pose, Propose};
use crate::reading::fold;

/// Where an error is told.
type Report<'r> = &'r mut dyn FnMut(&str, String);

/// Checks one dispositif whole.
pub(super) fn check(dispositif: &Dispositif, report: Report<'_>) {
    for (key, text) in [
        ("cle", &dispositif.cle),
        ("revision", &dispositif.revision),
        ("libelle", &dispositif.libelle),
        ("resume", &dispositif.resume),
        ("etape_pieces", &dispositif.etape_pieces),
        ("etape_envoi", &dispositif.etape_envoi),
        ("annulation", &dispositif.annulation),
    ] {
        if text.trim().is_empty() {
            report(key, "est vide".to_owned());
        }
    }
    unique("etapes", dispositif.etapes.iter().map(|etape| etape.cle.as_str()), report);
    unique("pieces", dispositif.pieces.iter().map(|piece| piece.cle.as_str()), report);
    if dispositif.etapes.is_empty() {
        report("etapes", "il en faut au moins une".to_owned());
    }
    if dispositif.recapitulatif.len() < 2 {
        report("recapitulatif", "il faut au moins la ligne du dispositif et celle des pièces".to_owned());
    }
    path(dispositif, "titre", &dispositif.titre, &|nature| matches!(nature, Nature::Texte { .. }), report);
    let entite = |nature: &Nature| matches!(nature, Nature::RechercheEntite);
    path(dispositif, "demandeur", &dispositif.demandeur, &entite, report);
    super::delai::check(dispositif, report);
    mots::check_mots(dispositif, report);
    temps::check_disponibilite(dispositif, report);
    super::reprise::check(dispositif, report);
    for (key, lists) in [
        ("totaux.heures", &dispositif.totaux.heures),
        ("totaux.pedagogiques", &dispositif.totaux.pedagogiques),
        ("totaux.annexes", &dispositif.totaux.annexes),
    ] {
        for term in lists {
            for factor in term.split('*') {
                path(dispositif, key, factor.trim(), &Nature::is_quantity, report);
            }
        }
    }
    let mut expected = 1;
    for etape in &dispositif.etapes {
        let key = format!("etapes.{}", etape.cle);
        if let Some(numero) = etape.numero {
            if numero != expected {
                report(&format!("{key}.numero"), format!("{numero} : {expected} était attendu"));
            }
            expected = numero.saturating_add(1);
        }
        if !dispositif.recapitulatif.contains(&etape.recapitulatif) {
            report(
                &format!("{key}.recapitulatif"),
                format!("« {} » n'est pas une ligne du récapitulatif", etape.recapitulatif),
            );
        }
        check_etape(dispositif, etape, &key, report);
    }
    for piece in &dispositif.pieces {
        let key = format!("pieces.{}", piece.cle);
        if piece.libelle.trim().is_empty() || piece.aide.trim().is_empty() {
            report(&key, "libelle et aide ne peuvent pas être vides".to_owned());
        }
        if piece.formats.is_empty() || piece.max_octets == 0 || piece.max_fichiers == 0 {
            report(&key, "formats, max_octets et max_fichiers ne peuvent pas être vides".to_owned());
        }
        if let Some(condition) = &piece.si {
            check_condition(dispositif, None, condition, &format!("{key}.si"), report);
        }
    }
}

fn check_etape(dispositif: &Dispositif, etape: &Etape, key: &str, report: Report<'_>) {
    if etape.libelle.trim().is_empty() {
        report(&format!("{key}.libelle"), "est vide".to_owned());
    }
    if etape.champs.is_empty() {
        report(&format!("{key}.champs"), "il en faut au moins un".to_owned());
    }
    unique(&format!("{key}.champs"), etape.champs.iter().map(|champ| champ.cle.as_str()), report);
    if let Some(repetition) = &etape.repetition {
        if repetition.max == 0 {
            report(&format!("{key}.repetition.max"), "doit être au moins 1".to_owned());
        }
        for (name, champ) in [("titre", &repetition.titre), ("unique", &repetition.unique)] {
            if let Some(champ) = champ
                && etape.find_champ(champ).is_none()
            {
                report(&format!("{key}.repetition.{name}"), unknown(champ));
            }
        }
    }
    for (i, regle) in etape.regles.iter().enumerate() {
        let key = format!("{key}.regles.{}", i + 1);
        if etape.find_champ(&regle.champ).is_none() {
            report(&key, unknown(&regle.champ));
        }
        check_condition(dispositif, Some(etape), &regle.exige, &key, report);
    }
    if let Some(champ) = cycle(etape) {
        report(&format!("{key}.champs.{champ}.si"), "sa condition dépend d'elle-même".to_owned());
    }
    for (rank, champ) in etape.champs.iter().enumerate() {
        check_champ(dispositif, etape, rank, champ, &format!("{key}.champs.{}", champ.cle), report);
    }
}

/// A field whose condition leads back to itself.
fn cycle(etape: &Etape) -> Option<&str> {
    let named = |champ: &str| {
        let mut fields = BTreeSet::new();
        if let Some(condition) = etape.find_champ(champ).and_then(|champ| champ.si.as_ref()) {
            condition.fields(&mut fields);
        }
        let own = format!("{}.", etape.cle);
        fields.into_iter().map(|name| name.strip_prefix(&own).unwrap_or(name).to_owned()).collect::<Vec<_>>()
    };
    etape.champs.iter().map(|champ| champ.cle.as_str()).find(|champ| {
        let mut seen = BTreeSet::new();
        let mut todo = named(champ);
        while let Some(next) = todo.pop() {
            if next == *champ {
                return true;
            }
            if seen.insert(next.clone()) {
                todo.extend(named(&next));
            }
        }
        false
    })
}

fn check_champ(
    dispositif: &Dispositif,
    etape: &Etape,
    rank: usize,
    champ: &Champ,
    key: &str,
    report: Report<'_>,
) {
    if champ.cle.is_empty() || champ.cle.contains('.') {
        report(key, "cle : ni vide, ni avec un point".to_owned());
    }
    if champ.libelle.trim().is_empty() {
        report(&format!("{key}.libelle"), "est vide".to_owned());
    }
    if champ.aide.trim().is_empty() {
        report(&format!("{key}.aide"), "est vide".to_owned());
    }
    check_nature(dispositif, &champ.nature, &format!("{key}.nature"), report);
    if champ.exige == super::Exige::Requis && champ.pose == Pose::SurDemande && champ.propose.is_none() {
        report(&format!("{key}.pose"), "un champ requis doit être posé ou proposé".to_owned());
    }
    if let Some(condition) = &champ.si {
        check_condition(dispositif, Some(etape), condition, &format!("{key}.si"), report);
    }
    if let Some(other) = &champ.pas_avant {
        let date_before = etape.champs[..rank].iter().any(|c| c.cle == *other && c.nature == Nature::Date);
        if champ.nature != Nature::Date || !date_before {
            report(&format!("{key}.pas_avant"), format!("« {other} » n'est pas une date demandée avant"));
        }
    } else if champ.mois_max.is_some() {
        report(&format!("{key}.mois_max"), "demande pas_avant".to_owned());
    }
    temps::check_ecarts(dispositif, etape, champ, key, report);
    mots::check_a_part(champ, key, report);
    if let Some(base) = &champ.base {
        let two = |nature: &Nature| matches!(nature, Nature::Choix { options } if ["ht", "ttc"].iter().all(|key| options.iter().any(|o| o.cle == *key)));
        if !etape.find_champ(base).is_some_and(|c| two(&c.nature)) {
            report(&format!("{key}.base"), format!("« {base} » n'est pas un choix « ht » ou « ttc »"));
        }
    }
    match &champ.propose {
        Some(Propose::Champ(other)) => {
            path(dispositif, &format!("{key}.propose"), other, &|nature| *nature == champ.nature, report);
        }
        Some(Propose::Individu { champ: other, .. }) => {
            let found =
                etape.find_champ(other).is_some_and(|c| matches!(c.nature, Nature::RechercheIndividu { .. }));
            if !found {
                report(&format!("{key}.propose"), format!("« {other} » n'est pas un salarié de cette étape"));
            }
        }
        Some(Propose::Entite { champ: other, .. }) => {
            if !etape.find_champ(other).is_some_and(|c| c.nature == Nature::RechercheEntite) {
                report(&format!("{key}.propose"), format!("« {other} » n'est pas une entité de cette étape"));
            }
        }
        Some(Propose::CompteEmail | Propose::CompteNom) | None => {}
    }
}

fn check_nature(dispositif: &Dispositif, nature: &Nature, key: &str, report: Report<'_>) {
    match nature {
        Nature::Texte { min, max } if min > max || *max == 0 => report(key, "min dépasse max".to_owned()),
        Nature::Entier { min, max } if min > max => report(key, "min dépasse max".to_owned()),
        Nature::Heures { max } | Nature::Decimal { max } | Nature::Montant { max } | Nature::Taux { max }
            // Ten digits of whole units leave room to multiply and to add without overflow.
            if !(1..10_000_000_000).contains(max) =>
        {
            report(key, "max doit être entre 1 et 9999999999".to_owned());
        }
        Nature::Choix { options } => check_options(options, key, report),
        Nature::RechercheIndividu { dans } => {
            path(dispositif, &format!("{key}.dans"), dans, &|n| *n == Nature::RechercheEntite, report);
        }
        _ => {}
    }
}

fn check_options(options: &[OptionChoix], key: &str, report: Report<'_>) {
    if options.len() < 2 {
        report(key, "un choix a au moins deux options".to_owned());
    }
    unique(key, options.iter().map(|option| option.cle.as_str()), report);
    let mut seen: Vec<(String, &str)> = Vec::new();
    for option in options {
        if option.libelle.trim().is_empty() {
            report(key, format!("l'option « {} » n'a pas de libelle", option.cle));
        }
        for text in std::iter::once(&option.libelle).chain(&option.synonymes) {
            let folded = fold(text);
            match seen.iter().find(|(other, _)| *other == folded) {
                Some((_, cle)) if *cle != option.cle => {
                    report(key, format!("« {text} » désigne deux options"));
                }
                Some(_) => {}
                None => seen.push((folded, &option.cle)),
            }
        }
    }
}

/// A condition names fields of its own étape, or `etape.champ`; outside an étape only the latter.
fn check_condition(
    dispositif: &Dispositif,
    etape: Option<&Etape>,
    condition: &Condition,
    key: &str,
    report: Report<'_>,
) {
    let mut named = BTreeSet::new();
    condition.fields(&mut named);
    if named.is_empty() {
        report(key, "la condition ne nomme aucun champ".to_owned());
    }
    for name in named {
        let known = match name.split_once('.') {
            Some((other, champ)) => {
                dispositif.find_etape(other).is_some_and(|etape| etape.find_champ(champ).is_some())
            }
            None => etape.is_some_and(|etape| etape.find_champ(name).is_some()),
        };
        if !known {
            report(key, unknown(name));
        }
    }
}

fn path(dispositif: &Dispositif, key: &str, path: &str, kind: &dyn Fn(&Nature) -> bool, report: Report<'_>) {
    match dispositif.find_champ(path) {
        None => report(key, unknown(path)),
        Some((_, champ)) if !kind(&champ.nature) => {
            report(key, format!("« {path} » n'est pas de la nature attendue"));
        }
        Some(_) => {}
    }
}

fn unique<'a>(key: &str, names: impl Iterator<Item = &'a str>, report: Report<'_>) {
    let mut seen = BTreeSet::new();
    for name in names {
        if name.is_empty() {
            report(key, "une cle est vide".to_owned());
        } else if !seen.insert(name) {
            report(key, format!("« {name} » est là deux fois"));
        }
    }
}

fn unknown(name: &str) -> String {
    format!("« {name} » n'est pas un champ connu")
}
