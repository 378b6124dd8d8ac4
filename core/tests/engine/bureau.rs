//! A person at her desk: what she writes, taps and sends, and what she is told.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use guichet_core::annuaire::{Cherche, Entite, FicheEntite, Individu, PAGE_SIZE, Page, Personne, Role};
use guichet_core::catalogue::Catalogue;
use guichet_core::conversation::State;
use guichet_core::demandes::{FacetteEntite, Facettes, Filtre, Reprises};
use guichet_core::dossier::{Dossier, Statut, Valeur};
use guichet_core::engine::{Cadre, EcritAnnuaire, Effect, Monde, Toast, advance};
use guichet_core::event::{Event, Fichier, FichierRecu, Recherche, Trouvaille};
use guichet_core::lettre::{LettrePosee, LettreRecue, Maniere, MorceauRecu};
use guichet_core::message::{ChoiceKind, Message, Note, Saisie, Screen};
use guichet_core::partage::{
    Acces, Collegue, Ouverture, Partage, Proposition, QuestionPartage, ReponsePartage,
};
use guichet_core::rapport;
use guichet_core::reading::words;
use uuid::Uuid;

pub static CADRE: LazyLock<Cadre> = LazyLock::new(|| Cadre {
    catalogue: Catalogue::embedded().expect("the embedded catalogue is right"),
    support_email: "support-connect@opcoep.fr".to_owned(),
    nouvelles: Default::default(),
    support: Default::default(),
});

/// 20 January 2027, 20:15 in Paris: more than a month before the training of R1.
pub fn soir() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2027, 1, 20, 19, 15, 0).unwrap()
}

pub fn jour(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

pub struct Bureau {
    pub cadre: &'static Cadre,
    pub personne: Personne,
    pub now: DateTime<Utc>,
    /// How she is spoken to: by the channel of her last event.
    pub maniere: Maniere,
    pub rafale: bool,
    pub state: State,
    pub entites: Vec<Entite>,
    pub individus: Vec<Individu>,
    pub dossiers: BTreeMap<Uuid, Dossier>,
    /// Who has a right on the requests.
    pub acces: Vec<Acces>,
    pub collegues: Vec<Collegue>,
    /// Made by her, or to her.
    pub offres: Vec<Proposition>,
    /// Effects of all turns.
    pub effects: Vec<Effect>,
    pub annuaire: Vec<EcritAnnuaire>,
    /// Messages of the last turn.
    pub said: Vec<Message>,
    pub toast: Option<Toast>,
    /// Turns the person took.
    pub acts: u32,
    numero: u32,
    turns: u128,
}

pub fn entite(siret: &str, nom: &str, ville: &str) -> Entite {
    Entite {
        siret: siret.to_owned(),
        raison_sociale: nom.to_owned(),
        enseigne: None,
        rue: Some("12 rue des Lilas".to_owned()),
        code_postal: Some("44000".to_owned()),
        ville: Some(ville.to_owned()),
        idcc: Some("0843".to_owned()),
    }
}

pub fn individu(n: u128, siret: &str, prenom: &str, nom: &str, csp: Option<&str>) -> Individu {
    Individu {
        id: Uuid::from_u128(n),
        siret: siret.to_owned(),
        nom: nom.to_owned(),
        prenom: prenom.to_owned(),
        email: None,
        telephone: Some("+33612345678".to_owned()),
        csp: csp.map(str::to_owned),
        rue: None,
        code_postal: None,
        ville: None,
        matricule: None,
    }
}

pub const LILAS: &str = "73282932000074";
pub const HALLES: &str = "55208131766522";

impl Bureau {
    pub fn new() -> Bureau {
        Bureau {
            cadre: &CADRE,
            personne: Personne {
                id: Uuid::from_u128(1),
                email: "camille.martin@example.org".to_owned(),
                nom: Some("Camille Martin".to_owned()),
                role: Role::Adherent,
            },
            now: soir(),
            maniere: Maniere::Conversation,
            rafale: false,
            state: State::default(),
            entites: vec![
                entite(LILAS, "Boulangerie des Lilas", "Nantes"),
                entite(HALLES, "Fournil des Halles", "Nantes"),
            ],
            individus: vec![
                individu(11, LILAS, "Marie", "Dupont", Some("employe")),
                individu(12, LILAS, "Karim", "Benali", Some("ouvrier_qualifie")),
                individu(13, LILAS, "Li", "Na", None),
                individu(21, HALLES, "Paul", "Durand", Some("employe")),
            ],
            dossiers: BTreeMap::new(),
            acces: Vec::new(),
            collegues: Vec::new(),
            offres: Vec::new(),
            effects: Vec::new(),
            annuaire: Vec::new(),
            said: Vec::new(),
            toast: None,
            acts: 0,
            numero: 0,
            turns: 0,
        }
    }

    /// With another catalogue, kept until the tests end.
    pub fn with(cadre: Cadre) -> Bureau {
        Bureau { cadre: Box::leak(Box::new(cadre)), ..Bureau::new() }
    }

    /// Plays one event to its end, as the store does.
    pub fn play(&mut self, event: &Event) -> &mut Self {
        self.acts += 1;
        self.turns += 1;
        self.said.clear();
        self.toast = None;
        let cadre = self.cadre;
        let mut event = event.clone();
        for _ in 0..8 {
            let monde = Monde {
                cadre,
                personne: &self.personne,
                now: self.now,
                maniere: self.maniere,
                rafale: self.rafale,
                tirage: Uuid::from_u128((7 << 64) + self.turns),
            };
            let turn = advance(&monde, std::mem::take(&mut self.state), &event);
            self.state = turn.state;
            for ecrit in turn.annuaire {
                match &ecrit {
                    EcritAnnuaire::Ajouter(individu) => self.individus.push(individu.clone()),
                    EcritAnnuaire::Corriger(individu) => {
                        let known = self.individus.iter_mut().find(|known| known.id == individu.id);
                        known.expect("she is in the directory").clone_from(individu);
                    }
                }
                self.annuaire.push(ecrit);
            }
            for effect in turn.effects {
                match &effect {
                    Effect::Say(message) => self.said.push((**message).clone()),
                    Effect::Toast(toast) => self.toast = Some(*toast),
                    _ => {}
                }
                self.effects.push(effect);
            }
            match turn.recherche {
                Some(recherche) => event = Event::Found(self.answer(recherche)),
                None => {
                    if let Some(dossier) = &self.state.dossier {
                        self.dossiers.insert(dossier.id, dossier.clone());
                    }
                    assert_eq!(self.state.conversation.suspendu, None, "a turn ends whole");
                    // What is stored is read back the same.
                    let stored = serde_json::to_string(&self.state.conversation).unwrap();
                    self.state.conversation = serde_json::from_str(&stored).unwrap();
                    return self;
                }
            }
        }
        panic!("the turn does not end");
    }

    fn answer(&mut self, recherche: Recherche) -> Trouvaille {
        match recherche {
            Recherche::Entites { text, page } => {
                let name = |e: &Entite| format!("{} {}", e.raison_sociale, e.siret);
                Trouvaille::Entites { page: find(&self.entites, text.as_deref(), page, name), text }
            }
            Recherche::Individus { siret, text, page } => {
                let all: Vec<Individu> =
                    self.individus.iter().filter(|i| i.siret == siret).cloned().collect();
                Trouvaille::Individus { page: find(&all, text.as_deref(), page, Individu::nom_complet), text }
            }
            Recherche::FicheEntite { siret } => {
                let entite = self.entites.iter().find(|entite| entite.siret == siret).cloned();
                let salaries = self.individus.iter().filter(|i| i.siret == siret).count() as u32;
                Trouvaille::FicheEntite(entite.map(|entite| Box::new(FicheEntite { entite, salaries })))
            }
            Recherche::FicheIndividu { siret, id } => {
                let found = self.individus.iter().find(|i| i.siret == siret && i.id == id);
                Trouvaille::FicheIndividu(found.cloned().map(Box::new))
            }
            Recherche::Noms { siret, cherches } => {
                let all: Vec<&Individu> = self.individus.iter().filter(|i| i.siret == siret).collect();
                let parmi = |cherche: &Cherche| cherche.parmi(all.iter().copied());
                Trouvaille::Noms(cherches.iter().map(parmi).collect())
            }
            Recherche::Dossiers { filtre, page } => Trouvaille::Dossiers(self.dossiers(&filtre, page)),
            Recherche::Facettes => Trouvaille::Facettes(self.facettes()),
            Recherche::Reprises => {
                let derniere = self.dossiers(&Filtre::envoyees(), 0).items.into_iter().next();
                let brouillons = self.dossiers(&Filtre::brouillons(), 0);
                Trouvaille::Reprises(Box::new(Reprises { brouillons, derniere: derniere.map(Box::new) }))
            }
            Recherche::Factures { page } => {
                let billed = |d: &&Dossier| d.statut.is_a_facturer() || d.statut == Statut::Cloture;
                let mut all: Vec<Dossier> = self.dossiers.values().filter(billed).cloned().collect();
                all.sort_by_key(|dossier| (dossier.statut == Statut::Cloture, dossier.created_at));
                Trouvaille::Factures(find(&all, None, page, |_| String::new()))
            }
            Recherche::Dossier { id } => {
                let current = self.state.dossier.iter().find(|d| d.id == id).cloned();
                let dossier = current.or_else(|| self.dossiers.get(&id).cloned());
                let partage = Partage { dossier: id, acces: self.acces.clone() };
                Trouvaille::Dossier(dossier.map(|dossier| Box::new(Ouverture { dossier, partage })))
            }
            Recherche::Partage(question) => Trouvaille::Partage(self.partage(question)),
            Recherche::Numero { .. } => {
                self.numero += 1;
                Trouvaille::Numero(self.numero)
            }
            Recherche::Rapport { jours, siret } => {
                let mut all: Vec<&Dossier> = self.dossiers.values().collect();
                all.sort_by_key(|dossier| std::cmp::Reverse((dossier.created_at, dossier.id)));
                let wanted = |dossier: &&Dossier| {
                    let day = guichet_core::clock::today(dossier.created_at);
                    jours.is_none_or(|(first, last)| (first..=last).contains(&day))
                };
                let ligne = |d| rapport::ligne(&CADRE.catalogue, d, siret.as_deref());
                Trouvaille::Rapport(all.into_iter().filter(wanted).filter_map(ligne).collect())
            }
        }
    }

    /// Hers that the filter keeps, newest first.
    fn dossiers(&self, filtre: &Filtre, page: u32) -> Page<Dossier> {
        let kept = |dossier: &&Dossier| {
            let siret = self.cadre.catalogue.resume(dossier).demandeur.map(|entite| entite.siret);
            (filtre.statuts.is_empty() || filtre.statuts.contains(&dossier.statut))
                && (filtre.siret.is_none() || filtre.siret == siret)
        };
        let mut all: Vec<Dossier> = self.dossiers.values().filter(kept).cloned().collect();
        all.sort_by_key(|dossier| std::cmp::Reverse((dossier.created_at, dossier.id)));
        let name = |dossier: &Dossier| {
            let resume = self.cadre.catalogue.resume(dossier);
            let demandeur = resume.demandeur.map(|entite| entite.raison_sociale);
            [resume.titre, demandeur, dossier.numero.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        };
        find(&all, filtre.text.as_deref(), page, name)
    }

    fn facettes(&self) -> Facettes {
        let statuts = Statut::ALL.into_iter().filter_map(|statut| {
            let total = self.dossiers.values().filter(|dossier| dossier.statut == statut).count() as u32;
            (total > 0).then_some((statut, total))
        });
        let entites = self.entites.iter().filter_map(|entite| {
            let filtre = Filtre { siret: Some(entite.siret.clone()), ..Filtre::default() };
            let total = self.dossiers(&filtre, 0).total;
            let facette = FacetteEntite { siret: entite.siret.clone(), nom: entite.nom().to_owned(), total };
            (total > 0).then_some(facette)
        });
        Facettes { statuts: statuts.collect(), entites: entites.collect() }
    }

    fn partage(&self, question: QuestionPartage) -> ReponsePartage {
        match question {
            QuestionPartage::Offrir { .. } => ReponsePartage::Offrir {
                collegues: self.collegues.clone(),
                propositions: self.offres.clone(),
            },
            QuestionPartage::Collegue { email, .. } => {
                ReponsePartage::Collegue(self.collegues.iter().find(|c| c.email == email).cloned())
            }
            QuestionPartage::Recues => ReponsePartage::Recues(self.offres.clone()),
            QuestionPartage::Recue { id } => {
                ReponsePartage::Recue(self.offres.iter().find(|offre| offre.id == id).cloned())
            }
            QuestionPartage::Compte => ReponsePartage::Compte { recues: 0, donnees: 0 },
        }
    }

    pub fn says(&mut self, text: &str) -> &mut Self {
        let message = format!("m{}", self.turns + 1);
        self.play(&Event::Text { text: text.to_owned(), message: Some(message) })
    }

    /// Answers the letter that was said last, with these words alone.
    pub fn answers(&mut self, text: &str) -> &mut Self {
        let repond = self.last_message().map(Message::posee);
        self.writes(text, repond)
    }

    /// Writes a letter, in answer to one of ours or to none.
    pub fn writes(&mut self, text: &str, repond: Option<LettrePosee>) -> &mut Self {
        self.maniere = Maniere::Lettre;
        self.play(&Event::Lettre(Box::new(LettreRecue {
            morceaux: vec![MorceauRecu { cite: false, texte: text.to_owned() }],
            texte: text.to_owned(),
            message: Some("courriel@example.org".to_owned()),
            avec_fichiers: false,
            repond,
        })))
    }

    /// Taps the button of this label on the card last shown.
    pub fn taps(&mut self, label: &str) -> &mut Self {
        let message = self.last().clone();
        let Some(choice) = message.choices.iter().find(|choice| choice.label == label) else {
            panic!("no button « {label} » among {:?}", self.labels());
        };
        self.play(&Event::Tap { card: message.card, choice: choice.rank })
    }

    /// Taps the button of this label, or says its words where the list shown is another.
    fn chooses(&mut self, label: &str) -> &mut Self {
        if self.labels().contains(&label) { self.taps(label) } else { self.says(label) }
    }

    pub fn sends(&mut self, name: &str, mime: &str) -> &mut Self {
        self.play(&Event::Files { files: vec![fichier(name, mime)], caption: None })
    }

    pub fn last(&self) -> &Message {
        self.said.last().expect("something was said")
    }

    pub fn last_message(&self) -> Option<&Message> {
        self.said.last()
    }

    pub fn labels(&self) -> Vec<&str> {
        self.last().choices.iter().map(|choice| choice.label.as_str()).collect()
    }

    /// Label of the question asked now.
    pub fn asked(&self) -> &str {
        match &self.last().screen {
            Screen::Dispositifs => "Dispositif",
            Screen::Question(question) => &question.libelle,
            Screen::Encore(encore) => &encore.question,
            Screen::Pieces(pieces) => pieces.demandee.as_ref().map_or("Pièces", |piece| &piece.libelle),
            Screen::Recapitulatif(_) => "Récapitulatif",
            Screen::ConfirmerEnvoi(_) => "Confirmer l'envoi",
            Screen::Suivi(_) => "Suivi",
            Screen::Accueil(_) => "Accueil",
            Screen::Modifier(_) => "Modifier",
            Screen::Depart(_) => "Nouvelle demande",
            other => panic!("no question: {other:?}"),
        }
    }

    pub fn noted(&self, wanted: &Note) -> bool {
        self.last().notes.contains(wanted)
    }

    pub fn dossier(&self) -> &Dossier {
        self.state.dossier.as_ref().expect("a dossier")
    }

    pub fn valeur(&self, path: &str) -> Option<Valeur> {
        self.dossier().valeurs(path).next().cloned()
    }

    /// R1 up to the question of this label, by the shortest way.
    pub fn until(&mut self, label: &str) -> &mut Self {
        self.says("/nouvelle");
        for _ in 0..40 {
            if self.asked() == label {
                return self;
            }
            self.r1_act();
        }
        panic!("« {label} » was never asked");
    }

    /// Chooses the first employee who is not in the request yet; without one, adds one.
    fn takes_someone(&mut self) -> &mut Self {
        let last = self.last();
        let free = last.choices.iter().find(|choice| {
            choice.kind == ChoiceKind::Numbered && choice.detail.as_deref() != Some("déjà dans la demande")
        });
        match free.map(|choice| (last.card, choice.rank)) {
            Some((card, choice)) => self.play(&Event::Tap { card, choice }),
            None if self.labels().contains(&"Il n'est pas dans la liste") => {
                self.taps("Il n'est pas dans la liste")
            }
            None => self.says("Inès LEROY"),
        }
    }

    /// The last day of R1, or the first possible one where another first day was said before.
    fn says_end(&mut self) -> &mut Self {
        let usual = jour(2027, 3, 3);
        let end = match &self.last().screen {
            Screen::Question(question) => match question.saisie {
                Saisie::Date { min: Some(min), .. } => min.max(usual),
                _ => usual,
            },
            other => panic!("no question: {other:?}"),
        };
        self.says(&end.format("%d/%m/%Y").to_string())
    }

    /// What the person of R1 answers to the question asked now.
    pub fn r1_act(&mut self) -> &mut Self {
        // A file that came before the request: the first pièce will do.
        if let (Screen::ChoixPiece { .. }, [first, ..]) = (&self.last().screen, &self.last().choices[..]) {
            let (card, choice) = (self.last().card, first.rank);
            return self.play(&Event::Tap { card, choice });
        }
        match self.asked().to_owned().as_str() {
            "Nouvelle demande" => self.taps("Commencer une nouvelle demande"),
            "Dispositif" => self.taps("Action individuelle"),
            "Intitulé de la formation" => self.says("Excel perfectionnement"),
            "Date de début de la formation" => self.says("01/03/2027"),
            "Date de fin de la formation" => self.says_end(),
            label if label.starts_with("Demandez-vous") => self.says("non"),
            "Référence de l'établissement demandeur" => self.chooses("Boulangerie des Lilas"),
            "Heures formation" => self.says("21h"),
            "Coût total de formation" => self.says("1 500 € HT"),
            label if label.starts_with("Y a-t-il aussi") => self.says("non"),
            "Qui assure la formation ?" => self.taps("Un organisme de formation"),
            "Organisme de formation : nom" => self.says("Bureautique Formation"),
            "Voulez-vous saisir un autre module ?" => self.says("non"),
            "Nom du stagiaire" => self.takes_someone(),
            "Voulez-vous saisir un autre stagiaire ?" if self.dossier().elements("etape_3").len() < 2 => {
                self.says("oui")
            }
            "Voulez-vous saisir un autre stagiaire ?" => self.says("non"),
            "Copie devis" => self.sends("devis.pdf", "application/pdf"),
            "Programme de la formation" => self.sends("programme.jpg", "image/jpeg"),
            "Récapitulatif" => self.taps("Envoyer ma demande"),
            "Confirmer l'envoi" => self.taps("Oui, envoyer à OPCO EP"),
            "CSP" => self.says("employé"),
            other => panic!("R1 has no answer to « {other} »"),
        }
    }
}

pub fn fichier(name: &str, mime: &str) -> Fichier {
    Fichier::Stored(FichierRecu {
        sha256: format!("{:0>64}", name.bytes().map(|b| format!("{b:02x}")).collect::<String>()),
        name: name.to_owned(),
        size: 18_000,
        mime: Some(mime.to_owned()),
    })
}

/// Numbered choices of a message.
pub fn numbered(message: &Message) -> usize {
    message.choices.iter().filter(|choice| choice.kind == ChoiceKind::Numbered).count()
}

fn find<T: Clone>(all: &[T], text: Option<&str>, page: u32, name: impl Fn(&T) -> String) -> Page<T> {
    let wanted = words(text.unwrap_or(""));
    let fits = |item: &&T| {
        let own = words(&name(item));
        wanted.iter().all(|word| own.iter().any(|other| other.starts_with(word)))
    };
    let found: Vec<T> = all.iter().filter(fits).cloned().collect();
    let items = found.iter().skip(page as usize * PAGE_SIZE).take(PAGE_SIZE).cloned().collect();
    Page { items, page, total: found.len() as u32 }
}
