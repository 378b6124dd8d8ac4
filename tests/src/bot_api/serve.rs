//! The HTTP side: methods, files, webhook deliveries.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::chat::{Button, Shown};
use super::{Fault, SentFile, Server, TOKEN, World, spec, upload};

pub fn router(server: Server) -> Router {
    Router::new()
        .route("/{bot}/{method}", post(call).get(call))
        .route("/file/{bot}/{*path}", get(file))
        .layer(DefaultBodyLimit::disable())
        .with_state(server)
}

fn ok(result: Value) -> Response {
    axum::Json(json!({"ok": true, "result": result})).into_response()
}

fn error(code: u16, description: &str, parameters: Value) -> Response {
    let mut body = json!({"ok": false, "error_code": code, "description": description});
    if !parameters.is_null() {
        body["parameters"] = parameters;
    }
    (StatusCode::from_u16(code).unwrap(), axum::Json(body)).into_response()
}

async fn call(
    State(server): State<Server>,
    Path((bot, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    if bot != format!("bot{TOKEN}") {
        return error(401, "Unauthorized", Value::Null);
    }
    let (parameters, file) = upload::parameters(&method, request).await;
    let wrong = spec::check(&method, &parameters);
    server.world().calls.push((method.clone(), parameters.clone()));
    if !wrong.is_empty() {
        server.world().violations.extend(wrong.clone());
        server.touch();
        return error(400, &format!("Bad Request: {}", wrong.join("; ")), Value::Null);
    }
    if let Some(answer) = faulty(&server, &method, &parameters) {
        server.touch();
        return answer;
    }
    let lost =
        take(&server, |fault| matches!(fault, Fault::LostAnswer { method: m } if *m == method)).is_some();
    let answer = if method == "getUpdates" {
        updates(&server, &parameters).await
    } else {
        let answer = act(&mut server.world(), &method, &parameters, file);
        server.touch();
        answer
    };
    if lost {
        // A body that breaks off: the caller cannot know that the call was carried out.
        let broken = futures_stream();
        return Response::new(axum::body::Body::from_stream(broken));
    }
    answer
}

/// One chunk, then an error: axum drops the connection.
fn futures_stream() -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> {
    futures::stream::iter([Ok(Bytes::from_static(b"{\"ok\":")), Err(std::io::Error::other("dropped"))])
}

fn take(server: &Server, fits: impl Fn(&Fault) -> bool) -> Option<Fault> {
    let mut world = server.world();
    let position = world.faults.iter().position(fits)?;
    Some(world.faults.remove(position))
}

fn faulty(server: &Server, method: &str, parameters: &Value) -> Option<Response> {
    let chat = parameters["chat_id"].as_i64();
    let message = matches!(method, "sendMessage" | "editMessageText" | "sendPhoto" | "sendDocument");
    if message
        && server.world().faults.iter().any(|f| matches!(f, Fault::Blocked { chat: c } if Some(*c) == chat))
    {
        return Some(error(403, "Forbidden: bot was blocked by the user", Value::Null));
    }
    let fits = |fault: &Fault| match fault {
        Fault::TooMany { chat: c, .. } => message && Some(*c) == chat,
        Fault::Internal { method: m } => *m == method,
        Fault::OldQuery => method == "answerCallbackQuery",
        Fault::Markup => message && !parameters["parse_mode"].is_null(),
        Fault::Unauthorized => message,
        Fault::LostAnswer { .. } | Fault::Blocked { .. } => false,
    };
    Some(match take(server, fits)? {
        Fault::TooMany { retry_after, .. } => error(
            429,
            &format!("Too Many Requests: retry after {retry_after}"),
            json!({"retry_after": retry_after}),
        ),
        Fault::Markup => error(400, "Bad Request: can't parse entities: unsupported start tag", Value::Null),
        Fault::Unauthorized => error(401, "Unauthorized", Value::Null),
        Fault::OldQuery => error(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            Value::Null,
        ),
        _ => error(500, "Internal Server Error", Value::Null),
    })
}

/// Long polling (Bot API `getUpdates`): an offset confirms all updates before it.
async fn updates(server: &Server, parameters: &Value) -> Response {
    if server.world().webhook.is_some() {
        return error(409, "Conflict: can't use getUpdates method while webhook is active", Value::Null);
    }
    let offset = parameters["offset"].as_i64().unwrap_or(0);
    let wait = Duration::from_secs(parameters["timeout"].as_u64().unwrap_or(0));
    server.world().updates.retain(|(id, _)| *id >= offset);
    server.touch();
    let mut changed = server.changed.subscribe();
    let waited = async {
        while server.world().updates.is_empty() {
            changed.changed().await.unwrap();
        }
    };
    let _ = tokio::time::timeout(wait, waited).await;
    let pending: Vec<Value> =
        server.world().updates.iter().take(100).map(|(_, update)| update.clone()).collect();
    ok(json!(pending))
}

fn act(world: &mut World, method: &str, parameters: &Value, file: Option<SentFile>) -> Response {
    let me = json!({"id": 123_456, "is_bot": true, "first_name": "guichet", "username": "guichet_bot",
        "can_join_groups": false, "can_read_all_group_messages": false, "supports_inline_queries": false,
        "can_connect_to_business": false, "has_main_web_app": false});
    match method {
        "getMe" => ok(me),
        "setWebhook" => {
            let url = parameters["url"].as_str().unwrap_or("").to_owned();
            let secret = parameters["secret_token"].as_str().unwrap_or("").to_owned();
            world.webhook = (!url.is_empty()).then_some((url, secret));
            ok(json!(true))
        }
        "deleteWebhook" => {
            world.webhook = None;
            ok(json!(true))
        }
        "setMyCommands" | "answerCallbackQuery" | "sendChatAction" => ok(json!(true)),
        "sendMessage" | "sendPhoto" | "sendDocument" => {
            world.last_message += 1;
            let shown = Shown {
                id: world.last_message,
                html: html(parameters),
                buttons: buttons(parameters),
                edits: 0,
                file,
            };
            let chat = parameters["chat_id"].as_i64().unwrap_or(0);
            world.chats.entry(chat).or_default().push(shown.clone());
            ok(message(chat, &shown, &me))
        }
        "editMessageText" | "editMessageReplyMarkup" => edit(world, method, parameters, &me),
        "getFile" => match world.files.get(parameters["file_id"].as_str().unwrap_or("")) {
            Some((path, content)) => {
                let id = &parameters["file_id"];
                ok(json!({"file_id": id, "file_unique_id": id, "file_size": content.len(),
                    "file_path": format!("{}/{path}", id.as_str().unwrap_or(""))}))
            }
            None => error(400, "Bad Request: invalid file_id", Value::Null),
        },
        _ => error(404, "Not Found", Value::Null),
    }
}

fn edit(world: &mut World, method: &str, parameters: &Value, me: &Value) -> Response {
    let chat = parameters["chat_id"].as_i64().unwrap_or(0);
    let id = parameters["message_id"].as_i64();
    let shown = world.chats.entry(chat).or_default().iter_mut().find(|shown| Some(shown.id) == id);
    let Some(shown) = shown else { return error(400, "Bad Request: message to edit not found", Value::Null) };
    let html = match method {
        "editMessageText" => html(parameters),
        _ => shown.html.clone(),
    };
    let buttons = buttons(parameters);
    if shown.html == html && shown.buttons == buttons {
        return error(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly \
             the same as a current content and reply markup of the message",
            Value::Null,
        );
    }
    shown.html = html;
    shown.buttons = buttons;
    // A card that only loses its buttons says nothing new.
    shown.edits += u32::from(method == "editMessageText");
    ok(message(chat, shown, me))
}

fn message(chat: i64, shown: &Shown, me: &Value) -> Value {
    json!({"message_id": shown.id, "date": 1_800_000_000, "from": me, "text": shown.plain(),
        "chat": {"id": chat, "type": "private", "first_name": "synthetic"}})
}

/// The text as markup, also when it was sent without.
fn html(parameters: &Value) -> String {
    let text = parameters["text"].as_str().or(parameters["caption"].as_str()).unwrap_or("");
    if parameters["parse_mode"] == "HTML" { text.to_owned() } else { super::chat::escape(text) }
}

fn buttons(parameters: &Value) -> Vec<Button> {
    let rows = parameters["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
    rows.flat_map(|row| row.as_array().into_iter().flatten())
        .map(|button| Button {
            label: button["text"].as_str().unwrap_or("").to_owned(),
            data: button["callback_data"].as_str().unwrap_or("").to_owned(),
        })
        .collect()
}

async fn file(State(server): State<Server>, Path((bot, path)): Path<(String, String)>) -> Response {
    let id = path.split('/').next().unwrap_or("").to_owned();
    match server.world().files.get(&id) {
        Some((_, content)) if bot == format!("bot{TOKEN}") => content.clone().into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Posts updates to the webhook, in order, again until each is taken (200).
pub async fn webhooks(server: Server) {
    let client = reqwest::Client::new();
    let mut changed = server.changed.subscribe();
    loop {
        let next = {
            let world = server.world();
            world.webhook.clone().zip(world.updates.front().cloned())
        };
        let Some(((url, secret), (id, update))) = next else {
            if changed.changed().await.is_err() {
                return;
            }
            continue;
        };
        let request = client.post(&url).header("X-Telegram-Bot-Api-Secret-Token", secret).json(&update);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => {
                server.world().updates.retain(|(other, _)| *other != id);
                server.touch();
            }
            // The pause of a real server between two deliveries; nobody waits for it in a test that passes.
            _ => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}
