//! Large towns, known by their names alone.

use crate::reading::fold;
use crate::reading::lex::{List, Words};

/// The largest towns whose name is one word (INSEE).
pub(super) static TOWNS: Words = Words::new(
    "paris lyon marseille toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon \
    grenoble dijon angers nimes tours limoges amiens metz besancon orleans rouen mulhouse caen nancy brest poitiers \
    pau avignon perpignan bayonne annecy chambery troyes valence quimper lorient vannes niort villeurbanne argenteuil \
    montreuil roubaix tourcoing nanterre colmar bourges albi carcassonne beziers cannes antibes chalon macon laval cholet \
    angouleme montauban tarbes castres rodez agen perigueux brive aurillac evreux dieppe cherbourg alencon chartres \
    blois chateauroux nevers auxerre belfort epinal charleville sedan laon soissons beauvais compiegne arras lens douai valenciennes \
    dunkerque calais gap digne ajaccio bastia frejus arles aubagne istres roanne vichy moulins montlucon rodez tulle gueret mende privas foix auch cahors vesoul beaune vierzon saumur sete redon dole",
);
/// Those that more words make.
pub(super) const LONG_TOWNS: [&str; 42] = [
    "le mans",
    "le havre",
    "le creusot",
    "le cannet",
    "le bourget",
    "le perreux sur marne",
    "le chesnay",
    "le tampon",
    "le lamentin",
    "le blanc mesnil",
    "le kremlin bicetre",
    "le grand quevilly",
    "le petit quevilly",
    "le pontet",
    "le touquet",
    "le bouscat",
    "le haillan",
    "le cap d agde",
    "les sables d olonne",
    "les herbiers",
    "les mureaux",
    "les lilas",
    "les abymes",
    "villeneuve d ascq",
    "clermont ferrand",
    "saint etienne",
    "saint denis",
    "saint nazaire",
    "saint malo",
    "saint brieuc",
    "saint quentin",
    "aix en provence",
    "la rochelle",
    "la roche sur yon",
    "boulogne billancourt",
    "boulogne sur mer",
    "bourg en bresse",
    "chalon sur saone",
    "le puy en velay",
    "mont de marsan",
    "les ulis",
    "saint ouen",
];

/// « Bordeaux », « Le Mans. », « Paris 11e », « Vannes (56) »: a large town and nothing else.
pub fn is_town(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split(' ');
    let first = words.next().unwrap_or_default();
    let rest = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || word == "e";
    LONG_TOWNS.contains(&folded.as_str()) || TOWNS.has(first) && words.all(rest)
}
