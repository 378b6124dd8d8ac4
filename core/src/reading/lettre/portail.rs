//! The portal's own questions of yes or no, as sentences answer them: « c'est nous qui réglons l'organisme », « une évaluation
//! est prévue le dernier jour », « on ne demande rien pour les frais annexes ».

mod evaluation;
mod frais;

use super::super::lex::listed;
use super::super::{fold, words};
use evaluation::evaluation;
use frais::frais;

/// Longest sentence that is looked at, in words.
const LONGEST: usize = 40;

/// What one of these questions asks, told by its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sujet {
    /// « OPCO EP doit-il payer directement l'organisme de formation ? »
    PaiementDirect,
    /// « Y a-t-il aussi de l'évaluation, de l'accompagnement ou du positionnement ? »
    Evaluation,
    /// « Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ? »
    FraisAnnexes,
}

/// Yes or no, as words of the question itself answer one of the portal's: « pas de frais ».
#[must_use]
pub fn repond(question: &str, said: &str) -> Option<bool> {
    Sujet::of(question)?.answered(said)
}

impl Sujet {
    pub(super) fn of(label: &str) -> Option<Self> {
        let folded = fold(label);
        let has = |words: &str| folded.contains(words);
        if has("doit il payer directement") {
            Some(Self::PaiementDirect)
        } else if has("y a t il") && has("evaluation") {
            Some(Self::Evaluation)
        } else if has("demandez vous") && has("frais annexes") {
            Some(Self::FraisAnnexes)
        } else {
            None
        }
    }

    /// What a sentence answers, else the clause that does. A doubt, a condition or a question answers nothing.
    pub(super) fn said(self, sentence: &str) -> Option<bool> {
        let words = words(sentence);
        if words.len() > LONGEST || sentence.trim_end().ends_with('?') || is_unsure(&words) {
            return None;
        }
        self.clause(sentence).or_else(|| {
            let clauses = sentence.split(" mais ").flat_map(|part| part.split(", "));
            let mut said = clauses.filter_map(|clause| self.clause(clause));
            let first = said.next()?;
            said.all(|other| other == first).then_some(first)
        })
    }

    /// What words below the question itself answer, where no yes or no begins them.
    pub(super) fn answered(self, said: &str) -> Option<bool> {
        const LEADS: &str = "finalement en fait on nous n a avons il y";
        const LEFT: &str = "cette fois merci";
        let folded = words(said);
        let words: Vec<&str> = folded.iter().map(String::as_str).collect();
        if let [] | ["oui" | "non", ..] = words[..] {
            return None;
        }
        let led = words.iter().take_while(|word| listed(LEADS, word)).count();
        match &words[led..] {
            ["pas", "de", "frais", left @ ..] | ["aucun" | "sans", "frais", left @ ..]
                if self == Self::FraisAnnexes && left.iter().all(|word| listed(LEFT, word)) =>
            {
                Some(false)
            }
            _ => self.said(said),
        }
    }

    fn clause(self, clause: &str) -> Option<bool> {
        let folded = words(clause);
        let words: Vec<&str> = folded.iter().map(String::as_str).collect();
        match self {
            Self::PaiementDirect => paiement(&words),
            Self::Evaluation => evaluation(&words),
            Self::FraisAnnexes => frais(&words),
        }
    }
}

/// A doubt, a condition, an answer that is put off.
fn is_unsure(words: &[String]) -> bool {
    const UNSURE: &str = "sais sait savons savoir doute verrai verrons voir demander attends attendons depend confirmer \
        hesite hesitons reviens redis redirai dirai quand comment dois devons";
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    // « si possible » asks for it, « s'il vous plaît » is polite.
    let unsure = |at: usize| match (word(at), word(at + 1)) {
        ("s", "il" | "ils") => word(at + 2) != "vous",
        ("si", next) => next != "possible",
        ("peut", "etre") => true,
        (word, _) => listed(UNSURE, word),
    };
    (0..words.len()).any(unsure)
}

const PAYS: &str = "payer paie paye payez paient payent paies payes paiera payera paieront paierez payerez regler regle reglez reglent reglera \
    reglerez verser verse versez versiez versera virer vire virez paiement reglement virement versement financer financez";
const WE_PAY: &str =
    "payons paierons payerons paierai payerai reglons reglerons reglerai avancons avancerons avancerai";
const ONE_PAYS: &str = "paie paye regle avance paiera payera reglera avancera";

/// « Payez directement l'organisme », « c'est nous qui réglons le centre », « ne le payez pas directement ».
fn paiement(words: &[&str]) -> Option<bool> {
    let pays = |word: &str| listed(PAYS, word);
    let has = |wanted: &str| words.iter().any(|word| listed(wanted, word));
    // « Versez le remboursement sur notre compte »: to the person.
    if words.contains(&"compte") {
        return None;
    }
    let us = is_ours(words);
    let at = words.iter().position(|word| pays(word));
    let direct = has("direct directement directe subrogation") && (at.is_some() || has("subrogation"));
    // « Pour le paiement direct » says what it is about, and no more.
    let noun = at.is_some_and(|at| listed("paiement reglement virement versement", words[at]));
    let wished = has(
        "oui ok souhaite souhaitons demande demandons voulons prefere preferons merci faites faire svp bien",
    );
    let direct = direct && (!noun || wished || words.contains(&"pas"));
    let denied = words.iter().enumerate().any(|(rank, word)| {
        let near = || {
            words[rank..]
                .iter()
                .take(5)
                .any(|word| pays(word) || listed("direct directement subrogation", word))
        };
        let before =
            || rank > 0 && (pays(words[rank - 1]) || matches!(words[rank - 1], "directement" | "direct"));
        matches!(*word, "pas" | "sans" | "aucun" | "aucune") && (near() || before())
    });
    let no = words.first() == Some(&"non") || words.starts_with(&["et", "non"]);
    let opco = has("opco vous") && at.is_some() && has("organisme centre ecole facture");
    match (us, direct, denied) {
        (true, true, false) => None,
        (true, ..) => Some(false),
        (false, true, denied) => Some(!denied && !no),
        // « OPCO EP ne paie pas l'organisme »
        (false, false, true) if opco => Some(false),
        _ => None,
    }
}

/// « Nous payons la facture », « c'est moi qui règle », « réglé par nos soins ».
fn is_ours(words: &[&str]) -> bool {
    // « notre trésorerie ne permet pas d'avancer la somme »
    let denied = words.iter().any(|word| matches!(*word, "pas" | "peux" | "peut" | "pouvons"));
    let we = words.iter().enumerate().any(|(at, word)| {
        let after = words.get(at + 1).copied().unwrap_or_default();
        let subject = |back: usize| at.checked_sub(back).map_or("", |at| words[at]);
        let near = || {
            (1..=3).any(|back| {
                matches!(
                    subject(back),
                    "je" | "j"
                        | "on"
                        | "moi"
                        | "cabinet"
                        | "salon"
                        | "entreprise"
                        | "societe"
                        | "garage"
                        | "boutique"
                        | "etude"
                )
            })
        };
        (listed(WE_PAY, word) || listed(ONE_PAYS, word) && near()) && after != "pas"
    });
    // « Nous réglerons l'hôtel nous-mêmes » is about another bill.
    const OTHERS: &str = "hotel nuit nuits repas train billet essence deplacement deplacements";
    const PAID: &str = "regle reglee paye payee avance avancee acquitte acquittee";
    let has = |wanted: &str| words.iter().any(|word| listed(wanted, word));
    let cared = words.windows(3).any(|three| matches!(three, ["par", "nos" | "mes", "soins"])) && has(PAID);
    !has(OTHERS) && (we && (!denied || words.contains(&"directement")) || cared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_pays() {
        for (clause, expected) in [
            ("Payez directement l'organisme svp", Some(true)),
            ("Pas de paiement direct svp : le cabinet règle la facture", Some(false)),
            ("OPCO EP peut payer l'organisme directement", Some(true)),
            ("Nous souhaitons que l'OPCO règle directement l'organisme", Some(true)),
            ("Et pour le paiement, faites-le directement à l'organisme", Some(true)),
            ("c'est nous qui réglons l'organisme, ne le payez pas directement", Some(false)),
            (
                "l'étude souhaite que vous versiez les fonds directement à l'organisme, c'est un paiement direct",
                Some(true),
            ),
            ("Vous réglez l'organisme en direct", Some(true)),
            ("L'organisme, lui, sera réglé par nos soins", Some(false)),
            (
                "Merci de payer directement l'organisme, notre trésorerie ne nous permet pas d'avancer la somme",
                Some(true),
            ),
            ("Nous payons la facture nous-mêmes et vous nous remboursez ensuite", Some(false)),
            ("Et non, OPCO EP ne paie pas l'organisme, nous avançons les frais", Some(false)),
            ("Pour le paiement direct je dois demander à mon comptable, je ne sais pas", None),
            ("La formation coûte 980 €", None),
            ("Nous réglerons l'hôtel nous-mêmes", None),
            ("La convention sera signée par nos soins", None),
            ("Merci de verser le remboursement directement sur notre compte", None),
        ] {
            assert_eq!(Sujet::PaiementDirect.said(clause), expected, "{clause}");
        }
    }
}
