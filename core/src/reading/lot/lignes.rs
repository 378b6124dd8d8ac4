//! The text of a list as rows of cells: one person a line, however the line is set out.

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::identite::pattern;

/// Longest cell that is looked at, in characters.
const CELL_MAX: usize = 200;

/// A text of several lines as rows of cells; an introduction (« Voici la liste : ») and empty lines left out.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().map(str::trim).filter(|line| line.chars().any(char::is_alphanumeric));
    let is_intro = |(rank, line): &(usize, &str)| *rank == 0 && line.ends_with(':');
    lines.enumerate().filter(|item| !is_intro(item)).map(|(_, line)| cells(line)).collect()
}

/// « Marie Dupont, Karim Benali et Leroy »: each name a row. `None` when it is no such sentence.
pub fn sentence(text: &str) -> Option<Vec<Vec<String>>> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*[,;]\s*(?:et\s+)?|\s+et\s+"));
    let names: Vec<&str> = BETWEEN.split(text.trim_end_matches(['.', ' '])).collect();
    let is_full = |name: &str| name.split_whitespace().count() > 1 && super::read_name(name).is_some();
    let is_lone = |name: &str| {
        name.chars().count() >= super::LONE_NAME_MIN
            && name.starts_with(char::is_uppercase)
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    // « Dupont, Marie » is one person.
    let is_one = names.len() == 2 && names.iter().all(|name| is_lone(name)) && !text.contains(" et ");
    (names.len() > 1 && !is_one && names.iter().all(|name| is_full(name) || is_lone(name)))
        .then(|| names.into_iter().map(|name| vec![name.to_owned()]).collect())
}

/// « 3. Benali Karim - ouvrier qualifié » as « Benali Karim », « ouvrier qualifié ».
fn cells(line: &str) -> Vec<String> {
    static BULLET: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:[-–—•*·▪◦●>]+\s*|(?:n°\s*)?[0-9]{1,3}\s*(?:[.)/:°]|-\s)\s*)+"));
    static EMAIL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#"[<(\[]?[^\s<>()\[\],;:"|]+@[^\s<>()\[\],;:"|]+[>)\]]?"#));
    static PHONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\+?[0-9](?:[0-9]|[ .\u{a0}-][0-9]){8,}"));
    static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+[-–—/:]+\s+|\s*,\s*|[()]"));
    let line = BULLET.replace(line, "");
    let separator = ['\t', ';', '|'].into_iter().find(|mark| line.contains(*mark));
    let parts: Vec<String> = match separator {
        Some(mark) => line.split(mark).map(str::to_owned).collect(),
        None => {
            // What has a form of its own stands in a cell of its own, whatever is around it.
            let mut own: Vec<String> = Vec::new();
            let mut rest = line.into_owned();
            for form in [&*EMAIL, &*PHONE] {
                let found = form
                    .find_iter(&rest)
                    .map(|found| found.as_str().trim_matches(['<', '>', '(', ')', '[', ']', '.']).to_owned());
                own.extend(found);
                rest = form.replace_all(&rest, " - ").into_owned();
            }
            BREAK.split(&rest).map(str::to_owned).chain(own).collect()
        }
    };
    parts.iter().map(|part| clean(part)).collect()
}

/// A cell as it is read: no control character, no quotes around it, bounded.
pub fn clean(cell: &str) -> String {
    let plain: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).take(CELL_MAX).collect();
    plain.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '«' | '»' | '\u{feff}')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_set_out() {
        for (line, expected) in [
            ("Marie Dupont", vec!["Marie Dupont"]),
            ("DUPONT Marie ; employé ; marie@ex.fr", vec!["DUPONT Marie", "employé", "marie@ex.fr"]),
            ("3. Benali Karim - ouvrier qualifié", vec!["Benali Karim", "ouvrier qualifié"]),
            ("• Inès Leroy", vec!["Inès Leroy"]),
            ("- 12) Inès Leroy", vec!["Inès Leroy"]),
            ("Inès Leroy\temployée\t", vec!["Inès Leroy", "employée", ""]),
            ("Jean-Pierre Le Goff (cadre)", vec!["Jean-Pierre Le Goff", "cadre", ""]),
            ("Marie Dupont <marie@ex.fr>", vec!["Marie Dupont", "", "marie@ex.fr"]),
            ("Marie Dupont 06 12 34 56 78", vec!["Marie Dupont", "", "06 12 34 56 78"]),
        ] {
            assert_eq!(cells(line), expected, "{line}");
        }
        assert_eq!(rows("Voici la liste :\n\nMarie Dupont\n---\nKarim Benali").len(), 2);
    }

    #[test]
    fn a_sentence_of_names() {
        let names = |text: &str| sentence(text).map(|rows| rows.concat());
        let three = vec!["Marie Dupont".to_owned(), "Karim Benali".to_owned(), "Inès Leroy".to_owned()];
        assert_eq!(names("Marie Dupont, Karim Benali et Inès Leroy."), Some(three));
        let two = vec!["Dupont".to_owned(), "Martin".to_owned()];
        assert_eq!(names("Dupont et Martin"), Some(two));
        for other in ["Marie Dupont", "Dupont, Marie", "chef et commis", "le 3 mars, et le 4 mars"] {
            assert_eq!(names(other), None, "{other}");
        }
    }
}
