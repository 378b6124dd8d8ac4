//! First names that people in France have: what tells a person from a house or a title.

use std::sync::LazyLock;

use super::fold;
use super::lex::listed;

/// The most given since 1940 (INSEE, « fichier des prénoms »), folded; of compound ones the first part. Those that are
/// words of another kind as well (« France », « Constant ») are left out. In order: they are looked up by halves.
const PRENOMS: &str = "adam adelaide adele adeline adrien adrienne agathe agnes ahmed aicha aimee aissatou alain alban albane \
    albert alberto alessandro alex alexandra alexandre alexia alexis alfred ali alice alicia aline alison \
    alix alphonse amandine amaury amel amelie amina amine amir anaelle anais anatole andre andrea andree \
    angele angelina angeline angelique anita anna annabelle annaelle anne annick annie anouk anthony antoine \
    antoinette antonin antonio apolline arlette armance armand armelle arnaud arsene arthur assia astrid \
    aude audrey augustin augustine aurelia aurelie aurelien aurore awa axel axelle aymeric aziz baptiste \
    barbara basile bastien beatrice benedicte benjamin benoit berengere berenice bernadette bernard berthe \
    bertrand bilal blandine boris brahim brice brieuc brigitte bruno bryan calvin camille candice capucine \
    carine carla carole caroline cassandra cassandre catalina catherine cecile cecilia cedric celestin \
    celestine celia celian celine cendrine chantal charlene charles charline charlotte chloe christel \
    christele christelle christian christiane christine christophe christy cindy claire clara clarisse \
    claude claudette claudia claudie claudine clea clemence clement clementine cloe clothilde clotilde \
    clovis colette colin coline constance coralie coraline corentin corine corinne cynthia cyprien cyrielle \
    cyril cyrille dalila damien daniel daniele danielle danny dany dario david davy deborah delphine denis \
    denise diana diane didier dimitri djibril dominique donatien donovan dorian dorine dorothee dylan edgar \
    edith edmee edmond edouard edwige edwin elea eleanor elena eleonore eliane elias elie elina eline eliott \
    elisa elisabeth elise ella elliot elodie eloise elsa elyse emeline emeric emile emilie emilien emma \
    emmanuel emmanuelle emmy emy enora enzo eric erica erika ernest erwan erwin esmeralda esteban estelle \
    esther ethan etienne eugene eugenie eulalie eva evan evelyne ewan fabien fabienne fabio fabiola fabrice \
    fadila fanny fanta faouzi farah farid fatiha fatima fatma fatou fatoumata faustine faycal felicie felix \
    ferdinand fernand fernande fernando fiona flavie flavien florence florent florian floriane florine fouad \
    francesca francette francine francis franck francois francoise frank fred freddy frederic frederick \
    frederique gabin gabriel gabriele gabrielle gaby gael gaelle gaetan garance gaspar gaspard gaston \
    gauthier gautier genevieve geoffrey geoffroy georges georgette gerald geraldine gerard geraud germain \
    germaine ghislain ghislaine gilbert gilberte gilda gildas gilles gillette gina giovanni gisele giulia \
    gladys goran gregoire gregory guilhem guillaume guillemette gustave guy gwen gwenael gwenaelle \
    gwendoline gwenola gwladys habib hadrien hafsa hakim hakima hamid hamza hanane hanna hannah harold \
    hassan hatem hector helena helene heloise henri henriette henry hermance hermine herve hicham hippolyte \
    honore honorine hortense houda houria hubert hugo hugues ibrahim idriss ilan ilana ilona ilyas ilyes \
    imad imane imran inaya ines ingrid irene irina iris isaac isabelle isaure isidore ismael ismail issa \
    ivan ivana jackie jacky jacob jacqueline jacques jade jamal jamel jamila janine jason jawad jean jeanine \
    jeanne jeannette jeannine jennifer jeremie jeremy jerome jerry jessica jessy jimmy joachim joana joanna \
    joao jocelyn jocelyne joel joelle joffrey johan johann johanna john johnny jonas jonathan jordan jordane \
    jordy jorge joris jose joseph josephine josette joshua josiane josselin josue joyce juan judicael judith \
    jules julia julian juliana juliane julie julien juliette juline justin justine kader kamal kamel kamelia \
    karelle karen karim karima karine karl karla kassandra katia kelly kenny kenza kevin khadija khaled \
    kilian killian kimberly kylian laetitia lahcen lahcene laila lamia lara laura laure laureline laurence \
    laurene laurent laurie laurine lea leana leandre leane leila lena lenny leo leon leonard leonardo leonie \
    leonore leontine leopold leslie lia liam lila lilia lilian liliane lilly lilou lily lina linda lino \
    lionel lisa lise lisette lison livia loane loann lohan loic loig lola lorena lorenzo lorie loris lou \
    louane loubna louis louisa louise louna luc luca lucas lucette lucia lucie lucien lucienne lucile \
    lucille ludivine ludmila ludovic luigi luis luka lukas lydia lydie lyes lyna madeleine madison mae mael \
    maelie maelle maelys maeva magali mahaut mahdi maia maiwenn malik malika malo malory mamadou manel manon \
    manuel manuela manuella marc marceau marcel marcelin marcelle marcelline marco margaux margot maria \
    mariam mariama marianne marie marielle mariette marilou marilyn marilyne marina marine mario marion \
    marius marjolaine marjorie marlene marlon marouane marta marthe martial martin martina martine marwa \
    marwan maryam maryline maryse maryvonne mateo matheo mathias mathieu mathilda mathilde mathis mathys \
    matteo matthias matthieu mattis maud maude maureen maurice mauricette maxence maxime maximilien maxine \
    maya mayeul megane mehdi melanie melina melinda melissa melodie melvin meriem meryem mia michael \
    michaela michel michele micheline michelle mickael miguel mikael milo miloud mireille mirella miriam \
    mohamed mohammed moise monia monika monique morgan morgane mouna mounia mounir mourad moussa muriel \
    mustapha mylene myriam nabil nabila nacer nadege nadia nadine nadir nael naima naomi nasser nassim \
    natacha natalia nathalie nathan nathanael nawel neil nelly nelson nesrine nicolas nicole nils nina ninon \
    noa noah noam noe noel noelie noelle noemi noemie nolan nolwenn nora norah norbert nordine nour \
    noureddine oceane octave odette odile olga olivia olivier olympe omar ophelie oriane ornella oscar osman \
    othman otis ousmane oussama owen pamela paola paolo pascal pascale patrice patricia patrick paul paula \
    paulette pauline pedro peggy perrine philibert philippe philomene pierre pierrette pierrick pol \
    priscilla quentin quitterie rabah rachel rachelle rachid rachida rafael raissa ralph ramzi rania raoul \
    raphael raphaelle rayan rayane raymond raymonde rebecca reda regine regis remi remy renan renaud rene \
    renee riad ricardo richard rita robert roberte robin rodolphe rodrigue roger roland rolande romain \
    romane romaric romeo romuald romy ronald ronan rosa rosalie rosanna rose roseline rosemarie rosine \
    roxane roxanne rozenn ruben ryan sabine sabri sabrina sacha safia said sakina salah salim salima salma \
    salome samantha sami samia samir samira samuel samy sandie sandra sandrine sandro sandy sara sarah sasha \
    saskia sebastien segolene selena selim selma serena serge sergio servane severine shana shirley sidonie \
    siham simeon simon simone sirine sixtine sloane smain sofia sofiane soizic solal solange solene solenn \
    soline solveig sonia sophia sophie soraya soren souad soufiane soukaina soumia stacy stanislas stella \
    stephan stephane stephanie stephen steve steven suzanne suzette suzon suzy sven swann sylvain sylvaine \
    sylvana sylvestre sylvette sylvia sylviane sylvie syrine tamara tancrede tanguy tania tanya tarek \
    tatiana teddy teo tessa thais theo theodore theophile therese thiago thibaud thibault thibaut thierry \
    thomas tiago tiffany timeo timothe timothee timothy tiphaine titouan tom tony tristan tugdual ugo ulysse \
    ursula valentin valentine valeria valerian valerie vanessa veronique vianney vicky victor victoria \
    victorine vincent violaine virgile virginie viviane vivien vladimir wafa wahiba walid wassila wassim \
    wendy wilfrid wilfried william willy xavier yacine yael yamina yan yanis yann yannick yannis yasmin \
    yasmina yasmine yassin yassine yoan yoann yohan yohann yolande youcef younes youness yousra youssef \
    ysaline yvan yveline yves yvette yvon yvonne zacharie zachary zahia zahra zakaria zakariya zelia zelie \
    zina zineb zoe zohra";

/// What houses are called, with or without somebody's name.
const HOUSES: &str = "garage salon institut boulangerie patisserie menuiserie pharmacie cabinet agence sarl sas sasu eurl sa \
    restaurant hotel bar cafe ecole centre formation formations conseil consulting academie academy coaching training auto atelier ateliers maison \
    entreprise societe ets etablissements groupe plomberie coiffure bureau service accueil standard design et cie fils freres associes \
    fleurs traiteur beaute esthetique campus solutions services elec electricite transports taxi taxis immobilier";

/// Small words within a family's name, folded.
const PARTICLES: &str = "de du des le la da do dos das di del della van von der den ben bin ibn el al";

/// « Garage Martin », « Pharmacie des Halles »: a word of it is what a house is called.
pub fn names_a_house(text: &str) -> bool {
    fold(text).split(' ').any(|word| listed(HOUSES, word))
}

/// « Camille », folded.
pub fn is_first_name(word: &str) -> bool {
    static SORTED: LazyLock<Vec<&'static str>> = LazyLock::new(|| PRENOMS.split(' ').collect());
    SORTED.binary_search(&word).is_ok()
}

/// « Maëlle Le Goff », « LEROY Amandine », « L. Morel »: the full name of one person, as names are written.
pub fn is_person(text: &str) -> bool {
    let written: Vec<&str> = text.split_whitespace().collect();
    if !(2..=5).contains(&written.len()) {
        return false;
    }
    let particle = |word: &str| listed(PARTICLES, word);
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
    fn first_names_are_in_order() {
        let names: Vec<&str> = PRENOMS.split(' ').collect();
        assert!(names.is_sorted());
        assert!(is_first_name("adam") && is_first_name("zoe") && !is_first_name("excel"));
    }

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
