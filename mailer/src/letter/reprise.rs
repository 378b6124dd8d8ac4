//! Answers typed into our own letter by clients that quote without marks.
//!
//! Outlook quotes what it answers as plain paragraphs; whoever answers inside it leaves no sign but that
//! her lines were not in what we sent. So they are told apart by the letter itself, and only where it
//! is certain that it is the one quoted.

use guichet_core::reading::fold;

use super::Bloc;

/// Lines of our letter that must stand in a quote before anything in it is believed to be an answer.
const RECOGNISED: usize = 3;

/// The stretches, with lines that stand between those of our letter `envoye` (its text) as written by her.
/// What precedes our first line or follows our last is not: headers, banners, older messages, footers.
/// A line that begins as one of ours stays quoted: what was typed behind a question is read there.
#[must_use]
pub fn reprendre(blocs: &[Bloc], envoye: &str) -> Vec<Bloc> {
    let ours = format!(" {} ", words(envoye));
    blocs
        .iter()
        .flat_map(|bloc| match bloc {
            Bloc::Cite(texte) => parted(texte, &ours),
            Bloc::Ecrit(_) => vec![bloc.clone()],
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Blank,
    /// Stands in our letter.
    Ours,
    /// Too short to tell, or begins as one of ours.
    Unsure,
    Hers,
}

fn parted(texte: &str, ours: &str) -> Vec<Bloc> {
    let lines: Vec<(Line, &str)> = texte.lines().map(|line| (sort(line, ours), line)).collect();
    let is_ours = |(kind, _): &(Line, &str)| *kind == Line::Ours;
    let recognised = lines.iter().filter(|line| is_ours(line)).count();
    let (Some(first), Some(last)) = (lines.iter().position(is_ours), lines.iter().rposition(is_ours)) else {
        return vec![Bloc::Cite(texte.to_owned())];
    };
    if recognised < RECOGNISED {
        return vec![Bloc::Cite(texte.to_owned())];
    }
    let mut out: Vec<(bool, Vec<&str>)> = Vec::new();
    for (rank, (kind, line)) in lines.iter().enumerate() {
        let inside = first < rank && rank < last;
        let hers = match kind {
            Line::Hers => inside && !line.trim_start().starts_with('>'),
            Line::Blank => out.last().is_some_and(|(hers, _)| *hers),
            Line::Ours | Line::Unsure => false,
        };
        match out.last_mut() {
            Some((last, lines)) if *last == hers => lines.push(line),
            _ => out.push((hers, vec![line])),
        }
    }
    out.into_iter()
        .map(|(hers, lines)| (hers, lines.join("\n").trim().to_owned()))
        .filter(|(_, texte)| !texte.is_empty())
        .map(|(hers, texte)| if hers { Bloc::Ecrit(texte) } else { Bloc::Cite(texte) })
        .collect()
}

fn sort(line: &str, ours: &str) -> Line {
    if line.trim().is_empty() {
        return Line::Blank;
    }
    let said = words(line);
    if said.is_empty() {
        return Line::Unsure;
    }
    if ours.contains(&format!(" {said} ")) {
        return Line::Ours;
    }
    let start: Vec<&str> = said.splitn(4, ' ').take(3).collect();
    let begins = start.len() == 3 && ours.contains(&format!(" {} ", start.join(" ")));
    if begins { Line::Unsure } else { Line::Hers }
}

/// The words of a text, folded, without the links that clients write out.
fn words(text: &str) -> String {
    let kept: Vec<&str> = text
        .split_whitespace()
        .filter(|word| {
            !["http", "<http", "<mailto:", "[cid:", "mailto:"].iter().any(|start| word.starts_with(start))
        })
        .collect();
    fold(&kept.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: &str = "Bonjour Camille,\n\nIl nous manque ces informations :\n\n1. Date de début de la formation\nPar exemple : 12/03/2027\n\n\
        2. Durée en heures\n\n3. Intitulé de la formation\n\nRépondez simplement à ce courriel.\nL'assistant\nhttps://example.org/aide";

    fn written(blocs: &[Bloc]) -> Vec<String> {
        reprendre(blocs, SENT)
            .into_iter()
            .filter_map(|bloc| match bloc {
                Bloc::Ecrit(texte) => Some(texte),
                Bloc::Cite(_) => None,
            })
            .collect()
    }

    #[test]
    fn lines_that_we_did_not_send_are_hers() {
        let quoted = "De : Assistant <a@example.org>\nEnvoyé : lundi 23 novembre 2026 10:02\nObjet : Date\n\n\
            ATTENTION : ce message vient de l'extérieur\nBonjour Camille,\nIl nous manque ces\ninformations :\n\
            1. Date de début de la formation\nPar exemple : 12/03/2027\nLe 4 mai 2027\n\n2. Durée en heures\n14 h\nsur deux jours\n\
            3. Intitulé de la formation : Excel\n\nRépondez simplement à ce courriel.\nL'assistant\nhttps://safe.example.net/?u=aide\n\n\
            De : Camille\nObjet : Avant\nLe 3 juin 2026";
        let blocs = [Bloc::Ecrit("Voir ci-dessous".to_owned()), Bloc::Cite(quoted.to_owned())];
        assert_eq!(written(&blocs), ["Voir ci-dessous", "Le 4 mai 2027", "14 h\nsur deux jours"]);
    }

    /// Nothing is taken of a quote that is not that letter, or of one that was not changed.
    #[test]
    fn another_quote_is_nobodys() {
        for quoted in [
            SENT,
            "Bonjour,\n1. Date de début de la formation\n12/03/2027\nMerci",
            "Le devis est de 1 200 €\nDurée en heures\n14",
        ] {
            assert!(written(&[Bloc::Cite(quoted.to_owned())]).is_empty(), "{quoted}");
        }
    }
}
