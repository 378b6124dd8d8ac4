//! Who goes, as sentences say it; and names that go nowhere.

use guichet_core::reading::partants;

#[test]
fn those_who_go_are_named() {
    for (text, expected) in [
        ("Excel du 1er au 3 mars, 21h, 1 500 € HT pour Dupont et Martin", "Dupont et Martin"),
        ("pour Marie Dupont et Karim Benali (Boulangerie des Lilas).", "Marie Dupont et Karim Benali"),
        ("Les stagiaires sont Marie Dupont et Karim Benali.", "Marie Dupont et Karim Benali"),
        ("Léa Roy, Zoé Petit et Hugo Blanc de la boulangerie partent", "Léa Roy, Zoé Petit et Hugo Blanc"),
        ("c'est pour Julie, le 3 mars", "Julie"),
        ("marie dupont et karim benali y vont", "marie dupont et karim benali"),
        ("pour Mme Dupont, 14 h", "Mme Dupont"),
        ("pour Marie Dupont, Boulangerie des Lilas.", "Marie Dupont"),
        ("Alors, c'est Paul Durand, du Fournil des Halles, qui part en formation.", "Paul Durand"),
        ("La personne qui part en formation, c'est Karim Benali.", "Karim Benali"),
        ("formation vente en boulangerie pour marie dupont et karim benali", "marie dupont et karim benali"),
        ("Personne formée : Mme Dupont", "Mme Dupont"),
        ("Salarié concerné : Paul Durand", "Paul Durand"),
        ("Qui : Dupont et Benali", "Dupont et Benali"),
        ("La salariée s'appelle Sophie Martineau, elle est là", "Sophie Martineau"),
        ("Marie Dupont, 7h, le 3 février, 350 € HT", "Marie Dupont"),
        ("21h\n1190 € ht\npaul durand\nfrais oui : 2 nuits", "paul durand"),
        (
            "Suite à votre mail, nous souhaitons inscrire M. Durand (Fournil des Halles) à la formation",
            "M. Durand",
        ),
        ("Mme Dupont et M. Benali y participeront.", "Mme Dupont et M. Benali"),
        ("Notre salon envoie Marie Dupont en formation", "Marie Dupont"),
        ("c'est pour karim benali de la boulangerie", "karim benali"),
        ("Excel\n14 h\n980 € HT\nMarie Dupont\nKarim Benali\n", "Marie Dupont\nKarim Benali"),
        ("Stagiaire : Nguyen Thi Lan", "Nguyen Thi Lan"),
    ] {
        assert_eq!(partants(text).and_then(|list| text.get(list)), Some(expected), "{text}");
    }
    for text in [
        "",
        "pour Excel",
        "pour Excel perfectionnement et Word",
        "pour la Boulangerie des Lilas",
        "C'est pour Garage Martin.",
        "pour Mars et Avril",
        "pour notre boulangerie",
        "Marie Dupont va vous rappeler",
        "Marie Dupont, 12 rue des Lilas",
        "Pour M. Benali, la convention est signée.",
        "Pour Marie Dupont le contrat se termine le 4 mai.",
        "Karim Benali va faire la livraison",
        "Marie Dupont part en congé le 10",
        "Notre comptable Paul Martin suit la formation",
        "La facture de Karim Benali part demain",
        "Le gérant M. Benali participe financièrement",
        "soit pour Marie Dupont soit pour Karim Benali",
        "Pour Marie Dupont, non, Karim Benali",
        "Pour Marie Dupont... euh non Karim Benali",
        "J'ai aussi une autre demande pour Karim Benali",
        "Les anciens stagiaires : Marie Dupont, Karim Benali",
        "Le train pour Angers, Nantes",
        "Pour Word et Excel.",
        "Train pour Lorraine et Champagne",
        "14 h\n980 €\nCopie à :\nMarie Dupont\nKarim Benali",
        "Bien à vous\nMarie Dupont\nKarim Benali\nBoulangerie des Lilas",
        "1 500 € pour deux jours",
        "pas pour Julie Roy",
        "Julie Roy ne part pas",
        "julie roy et léa petit y vont pas",
        "Est-ce pour Julie Roy ?",
        "pour Julie Roy. Finalement pour Léa Petit.",
        "Cordialement,\nMarie Dupont",
    ] {
        assert_eq!(partants(text), None, "{text}");
    }
}
