//! Language data of the matcher: forms of words, names of months and days, articles and negations.
//!
//! The names come from the locale data of the GNU C library, the stems from the algorithms of Snowball. Articles and
//! negations are closed classes of a few words each and are listed here; without them builds only ask more questions.

use crate::text::locales::{self, Locale, locale_match};
use crate::text::stems::Stems;
use crate::text::wording::tokens::{folded, writes_no_spaces};
use std::collections::{HashMap, HashSet};

/// Words that can be added, removed or exchanged without changing the meaning, by language.
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

/// Words that reverse the meaning, by language.
const NEGATIONS: &[(&str, &str)] = &[
    (
        "en",
        "not no never without cannot none nobody nothing neither nor don't doesn't didn't can't won't isn't aren't shouldn't \
            mustn't wouldn't couldn't wasn't weren't dont doesnt didnt cant wont avoid refrain refuse stop",
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
    ("hi", "नहीं मत बिना न"),
    ("hu", "ne nem nincs soha nélkül senki semmi"),
    ("id", "tidak jangan tanpa bukan"),
    ("vi", "không đừng chưa"),
    ("zh", "不 没 沒 無 无 勿 别 別 未"),
    // Scripts without spaces: endings are searched in the whole text.
    ("ja", "無 不 未 禁 ない ません なし"),
    ("ko", "안 못 없이"),
];

/// Words that give a position in a series, by language.
const ORDINALS: &[(&str, &str)] = &[
    (
        "en",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth next previous last final",
    ),
    (
        "de",
        "erste erster erstes ersten zweite zweiter zweites zweiten dritte dritter drittes dritten vierte vierten nächste letzte",
    ),
    (
        "fr",
        "premier première deuxième second seconde troisième quatrième prochain dernier dernière",
    ),
    (
        "es",
        "primer primero primera segundo segunda tercer tercero tercera cuarto cuarta próximo último última",
    ),
];

/// Prepositions that can often replace one another without changing the meaning, by language. Those that mean a
/// movement away, as `from` or `von`, are excluded.
const PREPOSITIONS: &[(&str, &str)] = &[
    ("en", "in at on into within of for to by via through using"),
    ("de", "in im ins an am bei beim zu zum zur für über"),
    ("fr", "à au aux en dans sur chez pour par"),
    ("es", "a al en para por sobre"),
    ("it", "a al in nel per su"),
    ("pt", "a ao em para por sobre"),
    ("nl", "in op aan bij voor te"),
];

/// Words that reverse even a long sentence when one replaces the other, by language. In a short sentence any other word
/// changes the meaning, so the list need not be complete.
const OPPOSITES: &[(&str, &str)] = &[(
    "en",
    "before after with without in out on off up down over under above below inside outside more less most least first last \
        always never all none from to for against open closed open close start stop start end begin end enable disable enabled \
        disabled accept reject accepted rejected allow forbid allow deny allowed forbidden include exclude public private internal \
        external add remove increase decrease maximum minimum high low higher lower true false yes no new old left right front back \
        same different present absent visible hidden required optional safe unsafe buy sell send receive push pull read write lock \
        unlock early late fast slow short long small large good bad hot cold",
)];

/// Irregular forms of a word, each list with the word itself first, by language. Stemmers do not know them.
const IRREGULAR: &[(&str, &str)] = &[
    ("en", "be is are am was were been being"),
    ("en", "have has had having"),
    ("en", "do does did done doing"),
    ("de", "sein ist sind war waren"),
    ("de", "haben hat hatte hatten"),
    ("fr", "être est sont était étaient"),
    ("fr", "lire lis lisez"),
    ("fr", "écrire écris écrivez"),
    ("es", "ser es son era eran"),
    ("es", "leer lee lea"),
    ("it", "essere è sono era erano"),
    ("pt", "ser é são era eram"),
    ("nl", "zijn is was waren"),
];

/// Contractions that are not a word with an ending.
const CONTRACTIONS: &[(&str, &str)] =
    &[("can't", "can not"), ("cannot", "can not"), ("won't", "will not"), ("shan't", "shall not")];

/// Endings of contractions, with the words in full.
const ENDINGS: &[(&str, &str)] =
    &[("n't", "not"), ("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'m", "am")];

/// Words between two things whose order does not matter, in the languages of the lists above.
const CONJUNCTIONS: &str = "and or & und oder et ou y o e ed och eller og en of и или та";

/// The numbers from two to twelve, which authors write as words or as figures, by language.
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
    /// Negations that are parts of words, in a language that does not write them separately.
    endings: Vec<&'static str>,
    numbers: HashMap<String, u32>,
    prepositions: HashSet<String>,
    ordinals: HashSet<String>,
    opposites: Vec<(String, String)>,
    has_capital_nouns: bool,
    irregular: HashMap<String, &'static str>,
}

impl Language {
    /// The language of a tag such as `en` or `pt-BR`. Missing data is left out.
    pub(super) fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let listed = |table: &[(&str, &str)], also: &str| -> HashSet<String> {
            let lists =
                table.iter().filter(|(language, _)| *language == primary || *language == also);
            lists.flat_map(|(_, words)| folded(words)).collect()
        };
        let negations = NEGATIONS.iter().filter(|(language, _)| *language == primary);
        let negations = negations.flat_map(|(_, words)| words.split(' '));
        let endings =
            negations.filter(|one| one.chars().count() > 1 && one.chars().all(writes_no_spaces));
        let numbers = NUMBERS.iter().filter(|(language, _)| *language == primary);
        let numbers = numbers.flat_map(|(_, words)| folded(words).into_iter().zip(2..)).collect();
        let opposites = OPPOSITES.iter().filter(|(language, _)| *language == primary);
        let opposites = opposites.flat_map(|(_, words)| {
            let words = folded(words);
            words
                .chunks(2)
                .filter_map(|two| Some((two.first()?.clone(), two.get(1)?.clone())))
                .collect::<Vec<_>>()
        });
        let irregular = IRREGULAR.iter().filter(|(language, _)| *language == primary);
        let irregular = irregular.flat_map(|(_, forms)| {
            let first = forms.split(' ').next().unwrap_or_default();
            folded(forms).into_iter().map(move |form| (form, first))
        });
        Language {
            numbers,
            opposites: opposites.collect(),
            has_capital_nouns: matches!(primary, "de" | "lb" | "nds"),
            ordinals: listed(ORDINALS, primary),
            prepositions: listed(PREPOSITIONS, primary),
            irregular: irregular.collect(),
            endings: endings.collect(),
            stems: Stems::of(primary),
            calendar: locales::of_language(primary).map(calendar).unwrap_or_default(),
            articles: listed(ARTICLES, primary),
            // Books in all languages quote English.
            negations: listed(NEGATIONS, "en"),
        }
    }

    pub(super) fn stem(&self, word: &str) -> String {
        self.stems.stem(word)
    }

    /// The base form of an irregular form, which is given as it is compared.
    pub(super) fn irregular(&self, word: &str) -> Option<String> {
        self.irregular.get(word).map(|first| first.to_string())
    }

    /// Whether two words, as they are compared, are opposites.
    pub(super) fn are_opposites(&self, one: &str, other: &str) -> bool {
        let is = |pair: &(String, String)| {
            (pair.0 == one && pair.1 == other) || (pair.0 == other && pair.1 == one)
        };
        self.opposites.iter().any(is)
    }

    /// Whether a word gives a position in a series.
    pub(super) fn is_ordinal(&self, word: &str) -> bool {
        self.ordinals.contains(word)
    }

    /// Whether the language capitalises every noun.
    pub(super) fn writes_nouns_like_names(&self) -> bool {
        self.has_capital_nouns
    }

    /// Whether another preposition can replace this one.
    pub(super) fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(word)
    }

    /// Whether a word is the name of a month or of a day of the week, in full or short.
    pub(super) fn is_calendar(&self, word: &str) -> bool {
        self.calendar.contains(word)
    }

    /// The value of a number from two to twelve in letters.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// A contraction in full, such as `do not` for `don't`. Only English has them where other languages write in full.
    pub(super) fn in_full(&self, piece: &str) -> Option<Vec<String>> {
        if !piece.contains('\'') && piece != "cannot" {
            return None;
        }
        let known = CONTRACTIONS.iter().find(|(short, _)| *short == piece);
        if let Some((_, full)) = known {
            return Some(full.split(' ').map(str::to_string).collect());
        }
        let (base, rest) =
            ENDINGS.iter().find_map(|(end, full)| Some((piece.strip_suffix(end)?, full)))?;
        (!base.is_empty()).then(|| vec![base.to_string(), rest.to_string()])
    }

    /// Whether a word joins things whose order does not matter.
    pub(super) fn is_conjunction(&self, word: &str) -> bool {
        CONJUNCTIONS.split(' ').any(|one| one == word)
    }

    pub(super) fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    /// How many words of a text are negations.
    pub(super) fn negations<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> usize {
        let whole: String = words.clone().collect();
        let endings = self.endings.iter().map(|ending| whole.matches(ending).count());
        words.filter(|word| self.negations.contains(*word)).count() + endings.sum::<usize>()
    }
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
