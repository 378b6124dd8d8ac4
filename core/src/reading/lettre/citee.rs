//! A question of our letter as it was quoted, and what was typed below it.
//!
//! Where a quote bears no marks (Outlook, webmails), her lines stand among ours. Ours are the help, then the
//! example or the choices, which come last: what follows these is hers. Above them only what no help says is.

use super::super::lex::listed;
use super::super::{fold, has_words};
use super::connu::tells_what_is_known;
use super::ligne::{bare, begins_with, behind_arrow, behind_choices, is_courtesy};

/// Width at which letters are cut: a line that the next word would not have fitted on goes on below.
pub(super) const WIDTH: usize = 66;
/// Words of an answer under the last question.
const LONGEST_LAST: usize = 8;
/// Words of an answer that tells why.
const LONGEST_TOLD: usize = 12;
/// Longest answer typed into a quote, in lines.
const LONGEST: usize = 6;

/// A quoted question being read.
pub(super) struct Citee {
    pub n: u32,
    /// Typed above the example, and below it.
    above: Vec<String>,
    below: Vec<String>,
    /// The same, after an empty line.
    apart: Vec<String>,
    /// How many of these make their first paragraph, once another follows.
    first: Option<usize>,
    /// Right under the question, and ours as well as hers.
    unclear: Vec<String>,
    /// Length of the line of ours just read, in characters, when it is the example or the choices.
    shown: Option<usize>,
    shows: bool,
    /// It does on the line that asks.
    pub beside: bool,
    /// An empty line was just read; one stood between the lines of ours.
    gap: bool,
    loose: bool,
    /// What is taken for hers stands behind the empty line that may as well end the questions.
    doubtful: bool,
    /// Lines of any kind after an empty line.
    other: bool,
    /// An arrow leads to what is taken for hers.
    pub pointed: bool,
    /// The question goes on, in brackets, below the line that asks it; its example does.
    bracket: bool,
    example: bool,
    /// Words of the line that asks it, folded.
    asked: String,
}

impl Citee {
    /// `line` asks it.
    pub fn new(n: u32, line: &str) -> Self {
        let beside = shows_beside(line);
        // « 1) Durée : [p. ex. »
        let opened = line.find(['(', '[']).and_then(|at| line.get(at..)).unwrap_or_default();
        Self {
            n,
            bracket: opened.matches(['(', '[']).count() > opened.matches([')', ']']).count(),
            example: line.rsplit_once(['(', '[']).is_some_and(|(_, shown)| is_shown(shown)),
            above: Vec::new(),
            below: Vec::new(),
            apart: Vec::new(),
            first: None,
            unclear: Vec::new(),
            shown: None,
            shows: beside,
            beside,
            gap: false,
            loose: false,
            doubtful: false,
            other: false,
            pointed: false,
            asked: fold(line),
        }
    }

    /// « Durée : 14 h », below « Durée en heures »: she says again what it asks.
    fn is_its_label(&self, line: &str) -> bool {
        let label = line.split_once(':').map(|(label, _)| fold(label)).unwrap_or_default();
        label.split(' ').any(|word| word.len() > 3 && has_words(&self.asked, word))
    }

    pub fn blank(&mut self) {
        self.gap = true;
        self.shown = None;
    }

    /// A line that asks nothing.
    pub fn line(&mut self, line: &str) {
        let (gap, shown) = (std::mem::take(&mut self.gap), self.shown.take());
        self.pointed |= bare(line) != line || behind_arrow(line).is_some();
        if std::mem::take(&mut self.bracket) && !gap && line.contains([')', ']']) {
            // « kilomètres) ? (oui / non) --> oui »
            // « (exemple : », « non) NON »
            let behind =
                || line.rsplit_once([')', ']']).map(|(_, typed)| typed.trim()).filter(|_| self.example);
            let typed =
                behind_arrow(line).or_else(behind).filter(|typed| typed.starts_with(char::is_alphanumeric));
            self.below.extend(typed.map(str::to_owned));
            self.shows |= !self.below.is_empty();
            return;
        }
        if !line.contains(char::is_alphanumeric) {
            return;
        }
        // « (par exemple 14 h) » and the next cell of the row.
        if let Some((shown, typed)) = line.split_once('\t')
            && is_shown(shown)
            && !is_shown(typed)
        {
            self.shows = true;
            self.below.push(bare(typed).to_owned());
            return;
        }
        // « Exemple : 95,00 €  → 110 € », « oui / non → oui »
        let arrow = behind_arrow(line).or_else(|| behind_choices(line));
        if let Some(typed) = arrow.filter(|typed| !tells_what_is_known(typed)) {
            self.shows = true;
            self.below.push(typed.to_owned());
            return;
        }
        if is_shown(line) && !self.is_its_label(line) {
            self.loose |= gap;
            self.other = false;
            self.shows = true;
            self.shown = Some(line.chars().count());
            return;
        }
        let first = line.split(' ').next().map_or(0, |word| word.chars().count());
        if shown.is_some_and(|length| length + 1 + first > WIDTH) {
            return;
        }
        let ours = is_courtesy(line) || is_instruction(line);
        if self.shows {
            let started = !self.apart.is_empty() || (gap && !(self.loose && self.below.is_empty()));
            match (started, ours) {
                (_, true) => self.other = true,
                _ if self.other => {}
                (true, _) => self.push_apart(gap, line),
                (false, _) => {
                    self.doubtful |= gap;
                    self.below.push(bare(line).to_owned());
                }
            }
        } else if gap || self.other {
            self.loose |= gap;
            // Once our own words go on, nothing more is hers.
            if !ours && can_be_hers(line) && (gap || !self.apart.is_empty()) {
                self.push_apart(gap, line);
            } else if !ours && !self.other {
                self.unclear.push(line.to_owned());
            }
            self.other = true;
        } else if !ours && can_be_hers(line) {
            self.above.push(bare(line).to_owned());
        } else {
            self.unclear.push(line.to_owned());
        }
    }

    fn push_apart(&mut self, gap: bool, line: &str) {
        if gap && !self.apart.is_empty() {
            self.first.get_or_insert(self.apart.len());
        }
        self.apart.push(bare(line).to_owned());
    }

    /// `interleaved`: answers stand between stretches of the quote, and only what our lines cannot be counts.
    pub fn is_answered(&self, interleaved: bool) -> bool {
        !self.below.is_empty() || !(interleaved || (self.above.is_empty() && self.apart.is_empty()))
    }

    /// Nothing but what belongs to the question was read since.
    pub fn ends(&self) -> bool {
        !self.other
    }

    /// Our letter says something below this question, so it may below the others.
    pub fn is_helped(&self) -> bool {
        self.shows && !self.unclear.is_empty()
            || self.unclear.len() > 1
            || self.unclear.iter().any(|line| !is_short_text(line))
    }

    /// The only line below, that is hers where our letter says nothing there.
    pub fn lone(&self) -> Option<&str> {
        match &self.unclear[..] {
            [line] if self.above.is_empty() && self.apart.is_empty() => Some(line),
            _ => None,
        }
    }

    /// Our letter shows nothing beside it, and nothing is apart below.
    pub fn ends_the_letter(&self) -> bool {
        !self.beside && self.apart.is_empty() && !self.shows
    }

    /// Typed below an empty line, as the others were.
    pub fn is_apart(&self) -> bool {
        self.below.is_empty() && !self.apart.is_empty()
    }

    /// Below the last question, where our letter says what we do not know: figures, or yes or no, alone on their line.
    pub fn last_apart(&self) -> Option<&str> {
        let [line] = &self.apart[..self.first.unwrap_or(self.apart.len())] else { return None };
        let is_figure = line.starts_with(|c: char| c.is_ascii_digit());
        let brief = line.split(' ').count() <= 6 && !line.ends_with('?');
        (self.is_apart() && brief && (is_figure || listed("oui non", &fold(line)))).then_some(line)
    }

    /// What was typed below the question; apart from it only where our letter goes on after it.
    pub fn answer(&self, resumed: bool, interleaved: bool) -> Option<String> {
        if self.beside && !resumed {
            let hers: Vec<&str> =
                self.below.iter().map(String::as_str).take_while(|line| !ends_the_questions(line)).collect();
            return (!hers.is_empty()).then(|| hers.join("\n"));
        }
        // « À renvoyer sous 15 jours. », below the last question.
        if self.doubtful
            && !resumed
            && !matches!(&self.below[..], [line] if !line.contains('?') && can_be_hers(line))
        {
            return None;
        }
        let lines = match (self.below.is_empty(), resumed && !self.apart.is_empty()) {
            (false, true) => [&self.below[..], &self.apart[..]].concat(),
            (false, false) => self.below.clone(),
            (true, true) => self.apart.clone(),
            (true, false) if interleaved => {
                let agreed = |line: &&String| listed("oui non", &fold(line));
                self.above.iter().filter(agreed).cloned().collect()
            }
            (true, false) => self.above.clone(),
        };
        (!lines.is_empty() && lines.len() <= LONGEST).then(|| lines.join("\n"))
    }
}

/// « Durée en heures (exemple : 21) », « Hôtel ? (oui ou non) »: the line that asks shows it, and nothing of ours stands below.
fn shows_beside(line: &str) -> bool {
    // « [Présentiel, À distance, Mixte] »
    if line.trim_end().ends_with(']') {
        return true;
    }
    let behind = line.rsplit_once(['(', '[']).map(|(_, shown)| shown.trim_end());
    let bracketed = behind.and_then(|shown| shown.strip_suffix([')', ']']));
    let offers = |shown: &str| fold(shown).split(' ').any(|word| word == "ou");
    let dashed = line.rsplit_once(" - ").or_else(|| line.rsplit_once(", ")).map(|(_, shown)| shown);
    bracketed.is_some_and(|shown| is_shown(shown) || offers(shown)) || dashed.is_some_and(is_shown)
}

/// « Exemple : 21 », « Au choix : HT / TTC », « (valeur enregistrée : 14 h) »: a line of ours below a question, that shows an
/// answer.
fn is_shown(line: &str) -> bool {
    let folded = fold(line);
    let starts = [
        "exemple",
        "ex ",
        "p ex",
        "par ex",
        "par exemple",
        "comme ",
        "au choix",
        "choix",
        "format",
        "au format",
        "jj mm",
        "reponse actuelle",
    ];
    // « Sans la TVA, par exemple : 1 200,00 », « 0 si personne ne dort sur place »
    let when =
        folded.split_once(" si ").is_some_and(|(figure, _)| figure.bytes().all(|byte| byte.is_ascii_digit()));
    begins_with(&folded, &starts)
        || is_choice(line)
        || folded.contains(" par exemple ") && behind_arrow(line).is_none()
        || when
        || tells_what_is_known(line)
}

/// « Présentiel, Distanciel ou Hybride »: three at least, among which she is to choose.
fn is_choice(line: &str) -> bool {
    let Some((listed, last)) = line.trim_end_matches('.').rsplit_once(" ou ") else { return false };
    let brief =
        |item: &str| (1..=3).contains(&item.split_whitespace().count()) && !item.contains(['.', ':', ';']);
    let items: Vec<&str> = listed.split(", ").collect();
    items.len() > 1
        && items.iter().all(|item| brief(item) && item.starts_with(char::is_uppercase))
        && brief(last)
}

/// What a form says of its fields.
fn is_instruction(line: &str) -> bool {
    const STARTS: [&str; 13] = [
        "indiquez",
        "precisez",
        "merci d",
        "merci de",
        "facultatif",
        "obligatoire",
        "laissez",
        "reprenez",
        "repondez",
        "choisissez",
        "ecrivez",
        "voir",
        "si c est le cas",
    ];
    let folded = fold(line);
    // « 14 h d'après votre devis »
    let to_her = folded.split(' ').any(|word| listed("votre vos", word))
        && !folded.split(' ').any(|word| listed("je j nous on merci", word));
    // « Un doute ? Laissez la question de côté »
    let told = |word: &str| word.len() > 5 && word.ends_with("ez");
    let told = folded.split(' ').any(told) && !folded.split(' ').any(|word| listed("je j on", word));
    to_her || told || line.ends_with('?') || begins_with(&folded, &STARTS)
}

/// Above the example, where help stands: an arrow, a figure that ends no sentence, a name in capitals.
fn can_be_hers(line: &str) -> bool {
    if bare(line) != line {
        return true;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.contains(&"/") {
        return false;
    }
    if words.len() <= 3 && line.contains('@') {
        return true;
    }
    if words.len() <= 8
        && !line.ends_with(['.', ':'])
        && fold(line).split(' ').next().is_some_and(|word| matches!(word, "oui" | "non"))
    {
        return true;
    }
    if line.ends_with(['.', ':', ')']) || words.len() > 8 {
        return false;
    }
    if line.contains(|c: char| c.is_ascii_digit()) {
        return !fold(line)
            .split(' ')
            .any(|word| matches!(word, "chiffres" | "caracteres" | "lettres" | "maximum"));
    }
    if says_what_to_write(line) {
        return false;
    }
    if line.starts_with('«') && line.ends_with('»') {
        return true;
    }
    // « mixte » alone begins no sentence of ours.
    if let [word] = words[..] {
        const OURS: [&str; 8] =
            ["facultatif", "obligatoire", "optionnel", "euros", "jours", "minutes", "exemple", "format"];
        let lower = word.chars().all(|c| c.is_lowercase() || c == '-');
        if lower && word.chars().count() > 3 && !OURS.contains(&fold(word).as_str()) {
            return true;
        }
    }
    let small = |word: &str| word.chars().count() <= 3;
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    words.iter().all(|word| small(word) || capital(word)) && words.iter().any(capital)
}

/// « Nom et Prénom »
fn says_what_to_write(line: &str) -> bool {
    const ASKED: &str = "nom prenom intitule titre rue adresse ville commune code email courriel telephone siret date \
        montant numero heures requis reponse";
    fold(line).split(' ').any(|word| listed(ASKED, word))
}

/// « Comptabilité générale », « moitié visio moitié chez eux, donc mixte »: no sentence of ours, nothing in brackets.
fn is_short_text(line: &str) -> bool {
    // No help of ours concludes, and it begins as a sentence.
    let concludes = || {
        line.starts_with(char::is_lowercase)
            && fold(line).split(' ').any(|word| listed("donc mais plutot je on nous eux", word))
    };
    let words = line.split_whitespace().count();
    (words <= 6 || words <= LONGEST_TOLD && concludes())
        && !line.ends_with(['.', ':', '?', ')', '…'])
        && !line.contains(['/', '('])
        && !line.contains(|c: char| c.is_ascii_digit())
        && !says_what_to_write(line)
        && !is_instruction(line)
        && !is_courtesy(line)
}

/// Under the last question, where no other shows that an answer ended: a line that may be a sentence of ours.
pub(super) fn ends_the_questions(line: &str) -> bool {
    is_footer(line)
        || is_courtesy(line)
        || line.ends_with(['.', ':', '!', ','])
        || line.split(' ').filter(|word| word.contains(char::is_alphabetic)).count() > LONGEST_LAST
}

/// The lines of ours after the questions.
pub(super) fn is_footer(line: &str) -> bool {
    let folded = fold(line);
    const STARTS: [&str; 20] = [
        "une reponse a ce",
        "une simple reponse",
        "un simple retour",
        "il suffit de repondre",
        "repondez a ce",
        "merci de repondre",
        "merci de nous repondre",
        "pieces a joindre",
        "piece a joindre",
        "vous pouvez ecrire",
        "vous pouvez repondre",
        "il vous suffit de repondre",
        "repondez simplement",
        "repondez directement",
        "une photo bien lisible",
        "un mot en reponse",
        "dans l attente",
        "n hesitez pas",
        "pour toute question",
        "cordialement",
    ];
    STARTS.iter().any(|start| folded.starts_with(start)) || folded == "bien cordialement"
}

/// The head of a mail that ours quoted in its turn.
pub(super) fn is_older_mail(line: &str) -> bool {
    let folded = fold(line);
    let head = ["de", "from", "envoye", "sent", "expediteur"];
    let named = line.split_once(':').is_some_and(|(name, value)| {
        head.contains(&fold(name).as_str()) && (value.contains('@') || value.trim().len() > 3)
    });
    named
        || folded.ends_with("a ecrit") && line.ends_with(':')
        || line.starts_with("-----") && folded.contains("message")
        || line.starts_with("_____")
        || line.starts_with("=====")
}
