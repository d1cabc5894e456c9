"""How letters and marks are said aloud: by name, by a word that stands for them, or misheard as a word."""

from __future__ import annotations

# fmt: off
SPELLING_WORDS = {
    "alpha": "A", "alfa": "A", "bravo": "B", "charlie": "C", "delta": "D", "echo": "E", "foxtrot": "F",
    "fox": "F", "golf": "G", "hotel": "H", "india": "I", "indigo": "I", "juliet": "J", "juliett": "J",
    "kilo": "K", "lima": "L", "leema": "L", "mike": "M", "november": "N", "oscar": "O", "papa": "P",
    "quebec": "Q", "romeo": "R", "sierra": "S", "tango": "T", "uniform": "U", "victor": "V",
    "whiskey": "W", "whisky": "W", "xray": "X", "yankee": "Y", "zulu": "Z",
    "apple": "A", "able": "A", "baker": "B", "cat": "C", "dog": "D", "david": "D", "elephant": "E",
    "easy": "E", "freddy": "F", "freddie": "F", "george": "G", "harry": "H", "igloo": "I",
    "jack": "J", "king": "K", "kite": "K", "lemon": "L", "love": "L", "mother": "M", "nan": "N",
    "orange": "O", "peter": "P", "queen": "Q", "queenie": "Q", "roger": "R", "robert": "R",
    "sugar": "S", "sam": "S", "tommy": "T", "umbrella": "U", "uncle": "U", "violet": "V",
    "william": "W", "yellow": "Y", "zebra": "Z",
}
"""The words of the NATO alphabet and those that people make up most."""

LETTER_NAMES = {
    "ay": "A", "hey": "A", "eh": "A", "bee": "B", "be": "B", "see": "C", "sea": "C", "cee": "C",
    "dee": "D", "ee": "E", "he": "E", "eff": "F", "gee": "G", "geez": "G", "jeez": "G", "aitch": "H",
    "haitch": "H", "age": "H", "each": "H", "page": "H", "eye": "I", "aye": "I", "jay": "J", "kay": "K",
    "okay": "K", "cake": "K", "el": "L", "ell": "L", "elle": "L", "hell": "L", "all": "L", "al": "L",
    "em": "M", "am": "M", "en": "N", "and": "N", "an": "N", "end": "N", "in": "N", "oh": "O", "owe": "O",
    "pea": "P", "pee": "P", "cue": "Q", "queue": "Q", "are": "R", "our": "R", "or": "R", "ar": "R",
    "ess": "S", "es": "S", "is": "S", "us": "S", "tea": "T", "tee": "T", "the": "T", "you": "U",
    "ewe": "U", "vee": "V", "we": "V", "ex": "X", "eggs": "X", "axe": "X", "why": "Y", "wye": "Y",
    "zed": "Z", "zee": "Z", "zedd": "Z", "said": "Z", "set": "Z", "dead": "Z",
    "hawaii": "Y", "yes": "S", "if": "F", "half": "F", "have": "F", "ask": "S",
}
"""Words that a recogniser writes for a letter's name."""

DIGIT_SOUNDS = {
    "to": "2", "too": "2", "for": "4", "fore": "4", "won": "1", "ate": "8", "tree": "3", "free": "3",
    "fife": "5", "niner": "9", "none": "9", "sex": "6", "sics": "6", "sick": "6", "fire": "5", "size": "6",
    "hate": "8", "oh": "0", "o": "0", "nil": "0", "nought": "0", "naught": "0", "zero": "0", "heaven": "7",
}
"""Words that a recogniser writes for a digit."""

MARKS = {
    "dot": ".", "period": ".", "point": ".", "underscore": "_", "dash": "-", "hyphen": "-", "minus": "-",
    "at": "@", "plus": "+", "apostrophe": "'",
}

LINKS = frozenset({"for", "as", "like", "four", "4", "of", "is"})
"""Between a letter and the word that explains it: "t for tommy", "v as in victor"."""

SILENT = frozenset({
    "um", "uh", "er", "erm", "my", "it's", "its", "postcode", "post", "code", "zip", "zipcode", "postal",
    "capital", "letter", "letters", "number", "space", "comma", "please", "sorry", "that's", "thats",
    "so", "then", "name", "first", "last", "surname", "family", "would", "hi", "hello", "hey", "good",
    "morning", "afternoon", "evening", "this", "that", "here", "speaking", "it", "i'm", "name's",
    "email", "mail", "address", "yes", "yeah", "well", "i", "the", "is", "and", "spelled", "spelt",
    "with", "called", "birthday", "born", "lowercase", "uppercase", "lower", "upper", "case", "digit",
})
"""Words that stand around what is spelled. Some are a letter's name as well."""
# fmt: on

ASIDES = frozenset({"like", "with", "just", "from", "that's", "as", "calling"})
"""Words that begin an explanation after what was spelled."""

MONTHS_BY_STEM = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip

CORRECTIONS = (
    "sorry",
    "i mean",
    "actually",
    "no,? wait",
    "wait,? no",
    "scratch that",
    "oops",
    "no no",
    "correction",
    "let me start again",
    "no it's",
)
