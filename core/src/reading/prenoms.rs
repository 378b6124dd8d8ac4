//! First names that people in France have: what tells a person from a house or a title.

use super::fold;
use super::lex::listed;

/// The most given since 1940 (INSEE, « fichier des prénoms »), folded; of compound ones the first part. Those that are
/// words of another kind as well (« France », « Constant ») are left out.
const PRENOMS: &str = "adam adele adelaide adeline adrien adrienne agathe agnes ahmed aicha aimee alain alban albane albert alberto alessandro \
    alex alexandra alexandre alexia alexis alfred ali alice alicia aline alison alix alphonse amandine amaury amel amelie amina amine \
    amir anais anatole andre andrea andree angele angelina angeline angelique anita anna annabelle anne annick annie anthony antoine \
    antoinette antonin antonio apolline arlette armance armand armelle arnaud arthur astrid aude audrey awa augustin aurore aurelia aurelie \
    aurelien axel axelle aymeric aziz baptiste barbara bastien beatrice benedicte benjamin benoit berengere berenice bernadette bernard \
    berthe bertrand bilal blandine boris brice brigitte bruno camille carine carla carole caroline catherine cecile cecilia \
    celestin celia celine cendrine chantal charlene charles charline charlotte chloe christele christelle christian christiane christine \
    christophe cindy claire clara clarisse constance claude claudette claudie claudine clea clemence clement clementine cloe clothilde clotilde colette coline colin coralie \
    corentin corinne cyril cyrille damien daniel daniele danielle danny david deborah delphine denis denise diane didier dimitri \
    dominique donatien dorian dorothee dylan edgar edith edmond edouard edwige elena eleonore eliane elias elie eliott elisa elisabeth \
    elise ella elliot elodie eloise elsa emeline emeric emile emilie emilien emma emmanuel emmanuelle enzo eric erica erika erwan esteban \
    estelle esther ethan etienne eugene eugenie eva evelyne fabien fabienne fabrice fadila faouzi farah farid fatiha fatima fatoumata faustine \
    felicie felix ferdinand fernand fernande fernando flavie flavien florence florent florian floriane francesca francine francis franck francois \
    francoise frank fred freddy frederic frederique gabin garance gabriel gabriele gabrielle gael gaelle gaetan gaspard gauthier gautier \
    genevieve geoffrey geoffroy georges georgette gerald geraldine gerard germain germaine ghislain ghislaine gilbert gilberte gildas \
    gilles gillette giovanni gisele gregoire gregory guillaume guillemette guy gwen gwenael gwenaelle gwendoline habib hadrien hakim hamid hamza hanane \
    hassan helene helena henri henriette herve hicham hippolyte honore hortense houda hubert hugo hugues ibrahim idriss ilan ilyes imane ines \
    ingrid irene iris isabelle ismael ivan jacky jacob jacqueline jacques jade jamel jamila jean jeanine jeanne jeannine jennifer jeremie jeremy \
    jerome jessica joachim joanna jocelyn jocelyne joel joelle johan johanna johann john jonas jonathan jordan jordane jorge jose joseph josephine \
    josette joshua josiane josselin juan jules julia julian julie julien juliette justin justine kader kamel karen karim karima karine \
    katia kenza kevin khadija khaled killian laetitia lahcen laila laura laure laurence laurene laurent laurie lea leila lena leo leon leonard leonie leopold \
    leslie lila lilian liliane lilou lily lina linda lionel lisa lise lisette livia loane loic loig lola lorenzo loris lou louane louis louisa louise luc luca \
    lucas lucette lucie lucien lucienne lucile lucille ludivine ludovic lydia lydie lyes madeleine mae maelle maeva magali maelys malik \
    manon manuel marc marceau marcel marcelle margaux margot maria mariam mariama marianne marie marielle marina marine mario marion marius marjorie marlene \
    marthe martial martin martine maryline maryse maryvonne mateo mathias mathieu mathilde mathis matteo matthias matthieu maud maurice \
    maxence maxime maxine mehdi melanie melina melissa melodie mia michael michel michele micheline michelle mickael miguel mireille miriam mohamed mohammed \
    monique morgane mounir moussa mouna mustapha muriel myriam nabil nadege nadia nadine naima nathalie nathan nicolas nicole nils nina ninon noe noel noelle \
    noemie nolan nolwenn nora norah norbert nordine noureddine oceane octave odette odile olga olivia olivier omar ophelie oriane oscar otis pamela paolo pascal \
    pascale patrice patricia patrick paul paula paulette pauline pedro perrine philippe pierre pierrette pierrick pol priscilla quentin rachel rachid rachida \
    raoul raphael raphaelle raymond raymonde rebecca regine regis remi remy renaud rene renee ricardo richard robert roberte robin rodolphe \
    rodrigue roger roland rolande romain romane romeo romuald ronan rosalie rose rosemarie roseline roxane ruben sabine sabrina sacha said salim salima salome \
    samia samir samira samuel samy sandra sandrine sandy sarah sasha sebastien selim serge severine sidonie simon simone sofia sofiane solange solenn solene soizic sonia \
    sophia sophie soraya stephan stephane stephanie steve steven suzanne suzette sven sylvain sylvaine sylvette sylviane sylvie tanguy tania tatiana teddy teo \
    theo theodore therese thibaud thibault thibaut thierry thomas timeo timothee tiphaine titouan tom tony tristan ugo valentin valentine valerie vanessa \
    veronique vicky victor victoria vincent virginie vivien viviane walid wassim wilfried william xavier yacine yael yan yanis yann yannick yasmina yasmine yassine \
    yoann yohan yohann yolande youcef youssef ysaline yvan yves yvette yvon yvonne zacharie zakaria zelie zineb zoe zohra";

/// What houses are called, with or without somebody's name.
const HOUSES: &str = "garage salon institut boulangerie patisserie menuiserie pharmacie cabinet agence sarl sas sasu eurl sa \
    restaurant hotel bar cafe ecole centre formation formations conseil consulting academie academy coaching training auto atelier ateliers maison \
    entreprise societe ets etablissements groupe plomberie coiffure bureau service accueil standard design et cie fils freres associes \
    fleurs traiteur beaute esthetique campus solutions services elec electricite transports taxi taxis immobilier";

/// « Garage Martin », « Pharmacie des Halles »: a word of it is what a house is called.
pub fn names_a_house(text: &str) -> bool {
    fold(text).split(' ').any(|word| listed(HOUSES, word))
}

/// « Camille », folded.
pub fn is_first_name(word: &str) -> bool {
    listed(PRENOMS, word)
}

/// « Maëlle Le Goff », « LEROY Amandine », « L. Morel »: the full name of one person, as names are written.
pub fn is_person(text: &str) -> bool {
    let written: Vec<&str> = text.split_whitespace().collect();
    if !(2..=5).contains(&written.len()) {
        return false;
    }
    let particle = |word: &str| matches!(word, "de" | "du" | "le" | "la" | "des");
    let as_name = |word: &&str| {
        let word = word.strip_prefix("d'").or_else(|| word.strip_prefix("d’")).unwrap_or(word);
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let is_initial = |word: &str| word.chars().count() == 2 && word.ends_with('.');
    // « LEROY Amandine », « Amandine Leroy »; « Contactez Marc Vidal » begins otherwise.
    let shouted = |word: &&&str| word.chars().count() > 1 && !word.contains(char::is_lowercase);
    let first = written.iter().find(|word| !shouted(word)).or(written.first());
    let is_first = first.is_some_and(|first| fold(first).split(' ').next().is_some_and(is_first_name));
    written.iter().filter(|word| !particle(word)).all(as_name)
        && written.iter().filter(|word| as_name(word)).count() >= 2
        && !names_a_house(text)
        && (is_first || written.first().is_some_and(|first| is_initial(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_houses() {
        for text in
            ["Maëlle Le Goff", "LEROY Amandine", "L. Morel", "Jean-Pierre de la Tour", "Anne-Lise N'Diaye"]
        {
            assert!(is_person(text), "{text}");
        }
        for text in [
            "Lumen Conseil",
            "Pharmacie des Halles",
            "Garage Martin",
            "Paul",
            "Excel Avancé",
            "Martin et Fils",
            "Contactez Marc Vidal",
        ] {
            assert!(!is_person(text), "{text}");
        }
    }
}
