//! Which words are verbs, as far as their form and a few lists tell: enough for rules that would rather say nothing.

use super::prose::is_in;

/// Forms of worden.
pub const BECOMES: &str = "word wordt worden werd werden geworden";
/// Forms of zijn.
pub const IS: &str = "ben bent is zijn was waren";
/// Forms of zijn and hebben.
pub const IS_OR_HAS: &str = "ben bent is zijn was waren heb hebt heeft hebben had hadden";
/// Forms of verbs that ask for another, whole verb.
pub const MODAL: &str = "\
    zal zult zullen zou zouden kan kunt kunnen kon konden moet moeten moest moesten wil wilt willen wilde wilden mag mogen \
    mocht mochten hoeft hoeven";
/// Words that stand before a noun.
pub const BEFORE_NOUNS: &str = "\
    de het een deze dit die dat alle elke elk ieder iedere geen veel weinig meer minder onze ons uw hun haar zijn mijn enkele \
    sommige andere welke beide";
/// Prepositions that nouns are hung on.
pub const PREPOSITIONS: &str = "\
    aan bij binnen buiten door in met na naar namens om onder op over per rond sinds tegen tijdens tot tussen uit van vanuit \
    volgens voor wegens zonder";

/// Parts that come off a verb: "uit" of "uitgevoerd".
const COME_OFF: &str = "\
    aan af bij bijeen door goed in klaar kwijt mee na om onder op over samen tegen teleur terug toe uit vast voor vooruit vrij weg \
    weer beschikbaar bekend los open stil";
/// Parts that do not.
const STAY_ON: [&str; 9] = ["be", "ver", "ont", "her", "er", "onder", "over", "door", "vol"];
/// What looks like a participle and is another word.
const NO_PARTICIPLE: &str = "\
    beeld beleid bereid bericht bestand besluit bezit bewust bekend bloed gebied geduld geld geluid gemiddeld gemoed gereed \
    gericht gerucht gerust geschikt geslacht geweld gewest gewicht gezicht gezond getuigschrift goed herfst hertog onderkant \
    overheid overkant overlast overzicht verband verblijf verdriet verhaal verkeerd verleid verlof verstand vervolgt verzet \
    volgend voldoet gemeent gedeelt geboort gestalt gedaant gesteent gewoont gebergt gehalt behoeft ontstaat ernst behoud bestaat \
    betreft beslist onderscheid";
/// Participles in -en, without what comes off.
const STRONG: &str = "\
    gebleken geboden gebonden gebracht gebroken gedaan gedragen gegaan gegeven geheven geholpen gehouden gekeken gekomen gekozen \
    gekregen gelaten gelegen gelezen geleden gelopen genomen genoten geraden gereden geroepen geschonken geschoten geschoven \
    geschreven geslagen gesloten gesneden gesproken gestaan gestoken gestegen gestreden getreden getroffen getrokken gevallen \
    gevangen gevonden gevraagd gewezen gewonnen geworden geworven gezien gezonden gezocht begonnen begrepen behouden bekeken \
    besloten besproken bestaan bewezen bezien bevonden betrokken ontnomen ontslagen ontstaan ontvangen ondernomen onderwezen \
    overgenomen overleden verboden verbonden verdwenen vergeleken vergeten verkregen verlaten verleden verloren verschenen \
    verschoven vertrokken verwezen verworven herzien herschreven";
/// Participles of verbs that say what becomes of something: nobody does that.
const OF_COURSE: &str = "\
    gestegen gedaald gegroeid toegenomen afgenomen opgelopen gegaan gekomen gebleven geworden begonnen ontstaan gebeurd gevallen \
    teruggelopen verdwenen geweest veranderd verbeterd verslechterd geslaagd gelukt";

/// Whether a word can be a participle: "uitgevoerd", "beoordeeld", "geholpen".
pub fn is_participle(word: &str) -> bool {
    if word.len() < 5 || is_in(NO_PARTICIPLE, word) {
        return false;
    }
    let is_weak = |stem: &str| stem.len() >= 5 && stem.starts_with("ge") && stem.ends_with(['d', 't']);
    let is_plain = |stem: &str| is_in(STRONG, stem) || (is_weak(stem) && !is_in(NO_PARTICIPLE, stem));
    if is_plain(word) {
        return true;
    }
    let comes_off = COME_OFF.split_whitespace().filter_map(|part| word.strip_prefix(part));
    let is_parted = comes_off.into_iter().any(is_plain);
    let stays_on = STAY_ON.iter().any(|part| word.strip_prefix(part).is_some_and(|stem| stem.len() >= 4));
    is_parted || (stays_on && word.ends_with(['d', 't']) && !word.ends_with("heid") && !word.ends_with("stand"))
}

/// A participle of a verb that somebody does.
pub fn is_done_participle(word: &str) -> bool {
    is_participle(word) && !is_in(OF_COURSE, word)
}

/// Whether a word before a noun comes of a verb: "vastgestelde", "wonende", "geholpen".
pub fn is_verbal_adjective(word: &str) -> bool {
    let is_present = word.len() >= 6 && (word.ends_with("ende") || word.ends_with("end"));
    let stem = word.strip_suffix('e').unwrap_or(word);
    (is_present
        && !is_in(
            "volgende komende lopende bestaande verschillende aangrenzende duizend weekend vriend ochtend legende ellende",
            word,
        ))
        || (word.ends_with("de") || word.ends_with("te")) && is_participle(stem)
        || is_in(STRONG, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn participles_are_told_by_their_form() {
        for word in [
            "gemaakt",
            "geholpen",
            "uitgevoerd",
            "vastgesteld",
            "beoordeeld",
            "onderzocht",
            "verwezen",
            "betaald",
            "besproken",
            "aangemeld",
            "afgewezen",
            "vergoed",
            "overgenomen",
            "teruggestuurd",
        ] {
            assert!(is_participle(word), "{word}");
        }
        for word in [
            "gemeente",
            "gebied",
            "gezond",
            "besluit",
            "overheid",
            "verband",
            "gezinnen",
            "kinderen",
            "geld",
            "goed",
            "hulp",
            "gevolgen",
            "uitgaven",
            "opvang",
            "gemiddeld",
            "afstand",
        ] {
            assert!(!is_participle(word), "{word}");
        }
        for word in ["vastgestelde", "wonende", "benodigde", "genoemde", "geholpen"] {
            assert!(is_verbal_adjective(word), "{word}");
        }
        for word in ["goede", "gezonde", "grootste", "volgende", "gemeente", "ronde"] {
            assert!(!is_verbal_adjective(word), "{word}");
        }
    }
}
