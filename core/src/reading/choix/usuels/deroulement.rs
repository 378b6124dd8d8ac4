//! How a training goes, where nothing else is said: how often (« chaque mois » for « Mensuel »), how far, with whom and where.

use super::Usuel;

pub(super) const NAMES: &[Usuel] = &[
    (
        &["mensuel", "mensuelle", "tous les mois", "chaque mois"],
        &["tous les mois", "chaque mois", "par mois", "une fois par mois"],
    ),
    (
        &["trimestriel", "trimestrielle", "tous les trimestres"],
        &["tous les trois mois", "tous les 3 mois", "chaque trimestre"],
    ),
    (
        &["hebdomadaire", "toutes les semaines"],
        &["toutes les semaines", "chaque semaine", "par semaine", "une fois par semaine"],
    ),
    (&["annuel", "annuelle", "tous les ans"], &["tous les ans", "chaque annee", "une fois par an", "par an"]),
    (
        &["en une fois", "en une seule fois", "une seule fois"],
        &["d un coup", "d un seul coup", "tout d un coup", "en une fois", "une fois", "une seule fois"],
    ),
    (
        &["intermediaire", "niveau intermediaire"],
        &[
            "moyen",
            "niveau moyen",
            "des bases",
            "j ai les bases",
            "j ai des bases",
            "elle a les bases",
            "il a les bases",
            "quelques bases",
        ],
    ),
    (
        &["avance", "niveau avance", "confirme", "niveau confirme", "expert"],
        &["bon niveau", "tres bon niveau", "expert", "experte", "confirme", "confirmee", "avance", "avancee"],
    ),
    (&["week end"], &["le samedi", "le dimanche", "samedi", "dimanche", "le we", "we"]),
    (
        &["individuel", "individuelle", "en individuel"],
        &[
            "tout seul",
            "toute seule",
            "en solo",
            "solo",
            "seul",
            "seule",
            "cours particulier",
            "cours particuliers",
        ],
    ),
    (&["collectif", "collective", "en groupe"], &["en groupe", "groupe", "a plusieurs", "plusieurs"]),
    (
        &["inter entreprises", "inter entreprise", "inter"],
        &[
            "avec d autres entreprises",
            "avec d autres boites",
            "avec d autres salons",
            "avec d autres societes",
        ],
    ),
    (
        &["intra entreprise", "intra entreprises", "intra"],
        &[
            "que pour nous",
            "rien que pour nous",
            "juste pour nous",
            "juste nous",
            "que nous",
            "que mon equipe",
            "juste mon equipe",
        ],
    ),
    (
        &["presentiel"],
        &[
            "en classe",
            "en vrai",
            "en personne",
            "sur site",
            "dans leurs locaux",
            "chez eux",
            "au centre",
            "dans leur centre",
        ],
    ),
    (
        &["distanciel", "a distance", "distance"],
        &[
            "online",
            "on line",
            "webinaire",
            "visio conf",
            "classe virtuelle",
            "foad",
            "derriere l ecran",
            "skype",
        ],
    ),
    (
        &["mixte", "hybride", "les deux"],
        &[
            "les 2",
            "les deux",
            "un melange",
            "un melange des deux",
            "blended",
            "50 50",
            "un peu de chaque",
            "mixe",
        ],
    ),
];
