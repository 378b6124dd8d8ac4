//! Sentences of the web that stand alone: too short for a page of their own.

/// Something failed on our side.
pub const ERREUR: &str =
    "Une erreur est survenue de notre côté. Rien n'est perdu : réessayez dans un instant.";

/// A form that is too large, or broke off.
pub const ENVOI_TROP_GROS: &str =
    "L'envoi est trop gros ou incomplet. Envoyez moins de fichiers à la fois, 10 Mo au plus chacun.";

/// Title for someone who is not signed in.
pub const CONNEXION: &str = "Connexion nécessaire";

/// And what she can do.
pub const CONNEXION_COMMENT: &str = "Ouvrez le lien de votre invitation, ou demandez-en un nouveau.";

/// A form of some other site.
pub const AUTRE_ORIGINE: &str = "Cette demande ne vient pas d'une page de l'assistant.";

/// Title for an address that leads nowhere.
pub const INTROUVABLE: &str = "Page introuvable";

/// And why.
pub const INTROUVABLE_POURQUOI: &str = "Cette page n'existe pas, ou n'existe plus.";

/// The link of a letter to someone who has no account any more.
pub const COMPTE_DISPARU: &str = "Cette adresse ne reçoit plus de rappels.";

/// Under each letter to a person: a human being, and her preferences, are one word away.
pub const PIED: &str = "Un mot en réponse suffit : « conseiller » pour parler avec une personne, « notifications » pour choisir comment et quand recevoir des nouvelles.";

/// On the console, once it is done: what, in the order of its forms.
pub const STATUT_CHANGE: &str = "Le statut est changé.";
pub const AGD_NOMME: &str = "Le dossier est confié à cet AGD.";
pub const COMPLEMENT_DEMANDE: &str = "Le complément est demandé.";
pub const COMPLEMENT_LEVE: &str = "Le complément est levé.";
pub const PIECE_JUGEE: &str = "L'avis sur la pièce est noté.";
pub const MESSAGE_ENVOYE: &str = "Le message est parti vers la personne.";

/// On the console: what a form lacks.
pub const DATE_ILLISIBLE: &str = "Le dernier jour pour répondre n'est pas une date.";
pub const DATE_PASSEE: &str = "Le dernier jour pour répondre est déjà passé.";
pub const STATUT_ABSENT: &str = "Choisissez le nouveau statut.";
pub const AVIS_ABSENT: &str = "Choisissez ce que vaut la pièce.";
pub const MESSAGE_VIDE: &str = "Le message est vide.";
