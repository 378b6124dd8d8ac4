//! Who stopped where. Each script is one draft; all people and companies are made up.

/// What the person does.
pub enum Acte {
    /// Writes this, or the label of a button.
    Dit(&'static str),
    /// Taps the button of this label.
    Touche(&'static str),
    /// Sends a file of this name.
    Envoie(&'static str),
    /// The same person goes on in the web chat.
    Web,
}

use Acte::{Dit, Envoie, Touche, Web};

const CREATION: &[Acte] =
    &[Dit("/nouvelle"), Dit("Excel perfectionnement"), Dit("01/03/2027"), Dit("03/03/2027"), Dit("non")];
const DEMANDEUR: &[Acte] = &[Touche("Boulangerie des Lilas")];
const MODULE: &[Acte] = &[
    Dit("21h"),
    Dit("1 500 € HT"),
    Dit("non"),
    Touche("Un organisme de formation"),
    Dit("Bureautique Formation"),
];
const STAGIAIRE: &[Acte] = &[Dit("non"), Dit("dupont"), Dit("1"), Dit("non")];
const PIECES: &[Acte] = &[Envoie("devis.pdf"), Envoie("programme.jpg")];

/// Name of the file, what leads there, and the last acts.
type Script = (&'static str, &'static [&'static [Acte]], &'static [Acte]);

/// The drafts of an Action individuelle, revision 2026-11, at every stage, and what surrounds them.
pub const ACTION_INDIVIDUELLE: &[Script] = &[
    ("a_peine_commencee", &[], &[Dit("/nouvelle")]),
    ("creation_a_moitie", &[], &[Dit("/nouvelle"), Dit("Excel perfectionnement"), Dit("01/03/2027")]),
    (
        "frais_a_moitie",
        &[],
        &[
            Dit("/nouvelle"),
            Dit("Hygiène alimentaire (HACCP)"),
            Dit("05/04/2027"),
            Dit("09/04/2027"),
            Dit("oui"),
            Dit("4 nuits"),
            Dit("85 €"),
            Dit("/passer"),
            Dit("240 km"),
        ],
    ),
    ("au_demandeur", &[CREATION], &[Dit("boulangerie")]),
    ("dans_un_module", &[CREATION, DEMANDEUR], &[Dit("7h30"), Dit("980,50 € TTC"), Dit("oui"), Dit("2h")]),
    (
        "deux_modules",
        &[CREATION, DEMANDEUR, MODULE],
        &[
            Dit("oui"),
            Dit("7h"),
            Dit("400 €"),
            Dit("HT"),
            Dit("non"),
            Dit("1"),
            Dit("Bureautique Formation"),
            Dit("nom du module"),
        ],
    ),
    (
        "encore_un_module",
        &[CREATION, DEMANDEUR, MODULE],
        &[Dit("modifier le code RNCP"), Dit("RS5252"), Dit("modifier présentiel"), Dit("en ligne")],
    ),
    (
        "formateur_interne",
        &[CREATION, DEMANDEUR],
        &[Dit("14h"), Dit("/passer"), Dit("0"), Dit("non"), Dit("en interne"), Dit("2"), Dit("22,50 €")],
    ),
    (
        "stagiaires_a_moitie",
        &[CREATION, DEMANDEUR, MODULE],
        &[Dit("non"), Dit("dupont"), Dit("1"), Dit("oui"), Dit("bena")],
    ),
    ("encore_un_stagiaire", &[CREATION, DEMANDEUR, MODULE], &[Dit("non"), Dit("1")]),
    ("stagiaire_absent", &[CREATION, DEMANDEUR, MODULE], &[Dit("non"), Touche("Il n'est pas dans la liste")]),
    (
        "stagiaire_ajoute",
        &[CREATION, DEMANDEUR, MODULE],
        &[Dit("non"), Touche("Il n'est pas dans la liste"), Dit("Inès LEROY")],
    ),
    ("une_piece", &[CREATION, DEMANDEUR, MODULE, STAGIAIRE], &[Envoie("devis.pdf")]),
    ("une_piece_passee", &[CREATION, DEMANDEUR, MODULE, STAGIAIRE], &[Dit("/passer"), Dit("/pieces")]),
    ("piece_a_choisir", &[CREATION, DEMANDEUR, MODULE, STAGIAIRE, PIECES], &[Envoie("photo.jpg")]),
    ("recapitulatif", &[CREATION, DEMANDEUR, MODULE, STAGIAIRE, PIECES], &[]),
    ("confirmer_envoi", &[CREATION, DEMANDEUR, MODULE, STAGIAIRE, PIECES], &[Touche("Envoyer ma demande")]),
    ("confirmer_annulation", &[CREATION, DEMANDEUR], &[Dit("/annuler")]),
    (
        "confirmer_retrait",
        &[CREATION, DEMANDEUR, MODULE, STAGIAIRE],
        &[Dit("modifier"), Dit("4"), Dit("1"), Dit("retirer")],
    ),
    ("modifier", &[CREATION, DEMANDEUR, MODULE, STAGIAIRE, PIECES], &[Dit("modifier"), Dit("3")]),
    (
        "modifier_un_champ",
        &[CREATION, DEMANDEUR, MODULE, STAGIAIRE, PIECES],
        &[Dit("modifier l'email"), Dit("compta@example.org"), Dit("modifier la date de fin")],
    ),
    (
        "tout_ce_qui_se_demande",
        &[CREATION, DEMANDEUR, MODULE, STAGIAIRE, PIECES],
        &[
            Dit("modifier le type d'action"),
            Dit("bilan"),
            Dit("modifier la subrogation"),
            Dit("oui"),
            Dit("modifier le téléphone de la personne à contacter"),
            Dit("06 98 76 54 32"),
            Dit("modifier le coût autres frais pédagogiques"),
            Dit("60 €"),
            Dit("modifier le code postal"),
            Dit("44100"),
            Dit("/demandes"),
        ],
    ),
    ("mes_entreprises", &[CREATION, DEMANDEUR], &[Dit("/entreprises")]),
    ("mes_salaries", &[CREATION, DEMANDEUR], &[Dit("/salaries")]),
    ("retour_a_l_accueil", &[CREATION, DEMANDEUR], &[Dit("/start")]),
    ("suite_sur_le_web", &[CREATION], &[Web, Dit("/reprendre"), Dit("1"), Dit("21h"), Dit("1 500 € HT")]),
    (
        "envoyee",
        &[CREATION, DEMANDEUR, MODULE, STAGIAIRE, PIECES],
        &[Touche("Envoyer ma demande"), Touche("Oui, envoyer à OPCO EP")],
    ),
    ("annulee", &[CREATION, DEMANDEUR, MODULE], &[Dit("/annuler"), Dit("oui")]),
    (
        "deux_demandes",
        &[CREATION, DEMANDEUR, MODULE, STAGIAIRE, PIECES],
        &[
            Touche("Envoyer ma demande"),
            Touche("Oui, envoyer à OPCO EP"),
            Dit("/nouvelle"),
            Dit("Anglais professionnel"),
        ],
    ),
];
