//! Ten thousand orders of changes, wake-ups and preferences: nothing is told twice, in her quiet hours, or never.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, TimeZone, Timelike, Utc};
use guichet_core::clock::paris;
use guichet_core::dossier::{Avis, Statut};
use guichet_core::nouvelles::{Calme, Canal, EnAttente, Fait, Preferences, Rythme, net, planifier};
use proptest::prelude::*;
use uuid::Uuid;

const ATTENTE: TimeDelta = TimeDelta::seconds(60);

/// From an ordinary week over the long weekend of Easter 2027, clocks changing in between.
fn begin() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2027, 3, 24, 5, 0, 0).unwrap()
}

fn fait() -> impl Strategy<Value = Fait> {
    let piece = |cle: &str, avis: Avis| Fait::Piece { cle: cle.to_owned(), avis };
    prop::sample::select(vec![
        Fait::Statut { avant: Statut::Envoye, apres: Statut::EnCoursDeTraitement, motif: None },
        Fait::Statut { avant: Statut::EnCoursDeTraitement, apres: Statut::Valide, motif: None },
        Fait::Agd { nom: "Nadia Leroux".to_owned() },
        Fait::ComplementDemande {
            motifs: vec!["Il manque la durée.".to_owned()],
            pieces: Vec::new(),
            limite: None,
        },
        Fait::ComplementLeve,
        piece("devis", Avis::Conforme),
        piece("devis", Avis::ARemplacer { motif: "Illisible".to_owned() }),
        piece("programme", Avis::Receptionnee),
        Fait::Message { texte: "Merci de votre patience.".to_owned() },
    ])
}

fn preferences() -> impl Strategy<Value = Preferences> {
    let calme = prop_oneof![
        Just(None),
        Just(Some(Calme::NUIT)),
        (0u16..1440, 0u16..1440).prop_map(|(de, a)| Calme::new(de, a)),
    ];
    (calme, any::<bool>(), any::<bool>()).prop_map(|(calme, tous_les_jours, daily)| Preferences {
        canal: Canal::Partout,
        rythme: if daily { Rythme::Quotidien } else { Rythme::Aussitot },
        calme,
        tous_les_jours,
        informations: true,
        rappels: true,
    })
}

/// Seconds since the change before: in one breath, within the time it is held, or much later.
fn pause() -> impl Strategy<Value = i64> {
    prop_oneof![0i64..5, 0i64..90, 0i64..400, 0i64..100_000]
}

#[derive(Debug, Clone)]
struct Histoire {
    /// Seconds since the one before, dossier, what changes.
    changes: Vec<(i64, u8, Fait)>,
    preferences: Preferences,
    /// Others, chosen after so many changes.
    change_of_mind: Option<(usize, Preferences)>,
    /// By how many seconds each wake-up is late: the machine was busy, or away.
    late: Vec<i64>,
}

fn histoire() -> impl Strategy<Value = Histoire> {
    let changes = prop::collection::vec((pause(), 0u8..3, fait()), 1..14);
    let mind = prop::option::of((0usize..14, preferences()));
    let late = prop::collection::vec(prop_oneof![3 => Just(0i64), 1 => 0i64..50_000], 1..6);
    (changes, preferences(), mind, late).prop_map(|(changes, preferences, change_of_mind, mut late)| {
        // Never late each time: a machine that only wakes at night tells nothing.
        late.push(0);
        Histoire { changes, preferences, change_of_mind, late }
    })
}

/// When a message was said, the changes it told, and how she wanted to be told then.
type Dit = (DateTime<Utc>, Vec<i64>, Preferences);

fn told(histoire: &Histoire) -> (Vec<EnAttente>, Vec<Dit>) {
    let mut at = begin();
    let all: Vec<EnAttente> = (0..)
        .zip(&histoire.changes)
        .map(|(id, (pause, dossier, fait))| {
            at += TimeDelta::seconds(*pause);
            EnAttente { id, dossier: Uuid::from_u128(u128::from(*dossier)), at, fait: fait.clone() }
        })
        .collect();
    let mut preferences = histoire.preferences.clone();
    let (mut waiting, mut said) = (Vec::new(), Vec::new());
    let mut coming = all.iter().peekable();
    let mut due: Option<DateTime<Utc>> = None;
    let mut late = histoire.late.iter().cycle();
    let mut wakes = 0;
    loop {
        let next = coming.peek().map(|change| change.at);
        let now = match (next, due) {
            (Some(change), Some(wake)) if wake < change => wake,
            (Some(change), _) => change,
            (None, Some(wake)) => wake,
            (None, None) => return (all, said),
        };
        if next == Some(now)
            && let Some(change) = coming.next()
        {
            if let Some((after, other)) = &histoire.change_of_mind
                && i64::try_from(*after).is_ok_and(|after| after == change.id)
            {
                preferences = other.clone();
            }
            waiting.push(change.clone());
        }
        wakes += 1;
        assert!(wakes < 500, "it never comes to rest");
        let plan = planifier(&waiting, &preferences, ATTENTE, now);
        for message in &plan.dire {
            said.push((now, message.clone(), preferences.clone()));
            waiting.retain(|waiting| !message.contains(&waiting.id));
        }
        assert_eq!(plan.prochain.is_some(), !waiting.is_empty(), "what is left has its time");
        let delay = TimeDelta::seconds(late.next().copied().unwrap_or(0));
        if let Some(prochain) = plan.prochain {
            assert!(prochain > now || !plan.dire.is_empty(), "it is looked at again for nothing");
        }
        due = plan.prochain.map(|at| at.max(now) + delay);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn each_change_is_told_once_and_never_when_she_is_to_be_left_alone(histoire in histoire()) {
        let (all, said) = told(&histoire);
        let mut when = BTreeMap::new();
        let mut last = BTreeMap::new();
        for (rank, (at, message, preferences)) in said.iter().enumerate() {
            prop_assert!(preferences.permet(*at), "told at {}", paris(*at));
            prop_assert!(!message.is_empty());
            if preferences.rythme == Rythme::Quotidien {
                // Unless the machine was away then, or it waited for a way she has just left: it comes at once.
                let on_time = histoire.late.iter().all(|s| *s == 0) && histoire.change_of_mind.is_none();
                prop_assert!(paris(*at).hour() >= 9 || preferences.calme.is_some() || !on_time);
            }
            for id in message {
                prop_assert!(when.insert(*id, rank).is_none(), "{id} is told twice");
            }
            for change in all.iter().filter(|change| message.contains(&change.id)) {
                prop_assert!(*at - change.at >= ATTENTE, "{} is told too early", change.id);
            }
            // In order: of one thing, nothing that happened before is told later.
            for change in all.iter().filter(|change| message.contains(&change.id)) {
                let about = (change.dossier, aspect(&change.fait));
                let before = last.insert(about, change.id);
                prop_assert!(before.is_none_or(|before| before < change.id));
            }
        }
        prop_assert_eq!(when.len(), all.len(), "something is never told");
        // What is undone within the time it is held is one message.
        for (i, change) in all.iter().enumerate() {
            let undone = all.iter().skip(i + 1).filter(|other| {
                other.dossier == change.dossier
                    && aspect(&other.fait) == aspect(&change.fait)
                    && aspect(&other.fait) != "message"
                    && other.at - change.at < ATTENTE
            });
            for other in undone {
                prop_assert_eq!(when[&change.id], when[&other.id]);
            }
        }
    }

    #[test]
    fn a_message_says_each_thing_once(faits in prop::collection::vec(fait(), 0..12)) {
        let said = net(&faits);
        let mut seen = Vec::new();
        for net in &said {
            let about = format!("{:?}", std::mem::discriminant(net));
            let about = match net {
                guichet_core::nouvelles::Net::Piece { cle, .. } => cle.clone(),
                guichet_core::nouvelles::Net::Message { .. } => continue,
                _ => about,
            };
            prop_assert!(!seen.contains(&about), "{about} twice");
            seen.push(about);
        }
        let messages = |fait: &&Fait| matches!(fait, Fait::Message { .. });
        let written = said.iter().filter(|net| matches!(net, guichet_core::nouvelles::Net::Message { .. }));
        prop_assert_eq!(written.count(), faits.iter().filter(messages).count());
    }
}

fn aspect(fait: &Fait) -> String {
    match fait {
        Fait::Statut { .. } => "statut".to_owned(),
        Fait::Agd { .. } => "agd".to_owned(),
        Fait::ComplementDemande { .. } | Fait::ComplementLeve => "complement".to_owned(),
        Fait::Piece { cle, .. } => cle.clone(),
        Fait::Message { .. } => "message".to_owned(),
    }
}
