//! `/api/v1` as a program sees it: over HTTP, against the real binary.

use guichet_tests::envoyee::envoyee;
use guichet_tests::guichet::{Atelier, Guichet};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

struct Appelant {
    atelier: Atelier,
    guichet: Guichet,
    client: reqwest::Client,
    cle: String,
    numero: String,
}

async fn command(atelier: &Atelier, arguments: &[&str]) -> String {
    let output = atelier.command(arguments).output().await.unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

impl Appelant {
    /// A request « Envoyé », and a key.
    async fn new() -> Appelant {
        let atelier = Atelier::new();
        let token = atelier.settle("camille.martin@example.org").await;
        let store = atelier.store().await;
        let numero = envoyee(&store, &token, None).await.numero.unwrap();
        store.close().await;
        let cle = command(&atelier, &["cle-api", "portail"]).await;
        let guichet = atelier.serve().await;
        Appelant { atelier, guichet, client: reqwest::Client::new(), cle, numero }
    }

    fn post(&self, numero: &str) -> RequestBuilder {
        let url = format!("{}/api/v1/dossiers/{numero}/statut", self.guichet.url);
        self.client.post(url).bearer_auth(&self.cle)
    }

    async fn decides(&self, body: &Value) -> (StatusCode, Value) {
        told(self.post(&self.numero).json(body)).await
    }
}

/// Status and body, which is a problem unless it is a success.
async fn told(request: RequestBuilder) -> (StatusCode, Value) {
    let answer = request.send().await.unwrap();
    let status = answer.status();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    let expected = if status.is_success() { "application/json" } else { "application/problem+json" };
    assert_eq!(kind, expected);
    let body: Value = answer.json().await.unwrap();
    if !status.is_success() {
        assert_eq!(body["status"], status.as_u16());
        for member in ["title", "detail"] {
            assert!(body[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {body}");
        }
    }
    (status, body)
}

#[tokio::test]
async fn decisions_and_their_refusals() {
    let ici = Appelant::new().await;
    let (status, problem) = ici.decides(&json!({"statut": "valide"})).await;
    assert_eq!(status, 409);
    assert_eq!(problem["type"], "urn:guichet:probleme:transition-interdite");
    assert_eq!(problem["statut"], "envoye");
    assert_eq!(problem["statuts_possibles"], json!(["en_cours_de_traitement", "en_preparation", "annule"]));
    assert!(problem["detail"].as_str().unwrap().contains("« Envoyé » ne peut pas passer à « Validé »"));
    assert_eq!(problem["instance"], format!("/api/v1/dossiers/{}/statut", ici.numero));

    let (status, dossier) =
        ici.decides(&json!({"statut": "En cours de traitement", "agd": "Inès Roy"})).await;
    assert_eq!(status, 200);
    assert_eq!((&dossier["statut"], &dossier["agd"]), (&json!("en_cours_de_traitement"), &json!("Inès Roy")));
    assert_eq!(dossier["statuts_possibles"], json!(["valide", "refuse", "annule"]));

    let asked = json!({"complement": {"motifs": ["Devis illisible"], "limite": "2099-02-01"}});
    let (status, dossier) = ici.decides(&asked).await;
    assert_eq!((status.as_u16(), &dossier["complement"]["limite"]), (200, &json!("2099-02-01")));
    assert_eq!(ici.decides(&asked).await.0, 409);
    assert_eq!(ici.decides(&json!({"complement": {"leve": true}})).await.0, 200);
    let (status, problem) = ici.decides(&json!({"piece": {"cle": "devis", "avis": "conforme"}})).await;
    assert_eq!((status.as_u16(), &problem["pieces_connues"]), (409, &json!([])));

    let (status, problem) = ici.decides(&json!({"statut": "refuse"})).await;
    assert_eq!((status.as_u16(), &problem["manque"]), (422, &json!("motif")));
    let (status, problem) = ici.decides(&json!({"statut": "perdu", "agd": ""})).await;
    assert_eq!(status, 422);
    let pointers: Vec<&Value> = problem["errors"].as_array().unwrap().iter().map(|e| &e["pointer"]).collect();
    assert_eq!(pointers, ["/statut", "/agd"]);
    let (status, problem) = told(ici.post("2026-999999").json(&json!({"agd": "Inès"}))).await;
    assert_eq!((status.as_u16(), &problem["type"]), (404, &json!("urn:guichet:probleme:dossier-inconnu")));

    let journal = command(&ici.atelier, &["dossier", &ici.numero]).await;
    assert!(journal.contains("portail (api)  statut : Envoyé → En cours de traitement"), "{journal}");
    assert_eq!(ici.guichet.stop().await, Some(0));
}

#[tokio::test]
async fn what_is_no_request_is_a_problem() {
    let ici = Appelant::new().await;
    let body = json!({"statut": "en_cours_de_traitement"});
    let url = format!("{}/api/v1/dossiers/{}/statut", ici.guichet.url, ici.numero);
    for (request, expected) in [
        (ici.client.post(&url).json(&body), 401),
        (ici.client.post(&url).bearer_auth("guichet_rien").json(&body), 401),
        (ici.client.post(&url).basic_auth("portail", Some(&ici.cle)).json(&body), 401),
        (ici.post(&ici.numero).body(body.to_string()), 415),
        (ici.post(&ici.numero).form(&[("statut", "valide")]), 415),
        (ici.post(&ici.numero).header("content-type", "application/json").body("{"), 400),
        (ici.post(&ici.numero).json(&json!("x".repeat(70_000))), 413),
        (ici.post(&ici.numero).json(&json!({})), 422),
        (ici.post(&ici.numero).header("Idempotency-Key", "").json(&body), 400),
        (ici.client.get(&url), 405),
        (ici.client.get(format!("{}/api/v1/rien", ici.guichet.url)), 404),
    ] {
        let (status, problem) = told(request).await;
        assert_eq!(status, expected, "{problem}");
    }
    let refused = ici.client.post(&url).json(&body).send().await.unwrap();
    assert!(refused.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
    let (_, openapi) = told(ici.client.get(format!("{}/api/v1/openapi.json", ici.guichet.url))).await;
    assert_eq!(openapi["openapi"], "3.1.0");
    // Nothing of all that changed anything; a revoked key does not either.
    command(&ici.atelier, &["cle-api", "portail", "--revoquer"]).await;
    assert_eq!(ici.decides(&body).await.0, 401);
    assert!(command(&ici.atelier, &["dossier", &ici.numero]).await.contains("Statut : Envoyé"));
    assert_eq!(ici.guichet.stop().await, Some(0));
}

#[tokio::test]
async fn a_repeat_is_answered_as_the_first_time_even_after_a_crash() {
    let mut ici = Appelant::new().await;
    let ask = |ici: &Appelant, body: &Value| {
        ici.post(&ici.numero).header("Idempotency-Key", "commande-42").json(body)
    };
    let taken = json!({"statut": "en_cours_de_traitement", "agd": "Inès Roy"});
    let first = told(ask(&ici, &taken)).await;
    assert_eq!(first.0, 200);
    ici.guichet.kill().await;
    ici.guichet = ici.atelier.serve().await;
    // The same content in another spelling is the same request.
    let spelt = r#"{ "agd": "Inès Roy",  "statut": "en_cours_de_traitement" }"#;
    let again = ici.post(&ici.numero).header("Idempotency-Key", "commande-42");
    let again = again.header("content-type", "application/json; charset=utf-8").body(spelt);
    let again = again.send().await.unwrap();
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(again.json::<Value>().await.unwrap(), first.1);
    let (status, problem) = told(ask(&ici, &json!({"statut": "valide"}))).await;
    assert_eq!(status, 422);
    assert_eq!(problem["type"], "urn:guichet:probleme:cle-d-idempotence-reutilisee");
    let journal = command(&ici.atelier, &["dossier", &ici.numero]).await;
    assert_eq!(journal.matches("→ En cours de traitement").count(), 1, "{journal}");
    assert_eq!(ici.guichet.stop().await, Some(0));
}
