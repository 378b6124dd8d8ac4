//! What a line below all answers takes back.

use guichet_core::reading::lettre::{Morceau, Question, aligner, sans_dedits};

const LABELS: [&str; 5] = [
    "Date de début de formation",
    "Durée en heures",
    "Organisme de formation",
    "Nombre de stagiaires",
    "Ville",
];

/// What is answered once `below` is read, where its own sentences say `dites`.
fn answered(below: &str, dites: &[(u32, &str)]) -> String {
    let questions: Vec<Question<'_>> =
        (1..).zip(LABELS).map(|(n, libelle)| Question { n, libelle, autres: &[] }).collect();
    let texte = format!("1. 10/05/2027\n2. 21 h\n3. Cegos\n4. 3\n5. Nantes\n\n{below}");
    let morceaux = [Morceau { cite: false, texte: &texte }];
    let alignement = aligner(&questions, &morceaux);
    let said = |_: &str| dites.iter().map(|(n, words)| (*n, (*words).to_owned())).collect();
    let found = sans_dedits(alignement, &questions, &morceaux, said);
    let words: Vec<String> = found.reponses.into_iter().map(|(_, words)| words).collect();
    words.join(" | ")
}

#[test]
fn what_is_said_instead_is_taken_or_asked() {
    let all = "10/05/2027 | 21 h | Cegos | 3 | Nantes";
    for (below, dites, expected) in [
        ("PS : la ville c'est Rennes pas Nantes", &[][..], "10/05/2027 | 21 h | Cegos | 3 | Rennes"),
        ("Finalement ce sera Rennes et pas Nantes.", &[], "10/05/2027 | 21 h | Cegos | 3 | Rennes"),
        (
            "On a changé d'avis : Bâtiforma à la place de Cegos",
            &[],
            "10/05/2027 | 21 h | Bâtiforma | 3 | Nantes",
        ),
        ("PS : plus Cegos, je vous dirai qui", &[], "10/05/2027 | 21 h | 3 | Nantes"),
        ("PS : changement d'organisme, je vous dirai lequel", &[], "10/05/2027 | 21 h | 3 | Nantes"),
        ("PS : Lucas ne vient plus", &[], "10/05/2027 | 21 h | Cegos | Nantes"),
        (
            "Lucas ne vient plus, donc 2 personnes.",
            &[(4, "2 personnes")],
            "10/05/2027 | 21 h | Cegos | 2 personnes | Nantes",
        ),
        (
            "Erratum : elle commence le 11/05/2027 et la durée passe à 14 h",
            &[(1, "11/05/2027"), (2, "14 h")],
            "11/05/2027 | 14 h | Cegos | 3 | Nantes",
        ),
        ("L'organisme est à confirmer.", &[], "10/05/2027 | 21 h | 3 | Nantes"),
        ("La date n'est pas sûre.", &[], "21 h | Cegos | 3 | Nantes"),
        ("Le 2 et le 4 sont à confirmer.", &[], "10/05/2027 | Cegos | Nantes"),
        (
            "PS : ne tenez pas compte de la réponse 3, j'attends de savoir si Cegos a de la place.",
            &[],
            "10/05/2027 | 21 h | 3 | Nantes",
        ),
        ("Erreur de ma part en 4, c'est 5", &[], "10/05/2027 | 21 h | Cegos | 5 | Nantes"),
        ("Désolée, c'est 14 h", &[(2, "14 h")], "10/05/2027 | 14 h | Cegos | 3 | Nantes"),
        ("Je voulais dire 14 h", &[(2, "14 h")], "10/05/2027 | 14 h | Cegos | 3 | Nantes"),
        ("Je me suis trompée de mois, c'est en juin.", &[], "21 h | Cegos | 3 | Nantes"),
        // Of something else.
        ("Attention, je suis joignable après 14 h", &[], all),
        ("La salle est à confirmer", &[], all),
        ("Le 8 juin est à confirmer avec ma salariée", &[], all),
        ("PS : ma fille est à Rennes, et pas à Nantes", &[], all),
        ("Merci d'envoyer la facture à notre comptable et pas à Cegos.", &[], all),
        ("NB : je suis joignable après 14 h, le 12 je ne suis pas là", &[], all),
        ("PS : mon bail commence le 30 juin", &[(1, "30 juin")], all),
        ("PS : Paul ne peut pas le 12", &[], all),
    ] {
        assert_eq!(answered(below, dites), expected, "{below}");
    }
}
