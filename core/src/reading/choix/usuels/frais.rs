//! What a stay is made of, who pays it and how, and how one is reached.

use super::Usuel;

pub(super) const NAMES: &[Usuel] = &[
    (
        &["bulletin de paie", "bulletin de salaire"],
        &["fiche de paie", "fiche de paye", "bulletin de salaire", "bulletin de paie"],
    ),
    (&["rib", "releve d identite bancaire"], &["rib", "iban", "releve d identite bancaire"]),
    (&["ht"], &["hors taxe", "hors taxes", "hors tva"]),
    (&["ttc"], &["toutes taxes comprises", "toutes taxes", "taxes comprises", "tva comprise"]),
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
        &[
            "vehicule de societe",
            "voiture de societe",
            "vehicule de fonction",
            "vehicule de service",
            "vehicule de l entreprise",
            "vehicule d entreprise",
        ],
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
        &[
            "subrogation de paiement",
            "subrogation",
            "paiement direct",
            "paiement direct a l organisme",
            "paiement direct a l organisme de formation",
        ],
        &[
            "payez directement",
            "payer directement",
            "payez les directement",
            "payez le directement",
            "paiement direct",
            "reglez directement",
            "reglez les directement",
            "vous payez l organisme",
            "payez l organisme",
            "paye direct",
            "paie direct",
            "paye directement",
            "paie directement",
        ],
    ),
    (&["email", "e mail", "courriel"], &["mail", "email", "courriel", "ecrivez moi"]),
];
