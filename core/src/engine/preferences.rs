//! « Notifications »: how she wants to be told what happens, chosen by buttons or in words.

use super::choix::Bouton;
use super::tour::Tour;
use crate::catalogue::{Commande, LibellesNotifications};
use crate::conversation::Place;
use crate::message::{Action, GestePreference, Note, Refus};
use crate::nouvelles::{Calme, Canal, Preferences, Rythme};
use crate::reading::{fold, heures, words};

impl Tour<'_> {
    /// « /notifications », with or without what she wants.
    pub fn notifications(&mut self, text: &str) {
        self.go(Place::Notifications);
        if let Some((_, wanted)) = text.trim().split_once(char::is_whitespace) {
            self.text_at_notifications(wanted);
        }
    }

    pub fn text_at_notifications(&mut self, text: &str) {
        match read(text) {
            Some(geste) => self.prefer(&geste),
            None => self.refuse(Refus::Incompris),
        }
    }

    pub fn prefer(&mut self, geste: &GestePreference) {
        let mut chosen = self.preferences().clone();
        match geste {
            GestePreference::Canal(canal) => chosen.canal = *canal,
            GestePreference::Rythme(rythme) => chosen.rythme = *rythme,
            GestePreference::Calme(calme) => chosen.calme = *calme,
            GestePreference::TousLesJours(all) => chosen.tous_les_jours = *all,
            GestePreference::Informations(all) => chosen.informations = *all,
            GestePreference::Rappels(wanted) => chosen.rappels = *wanted,
            GestePreference::Stop => {
                chosen.informations = false;
                chosen.rappels = false;
            }
        }
        self.state.preferences = Some(chosen);
        self.note(Note::PreferencesNotees { stop: *geste == GestePreference::Stop });
        self.go(Place::Notifications);
    }

    pub fn at_notifications(&self, preferences: &Preferences) -> Vec<Bouton> {
        let libelles = &self.catalogue().libelles.notifications;
        let others = gestes(preferences).into_iter();
        let mut out: Vec<Bouton> = others
            .map(|geste| {
                Bouton::numbered(label(libelles, &geste).to_owned(), None, Action::Preference(geste))
            })
            .collect();
        out.extend(self.secondary(&[Commande::Continuer, Commande::Retour]));
        out
    }
}

/// What can be chosen in place of what holds now.
fn gestes(now: &Preferences) -> Vec<GestePreference> {
    let canaux = [Canal::Partout, Canal::Conversation, Canal::Courriel];
    let mut out: Vec<GestePreference> =
        canaux.into_iter().filter(|canal| *canal != now.canal).map(GestePreference::Canal).collect();
    out.push(GestePreference::Rythme(match now.rythme {
        Rythme::Aussitot => Rythme::Quotidien,
        Rythme::Quotidien => Rythme::Aussitot,
    }));
    out.push(GestePreference::Calme(match now.calme {
        Some(_) => None,
        None => Some(Calme::NUIT),
    }));
    out.push(GestePreference::TousLesJours(!now.tous_les_jours));
    out.push(GestePreference::Informations(!now.informations));
    out.push(GestePreference::Rappels(!now.rappels));
    out
}

fn label<'a>(libelles: &'a LibellesNotifications, geste: &GestePreference) -> &'a str {
    match geste {
        GestePreference::Canal(Canal::Partout) => &libelles.partout,
        GestePreference::Canal(Canal::Conversation) => &libelles.conversation,
        GestePreference::Canal(Canal::Courriel) => &libelles.courriel,
        GestePreference::Rythme(Rythme::Aussitot) => &libelles.aussitot,
        GestePreference::Rythme(Rythme::Quotidien) => &libelles.quotidien,
        GestePreference::Calme(None) => &libelles.sans_calme,
        GestePreference::Calme(Some(_)) => &libelles.nuit,
        GestePreference::TousLesJours(true) => &libelles.tous_les_jours,
        GestePreference::TousLesJours(false) => &libelles.jours_ouvres,
        GestePreference::Informations(true) => &libelles.tout,
        GestePreference::Informations(false) => &libelles.essentiel,
        GestePreference::Rappels(true) => &libelles.rappels,
        GestePreference::Rappels(false) => &libelles.sans_rappels,
        GestePreference::Stop => &libelles.stop,
    }
}

/// What she wants, in her words; nothing where they may mean two things.
fn read(text: &str) -> Option<GestePreference> {
    let said = words(text);
    let all = fold(text);
    let has = |some: &[&str]| said.iter().any(|word| some.contains(&word.as_str()));
    let no = has(&["pas", "sans", "plus", "aucun", "aucune", "arreter", "arretez", "arrete", "non"]);
    if has(&["calme", "calmes", "silence", "deranger", "derangez"]) {
        return match heures(text) {
            Some((de, a)) => Some(GestePreference::Calme(Some(Calme::new(de, a)?))),
            None if no && has(&["calme", "calmes"]) => Some(GestePreference::Calme(None)),
            None => None,
        };
    }
    if has(&["rappel", "rappels"]) {
        return Some(GestePreference::Rappels(!no));
    }
    if has(&["stop", "stopper", "desabonner", "desinscrire"]) {
        return Some(GestePreference::Stop);
    }
    let mail = has(&["email", "emails", "mail", "mails", "courriel", "courriels"]);
    let here = has(&["ici", "conversation", "chat", "messagerie", "telephone"]);
    match (mail, here, no) {
        _ if has(&["deux", "partout"]) => return Some(GestePreference::Canal(Canal::Partout)),
        (true, true, false) => return Some(GestePreference::Canal(Canal::Partout)),
        (true, false, false) | (false, true, true) => return Some(GestePreference::Canal(Canal::Courriel)),
        (false, true, false) | (true, false, true) => {
            return Some(GestePreference::Canal(Canal::Conversation));
        }
        (true, true, true) => return None,
        (false, false, _) => {}
    }
    let contains = |some: &[&str]| some.iter().any(|words| all.contains(words));
    if contains(&["par jour", "resume", "quotidien", "chaque matin", "le matin"]) {
        return Some(GestePreference::Rythme(Rythme::Quotidien));
    }
    if contains(&["tout de suite", "immediat", "aussitot", "au fur et a mesure"]) {
        return Some(GestePreference::Rythme(Rythme::Aussitot));
    }
    if contains(&["tous les jours", "week end", "samedi", "dimanche"]) {
        return Some(GestePreference::TousLesJours(!no));
    }
    if contains(&["jours ouvres", "en semaine"]) {
        return Some(GestePreference::TousLesJours(false));
    }
    match has(&["essentiel"]) {
        true => Some(GestePreference::Informations(false)),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_she_wants_is_read_and_doubt_is_not() {
        let calme = |de: u16, a: u16| Some(GestePreference::Calme(Calme::new(de * 60, a * 60)));
        let canal = |canal| Some(GestePreference::Canal(canal));
        let cases = [
            ("stop", Some(GestePreference::Stop)),
            ("par email", canal(Canal::Courriel)),
            ("plutôt par mail svp", canal(Canal::Courriel)),
            ("ici et par email", canal(Canal::Partout)),
            ("pas par email", canal(Canal::Conversation)),
            ("ici seulement", canal(Canal::Conversation)),
            ("les deux", canal(Canal::Partout)),
            ("une fois par jour", Some(GestePreference::Rythme(Rythme::Quotidien))),
            ("tout de suite", Some(GestePreference::Rythme(Rythme::Aussitot))),
            ("calme de 19h à 8h", calme(19, 8)),
            ("heures calmes : 21:00-07:00", calme(21, 7)),
            ("ne pas déranger entre 12h et 14h", calme(12, 14)),
            ("pas d'heures calmes", Some(GestePreference::Calme(None))),
            ("tous les jours", Some(GestePreference::TousLesJours(true))),
            ("pas le week-end", Some(GestePreference::TousLesJours(false))),
            ("plus de rappels", Some(GestePreference::Rappels(false))),
            ("des rappels", Some(GestePreference::Rappels(true))),
            ("l'essentiel", Some(GestePreference::Informations(false))),
            // What may mean two things, or nothing here.
            ("de 8h à 20h", None),
            ("calme à 8h", None),
            ("calme de 25h à 8h", None),
            ("calme de 8h à 8h", None),
            ("pas ici ni par email", None),
            ("bonjour", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
