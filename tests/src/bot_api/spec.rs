//! Parameters against the published specification.

use std::sync::LazyLock;

use serde_json::{Map, Value};

static SPEC: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("spec.json")).unwrap());

/// All that is wrong with a call.
pub fn check(method: &str, parameters: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    match (&SPEC["methods"][method], parameters) {
        (Value::Object(fields), Value::Object(given)) => check_fields(method, fields, given, &mut wrong),
        (Value::Null, _) => wrong.push(format!("{method}: no such method among those expected")),
        _ => wrong.push(format!("{method}: parameters must be an object")),
    }
    check_lengths(method, parameters, &mut wrong);
    wrong
}

fn check_fields(at: &str, fields: &Map<String, Value>, given: &Map<String, Value>, wrong: &mut Vec<String>) {
    for name in given.keys().filter(|name| !fields.contains_key(*name)) {
        wrong.push(format!("{at}.{name}: unknown"));
    }
    for (name, field) in fields {
        match given.get(name) {
            None | Some(Value::Null) if field["required"] == true => {
                wrong.push(format!("{at}.{name}: required"));
            }
            None | Some(Value::Null) => {}
            Some(value) => {
                let types: Vec<&str> =
                    field["types"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
                if !types.iter().any(|kind| fits(kind, value, &format!("{at}.{name}"), &mut Vec::new())) {
                    let mut why = Vec::new();
                    for kind in &types {
                        fits(kind, value, &format!("{at}.{name}"), &mut why);
                    }
                    wrong.push(format!("{at}.{name}: {value} is none of {types:?} {why:?}"));
                }
            }
        }
    }
}

fn fits(kind: &str, value: &Value, at: &str, wrong: &mut Vec<String>) -> bool {
    if let Some(item) = kind.strip_prefix("Array of ") {
        return value.as_array().is_some_and(|items| items.iter().all(|value| fits(item, value, at, wrong)));
    }
    match kind {
        "Integer" => value.is_i64() || value.is_u64(),
        "Float" => value.is_number(),
        "String" => value.is_string(),
        "Boolean" | "True" => value.is_boolean(),
        // A part of the form, as `upload::parameters` tells it.
        "InputFile" => value["file_name"].is_string() && value["size"].as_u64().is_some_and(|size| size > 0),
        "BotCommandScope" => fits("BotCommandScopeAllPrivateChats", value, at, wrong),
        name => match (&SPEC["types"][name], value) {
            (Value::Object(fields), Value::Object(given)) => {
                let before = wrong.len();
                check_fields(at, fields, given, wrong);
                wrong.len() == before
            }
            _ => false,
        },
    }
}

/// Limits that the specification gives in prose.
fn check_lengths(method: &str, parameters: &Value, wrong: &mut Vec<String>) {
    if let Some(text) = parameters["text"].as_str() {
        if method == "answerCallbackQuery" {
            if text.chars().count() > 200 {
                wrong.push(format!("{method}.text: over 200 characters"));
            }
        } else {
            let plain = match parameters["parse_mode"].as_str() {
                Some("HTML") => super::html::parse(text),
                _ => Ok(text.to_owned()),
            };
            match plain {
                Err(error) => wrong.push(format!("{method}.text: can't parse entities: {error}: {text}")),
                Ok(plain) if plain.trim().is_empty() => {
                    wrong.push(format!("{method}.text: message text is empty"))
                }
                Ok(plain) if plain.encode_utf16().count() > 4096 => {
                    wrong.push(format!("{method}.text: message is too long"));
                }
                Ok(_) => {}
            }
        }
    }
    if parameters["caption"].as_str().is_some_and(|caption| caption.encode_utf16().count() > 1024) {
        wrong.push(format!("{method}.caption: over 1024 characters"));
    }
    // « The photo must be at most 10 MB in size »; a bot sends files of up to 50 MB.
    for (field, most) in [("photo", 10 << 20), ("document", 50 << 20)] {
        if parameters[field]["size"].as_u64().is_some_and(|size| size > most) {
            wrong.push(format!("{method}.{field}: too large"));
        }
    }
    for row in parameters["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten() {
        if row.as_array().is_none_or(|row| row.is_empty() || row.len() > 8) {
            wrong.push(format!("{method}: a row has 1 to 8 buttons"));
        }
        for button in row.as_array().into_iter().flatten() {
            let data = button["callback_data"].as_str().unwrap_or("");
            if data.is_empty() || data.len() > 64 {
                wrong.push(format!("{method}: callback_data has 1 to 64 bytes: {data:?}"));
            }
            if button["text"].as_str().is_none_or(str::is_empty) {
                wrong.push(format!("{method}: a button has a label"));
            }
        }
    }
    for command in parameters["commands"].as_array().into_iter().flatten() {
        let name = command["command"].as_str().unwrap_or("");
        let valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let described = command["description"].as_str().map_or(0, |text| text.chars().count());
        if !(1..=32).contains(&name.len()) || !name.chars().all(valid) || !(1..=256).contains(&described) {
            wrong.push(format!("{method}: command {command}"));
        }
    }
    if let Some(secret) = parameters["secret_token"].as_str() {
        let valid = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if !(1..=256).contains(&secret.len()) || !secret.chars().all(valid) {
            wrong.push(format!("{method}.secret_token"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::check;

    #[test]
    fn what_breaks_the_specification_is_seen() {
        let good = json!({"chat_id": 1, "text": "<b>a</b> &amp; b", "parse_mode": "HTML",
            "reply_markup": {"inline_keyboard": [[{"text": "Oui", "callback_data": "1:0"}]]}});
        assert_eq!(check("sendMessage", &good), [""; 0]);
        for (bad, what) in [
            (json!({"text": "a"}), "chat_id: required"),
            (json!({"chat_id": 1, "text": "a", "colour": "red"}), "colour: unknown"),
            (json!({"chat_id": true, "text": "a"}), "is none of"),
            (json!({"chat_id": 1, "text": "<b>a", "parse_mode": "HTML"}), "can't parse entities"),
            (json!({"chat_id": 1, "text": "a < b", "parse_mode": "HTML"}), "can't parse entities"),
            (json!({"chat_id": 1, "text": "<h1>a</h1>", "parse_mode": "HTML"}), "can't parse entities"),
            (json!({"chat_id": 1, "text": ""}), "empty"),
            (json!({"chat_id": 1, "text": "a".repeat(4097)}), "too long"),
            (
                json!({"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "x",
                "callback_data": "y".repeat(65)}]]}}),
                "64 bytes",
            ),
            (
                json!({"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"callback_data": "1"}]]}}),
                "is none of",
            ),
        ] {
            let wrong = check("sendMessage", &bad);
            assert!(wrong.iter().any(|line| line.contains(what)), "{bad}: {wrong:?}");
        }
        for (bad, what) in [
            (json!({"chat_id": 1}), "photo: required"),
            (json!({"chat_id": 1, "photo": {"file_name": "a.png", "size": 11 << 20}}), "too large"),
            (json!({"chat_id": 1, "photo": {"file_name": "a.png", "size": 0}}), "is none of"),
            (json!({"chat_id": 1, "photo": "id", "caption": "a".repeat(1025)}), "over 1024"),
        ] {
            let wrong = check("sendPhoto", &bad);
            assert!(wrong.iter().any(|line| line.contains(what)), "{bad}: {wrong:?}");
        }
        assert_eq!(check("sendPigeon", &json!({})).len(), 1);
    }
}
