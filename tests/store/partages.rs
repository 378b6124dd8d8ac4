//! Several people on one request: who may do what, in and out of its company, before and after it is sent.

use guichet_core::annuaire::Personne;
use guichet_core::dossier::{Dossier, Statut};
use guichet_core::engine::JournalWhat;
use guichet_core::event::{Event, Fichier, FichierRecu, Recherche, Trouvaille};
use guichet_core::message::{Message, Note, NotePartage, Screen};
use guichet_core::partage::{Droit, QuoiPartage};
use guichet_store::{Channel, Incoming, Payload, Played};
use uuid::Uuid;

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, text};
use crate::on_both;

on_both!(
    a_request_is_shared_by_two_consents,
    every_right_by_every_act,
    a_request_is_handed_on,
    an_address_tells_nothing,
    an_offer_runs_out_or_is_withdrawn,
    who_leaves_the_company_leaves_its_requests,
    one_person_for_two_companies,
);

mod ensemble;

const CAMILLE: &str = "1";
const SACHA: &str = "2";
const LOU: &str = "3";

/// A bench with a clock, and people by their address on Telegram.
struct Scene {
    bench: Bench,
    clock: i64,
    id: Uuid,
}

impl Scene {
    /// Camille and Sacha of the bakery, Lou of the salon; Camille's request has its company.
    async fn new(bench: Bench) -> Scene {
        let mut scene = Scene { bench, clock: 1, id: Uuid::nil() };
        for (who, email, siret) in [
            (CAMILLE, "camille@example.org", BOULANGERIE),
            (SACHA, "sacha@example.org", BOULANGERIE),
            (LOU, "lou@example.org", COIFFURE),
        ] {
            scene.bench.personne(email, siret, Channel::Telegram, who).await;
            scene.says(who, "bonjour").await;
        }
        for text in [
            "/nouvelle action individuelle",
            "Excel perfectionnement",
            "01/03/2027",
            "03/03/2027",
            "non",
            "1",
        ] {
            scene.says(CAMILLE, text).await;
        }
        let [id] = scene.demandes(CAMILLE).await[..] else { panic!("one request") };
        scene.id = id;
        scene
    }

    /// Says something, and gives the last message that came of it, as told to her.
    async fn says(&mut self, who: &str, said: &str) -> Message {
        self.event(who, &text(said)).await
    }

    async fn event(&mut self, who: &str, incoming: &Incoming) -> Message {
        self.clock += 1;
        let now = at(self.clock);
        self.drain().await;
        let played = self.bench.turn(Channel::Telegram, who, incoming, now).await;
        assert!(matches!(played, Played::Done { .. }));
        let mut said = None;
        for (address, message) in self.drain().await {
            if address == who {
                said = Some(message);
            }
        }
        said.expect("an answer")
    }

    /// Everything told on Telegram and by email since, in order for each address.
    async fn drain(&mut self) -> Vec<(String, Message)> {
        let mut out = Vec::new();
        for channel in [Channel::Telegram, Channel::Courriel] {
            while let Some(claim) = self.bench.outbox(at(self.clock), channel).await {
                let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
                for row in &claim.rows {
                    if let Payload::Message(message) = &row.payload {
                        out.push((claim.address.clone(), (**message).clone()));
                    }
                }
                self.bench.settle(&claim, &ids, &crate::bench::done()).await;
            }
        }
        out
    }

    async fn personne(&self, who: &str) -> Personne {
        let found = self.bench.store.find_personne(Channel::Telegram, who).await.expect("read");
        found.expect("a known person")
    }

    /// Camille's request, as it is now.
    async fn dossier(&self) -> Dossier {
        let found = self.bench.store.find_dossier(self.id).await.expect("read");
        found.expect("the request")
    }

    /// What she can list.
    async fn demandes(&self, who: &str) -> Vec<Uuid> {
        let all = Recherche::Dossiers { filtre: Default::default(), page: 0 };
        match self.bench.store.search(&self.personne(who).await, all).await.expect("searched") {
            Trouvaille::Dossiers(page) => {
                assert_eq!(page.total as usize, page.items.len());
                page.items.iter().map(|dossier| dossier.id).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    /// Whether Camille's request can be opened by her.
    async fn opens(&self, who: &str) -> bool {
        let one = Recherche::Dossier { id: self.id };
        match self.bench.store.search(&self.personne(who).await, one).await.expect("searched") {
            Trouvaille::Dossier(found) => found.is_some(),
            other => panic!("{other:?}"),
        }
    }

    /// Offers this right on the request at hand.
    async fn offers(&mut self, from: &str, to: &str, droit: Droit) {
        self.says(from, "/partager").await;
        self.says(from, to).await;
        let label = match droit {
            Droit::Lecteur => "lire",
            Droit::Redacteur => "modifier",
            Droit::Proprietaire => "transférer la demande",
        };
        let message = self.says(from, label).await;
        assert!(noted(&message, |note| matches!(note, NotePartage::Proposee { .. })), "{message:?}");
    }

    async fn accepts(&mut self, who: &str) {
        self.says(who, "/partages").await;
        let message = self.says(who, "accepter").await;
        assert!(noted(&message, |note| matches!(note, NotePartage::Acceptee { .. })), "{message:?}");
        self.says(who, "ouvrir la demande").await;
    }

    /// What the journal says of sharing.
    async fn journal(&self) -> Vec<(QuoiPartage, Droit)> {
        let journal = self.bench.store.journal(self.id).await.expect("read");
        let of = |what: &JournalWhat| match what {
            JournalWhat::Partage { quoi, droit, .. } => Some((*quoi, *droit)),
            _ => None,
        };
        journal.iter().filter_map(|ligne| of(&ligne.entry.what)).collect()
    }

    /// Answers all that is asked, up to the recap.
    async fn fills(&mut self, who: &str) {
        let mut said = self.says(who, "/reprendre").await;
        for _ in 0..40 {
            let answer = match &said.screen {
                Screen::Question(question) => match question.libelle.as_str() {
                    "Heures formation" => "21h",
                    "Coût total de formation" => "1 500 € HT",
                    "Qui assure la formation ?" => "un organisme de formation",
                    "Organisme de formation : nom" => "Bureautique Formation",
                    "Nom du stagiaire" if question.exemple.as_deref() == Some("Marie Dupont") => "Inès Leroy",
                    "Nom du stagiaire" => "il n'est pas dans la liste",
                    "CSP" => "employé",
                    _ => "non",
                },
                Screen::Encore(_) => "non",
                Screen::Pieces(_) => "/passer",
                Screen::Recapitulatif(_) => return,
                other => panic!("{other:?}"),
            };
            said = self.says(who, answer).await;
        }
        panic!("never complete");
    }
}

fn noted(message: &Message, wanted: impl Fn(&NotePartage) -> bool) -> bool {
    message.notes.iter().any(|note| matches!(note, Note::Partage(note) if wanted(note)))
}

async fn a_request_is_shared_by_two_consents(bench: Bench) {
    let mut scene = Scene::new(bench).await;
    scene.says(CAMILLE, "/partager").await;
    let listed = scene.says(CAMILLE, "sacha").await;
    assert!(listed.choices.iter().any(|choice| choice.label == "sacha@example.org"), "{listed:?}");
    assert!(!listed.choices.iter().any(|choice| choice.label == "lou@example.org"), "not of this company");
    scene.says(CAMILLE, "sacha@example.org").await;
    scene.drain().await;
    let asked = text("modifier");
    scene.clock += 1;
    scene.bench.turn(Channel::Telegram, CAMILLE, &asked, at(scene.clock)).await;
    let told = scene.drain().await;
    for address in [SACHA, "sacha@example.org"] {
        let (_, message) = told.iter().find(|(to, _)| to == address).expect("told on each of her channels");
        assert!(
            message.is_notice() && noted(message, |note| matches!(note, NotePartage::Avis(_))),
            "{message:?}"
        );
    }
    // Before she accepts she sees what it is, of whom, and nothing else.
    assert!(scene.demandes(SACHA).await.is_empty() && !scene.opens(SACHA).await);
    let welcome = scene.says(SACHA, "bonjour").await;
    assert!(noted(&welcome, |note| *note == NotePartage::EnAttente { nombre: 1 }), "{welcome:?}");
    let shown = format!("{:?}", scene.says(SACHA, "/partages").await);
    for seen in ["Excel perfectionnement", "Au Bon Pain", "camille@example.org"] {
        assert!(shown.contains(seen), "{seen}: {shown}");
    }
    assert!(!shown.contains("2027-03") && !shown.contains("mars"), "{shown}");
    scene.says(SACHA, "oui").await;
    assert_eq!(scene.demandes(SACHA).await, [scene.id]);
    scene.says(SACHA, "ouvrir la demande").await;
    let opened = scene.says(SACHA, "reprendre").await;
    assert!(format!("{opened:?}").contains("Heures formation"), "{opened:?}");
    scene.says(SACHA, "14h").await;
    assert_eq!(scene.dossier().await.valeurs("etape_2.heures_formation").count(), 1);
    let journal = scene.journal().await;
    assert_eq!(journal, [(QuoiPartage::Propose, Droit::Redacteur), (QuoiPartage::Accepte, Droit::Redacteur)]);
    // The right is taken back: the next word is not taken, and she is told.
    scene.says(CAMILLE, "/partager").await;
    scene.says(CAMILLE, "Retirer l'accès de sacha@example.org").await;
    let lost = scene.says(SACHA, "1 500 € HT").await;
    assert!(noted(&lost, |note| *note == NotePartage::AccesPerdu), "{lost:?}");
    assert_eq!(scene.dossier().await.valeurs("etape_2.cout_formation").count(), 0);
    assert!(scene.demandes(SACHA).await.is_empty() && !scene.opens(SACHA).await);
    assert_eq!(scene.journal().await.last(), Some(&(QuoiPartage::Repris, Droit::Redacteur)));
}

/// Sacha's row of « acces », behind the store's back.
async fn set_right(scene: &Scene, droit: Option<Droit>) {
    let sql = match droit {
        None => {
            "DELETE FROM acces WHERE personne = (SELECT id FROM personne WHERE email = 'sacha@example.org')"
        }
        Some(Droit::Lecteur) => {
            "INSERT INTO acces (personne, dossier, droit, created_at, statut, siret, recherche)
             SELECT p.id, a.dossier, 'lecteur', a.created_at, a.statut, a.siret, a.recherche
             FROM acces a, personne p WHERE p.email = 'sacha@example.org' AND a.droit = 'proprietaire'
             ON CONFLICT (personne, dossier) DO UPDATE SET droit = 'lecteur'"
        }
        Some(_) => {
            "UPDATE acces SET droit = 'redacteur'
             WHERE personne = (SELECT id FROM personne WHERE email = 'sacha@example.org')"
        }
    };
    scene.bench.raw(sql).await.expect("set");
}

async fn set_inside(scene: &Scene, inside: bool) {
    let sql = match inside {
        true => {
            "INSERT INTO rattachement (personne, siret)
             SELECT p.id, a.siret FROM personne p, acces a
             WHERE p.email IN ('camille@example.org', 'sacha@example.org') AND a.droit = 'proprietaire'
             ON CONFLICT DO NOTHING"
        }
        false => {
            "DELETE FROM rattachement
             WHERE personne IN (SELECT id FROM personne WHERE email LIKE '%a%e@example.org' OR email LIKE 's%')"
        }
    };
    scene.bench.raw(sql).await.expect("set");
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Acte {
    Lire,
    Repondre,
    Joindre,
    Partager,
    Annuler,
    Envoyer,
}

async fn every_right_by_every_act(bench: Bench) {
    use Acte::{Annuler, Envoyer, Joindre, Lire, Partager, Repondre};
    let mut scene = Scene::new(bench).await;
    scene.bench.personne("lou@example.org", BOULANGERIE, Channel::Telegram, LOU).await;
    scene.fills(CAMILLE).await;
    let rights = [None, Some(Droit::Lecteur), Some(Droit::Redacteur), Some(Droit::Proprietaire)];
    let mut cells = 0;
    for sent in [false, true] {
        for droit in rights {
            for inside in [false, true] {
                for acte in [Lire, Repondre, Joindre, Partager, Annuler, Envoyer] {
                    let owns = droit == Some(Droit::Proprietaire);
                    let writes = droit >= Some(Droit::Redacteur);
                    let allowed = inside
                        && match acte {
                            Lire => droit.is_some(),
                            Repondre | Joindre => writes && !sent,
                            Partager => owns,
                            Annuler | Envoyer => owns && !sent,
                        };
                    if acte == Annuler && allowed {
                        continue; // It would end the story: tests/engine cancels.
                    }
                    // She has it in front of her; then her right is what it is.
                    let who = if owns { CAMILLE } else { SACHA };
                    set_inside(&scene, true).await;
                    if !owns {
                        set_right(&scene, Some(Droit::Lecteur)).await;
                    }
                    scene.says(who, "/demandes").await;
                    scene.says(who, "1").await;
                    if !owns {
                        set_right(&scene, droit).await;
                    }
                    set_inside(&scene, inside).await;
                    let done = scene.does(who, acte).await;
                    assert_eq!(done, allowed, "{acte:?} with {droit:?}, inside {inside}, sent {sent}");
                    cells += 1;
                }
            }
        }
        assert_eq!(scene.dossier().await.statut, Statut::Envoye, "the owner, inside, sent it at the end");
    }
    assert_eq!(cells, 2 * 4 * 2 * 6 - 1);
}

impl Scene {
    /// Whether the act had its effect. What has none changes nothing at all.
    async fn does(&mut self, who: &str, acte: Acte) -> bool {
        let (before, offers) = (self.dossier().await, self.offered().await);
        let mut shown = String::new();
        let words: Vec<String> = match acte {
            Acte::Lire => vec!["/recap".to_owned()],
            Acte::Repondre => {
                vec!["modifier la date de fin".to_owned(), format!("{}/03/2027", 4 + self.clock % 20)]
            }
            Acte::Joindre => Vec::new(),
            Acte::Partager => ["/partager", "lou@example.org", "lire"].map(str::to_owned).to_vec(),
            Acte::Annuler => ["/annuler", "oui"].map(str::to_owned).to_vec(),
            Acte::Envoyer => ["envoyer", "oui"].map(str::to_owned).to_vec(),
        };
        for word in &words {
            shown = format!("{:?}", self.says(who, word).await);
        }
        if acte == Acte::Joindre {
            let file = FichierRecu {
                sha256: format!("{:064x}", self.clock),
                name: "programme.pdf".to_owned(),
                size: 100,
                mime: Some("application/pdf".to_owned()),
            };
            let caption = Some("programme".to_owned());
            let event = Event::Files { files: vec![Fichier::Stored(file)], caption };
            self.event(who, &Incoming { event, puis: Vec::new(), invitation: None }).await;
        }
        let after = self.dossier().await;
        let changed = before != after;
        match acte {
            Acte::Lire => shown.contains("Bureautique Formation"),
            Acte::Partager => {
                assert!(!changed);
                self.offered().await != offers
            }
            Acte::Repondre | Acte::Joindre => changed,
            Acte::Annuler => changed || after.statut == Statut::Annule,
            Acte::Envoyer => {
                assert!(!changed || after.statut == Statut::Envoye);
                changed
            }
        }
    }

    async fn offered(&self) -> i64 {
        self.bench.count("SELECT COUNT(*) FROM partage").await
    }
}

async fn a_request_is_handed_on(bench: Bench) {
    let mut scene = Scene::new(bench).await;
    scene.bench.personne("lou@example.org", BOULANGERIE, Channel::Telegram, LOU).await;
    scene.offers(CAMILLE, "lou@example.org", Droit::Proprietaire).await;
    scene.offers(CAMILLE, "sacha@example.org", Droit::Proprietaire).await;
    let shown = scene.says(LOU, "/partages").await;
    assert!(matches!(shown.screen, Screen::Partage(_)));
    scene.accepts(SACHA).await;
    assert_eq!(scene.dossier().await.proprietaire, scene.personne(SACHA).await.id);
    // What Camille offered to another is no longer hers to give.
    let late = scene.says(LOU, "accepter").await;
    assert!(noted(&late, |note| *note == NotePartage::PropositionPerdue), "{late:?}");
    let camille = scene.says(CAMILLE, "modifier la date de fin").await;
    assert!(
        noted(&camille, |note| matches!(note, NotePartage::LectureSeule { proprietaire }
        if proprietaire == "sacha@example.org")),
        "{camille:?}"
    );
    scene.fills(SACHA).await;
    scene.says(SACHA, "envoyer").await;
    scene.says(SACHA, "oui").await;
    let sent = scene.dossier().await;
    assert_eq!(sent.statut, Statut::Envoye);
    // Sent, it can still be handed on: no fact of it changes but whose it is.
    scene.offers(SACHA, "camille@example.org", Droit::Proprietaire).await;
    scene.accepts(CAMILLE).await;
    let back = Dossier { proprietaire: scene.personne(CAMILLE).await.id, ..sent };
    assert_eq!(scene.dossier().await, back);
    assert_eq!(scene.bench.count("SELECT COUNT(*) FROM acces WHERE droit = 'proprietaire'").await, 1);
    assert_eq!(scene.bench.count("SELECT COUNT(*) FROM acces WHERE droit = 'lecteur'").await, 1);
    assert_eq!(scene.journal().await.iter().filter(|(quoi, _)| *quoi == QuoiPartage::Accepte).count(), 2);
}

async fn an_address_tells_nothing(bench: Bench) {
    let mut scene = Scene::new(bench).await;
    let mut answers = Vec::new();
    for address in ["lou@example.org", "personne@example.org", "LOU@EXAMPLE.ORG"] {
        scene.says(CAMILLE, "/partager").await;
        let mut answer = scene.says(CAMILLE, address).await;
        assert!(noted(&answer, |note| matches!(note, NotePartage::PasCollegue { .. })), "{answer:?}");
        answer.card = 0;
        answers.push(format!("{answer:?}"));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    assert_eq!(scene.offered().await, 0);
    let own = scene.says(CAMILLE, "camille@example.org").await;
    assert!(noted(&own, |note| *note == NotePartage::CEstVous));
}

async fn an_offer_runs_out_or_is_withdrawn(bench: Bench) {
    let mut scene = Scene::new(bench).await;
    scene.offers(CAMILLE, "sacha@example.org", Droit::Lecteur).await;
    scene.says(SACHA, "/partages").await;
    scene.clock += 14 * 86_400;
    let late = scene.says(SACHA, "accepter").await;
    assert!(noted(&late, |note| *note == NotePartage::PropositionPerdue), "{late:?}");
    let none = scene.says(SACHA, "/partages").await;
    assert!(noted(&none, |note| *note == NotePartage::AucuneProposition), "{none:?}");
    // Offered anew, withdrawn; offered twice, the last one holds.
    scene.offers(CAMILLE, "sacha@example.org", Droit::Lecteur).await;
    scene.says(CAMILLE, "/partager").await;
    let done = scene.says(CAMILLE, "Retirer la proposition à sacha@example.org").await;
    assert!(noted(&done, |note| matches!(note, NotePartage::PropositionRetiree { .. })), "{done:?}");
    let none = scene.says(SACHA, "/partages").await;
    assert!(noted(&none, |note| *note == NotePartage::AucuneProposition), "{none:?}");
    scene.offers(CAMILLE, "sacha@example.org", Droit::Lecteur).await;
    scene.offers(CAMILLE, "sacha@example.org", Droit::Redacteur).await;
    assert_eq!(scene.bench.count("SELECT COUNT(*) FROM partage WHERE etat = 'propose'").await, 1);
    scene.says(SACHA, "/partages").await;
    scene.says(SACHA, "refuser").await;
    assert!(scene.demandes(SACHA).await.is_empty());
    assert_eq!(scene.journal().await.last(), Some(&(QuoiPartage::Refuse, Droit::Redacteur)));
}

async fn who_leaves_the_company_leaves_its_requests(bench: Bench) {
    let mut scene = Scene::new(bench).await;
    scene.offers(CAMILLE, "sacha@example.org", Droit::Redacteur).await;
    scene.accepts(SACHA).await;
    set_inside(&scene, false).await;
    for who in [SACHA, CAMILLE] {
        assert!(scene.demandes(who).await.is_empty() && !scene.opens(who).await, "{who}");
        let lost = scene.says(who, "21h").await;
        assert!(noted(&lost, |note| *note == NotePartage::AccesPerdu), "{lost:?}");
    }
    assert_eq!(scene.dossier().await.valeurs("etape_2.heures_formation").count(), 0);
    set_inside(&scene, true).await;
    assert_eq!(scene.demandes(SACHA).await, [scene.id]);
}

async fn one_person_for_two_companies(bench: Bench) {
    let mut scene = Scene::new(bench).await;
    // Invited once more, for the other company: the same account.
    scene.bench.personne("camille@example.org", COIFFURE, Channel::Telegram, CAMILLE).await;
    let entites = Recherche::Entites { text: None, page: 0 };
    let found = scene.bench.store.search(&scene.personne(CAMILLE).await, entites).await.expect("searched");
    assert!(matches!(&found, Trouvaille::Entites { page, .. } if page.total == 2), "{found:?}");
    for text in
        ["/nouvelle action individuelle", "Coupe homme", "05/04/2027", "06/04/2027", "non", "Salon Élégance"]
    {
        scene.says(CAMILLE, text).await;
    }
    let ids = scene.demandes(CAMILLE).await;
    assert_eq!(ids.len(), 2, "of both companies");
    // A colleague is one of the company of the request, not of the other.
    scene.says(CAMILLE, "/partager").await;
    let no = scene.says(CAMILLE, "sacha@example.org").await;
    assert!(noted(&no, |note| matches!(note, NotePartage::PasCollegue { .. })), "{no:?}");
    let yes = scene.says(CAMILLE, "lou@example.org").await;
    assert!(matches!(yes.screen, Screen::Partage(_)), "{yes:?}");
    scene.says(CAMILLE, "lire").await;
    scene.accepts(LOU).await;
    assert_eq!(scene.demandes(LOU).await, [ids[0]]);
    assert!(scene.demandes(SACHA).await.is_empty());
}
