"""The person's language, and the one place that puts replies into it.

The content is in Simplified Chinese; some of it is in English too (`Knowledge.in_english`). Traditional Chinese is made
from it character by character, so that people find the words of consoles and laws again on the mainland. Hence OpenCC's
s2tw and s2hk, not s2twp, which writes 「資訊」 for 「信息」 even in a law's name.
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
from bot.core.remembering import once
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
"""Corrections of OpenCC where several traditional signs have one simplified form. It follows its word list (是隻, 上鍊)
or has no word for it."""
_INSIDE = re.compile("(?<![阿公鄰])里(?!程)")
"""里 in the sense of "inside"; Hong Kong writes it differently."""
_READ = (".txt", ".ics")
"""Endings of the names of files for people to read."""
_PASTED = 40
"""Characters. A longer text in Simplified Chinese may be a notice, and says nothing of its reader."""
_SENTENCE = 3
"""Words of the shortest text that is a sentence and not only a name; a Chinese one has more signs than this."""
_ENOUGH = 500
"""Characters that are read to tell a text's script; all of the longest text would take a tenth of its turn."""
_EITHER = str.maketrans("", "", "晒台")
"""Signs of traditional texts, too: 晒 is Cantonese for "all", and most write 台灣 with 台."""
HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"[\"“「『].{0,200}?[\"”」』]")
_DATE = re.compile(r"(?<![0-9\u3400-\u9fff])(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日(?![\u3400-\u9fff])")
"""A date that does not stand among Chinese words."""
_JOINT = re.compile(r"(?<=[!-~])[、，；](?=[!-~])")
"""A Chinese comma between English words."""
_PREFIX = "[京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新]"
_NUMBER = rf"{_PREFIX}(?:ICP[备证]|公网安备)(?!案)[0-9…]*号?"
_UNSAID = re.compile(rf"〔[^〔〕]*〕|{_NUMBER}")
"""Parts that tell no language: masked data, and filing numbers, which are always in Chinese."""
_AS_IT_IS = re.compile(
    rf"(^ *```.*?(?:^ *```|\Z)|`[^`\n]+`|\]\([^()\n]*\)|https?://[!-~]+|{_NUMBER})", re.MULTILINE | re.DOTALL
)
"""Parts that are copied or opened letter by letter: code, addresses, filing numbers."""


def of_client(code: str) -> Language:
    """Return the language of a client by its IETF tag (zh-hant, zh-TW, en-GB). "": not one of ours, or unknown."""
    first, *rest = code.lower().replace("_", "-").split("-")
    if first == "zh":
        if {"hk", "mo"} & set(rest):
            return "zh-hk"
        return "zh-tw" if {"hant", "tw"} & set(rest) else "zh-hans"
    return "en" if first == "en" else ""


@recently(4)  # each turn asks three times for its text
def written(text: str) -> Language:
    """Return "zh-tw" or "en" if a text's signs tell that it is written in Traditional Chinese or in English.

    "": it is in Simplified Chinese, or they do not tell. Pinyin is not English.
    """
    text = _UNSAID.sub(" ", text[:_ENOUGH])
    if HAN.search(text):
        # The table s2t takes 26 MB: load it only for a text with signs that may be traditional.
        traditional = _changes(text, "t2s")
        return "zh-tw" if traditional and traditional > _changes(text, "s2t") else ""
    words = _LATIN.findall(text.lower())
    foreign = sum(not spelled(word) for word in words)
    return "en" if foreign and 2 * foreign >= len(words) else ""


def is_simplified(text: str) -> bool:
    """Tell whether a text's signs tell that it is written in Simplified Chinese."""
    text = _UNSAID.sub(" ", text)
    return HAN.search(text) is not None and _changes(text, "s2t") > _changes(text, "t2s")


def as_content(text: str, knowledge: Knowledge, names: Iterable[str] = ()) -> str:
    """Translate a text into the language of the content, so that the two can be compared.

    It converts traditional signs and Cantonese, and what an English text says of the person, the place or the progress
    of a filing. It leaves `names` as they are.
    """
    names = (*names, *(place for place in knowledge.places_in(text) if place.isascii()))
    return knowledge.engine.in_chinese(simplified(text) if written(text) == "zh-tw" else text, names)


def heard(state: State, event: Event, client: str, own: bool = True) -> State:
    """Return the state with the language that an event tells of: the chosen one, or the guess `heard`.

    client: IETF tag; "": not known. A client set to Traditional Chinese decides. Otherwise the person's writing does:
    English counts if the client is set to it, or is unknown and the text is a whole sentence (everybody says OK). A
    person heard in English, or in Chinese with an English client, stays so until they write a whole sentence in another
    language. own: the text is in the person's own words; otherwise it tells nothing.
    """
    if isinstance(event, Pressed) and isinstance(action := decode(event.data), SpeakTo):
        state = replace(state, lang=next((one for one in LANGUAGES if one == action.language), state.lang))
    reader, text = of_client(client), _UNSAID.sub(" ", event.text) if isinstance(event, Said) and own else ""
    wrote = written(_QUOTED.sub(" ", text)) or written(text)
    whole = len(text.split()) >= _SENTENCE or len(HAN.findall(text[:_ENOUGH])) > _SENTENCE
    guess = state.heard
    if reader in _SCRIPTS:
        guess = reader
    elif (guess in ("en", "zh-hans") and not whole) or (guess == "en" and not _is_chinese(text[:_ENOUGH])):
        pass  # English sentences name the Chinese words of consoles
    elif wrote == "zh-tw" or (wrote == "en" and (reader == "en" or (not reader and whole))):
        guess = wrote
    elif (guess or reader == "en") and len(text) <= _PASTED and is_simplified(text):
        guess = "zh-hans" if reader == "en" else ""
    return state if guess == state.heard else replace(state, heard=guess)


def is_unheard(state: State, client: str) -> bool:
    """Tell whether no language was chosen or heard yet, and the client is set to another language than Chinese."""
    return bool(client) and not (state.lang or state.heard or of_client(client).startswith("zh"))


def language_of(state: State) -> Language:
    """Return the language of the replies: the chosen one, else the one that was heard, else Simplified Chinese."""
    return state.lang or state.heard or "zh-hans"


def of_stranger(event: Event | PublicEvent, client: str) -> Language:
    """Return the language for a stranger, by the event and the client alone."""
    told = Said(event.argument) if isinstance(event, Command) else event if isinstance(event, Said) else Said("")
    return language_of(heard(State(), told, client))


def content(knowledge: Knowledge, language: Language) -> Knowledge:
    """Return the content in the words of this language."""
    return _english(knowledge) if language == "en" else knowledge


@once
def _english(knowledge: Knowledge) -> Knowledge:
    """Return the content in English, if there is any, as it is today."""
    if knowledge.in_english is None:
        return knowledge
    return replace(
        knowledge.in_english, experience=knowledge.experience, desk=knowledge.desk, operator=knowledge.operator
    )


def speak(replies: tuple[Reply, ...], language: Language, knowledge: Knowledge) -> tuple[Reply, ...]:
    """Put replies into a language.

    For Traditional Chinese they are converted. For English, Chinese texts get a mark, and English texts get English
    dates and lists. Button data, texts to copy, addresses, code and files for programs stay as they are.
    """
    if language in _SCRIPTS:
        return tuple(_converted(reply, language) for reply in replies)
    if language == "en":
        mark = label(content(knowledge, language), "only-chinese")
        return tuple(_in_english(reply, mark) for reply in replies)
    return replies


@recently(4096)
def convert(text: str, language: Language) -> str:
    """Convert a text to Traditional Chinese (zh-tw, zh-hk), or its dates and commas to English (en).

    A text that is in traditional signs already stays as it is.
    """
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
    """Return the content of a file, converted if people read it."""
    if not file.name.endswith(_READ):
        return file.content
    return "\n".join(convert(line, language) for line in file.content.decode().split("\n")).encode()


def _marked(text: str, mark: str) -> str:
    """Put the mark over a text that is mainly in Chinese or has a paragraph that is; give other texts, and its English
    lines, English dates."""
    dated = convert(text, "en")
    if not (_is_chinese(dated) or any(map(_is_chinese_paragraph, dated.split("\n")))):
        return dated
    lines = [line if _is_chinese(line) else convert(line, "en") for line in text.split("\n")]
    return "\n".join((mark, "", *lines))


def _is_chinese(text: str) -> bool:
    """Tell whether a text is mainly in Chinese: one sign counts as two letters."""
    return 2 * len(HAN.findall(text)) > sum(map(len, _LATIN.findall(text)))


def _is_chinese_paragraph(line: str) -> bool:
    """Tell whether a line is a Chinese sentence, and not only has names or quotes. Above lists it is told already."""
    return _is_chinese(line) and "。" in _QUOTED.sub("", line) and not line.startswith("- ")


def _english_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return " ".join(filter(None, (day, month_name[int(month)], year))) if 1 <= int(month) <= 12 else found[0]


def _changes(text: str, config: str) -> int:
    text = text.translate(_EITHER)
    return sum(old != new for old, new in zip(text, _opencc(config).convert(text), strict=False))


@cache
def _opencc(config: str) -> OpenCC:
    return OpenCC(config)
