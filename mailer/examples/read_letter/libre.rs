//! What a letter says without a number and without a label, by the words its questions go by.

use chrono::NaiveDate;
use guichet_core::catalogue::Nature;
use guichet_core::reading::lettre::{self, Alignement, Lus, Morceau, Ouverte, Question, avec_seules};
use guichet_core::reading::{Contexte, Place, Plusieurs, Role, fold, parted_name, plusieurs};
use serde_json::{Map, Value, json};

use super::places::WORDS;
use super::valeur::{name, nature, shown};
use super::{Asked, Case};

/// What a cost or hours are of, when they are not those of the training.
const OF: [(&str, &[&str]); 12] = [
    ("hebergement", &["hébergement", "hôtel", "nuitées"]),
    ("deplacement", &["déplacement", "transport", "trajet"]),
    ("nuit", &["nuit", "nuitée", "la nuit", "hôtel"]),
    ("repas", &["repas", "déjeuner"]),
    ("evaluation", &["évaluation"]),
    ("accompagnement", &["accompagnement"]),
    ("positionnement", &["positionnement"]),
    ("kilometrique", &["kilomètre", "km"]),
    ("salaire", &["salaire", "salaire horaire", "taux horaire"]),
    ("pedagogiques", &["autres frais pédagogiques"]),
    ("deplacements", &["autres frais", "péage", "péages", "parking", "stationnement", "train", "taxi"]),
    ("autres", &["autres frais"]),
];
/// What a yes or a no is about.
const SUBJECTS: [&str; 6] = ["frais annexes", "frais", "subrogation", "hébergement", "hôtel", "mineur"];

/// Whether a date begins or ends something.
pub fn role(label: &str) -> Role {
    let folded = fold(label);
    let has = |word: &str| folded.split(' ').any(|other| other == word);
    match (has("debut") || has("premier"), has("fin") || has("dernier")) {
        (true, false) => Role::Debut,
        (false, true) => Role::Fin,
        _ => Role::Aucun,
    }
}

/// Whether the amount asked is the price of one: of an hour, of a night.
pub fn is_by_unit(asked: &Asked) -> bool {
    let folded = fold(&asked.label);
    let words = ["hor", "horaire", "unitaire"];
    asked.kind == "money" && folded.split(' ').any(|word| words.contains(&word))
}

/// The tax the label asks for.
pub fn tax(label: &str) -> Option<&'static str> {
    let folded = fold(label);
    let has = |word: &str| folded.split(' ').any(|other| other == word);
    match (has("ht"), has("ttc")) {
        (true, false) => Some("HT"),
        (false, true) => Some("TTC"),
        _ => None,
    }
}

/// Other names of each question, left out where two questions share them.
pub fn names(questions: &[Asked]) -> Vec<Vec<String>> {
    let all: Vec<Vec<String>> = questions.iter().map(|asked| words(asked).0).collect();
    let shared = |name: &String| all.iter().filter(|names| names.contains(name)).count() > 1;
    // « du », « au » begin a date as well.
    let long = |name: &&String| name.len() > 2;
    all.iter()
        .map(|names| names.iter().filter(long).filter(|name| !shared(name)).cloned().collect())
        .collect()
}

/// The names of what a question asks, and the words that lead to its value.
fn words(asked: &Asked) -> (Vec<String>, Vec<String>) {
    let folded = fold(&asked.label);
    let has = |word: &str| folded.split(' ').any(|other| other == word);
    // Who somebody is, asked in several fields.
    if has("naissance") && asked.kind == "date" {
        return (
            ["date de naissance", "naissance", "né le", "née le"].map(str::to_owned).to_vec(),
            Vec::new(),
        );
    }
    if has("prenom") && !has("nom") {
        return (vec!["prénom".to_owned()], Vec::new());
    }
    let slot = match asked.kind.as_str() {
        "date" | "date_range" if role(&asked.label) == Role::Fin => "end_date",
        "date" | "date_range" => "start_date",
        "money" | "hours" => {
            if let Some((_, names)) = OF.iter().find(|(word, _)| has(word)) {
                return (names.iter().map(|name| (*name).to_owned()).collect(), Vec::new());
            }
            if asked.kind == "hours" { "hours" } else { "cost_ht" }
        }
        "number" => ["nights", "meals", "km", "participants"]
            .into_iter()
            .find(|slot| named(slot).iter().any(|name| has(&fold(name)) || has(&format!("{}s", fold(name)))))
            .unwrap_or_default(),
        "name" => "name",
        "text" if has("organisme") || has("prestataire") => "provider",
        "text" if has("intitule") || has("titre") => "title",
        "text" if has("rue") => {
            return (["rue", "adresse"].map(str::to_owned).to_vec(), Vec::new());
        }
        "text" if has("module") => {
            return (["module", "nom du module"].map(str::to_owned).to_vec(), vec!["module".to_owned()]);
        }
        "text" if has("rncp") => "certification",
        "city" => "city",
        "email" => "email",
        "phone" => "phone",
        "siret" => "siret",
        "postal_code" => "postal_code",
        // « Type de contrat »: a contract.
        "choice" => {
            let noun = folded.rsplit(' ').next().unwrap_or_default().to_owned();
            return (vec![folded.clone(), noun], Vec::new());
        }
        "bool" => {
            let about = SUBJECTS.iter().filter(|subject| {
                folded.contains(&fold(subject))
                    || **subject == "subrogation" && folded.contains("payer directement")
            });
            let about: Vec<String> = about.map(|subject| (*subject).to_owned()).collect();
            return (if about.is_empty() { vec![asked.label.to_lowercase()] } else { about }, Vec::new());
        }
        _ => "",
    };
    let mut names: Vec<String> = named(slot).iter().map(|name| (*name).to_owned()).collect();
    let mut leads: Vec<String> = WORDS
        .iter()
        .find(|(name, ..)| *name == slot)
        .map_or(&[][..], |(_, _, leads)| leads)
        .iter()
        .map(|lead| (*lead).to_owned())
        .collect();
    match slot {
        "cost_ht" => names.retain(|name| fold(name) != "ht" || has("ht")),
        "phone" => {
            let (mobile, fixe) = (has("portable") || has("mobile"), has("fixe"));
            let is_mobile = |name: &String| matches!(name.as_str(), "portable" | "mobile" | "gsm");
            names.retain(|name| (!mobile || name != "fixe") && (!fixe || !is_mobile(name)));
        }
        "siret" => {
            let whose: &[&str] = if has("organisme") {
                &["siret de l'organisme", "siret organisme", "siret du centre"]
            } else {
                &[
                    "notre siret",
                    "mon siret",
                    "siret de l'entreprise",
                    "siret du salon",
                    "siret de la boulangerie",
                ]
            };
            names.extend(whose.iter().map(|name| (*name).to_owned()));
        }
        "name" => {
            leads.extend(["nom complet c'est".to_owned(), "nom complet est".to_owned()]);
            for who in ["stagiaire", "tuteur", "apprenti", "salarié", "contact"] {
                let mine = has(&fold(who))
                    || who == "contact" && has("contacter")
                    || who == "salarié" && has("stagiaire");
                if mine {
                    let who = [who.to_owned(), format!("{who}e")];
                    names.retain(|name| !who.contains(name));
                    for who in who {
                        leads.extend([
                            format!("{who} est"),
                            format!("{who} s'appelle"),
                            format!("{who} c'est"),
                        ]);
                        names.push(who);
                    }
                } else {
                    names.retain(|name| name.trim_end_matches('e') != who && name != who);
                }
            }
        }
        _ => {}
    }
    (names, leads)
}

fn named(slot: &str) -> &'static [&'static str] {
    WORDS.iter().find(|(name, ..)| *name == slot).map_or(&[], |(_, names, _)| *names)
}

/// Whether only the prénom of somebody is asked, and only the nom.
fn asks_only(asked: &Asked) -> (bool, bool) {
    let folded = fold(&asked.label);
    let has = |word: &str| folded.split(' ').any(|other| other == word);
    let house = ["organisme", "centre", "entreprise", "etablissement", "formation", "module"];
    let named = matches!(asked.kind.as_str(), "name" | "text") && !house.into_iter().any(has);
    (named && has("prenom") && !has("nom"), named && has("nom") && !has("prenom"))
}

/// « Inès Haddad » for one of Prénom and Nom, the other without an answer: each has its own.
pub fn part_name(questions: &[Asked], found: &mut Map<String, Value>) {
    let mut prenoms = questions.iter().filter(|asked| asks_only(asked).0);
    let mut noms = questions.iter().filter(|asked| asks_only(asked).1);
    let (Some(prenom), None, Some(nom), None) = (prenoms.next(), prenoms.next(), noms.next(), noms.next())
    else {
        return;
    };
    let text = |asked: &Asked| found.get(&asked.champ).and_then(Value::as_str).map(str::to_owned);
    let whole = match (text(prenom), text(nom)) {
        (Some(whole), None) | (None, Some(whole)) => whole,
        // « 1 et 2 : Inès Haddad »
        (Some(whole), Some(other)) if whole == other => whole,
        _ => return,
    };
    if let Some((first, last)) = parted_name(&whole) {
        found.insert(prenom.champ.clone(), json!(first));
        found.insert(nom.champ.clone(), json!(last));
    }
}

/// Without what is taken back further down.
pub fn sans_dedits(
    case: &Case,
    alignement: Alignement,
    questions: &[Question<'_>],
    morceaux: &[Morceau<'_>],
) -> Alignement {
    let Some(contexte) = contexte(case, None) else { return alignement };
    let asked: Vec<&Asked> = case.questions.iter().collect();
    lettre::sans_dedits(alignement, questions, morceaux, |texte| {
        let lus = read(&asked, texte, &contexte).0;
        let words = |asked: &&Asked| {
            let prise = lus.prises.iter().find(|prise| champ(&prise.cle) == asked.champ)?;
            Some((asked.n, texte.get(prise.octets.clone())?.to_owned()))
        };
        asked.iter().filter_map(words).collect()
    })
}

/// The question that a key of [`read`] stands for.
fn champ(cle: &str) -> &str {
    cle.strip_suffix(".debut").or(cle.strip_suffix(".fin")).unwrap_or(cle)
}

/// The lines left answer the text questions left.
pub fn seules(case: &Case, alignement: Alignement, morceaux: &[Morceau<'_>]) -> Alignement {
    let Some(contexte) = contexte(case, None) else { return alignement };
    let answered = |n: u32| alignement.reponses.iter().any(|(answered, _)| *answered == n);
    let open: Vec<&Asked> = case.questions.iter().filter(|asked| !answered(asked.n)).collect();
    let lus = read(&open, &alignement.reste, &contexte).0;
    let numero = |cle: &str| open.iter().find(|asked| asked.champ == champ(cle)).map(|asked| asked.n);
    let told = |asked: &&&Asked| lus.prises.iter().all(|prise| champ(&prise.cle) != asked.champ);
    let ouvertes: Vec<Ouverte> = open
        .iter()
        .filter(told)
        .filter_map(|asked| match asked.kind.as_str() {
            "text" if asks_only(asked).0 => Some(Ouverte::Mots(asked.n)),
            "text" => Some(Ouverte::of_text(asked.n, &asked.label)),
            "name" | "city" | "choice" => Some(Ouverte::Mots(asked.n)),
            _ => None,
        })
        .collect();
    avec_seules(alignement, morceaux, Lus { par_forme: &lus, numero: &numero }, &ouvertes)
}

fn contexte(case: &Case, after: Option<NaiveDate>) -> Option<Contexte<'static>> {
    let today = case.ref_time.get(..10).and_then(|day| day.parse().ok())?;
    Some(Contexte { today, current: None, after, taxe: None })
}

/// Values that stand for themselves among the words of a letter.
pub fn values(
    case: &Case,
    open: &[&Asked],
    reste: &str,
    start: Option<NaiveDate>,
    found: &mut Map<String, Value>,
) {
    let Some(contexte) = contexte(case, start) else { return };
    let (lus, asked) = read(open, reste, &contexte);
    for (key, question) in &asked {
        let Some(prise) = lus.find(key) else { continue };
        let Some(mut value) = shown(&prise.lu.valeur, &question.options) else { continue };
        if question.kind == "name" {
            value = name(value.as_str().unwrap_or_default(), &contexte);
        }
        found.insert(key.clone(), value);
    }
    for question in open.iter().filter(|question| question.kind == "date_range") {
        let ends = ["debut", "fin"].map(|end| found.remove(&format!("{}.{end}", question.champ)));
        if let [Some(first), Some(last)] = ends {
            found.insert(question.champ.clone(), json!([first, last]));
        }
    }
}

/// What a text answers of the questions that are open, each by its key.
fn read<'a>(
    open: &[&'a Asked],
    reste: &str,
    contexte: &Contexte<'_>,
) -> (Plusieurs, Vec<(String, &'a Asked)>) {
    let mut asked: Vec<(String, &'a Asked, Nature, Role)> = Vec::new();
    for question in open {
        if question.kind == "date_range" {
            asked.push((format!("{}.debut", question.champ), question, Nature::Date, Role::Debut));
            asked.push((format!("{}.fin", question.champ), question, Nature::Date, Role::Fin));
        } else if question.kind == "text" && fold(&question.label).contains("rncp") {
            asked.push((question.champ.clone(), question, Nature::CodeCertification, Role::Aucun));
        } else if question.kind == "text" && fold(&question.label).split(' ').any(|word| word == "idcc") {
            asked.push((question.champ.clone(), question, Nature::Idcc, Role::Aucun));
        } else if let Some(nature) = nature(&question.kind, &question.options) {
            let role = match (question.kind.as_str(), tax(&question.label)) {
                ("date", _) => role(&question.label),
                ("money", Some("HT")) => Role::Ht,
                ("money", Some("TTC")) => Role::Ttc,
                _ => Role::Aucun,
            };
            asked.push((question.champ.clone(), question, nature, role));
        }
    }
    let mut of: Vec<(Vec<String>, Vec<String>)> =
        asked.iter().map(|(_, question, ..)| words(question)).collect();
    // Where her prénom is asked apart, her nom is no full name.
    if asked.iter().any(|(_, question, ..)| asks_only(question).0) {
        for (names, _) in &mut of {
            names.retain(|name| name == "prénom" || !name.contains("prénom"));
        }
    }
    let places: Vec<Place<'_>> = asked
        .iter()
        .zip(&of)
        .map(|((key, _, nature, role), (names, leads))| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let leads: Vec<&str> = leads.iter().map(String::as_str).collect();
            let place = Place::new(key, nature, &names).amorces(&leads).role(*role);
            if names.contains(&"intitulé") { place.libre() } else { place }
        })
        .collect();
    let lus = plusieurs(&places, reste, contexte);
    (lus, asked.into_iter().map(|(key, question, ..)| (key, question)).collect())
}
