//! The body of a request as decisions; all that is wrong with it is named at once.

use chrono::NaiveDate;
use guichet_core::catalogue::Catalogue;
use guichet_core::dossier::{Avis, Decision};
use guichet_core::parcours::split_cle;
use serde_json::{Map, Value};

use crate::commands::read_statut;

/// What a body may say; at least one but `motif`, which goes with `statut`.
pub const FIELDS: [&str; 5] = ["statut", "motif", "agd", "complement", "piece"];

/// JSON pointer (RFC 6901), and what is wrong there.
pub type Faute = (String, String);

struct Lecture<'a> {
    today: NaiveDate,
    catalogue: &'a Catalogue,
    fautes: Vec<Faute>,
}

/// In the order they are taken: statut, AGD, complément, pièce. `today`: in Paris.
pub fn read(body: &Value, today: NaiveDate, catalogue: &Catalogue) -> Result<Vec<Decision>, Vec<Faute>> {
    let mut lecture = Lecture { today, catalogue, fautes: Vec::new() };
    let decisions = lecture.body(body);
    if lecture.fautes.is_empty() { Ok(decisions) } else { Err(lecture.fautes) }
}

impl Lecture<'_> {
    fn wrong(&mut self, pointer: &str, detail: &str) {
        self.fautes.push((pointer.to_owned(), detail.to_owned()));
    }

    fn object<'v>(
        &mut self,
        value: &'v Value,
        pointer: &str,
        known: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let Some(object) = value.as_object() else {
            self.wrong(pointer, "Un objet JSON est attendu.");
            return None;
        };
        for name in object.keys().filter(|name| !known.contains(&name.as_str())) {
            let detail = format!("Champ inconnu : « {name} ». Champs connus : {}.", known.join(", "));
            self.fautes.push((format!("{pointer}/{name}"), detail));
        }
        Some(object)
    }

    /// A text that says something; absent and `null` are the same.
    fn text(&mut self, object: &Map<String, Value>, pointer: &str, name: &str) -> Option<String> {
        let value = object.get(name).filter(|value| !value.is_null())?;
        match value.as_str().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(text.to_owned()),
            None => {
                let detail = format!("« {name} » doit être un texte, non vide.");
                self.fautes.push((format!("{pointer}/{name}"), detail));
                None
            }
        }
    }

    fn texts(&mut self, object: &Map<String, Value>, pointer: &str, name: &str) -> Vec<String> {
        let Some(value) = object.get(name).filter(|value| !value.is_null()) else { return Vec::new() };
        let texts: Option<Vec<String>> = value.as_array().and_then(|items| {
            items.iter().map(|item| item.as_str().map(|text| text.trim().to_owned())).collect()
        });
        texts.unwrap_or_else(|| {
            let detail = format!("« {name} » doit être une liste de textes.");
            self.fautes.push((format!("{pointer}/{name}"), detail));
            Vec::new()
        })
    }

    fn body(&mut self, body: &Value) -> Vec<Decision> {
        let Some(object) = self.object(body, "", &FIELDS) else { return Vec::new() };
        let before = self.fautes.len();
        let mut decisions = Vec::new();
        let motif = self.text(object, "", "motif");
        match self.text(object, "", "statut") {
            Some(statut) => match read_statut(&statut) {
                Ok(vers) => decisions.push(Decision::Statut { vers, motif }),
                Err(error) => self.wrong("/statut", &format!("{error}.")),
            },
            None if motif.is_some() => {
                self.wrong("/motif", "Un motif accompagne un statut : il manque « statut ».")
            }
            None => {}
        }
        if let Some(nom) = self.text(object, "", "agd") {
            decisions.push(Decision::Agd { nom });
        }
        if let Some(complement) = object.get("complement").filter(|value| !value.is_null()) {
            decisions.extend(self.complement(complement));
        }
        if let Some(piece) = object.get("piece").filter(|value| !value.is_null()) {
            decisions.extend(self.piece(piece));
        }
        if decisions.is_empty() && self.fautes.len() == before {
            self.wrong("", "Aucune décision : « statut », « agd », « complement » ou « piece » est attendu.");
        }
        decisions
    }

    fn complement(&mut self, value: &Value) -> Option<Decision> {
        const AT: &str = "/complement";
        let object = self.object(value, AT, &["motifs", "pieces", "limite", "leve"])?;
        match object.get("leve") {
            None | Some(Value::Null | Value::Bool(false)) => {}
            Some(Value::Bool(true)) if object.len() == 1 => return Some(Decision::LeverComplement),
            Some(Value::Bool(true)) => {
                self.wrong("/complement/leve", "Un complément levé ne dit rien d'autre.");
                return None;
            }
            Some(_) => self.wrong("/complement/leve", "« leve » doit être vrai ou faux."),
        }
        let motifs = self.texts(object, AT, "motifs");
        if motifs.iter().all(String::is_empty) {
            self.wrong("/complement/motifs", "Au moins un motif est attendu.");
        }
        let pieces = self.texts(object, AT, "pieces");
        for cle in &pieces {
            self.known_piece(cle);
        }
        let limite = self.text(object, AT, "limite").and_then(|text| {
            let read = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
            match read {
                Some(day) if day < self.today => {
                    self.wrong("/complement/limite", "Cette date est déjà passée.");
                    None
                }
                Some(day) => Some(day),
                None => {
                    self.wrong("/complement/limite", "La date s'écrit AAAA-MM-JJ.");
                    None
                }
            }
        });
        Some(Decision::DemanderComplement { motifs, pieces, limite })
    }

    /// She could never give a pièce that no dispositif has.
    fn known_piece(&mut self, cle: &str) {
        let (base, _) = split_cle(cle);
        let mut dispositifs = self.catalogue.dispositifs.iter();
        if !dispositifs.any(|dispositif| dispositif.find_piece(base).is_some()) {
            self.wrong("/complement/pieces", &format!("Aucune demande n'a de pièce « {cle} »."));
        }
    }

    fn piece(&mut self, value: &Value) -> Option<Decision> {
        const AT: &str = "/piece";
        let object = self.object(value, AT, &["cle", "avis", "motif"])?;
        let cle = self.text(object, AT, "cle");
        let motif = self.text(object, AT, "motif");
        if cle.is_none() {
            self.wrong("/piece/cle", "La clé de la pièce est attendue.");
        }
        let avis = match object.get("avis").and_then(Value::as_str) {
            Some("receptionnee") => Avis::Receptionnee,
            Some("conforme") => Avis::Conforme,
            Some("a_remplacer") => match motif {
                Some(motif) => Avis::ARemplacer { motif },
                None => {
                    self.wrong("/piece/motif", "Une pièce à remplacer demande un motif.");
                    return None;
                }
            },
            _ => {
                self.wrong("/piece/avis", "« receptionnee », « conforme » ou « a_remplacer » est attendu.");
                return None;
            }
        };
        Some(Decision::Piece { cle: cle?, avis })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guichet_core::dossier::Statut;
    use serde_json::json;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
    }

    fn catalogue() -> Catalogue {
        Catalogue::embedded().expect("the catalogue")
    }

    #[test]
    fn bodies_are_decisions() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 15);
        let statut = |vers, motif: Option<&str>| Decision::Statut { vers, motif: motif.map(str::to_owned) };
        let agd = || Decision::Agd { nom: "Inès Roy".to_owned() };
        let asked = Decision::DemanderComplement {
            motifs: vec!["Devis illisible".to_owned()],
            pieces: vec!["devis".to_owned()],
            limite: day,
        };
        let judged = |avis| Decision::Piece { cle: "devis".to_owned(), avis };
        for (body, expected) in [
            (json!({"statut": "valide"}), vec![statut(Statut::Valide, None)]),
            (json!({"statut": "En cours de traitement"}), vec![statut(Statut::EnCoursDeTraitement, None)]),
            (
                json!({"statut": "refuse", "motif": " Hors délai "}),
                vec![statut(Statut::Refuse, Some("Hors délai"))],
            ),
            (
                json!({"agd": "Inès Roy", "statut": "en_cours_de_traitement"}),
                vec![statut(Statut::EnCoursDeTraitement, None), agd()],
            ),
            (
                json!({"complement": {"motifs": ["Devis illisible"], "pieces": ["devis"], "limite": "2026-12-15"}}),
                vec![asked],
            ),
            (json!({"complement": {"leve": true}}), vec![Decision::LeverComplement]),
            (json!({"piece": {"cle": "devis", "avis": "conforme"}}), vec![judged(Avis::Conforme)]),
            (
                json!({"piece": {"cle": "devis", "avis": "a_remplacer", "motif": "Illisible"}}),
                vec![judged(Avis::ARemplacer { motif: "Illisible".to_owned() })],
            ),
        ] {
            assert_eq!(read(&body, today(), &catalogue()), Ok(expected), "{body}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_where_it_is() {
        for (body, pointers) in [
            (json!([]), vec![""]),
            (json!({}), vec![""]),
            (json!({"statut": "accepte"}), vec!["/statut"]),
            (json!({"statut": 4}), vec!["/statut"]),
            (json!({"motif": "Parce que"}), vec!["/motif"]),
            (json!({"statut": "valide", "statu": "x"}), vec!["/statu"]),
            (json!({"agd": " "}), vec!["/agd"]),
            (json!({"complement": {"motifs": []}}), vec!["/complement/motifs"]),
            (json!({"complement": {"motifs": ["x"], "limite": "15/12/2026"}}), vec!["/complement/limite"]),
            (json!({"complement": {"motifs": ["x"], "limite": "2026-11-24"}}), vec!["/complement/limite"]),
            (json!({"complement": {"motifs": ["x"], "leve": true}}), vec!["/complement/leve"]),
            (
                json!({"complement": {"motifs": "x", "pieces": [1]}}),
                vec!["/complement/motifs", "/complement/motifs", "/complement/pieces"],
            ),
            (
                json!({"complement": {"motifs": ["x"], "pieces": ["devis", "facture_de_gaz"]}}),
                vec!["/complement/pieces"],
            ),
            (json!({"piece": {"avis": "belle"}}), vec!["/piece/cle", "/piece/avis"]),
            (json!({"piece": {"cle": "devis", "avis": "a_remplacer"}}), vec!["/piece/motif"]),
        ] {
            let wrong = read(&body, today(), &catalogue()).expect_err("refused");
            assert_eq!(wrong.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), pointers, "{body}");
        }
    }
}
