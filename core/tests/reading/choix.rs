//! Options that forms have beside the catalogue's, as people name them.

use guichet_core::catalogue::{Nature, OptionChoix};
use guichet_core::dossier::Valeur;
use guichet_core::reading::{Contexte, Lecture, read};

use crate::contexte;

/// The label that is named; none where she is asked.
fn chosen(labels: &[&str], said: &str, current: Option<&Valeur>) -> Option<String> {
    let option = |label: &&str| OptionChoix {
        cle: (*label).to_owned(),
        libelle: (*label).to_owned(),
        synonymes: Vec::new(),
    };
    let nature = Nature::Choix { options: labels.iter().map(option).collect() };
    match read(&nature, said, &Contexte { current, ..contexte() }) {
        Lecture::Read(lu) => match lu.valeur {
            Valeur::Choix(key) => Some(key),
            other => panic!("{said}: {other:?}"),
        },
        Lecture::Ambiguous(_) | Lecture::Refused(_) => None,
    }
}

/// « l'autre » than the one that was chosen, of two.
#[test]
fn the_other_of_two() {
    let plein = Valeur::Choix("Temps plein".to_owned());
    let two: &[&str] = &["Temps plein", "Temps partiel"];
    assert_eq!(chosen(two, "ah non l'autre", Some(&plein)).as_deref(), Some("Temps partiel"));
    assert_eq!(chosen(two, "l'autre", None), None);
    assert_eq!(chosen(&["Temps plein", "Temps partiel", "Forfait"], "l'autre", Some(&plein)), None);
}

#[test]
fn options_are_told_with_their_reasons() {
    let mode: &[&str] = &["Présentiel", "Distanciel", "Mixte"];
    let size: &[&str] = &["Moins de 11 salariés", "De 11 à 49 salariés", "50 salariés et plus"];
    let anciennete: &[&str] = &["Moins de 1 an", "De 1 à 5 ans", "Plus de 5 ans"];
    let statut: &[&str] = &["Salarié", "Dirigeant non salarié", "Demandeur d'emploi"];
    let temps: &[&str] = &["Sur le temps de travail", "Hors temps de travail"];
    let moment: &[&str] = &["Matin", "Après-midi"];
    for (labels, text, expected) in [
        (mode, "en présentiel je préfère, l'ordi c'est pas mon truc", Some("Présentiel")),
        (mode, "en présentiel, pas en distanciel l'ordi me fatigue", None),
        (mode, "je me déplace, j'aime pas l'ordinateur", Some("Présentiel")),
        (size, "on est 4 au salon, donc moins de 11", Some("Moins de 11 salariés")),
        (size, "7 mois", None),
        (anciennete, "7 mois", Some("Moins de 1 an")),
        (anciennete, "depuis 20 mois", Some("De 1 à 5 ans")),
        (anciennete, "61 mois", Some("Plus de 5 ans")),
        (anciennete, "5 ans et demi", Some("Plus de 5 ans")),
        (anciennete, "3 ans", Some("De 1 à 5 ans")),
        (anciennete, "10 jours", None),
        (
            &["Moins de 6 mois", "De 6 mois à 2 ans", "Plus de 2 ans"],
            "un an et demi",
            Some("De 6 mois à 2 ans"),
        ),
        (&["Moins de 6 mois", "De 6 mois à 2 ans", "Plus de 2 ans"], "8", None),
        (statut, "je suis gérante non salariée", Some("Dirigeant non salarié")),
        (statut, "non, salarié", Some("Salarié")),
        (temps, "pendant le temps de travail", Some("Sur le temps de travail")),
        (moment, "l'aprem", Some("Après-midi")),
        (&["CDI", "CDD", "Intérim"], "c'est une intérimaire", Some("Intérim")),
        (&["Débutant", "Intermédiaire", "Avancé"], "elle part de zéro", Some("Débutant")),
        (temps, "en dehors des heures de travail", Some("Hors temps de travail")),
        (&["Inter-entreprises", "Intra-entreprise"], "en inter", Some("Inter-entreprises")),
        (
            &["Validation des acquis (VAE)", "Bilan de compétences"],
            "une vae",
            Some("Validation des acquis (VAE)"),
        ),
        (&["Validation des acquis (VAE)", "Bilan de compétences"], "pas la VAE", None),
        (&["Plan individuel", "Plan collectif"], "plan indiv", Some("Plan individuel")),
        (&["Lina Costa", "Linda Roche"], "roche", Some("Linda Roche")),
        (
            &["Salon Éclat - Brest", "Salon Éclat - Quimper"],
            "celui de Quimper",
            Some("Salon Éclat - Quimper"),
        ),
        (&["Validation des acquis (VAE)", "Bilan de compétences"], "pas de VAE, plutôt un entretien", None),
        (&["Validation des acquis (VAE)", "Bilan de compétences"], "VAE ou autre chose", None),
        (&["Compte formation (CPF)", "Plan collectif"], "mon CPF", Some("Compte formation (CPF)")),
        (&["Compte formation (CPF)", "Plan collectif"], "plus de CPF depuis 2025", None),
        (&["Compte formation (CPF)", "Plan collectif"], "c'est quoi un CPF", None),
        (&["Présentiel", "À distance"], "présent", None),
        (&["Commentaire", "Question"], "comment", None),
        (&["Ouvrier qualifié", "Employé"], "ouvrier", None),
        (&["Voiture personnelle", "Train"], "avec mon véhicule", Some("Voiture personnelle")),
        (&["Voiture personnelle", "Transports en commun"], "bus puis tram", Some("Transports en commun")),
        (&["Débutant", "Confirmé"], "confirmée, vingt ans de métier", Some("Confirmé")),
        (&["Oui", "Non", "Je ne sais pas"], "je ne sais pas du tout", Some("Je ne sais pas")),
        (&["Oui", "Non", "Je ne sais pas"], "je ne sais pas, plutôt oui", None),
        (&["Niveau 1", "Niveau 2"], "niveau 3", None),
        (&["Niveau 4 (Bac)", "Niveau 5 (Bac +2)"], "bac +2", Some("Niveau 5 (Bac +2)")),
        (&["Niveau 4 (Bac)", "Niveau 5 (Bac +2)"], "bac +3", None),
        (&["Débutant", "Intermédiaire", "Confirmé"], "celui du milieu", Some("Intermédiaire")),
        (&["Débutant", "Intermédiaire", "Confirmé"], "elle débute complètement", Some("Débutant")),
        (
            &["Parcours débutant", "Parcours confirmé"],
            "débutante, elle vient d'arriver",
            Some("Parcours débutant"),
        ),
        (&["CDI", "CDD", "Intérim"], "C.D.I.", Some("CDI")),
        (&["CDI", "CDD", "Intérim"], "c'était un CDD mais elle est passée en CDI en septembre", Some("CDI")),
        (
            &["CDI", "Contrat de professionnalisation"],
            "contrat de pro",
            Some("Contrat de professionnalisation"),
        ),
        (&["Oui", "Non"], "non pas cette fois", Some("Non")),
        (&["Oui", "Non", "Je ne sais pas"], "nan", Some("Non")),
        (&["Sans diplôme", "CAP / BEP", "Baccalauréat"], "elle a un CAP coiffure", Some("CAP / BEP")),
        (&["Sans diplôme", "CAP / BEP", "Baccalauréat"], "aucun diplome", Some("Sans diplôme")),
        (
            &["Voiture personnelle", "Véhicule de société", "Train"],
            "il prendra sa voiture",
            Some("Voiture personnelle"),
        ),
        (
            &["Voiture personnelle", "Véhicule de société", "Train"],
            "on prend le fourgon de la boite",
            Some("Véhicule de société"),
        ),
        (
            &["Plan de développement des compétences", "VAE"],
            "plan de dev competences",
            Some("Plan de développement des compétences"),
        ),
        (
            &["Session du 11 janvier", "Session du 8 février"],
            "celle de février",
            Some("Session du 8 février"),
        ),
        (&["Présentiel", "Distanciel", "Mixte"], "distanciel, non pardon présentiel", Some("Présentiel")),
        (&["Lille", "Lyon", "Nantes"], "Lyon non pardon Nantes", Some("Nantes")),
        (&["Moins de 11 salariés", "De 11 à 49 salariés"], "une dizaine", None),
        (&["Action de formation", "Bilan de compétences", "VAE"], "formation", Some("Action de formation")),
        (&["Action de formation", "Bilan de compétences", "VAE"], "un bilan", Some("Bilan de compétences")),
        (&["Action de formation", "Bilan de compétences", "VAE"], "pas la formation", None),
        (&["Salarié", "Demandeur d'emploi"], "emploi", None),
        (&["Coiffure", "Boulangerie-pâtisserie"], "boulangerie", Some("Boulangerie-pâtisserie")),
        (&["Matin", "Après-midi"], "midi", None),
        (&["Hôtel", "Location (Airbnb)"], "airbnb", Some("Location (Airbnb)")),
        (
            &["Salarié", "France Travail (ex Pôle emploi)"],
            "pole emploi",
            Some("France Travail (ex Pôle emploi)"),
        ),
        (&["Hygiène alimentaire", "Vente et accueil"], "hygienne", None),
        (&["Hygiène alimentaire", "Autre"], "hygiène", None),
        (&["Ouvrier qualifié", "Cadre"], "ouvrier", None),
        (&["Bac +2", "Sans diplôme"], "bac", None),
        (
            &["Matin", "Après-midi", "Journée entière"],
            "ni le matin ni la journée entière",
            Some("Après-midi"),
        ),
        (&["Matin", "Après-midi", "Journée entière"], "pas le matin", None),
        (&["Facturation unique", "Facturation mensuelle"], "la mensuelle", Some("Facturation mensuelle")),
        (&["Facturation unique", "Facturation mensuelle"], "pas la mensuelle", Some("Facturation unique")),
        (&["Facturation unique", "Facturation mensuelle"], "une facture", None),
        (&["Corriger", "Confirmer", "Abandonner"], "ok je confirme tout", Some("Confirmer")),
        (&["Corriger", "Confirmer", "Abandonner"], "je confirme ou j'abandonne", None),
        (&["Frais de déplacement", "Frais pédagogiques"], "deplacements", Some("Frais de déplacement")),
        (&["Siège social", "Autre établissement"], "au siege", None),
        (&["Première année", "Deuxième année", "Troisième année"], "2eme annee", Some("Deuxième année")),
        (&["Première année", "Deuxième année", "Troisième année"], "4eme annee", None),
        (&["Matin seulement", "Après-midi seulement"], "l'aprem", Some("Après-midi seulement")),
        (&["CDI", "CDD", "Saisonnier"], "CDI, enfin CDD, jusqu'en juin", Some("CDD")),
        (
            &["CACES", "Habilitation électrique"],
            "habilitation électrique, le caces il l'a déjà",
            Some("Habilitation électrique"),
        ),
        (&["RIB", "Extrait Kbis"], "je vous mets le kbis, le rib vous l'avez deja", Some("Extrait Kbis")),
        (
            &["Obligatoire", "Non obligatoire"],
            "pas obligatoire, c'est pour progresser",
            Some("Non obligatoire"),
        ),
        (&["Handicap moteur", "Aucun handicap"], "aucun, il va bien", Some("Aucun handicap")),
        (&["En journée", "En soirée"], "pas le soir j'ai les petits", Some("En journée")),
        (&["En présentiel", "À distance"], "présentiel pour Léa mais Tom à distance", None),
        (&["Devis", "Facture", "Kbis", "RIB"], "l'avant dernière", Some("Kbis")),
        (&["Plusieurs stagiaires", "Un seul stagiaire"], "2 personnes", Some("Plusieurs stagiaires")),
        (&["Le comptable", "Le gérant"], "ma comptable", Some("Le comptable")),
        (
            &["Le stagiaire", "L'entreprise"],
            "c'est pas le stagiaire qui avance c'est la boîte",
            Some("L'entreprise"),
        ),
        (&["Gérant", "Salarié", "Apprenti"], "c'est la femme du gérant", None),
        (&["Gérant", "Salarié", "Apprenti"], "c'est moi le gérant", Some("Gérant")),
        (&["Hôtel", "Chez des proches"], "proche du centre", None),
        (&["Bilan de compétences", "VAE"], "les competences de mon salarié", None),
        (&["Secteur public", "Association"], "secteur privé", None),
        (&["Accord partiel", "Refus"], "accord", None),
        (&["Première demande", "Renouvellement"], "2e demande", None),
        (&["Seine-Maritime", "Finistère"], "charente maritime", None),
        (&["Conjoint collaborateur", "Salarié"], "ma femme est salariée", Some("Salarié")),
        (&["Travailleur indépendant", "Salarié"], "salariée d'un auto entrepreneur", Some("Salarié")),
        (&["6 mois", "12 mois"], "un an et demi", None),
        (&["6 mois", "12 mois"], "plus de six mois", None),
        (&["Lundi", "Mardi", "Mercredi"], "ni lundi ni mardi mais jeudi", None),
        (&["Bac", "BTS", "Aucun"], "je rentre le soir", None),
        (&["Oui (préciser)", "Non"], "préciser", None),
        (&["CDI", "CDD de moins de 6 mois", "CDD de 6 mois et plus"], "cdd depuis 3 mois", None),
        (&["Présentiel", "Visioconférence"], "visio", Some("Visioconférence")),
        (&["Inter-entreprises", "Intra-entreprise"], "non, la 1 plutôt", Some("Inter-entreprises")),
        (&["Sans diplôme", "CAP ou BEP", "Bac", "Bac+2"], "un BTS", Some("Bac+2")),
        (
            &["Sans diplôme", "CAP ou BEP", "Bac", "Bac+2"],
            "elle a juste son cap coiffure",
            Some("CAP ou BEP"),
        ),
        (&["Matin", "Matin ou après-midi"], "matin", Some("Matin")),
        (&["A - Paiement direct", "B - Remboursement"], "option B", Some("B - Remboursement")),
        (&["A - Paiement direct", "B - Remboursement"], "B ou A", None),
        (&["A - Paiement direct", "B - Remboursement"], "a voir", None),
        (&["Niveau débutant", "Niveau intermédiaire"], "intermedière", Some("Niveau intermédiaire")),
        (&["Virement", "Chèque"], "pas de chèque, l'autre", Some("Virement")),
        (&["Virement", "Chèque"], "l'autre", None),
        (
            &["Validation des acquis de l'expérience", "Bilan"],
            "une VAE",
            Some("Validation des acquis de l'expérience"),
        ),
        (&["Voiture personnelle", "Voiture de société"], "en voiture", None),
        (&["E-mail", "Téléphone"], "appelez moi", Some("Téléphone")),
        (&["Janvier", "Février", "Mars"], "fev", Some("Février")),
        (mode, "dans leurs locaux", Some("Présentiel")),
        (mode, "réponse b", Some("Distanciel")),
        (&["Étape 1 : Saisir", "Étape 2 : Envoyer"], "étape 2", Some("Étape 2 : Envoyer")),
        (&["Hygiène HACCP", "Gestes et postures"], "haccp", Some("Hygiène HACCP")),
        (&["Une journée", "Deux jours", "Une semaine"], "2 jours", Some("Deux jours")),
        (&["Permis B", "Permis C", "Permis BE"], "b", None),
        (mode, "j'hésitais avec le distanciel mais finalement du présentiel", Some("Présentiel")),
        (mode, "la deuxième, celle à distance", Some("Distanciel")),
        (temps, "hors temps de travail ? non, sur ses heures", Some("Sur le temps de travail")),
        (
            &["Ouvrier", "Employé", "Cadre"],
            "pas cadre, simple employée, elle est au comptoir",
            Some("Employé"),
        ),
        (
            &["Chèque", "Virement"],
            "la dernière fois j'avais mis chèque, cette fois virement",
            Some("Virement"),
        ),
        (&["Dans l'entreprise", "À distance"], "depuis chez moi sur l'ordi", Some("À distance")),
        (mode, "on line", Some("Distanciel")),
        (&["Espèces", "Chèque"], "en liquide", Some("Espèces")),
        (&["Carte bancaire", "Carte d'identité"], "la carte", None),
        (&["Carte bancaire", "Chèque"], "la carte", Some("Carte bancaire")),
        (&["Mensuel", "Trimestriel", "Annuel"], "chaque mois", Some("Mensuel")),
        (&["Individuel", "Collectif"], "en groupe", Some("Collectif")),
        (&["Juin", "Juillet"], "jui", None),
        (&["Juin", "Juillet"], "juil", Some("Juillet")),
        (&["Juin", "Juillet"], "jun", Some("Juin")),
        (&["6 mois", "12 mois", "24 mois"], "un an", Some("12 mois")),
        (
            &["CDI", "CDD de moins de 6 mois", "CDD de 6 mois et plus"],
            "cdd de 3 mois",
            Some("CDD de moins de 6 mois"),
        ),
        (&["CDI", "CDD de moins de 6 mois", "CDD de 6 mois et plus"], "cdd", None),
        (&["Oui, en totalité", "Oui, en partie", "Non"], "juste une partie", Some("Oui, en partie")),
        (&["Oui, en totalité", "Oui, en partie", "Non"], "pas une partie, tout", None),
        (&["Hôtel", "Chez des proches"], "chez ma sœur", Some("Chez des proches")),
        (&["L'entreprise", "L'OPCO"], "c'est ma boîte qui règle", Some("L'entreprise")),
    ] {
        assert_eq!(chosen(labels, text, None), expected.map(str::to_owned), "{text}");
    }
}
