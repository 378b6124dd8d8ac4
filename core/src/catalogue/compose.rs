//! Composition: a file that names a `base` is laid over it, before anything is read of it.
//!
//! Tables merge key by key. Arrays of tables whose rows have a `cle` merge row by row: the same `cle` is merged,
//! a new one goes after the row named by `apres`, before the one named by `avant`, else to the end; `retire = true`
//! takes the row out. Any other value replaces.

use std::collections::BTreeMap;

use serde_path_to_error::{Path, Segment};
use toml::{Table, Value};

use super::Dispositif;

/// Where an error is told: key and reason.
type Report<'r> = &'r mut dyn FnMut(&str, String);

/// Keys whose table is one of several kinds: another kind replaces, the same one merges.
const KINDS: [&str; 4] = ["nature", "si", "exige", "propose"];

/// Texts by the name that `base` gives them: the file's, without `.toml`.
pub(super) type Textes<'a> = BTreeMap<&'a str, &'a str>;

/// The file `table`, laid over its base, and that over its own. `None` when something was reported.
pub(super) fn compose(name: &str, table: Table, textes: &Textes<'_>, report: Report<'_>) -> Option<Table> {
    let mut layers = vec![table];
    let mut names = vec![name.to_owned()];
    while let Some(base) = layers.last_mut().and_then(|layer| layer.remove("base")) {
        let Value::String(base) = base else {
            report("base", "doit être le nom d'un fichier, sans « .toml »".to_owned());
            return None;
        };
        if names.contains(&base) {
            report("base", format!("« {base} » mène à lui-même ({} → {base})", names.join(" → ")));
            return None;
        }
        let Some(text) = textes.get(base.as_str()) else {
            report("base", format!("le fichier « {base}.toml » n'existe pas"));
            return None;
        };
        let Ok(table) = text.parse::<Table>() else {
            report("base", format!("le fichier « {base}.toml » ne peut pas être lu"));
            return None;
        };
        names.push(base);
        layers.push(table);
    }
    let mut out = Table::new();
    let mut right = true;
    for mut layer in layers.into_iter().rev() {
        layer.remove("commun");
        lay(&mut out, layer, "", &mut |key, reason| {
            right = false;
            report(key, reason);
        });
    }
    right.then_some(out)
}

/// Lays `over` on `base`; `at` is the key path of both.
fn lay(base: &mut Table, over: Table, at: &str, report: Report<'_>) {
    for (key, value) in over {
        let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
        let laid = match (base.remove(&key), value) {
            (Some(Value::Table(mut below)), Value::Table(above))
                if !KINDS.contains(&key.as_str()) || above.keys().eq(below.keys()) =>
            {
                lay(&mut below, above, &path, report);
                Value::Table(below)
            }
            (_, Value::Table(above)) => {
                let mut new = Table::new();
                lay(&mut new, above, &path, report);
                Value::Table(new)
            }
            (Some(Value::Array(below)), Value::Array(above)) if are_rows(&below) && !above.is_empty() => {
                Value::Array(lay_rows(below, above, &path, report))
            }
            (_, Value::Array(above)) if are_rows(&above) => {
                Value::Array(lay_rows(Vec::new(), above, &path, report))
            }
            (_, value) => value,
        };
        base.insert(key, laid);
    }
}

/// Tables with a `cle` each.
fn are_rows(values: &[Value]) -> bool {
    !values.is_empty() && values.iter().all(|value| cle(value).is_some())
}

fn cle(value: &Value) -> Option<&str> {
    value.as_table()?.get("cle")?.as_str()
}

fn lay_rows(base: Vec<Value>, over: Vec<Value>, at: &str, report: Report<'_>) -> Vec<Value> {
    let mut rows = base;
    let mut seen: Vec<String> = Vec::new();
    for (rank, value) in over.into_iter().enumerate() {
        let (Some(cle), Value::Table(mut row)) = (cle(&value).map(str::to_owned), value) else {
            report(&format!("{at}.{}", rank + 1), "n'a pas de cle".to_owned());
            continue;
        };
        let path = format!("{at}.{cle}");
        if seen.contains(&cle) {
            report(at, format!("« {cle} » est là deux fois"));
        }
        let known = position(&rows, &cle);
        let place = [row.remove("apres"), row.remove("avant")];
        match row.remove("retire") {
            Some(Value::Boolean(true)) => {
                if row.len() > 1 || place.iter().any(Option::is_some) {
                    report(&format!("{path}.retire"), "ne va avec aucune autre clé que cle".to_owned());
                }
                match known {
                    Some(known) => drop(rows.remove(known)),
                    None => report(&format!("{path}.retire"), format!("« {cle} » n'est pas dans la base")),
                }
                continue;
            }
            Some(_) => report(&format!("{path}.retire"), "vaut true, ou n'est pas écrit".to_owned()),
            None => {}
        }
        let mut laid = match known.map(|known| rows.remove(known)) {
            Some(Value::Table(below)) => below,
            _ => Table::new(),
        };
        lay(&mut laid, row, &path, report);
        let to = match place {
            [Some(_), Some(_)] => {
                report(&format!("{path}.apres"), "ne va pas avec avant".to_owned());
                None
            }
            [Some(after), None] => neighbour(&rows, &after, &path, "apres", report).map(|place| place + 1),
            [None, before] => {
                before.and_then(|before| neighbour(&rows, &before, &path, "avant", report)).or(known)
            }
        };
        rows.insert(to.unwrap_or(rows.len()), Value::Table(laid));
        seen.push(cle);
    }
    rows
}

/// Where the row is that `apres` or `avant` names.
fn neighbour(rows: &[Value], named: &Value, path: &str, key: &str, report: Report<'_>) -> Option<usize> {
    let found = named.as_str().and_then(|named| position(rows, named));
    if found.is_none() {
        let named = named.as_str().unwrap_or("?");
        report(&format!("{path}.{key}"), format!("« {named} » n'est pas dans la liste"));
    }
    found
}

fn position(rows: &[Value], wanted: &str) -> Option<usize> {
    rows.iter().position(|row| cle(row) == Some(wanted))
}

/// The dispositif of a composed table; an error names its place by `cle`.
pub(super) fn read(table: &Table, report: Report<'_>) -> Option<Dispositif> {
    serde_path_to_error::deserialize(Value::Table(table.clone()))
        .map_err(|error| report(&place(table, error.path()), error.inner().message().to_owned()))
        .ok()
}

/// « etapes.creation.champs.date_debut.nature » of « etapes[0].champs[1].nature ».
fn place(table: &Table, path: &Path) -> String {
    let root = Value::Table(table.clone());
    let mut at = Some(&root);
    let mut names = Vec::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => {
                at = at.and_then(|value| value.get(*index));
                let named = at.and_then(cle).map(str::to_owned);
                names.push(named.unwrap_or_else(|| (index + 1).to_string()));
            }
            Segment::Map { key } => {
                at = at.and_then(|value| value.get(key));
                names.push(key.clone());
            }
            Segment::Enum { variant } => {
                at = at.and_then(|value| value.get(variant));
                names.push(variant.clone());
            }
            Segment::Unknown => {}
        }
    }
    if names.is_empty() { "racine".to_owned() } else { names.join(".") }
}
