//! The commands: one list for the button's label, the slash command and the words people type.

use serde::{Deserialize, Serialize};

use crate::rapport::Periode;

/// What a person can ask for at any time. Labels and words are in `catalogue/commandes.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Commande {
    Start,
    Nouvelle,
    Demandes,
    Reprendre,
    Recap,
    Modifier,
    Retour,
    Passer,
    Pieces,
    Entreprises,
    Salaries,
    Factures,
    Rapports,
    Aide,
    Support,
    /// To end the exchange with a person of OPCO EP.
    Terminer,
    Mesdonnees,
    Annuler,
    /// « à quoi ça sert ? » on the question at hand.
    AQuoiCaSert,
    /// « Etape 5 »: first act of sending.
    Envoyer,
    /// Second act of sending.
    Confirmer,
    Oui,
    Non,
    /// Go on from a list or a screen to what is missing next.
    Continuer,
    /// The employee sought is not in the directory.
    AjouterSalarie,
    PageSuivante,
    PagePrecedente,
    PageDebut,
    /// The whole list again, without search and filter.
    Tout,
    Filtrer,
    /// A new request like an earlier one.
    CommeDerniere,
    /// One more module or stagiaire like the last one.
    Idem,
    /// « M'aider à choisir » a dispositif.
    Orienter,
    /// « Je ne sais pas ».
    NeSaitPas,
    /// Share the current request.
    Partager,
    /// What colleagues offer.
    Partages,
    /// How she wants to be told what happens.
    Notifications,
}

/// One command's words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandeDef {
    pub commande: Commande,
    /// Slash command without the slash, when it has one (1 to 32 of `a-z0-9_`, Bot API `BotCommand.command`).
    pub slash: Option<String>,
    /// Shown in the Telegram command menu (Bot API `BotCommand.description`).
    pub description: Option<String>,
    /// Label of the button.
    pub libelle: String,
    /// What people type for it; the label itself always counts.
    #[serde(default)]
    pub mots: Vec<String>,
}

/// Words of the buttons and lines that are not commands; `{}` stands for a name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Libelles {
    pub ajouter_element: String,
    pub dupliquer: String,
    pub retirer: String,
    pub ajouter_fichier: String,
    pub retirer_fichier: String,
    /// Files given after the request was sent leave for OPCO EP.
    pub transmettre: String,
    /// In place of a value that is not there.
    pub a_renseigner: String,
    /// Beside someone who is in the request already.
    pub deja_la: String,
    pub matricule: String,
    /// The choice of « Modifier » that changes the dispositif.
    pub dispositif: String,
    pub sans_titre: String,
    pub sans_numero: String,
    /// A new request, although there are drafts.
    pub commencer: String,
    /// A new request like the last one, by its title.
    pub comme_derniere: String,
    /// Help and example where the name of a new employee is asked.
    pub nom_aide: String,
    pub nom_exemple: String,
    /// Under a passage of the mode d'emploi.
    pub lire_la_suite: String,
    pub autres_sujets: String,
    pub rapport: LibellesRapport,
    pub partage: LibellesPartage,
    pub nouvelles: LibellesNouvelles,
    pub notifications: LibellesNotifications,
}

/// Words of the buttons of sharing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibellesPartage {
    pub lire: String,
    pub lire_detail: String,
    pub modifier: String,
    pub modifier_detail: String,
    pub transferer: String,
    pub transferer_detail: String,
    pub accepter: String,
    pub refuser: String,
    pub ouvrir: String,
    pub retirer_proposition: String,
    pub retirer_acces: String,
    pub quitter: String,
    pub prevenir: String,
}

/// Words of the buttons under what is told outside the person's turns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibellesNouvelles {
    pub remplacer: String,
    pub fournir: String,
    pub donner: String,
    pub facturer: String,
    pub voir: String,
    pub voir_titre: String,
    pub demain: String,
    pub lundi: String,
}

/// Words of the buttons of « Notifications ».
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibellesNotifications {
    pub partout: String,
    pub conversation: String,
    pub courriel: String,
    pub aussitot: String,
    pub quotidien: String,
    pub sans_calme: String,
    pub nuit: String,
    pub tous_les_jours: String,
    pub jours_ouvres: String,
    pub tout: String,
    pub essentiel: String,
    pub rappels: String,
    pub sans_rappels: String,
    pub stop: String,
}

/// Words of the buttons of « Mes rapports ».
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibellesRapport {
    pub cette_annee: String,
    pub ce_mois: String,
    pub mois_dernier: String,
    pub ce_trimestre: String,
    pub annee_derniere: String,
    pub tout: String,
    pub excel: String,
    pub csv: String,
    pub autre_periode: String,
    pub choisir_entreprise: String,
    pub toutes: String,
}

impl LibellesRapport {
    /// The label of a period that is proposed.
    pub fn periode(&self, periode: Periode) -> &str {
        match periode {
            Periode::CetteAnnee => &self.cette_annee,
            Periode::CeMois => &self.ce_mois,
            Periode::MoisDernier => &self.mois_dernier,
            Periode::CeTrimestre => &self.ce_trimestre,
            Periode::AnneeDerniere => &self.annee_derniere,
            Periode::Tout | Periode::Dates(..) => &self.tout,
        }
    }
}

/// All commands, in the order of the menu.
#[derive(Debug, Clone)]
pub struct Commandes(pub Vec<CommandeDef>);

impl Commande {
    pub const ALL: [Commande; 37] = [
        Commande::Start,
        Commande::Nouvelle,
        Commande::Demandes,
        Commande::Reprendre,
        Commande::Recap,
        Commande::Modifier,
        Commande::Retour,
        Commande::Passer,
        Commande::Pieces,
        Commande::Entreprises,
        Commande::Salaries,
        Commande::Factures,
        Commande::Rapports,
        Commande::Aide,
        Commande::Support,
        Commande::Terminer,
        Commande::Mesdonnees,
        Commande::Annuler,
        Commande::AQuoiCaSert,
        Commande::Envoyer,
        Commande::Confirmer,
        Commande::Oui,
        Commande::Non,
        Commande::Continuer,
        Commande::AjouterSalarie,
        Commande::PageSuivante,
        Commande::PagePrecedente,
        Commande::PageDebut,
        Commande::Tout,
        Commande::Filtrer,
        Commande::CommeDerniere,
        Commande::Idem,
        Commande::Orienter,
        Commande::NeSaitPas,
        Commande::Partager,
        Commande::Partages,
        Commande::Notifications,
    ];
}

/// How a command's words compare: folded; a text of signs only (« ? ») as it stands.
pub(crate) fn spelling(text: &str) -> String {
    let folded = crate::reading::fold(text);
    if folded.is_empty() { text.trim().to_owned() } else { folded }
}

impl Commandes {
    /// The command that these words ask for: a slash command, with or without `@bot` and arguments, or
    /// one of the typed words alone.
    pub fn find(&self, text: &str) -> Option<Commande> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix('/') {
            let name =
                rest.split(|c: char| c.is_whitespace() || c == '@').next().unwrap_or("").to_lowercase();
            return self.0.iter().find(|def| def.slash.as_deref() == Some(&name)).map(|def| def.commande);
        }
        let wanted = spelling(text);
        if wanted.is_empty() {
            return None;
        }
        let said = |def: &&CommandeDef| {
            std::iter::once(&def.libelle).chain(&def.mots).any(|word| spelling(word) == wanted)
        };
        self.0.iter().find(said).map(|def| def.commande)
    }

    /// Label of the button of this command.
    pub fn libelle(&self, commande: Commande) -> &str {
        self.0.iter().find(|def| def.commande == commande).map_or("", |def| def.libelle.as_str())
    }
}
