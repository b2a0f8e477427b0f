//! What the matcher knows of a book's language: forms of a word, names of the calendar, articles and negations.
//!
//! The names come from the locale data of the GNU C library, the stems from the algorithms of Snowball. Articles and negations
//! are closed classes of a few words each and are listed here; a language that is not listed is only asked more often.

use super::words::folded;
use crate::stems::Stems;
use pure_rust_locales::{Locale, locale_match};
use std::collections::{HashMap, HashSet};

/// Words that a text may gain, lose or exchange and still say the same, by language.
const ARTICLES: &[(&str, &str)] = &[
    ("en", "a an the your our my its their this that these those it they them"),
    (
        "de",
        "der die das den dem des ein eine einen einem einer eines dein deine deinen deinem ihr ihre unser unsere",
    ),
    ("fr", "le la les l un une des du de ton ta tes votre vos notre nos"),
    ("es", "el la los las un una unos unas tu tus su sus nuestro nuestra"),
    ("it", "il lo la i gli le l un uno una del della dei il tuo tua tuoi tue"),
    ("pt", "o a os as um uma uns umas seu sua seus suas"),
    ("nl", "de het een je jouw uw onze ons"),
    ("sv", "en ett den det de din ditt dina"),
    ("da", "en et den det de din dit dine"),
    ("nb", "en ei et den det de din ditt dine"),
];

/// Words that turn what is said into its opposite, by language.
const NEGATIONS: &[(&str, &str)] = &[
    (
        "en",
        "not no never without cannot none nobody nothing neither nor don't doesn't didn't can't won't isn't aren't shouldn't \
            mustn't wouldn't couldn't wasn't weren't dont doesnt didnt cant wont",
    ),
    ("de", "nicht kein keine keinen keinem keiner nie niemals niemand ohne nichts weder"),
    ("fr", "ne n pas jamais sans aucun aucune rien personne"),
    ("es", "no nunca jamás sin ningún ninguno ninguna nada nadie tampoco"),
    ("it", "non mai senza nessun nessuno nessuna niente"),
    ("pt", "não nunca jamais sem nem nenhum nenhuma nada ninguém"),
    ("nl", "niet geen nooit zonder niets niemand"),
    ("sv", "inte ej aldrig utan ingen inget inga"),
    ("da", "ikke aldrig uden ingen intet"),
    ("nb", "ikke aldri uten ingen intet"),
    ("fi", "ei en älä älkää ilman"),
    ("pl", "nie nigdy bez nikt nic żaden"),
    ("cs", "ne nikdy bez nikdo nic žádný"),
    ("ru", "не нет никогда без никто ничего"),
    ("uk", "не ні немає ніколи без ніхто нічого"),
    ("tr", "değil asla hiç"),
    ("el", "δεν μην μη όχι ποτέ χωρίς"),
    ("he", "לא אל בלי אין"),
    ("ar", "لا ليس لم لن بدون غير"),
    ("fa", "نه نکن بدون هرگز"),
    ("hi", "नहीं मत बिना"),
    ("id", "tidak jangan tanpa bukan"),
    ("vi", "không đừng chưa"),
    ("zh", "不 没 沒 無 无 勿 别 別 未"),
    ("ja", "無 不 未 禁"),
    ("ko", "안 못 없이"),
];

/// The numbers from two to twelve, which authors write in letters and in figures, by language.
const NUMBERS: &[(&str, &str)] = &[
    ("en", "two three four five six seven eight nine ten eleven twelve"),
    ("de", "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    ("fr", "deux trois quatre cinq six sept huit neuf dix onze douze"),
    ("es", "dos tres cuatro cinco seis siete ocho nueve diez once doce"),
    ("it", "due tre quattro cinque sei sette otto nove dieci undici dodici"),
    ("pt", "dois três quatro cinco seis sete oito nove dez onze doze"),
    ("nl", "twee drie vier vijf zes zeven acht negen tien elf twaalf"),
    ("sv", "två tre fyra fem sex sju åtta nio tio elva tolv"),
];

/// A language.
pub(super) struct Language {
    stems: Stems,
    calendar: HashSet<String>,
    articles: HashSet<String>,
    negations: HashSet<String>,
    numbers: HashMap<String, u32>,
}

impl Language {
    /// The language of a tag such as `en` or `pt-BR`. What is not known of it is left out.
    pub(super) fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let listed = |table: &[(&str, &str)], also: &str| -> HashSet<String> {
            let lists =
                table.iter().filter(|(language, _)| *language == primary || *language == also);
            lists.flat_map(|(_, words)| folded(words)).collect()
        };
        let numbers = NUMBERS.iter().filter(|(language, _)| *language == primary);
        let numbers = numbers.flat_map(|(_, words)| folded(words).into_iter().zip(2..)).collect();
        Language {
            numbers,
            stems: Stems::of(primary),
            calendar: locale(primary).map(calendar).unwrap_or_default(),
            articles: listed(ARTICLES, primary),
            // Books in all languages quote English.
            negations: listed(NEGATIONS, "en"),
        }
    }

    pub(super) fn stem(&self, word: &str) -> String {
        self.stems.stem(word)
    }

    /// Whether a word is the name of a month or of a day of the week, in full or short.
    pub(super) fn is_calendar(&self, word: &str) -> bool {
        self.calendar.contains(word)
    }

    /// The value of a number from two to twelve in letters.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    pub(super) fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    pub(super) fn is_negation(&self, word: &str) -> bool {
        self.negations.contains(word)
    }
}

/// The first locale of a language, in the order of its countries. They call the months the same.
fn locale(primary: &str) -> Option<Locale> {
    let letters = || 'A'..='Z';
    let countries = letters().flat_map(|one| letters().map(move |two| format!("{one}{two}")));
    countries
        .into_iter()
        .find_map(|country| Locale::try_from(&*format!("{primary}_{country}")).ok())
}

fn calendar(locale: Locale) -> HashSet<String> {
    let names = [
        locale_match!(locale => LC_TIME::MON),
        locale_match!(locale => LC_TIME::ABMON),
        locale_match!(locale => LC_TIME::DAY),
        locale_match!(locale => LC_TIME::ABDAY),
    ];
    let others = locale_match!(locale => LC_TIME::ALT_MON).unwrap_or_default();
    let names = names.into_iter().flatten().chain(others);
    let names = names.map(|name| super::normalised(name));
    names.flat_map(|name| folded(&name)).collect()
}
