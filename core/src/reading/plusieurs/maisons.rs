//! Who trains, told by what it does or by what is its own: « Routavenir nous prend 3 moniteurs », « le devis de Gestion Facile ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::lieux::is_town;
use super::mots::{at_name, stands_at};
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::prenoms::is_first_name;

/// A name: words with capitals, small words between them.
const NAME: &str = r"\p{Lu}[\p{L}0-9'’&\-]*(?: (?:(?:de|du|des|la|le|les|et|&|en|aux?) |(?:d|l)['’]){0,2}[\p{Lu}0-9][\p{L}0-9'’&\-]*){0,4}";

/// What begins a sentence, who pays, lodges, carries or sells, and trains nobody.
static NOBODY: Words = Words::new(
    "elle elles il ils on ca cela ce cette ces c mon ma mes notre nos son sa ses leur leurs le la les l un une je nous vous qui que \
     madame monsieur mme mr m mlle maman papa directeur directrice comptable president expert conseil ensuite apparemment malheureusement \
     heureusement enfin puis donc alors aussi sinon opco opcommerce akto fafcea constructys afdas agefice agefiph ocapiat uniformation atlas urssaf \
     rsi cpf qualiopi pole france banque bnp credit mairie region malakoff edf enedis sfr orange free peugeot renault uber chronopost hotel garage \
     ht ttc siret rdv pouvez merci bonjour bonsoir ibis campanile airbnb booking blablacar sncf virement cheque mail courrier telephone excel word photoshop zoom teams skype internet youtube \
     facebook instagram google doctolib oui non voici voila",
);

static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let named = |form: &str| pattern(&form.replace("NAME", NAME));
    vec![
        // « l'organisme « Épil'Expert » »
        pattern(
            r"(?i:\b(?:organisme|centre|prestataire|[ée]cole)(?: de formation)?) (?:« ?|“)([^«»“”\n;]{2,60}?)(?: ?»|”)",
        ),
        // « la formation « Bouquet rond » de l'École Florale »
        named(r#"(?:»|”|"),? (?:(?:de|chez|par|avec|à) (?:l['’]|la |le )?|d['’]|du |au )(NAME)"#),
        // « Webcroc m'a pris pour … », « Le CFA de Livron nous prend 6 stagiaires », « Hygialim nous fait « HACCP » »
        named(
            r"(?:^|[.!?,;:\n] *|\bet |\bque )(?:[Ll]['’]|[Ll]e |[Ll]a )?(NAME),? (?:(?:nous (?:a |ont )?|m['’]a |m['’]ont )(?:pris|prise|prennent) pour|nous (?:prend|prennent) (?:pour|;|[0-9]|une?|deux|trois|quatre|tous|toutes)|nous (?:forme|forment|formera|accueille|accueillera)|nous (?:fait|font) (?:«|“|la formation|le stage))",
        ),
        named(
            r"(?:^|[.!?,;:\n] *|\bet )(?:[Ll]e |[Ll]a )?(NAME) (?:organise|organisera|dispense|dispensera|assure|assurera|anime|animera) (?:la|le|cette|ce|une) (?:formation|stage|session|cours)\b",
        ),
        // « l'atelier « Émaux » que propose Terre Mêlée »
        named(
            r"\bque (?:nous )?(?:propose|proposent|organise|organisent|dispense|donne|anime) (?:l['’]|la |le )?(NAME)",
        ),
        // « Pour l'organisme, il s'agit de Gastronomia Conseil », « même organisme que l'an dernier, Dentalia Campus »
        named(
            r"(?i:\b(?:organisme|centre|prestataire|[ée]cole)(?: de formation)?)(?:,? (?i:il s['’]agit) (?:de |du |d['’])|,? (?i:que|comme) (?:la dernière fois|la derniere fois|l['’]an dernier|l['’]an passé|d['’]habitude|toujours),? )(?:l['’]|la |le )?(NAME)",
        ),
        // « d'après le devis de Gestion Facile »
        pattern(&format!(
            r"\b(?i:devis|proposition)(?: \p{{Ll}}+)? (?:(?:de|chez|par|avec) (?:l['’]|la |le )?|d['’]|du )({NAME} {NAME})"
        )),
        // « on part à 3 suivre un stage à l'École Valcacao », « une convention pour l'École du Cuir »
        pattern(&format!(
            r"(?:(?i:formation|stage|session|cours|suivre|suivent|inscri\p{{L}}*|devis|convention)\b|»|”|;)[^.,\n]{{0,40}} (?:à|auprès de|de|par|avec|pour) l['’]((?:[ÉE]cole|Institut|Acad[ée]mie|Atelier|Espace|Afpa|AFPA|Université) (?:(?:de|du|des|la|le|et) |d['’]|l['’])*{NAME})"
        )),
        pattern(&format!(
            r"(?:(?i:formation|stage|session|cours|suivre|suivent|inscri\p{{L}}*|devis|convention)\b|»|”|;)[^.,\n]{{0,40}} (?:au|du) ((?:CFA|Cfa|GRETA|Greta|CNAM|Cnam|Campus|Lycée) (?:(?:de|du|des|la|le|et) |d['’]|l['’])*{NAME})"
        )),
        // « avec la Chambre de métiers du Gers »
        pattern(
            r"\b(?:la|une) (Chambre (?:de|des|d['’]) ?(?:métiers|commerce|agriculture)(?: (?:et|de|du|des|d['’]|la|l['’])+ ?[\p{L}'’-]+){0,5})",
        ),
        // « pour le stage avec Lumière Noire »
        pattern(&format!(
            r"\b(?:stage|formation|session|cours|module)s?(?: \p{{Ll}}[\p{{L}}'’]*){{0,4}} avec ({NAME} {NAME})"
        )),
    ]
});

impl Chantier<'_, '_> {
    /// Takes the one name that all of these tell.
    pub fn houses_told(&mut self) {
        let Some(place) = self.house_place() else { return };
        // « Aftral nous prend 2 caristes, mais Promotrans est moins cher »
        if !self.left.contains(char::is_uppercase) || self.left.contains(" mais ") {
            return;
        }
        let mut found: Vec<Range<usize>> = FORMS
            .iter()
            .flat_map(|form| form.captures_iter(&self.left).collect::<Vec<_>>())
            .filter_map(|found| Some(self.without_links(found.get(1)?.range())))
            .filter(|part| self.may_train(part) && self.is_name_like(place, part))
            .collect();
        found.extend(self.chosen_beside_a_title(place));
        found.extend(self.said_to_train(place));
        found.extend(self.comes_to_train(place));
        found.sort_by_key(|part| part.start);
        let name = |part: &Range<usize>| fold(self.piece(part.clone()));
        if let Some(first) = found.first().cloned()
            && found.iter().all(|other| name(other) == name(&first))
        {
            self.take_text(place, first, false, false);
        }
    }

    /// « j'ai finalement choisi Marqueteria », where what is learnt is known already.
    fn chosen_beside_a_title(&self, place: usize) -> Option<Range<usize>> {
        static CHOSEN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"\b(?:choisi|retenu|opté pour|pris) (?:l['’]|le |la )?({NAME}) ?(?:[,;.!\n]|$)"
            ))
        });
        if !(0..self.places.len()).any(|place| self.places[place].libre && self.is_taken(place)) {
            return None;
        }
        let mut found = CHOSEN.captures_iter(&self.left).filter_map(|found| Some(found.get(1)?.range()));
        let part = found.next().filter(|_| found.next().is_none())?;
        (self.may_train(&part) && self.is_name_like(place, &part)).then_some(part)
    }

    /// « celui qui fait la formation c'est Capilia Pro », « l'organisme qui nous forme s'appelle Dentalia »: who « fait » one may
    /// be somebody that comes, whose name is no house's.
    fn said_to_train(&self, place: usize) -> Option<Range<usize>> {
        static TRAINS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?i:\b(celui|celle|ceux|celles|organisme|centre|[ée]cole|bo[îi]te|soci[ée]t[ée]|prestataire) qui (?:nous |me )?(fait|font|fera|donne|donnent|donnera|assure|assurent|assurera|anime|animent|animera|dispense|dispensera|organise|organisent|organisera|propose|forme|forment|formera)(?: (?:la|le|cette|ce|notre|ma|mon) (?:formation|stage|session|cours))?,? ?(?:c['’]?est|c est|est|sera|ce sera|s['’]appelle|se nomme|:) (?:l['’]|la |le )?)({NAME}) ?(?:[,;.!)\n]|$| \p{{Ll}})"
            ))
        });
        let mut found = TRAINS.captures_iter(&self.left);
        let said = found.next().filter(|_| found.next().is_none())?;
        let part = said.get(3)?.range();
        let house = !listed("celui celle ceux celles", &fold(&said[1]));
        let words = self.words(part.clone());
        let first_name = words.iter().any(|word| is_first_name(&word.text));
        let several = words.len() > 1 || self.is_house(&part);
        (!first_name && (house || several) && self.may_train(&part) && self.is_name_like(place, &part))
            .then_some(part)
    }

    /// « c'est Bureautic Plus qui vient chez nous »: a name of several words, and nobody's.
    fn comes_to_train(&self, place: usize) -> Option<Range<usize>> {
        static COMES: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?:[Cc]['’]est|[Cc]e sera) (?:l['’]|le |la )?({NAME}) qui (?:(?:vient|viendra|viennent|se déplace|se déplacera) (?:chez nous|sur place|dans nos locaux|nous former|former|au (?:salon|magasin|garage|restaurant)|à (?:la boutique|l['’](?:atelier|entreprise)))|intervient|interviendra|nous forme|nous formera)\b"
            ))
        });
        // « chez nous » was read already as no house.
        let mut found = COMES.captures_iter(self.text).filter_map(|found| Some(found.get(1)?.range()));
        let part = found.next().filter(|_| found.next().is_none())?;
        if self.rest(part.clone()) != self.piece(part.clone()) {
            return None;
        }
        let words = self.words(part.clone());
        let named =
            words.len() > 1 && !words.iter().any(|word| is_first_name(&word.text)) || self.is_house(&part);
        (named && self.may_train(&part) && self.is_name_like(place, &part)).then_some(part)
    }

    /// « Centre Arborea », behind « Par : »; « Nathalie, ma collègue » and « Repas compris » stand there too.
    pub(super) fn may_be_told(&self, part: Range<usize>) -> bool {
        let words = self.words(part.clone());
        let names = |at: usize| {
            let mut fields = self.places.iter().flat_map(|place| &place.mots);
            !at_name(&words[at]) && fields.any(|name| stands_at(&words, at, name).is_some())
        };
        self.may_train(&part)
            && !words.iter().any(|word| is_first_name(&word.text))
            && !(0..words.len()).any(names)
    }

    /// Neither somebody, nor a town, nor who asks for papers.
    fn may_train(&self, part: &Range<usize>) -> bool {
        let words = self.words(part.clone());
        let Some(first) = words.first() else { return false };
        let piece = self.piece(part.clone());
        let somebody = words.len() < 3 && is_first_name(&first.text);
        // « L'Oréal nous forme »: the article is of the name.
        const SCHOOLS: &str = "atelier ecole institut academie espace afpa inbp universite";
        let elided = self.piece(0..part.start).ends_with(['\'', '’']) && !listed(SCHOOLS, &first.text);
        let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
        letters > 2 && !elided && !somebody && !NOBODY.has(&first.text) && !is_town(piece)
    }
}
