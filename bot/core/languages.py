"""Which language a person is spoken to in, and the one place where what leaves the core is put into it.

All content is written in Simplified Chinese; some of it is there in English too (`Knowledge.in_english`). Traditional
Chinese is made of it character by character: the words of consoles and laws stay those of the mainland, since there
they must be found again. So OpenCC's s2tw and s2hk, not s2twp, which puts 「資訊」 for 「信息」 even in a law's name.
"""

import re
from calendar import month_name
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from opencc import OpenCC

from bot.core.actions import SpeakTo
from bot.core.button_data import decode
from bot.core.events import Command, Event, Pressed, PublicEvent, Said
from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.replies import Button, Drawing, File, Reply, Screen, Toast, ToStaff
from bot.core.state import LANGUAGES, Language, State
from bot.core.words import label
from bot.search.normalise import simplified
from bot.search.recent import recently
from bot.search.sounds import spelled

_SCRIPTS = {"zh-tw": "s2tw", "zh-hk": "s2hk"}
_MEANT = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        ("(?<!標)籤", "簽"),
        ("(?<![一二兩三幾每這那哪])隻|隻(?=[會能是要有])", "只"),
        ("瞭(?=解析)|瞭(?![解然望])", "了"),
        ("准(?=備)", "準"),
        ("鍊(?=接)", "鏈"),
        ("齣(?![戲劇])", "出"),
        ("(?<!人)云(?!云)", "雲"),
        ("(?<!茶)几", "幾"),
        ("托(?=建站)", "託"),
        ("(?<=放得)松", "鬆"),
    )
)
"""Signs that OpenCC takes for others of the same simplified form, by its words (是隻, 上鍊) or for want of any: what is
meant by them here."""
_INSIDE = re.compile("(?<![阿公鄰])里(?!程)")
"""So is 里 where it means inside; that sign is another one in Hong Kong."""
_READ = (".txt", ".ics")
"""Ends of the names of files that are for people to read."""
_PASTED = 40
"""Characters: a longer text in Simplified Chinese may be what the provider sent, and says nothing of its reader."""
_SENTENCE = 3
"""Words from which on a text is one, and not only a name; of Chinese it takes more signs than so many."""
_ENOUGH = 500
"""Characters that tell a text's script; the whole of the longest would take a tenth of its turn."""
_EITHER = str.maketrans("", "", "晒台")
"""Signs that are written so in traditional ones, too: the Cantonese for "all", and the first of 台灣 as most write it.
"""
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"[\"“「『].{0,200}?[\"”」』]")
_DATE = re.compile(r"(?<![0-9\u3400-\u9fff])(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日(?![\u3400-\u9fff])")
"""A date by itself; one among Chinese words belongs to them."""
_JOINT = re.compile(r"(?<=[!-~])[、，；](?=[!-~])")
"""What joins things in Chinese, between two that are said in English."""
_PREFIX = "[京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新]"
_NUMBER = rf"{_PREFIX}(?:ICP[备证]|公网安备)(?!案)[0-9…]*号?"
_UNSAID = re.compile(rf"〔[^〔〕]*〕|{_NUMBER}")
"""What tells no language: what was masked, and filing numbers, which are in Chinese wherever they stand."""
_AS_IT_IS = re.compile(
    rf"(^ *```.*?(?:^ *```|\Z)|`[^`\n]+`|\]\([^()\n]*\)|https?://[!-~]+|{_NUMBER})", re.MULTILINE | re.DOTALL
)
"""What is copied to the mainland or opened, letter by letter: code, addresses, filing numbers."""


def of_client(code: str) -> Language:
    """The language of a client by its IETF tag (zh-hant, zh-TW, en-GB); "" where it is none of ours or unknown."""
    first, *rest = code.lower().replace("_", "-").split("-")
    if first == "zh":
        if {"hk", "mo"} & set(rest):
            return "zh-hk"
        return "zh-tw" if {"hant", "tw"} & set(rest) else "zh-hans"
    return "en" if first == "en" else ""


@recently(4)  # each turn asks three times for its text
def written(text: str) -> Language:
    """The language that a text is written in by its signs, if it is another than Simplified Chinese; "" where they do
    not tell. Pinyin is no English."""
    text = _UNSAID.sub(" ", text[:_ENOUGH])
    if _HAN.search(text):
        # Only a text with signs that may be traditional needs what goes the other way: that table takes 26 MB.
        traditional = _changes(text, "t2s")
        return "zh-tw" if traditional and traditional > _changes(text, "s2t") else ""
    words = _LATIN.findall(text.lower())
    foreign = sum(not spelled(word) for word in words)
    return "en" if foreign and 2 * foreign >= len(words) else ""


def is_simplified(text: str) -> bool:
    """Whether the signs of a text tell that it is written in Simplified Chinese."""
    text = _UNSAID.sub(" ", text)
    return _HAN.search(text) is not None and _changes(text, "s2t") > _changes(text, "t2s")


def as_content(text: str, knowledge: Knowledge, names: Iterable[str] = ()) -> str:
    """A text as the content is written, so that it is compared with that: what is in traditional signs or in Cantonese,
    and what is told in English of a person, in a place, or of how far a filing came, which may be called by one of
    these names."""
    names = (*names, *(place for place in knowledge.places_in(text) if place.isascii()))
    return knowledge.engine.in_chinese(simplified(text) if written(text) == "zh-tw" else text, names)


def heard(state: State, event: Event, client: str, own: bool = True) -> State:
    """The state after what an event tells of the person's language: a choice, else how it writes, else what its client
    (an IETF tag, "" where none is known) is set to. English only to those who write it, whole sentences of it where the
    client tells nothing: everybody says OK. Who was heard in English, or in Chinese though the client asks for English,
    is so until they write a whole sentence in another language, in words of their `own`."""
    if isinstance(event, Pressed) and isinstance(action := decode(event.data), SpeakTo):
        state = replace(state, lang=next((one for one in LANGUAGES if one == action.language), state.lang))
    reader, text = of_client(client), _UNSAID.sub(" ", event.text) if isinstance(event, Said) and own else ""
    wrote = written(_QUOTED.sub(" ", text)) or written(text)
    whole = len(text.split()) >= _SENTENCE or len(_HAN.findall(text[:_ENOUGH])) > _SENTENCE
    guess = state.heard
    if reader in _SCRIPTS:
        guess = reader
    elif guess in ("en", "zh-hans") and not whole:
        pass
    elif wrote == "zh-tw" or (wrote == "en" and (reader == "en" or (not reader and whole))):
        guess = wrote
    elif (guess or reader == "en") and len(text) <= _PASTED and is_simplified(text):
        guess = "zh-hans" if reader == "en" else ""
    return state if guess == state.heard else replace(state, heard=guess)


def is_unheard(state: State, client: str) -> bool:
    """Whether a person whose client is set to another language than Chinese has told none yet."""
    return bool(client) and not (state.lang or state.heard or of_client(client).startswith("zh"))


def language_of(state: State) -> Language:
    """The language to speak to this person: the chosen one, else the one that was heard, else Simplified Chinese."""
    return state.lang or state.heard or "zh-hans"


def of_stranger(event: Event | PublicEvent, client: str) -> Language:
    """The language to answer an event in where nothing is known of the person but that and the client."""
    told = Said(event.argument) if isinstance(event, Command) else event if isinstance(event, Said) else Said("")
    return language_of(heard(State(), told, client))


@remembered
def content(knowledge: Knowledge, language: Language) -> Knowledge:
    """What is known, in the words that are there for this language."""
    if language != "en" or knowledge.in_english is None:
        return knowledge
    return replace(
        knowledge.in_english, experience=knowledge.experience, desk=knowledge.desk, operator=knowledge.operator
    )


def speak(replies: tuple[Reply, ...], language: Language, knowledge: Knowledge) -> tuple[Reply, ...]:
    """Replies in a language: Traditional Chinese is converted, what is there in Chinese only is marked for readers of
    English, and what is there in English has its dates and lists in English. Data of buttons, what they copy,
    addresses, code and the content of files for programs stay as they are."""
    if language in _SCRIPTS:
        return tuple(_converted(reply, language) for reply in replies)
    if language == "en":
        mark = label(content(knowledge, language), "only-chinese")
        return tuple(_in_english(reply, mark) for reply in replies)
    return replies


@recently(4096)
def convert(text: str, language: Language) -> str:
    """A text in Simplified Chinese as it is written where this language is (zh-tw, zh-hk), or with the dates and lists
    in it as in English; any other as it is."""
    if language == "en":
        return _JOINT.sub(", ", _DATE.sub(_english_date, text))
    if language not in _SCRIPTS or written(text) == "zh-tw":
        return text
    opencc = _opencc(_SCRIPTS[language])
    pieces = _AS_IT_IS.split(text)
    pieces[::2] = [_meant(opencc.convert(piece), language) if piece else piece for piece in pieces[::2]]
    return "".join(pieces)


def _meant(text: str, language: Language) -> str:
    for pattern, sign in _MEANT:
        text = pattern.sub(sign, text)
    return _INSIDE.sub("裏" if language == "zh-hk" else "裡", text)


def _converted(reply: Reply, language: Language) -> Reply:
    match reply:
        case Screen(text, rows):
            buttons = tuple(tuple(_labelled(button, language) for button in row) for row in rows)
            keys = reply.keys and tuple(tuple(convert(key, language) for key in row) for row in reply.keys)
            placeholder = convert(reply.placeholder, language)
            text = convert(text, language)
            return replace(reply, text=text, buttons=buttons, keys=keys, placeholder=placeholder)
        case Toast(text):
            return Toast(convert(text, language))
        case File(name, caption=caption):
            return File(convert(name, language), _read(reply, language), convert(caption, language), reply.picture)
        case Drawing(name, caption=caption):
            return replace(reply, name=convert(name, language), caption=convert(caption, language), language=language)
        case ToStaff():
            return reply


def _labelled(button: Button, language: Language) -> Button:
    return replace(button, label=convert(button.label, language))


def _in_english(reply: Reply, mark: str) -> Reply:
    match reply:
        case Screen(text, rows):
            buttons = tuple(tuple(_labelled(button, "en") for button in row) for row in rows)
            return replace(reply, text=_marked(text, mark), buttons=buttons)
        case File(caption=caption):
            return replace(reply, content=_read(reply, "en"), caption=caption and _marked(caption, mark))
        case Drawing(caption=caption):
            return replace(reply, caption=caption and _marked(caption, mark), language="en")
        case Toast() | ToStaff():
            return reply


def _read(file: File, language: Language) -> bytes:
    """The content of a file, converted where it is for people to read."""
    if not file.name.endswith(_READ):
        return file.content
    return "\n".join(convert(line, language) for line in file.content.decode().split("\n")).encode()


def _marked(text: str, mark: str) -> str:
    """What is chiefly in Chinese gets a mark, and among its lines those that are in English their dates."""
    dated = convert(text, "en")
    if not _is_chinese(dated):
        return dated
    lines = [line if _is_chinese(line) else convert(line, "en") for line in text.split("\n")]
    return "\n".join((mark, "", *lines))


def _is_chinese(text: str) -> bool:
    """Whether a text is chiefly in Chinese: one sign of it says about as much as two letters."""
    return 2 * len(_HAN.findall(text)) > sum(map(len, _LATIN.findall(text)))


def _english_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return " ".join(filter(None, (day, month_name[int(month)], year))) if 1 <= int(month) <= 12 else found[0]


def _changes(text: str, config: str) -> int:
    text = text.translate(_EITHER)
    return sum(old != new for old, new in zip(text, _opencc(config).convert(text), strict=False))


@cache
def _opencc(config: str) -> OpenCC:
    return OpenCC(config)
