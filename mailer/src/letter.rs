//! A letter that came in: what a message says, told apart from all that clients put around it.

mod corps;
mod coupure;
mod entetes;
mod genre;
mod html;
mod lettres;
mod ligne;
mod limites;
mod lire;
mod pieces;
mod reponse;
mod reprise;
mod signature;
mod tnef;
mod vu;

pub use genre::{Genre, Rebond, status_etendu};
pub use lire::{Illisible, Lettre, lire};
pub use pieces::{PieceRecue, Role};
pub use reprise::reprendre;

/// A stretch of a body, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bloc {
    /// What the person wrote.
    Ecrit(String),
    /// What she quoted: our words, or anyone's.
    Cite(String),
}

/// The stretches of a plain text body.
#[must_use]
pub fn blocs_of_text(text: &str) -> Vec<Bloc> {
    reponse::blocs(ligne::text_lines(text))
}

/// The stretches of an HTML body.
#[must_use]
pub fn blocs_of_html(html: &str) -> Vec<Bloc> {
    reponse::blocs(html::html_lines(html))
}

/// The stretches as answers: without the closings that end what was written, which answer nothing.
#[must_use]
pub fn sans_formule(blocs: &[Bloc]) -> Vec<Bloc> {
    let answers = |bloc: &Bloc| match bloc {
        Bloc::Ecrit(texte) => {
            let texte = signature::without_closing(texte);
            (!texte.is_empty()).then_some(Bloc::Ecrit(texte))
        }
        Bloc::Cite(_) => Some(bloc.clone()),
    };
    blocs.iter().filter_map(answers).collect()
}

/// What the person wrote, in one text, stretches apart by an empty line.
#[must_use]
pub fn reponse(blocs: &[Bloc]) -> String {
    let mut ecrits = blocs.iter().filter_map(|bloc| match bloc {
        Bloc::Ecrit(texte) => Some(texte.as_str()),
        Bloc::Cite(_) => None,
    });
    let mut out = ecrits.next().unwrap_or_default().to_owned();
    for texte in ecrits {
        out.push_str("\n\n");
        out.push_str(texte);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closings_answer_nothing() {
        for (written, answer) in [
            ("8 quai Nord\nWarm regards", "8 quai Nord"),
            ("8 quai Nord\nNous vous prions d'agréer, Monsieur, nos salutations.", "8 quai Nord"),
            ("8 quai Nord\n\nVeuillez agréer, Madame,\nmes salutations distinguées.", "8 quai Nord"),
            ("7 h\nRespectueusement\nMerci beaucoup", "7 h"),
            ("7 h\nCordialement / Kind regards", "7 h"),
            ("Orsys. Cdt", "Orsys."),
            ("Je réponds lundi.\n\nBon week-end,\nMaud Le Goff", "Je réponds lundi.\n\nBon week-end,"),
            ("7 h\nMerci\nMaud", "7 h\nMerci"),
            ("Bonjour,\nMaud Le Goff", "Bonjour,\nMaud Le Goff"),
            ("Nom :\n\nBonne réception,\nMaud Le Goff", "Nom :\n\nBonne réception,\nMaud Le Goff"),
            ("Vente\nBonne journée", "Vente\nBonne journée"),
            ("Apprentie, merci\nMaud Le Goff", "Apprentie, merci\nMaud Le Goff"),
            (
                "Prendre congé : cordialement ou bien à vous ?",
                "Prendre congé : cordialement ou bien à vous ?",
            ),
        ] {
            assert_eq!(sans_formule(&[Bloc::Ecrit(written.to_owned())]), [Bloc::Ecrit(answer.to_owned())]);
        }
        let quoted = [Bloc::Cite("Bien à vous".to_owned())];
        assert_eq!(sans_formule(&quoted), quoted);
        assert_eq!(sans_formule(&[Bloc::Ecrit("Cordialement".to_owned())]), []);
    }
}
