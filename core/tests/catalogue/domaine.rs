//! The fields and pièces of each dispositif against the table of the domain reference, section 7,
//! transcribed by hand, line by line. A line that changes here changes there first.

use std::collections::BTreeMap;

use guichet_core::catalogue::{
    Catalogue, Champ, Condition, Dispositif, Exige, ExigePiece, Moment, Nature, Origine, Par, Pose,
};

/// 7.2 to 7.5. Columns: path; label; required; kind; condition; on the portal's screens, or ours (`x`, or a
/// question that opens others). « à la demande »: not asked, reached from the recap.
const COMMUN: &str = "
creation.intitule_formation | Intitulé de la formation | requis | texte 3-255 | | portail
creation.date_debut | Date de début de la formation | requis | date | | portail
creation.date_fin | Date de fin de la formation | requis | date, pas avant date_debut, 54 mois au plus | | portail
creation.frais_annexes | Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ? | requis | oui ou non | | guichet
creation.nb_nuits | Nombre de nuits | facultatif | entier 0-999 | frais_annexes | portail
creation.cout_nuit | Coût unitaire/nuit | requis | montant | frais_annexes et nb_nuits > 0 | portail
creation.nb_repas | Nombre de repas | facultatif | entier 0-9999 | frais_annexes | portail
creation.cout_repas | Coût unitaire repas | requis | montant | frais_annexes et nb_repas > 0 | portail
creation.nb_km | Nombre de km | facultatif | décimal 0-99999 | frais_annexes | portail
creation.indemnite_km | Indemnité kilométrique | requis | taux 0-5 | frais_annexes et nb_km > 0 | portail
creation.autres_frais | Autres frais déplacements demandés | facultatif | montant | frais_annexes | portail
etape_1.etablissement_demandeur | Référence de l'établissement demandeur | requis | recherche d'entité | | portail
etape_1.siret | SIRET de l'établissement | facultatif, à la demande | SIRET | | guichet
etape_1.idcc | Convention collective (IDCC) | facultatif, à la demande | IDCC | | guichet
etape_1.contact_nom | Personne à contacter | facultatif, à la demande | texte 2-255 | | guichet
etape_1.contact_email | Email de la personne à contacter | requis | email | | guichet
etape_1.contact_tel | Téléphone de la personne à contacter | facultatif, à la demande | téléphone | | guichet
etape_2.heures_formation | Heures formation | requis | heures 0-9999 | | portail
etape_2.cout_formation | Coût total de formation | requis | montant | | portail
etape_2.montant_base | Montants HT ou TTC | requis | choix ht, ttc | cout_formation > 0 ou cout_evaluation > 0 ou cout_accompagnement > 0 ou cout_positionnement > 0 ou cout_autres_pedagogiques > 0 | guichet
etape_2.autres_durees | Y a-t-il aussi de l'évaluation, de l'accompagnement ou du positionnement ? | requis | oui ou non | | guichet
etape_2.heures_evaluation | Heures d'évaluation | facultatif | heures 0-9999 | autres_durees | portail
etape_2.cout_evaluation | Coût total d'évaluation | facultatif | montant | autres_durees et heures_evaluation > 0 | portail
etape_2.heures_accompagnement | Heures d'accompagnement | facultatif | heures 0-9999 | autres_durees | portail
etape_2.cout_accompagnement | Coût total d'accompagnement | facultatif | montant | autres_durees et heures_accompagnement > 0 | portail
etape_2.heures_positionnement | Heures positionnement | facultatif | heures 0-9999 | autres_durees | portail
etape_2.cout_positionnement | Coût total de positionnement | facultatif | montant | autres_durees et heures_positionnement > 0 | portail
etape_2.cout_autres_pedagogiques | Coût Autres frais pédagogiques | facultatif, à la demande | montant | | portail
etape_2.formateur | Qui assure la formation ? | requis | choix organisme, interne | | guichet
etape_2.of_nom | Organisme de formation : nom | requis | texte 2-255 | formateur = organisme | guichet
etape_2.of_siret | Organisme de formation : SIRET | facultatif, à la demande | SIRET | formateur = organisme | guichet
etape_2.of_nda | Organisme de formation : n° de déclaration d'activité | facultatif, à la demande | n° de déclaration d'activité | formateur = organisme | guichet
etape_2.formateur_interne | Nom du formateur interne | requis | recherche d'individu | formateur = interne | portail
etape_2.salaire_formateur_interne | Salaire hor. formation-Formateur int | requis | montant | formateur = interne | portail
etape_2.module_intitule | Nom du module | facultatif, à la demande | texte 2-255 | | guichet
etape_2.modalite | Présentiel ou à distance | facultatif, à la demande | choix presentiel, distance, mixte | | guichet
etape_2.certification | Code RNCP ou RS | facultatif, à la demande | code RNCP ou RS | | guichet
etape_3.stagiaire | Nom du stagiaire | requis | recherche d'individu | | portail
etape_3.entite | Référence de l'Entité | requis | recherche d'entité | | portail
etape_3.csp | CSP | requis | choix ouvrier_non_qualifie, ouvrier_qualifie, employe, technicien_agent_maitrise, cadre, dirigeant_salarie | | portail
etape_3.rue | Rue | facultatif, à la demande | texte 2-255 | | portail
etape_3.code_postal | Code postal | facultatif, à la demande | code postal | | portail
etape_3.ville | Ville | facultatif, à la demande | commune | | portail
etape_3.email | Email | facultatif, à la demande | email | | portail
etape_3.tel_fixe | Téléphone fixe | facultatif, à la demande | téléphone | | portail
etape_3.tel_portable | Téléphone portable | facultatif, à la demande | téléphone | | portail
";

/// 7.6 and 7.7: key; label; how many modules and stagiaires; deadline; then the extra fields and the pièces.
/// A field of the common steps that is written again here differs. Pièces: key; label; required; moment;
/// condition; one for the dossier or for each stagiaire.
const DISPOSITIFS: [(&str, &str, &str, &str, &str); 6] = [
    (
        "action_individuelle",
        "Action individuelle",
        "20 modules, 200 stagiaires",
        "avant creation.date_debut, 30 jours conseillés",
        "
creation.type_action | Type d'action | facultatif, à la demande | choix formation, bilan, vae, afest | | guichet
creation.subrogation | OPCO EP doit-il payer directement l'organisme de formation ? | facultatif, à la demande | oui ou non | | guichet
pièce devis | Copie devis | requis | avant envoi | etape_2.formateur = organisme ou sauf (etape_2.formateur) | dossier
pièce programme | Programme de la formation | requis | avant envoi | | dossier
pièce convention | Convention de formation signée | recommandé | avant envoi | etape_2.formateur = organisme ou sauf (etape_2.formateur) | dossier
pièce calcul_interne | Détail du coût de la formation interne | requis | avant envoi | etape_2.formateur = interne | dossier
pièce facture | Facture | requis | facturation | | dossier
pièce certificat_realisation | Certificat de réalisation | requis | facturation | | stagiaire
pièce emargement | Feuilles d'émargement | recommandé | facturation | | dossier
pièce justificatifs_frais | Justificatifs des frais annexes | requis | facturation | creation.frais_annexes | dossier
",
    ),
    (
        "contrat_apprentissage",
        "Contrat d'apprentissage",
        "1 modules, 1 stagiaires",
        "5 jours ouvrables après creation.date_debut_contrat, réponse en 20 jours, silence : refus",
        "
creation.date_debut_contrat | Date de début du contrat | requis | date, de -3 mois après date_debut | | guichet
creation.date_fin_contrat | Date de fin du contrat | facultatif | date, pas avant date_debut_contrat, de 6 à 54 mois après date_debut_contrat, à 3 mois après date_fin | | guichet
creation.mineur | L'apprenti a-t-il moins de 18 ans ? | facultatif | oui ou non | | guichet
creation.cfa_entreprise | Le CFA est-il celui de votre entreprise ? | facultatif | oui ou non | | guichet
creation.duree_amenagee | La durée du contrat a-t-elle été réduite ou allongée par une convention ? | facultatif | oui ou non | | guichet
creation.type_contrat | Type de contrat | facultatif, à la demande | choix 11, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37 | | guichet
pièce cerfa_10103 | Contrat d'apprentissage (CERFA 10103) signé | requis | après le début | | stagiaire
pièce convention | Convention de formation | requis | après le début | sauf (creation.cfa_entreprise) | stagiaire
pièce convention_tripartite | Convention tripartite d'aménagement de durée | requis | après le début | creation.duree_amenagee | stagiaire
pièce annexe_cfa_entreprise | Annexe pédagogique et financière | requis | après le début | creation.cfa_entreprise | stagiaire
",
    ),
    (
        "contrat_professionnalisation",
        "Contrat de professionnalisation",
        "20 modules, 1 stagiaires",
        "5 jours calendaires après creation.date_debut_contrat, réponse en 20 jours, silence : accord",
        "
creation.date_debut_contrat | Date de début du contrat | requis | date | | guichet
creation.nature_contrat | CDD ou CDI | facultatif | choix cdd, cdi | | guichet
creation.date_fin_contrat | Date de fin du contrat | facultatif | date, pas avant date_debut_contrat | sauf (nature_contrat = cdi) | guichet
creation.tuteur | Tuteur (nom) | facultatif | texte 2-255 | | guichet
pièce cerfa_12434 | Contrat de professionnalisation (CERFA 12434) signé | requis | après le début | | stagiaire
pièce document_annexe | Document annexé : objectifs, programme, organisation, évaluation et sanction | requis | après le début | | stagiaire
pièce convention | Convention de formation | recommandé | après le début | | stagiaire
pièce facture | Facture | requis | facturation | | dossier
pièce certificat_realisation | Certificat de réalisation | requis | facturation | | stagiaire
",
    ),
    (
        "pro_a",
        "Pro A",
        "20 modules, 1 stagiaires",
        "5 jours calendaires après creation.date_avenant, réponse en 20 jours, silence : accord, jusqu'au 2025-12-31",
        "
creation.date_avenant | Date de signature de l'avenant | requis | date | | guichet
creation.tuteur | Tuteur (nom) | facultatif | texte 2-255 | | guichet
etape_2.certification | Code RNCP ou RS | facultatif | code RNCP ou RS | | guichet
pièce avenant_contrat_travail | Avenant au contrat de travail du stagiaire | requis | après le début | | stagiaire
pièce devis | Copie devis | requis | avant envoi | | dossier
pièce document_annexe | Objectifs, programme, organisation de la formation | requis | après le début | | stagiaire
",
    ),
    (
        "autres_financements",
        "Autres Financements / Non Eligibles",
        "20 modules, 200 stagiaires",
        "avant creation.date_debut",
        "
creation.autre_financeur | Autre financeur | facultatif | texte 2-255 | | guichet
creation.montant_finance | Montant déjà financé | facultatif | montant | autre_financeur | guichet
creation.motif | Motif de la demande | facultatif | texte 3-1000 | | guichet
pièce devis | Copie devis | requis | avant envoi | etape_2.formateur = organisme ou sauf (etape_2.formateur) | dossier
pièce programme | Programme de la formation | requis | avant envoi | | dossier
pièce preuve_financement | Justificatif de l'autre financement | requis | avant envoi | creation.autre_financeur | dossier
",
    ),
    (
        "cpf",
        "Compte Personnel de Formation (CPF)",
        "20 modules, 1 stagiaires",
        "avant creation.date_debut",
        "
mon_compte_formation.dossier_ouvert | Le salarié a-t-il déjà ouvert son dossier sur Mon Compte Formation ? | requis | oui ou non | | guichet
mon_compte_formation.cofinancement | L'entreprise paie-t-elle une partie de la formation ? | requis | oui ou non | | guichet
mon_compte_formation.numero_mcf | N° de dossier Mon Compte Formation | facultatif | texte 3-40 | dossier_ouvert | guichet
mon_compte_formation.montant_entreprise | Montant pris en charge par l'entreprise | facultatif | montant | cofinancement | guichet
pièce devis | Copie devis | requis | avant envoi | etape_2.formateur = organisme ou sauf (etape_2.formateur) | dossier
pièce programme | Programme de la formation | requis | avant envoi | | dossier
pièce accord_salarie | Accord écrit entre l'employeur et le salarié | requis | avant envoi | mon_compte_formation.cofinancement | stagiaire
pièce justificatif_mcf | Justificatif du dossier Mon Compte Formation | recommandé | avant envoi | | stagiaire
",
    ),
];

/// Lines by what they are of, the later one winning.
fn table(texts: &[&str]) -> BTreeMap<String, String> {
    let cells = |line: &str| line.split('|').map(str::trim).collect::<Vec<_>>().join(" | ");
    let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| line.contains('|')).map(cells);
    lines.map(|line| (line.split(" | ").next().unwrap_or("").to_owned(), line)).collect()
}

fn condition(condition: &Condition) -> String {
    let all =
        |list: &[Condition], word: &str| list.iter().map(self::condition).collect::<Vec<_>>().join(word);
    match condition {
        Condition::Renseigne(champ) | Condition::Vrai(champ) => champ.clone(),
        Condition::Positif(champ) => format!("{champ} > 0"),
        Condition::Egal { champ, valeur } => format!("{champ} = {valeur}"),
        Condition::Non(inner) => format!("sauf ({})", self::condition(inner)),
        Condition::Toutes(list) => all(list, " et "),
        Condition::Une(list) => all(list, " ou "),
    }
}

fn nature(champ: &Champ) -> String {
    let mut out = match &champ.nature {
        Nature::Texte { min, max } => format!("texte {min}-{max}"),
        Nature::Date => "date".to_owned(),
        Nature::Entier { min, max } => format!("entier {min}-{max}"),
        Nature::Heures { max } => format!("heures 0-{max}"),
        Nature::Decimal { max } => format!("décimal 0-{max}"),
        Nature::Montant { .. } => "montant".to_owned(),
        Nature::Taux { max } => format!("taux 0-{max}"),
        Nature::Choix { options } => {
            let keys: Vec<&str> = options.iter().map(|option| option.cle.as_str()).collect();
            format!("choix {}", keys.join(", "))
        }
        Nature::OuiNon => "oui ou non".to_owned(),
        Nature::RechercheEntite => "recherche d'entité".to_owned(),
        Nature::RechercheIndividu { .. } => "recherche d'individu".to_owned(),
        Nature::Siret => "SIRET".to_owned(),
        Nature::CodePostal => "code postal".to_owned(),
        Nature::Commune => "commune".to_owned(),
        Nature::Email => "email".to_owned(),
        Nature::Telephone => "téléphone".to_owned(),
        Nature::Idcc => "IDCC".to_owned(),
        Nature::Nda => "n° de déclaration d'activité".to_owned(),
        Nature::CodeCertification => "code RNCP ou RS".to_owned(),
    };
    if let Some(before) = &champ.pas_avant {
        out.push_str(&format!(", pas avant {before}"));
    }
    if let Some(months) = champ.mois_max {
        out.push_str(&format!(", {months} mois au plus"));
    }
    for ecart in &champ.ecarts {
        let from = ecart.mois_min.map_or_else(String::new, |months| format!("de {months} "));
        let to = ecart.mois_max.map_or_else(String::new, |months| format!("à {months} "));
        out.push_str(&format!(", {from}{to}mois après {}", ecart.de));
    }
    out
}

fn described(dispositif: &Dispositif) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for etape in &dispositif.etapes {
        for champ in &etape.champs {
            let path = format!("{}.{}", etape.cle, champ.cle);
            let exige = match (&champ.exige, champ.pose) {
                (Exige::Requis, _) => "requis",
                (Exige::Facultatif, Pose::Toujours) => "facultatif",
                (Exige::Facultatif, Pose::SurDemande) => "facultatif, à la demande",
            };
            let si = champ.si.as_ref().map_or_else(String::new, condition);
            let origine = if champ.origine == Origine::Portail { "portail" } else { "guichet" };
            let line = format!("{path} | {} | {exige} | {} | {si} | {origine}", champ.libelle, nature(champ));
            out.insert(path, line);
        }
    }
    for piece in &dispositif.pieces {
        let key = format!("pièce {}", piece.cle);
        let exige = if piece.exige == ExigePiece::Requis { "requis" } else { "recommandé" };
        let moment = match piece.moment {
            Moment::AvantEnvoi => "avant envoi",
            Moment::ApresDebut => "après le début",
            Moment::Facturation => "facturation",
        };
        let si = piece.si.as_ref().map_or_else(String::new, condition);
        let par = if piece.par == Par::Stagiaire { "stagiaire" } else { "dossier" };
        out.insert(key.clone(), format!("{key} | {} | {exige} | {moment} | {si} | {par}", piece.libelle));
    }
    out
}

fn several(dispositif: &Dispositif) -> String {
    let max = |etape: &str| {
        dispositif.find_etape(etape).and_then(|etape| etape.repetition.as_ref()).map_or(0, |r| r.max)
    };
    format!("{} modules, {} stagiaires", max("etape_2"), max("etape_3"))
}

fn delai(dispositif: &Dispositif) -> String {
    let delai = &dispositif.delai;
    let mut out = match delai.apres {
        Some(apres) => {
            let compte = format!("{:?}", apres.compte).to_lowercase();
            format!("{} jours {compte} après {}", apres.jours, delai.depuis)
        }
        None => format!("avant {}", delai.depuis),
    };
    if let Some(days) = delai.ideal_jours_avant {
        out.push_str(&format!(", {days} jours conseillés"));
    }
    if let Some(reponse) = delai.reponse {
        let silence = format!("{:?}", reponse.silence).to_lowercase().replace("some(", "").replace(')', "");
        out.push_str(&format!(", réponse en {} jours, silence : {silence}", reponse.jours));
    }
    if let Some(disponibilite) = &dispositif.disponibilite {
        out.push_str(&format!(", jusqu'au {}", disponibilite.jusqu_au));
    }
    out
}

#[test]
fn each_dispositif_is_that_of_the_domain() {
    let catalogue = Catalogue::embedded().unwrap_or_else(|errors| panic!("{errors:#?}"));
    let current = catalogue.current();
    assert_eq!(current.len(), DISPOSITIFS.len());
    for (dispositif, (cle, libelle, max, deadline, own)) in current.into_iter().zip(DISPOSITIFS) {
        assert_eq!((dispositif.cle.as_str(), dispositif.libelle.as_str()), (cle, libelle));
        assert_eq!(several(dispositif), max, "{cle}");
        assert_eq!(delai(dispositif), deadline, "{cle}");
        let (wanted, found) = (table(&[COMMUN, own]), described(dispositif));
        let missing: Vec<&String> =
            wanted.iter().filter(|(k, v)| found.get(*k) != Some(v)).map(|(_, v)| v).collect();
        let extra: Vec<&String> =
            found.iter().filter(|(k, v)| wanted.get(*k) != Some(v)).map(|(_, v)| v).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{cle}: domain {missing:#?}, catalogue {extra:#?}");
        // The portal's étapes, letter for letter.
        let labels: Vec<&str> = dispositif.etapes.iter().map(|e| e.libelle.as_str()).collect();
        let creation = format!("Créer : Dossier : {libelle}");
        for label in [
            creation.as_str(),
            "Etape 1 : Saisir un demandeur",
            "Etape 2 : Saisir un module",
            "Etape 3 : Saisir un stagiaire",
        ] {
            assert!(labels.contains(&label), "{cle}: {label}");
        }
        assert_eq!(dispositif.etape_pieces, "Etape 4 : Ajout des pièces à gérer");
        assert_eq!(dispositif.etape_envoi, "Etape 5 : Envoyer ma demande de prise en charge");
        assert_eq!(dispositif.annulation, "Annuler ma demande de prise en charge");
    }
}

/// Never a field for the social-security number or the FranceConnect identity.
#[test]
fn what_must_never_be_asked_is_not() {
    let catalogue = Catalogue::embedded().unwrap_or_else(|errors| panic!("{errors:#?}"));
    for dispositif in catalogue.current() {
        for champ in dispositif.etapes.iter().flat_map(|etape| &etape.champs) {
            let label = champ.libelle.to_lowercase();
            assert!(
                !label.contains("sécurité sociale")
                    && !label.contains("franceconnect")
                    && !label.contains("nir "),
                "{label}"
            );
        }
    }
}
