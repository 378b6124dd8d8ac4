//! Periods by their name, lapses of time, exact numbers: what is taken, and what must be asked again.

use chrono::{NaiveDate, TimeDelta};
use guichet_core::reading::{Contexte, read_exact, read_lapse, read_period, read_range};

use super::contexte;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Those that fail, all at once.
fn all_read<T: PartialEq + std::fmt::Debug>(cases: &[(&str, T)], read: impl Fn(&str) -> T) {
    let failures: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, read(text)))
        .filter(|(_, expected, read)| *expected != read)
        .map(|(text, expected, read)| format!("« {text} » is {read:?}, not {expected:?}"))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// On Monday 23 November 2026.
#[test]
fn periods_by_their_name() {
    let cases = [
        ("du 8 au 10 mars, le lundi c'est férié", "2027-03-08 2027-03-10"),
        ("3 jours d'affilée à partir du mardi 5 janvier", "2027-01-05 2027-01-07"),
        ("deux jours à partir du mardi 26 janvier", "2027-01-26 2027-01-27"),
        ("a partir du lundi 15 fev, 3 jours d'affilée", "2027-02-15 2027-02-17"),
        ("12-13-14 avril", "2027-04-12 2027-04-14"),
        ("1 seule journée : mardi 19/01/2027", "2027-01-19 2027-01-19"),
        ("les 8 et 9 février 2027 (lundi mardi)", "2027-02-08 2027-02-09"),
        ("25/02/2027\n26/02/2027", "2027-02-25 2027-02-26"),
        ("le 14 janvier et le lendemain", "2027-01-14 2027-01-15"),
        ("le 14 janvier 2027 puis le jour d'après", "2027-01-14 2027-01-15"),
        ("du 8 au 9, pardon 10 février 2027", "2027-02-08 2027-02-10"),
        ("du 8 au 9 pardon au 10 février 2027", "2027-02-08 2027-02-10"),
        ("du 7 au 9 avrl", "2027-04-07 2027-04-09"),
        ("10 et 11 juin (le 12 c'est facultatif)", "2027-06-10 2027-06-11"),
        ("2 matinées : mardi 16 et mercredi 17 février", "2027-02-16 2027-02-17"),
        ("cette semaine", "2026-11-23 2026-11-29"),
        ("la semaine prochaine", "2026-11-30 2026-12-06"),
        ("la semaine qui vient", "2026-11-30 2026-12-06"),
        ("la semaine d'après", "2026-11-30 2026-12-06"),
        ("la semaine dernière", "2026-11-16 2026-11-22"),
        ("toute la semaine prochaine", "2026-11-30 2026-12-06"),
        ("en semaine", "2026-11-23 2026-11-27"),
        ("cette semaine de travail", "2026-11-23 2026-11-27"),
        ("début de semaine", "2026-11-23 2026-11-24"),
        ("en milieu de semaine prochaine", "2026-12-02 2026-12-03"),
        ("fin de semaine", "2026-11-26 2026-11-29"),
        ("ce week-end", "2026-11-28 2026-11-29"),
        ("le week-end du 12 décembre", "2026-12-12 2026-12-13"),
        ("le reste de la semaine", "2026-11-23 2026-11-29"),
        ("le reste du mois", "2026-11-23 2026-11-30"),
        ("la semaine du 7 décembre", "2026-12-07 2026-12-13"),
        ("la semaine du 10 décembre", "2026-12-07 2026-12-13"),
        ("la semaine commençant le lundi 7 décembre", "2026-12-07 2026-12-13"),
        ("le mois du 16 septembre", "2027-09-01 2027-09-30"),
        ("semaine 12", "2027-03-22 2027-03-28"),
        ("en semaine 12", "2027-03-22 2027-03-28"),
        ("la semaine 53 de 2026", "2026-12-28 2027-01-03"),
        // 1 April 2027 is a Thursday: its week is of April.
        ("la première semaine d'avril", "2027-03-29 2027-04-04"),
        // 1 October 2027 is a Friday: its week is of September.
        ("la 1re semaine d'octobre 2027", "2027-10-04 2027-10-10"),
        ("la dernière semaine de septembre 2027", "2027-09-27 2027-10-03"),
        ("la troisième semaine de 2027", "2027-01-18 2027-01-24"),
        ("la première semaine de l'année prochaine", "2027-01-04 2027-01-10"),
        ("ce mois-ci", "2026-11-01 2026-11-30"),
        ("le mois prochain", "2026-12-01 2026-12-31"),
        ("le mois dernier", "2026-10-01 2026-10-31"),
        ("mars", "2027-03-01 2027-03-31"),
        ("au mois de novembre", "2026-11-01 2026-11-30"),
        ("en février 2028", "2028-02-01 2028-02-29"),
        ("mars prochain", "2027-03-01 2027-03-31"),
        ("juin de l'année prochaine", "2027-06-01 2027-06-30"),
        ("octobre dernier", "2026-10-01 2026-10-31"),
        ("03/2027", "2027-03-01 2027-03-31"),
        ("2027, mars", "2027-03-01 2027-03-31"),
        ("fin mars", "2027-03-21 2027-03-31"),
        ("à la fin du mois", "2026-11-21 2026-11-30"),
        ("début avril", "2027-04-01 2027-04-05"),
        ("en début de mois", "2026-12-01 2026-12-10"),
        ("la première quinzaine de mai", "2027-05-01 2027-05-14"),
        ("la 2e quinzaine de février 2027", "2027-02-15 2027-02-28"),
        ("cette année", "2026-01-01 2026-12-31"),
        ("l'an prochain", "2027-01-01 2027-12-31"),
        ("en 2027", "2027-01-01 2027-12-31"),
        ("l'année deux mille vingt-sept", "2027-01-01 2027-12-31"),
        ("2027", "2027-01-01 2027-12-31"),
        ("en fin d'année", "2026-11-01 2026-12-31"),
        ("début 2027", "2027-01-01 2027-02-28"),
        ("cet hiver", "2026-12-21 2027-03-20"),
        ("au printemps", "2027-03-20 2027-06-20"),
        ("l'été 2027", "2027-06-21 2027-09-23"),
        ("les 3 prochains jours", "2026-11-24 2026-11-26"),
        ("les deux prochaines semaines", "2026-11-30 2026-12-13"),
        ("les prochaines 2 semaines", "2026-11-30 2026-12-13"),
        ("les trois mois à venir", "2026-12-01 2027-02-28"),
        ("à partir du mardi 12 janvier pendant 3 jours", "2027-01-12 2027-01-14"),
        ("2 jours : 12 et 13/01/2027", "2027-01-12 2027-01-13"),
        ("3 jours : du 12 au 14 janvier 2027", "2027-01-12 2027-01-14"),
        ("Merci pour votre patience ! Du 11 au 13 janvier 2027.", "2027-01-11 2027-01-13"),
        // Two days say it as well.
        ("du 11 au 13 janvier 2027", "2027-01-11 2027-01-13"),
        ("4 au 22 de ce mois", "2026-11-04 2026-11-22"),
        ("de demain à jeudi", "2026-11-24 2026-11-26"),
        ("le 3 mars", "2027-03-03 2027-03-03"),
        ("je serai absente en mars 2027", "2027-03-01 2027-03-31"),
    ];
    let cases = cases.map(|(text, expected)| (text, Some(expected.to_owned())));
    all_read(&cases, |text| read_period(text, &contexte()).map(|(first, last)| format!("{first} {last}")));
}

#[test]
fn periods_that_are_not_clear() {
    for text in [
        // Over a Sunday.
        "3 jours à partir du samedi 9 janvier",
        "le début est bon mais ça finit le 13",
        "25/02/2027\n27/02/2027",
        "le 14 janvier et le surlendemain",
        "les 8 et 9 février 2027 (mardi mercredi)",
        "le 14 janvier et le lendemain de Noël",
        "du 8 au 9 février, pardon le 10 février 2027",
        "",
        "bonjour",
        "mars ou avril",
        "de mars à mai",
        "entre mars et mai 2027",
        "mars 2027 ou 2028",
        "2027/2028",
        "2027~2028",
        "à partir de mars",
        "depuis mars",
        "depuis le 8",
        "jusqu'à fin mars",
        "avant la fin du mois",
        "courant mars",
        "mi-mars",
        "vers fin mars",
        "peut-être en mars",
        "en mars ?",
        "pas en mars",
        "plus tard cette semaine",
        "dans les 5 prochains jours",
        "dans quelques mois",
        "dans un an",
        "il y a deux mois",
        "les 3 derniers mois",
        "ces dernières semaines",
        "1er trimestre 2027",
        "T1 2027",
        "deuxième semestre",
        // A Sunday: of the week it ends, or of the one after?
        "la semaine du 6 décembre",
        "la semaine commençant le 10 décembre",
        "la semaine 54",
        "la semaine de la rentrée",
        "les vacances de Noël",
        "le week-end prochain",
        "le mois après le prochain",
        "une semaine",
        "2 semaines",
        "semaine",
        "bonne semaine",
        "le jour",
        "mars 6 107,31",
        "il a été malade",
        "13/2027",
        "les ventes de la semaine",
        "une journée en mars",
        "un jour la semaine prochaine",
        "une semaine en mars",
        "les lundis de mars",
        "pas la semaine prochaine",
        "les deux dernières semaines de mars",
        "l'avant-dernière semaine de mars",
        "3 jours en mars",
        "dans la quinzaine",
        "3 jours : 12 et 13/01/2027",
        "12-14-16 avril",
        "10 et 11 juin (ou le 12)",
        "10 et 11 juin (à confirmer)",
        "nous en avions parlé avec votre collègue de Lyon cette semaine",
    ] {
        assert_eq!(read_period(text, &contexte()), None, "{text}");
    }
}

/// A form asks for its two days: the name of a period gives none.
#[test]
fn a_named_period_is_no_range_of_days() {
    for text in ["mars 2027", "fin mars", "la semaine prochaine", "l'été 2027", "cette semaine", "2027"] {
        assert_eq!(read_range(text, &contexte()), None, "{text}");
    }
}

/// What is past of a year, a month or a week gives way to the next one.
#[test]
fn periods_without_a_year_are_not_over() {
    for (today, text, first, last) in [
        ("2027-03-31", "mars", "2027-03-01", "2027-03-31"),
        ("2027-04-01", "mars", "2028-03-01", "2028-03-31"),
        ("2027-03-11", "en début de mois", "2027-04-01", "2027-04-10"),
        ("2027-12-31", "fin du mois", "2027-12-21", "2027-12-31"),
        ("2027-03-06", "en semaine", "2027-03-08", "2027-03-12"),
        ("2027-03-04", "début de semaine", "2027-03-08", "2027-03-09"),
        ("2027-01-15", "cet hiver", "2026-12-21", "2027-03-20"),
        ("2027-03-21", "cet hiver", "2027-12-21", "2028-03-20"),
        ("2027-07-14", "l'été prochain", "2028-06-21", "2028-09-23"),
        ("2027-01-31", "le mois prochain", "2027-02-01", "2027-02-28"),
        ("2027-12-15", "les 2 prochains mois", "2028-01-01", "2028-02-29"),
    ] {
        let contexte = Contexte { today: day(today), ..contexte() };
        assert_eq!(read_period(text, &contexte), Some((day(first), day(last))), "{today}: {text}");
    }
}

#[test]
fn lapses_of_time() {
    const HOUR: i64 = 60;
    const DAY: i64 = 24 * HOUR;
    let minutes = [
        ("3 jours", 3 * DAY),
        ("3jours", 3 * DAY),
        ("une journée", DAY),
        ("trois jours et demi", 84 * HOUR),
        ("2 jours et 3 heures", 51 * HOUR),
        ("15 jours", 15 * DAY),
        ("deux semaines", 14 * DAY),
        ("pendant 2 sem", 14 * DAY),
        ("un week-end", 2 * DAY),
        ("un mois", 30 * DAY),
        ("un mois et demi", 45 * DAY),
        ("CDD de 18 mois", 540 * DAY),
        ("3 trimestres", 270 * DAY),
        ("semestre", 4_380 * HOUR),
        ("un an", 365 * DAY),
        ("2ans", 730 * DAY),
        ("un an et un quart", 10_950 * HOUR),
        ("deux ans et demi", 21_900 * HOUR),
        ("un an, un mois et 21 jours", 416 * DAY),
        ("deux jours et un mois", 32 * DAY),
        ("demi-année", 4_380 * HOUR),
        ("toute la semaine", 7 * DAY),
        ("un mois entier", 30 * DAY),
        ("l'année entière", 365 * DAY),
        ("une pleine journée", DAY),
        ("environ 3 mois", 90 * DAY),
        ("un prêt de 1000 € sur 3 ans", 1_095 * DAY),
        ("90 minutes", 90),
        ("une demi-heure", 30),
        ("deux heures et quart", 135),
    ];
    let cases = minutes.map(|(text, minutes)| (text, Some(TimeDelta::minutes(minutes))));
    all_read(&cases, read_lapse);
    assert_eq!(read_lapse("12,5 secondes"), Some(TimeDelta::milliseconds(12_500)));
}

#[test]
fn lapses_that_are_not_clear() {
    for text in [
        "",
        "longtemps",
        "jours",
        "minutes",
        "3",
        "quelques jours",
        "plusieurs semaines",
        "une quinzaine de jours",
        // A week and a fortnight, or days counted?
        "huit jours",
        "quinze jours",
        "une demi-journée",
        "la moitié d'un an",
        "3 ou 4 mois",
        "3 à 4 mois",
        "plus de 3 mois",
        "moins d'un an",
        "dans 3 mois",
        "il y a 3 ans",
        "2 jours avant",
        "une semaine plus tard",
        "7 heures par jour",
        "2 jours de 7 heures",
        "14 h sur 2 jours",
        "3 jours, 21 heures",
        "3 jours et 2 jours",
        "-3 jours",
        "3 jours ?",
        "pas 3 jours",
        "999999999999 ans",
        "2 décennies",
    ] {
        assert_eq!(read_lapse(text), None, "{text}");
    }
}

#[test]
fn exact_numbers() {
    let cases = [
        ("9,2321312", Some(9.232_131_2)),
        ("0,23456", Some(0.234_56)),
        ("vingt-sept virgule trois un deux", Some(27.312)),
        ("12", Some(12.0)),
        ("1,2M", Some(1_200_000.0)),
        ("2 milliards", Some(2_000_000_000.0)),
        ("-1,25", None),
        ("1.200", None),
        ("3k", None),
        ("2 ou 3", None),
        ("rien", None),
    ];
    all_read(&cases, |text| read_exact(text).map(|number| number.to_f64()));
}
