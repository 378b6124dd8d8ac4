//! Whole conversations, as a person reads them: played through the real store, dressed as plain text.
//! Review changes with `INSTA_UPDATE=always cargo test -p guichet-tests --test stories` and `git diff`.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]

mod recit;

use recit::Recit;

/// R1, as Camille writes it.
#[tokio::test]
async fn r1() {
    let mut recit = Recit::begin().await;
    for text in [
        "/nouvelle",
        "Action individuelle",
        "Excel perfectionnement",
        "1er mars 2027",
        "3 mars",
        "non",
        "boulangerie",
        "1",
        "21h",
        "1 500 € HT",
        "non",
        "1",
        "Bureautique Formation",
        "non",
        "dupont",
        "1",
        "oui",
        "benali",
        "1",
        "non",
    ] {
        recit.says(text).await;
    }
    recit.sends("devis.pdf", "application/pdf").await;
    recit.sends("programme.jpg", "image/jpeg").await;
    recit.says("envoyer").await;
    recit.says("oui").await;
    insta::assert_snapshot!(recit.end().await);
}

/// Hesitations: refusals, help, going back, a correction, a request given up.
#[tokio::test]
async fn hesitations() {
    let mut recit = Recit::begin().await;
    for text in [
        "bonjour",
        "nouvelle demande",
        "1",
        "Ok",
        "Hygiène alimentaire",
        "fin mars",
        "30/02/2027",
        "lundi 2 mars 2027",
        "15/03/2027",
        "14/03/2027",
        "?",
        "le 16",
        "retour",
        "passer",
        "17/03/2027",
        "peut-être",
        "non",
        "bou",
        "pharmacie",
        "1",
        "une semaine",
        "14 heures",
        "je vous dirai",
        "980",
        "ht",
        "modifier la date de fin",
        "18/03/2027",
        "/annuler",
        "oui",
    ] {
        recit.says(text).await;
    }
    insta::assert_snapshot!(recit.end().await);
}

/// Frais annexes, two modules, a formateur interne, an employee who is not in the directory.
#[tokio::test]
async fn everything_at_once() {
    let mut recit = Recit::begin().await;
    for text in [
        "/nouvelle",
        "1",
        "Sécurité au fournil",
        "05/04/2027",
        "09/04/2027",
        "oui",
        "4 nuits",
        "85 €",
        "10",
        "18,50",
        "240 km",
        "0,321",
        "passer",
        "1",
        "14h",
        "1 200 € TTC",
        "oui",
        "2h",
        "150",
        "passer",
        "passer",
        "un organisme de formation",
        "Prévention Ouest",
        "oui",
        "7h",
        "0",
        "non",
        "formateur interne",
        "1",
        "22,50 €",
        "non",
        "il n'est pas dans la liste",
        "Inès LEROY",
        "employée",
        "non",
        "/passer",
        "/passer",
        "/passer",
        "modifier",
        "3",
        "1",
        "dupliquer",
        "retour",
        "/recap",
    ] {
        recit.says(text).await;
    }
    insta::assert_snapshot!(recit.end().await);
}

/// Camille shares with Sacha, who fills; Camille takes it from there.
#[tokio::test]
async fn shared_with_a_colleague() {
    let mut recit = Recit::begin().await;
    for text in [
        "/nouvelle",
        "Action individuelle",
        "Excel perfectionnement",
        "1er mars 2027",
        "3 mars",
        "non",
        "partager",
        "boulangerie",
        "1",
    ] {
        recit.says(text).await;
    }
    recit.joins("Sacha", "sacha.petit@example.org").await;
    recit.camille();
    for text in ["partager", "ailleurs@example.org", "sacha.petit@example.org", "modifier"] {
        recit.says(text).await;
    }
    recit.turns_to("Sacha", "Sacha");
    for text in
        ["partages", "accepter", "ouvrir la demande", "reprendre", "21h", "1 500 € HT", "/recap", "envoyer"]
    {
        recit.says(text).await;
    }
    recit.camille();
    for text in ["14h", "partager", "Retirer l'accès de sacha.petit@example.org"] {
        recit.says(text).await;
    }
    recit.turns_to("Sacha", "Sacha");
    recit.says("non").await;
    insta::assert_snapshot!(recit.end().await);
}
