"""Who sent a rejection, and the provider that it names."""

import re
from collections.abc import Sequence

from bot.core.kinds import REVIEWERS, SENDERS, Sender
from bot.core.knowledge import Knowledge, Topic
from bot.core.texts.asker import CLOUDS, OTHERS, PROVIDERS, names_in
from bot.core.texts.clauses import in_sayings
from bot.core.texts.police import POLICE_PREFIX, names_police, unvouched
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import either, has, listed, of_lists, without
from bot.search.normalise import clean
from bot.search.notices import HEADING

MOST_TELLING: tuple[Sender, ...] = ("after", "store", "sms", "police", "authority", "provider-review")
"""Senders, the most telling first. The access provider comes last: it hands on what all others say, too."""
_BY_WHAT: tuple[Sender, ...] = ("after", "sms")
"""Senders who are told by what they say, wherever that stands."""
_HEAD = re.compile(r"\s*(?:[【\[(（][^】\])）\n]{1,12}[】\])）]|[^\s，,。；;：:]{1,12}[：:])")
"""Who heads a notice."""
OPENING = re.compile(r"[^：:\n]{1,80}[：:]|[^，,。；;\n]+")
"""The beginning of a notice, up to a colon or the end of the first clause."""


def senders_named(text: str, knowledge: Knowledge) -> tuple[Sender, ...]:
    """Return all senders whose words stand in a text, the most telling first. If the text tells who speaks, those whom
    it only mentions are left out (管局要求写到门牌, 请登录小程序修改), but for `_BY_WHAT`."""
    text = _without_shops(knowledge, text)
    named, speaking = _whose_words(text, knowledge), _whose_words(_who_speaks(text, knowledge), knowledge)
    if not set(speaking) - set(_BY_WHAT):
        return named
    return tuple(one for one in named if one in (*speaking, *_BY_WHAT))


def _whose_words(text: str, knowledge: Knowledge) -> tuple[Sender, ...]:
    """Return the senders whose words stand in a text, wherever that is."""
    simple = without(unvouched(text), listed(knowledge, "words-not-sender"))
    return tuple(sender for sender in MOST_TELLING if has(knowledge, simple, f"sender-words-{sender}"))


def _who_speaks(text: str, knowledge: Knowledge) -> str:
    """Return the lines of a text that tell who speaks: its beginning, the heading of its reasons, and the first clause
    by which something came back."""
    found = (OPENING.match(text), HEADING.search(text))
    return "\n".join((*(one[0] for one in found if one), _first_verdict(text, knowledge)))


def _first_verdict(text: str, knowledge: Knowledge) -> str:
    """Return the first piece of a text that says that something came back; "" if none does."""
    return next((one for one in in_sayings(text) if says_it_came_back(knowledge, one)), "")


def _without_shops(knowledge: Knowledge, text: str) -> str:
    """Drop the app stores that a text names after it told that something came back, unless they say anything: reviewers
    compare a filing with a store (退了：名称与应用商店的不一致)."""
    first = _first_verdict(text, knowledge)
    if not first:
        return text
    before, verdict, told = text.partition(first)
    return before + verdict + _shop_named(knowledge).sub("", told)


@of_lists("words-shop")
def _shop_named(shops: str) -> re.Pattern[str]:
    """A store that neither says nor refuses anything."""
    return re.compile(
        rf"(?i:{either(shops)})(?![^，,。；;：:\s]{{0,4}}(?:[退驳拒说讲嫌]|打回|要求|提示|反馈|通知|审核|不[给让]|没过))"
    )


def provider_of(text: str, knowledge: Knowledge) -> str:
    """Return the access provider, or the platform of a mini program, that a text names; of several, the one in its
    heading. "" for none or several. Those with fitted answers count first: others may only have sold something
    (域名在新网买的)."""
    named = names_in(knowledge, clean(text), PROVIDERS) or names_in(knowledge, clean(text), OTHERS)
    if len(named) > 1 and (head := _HEAD.match(text)):
        named = names_in(knowledge, clean(head[0]), (*CLOUDS, *OTHERS))
    return named[0] if len(named) == 1 else ""


def sender_of(text: str, named: tuple[Sender, ...], reasons: Sequence[Topic], knowledge: Knowledge) -> Sender | None:
    """Return who sent a rejection: the first of `named`, else the only one who gives all of its reasons. None if
    unknown.

    - A demand to put things right is from an inspection or the police, unless something came back: reviewers demand,
      too.
    - What only inspections find is not from a reviewer, unless something came back.
    - What only reviews find, without such a demand, is not from an inspection if somebody else is named.
    """
    simple = clean(text).replace(" ", "")
    came_back, put_right = says_it_came_back(knowledge, simple), has(knowledge, simple, "words-put-right")
    possible = set(SENDERS).intersection(*(topic.stages for topic in reasons))
    demands = put_right and not has(knowledge, simple, "words-in-review")
    if demands and "after" in possible and not came_back:
        return _who_demands(text, reasons, knowledge)
    if not named:
        return possible.pop() if len(possible) == 1 else None
    first = named[0] if put_right else _who_reviews(named, reasons)
    return "after" if first in REVIEWERS and possible == {"after"} and not came_back else first


def _who_demands(text: str, reasons: Sequence[Topic], knowledge: Knowledge) -> Sender:
    """Return who demands to put things right: the police, if all is about their filing, else an inspection."""
    of_police = reasons and all(topic.id.startswith(POLICE_PREFIX) for topic in reasons)
    return "police" if of_police and names_police(text, knowledge) else "after"


def _who_reviews(named: tuple[Sender, ...], reasons: Sequence[Topic]) -> Sender:
    """Return the first of those named, or the next, if the first is an inspection and only reviews find the reasons."""
    first, *others = named
    only_in_review = reasons and not any("after" in topic.stages for topic in reasons)
    return others[0] if first == "after" and others and only_in_review else first
