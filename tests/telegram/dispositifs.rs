//! Each dispositif to « Envoyé » over the Bot API, by someone who knows nothing but the catalogue: she answers
//! by the kind of the field that is asked.

use guichet_core::catalogue::{Catalogue, Champ, Dispositif, Nature, embedded_files};
use guichet_core::dossier::{Dossier, Statut, Valeur};
use guichet_core::parcours::Parcours;
use guichet_core::reading::{Contexte, Lecture, read};
use guichet_store::Store;
use guichet_tests::bot_api::{Person, Shown};

use crate::r1::dossier_of;
use crate::scene::*;

const CONFIRM: &str = "Une fois la demande envoyée, seuls les services de l'OPCO EP pourront la modifier. Confirmez-vous l'envoi ?";

/// What she writes where a field of this kind is asked; searches are chosen from the list.
fn answer(champ: &Champ) -> String {
    match &champ.nature {
        Nature::Texte { max, .. } => format!("Réponse {}", champ.cle).chars().take(*max as usize).collect(),
        Nature::Date if champ.pas_avant.is_some() => "31/08/2100".to_owned(),
        Nature::Date => "01/09/2099".to_owned(),
        Nature::Entier { .. } => "2".to_owned(),
        Nature::Heures { .. } => "21h".to_owned(),
        Nature::Decimal { .. } => "240".to_owned(),
        Nature::Montant { .. } if champ.base.is_some() => "150 € HT".to_owned(),
        Nature::Montant { .. } => "85 €".to_owned(),
        Nature::Taux { .. } => "0,321 €".to_owned(),
        Nature::Choix { options } => options[0].libelle.clone(),
        Nature::OuiNon => "oui".to_owned(),
        Nature::RechercheEntite => "Boulangerie des Lilas".to_owned(),
        Nature::RechercheIndividu { .. } => "Marie Dupont".to_owned(),
        Nature::Siret => "73282932000074".to_owned(),
        Nature::CodePostal => "44000".to_owned(),
        Nature::Commune => "Nantes".to_owned(),
        Nature::Email => "marie@example.org".to_owned(),
        Nature::Telephone => "06 12 34 56 78".to_owned(),
        Nature::Idcc => "0843".to_owned(),
        Nature::Nda => "11 75 12345 67".to_owned(),
        Nature::CodeCertification => "RS5252".to_owned(),
    }
}

/// The value that her answer is.
fn value(champ: &Champ) -> Option<Valeur> {
    let day = chrono::NaiveDate::from_ymd_opt(2027, 1, 20).unwrap();
    let contexte = Contexte { today: day, current: None, after: None, taxe: None };
    match read(&champ.nature, &answer(champ), &contexte) {
        Lecture::Read(lu) => Some(lu.valeur),
        _ if champ.nature.is_search() => None,
        other => panic!("{}: {other:?}", champ.cle),
    }
}

/// The headings of a message: lines in bold from end to end.
fn headings(shown: &Shown) -> Vec<String> {
    let bold = |line: &str| Some(line.trim().strip_prefix("<b>")?.strip_suffix("</b>")?.to_owned());
    let plain = |text: String| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    shown.html.lines().filter_map(bold).map(plain).collect()
}

/// A person in front of the real process, and what she may know of it.
struct Essai<'a> {
    store: Store,
    camille: Person,
    dispositif: &'a Dispositif,
}

impl Essai<'_> {
    async fn says(&self, text: &str) -> Shown {
        self.camille.says(text);
        self.camille.sees("").await
    }

    async fn taps(&self, label: &str) -> Shown {
        self.camille.taps(label);
        self.camille.sees("").await
    }

    async fn dossier(&self) -> Dossier {
        dossier_of(&self.store, &self.camille).await
    }

    async fn reply(&self, champ: &Champ) -> Shown {
        match champ.nature.is_search() {
            true => self.taps(&answer(champ)).await,
            false => self.says(&answer(champ)).await,
        }
    }

    /// Answers what is asked until the recap.
    async fn go_on(&self, mut shown: Shown) {
        for _ in 0..80 {
            let asked = headings(&shown);
            if asked.iter().any(|heading| heading == "Récapitulatif") {
                return;
            }
            let mut champs = self.dispositif.etapes.iter().flat_map(|etape| &etape.champs);
            let champ = champs.find(|champ| asked.contains(&champ.libelle));
            let encore = self.dispositif.etapes.iter().filter_map(|etape| etape.repetition.as_ref());
            shown = if let Some(champ) = champ {
                self.reply(champ).await
            } else if encore.clone().any(|repetition| asked.contains(&repetition.encore)) {
                assert!(
                    encore.clone().any(|r| r.max > 1 && asked.contains(&r.encore)),
                    "there can only be one"
                );
                self.taps("Non").await
            } else {
                let mut pieces = self.dispositif.pieces.iter();
                let piece =
                    pieces.find(|piece| asked.iter().any(|heading| heading.starts_with(&piece.libelle)));
                let piece = piece.unwrap_or_else(|| panic!("what is asked? {}", shown.plain()));
                self.sends(&piece.cle).await
            };
        }
        panic!("the recap never came");
    }

    async fn sends(&self, cle: &str) -> Shown {
        let content = [PDF, cle.as_bytes()].concat();
        self.camille.sends_document(&format!("{cle}.pdf"), "application/pdf", &content);
        self.camille.sees("").await
    }

    /// The fields that are not asked, from the recap.
    async fn fill_what_is_not_asked(&self) {
        let dossier = self.dossier().await;
        let parcours = Parcours { dispositif: self.dispositif, dossier: &dossier };
        for etape in &self.dispositif.etapes {
            for (rank, element) in dossier.elements(&etape.cle).iter().enumerate() {
                for champ in parcours.open_champs(etape, Some(element)) {
                    if element.valeur(&champ.cle).is_some() {
                        continue;
                    }
                    // By name, where no other field of hers has the same words.
                    let shown = self.says(&format!("modifier {}", champ.libelle)).await;
                    if headings(&shown).contains(&champ.libelle) {
                        self.reply(champ).await;
                        continue;
                    }
                    self.says("/modifier").await;
                    let shown = self.taps(&etape.libelle).await;
                    if let Some(repetition) = &etape.repetition {
                        let of =
                            |label: &str| label.split_once(". ").map_or(label, |(_, rest)| rest).to_owned();
                        let mut named = shown.buttons.iter().map(|button| of(&button.label));
                        let first = named.find(|label| label.starts_with(&repetition.nom)).unwrap();
                        assert_eq!(rank, 0, "she has one of each");
                        self.taps(&first).await;
                    }
                    self.taps(&champ.libelle).await;
                    self.reply(champ).await;
                }
            }
        }
    }

    /// The pièces that are only recommended.
    async fn add_the_other_pieces(&self) {
        let dossier = self.dossier().await;
        let parcours = Parcours { dispositif: self.dispositif, dossier: &dossier };
        for piece in parcours.pieces_envoi() {
            if dossier.pieces.get(&piece.cle).is_none_or(|jointe| jointe.fichiers.is_empty()) {
                self.says("/pieces").await;
                self.taps(&format!("Ajouter : {}", piece.libelle)).await;
                self.sends(&piece.piece.cle).await;
            }
        }
    }

    async fn to_envoye(&self, first: Shown) {
        self.go_on(first).await;
        self.fill_what_is_not_asked().await;
        self.add_the_other_pieces().await;
        self.go_on(self.says("/recap").await).await;
        self.taps("Envoyer ma demande").await;
        self.camille.is_asked(CONFIRM).await;
        self.camille.taps("Oui, envoyer à OPCO EP");
        self.camille.sees("Envoyé").await;
        let dossier = self.dossier().await;
        self.assert_whole(&dossier);
    }

    /// Every field that is open holds her answer, every pièce its file.
    fn assert_whole(&self, dossier: &Dossier) {
        assert_eq!(dossier.statut, Statut::Envoye);
        assert_eq!(
            (&dossier.dispositif, &dossier.revision),
            (&self.dispositif.cle, &self.dispositif.revision)
        );
        let parcours = Parcours { dispositif: self.dispositif, dossier };
        let mut open = 0;
        for etape in &self.dispositif.etapes {
            let [element] = dossier.elements(&etape.cle) else { panic!("{}: one of each", etape.cle) };
            for champ in parcours.open_champs(etape, Some(element)) {
                open += 1;
                let found = element.valeur(&champ.cle);
                match (found, value(champ)) {
                    (Some(Valeur::Entite(entite)), None) => assert_eq!(entite.nom(), answer(champ)),
                    (Some(Valeur::Individu(individu)), None) => {
                        assert_eq!(individu.nom_complet(), answer(champ));
                    }
                    // What the assistant knows is taken as it is (her address, the company's SIRET).
                    (Some(_), _) if element.reponses[&champ.cle].proposee => {}
                    (found, wanted) => assert_eq!(found, wanted.as_ref(), "{}.{}", etape.cle, champ.cle),
                }
            }
        }
        assert!(open >= 8, "only {open} fields");
        let expected = parcours.pieces_envoi();
        for piece in &expected {
            let files = &dossier.pieces[&piece.cle].fichiers;
            assert_eq!(files[0].name, format!("{}.pdf", piece.piece.cle), "{}", piece.libelle);
        }
        assert_eq!(
            dossier.pieces.values().filter(|jointe| !jointe.fichiers.is_empty()).count(),
            expected.len()
        );
    }
}

async fn whole(catalogue: &Catalogue, files: &[(&str, &str)], cle: &str) {
    let (server, mut atelier, camille, token) = scene(Mode::Polling).await;
    if !files.is_empty() {
        let folder = atelier.folder().join("catalogue");
        std::fs::create_dir(&folder).unwrap();
        for (name, text) in files {
            std::fs::write(folder.join(name), text).unwrap();
        }
        atelier.set("CATALOGUE", &folder.display().to_string());
        let verified =
            atelier.command(&["catalogue", "verifier", &folder.display().to_string()]).output().await;
        let verified = verified.unwrap();
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    }
    let guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    let current = catalogue.current();
    let dispositif = current.iter().find(|dispositif| dispositif.cle == cle).unwrap();
    let essai = Essai { store: atelier.store().await, camille, dispositif };
    let mut shown = essai.says("/nouvelle").await;
    if current.len() > 1 {
        shown = essai.taps(&dispositif.libelle).await;
    }
    essai.to_envoye(shown).await;
    server.until_drained().await;
    essai.store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
    server.assert_valid();
}

/// Side by side: each waits for the pace of its own chat most of the time.
#[tokio::test]
async fn each_of_the_list() {
    let catalogue = Catalogue::embedded().unwrap();
    let current = catalogue.current();
    assert_eq!(current.len(), 6);
    let each = current.iter().map(|dispositif| whole(&catalogue, &[], &dispositif.cle));
    futures::future::join_all(each).await;
}

/// Written by hand, whole, for a company that has but this.
const SEPTIEME: &str = r#"
cle = "septieme"
revision = "2027-01"
libelle = "Bilan de santé de l'entreprise"
resume = "Un conseiller passe une journée dans votre entreprise."
titre = "creation.sujet"
demandeur = "qui.entreprise"
etape_pieces = "Etape 3 : Pièces"
etape_envoi = "Etape 4 : Envoi"
annulation = "Annuler"
recapitulatif = ["Dispositif", "Dossier", "Demandeur", "Documents"]
mots = ["bilan de santé", "conseiller"]
banniere = "Cette aide est ouverte jusqu'à l'été."
[delai]
depuis = "creation.jour"
avant = true
source = "essai"
releve_le = "2026-11-01"
[disponibilite]
jusqu_au = "2027-06-30"
sur = "creation.jour"
avertissement = "C'est trop tard pour cette année."
[[etapes]]
cle = "creation"
libelle = "Le rendez-vous"
recapitulatif = "Dossier"
champs = [
  { cle = "sujet", libelle = "Sujet", nature = { texte = { min = 3, max = 40 } }, exige = "requis", aide = "En quelques mots." },
  { cle = "jour", libelle = "Jour souhaité", nature = "date", exige = "requis", aide = "Un jour ouvré." },
  { cle = "retour", libelle = "Jour du second passage", nature = "date", pas_avant = "jour", aide = "Facultatif.", ecarts = [{ de = "jour", mois_min = 3, message = "Il faut trois mois entre les deux." }] },
  { cle = "salle", libelle = "Avez-vous une salle ?", nature = "oui_non", aide = "Calme, pour une personne." },
  { cle = "taille", libelle = "Taille de la salle", nature = { decimal = { max = 999 } }, si = { vrai = "salle" }, aide = "En mètres carrés." },
]
[[etapes]]
cle = "qui"
libelle = "Etape 1 : L'entreprise"
numero = 1
recapitulatif = "Demandeur"
champs = [
  { cle = "entreprise", libelle = "Entreprise", nature = "recherche_entite", exige = "requis", aide = "Son nom." },
  { cle = "courriel", libelle = "Adresse email", nature = "email", exige = "requis", propose = "compte_email", aide = "Pour le rendez-vous." },
]
[[etapes]]
cle = "salaries"
libelle = "Etape 2 : Qui sera là"
numero = 2
recapitulatif = "Demandeur"
repetition = { max = 1, nom = "Participant", encore = "Quelqu'un d'autre ?", titre = "participant", unique = "participant" }
champs = [
  { cle = "participant", libelle = "Participant", nature = { recherche_individu = { dans = "qui.entreprise" } }, exige = "requis", aide = "Son nom." },
]
[[pieces]]
cle = "plan"
libelle = "Plan de la salle"
exige = "requis"
si = { vrai = "creation.salle" }
moment = "avant_envoi"
aide = "Un croquis suffit."
[[pieces]]
cle = "charte"
libelle = "Charte signée"
moment = "apres_debut"
par = "stagiaire"
aide = "Par chaque participant."
"#;

/// Another, of which only what differs is written.
const HUITIEME: &str = r#"
base = "contrat_apprentissage-2026-12"
cle = "huitieme"
libelle = "Contrat d'apprentissage transfrontalier"
mots = ["frontière"]
pieces = [{ cle = "convention_pays", libelle = "Convention entre les deux pays", moment = "apres_debut", exige = "requis", aide = "En français.", apres = "cerfa_10103" }]
[[etapes]]
cle = "creation"
champs = [{ cle = "mineur", retire = true }, { cle = "pays", libelle = "Pays", nature = { texte = { min = 3, max = 40 } }, exige = "requis", aide = "Celui du CFA.", apres = "date_fin" }]
"#;

#[tokio::test]
async fn a_seventh_written_by_hand_needs_no_code() {
    let files = [("septieme.toml", SEPTIEME)];
    let catalogue = Catalogue::from_files(files).unwrap();
    whole(&catalogue, &files, "septieme").await;
}

#[tokio::test]
async fn an_eighth_laid_over_another_beside_those_of_the_program() {
    let mut files = embedded_files();
    files.push(("huitieme.toml", HUITIEME));
    let catalogue = Catalogue::from_files(files.iter().copied()).unwrap();
    assert_eq!(catalogue.current().len(), 7);
    whole(&catalogue, &files, "huitieme").await;
}
