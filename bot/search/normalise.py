"""One spelling for what people write: width, case, script, punctuation, and the words that mean the same or nothing.

What comes out is Simplified Chinese without spaces, and lower-case words:
"請問 ＩＣＰ備案要多久？" → "备案要多久".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from ahocorasick_rs import AhoCorasick
from opencc import OpenCC
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.recent import recently
from bot.search.sounds import plain, spelled, syllable

LONGEST_MESSAGE = 4096
"""Characters of one message that are read (Telegram's own limit); the rest is dropped before any work is done."""

_IS = re.compile("(?<![关關])係(?!数|數)")
"""The Cantonese for 是, which in simplified signs is written like parts of many words."""
_SIGH = re.compile(r"唔(?!\w)")
"""What is the Cantonese for 不 before a word is a sigh alone."""
_PARTICLE = re.compile(r"阿(?=\W|$)")
"""A particle that is typed like the beginning of 阿里: nothing of ours ends in that sign."""
_ADDRESS = re.compile(r"https?://[\w./?=&%#:~+-]*|www\.[\w./?=&%#:~+-]*|〔[^〕]{0,8}〕", re.ASCII)
_LABEL = "(?:姓名|名字|手机|电话|座机|身份证|证件|护照|邮箱|微信|住址|地址|信用代码)"
_GIVEN = re.compile(
    rf"(?:我|本人)的?(?:(?:{_LABEL}(?:号码?)?)?[是为叫:]? ?〔[^〕]{{0,8}}〕"
    r"(?![\s,、;]*(?:一直|总是?|老是?|[就都也是])?[无没未不停欠关空错])"
    rf"(?:[\s,、;]+|(?!\w)|(?={_LABEL})))+"
)
"""Data that somebody gives of themselves, and tells nothing wrong of: no evidence of what the message is about."""
_NAMED = "域名|网站|网址|站点|ip地址|ip|备案号"
_EXAMPLE = re.compile(
    rf"((?:{_NAMED})[\s:：「“\"'(]*)?(?:"
    r"(?P<number>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]icp备[0-9*x]{4,}号?(?:-[0-9x]+)?)"
    r"|(?<![a-z0-9.@*-])(?:(?P<host>(?:[a-z0-9*][a-z0-9*-]*\.)+(?:com|cn|net|org|top|xyz|vip|cc|shop|site|club|info))"
    r"|(?P<ip>[0-9]{1,3}(?:\.[0-9*x]{1,3}){3}))(?![a-z0-9.*-]))"
)
"""A domain, an address or a number that stands where its kind is meant: whose it is tells no topic."""
_IN_EXAMPLES = re.compile(r"\.[a-z0-9*]|icp备")
"""Stands in each of them."""
_OFFICIAL = "gov.cn"
_KINDS = {"number": "备案号", "host": "域名", "ip": "ip"}
_MORE_THAN_SIGNS = re.compile(r"[0-9a-zà-ɏḁ-ỹ〔]")
"""Stands in all that is taken out of a text or written otherwise in it, but for characters and signs."""
_LONG_NUMBER = re.compile(r"[0-9]{7,}")
_NOT_TEXT = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_MARKED = re.compile(r"[à-ɏḁ-ỹ]")
_TONED = re.compile(r"(?<![a-z0-9])[a-z]{1,6}[1-5](?: ?[a-z]{1,6}[1-5])+(?![a-z0-9])")
_ENOUGH, _ENOUGH_ALONE = 3, 2
"""Syllables that are rather pinyin than English: of several words, and of a single one."""
_BEGINNING = 100
"""Characters of a text that show whether it says anything."""
_SHORTEST_MENDED = 4
"""Letters: of a shorter word too little is left where one of them is wrong."""
_NEEDLESS_SPACE = re.compile(r" (?:(?<![a-z0-9] )|(?![a-z0-9]))")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of the field, from lexicon.yaml. `fillers` say nothing; `synonyms` maps a wording to the one in use (also
    English ones); `initials` maps the first letters of a word's syllables, which mean it only beside Chinese, to the
    word; `cantonese` maps what is Cantonese to what is written elsewhere, and `english` the words in which
    people tell of their filing to Chinese ones, in groups in the order of a Chinese sentence, but for the `unsaid`
    ones, which that leaves out; `rejection_signs` mark a text as a rejection (驳回, 退回, 未通过 …); `foreign` are
    words of other people's business (商标 …), `unheard` those of what notices tell and no topic does (股权 …), and
    `elsewhere` whole sentences, as examples of what is not for us to answer; a sentence that says nothing but
    `boilerplate` (请登录, 客服热线 …) is not taken for a reason, nor is one that has no words but those of `frame`, or
    that is like one of the `asides`; a text with a word of `home` (备案, 管局 …) is probably ours. A clause of a notice
    begins a reason of its own if it starts with one of `begins` (还, 没上传 …) or names one of `subjects` (域名,
    负责人 …) early; with one of `continues` (请, 改成 …) it tells what to do about the one before it. A message that
    names one of the `themes` (公安备案 …) means it throughout."""

    fillers: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    initials: Mapping[str, str] = field(default_factory=dict)
    cantonese: Mapping[str, str] = field(default_factory=dict)
    english: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()
    rejection_signs: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    frame: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@recently()
def clean(text: str) -> str:
    """The part of normalising that needs no lexicon. Never raises; returns "" where nothing is left."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_MESSAGE])[:LONGEST_MESSAGE]
    text = simplified(text.encode("utf-8", "ignore").decode().lower())
    text = _PARTICLE.sub("啊", text)
    if _MORE_THAN_SIGNS.search(text):  # hardly any clause has more, and each is cleaned several times
        if "〔" in text:
            text = _GIVEN.sub(" ", text)
        text = _ADDRESS.sub(" ", _MARKED.sub(lambda found: plain(found[0]), text))
        if _IN_EXAMPLES.search(text):  # it is the one that takes long
            text = _EXAMPLE.sub(_kind, text)
        text = _LONG_NUMBER.sub(" ", text)
    return _NEEDLESS_SPACE.sub("", _NOT_TEXT.sub(" ", text)).strip()


def simplified(text: str) -> str:
    """A text in simplified signs."""
    simple: str = _opencc().convert(_IS.sub("是", text))
    return simple


def _kind(example: re.Match[str]) -> str:
    """What an example is one of; nothing where that was just said. The sites of authorities mean themselves."""
    if (example["host"] or "").endswith(_OFFICIAL):
        return example[0]
    return example[1] or f" {_KINDS[example.lastgroup or 'host']} "


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest one that stands in a place; for none at all one for nothing."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


class Wordings:
    """A lexicon made ready for replacing and finding: the word for each wording. All of them are looked for at once,
    however many there are."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Of wordings that are cleaned already; empty ones are left out."""
        pairs = [(wording, word) for wording, word in words.items() if wording]
        self._words = tuple(word for _, word in pairs)
        self._search = AhoCorasick([wording for wording, _ in pairs])
        self._signs = frozenset(" ").union(*(wording for wording, _ in pairs))

    @classmethod
    def of(cls, pairs: Mapping[str, str]) -> "Wordings":
        """Of wordings as they are written."""
        return cls({clean(wording): word for wording, word in pairs.items()})

    @classmethod
    def themselves(cls, words: Iterable[str]) -> "Wordings":
        """Of words, as they are written, each of which means itself."""
        return cls.of({word: word for word in words})

    def replace(self, text: str) -> str:
        """Put the word in use for every wording in a cleaned text; the longest wording wins; a word only as a whole."""
        return _replaced(text, self._all(text))

    def found(self, text: str) -> frozenset[str]:
        """The words in use whose wordings stand in a cleaned text."""
        every = self._all(text)
        return frozenset(word for _, word in every.values()) if every else frozenset()

    def parted(self, text: str) -> tuple[frozenset[str], str]:
        """The words in use whose wordings stand in a cleaned text, in no other one of them, and what is left of it
        without any wording. Those without a word in use only go."""
        every = self._all(text)
        if not every:
            return frozenset(), text
        used = {start: stretch for start, stretch in every.items() if stretch[1]}
        found = frozenset(word for _, (_, word) in _standing(used)) if used else frozenset[str]()
        return found, _replaced(text, {start: (end, "") for start, (end, _) in every.items()})

    def may_be_all(self, text: str) -> bool:
        """Whether a text has no sign that stands in none of the wordings; if so, others may be left of it still."""
        return self._signs.issuperset(text)

    def _all(self, text: str) -> dict[int, tuple[int, str]]:
        """By the place where it begins: where the longest wording there ends, and the word for it."""
        matches = self._search.find_matches_as_indexes(text, overlapping=True)  # the longest last
        return {
            start: (end, self._words[place])
            for place, start, end in matches
            if not (_inside_word(text, start) or _inside_word(text, end))
        }


def _replaced(text: str, found: Mapping[int, tuple[int, str]]) -> str:
    """A text with words in the places where they belong: by where these begin, where they end, and the word."""
    out: list[str] = []
    done = 0
    for start, (end, word) in _standing(found):
        out += (text[done:start], f" {word} ")
        done = end
    if not out:
        return text
    return _NEEDLESS_SPACE.sub("", " ".join("".join((*out, text[done:])).split()))


def _standing(found: Mapping[int, tuple[int, str]]) -> Iterator[tuple[int, tuple[int, str]]]:
    """What was found that begins within nothing that was found before it."""
    done = 0
    for start, (end, word) in sorted(found.items()):
        if start >= done:
            yield start, (end, word)
            done = end


def _inside_word(text: str, at: int) -> bool:
    """Is there a letter (or the sign between two syllables) on both sides of this place?"""
    return 0 < at < len(text) and _letter(text[at - 1]) and _letter(text[at])


def _letter(character: str) -> bool:
    return "a" <= character <= "z" or "0" <= character <= "9" or character == "'"


class Normaliser:
    """Normalises any number of texts with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cantonese = lexicon.cantonese
        self._signs = re.compile(any_of(self._cantonese))
        self._initials = lexicon.initials
        self._letters = _beside_chinese(self._initials)
        pairs = lexicon.synonyms
        cleaned = {word: self.mandarin(clean(word)) for word in {*pairs, *pairs.values()}}
        synonyms = {cleaned[wording]: cleaned[word] for wording, word in pairs.items()}
        # A word in use stands for itself, so that no shorter wording is found inside it (改 in 整改).
        synonyms = {word: word for word in synonyms.values()} | synonyms
        self._synonyms = Wordings(synonyms)
        self._fillers = Wordings.of(dict.fromkeys(lexicon.fillers, ""))
        self._words = frozenset(word for wording in synonyms for word in wording.split())
        heard = ([syllable(sign) for sign in clean(word)] for word in lexicon.home)
        self._home = tuple("".join(filter(None, sounds)) for sounds in heard if len(sounds) > 1 and all(sounds))
        self._recent = recently()(self._normalised)
        self.bare = recently()(self._bare)

    def __call__(self, text: str) -> str:
        """Clean, without fillers (unless nothing else is there), every wording replaced by the one in use.

        What is typed in pinyin comes out as syllables: "bei an yaoduojiu" → "bei'an'yao'duo'jiu".
        """
        return self._recent(text)

    def mandarin(self, text: str) -> str:
        """A text in simplified signs with what is Cantonese in it as it is written elsewhere."""
        return self._signs.sub(lambda found: self._cantonese[found[0]], _SIGH.sub("嗯", text))

    def _bare(self, text: str) -> str:
        """Clean, without fillers: empty where nothing is said."""
        return self._fillers.replace(self.heard(text))

    def says(self, text: str, least: int) -> bool:
        """Whether a text has so many characters besides fillers, by its beginning."""
        return len(self.bare(text[:_BEGINNING])) >= least

    def _normalised(self, text: str) -> str:
        return self._synonyms.replace(self.bare(text) or self.heard(text))

    def heard(self, text: str) -> str:
        """Clean, with what is Cantonese as it is written elsewhere, initials as words, and pinyin as syllables."""
        said = self._letters.sub(lambda found: self._initials[found[0]], self.mandarin(clean(text)))
        return _LATIN.sub(self._pinyin, _TONED.sub(_without_tones, said))

    def _pinyin(self, found: re.Match[str]) -> str:
        """A run of Latin words with syllables in place of those that must be pinyin: where all may be, if there are
        enough; beside English ones, if a word of ours is among them; but never only words of the lexicon."""
        words = found[0].split()
        cut = [spelled(word) for word in words]
        if any(cut):
            cut = [syllables or self._mended(word) for word, syllables in zip(words, cut, strict=True)]
        enough = _ENOUGH if len(words) > 1 else _ENOUGH_ALONE
        if all(cut) and sum(map(len, cut)) >= enough and not self._words.issuperset(words):
            return _joined(cut)
        out: list[str] = []
        for pinyin, some in groupby(zip(words, cut, strict=True), lambda pair: bool(pair[1]) and len(pair[0]) > 1):
            typed, heard = zip(*some, strict=True)
            ours = pinyin and not self._words.issuperset(typed) and any(word in "".join(typed) for word in self._home)
            out += (_joined(heard),) if ours else typed
        return " ".join(out)

    def _mended(self, word: str) -> tuple[str, ...]:
        """The syllables of the word of ours that this one is but for a letter (bean, beain)."""
        if len(word) < _SHORTEST_MENDED or word in self._words:
            return ()
        near = process.extractOne(word, self._home, scorer=OSA.distance, score_cutoff=1)
        return spelled(near[0]) if near else ()


def _beside_chinese(initials: Iterable[str]) -> re.Pattern[str]:
    """Initials that stand by themselves with Chinese on a side; of a syllable with which a sentence may end (好ba),
    behind it. What is called so is a name (叫ba家, wz之家); what ba了没 asks, 备案了没 does not."""
    before, behind = any_of(initials), any_of(one for one in initials if len(spelled(one)) != 1)
    beside = rf"(?:{before})(?=[一-龥])(?!了没|之)|(?<=[一-龥])(?:{behind})(?![a-z0-9'之])"
    return re.compile(rf"(?<![a-z0-9'叫名\"“「《])(?:{beside})")


def _joined(words: Iterable[Iterable[str]]) -> str:
    return "'".join(syllable for word in words for syllable in word)


def _without_tones(found: re.Match[str]) -> str:
    """bei4 an4 → bei'an, if every piece is a syllable."""
    heard = [spelled(piece) for piece in re.findall(r"[a-z]+", found[0])]
    return _joined(heard) if all(len(piece) == 1 for piece in heard) else found[0]


@lru_cache(maxsize=1)
def _opencc() -> OpenCC:
    return OpenCC("t2s")
