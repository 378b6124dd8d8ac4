//! Lists of one person's requests: pages, filters and search, compared with a model in memory.

use chrono::TimeDelta;
use guichet_core::annuaire::{PAGE_SIZE, Page, Personne};
use guichet_core::demandes::{Facettes, Filtre, Reprises};
use guichet_core::dossier::{Dossier, Statut, Valeur};
use guichet_core::event::{Recherche, Trouvaille};
use guichet_core::reading::words;
use guichet_store::Channel;
use guichet_tests::hasard::Hasard;
use guichet_tests::peuple;
use uuid::Uuid;

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, entite, individu};
use crate::on_both;

on_both!(
    the_list_follows_each_turn,
    five_thousand_requests_are_listed_right,
    nobody_sees_the_list_of_another,
);

const TELEGRAM: Channel = Channel::Telegram;
/// A request, its company, and the words it is found by.
type Known = (Dossier, Option<String>, Vec<String>);

fn known(bench: &Bench, all: Vec<Dossier>) -> Vec<Known> {
    let with_words = |dossier: Dossier| {
        let resume = bench.cadre.catalogue.resume(&dossier);
        let siret = resume.demandeur.as_ref().map(|entite| entite.siret.clone());
        let mut own = words("Action individuelle");
        own.extend(words(resume.titre.as_deref().unwrap_or_default()));
        if let Some(entite) = &resume.demandeur {
            own.extend([entite.siret.clone()]);
            own.extend(words(&entite.raison_sociale));
            own.extend(words(entite.enseigne.as_deref().unwrap_or_default()));
        }
        if let Some(numero) = &dossier.numero {
            let (year, rank) = numero.split_once('-').expect("year and rank");
            let bare = rank.trim_start_matches('0');
            own.extend([year.to_owned(), rank.to_owned(), bare.to_owned(), format!("{year}{rank}")]);
        }
        for valeur in dossier.valeurs("etape_3.stagiaire") {
            let Valeur::Individu(individu) = valeur else { panic!("an Individu") };
            own.extend(words(&individu.nom_complet()));
        }
        (dossier, siret, own)
    };
    all.into_iter().map(with_words).collect()
}

/// What the list must be, without SQL.
fn model<'d>(all: &'d [Known], filtre: &Filtre) -> Vec<&'d Dossier> {
    let wanted = filtre.text.as_deref().map(words);
    let keeps = |(dossier, siret, own): &&Known| {
        let found = wanted.as_ref().is_none_or(|wanted| {
            !wanted.is_empty()
                && wanted.iter().all(|word| own.iter().any(|other| other.starts_with(word.as_str())))
        });
        found
            && (filtre.statuts.is_empty() || filtre.statuts.contains(&dossier.statut))
            && (filtre.siret.is_none() || filtre.siret == *siret)
    };
    let mut kept: Vec<&Dossier> = all.iter().filter(keeps).map(|(dossier, ..)| dossier).collect();
    kept.sort_by_key(|dossier| std::cmp::Reverse((dossier.created_at, dossier.id)));
    kept
}

async fn page(bench: &Bench, who: &Personne, filtre: &Filtre, page: u32) -> Page<Dossier> {
    let asked = Recherche::Dossiers { filtre: filtre.clone(), page };
    match bench.store.search(who, asked).await.expect("searched") {
        Trouvaille::Dossiers(page) => page,
        other => panic!("{other:?}"),
    }
}

async fn facettes(bench: &Bench, who: &Personne) -> Facettes {
    match bench.store.search(who, Recherche::Facettes).await.expect("searched") {
        Trouvaille::Facettes(facettes) => facettes,
        other => panic!("{other:?}"),
    }
}

async fn reprises(bench: &Bench, who: &Personne) -> Reprises {
    match bench.store.search(who, Recherche::Reprises).await.expect("searched") {
        Trouvaille::Reprises(reprises) => *reprises,
        other => panic!("{other:?}"),
    }
}

fn texte(text: &str) -> Filtre {
    Filtre { text: Some(text.to_owned()), ..Filtre::default() }
}

/// The turns write what the lists are made of: a request is found as soon as it has a word to be found by.
async fn the_list_follows_each_turn(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    bench
        .store
        .import_individus(&[individu(BOULANGERIE, "Benali", "Karim", None)])
        .await
        .expect("one employee");
    bench.say(TELEGRAM, "1", "/nouvelle action individuelle", at(1)).await;
    bench.say(TELEGRAM, "1", "Hygiène alimentaire", at(2)).await;
    assert_eq!(page(&bench, &lea, &texte("ALIMENTAIRE hygie"), 0).await.total, 1);
    assert_eq!(page(&bench, &lea, &texte("dupont"), 0).await.total, 0);
    assert_eq!(facettes(&bench, &lea).await.entites, []);
    for (second, text) in (3..).zip(["01/03/2027", "03/03/2027", "non", "1", "21h", "1500 HT", "non", "1"]) {
        bench.say(TELEGRAM, "1", text, at(second)).await;
    }
    for (second, text) in (20..).zip(["Bureautique Formation", "non", "benali", "1", "non"]) {
        bench.say(TELEGRAM, "1", text, at(second)).await;
    }
    for text in
        ["bon pain", "boulang", BOULANGERIE, "karim", "ben hyg", "2026-1", "2026000001", "000001", "1"]
    {
        assert_eq!(page(&bench, &lea, &texte(text), 0).await.total, 1, "{text}");
    }
    let found = facettes(&bench, &lea).await;
    assert_eq!(found.statuts, [(Statut::EnPreparation, 1)]);
    let [entite] = &found.entites[..] else { panic!("one company") };
    assert_eq!((entite.siret.as_str(), entite.nom.as_str(), entite.total), (BOULANGERIE, "Au Bon Pain", 1));
    let begin = reprises(&bench, &lea).await;
    assert_eq!((begin.brouillons.total, begin.derniere), (1, None));
    bench.say(TELEGRAM, "1", "/annuler", at(30)).await;
    bench.say(TELEGRAM, "1", "oui", at(31)).await;
    assert_eq!(facettes(&bench, &lea).await.statuts, [(Statut::Annule, 1)]);
    let begin = reprises(&bench, &lea).await;
    assert_eq!((begin.brouillons.total, begin.derniere), (0, None));
}

/// They come from a schema without `acces`, as a database of before does: opening it makes the list whole.
async fn five_thousand_requests_are_listed_right(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    bench.personne("lea@example.org", COIFFURE, TELEGRAM, "1").await;
    let tom = bench.personne("tom@example.org", COIFFURE, TELEGRAM, "2").await;
    let entites = [
        entite(BOULANGERIE, "Boulangerie Dupont", Some("Au Bon Pain")),
        entite(COIFFURE, "Salon Élégance", None),
    ];
    let mut hasard = Hasard::new(3);
    let hers: Vec<Dossier> = (1..=5000).map(|n| peuple::demande(lea.id, n, &mut hasard, &entites)).collect();
    let his: Vec<Dossier> =
        (5001..=5040).map(|n| peuple::demande(tom.id, n, &mut hasard, &entites)).collect();
    peuple::write(&bench.url, &bench.cadre.catalogue, &[&hers[..], &his[..]].concat()).await;
    let bench = bench.twin().await;
    let hers = known(&bench, hers);

    let texts = [
        "",
        "...",
        "hygiene",
        "dupont karim",
        "2026-42",
        "2026000042",
        "42",
        "LE ROY securite",
        "oeuf",
        "salon d anj",
        "zzz",
        "%",
        "action",
        "a",
    ];
    for round in 0..80 {
        let mut filtre = Filtre::default();
        if hasard.below(3) > 0 {
            filtre.text = Some(texts[hasard.below(texts.len())].to_owned());
        }
        if hasard.below(2) > 0 {
            filtre.statuts = Statut::ALL.into_iter().filter(|_| hasard.below(3) == 0).collect();
        }
        if hasard.below(3) == 0 {
            filtre.siret = Some(entites[hasard.below(2)].siret.clone());
        }
        let expected = model(&hers, &filtre);
        let last = expected.len().saturating_sub(1) / PAGE_SIZE;
        for at in [0, last, last + 1, hasard.below(last + 1)] {
            let found = page(&bench, &lea, &filtre, at as u32).await;
            assert_eq!(found.total as usize, expected.len(), "round {round}: {filtre:?}");
            let ids: Vec<Uuid> = found.items.iter().map(|dossier| dossier.id).collect();
            let wanted = expected.iter().skip(at * PAGE_SIZE).take(PAGE_SIZE).map(|dossier| dossier.id);
            assert_eq!(ids, wanted.collect::<Vec<_>>(), "round {round}, page {at}: {filtre:?}");
        }
    }
    // Every request is on one page, and on one only.
    let mut seen = Vec::new();
    for at in 0..1000 {
        seen.extend(page(&bench, &lea, &Filtre::default(), at).await.items);
    }
    let expected: Vec<Dossier> = model(&hers, &Filtre::default()).into_iter().cloned().collect();
    assert!(seen == expected, "all pages, in order, are the whole list");
    let found = facettes(&bench, &lea).await;
    for (statut, total) in found.statuts {
        assert_eq!(total as usize, hers.iter().filter(|(dossier, ..)| dossier.statut == statut).count());
    }
    for facette in found.entites {
        let filtre = Filtre { siret: Some(facette.siret), ..Filtre::default() };
        assert_eq!(facette.total as usize, model(&hers, &filtre).len());
    }
    let begin = reprises(&bench, &lea).await;
    let drafts = model(&hers, &Filtre::brouillons());
    assert_eq!(begin.brouillons.items.iter().collect::<Vec<_>>(), drafts[..PAGE_SIZE]);
    assert_eq!(begin.derniere.as_deref(), model(&hers, &Filtre::envoyees()).first().copied());
}

async fn nobody_sees_the_list_of_another(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let tom = bench.personne("tom@example.org", BOULANGERIE, TELEGRAM, "2").await;
    bench.say(TELEGRAM, "1", "/nouvelle action individuelle", at(1)).await;
    bench.say(TELEGRAM, "1", "Hygiène alimentaire", at(1) + TimeDelta::seconds(1)).await;
    assert_eq!(page(&bench, &lea, &Filtre::default(), 0).await.total, 1);
    for filtre in [Filtre::default(), texte("hygiene"), Filtre::brouillons()] {
        assert_eq!(page(&bench, &tom, &filtre, 0).await.total, 0);
    }
    assert_eq!(facettes(&bench, &tom).await, Facettes::default());
    assert_eq!(reprises(&bench, &tom).await.brouillons.total, 0);
}
