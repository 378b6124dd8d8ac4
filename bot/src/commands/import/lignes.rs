//! The lines of the two files, read and checked one by one.

use anyhow::Context;
use csv::StringRecord;
use guichet_core::annuaire::{Entite, Individu};
use guichet_core::dossier::siret_is_valid;
use uuid::Uuid;

const ENTITES: &[&str] = &["siret", "raison_sociale", "enseigne", "rue", "code_postal", "ville", "idcc"];
const INDIVIDUS: &[&str] =
    &["siret", "nom", "prenom", "email", "telephone", "csp", "rue", "code_postal", "ville"];

/// A line left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// As an editor numbers it: the header is line 1.
    pub line: u64,
    pub reason: String,
}

/// The good lines with their numbers, and the others.
#[derive(Debug)]
pub struct Lu<T> {
    pub lines: Vec<(u64, T)>,
    pub refused: Vec<Refused>,
}

/// # Errors
/// When the header is not that of this file.
pub fn entites(text: &str) -> anyhow::Result<Lu<Entite>> {
    read(text, ENTITES, &[], |line| {
        Ok(Entite {
            siret: line.siret()?,
            raison_sociale: line.required("raison_sociale")?,
            enseigne: line.text("enseigne"),
            rue: line.text("rue"),
            code_postal: line.digits("code_postal", 5)?,
            ville: line.text("ville"),
            idcc: line.digits("idcc", 4)?,
        })
    })
}

/// # Errors
/// When the header is not that of this file.
pub fn individus(text: &str) -> anyhow::Result<Lu<Individu>> {
    read(text, INDIVIDUS, &["matricule"], |line| {
        Ok(Individu {
            id: Uuid::new_v4(),
            siret: line.siret()?,
            nom: line.required("nom")?,
            prenom: line.required("prenom")?,
            email: line.email()?,
            telephone: line.telephone()?,
            csp: line.text("csp"),
            rue: line.text("rue"),
            code_postal: line.digits("code_postal", 5)?,
            ville: line.text("ville"),
            matricule: line.text("matricule"),
        })
    })
}

fn read<T>(
    text: &str,
    required: &[&str],
    optional: &[&str],
    parse: impl Fn(&Line<'_>) -> Result<T, String>,
) -> anyhow::Result<Lu<T>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = text.lines().next().unwrap_or_default();
    let delimiter = if header.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().context("l'en-tête ne peut pas être lu")?.clone();
    for name in required {
        anyhow::ensure!(header.iter().any(|column| column == *name), "il manque la colonne « {name} »");
    }
    if let Some(other) = header.iter().find(|column| !required.contains(column) && !optional.contains(column))
    {
        anyhow::bail!("colonne inconnue : « {other} »");
    }
    let mut lu = Lu { lines: Vec::new(), refused: Vec::new() };
    for record in reader.records() {
        let (number, parsed) = match record {
            Ok(record) => {
                let number = record.position().map_or(0, csv::Position::line);
                let parsed = if record.len() == header.len() {
                    parse(&Line { header: &header, record: &record })
                } else {
                    Err(format!("{} colonnes au lieu de {}", record.len(), header.len()))
                };
                (number, parsed)
            }
            Err(error) => (error.position().map_or(0, csv::Position::line), Err(error.to_string())),
        };
        match parsed {
            Ok(line) => lu.lines.push((number, line)),
            Err(reason) => lu.refused.push(Refused { line: number, reason }),
        }
    }
    Ok(lu)
}

struct Line<'a> {
    header: &'a StringRecord,
    record: &'a StringRecord,
}

impl Line<'_> {
    fn text(&self, column: &str) -> Option<String> {
        let index = self.header.iter().position(|name| name == column)?;
        self.record.get(index).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    fn required(&self, column: &str) -> Result<String, String> {
        self.text(column).ok_or_else(|| format!("« {column} » est vide"))
    }

    fn siret(&self) -> Result<String, String> {
        let siret: String = self.required("siret")?.chars().filter(|c| !c.is_whitespace()).collect();
        if siret_is_valid(&siret) { Ok(siret) } else { Err(format!("SIRET incorrect : « {siret} »")) }
    }

    fn digits(&self, column: &str, count: usize) -> Result<Option<String>, String> {
        match self.text(column) {
            Some(text) if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(format!("« {column} » doit avoir {count} chiffres : « {text} »"))
            }
            text => Ok(text),
        }
    }

    /// One `@`, something before it, a domain with a dot after it.
    fn email(&self) -> Result<Option<String>, String> {
        let Some(text) = self.text("email") else { return Ok(None) };
        let well_formed = text.split_once('@').is_some_and(|(local, domain)| {
            let labels: Vec<&str> = domain.split('.').collect();
            !local.is_empty()
                && !domain.contains('@')
                && labels.len() > 1
                && labels.iter().all(|label| !label.is_empty())
        });
        let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c));
        if well_formed && clean { Ok(Some(text)) } else { Err(format!("email incorrect : « {text} »")) }
    }

    /// French national form, or international form, to E.164.
    fn telephone(&self) -> Result<Option<String>, String> {
        let Some(text) = self.text("telephone") else { return Ok(None) };
        let kept: String = text.chars().filter(|c| !c.is_whitespace() && !".-()/".contains(*c)).collect();
        let international = match kept.strip_prefix("00") {
            Some(rest) => format!("+{rest}"),
            None => kept,
        };
        let digits = international.trim_start_matches('+');
        let is_numeric = digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_numeric && international.starts_with('+') && (8..=15).contains(&digits.len()) {
            return Ok(Some(international));
        }
        match digits.strip_prefix('0') {
            Some(rest) if is_numeric && rest.len() == 9 && !international.starts_with('+') => {
                Ok(Some(format!("+33{rest}")))
            }
            _ => Err(format!("téléphone incorrect : « {text} »")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "siret;nom;prenom;email;telephone;csp;rue;code_postal;ville;matricule\n";

    #[test]
    fn good_lines_survive_bad_ones() {
        let text = format!(
            "\u{feff}{HEADER}90000000100017;Durand;Lucas;l@example.org;06 39 98 00 12;employe;;35000;Rennes;M1\n\
             90000000100018;Durand;Anna;;;;;;;\n\
             90000000100017;;Anna;;;;;;;\n\
             90000000100017;Durand;Anna;anna@;;;;;;\n\
             90000000100017;Durand;Anna;;12;;;;;\n\
             90000000100017;Durand\n\
             900 000 001 00017;\"Du;rand\";Anna;;+33639980013;;;;;\n"
        );
        let lu = individus(&text).unwrap();
        assert_eq!(lu.lines.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 8]);
        assert_eq!(lu.lines[0].1.telephone.as_deref(), Some("+33639980012"));
        assert_eq!(lu.lines[1].1.nom, "Du;rand");
        let reasons: Vec<String> =
            lu.refused.iter().map(|refused| format!("{} {}", refused.line, refused.reason)).collect();
        assert_eq!(
            reasons,
            [
                "3 SIRET incorrect : « 90000000100018 »",
                "4 « nom » est vide",
                "5 email incorrect : « anna@ »",
                "6 téléphone incorrect : « 12 »",
                "7 2 colonnes au lieu de 10",
            ]
        );
    }

    #[test]
    fn commas_are_seen_and_wrong_headers_named() {
        let lu =
            entites("siret,raison_sociale,enseigne,rue,code_postal,ville,idcc\n90000000100017,A,,,,,0843\n")
                .unwrap();
        assert_eq!(lu.lines[0].1.idcc.as_deref(), Some("0843"));
        assert!(entites("siret;nom\n").unwrap_err().to_string().contains("raison_sociale"));
        assert!(individus(&HEADER.replace("matricule", "age")).unwrap_err().to_string().contains("age"));
    }

    #[test]
    fn the_demo_directory_has_no_bad_line() {
        let entites = entites(include_str!("../../../demo/entites.csv")).unwrap();
        let individus = individus(include_str!("../../../demo/individus.csv")).unwrap();
        assert_eq!((entites.refused, individus.refused), (vec![], vec![]));
        assert_eq!((entites.lines.len(), individus.lines.len()), (4, 10));
    }
}
