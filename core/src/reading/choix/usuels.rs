//! What the options of forms are called in everyday words: « visio » for « Distanciel », « aprem » for « Après-midi ».

use std::collections::HashMap;
use std::sync::LazyLock;

/// Labels, folded, and what else they are called.
const USUAL: [(&[&str], &[&str]); 63] = [
    (&["ht"], &["hors taxe", "hors taxes", "hors tva"]),
    (&["ttc"], &["toutes taxes comprises", "toutes taxes", "taxes comprises", "tva comprise"]),
    (
        &["presentiel"],
        &[
            "sur place",
            "en salle",
            "en presence",
            "en face a face",
            "physiquement",
            "me deplace",
            "se deplace",
        ],
    ),
    (
        &["distanciel", "a distance", "distance"],
        &[
            "distanciel",
            "a distance",
            "visio",
            "visioconference",
            "en ligne",
            "par internet",
            "sur internet",
            "e learning",
            "elearning",
            "zoom",
            "teams",
        ],
    ),
    (&["mixte"], &["les deux", "un peu des deux", "un peu les deux", "moitie moitie", "hybride", "un mix"]),
    (&["temps partiel", "a temps partiel"], &["mi temps", "partiel"]),
    (&["temps plein", "temps complet", "a temps plein"], &["plein temps", "temps plein", "temps complet"]),
    (
        &["sur le temps de travail", "pendant le temps de travail"],
        &[
            "pendant le temps de travail",
            "sur le temps de travail",
            "pendant les heures de travail",
            "sur les heures de travail",
            "pendant les heures de boulot",
            "pendant le travail",
            "pendant le boulot",
        ],
    ),
    (
        &["hors temps de travail", "hors du temps de travail"],
        &[
            "en dehors du temps de travail",
            "hors du temps de travail",
            "en dehors des heures de travail",
            "hors des heures de travail",
            "en dehors du travail",
        ],
    ),
    (&["journee entiere", "journee complete", "journee"], &["toute la journee", "la journee"]),
    (&["matin"], &["matinee", "matin"]),
    (&["apres midi"], &["aprem", "apres midi"]),
    (&["soir", "soiree"], &["soir", "soiree"]),
    (&["monsieur"], &["mr", "m", "homme"]),
    (&["madame"], &["mme", "femme"]),
    (&["mme"], &["madame", "femme"]),
    (&["mr"], &["monsieur", "homme"]),
    (&["m"], &["monsieur", "mr", "homme"]),
    (&["contrat d apprentissage", "apprentissage"], &["apprenti", "apprentie", "apprentissage"]),
    (&["contrat de professionnalisation"], &["contrat pro", "professionnalisation"]),
    (&["cdi"], &["duree indeterminee"]),
    (&["cdd"], &["duree determinee"]),
    (&["interim"], &["interimaire"]),
    (
        &["dirigeant", "chef d entreprise", "dirigeant non salarie"],
        &["gerant", "gerante", "patron", "patronne", "dirigeante", "cheffe d entreprise"],
    ),
    (
        &["dans mon entreprise", "dans l entreprise", "en entreprise", "sur votre lieu de travail"],
        &[
            "chez nous",
            "chez moi",
            "dans nos locaux",
            "dans mes locaux",
            "au salon",
            "a la boutique",
            "au magasin",
            "a l atelier",
        ],
    ),
    (
        &["aucun salarie"],
        &["aucun", "pas de salarie", "zero salarie", "seul", "seule", "tout seul", "toute seule"],
    ),
    (
        &["demandeur d emploi"],
        &["au chomage", "chomeur", "chomeuse", "sans emploi", "france travail", "pole emploi"],
    ),
    (
        &["debutant"],
        &[
            "part de zero",
            "pars de zero",
            "grand debutant",
            "jamais fait",
            "aucune base",
            "niveau zero",
            "debute",
            "debutons",
            "connais rien",
            "connait rien",
            "aucune notion",
            "premiere fois",
        ],
    ),
    (&["vae"], &["validation des acquis", "validation des acquis de l experience", "valider ses acquis"]),
    (
        &["travailleur independant", "independant"],
        &[
            "a mon compte",
            "a son compte",
            "auto entrepreneur",
            "auto entrepreneuse",
            "autoentrepreneur",
            "micro entrepreneur",
            "micro entreprise",
            "independante",
        ],
    ),
    (
        &["chez des proches", "chez un proche", "famille ou amis", "chez la famille ou des amis"],
        &[
            "chez ma soeur",
            "chez mon frere",
            "chez mes parents",
            "chez ma mere",
            "chez mon pere",
            "chez sa soeur",
            "chez son frere",
            "chez ses parents",
            "chez mon fils",
            "chez ma fille",
            "chez ma cousine",
            "chez mon cousin",
            "chez ma tante",
            "chez mon oncle",
            "chez un ami",
            "chez une amie",
            "chez un copain",
            "chez une copine",
            "chez des amis",
            "chez de la famille",
            "dans la famille",
        ],
    ),
    (
        &["pas d hebergement", "aucun hebergement", "sans hebergement", "pas d hotel", "aucun", "sans"],
        &[
            "dors chez moi",
            "dort chez elle",
            "dort chez lui",
            "rentre chez moi",
            "rentre chez elle",
            "rentre chez lui",
            "rentre le soir",
            "rentre tous les soirs",
            "rentrons le soir",
            "pas d hotel",
            "pas besoin",
        ],
    ),
    (
        &["oui en partie", "en partie", "partiellement"],
        &["une partie", "en partie", "pas tout", "partiellement"],
    ),
    (
        &["oui en totalite", "en totalite", "totalement"],
        &["en entier", "la totalite", "entierement", "totalement"],
    ),
    (
        &["l entreprise", "entreprise", "l employeur", "employeur"],
        &[
            "ma boite",
            "la boite",
            "ma societe",
            "la societe",
            "mon entreprise",
            "notre entreprise",
            "mon employeur",
            "le salon",
            "le patron",
        ],
    ),
    (&["12 mois", "1 an"], &["un an", "une annee", "1 an", "douze mois", "12 mois"]),
    (&["24 mois", "2 ans"], &["deux ans", "2 ans", "24 mois"]),
    (&["36 mois", "3 ans"], &["trois ans", "3 ans", "36 mois"]),
    (&["18 mois"], &["un an et demi", "1 an et demi"]),
    (&["6 mois"], &["six mois", "un semestre", "une demi annee"]),
    (&["3 mois"], &["trois mois", "un trimestre"]),
    (
        &["sante animale", "soins aux animaux", "veterinaire", "cliniques veterinaires"],
        &["veto", "veterinaire", "clinique veterinaire", "cabinet veterinaire", "asv"],
    ),
    (
        &["reparation automobile", "automobile", "garage", "services de l automobile"],
        &[
            "garage",
            "garagiste",
            "mecano",
            "mecanicien",
            "mecanicienne",
            "mecanique auto",
            "carrossier",
            "carrosserie",
        ],
    ),
    (&["coiffure", "metiers de la coiffure"], &["coiffeur", "coiffeuse", "salon de coiffure"]),
    (
        &["boulangerie patisserie", "boulangerie"],
        &["boulanger", "boulangere", "boulangerie", "patissier", "patissiere"],
    ),
    (&["fleuriste", "fleuristerie", "commerce de fleurs"], &["fleuriste", "fleurs"]),
    (&["hygiene alimentaire", "hygiene"], &["haccp"]),
    (
        &["reseaux sociaux", "communication"],
        &["instagram", "insta", "facebook", "fb", "tiktok", "linkedin", "pinterest"],
    ),
    (&["bureautique", "informatique"], &["excel", "word", "powerpoint", "ordinateur"]),
    (&["petit dejeuner"], &["petit dej", "petits dej"]),
    (&["dejeuner"], &["repas de midi", "repas du midi", "le midi", "ce midi"]),
    (&["diner"], &["repas du soir", "le soir"]),
    (&["conjoint collaborateur"], &["conjoint collab", "ma femme", "mon mari"]),
    (&["carte bancaire"], &["carte bleue"]),
    (
        &["voiture personnelle", "vehicule personnel", "voiture perso"],
        &[
            "avec ma voiture",
            "avec mon vehicule",
            "avec mon auto",
            "ma propre voiture",
            "ma voiture",
            "sa voiture",
            "notre voiture",
            "leur voiture",
            "voiture perso",
            "vehicule perso",
        ],
    ),
    (&["transports en commun", "transport en commun"], &["bus", "metro", "tram", "tramway", "rer"]),
    (&["train"], &["tgv", "ter", "sncf"]),
    (&["avion"], &["en avion", "vol"]),
    (
        &["vehicule de societe", "voiture de societe", "vehicule de fonction", "vehicule de service"],
        &[
            "voiture de la boite",
            "fourgon",
            "camion",
            "camionnette",
            "utilitaire",
            "vehicule de l entreprise",
            "voiture de l entreprise",
            "voiture de fonction",
            "vehicule de service",
        ],
    ),
    (
        &["remboursement a l entreprise", "remboursement"],
        &["nous remboursez", "on avance les frais", "nous avancons les frais", "j avance les frais"],
    ),
    (
        &["subrogation de paiement", "subrogation"],
        &["payez directement", "payer directement", "paiement direct", "reglez directement"],
    ),
    (&["sans diplome", "aucun diplome"], &["sans diplome", "aucun diplome", "pas de diplome", "pas diplome"]),
    (&["email", "e mail", "courriel"], &["mail", "email", "courriel"]),
];

/// Words that lead to a label: « En présentiel », « L'après-midi ».
const LEADS: [&str; 5] = ["en ", "le ", "la ", "l ", "par "];

/// What else an option of this label, folded, is called.
pub(super) fn usual(label: &str) -> &'static [&'static str] {
    /// Ranks in [`USUAL`].
    static BY_LABEL: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
        let ranked = USUAL.iter().enumerate().rev();
        ranked.flat_map(|(rank, (labels, _))| labels.iter().map(move |label| (*label, rank))).collect()
    });
    let bare = LEADS.iter().find_map(|lead| label.strip_prefix(lead)).unwrap_or(label);
    let rank = [label, bare].iter().filter_map(|label| BY_LABEL.get(label)).min();
    rank.and_then(|rank| USUAL.get(*rank)).map_or(&[], |(_, names)| names)
}
