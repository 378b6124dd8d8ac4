//! Who writes, and nobody else: « je serai seule à la suivre ».

use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use crate::reading::identite::pattern;
use crate::reading::{Lecture, read};

impl Chantier<'_, '_> {
    /// « je serai seule », « j'irai toute seule et … »; « je suis seule au salon » says who works there.
    pub(super) fn goes_alone(&mut self, place: usize) {
        static ALONE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:je (?:serai|pars|partirai|viens|viendrai|vais|irai)|j['’](?:y )?(?:irai|vais))(?: y)?(?: aller)?(?: toute?)? seule?(?: (?:à (?:l[ae] |y )?(?:suivre|partir|venir|participer|faire|aller)|en formation|(?:à|a) (?:la|cette|ce) (?:formation|stage|session))\b| *(?:$|[,;.!)\n]| et (?:je |j['’]|il m[e'’]|sans |pas d|(?:avec )?[0-9]{1,3} (?:repas|nuit|km))| (?:pour la formation|au stage|avec ma voiture)\b))|\b(?:je (?:suis|serai)|(?:elle|il) (?:est|sera)) l[ea] seule? (?:participante?|stagiaire|inscrite?|à (?:l[ae] |y )?(?:suivre|venir|participer|aller|faire))\b|\bje suis (?:toute? )?seule? à (?:l[ae] |y )?(?:suivre|venir|participer)\b",
            )
        });
        let mut found = ALONE.find_iter(self.text).map(|found| found.range());
        let (Some(part), None) = (found.next(), found.next()) else { return };
        // « seule à partir du 12 mars », « si je suis seule »
        let after = self.piece(part.end..self.text.len()).trim_start();
        let if_so =
            self.words(self.clause(&part).start..part.start).last().is_some_and(|word| word.text == "si");
        let open = self.piece(part.clone()).ends_with("partir");
        if if_so || open && ["de ", "du ", "d'", "d’"].iter().any(|of| after.starts_with(of)) {
            return;
        }
        if let Lecture::Read(lu) = read(self.places[place].nature, "1", self.contexte)
            && !self.is_doubtful(&part, true)
        {
            self.take(place, lu, part, false);
        }
    }
}
