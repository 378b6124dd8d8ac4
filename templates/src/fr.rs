//! How French writes dates, sizes and numbers of things.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};
use guichet_core::affichage;
use guichet_core::calendrier::Jours;
use guichet_core::clock::paris;
use guichet_core::dossier::{Avis, Statut};
use guichet_core::horaires::Horaires;
use guichet_core::message::{EnTete, EtatPiece, RegleEcheance};
use guichet_core::partage::Droit;

/// As the portal writes them (« 17 oct. 2019 »).
const MOIS_COURTS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

/// « lundi 1er mars 2027 ».
pub fn jour(date: &NaiveDate) -> String {
    affichage::date_longue(*date)
}

/// « 1er mars 2027 ».
pub fn date(date: &NaiveDate) -> String {
    let premier = if date.day() == 1 { "er" } else { "" };
    format!("{}{premier} {} {}", date.day(), affichage::mois(*date), date.year())
}

/// « du 1er janvier au 31 mars 2027 ».
pub fn jours(debut: &NaiveDate, fin: &NaiveDate) -> String {
    affichage::jours(*debut, *fin)
}

/// The day after, as [`jour`]: what is due by a day is due before the next.
pub fn lendemain(date: &NaiveDate) -> String {
    jour(&date.succ_opt().unwrap_or(*date))
}

/// « lundi ».
pub fn jour_de_semaine(date: &NaiveDate) -> &'static str {
    affichage::jour(*date)
}

/// « 17 oct. 2019 », in Paris.
pub fn jour_court(at: &DateTime<Utc>) -> String {
    let date = paris(*at).date();
    format!("{} {} {}", date.day(), MOIS_COURTS[date.month0() as usize], date.year())
}

/// « 19/12/2019 15:32 », in Paris.
pub fn instant(at: &DateTime<Utc>) -> String {
    paris(*at).format("%d/%m/%Y %H:%M").to_string()
}

/// « 8 h » or « 19 h 30 », of minutes after midnight.
pub fn heure(minutes: &u16) -> String {
    match minutes % 60 {
        0 => format!("{} h", minutes / 60),
        minute => format!("{} h {minute:02}", minutes / 60),
    }
}

/// « avant le mercredi 25 novembre 2026 à 11 h », in Paris.
pub fn echeance(at: &DateTime<Utc>) -> String {
    let shown = paris(*at);
    format!("avant le {} à {}", jour(&shown.date()), heure_de(shown.time()))
}

fn heure_de(at: NaiveTime) -> String {
    heure(&u16::try_from(at.num_seconds_from_midnight() / 60).unwrap_or_default())
}

/// « du lundi au vendredi, de 9 h à 17 h ».
pub fn horaires(horaires: &Horaires) -> String {
    let nom = |day: Weekday| {
        ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
            [day.num_days_from_monday() as usize]
    };
    let plages = horaires.0.iter().map(|plage| {
        let jours = match plage.de == plage.a {
            true => format!("le {}", nom(plage.de)),
            false => format!("du {} au {}", nom(plage.de), nom(plage.a)),
        };
        let heures: Vec<String> =
            plage.heures.iter().map(|(de, a)| format!("de {} à {}", heure_de(*de), heure_de(*a))).collect();
        format!("{jours}, {}", heures.join(" et "))
    });
    plages.collect::<Vec<_>>().join(" ; ")
}

/// « 18 Ko », « 10 Mo », « 1,5 Mo »: powers of 1024, as the portal and phones count.
pub fn taille(octets: &u64) -> String {
    const KO: u64 = 1024;
    const MO: u64 = KO * KO;
    match *octets {
        0..KO => format!("{octets} octets"),
        octets if octets < MO => format!("{} Ko", octets.div_ceil(KO)),
        octets if octets % MO == 0 || octets >= 10 * MO => format!("{} Mo", octets / MO),
        octets => format!("{},{} Mo", octets / MO, octets % MO * 10 / MO),
    }
}

/// « 1 fichier », « 3 fichiers »: the noun takes an s.
pub fn pluriel(nombre: &u32, nom: &str) -> String {
    format!("{nombre} {nom}{}", if *nombre < 2 { "" } else { "s" })
}

/// What a request is called.
pub fn nom(entete: &EnTete) -> &str {
    entete.titre.as_deref().unwrap_or(&entete.dispositif)
}

/// The numéro of a request, or what it is called before it has one.
pub fn reference(entete: &EnTete) -> String {
    entete.numero.clone().unwrap_or_else(|| format!("« {} »", nom(entete)))
}

/// « dans les 5 jours ouvrables qui suivent le début du contrat »; nothing for what is sent before.
pub fn apres(regle: &RegleEcheance) -> String {
    let RegleEcheance::Apres { jours, compte, evenement } = regle else { return String::new() };
    match (jours, compte) {
        (1, Jours::Ouvrables) => format!("le jour ouvrable qui suit {evenement}"),
        (1, Jours::Calendaires) => format!("le jour qui suit {evenement}"),
        (_, Jours::Ouvrables) => format!("dans les {jours} jours ouvrables qui suivent {evenement}"),
        (_, Jours::Calendaires) => format!("dans les {jours} jours qui suivent {evenement}"),
    }
}

/// Counted in working days.
pub fn ouvrables(regle: &RegleEcheance) -> bool {
    matches!(regle, RegleEcheance::Apres { compte: Jours::Ouvrables, .. })
}

/// State of a pièce (`EtatPiece`).
pub fn etat(etat: &EtatPiece) -> &'static str {
    match etat {
        EtatPiece::AFournir => "à fournir",
        EtatPiece::Passee => "passée",
        EtatPiece::Jointe => "jointe",
        EtatPiece::Transmise => "transmise",
        EtatPiece::Receptionnee => "réceptionnée",
        EtatPiece::Conforme => "conforme",
        EtatPiece::ARemplacer => "à remplacer",
    }
}

/// « à fournir », or « 2 à fournir, 1 transmise » of several.
pub fn etats(etats: &[(EtatPiece, u32)]) -> String {
    match etats {
        [(state, 1)] => etat(state).to_owned(),
        _ => {
            let counted: Vec<String> =
                etats.iter().map(|(state, n)| format!("{n} {}", etat(state))).collect();
            counted.join(", ")
        }
    }
}

/// The path a request goes along, in the portal's order. One that was cancelled or refused left it: that comes last.
pub fn parcours(statut: &Statut) -> Vec<Statut> {
    let (path, ends) = Statut::ALL.split_at(6);
    path.iter().chain(ends.iter().filter(|end| *end == statut)).copied().collect()
}

/// « Copie devis, Programme de la formation et 3 autres réponses »: the first of what is missing.
pub fn quelques(libelles: &[String]) -> String {
    const SHOWN: usize = 2;
    let shown = libelles.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match libelles.len().saturating_sub(SHOWN) {
        0 => shown,
        1 => format!("{shown} et 1 autre"),
        others => format!("{shown} et {others} autres"),
    }
}

/// All but the last.
pub fn avant_dernier(etapes: &[Statut]) -> &[Statut] {
    etapes.split_last().map_or(&[], |(_, before)| before)
}

/// What OPCO EP finds of a pièce, after its name.
pub fn avis(avis: &Avis) -> &'static str {
    match avis {
        Avis::Receptionnee => "réceptionnée",
        Avis::Conforme => "conforme",
        Avis::ARemplacer { .. } => "à remplacer",
    }
}

/// What a right lets one do with a request.
pub fn droit(droit: &Droit) -> &'static str {
    match droit {
        Droit::Lecteur => "la lire",
        Droit::Redacteur => "la lire et la modifier",
        Droit::Proprietaire => "la gérer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_sizes_are_written_as_in_french() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        assert_eq!(jour(&day(2027, 3, 1)), "lundi 1er mars 2027");
        assert_eq!(lendemain(&day(2027, 2, 28)), "lundi 1er mars 2027");
        assert_eq!(date(&day(2026, 8, 31)), "31 août 2026");
        let late = DateTime::from_timestamp(1_576_765_920, 0).expect("an instant");
        assert_eq!(instant(&late), "19/12/2019 15:32");
        assert_eq!(jour_court(&late), "19 déc. 2019");
        let sizes = [(12, "12 octets"), (18_000, "18 Ko"), (1_572_864, "1,5 Mo"), (10_485_760, "10 Mo")];
        for (octets, written) in sizes {
            assert_eq!(taille(&octets), written);
        }
    }
}
