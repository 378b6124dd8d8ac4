//! When a request must be sent, and what follows: rules with their source and the day they were read.

use serde::{Deserialize, Serialize};

use super::{Champ, Dispositif, Nature};
use crate::calendrier::Jours;

/// When the request must be sent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delai {
    /// Path `etape.champ` of the date that counts.
    pub depuis: String,
    /// What happens on that date, with its article (« le début du contrat »); else the label of the field says it.
    pub evenement: Option<String>,
    /// Advised: so many calendar days before.
    pub ideal_jours_avant: Option<u32>,
    /// At the latest the day before that date.
    #[serde(default)]
    pub avant: bool,
    /// Or so many days after it at the latest.
    pub apres: Option<Apres>,
    /// OPCO EP's answer, when it is known.
    pub reponse: Option<ReponseAttendue>,
    /// When the invoice is due.
    pub facturation: Option<Facturation>,
    pub source: String,
    pub releve_le: chrono::NaiveDate,
}

/// `{ jours = 5, compte = "ouvrables" }`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apres {
    /// 1 to 366.
    pub jours: u32,
    pub compte: Jours,
}

/// `{ jours = 20, silence = "refus" }`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReponseAttendue {
    /// Calendar days from a complete dossier, 1 to 366.
    pub jours: u32,
    /// What no answer within these days means, when it is known.
    pub silence: Option<Silence>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    Refus,
    Accord,
}

/// `{ depuis = "creation.date_fin", jours = 30 }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facturation {
    /// Path `etape.champ` of the date that counts.
    pub depuis: String,
    /// Calendar days after it, 1 to 366.
    pub jours: u32,
}

/// Longest delay, in days: what is over is a slip of the pen.
const MAX: u32 = 366;

pub(super) fn check(dispositif: &Dispositif, report: &mut dyn FnMut(&str, String)) {
    let delai = &dispositif.delai;
    let mut date = |key: &str, path: &str| match dispositif.find_champ(path) {
        None => report(key, format!("« {path} » n'est pas un champ connu")),
        Some((_, champ)) if champ.nature != Nature::Date => {
            report(key, format!("« {path} » n'est pas une date"));
        }
        Some(_) => {}
    };
    date("delai.depuis", &delai.depuis);
    if let Some(facturation) = &delai.facturation {
        date("delai.facturation.depuis", &facturation.depuis);
    }
    if delai.avant && delai.apres.is_some() {
        report("delai.apres", "avant ou apres, pas les deux".to_owned());
    }
    if delai.ideal_jours_avant.is_some() && delai.apres.is_some() {
        report(
            "delai.ideal_jours_avant",
            "on ne conseille pas d'envoyer avant ce qui s'envoie après".to_owned(),
        );
    }
    for (key, jours) in [
        ("delai.ideal_jours_avant", delai.ideal_jours_avant),
        ("delai.apres.jours", delai.apres.map(|apres| apres.jours)),
        ("delai.reponse.jours", delai.reponse.map(|reponse| reponse.jours)),
        ("delai.facturation.jours", delai.facturation.as_ref().map(|facturation| facturation.jours)),
    ] {
        if jours.is_some_and(|jours| !(1..=MAX).contains(&jours)) {
            report(key, format!("doit être entre 1 et {MAX}"));
        }
    }
    for (key, text) in [("delai.source", Some(&delai.source)), ("delai.evenement", delai.evenement.as_ref())]
    {
        if text.is_some_and(|text| text.trim().is_empty()) {
            report(key, "est vide".to_owned());
        }
    }
}

impl Delai {
    /// What the days are counted from: « le début du contrat », « la date de signature de l'avenant ».
    pub fn evenement(&self, depuis: &Champ) -> String {
        let nom = depuis.nom();
        match (&self.evenement, nom.strip_prefix("Date")) {
            (Some(evenement), _) => evenement.clone(),
            (None, Some(rest)) => format!("la date{rest}"),
            (None, None) => format!("« {nom} »"),
        }
    }
}
