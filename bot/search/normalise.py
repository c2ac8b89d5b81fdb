"""One spelling for what people write: width, case, script, punctuation, and words that mean the same or nothing.

The result is Simplified Chinese without spaces, and lower-case words: "請問 ＩＣＰ備案要多久？" → "备案要多久".
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
"""The Cantonese for 是. In simplified characters it looks like a part of many words."""
_SIGH = re.compile(r"唔(?!\w)")
"""A sigh. Any other 唔 is Cantonese, and is in lexicon.yaml with the rest of it (唔: 不, 唔使: 不用)."""
_PARTICLE = re.compile(r"阿(?=\W|$)")
"""A particle typed like the beginning of 阿里. No word of ours ends in 阿."""
_ADDRESS = re.compile(r"https?://[\w./?=&%#:~+-]*|www\.[\w./?=&%#:~+-]*|〔[^〕]{0,8}〕", re.ASCII)
_LABEL = "(?:姓名|名字|手机|电话|座机|身份证|证件|护照|邮箱|微信|住址|地址|信用代码)"
_GIVEN = re.compile(
    rf"(?:我|本人)的?(?:(?:{_LABEL}(?:号码?)?)?[是为叫:]? ?〔[^〕]{{0,8}}〕"
    r"(?![\s,、;]*(?:一直|总是?|老是?|[就都也是])?[无没未不停欠关空错])"
    rf"(?:[\s,、;]+|(?!\w)|(?={_LABEL})))+"
)
"""Data that people give about themselves without telling a fault: it says nothing about the topic."""
_NAMED = "域名|网站|网址|站点|ip地址|ip|备案号"
_EXAMPLE = re.compile(
    rf"((?:{_NAMED})[\s:：「“\"'(]*)?(?:"
    r"(?P<number>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]icp备[0-9*x]{4,}号?(?:-[0-9x]+)?)"
    r"|(?<![a-z0-9.@*-])(?:(?P<host>(?:[a-z0-9*][a-z0-9*-]*\.)+(?:com|cn|net|org|top|xyz|vip|cc|shop|site|club|info))"
    r"|(?P<ip>[0-9]{1,3}(?:\.[0-9*x]{1,3}){3}))(?![a-z0-9.*-]))"
)
"""A domain, an address or a filing number as an example of its kind: which one it is tells no topic."""
_IN_EXAMPLES = re.compile(r"\.[a-z0-9*]|icp备")
"""Occurs in each of them."""
_OFFICIAL = "gov.cn"
_KINDS = {"number": "备案号", "host": "域名", "ip": "ip"}
_MORE_THAN_SIGNS = re.compile(r"[0-9a-zà-ɏḁ-ỹ〔]")
"""Occurs in everything that is removed or rewritten here, except single characters and punctuation."""
_LONG_NUMBER = re.compile(r"[0-9]{7,}")
_NOT_TEXT = re.compile(r"[\W_]+")
_HAN = re.compile("[一-龥]+")
_IN_WORD = re.compile("[a-z0-9'](?=[a-z0-9'])")
"""A letter (or the apostrophe between syllables) before another: behind it, no word begins or ends."""
_LATIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_MARKED = re.compile(r"[à-ɏḁ-ỹ]")
_TONED = re.compile(r"(?<![a-z0-9])[a-z]{1,6}[1-5](?: ?[a-z]{1,6}[1-5])+(?![a-z0-9])")
_ENOUGH, _ENOUGH_ALONE = 3, 2
"""How many syllables make it pinyin rather than English: of several words, and of a single one or within Chinese."""
_CHINESE = re.compile("[一-龥]")
_BEGINNING = 100
"""Characters of a text that show whether it says anything."""
_SHORTEST_MENDED = 4
"""Letters: a shorter word is not corrected, as too little is left beside a wrong letter."""
_NEEDLESS_SPACE = re.compile(r" (?:(?<![a-z0-9] )|(?![a-z0-9]))")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the field, from lexicon.yaml.

    - `fillers`: words that say nothing.
    - `synonyms`: wording → the word in use; English wordings, too.
    - `initials`: first letters of the syllables of a word → the word. They mean it only beside Chinese.
    - `cantonese`: Cantonese → written Chinese.
    - `english`: groups of English words → Chinese, in the order of a Chinese sentence. `unsaid`: English words that the
      translation leaves out.
    - `rejection_signs`: mark a text as a rejection (驳回, 退回, 未通过 …).
    - `home`: our own words (备案, 管局 …). A text with one is probably in scope.
    - `foreign`: words of other fields (商标 …). `unheard`: the same in a rejection, for things that no reason is about
      (股权 …).
    - `elsewhere`: whole sentences that are out of scope, as examples.
    - `boilerplate` (请登录, 客服热线 …), `frame`, `asides`: a sentence that says only boilerplate, has only words of
      the frame, or is like one of the asides is no reason.
    - `begins` (还, 没上传 …), `subjects` (域名, 负责人 …): a clause of a notice is a reason of its own if it starts
      with one of the first or names one of the second early.
    - `continues` (请, 改成 …): a clause that starts with one tells what to do about the clause before it.
    - `themes` (公安备案 …): a message that names one means it throughout.
    """

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
    """Return a text normalised as far as that needs no lexicon; "" if nothing is left. Never raises."""
    if _HAN.fullmatch(text):  # as nearly all words of the lists are; the rest would change nothing
        return _PARTICLE.sub("啊", simplified(text[:LONGEST_MESSAGE]))
    text = unicodedata.normalize("NFKC", text[:LONGEST_MESSAGE])[:LONGEST_MESSAGE]
    text = simplified(text.encode("utf-8", "ignore").decode().lower())
    text = _PARTICLE.sub("啊", text)
    if _MORE_THAN_SIGNS.search(text):  # few clauses have more, and each is cleaned several times
        if "〔" in text:
            text = _GIVEN.sub(" ", text)
        text = _ADDRESS.sub(" ", _MARKED.sub(lambda found: plain(found[0]), text))
        if _IN_EXAMPLES.search(text):  # the slow one
            text = _EXAMPLE.sub(_kind, text)
        text = _LONG_NUMBER.sub(" ", text)
    return _NEEDLESS_SPACE.sub("", _NOT_TEXT.sub(" ", text)).strip()


def simplified(text: str) -> str:
    """Return a text in simplified characters."""
    simple: str = _opencc().convert(_IS.sub("是", text))
    return simple


def _kind(example: re.Match[str]) -> str:
    """Return the kind of an example, or the word before it that names the kind. Sites of authorities stay as they
    are."""
    if (example["host"] or "").endswith(_OFFICIAL):
        return example[0]
    return example[1] or f" {_KINDS[example.lastgroup or 'host']} "


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, longest first. Without words it matches nothing."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


class Wordings:
    """Wordings with the word in use for each, ready to be replaced and found. One pass finds all of them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take wordings that are cleaned already; empty ones are left out."""
        pairs = {wording: word for wording, word in words.items() if wording}
        self._pairs = pairs
        self._words = tuple(pairs.values())
        self._search = AhoCorasick(list(pairs))
        self._signs = frozenset(" ").union(*pairs)

    def __reduce__(self) -> tuple[type["Wordings"], tuple[Mapping[str, str]]]:
        return Wordings, (self._pairs,)  # pickled as its words: what searches for them cannot be

    @classmethod
    def of(cls, pairs: Mapping[str, str]) -> "Wordings":
        """Make it from wordings as they are written."""
        return cls({clean(wording): word for wording, word in pairs.items()})

    @classmethod
    def themselves(cls, words: Iterable[str]) -> "Wordings":
        """Make it from words as they are written, each standing for itself."""
        return cls.of({word: word for word in words})

    def replace(self, text: str) -> str:
        """Replace every wording in a cleaned text by the word in use. The longest wording wins, and a word counts only
        as a whole."""
        return _replaced(text, self._all(text))

    def found(self, text: str) -> frozenset[str]:
        """Return the words in use whose wordings occur in a cleaned text."""
        every = self._all(text)
        return frozenset(word for _, word in every.values()) if every else frozenset()

    def parted(self, text: str) -> tuple[frozenset[str], str]:
        """Return the words in use whose wordings occur in a cleaned text outside other such wordings, and the text
        without any. Wordings without a word in use are only removed."""
        every = self._all(text)
        if not every:
            return frozenset(), text
        used = {start: stretch for start, stretch in every.items() if stretch[1]}
        found = frozenset(word for _, (_, word) in _standing(used)) if used else frozenset[str]()
        return found, _replaced(text, {start: (end, "") for start, (end, _) in every.items()})

    def may_be_all(self, text: str) -> bool:
        """Tell whether each character of a text occurs in some wording; something may still be left without the
        wordings."""
        return self._signs.issuperset(text)

    def _all(self, text: str) -> dict[int, tuple[int, str]]:
        """Return the longest wording at each place: start → (end, word in use)."""
        matches = self._search.find_matches_as_indexes(text, overlapping=True)  # the longest last
        if matches and (inside := {letter.end() for letter in _IN_WORD.finditer(text)}):
            matches = [match for match in matches if match[1] not in inside and match[2] not in inside]
        return {start: (end, self._words[place]) for place, start, end in matches}


def _replaced(text: str, found: Mapping[int, tuple[int, str]]) -> str:
    """Return a text with words put in places: start → (end, word)."""
    out: list[str] = []
    done = 0
    for start, (end, word) in _standing(found):
        out += (text[done:start], f" {word} ")
        done = end
    if not out:
        return text
    return _NEEDLESS_SPACE.sub("", " ".join("".join((*out, text[done:])).split()))


def _standing(found: Mapping[int, tuple[int, str]]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield in order what was found, without what begins inside an earlier one."""
    done = 0
    for start, (end, word) in sorted(found.items()):
        if start >= done:
            yield start, (end, word)
            done = end


class Normaliser:
    """Normalises texts with one lexicon."""

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
        """Return a text cleaned, with every wording replaced by the word in use, and without fillers unless nothing
        else is there.

        Pinyin comes out as syllables: "bei an yaoduojiu" → "bei'an'yao'duo'jiu".
        """
        return self._recent(text)

    def mandarin(self, text: str) -> str:
        """Return a text in simplified characters with its Cantonese in written Chinese."""
        return self._signs.sub(lambda found: self._cantonese[found[0]], _SIGH.sub("嗯", text))

    def _bare(self, text: str) -> str:
        """Return a text cleaned and without fillers; "" if nothing is said."""
        return self._fillers.replace(self.heard(text))

    def says(self, text: str, least: int) -> bool:
        """Tell whether the beginning of a text has at least so many characters besides fillers."""
        return len(self.bare(text[:_BEGINNING])) >= least

    def _normalised(self, text: str) -> str:
        return self._synonyms.replace(self.bare(text) or self.heard(text))

    def heard(self, text: str) -> str:
        """Return a text cleaned, with Cantonese in written Chinese, initials as words, and pinyin as syllables."""
        said = self._letters.sub(lambda found: self._initials[found[0]], self.mandarin(clean(text)))
        return _LATIN.sub(self._pinyin, _TONED.sub(_without_tones, said))

    def _pinyin(self, found: re.Match[str]) -> str:
        """Return a run of Latin words with the pinyin in it as syllables: all words, if all may be pinyin and there are
        enough (fewer within Chinese: ge ren备案); beside English, those with a word of ours among them. Words of the
        lexicon alone stay."""
        words = found[0].split()
        cut = [spelled(word) for word in words]
        if any(cut):
            cut = [syllables or self._mended(word) for word, syllables in zip(words, cut, strict=True)]
        beside = _CHINESE.search(found.string[: found.start()][-1:] + found.string[found.end() :][:1])
        apart = beside and all(len(syllables) == 1 < len(word) for syllables, word in zip(cut, words, strict=True))
        enough = _ENOUGH_ALONE if apart or len(words) == 1 else _ENOUGH
        if all(cut) and sum(map(len, cut)) >= enough and not self._words.issuperset(words):
            return _joined(cut)
        out: list[str] = []
        for pinyin, some in groupby(zip(words, cut, strict=True), lambda pair: bool(pair[1]) and len(pair[0]) > 1):
            typed, heard = zip(*some, strict=True)
            ours = pinyin and not self._words.issuperset(typed) and any(word in "".join(typed) for word in self._home)
            out += (_joined(heard),) if ours else typed
        return " ".join(out)

    def _mended(self, word: str) -> tuple[str, ...]:
        """Return the syllables of the word of ours that differs from this one by a letter (bean, beain); () if there is
        none."""
        if len(word) < _SHORTEST_MENDED or word in self._words:
            return ()
        near = process.extractOne(word, self._home, scorer=OSA.distance, score_cutoff=1)
        return spelled(near[0]) if near else ()


def _beside_chinese(initials: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for initials that stand alone beside Chinese; before it, if they are a syllable that may end a
    sentence (好ba). Names (叫ba家, wz之家) and the question in ba了没 (备案了没) do not match."""
    before, behind = any_of(initials), any_of(one for one in initials if len(spelled(one)) != 1)
    beside = rf"(?:{before})(?=[一-龥])(?!了没|之)|(?<=[一-龥])(?:{behind})(?![a-z0-9'之])"
    return re.compile(rf"(?<![a-z0-9'叫名\"“「《])(?:{beside})")


def _joined(words: Iterable[Iterable[str]]) -> str:
    return "'".join(syllable for word in words for syllable in word)


def _without_tones(found: re.Match[str]) -> str:
    """Return bei4 an4 as bei'an, if every piece is a syllable."""
    heard = [spelled(piece) for piece in re.findall(r"[a-z]+", found[0])]
    return _joined(heard) if all(len(piece) == 1 for piece in heard) else found[0]


@lru_cache(maxsize=1)
def _opencc() -> OpenCC:
    return OpenCC("t2s")
