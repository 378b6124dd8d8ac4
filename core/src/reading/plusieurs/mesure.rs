//! Hours among other words.

use std::ops::Range;

use super::bilan::takes_back;
use super::chantier::Chantier;
use super::compte::offers_another;
use super::demi_journees::Seances;
use super::mots::Mot;
use crate::catalogue::Nature;
use crate::reading::duree::{HeuresEcrites, written_hours};
use crate::reading::lex::listed;
use crate::reading::{Lecture, read};

/// Bytes between a value and the doubtful one that takes it back.
const SECOND_THOUGHTS: usize = 60;

impl Chantier<'_, '_> {
    /// The words around a value, within its clause.
    pub fn near(&self, part: &Range<usize>) -> Vec<Mot> {
        let clause = self.segment(part);
        let mut words = self.words(clause.start..part.start);
        // « 300 € de dossier et 1 200 € »: what stands before « et » is of the first.
        let and = words.iter().rposition(|word| word.text == "et").map_or(0, |at| at + 1);
        // « le coût total de formation s'élève à 735 € »: the verb counts for nothing.
        const RISES: &str = "s se eleve elevera monte montera chiffre a est de";
        let verb = words.iter().rev().take_while(|word| listed(RISES, &word.text)).count();
        const OTHERS: &str =
            "nuit nuits repas hotel chambre acompte rembourse remboursement restant charge tva opco";
        let other = words[and..].iter().any(|word| listed(OTHERS, &word.text));
        let skip = words.len().saturating_sub(if other { 6 } else { 6 + verb }).max(and);
        words.drain(..skip);
        // « débutera le 6 et se terminera le 10 », « fin le 12 mais pour le début on attend »: what another verb says is of what
        // follows.
        let after = self.words(part.end..clause.end).into_iter().take(4);
        words.extend(after.take_while(|word| !listed("et mais", &word.text)));
        words
    }

    /// « 5 h de route », « 2 h de train »
    fn is_on_the_way(&self, octets: &Range<usize>) -> bool {
        let after = self.words(octets.end..self.clause(octets).end);
        let way = |word: &Mot| listed("route trajet train voiture avion transport", &word.text);
        matches!(&after[..], [of, by, ..] if matches!(of.text.as_str(), "de" | "en") && way(by))
    }

    /// « départ 5h du mat », « 19h30 je ferme la boutique »
    fn is_of_the_clock(&self, octets: &Range<usize>) -> bool {
        let clause = self.clause(octets);
        let (before, after) = (self.words(clause.start..octets.start), self.words(octets.end..clause.end));
        let text = |at: usize| after.get(at).map_or("", |word| word.text.as_str());
        let of_day = text(0) == "du" && listed("mat matin soir", text(1)) && text(2) != "au";
        let leaves = before
            .last()
            .is_some_and(|word| listed("rdv reveil ouverture fermeture des debut fin", &word.text));
        let minutes =
            self.piece(octets.clone()).split_once(['h', 'H']).is_some_and(|(_, rest)| rest.len() == 2);
        let early = self
            .words(octets.clone())
            .first()
            .is_some_and(|word| word.text.len() <= 2 && *word.text < *"24" || word.text.len() == 1);
        let does = minutes
            && early
            && before.is_empty()
            && listed("je on nous", text(0))
            && listed("ferme fermons ouvre ouvrons finis finit pars part dors mange suis", text(1));
        of_day || leaves || does
    }

    /// Hours: « 21h », « 2 jours de 7 h ».
    pub fn heures(&mut self, part: Range<usize>, among: Option<&[usize]>) -> bool {
        let mut found = false;
        let written: Vec<(Range<usize>, bool)> = written_hours(self.rest(part.clone()))
            .into_iter()
            .map(|HeuresEcrites { octets, clock }| {
                (part.start + octets.start..part.start + octets.end, clock)
            })
            .collect();
        // « début 8 juin 2027 9h fin 10 juin 2027 17h, 21 h »: beside a day it is a time, when another is not.
        let beside: Vec<bool> = written.iter().map(|(octets, _)| self.is_beside_day(octets)).collect();
        let apart = written.iter().zip(&beside).any(|((_, clock), beside)| !clock && !beside);
        let apart = apart || beside.iter().filter(|beside| **beside).count() > 1;
        let whole = self.whole_of(&written);
        for ((octets, clock), beside) in written.into_iter().zip(beside) {
            // « 7 h par jour soit 14 h »: a share of the whole.
            let share = whole.as_ref().is_some_and(|whole| *whole != octets);
            if share && !clock && among.is_none() {
                self.consume(octets);
                continue;
            }
            let (octets, counted, uncounted) = match self.sittings(&octets).filter(|_| !clock) {
                Some(Seances::Counted(whole)) => (whole, true, false),
                Some(Seances::Uncounted) => (octets, false, true),
                None => (octets, false, false),
            };
            if clock
                || (apart && beside)
                || !counted && self.is_call(&octets)
                || self.is_on_the_way(&octets)
                || self.is_of_the_clock(&octets)
            {
                self.consume(octets);
                continue;
            }
            found = true;
            // « dont 7 h en visio »: a share of them.
            if among.is_none() && self.follows(&octets, "dont") {
                self.consume(octets);
                continue;
            }
            let near = self.near(&octets);
            let places = match among {
                Some(places) => places.to_vec(),
                None => self.candidates(&near, |place| matches!(place.nature, Nature::Heures { .. })),
            };
            // « 2 jours puis 3 h à distance », « 30 h je crois ou 40 »: not the whole, or not sure.
            let after = self.words(octets.end..self.clause(&octets).end);
            let partial =
                among.is_none() && ["puis", "ensuite", "ou"].iter().any(|word| self.follows(&octets, word));
            // « 7h chaque jour »
            let each = after.first().is_some_and(|word| word.text == "chaque");
            if partial || each || uncounted || offers_another(&after) || self.follows(&octets, "entre") {
                self.doubt(&places);
                self.consume(octets);
                continue;
            }
            if let Some(said) = self.hours_by_days(&octets)
                && let [place] = places[..]
                && let Lecture::Read(lu) = read(self.places[place].nature, &said, self.contexte)
                && !self.is_doubtful(&octets, true)
            {
                self.take(place, lu, octets, among.is_some());
                continue;
            }
            self.measured(&places, octets, among.is_some(), true);
        }
        found
    }

    /// « 7 h par jour soit 14 h », « 7 h le lundi et 7 h le mardi, 14 h en tout »: the one said to be the whole, longer
    /// than all others.
    fn whole_of(&self, written: &[(Range<usize>, bool)]) -> Option<Range<usize>> {
        let figure = |octets: &Range<usize>| {
            // « 12 modules d'une heure trente, soit 18 heures »: spelled too.
            self.words(octets.clone())
                .first()?
                .text
                .split(|c: char| !c.is_ascii_digit())
                .next()?
                .parse::<u32>()
                .ok()
        };
        let parts: Vec<(u32, &Range<usize>)> = written
            .iter()
            .filter(|(_, clock)| !clock)
            .map(|(octets, _)| Some((figure(octets)?, octets)))
            .collect::<Option<_>>()?;
        let (most, longest) = parts.iter().max_by_key(|(hours, _)| *hours)?;
        let alone = parts.len() > 1 && parts.iter().filter(|(hours, _)| hours == most).count() == 1;
        let after: Vec<Mot> = self.words(longest.end..self.clause(longest).end).into_iter().take(2).collect();
        let in_all = matches!(&after[..], [by, all] if matches!((by.text.as_str(), all.text.as_str()), ("au", "total") | ("en", "tout")));
        let so = self.follows(longest, "soit") || self.follows(longest, "donc");
        // « 21 h en tout, non pardon, 14 h »
        let next = parts.iter().find(|(_, octets)| octets.start >= longest.end);
        let anew = next.map(|(_, octets)| longest.end..octets.start).is_some_and(|between| {
            !self.piece(between.clone()).contains(['.', '\n']) && takes_back(&self.words(between))
        });
        (alone && (in_all || so) && !anew).then(|| (*longest).clone())
    }

    /// Nothing but a bracket stands between what was read before and this.
    fn is_beside_day(&self, part: &Range<usize>) -> bool {
        let before = self.rest(0..part.start).trim_end_matches([' ', '(']);
        before.ends_with(';') && !self.piece(0..before.len()).ends_with([';', ','])
    }

    /// « rendez-vous à 10h15 », « notre appel (10h15) ».
    fn is_call(&self, part: &Range<usize>) -> bool {
        const CALLS: &str = "appel appelez rappelez rappeler rdv rendez reunion joignable joindre matin soir midi train bus avion vol";
        // « Je réponds dans le bus : 24 h »
        let segment = self.segment(part).start;
        let colon = self.piece(segment..part.start).rfind(": ").map_or(segment, |at| segment + at);
        // « j'arrive pas à les joindre mais c'est 35 h »
        let words = self.words(colon..part.start);
        let but = words.iter().rposition(|word| word.text == "mais").map_or(0, |at| at + 1);
        words[but..].iter().any(|word| listed(CALLS, &word.text))
    }

    /// The word just before.
    pub fn follows(&self, part: &Range<usize>, word: &str) -> bool {
        self.words(self.clause(part).start..part.start).last().is_some_and(|last| last.text == word)
    }

    pub fn measured(&mut self, places: &[usize], octets: Range<usize>, labelled: bool, about_is_fine: bool) {
        let lecture = match places {
            &[place] => {
                Some((place, read(self.places[place].nature, self.piece(octets.clone()), self.contexte)))
            }
            _ => None,
        };
        match lecture {
            Some((place, Lecture::Read(lu))) if !self.is_doubtful(&octets, about_is_fine) => {
                self.take(place, lu, octets, labelled);
            }
            _ => self.doubt_anew(places, octets),
        }
    }

    /// What is written here is to be asked; « 14 h, non pardon, je crois que c'est 21 h »: what it takes back too.
    pub fn doubt_anew(&mut self, places: &[usize], octets: Range<usize>) {
        if let &[place] = places
            && self.is_taken_back(place, &octets)
        {
            self.forget(place);
        }
        self.doubt(places);
        self.consume(octets);
    }

    /// What this place was given last is taken back just before this.
    fn is_taken_back(&self, place: usize, octets: &Range<usize>) -> bool {
        let last = self.taken_of(place).pop();
        let last = last.map(|(_, part)| part.end).filter(|end| *end <= octets.start);
        last.is_some_and(|end| {
            octets.start - end < SECOND_THOUGHTS && takes_back(&self.words(end..octets.start))
        })
    }
}
