"""What a reminder is about: the keys of `State.later`, as buttons hold them, too (`Snooze`).

A key is one of these:
- `7`: the filing of this number;
- `a7`: the rejection of this number, which belongs to no filing;
- `d7` (or another letter of `_LETTERS`): something after the approval of the filing of this number;
- `w` and one of the above: a wish to be reminded of it, which is told even if nothing else is.

People's states and the buttons in their chats hold these keys, so a letter that was once used stays as it is. A key is
short, as the data of one button holds ten of them.
"""

from collections.abc import Mapping

from bot.core.state import COMING, Attempt, Coming, Filing, State

_OUTSIDE = "a"
_WISHED = "w"
_LETTERS: Mapping[Coming, str] = {"domain": "d", "server": "s", "identity": "i", "police": "p", "yearly": "y"}


def about_filing(filing: Filing) -> str:
    """Return the key of a filing."""
    return str(filing.number)


def about_attempt(attempt: Attempt, filing: Filing | None) -> str:
    """Return the key of a rejection: that of its filing, or its own if it has none."""
    return about_filing(filing) if filing else f"{_OUTSIDE}{attempt.number}"


def about_coming(number: int, what: Coming) -> str:
    """Return the key of what comes after the approval of the filing of this number."""
    return f"{_LETTERS[what]}{number}"


def about_wished(about: str) -> str:
    """Return the key of a wish to be reminded of what another key is about."""
    return _WISHED + about


def is_about_coming(key: str) -> bool:
    """Tell whether a key means something after approval, and no wish."""
    return key[:1] in _LETTERS.values()


def is_about_wished(key: str) -> bool:
    """Tell whether a key means a wish."""
    return key.startswith(_WISHED)


def all_keys(state: State) -> dict[str, Filing | None]:
    """Return every key that a person's filings and rejections can have, with its filing. None: it has none."""
    keys: dict[str, Filing | None] = {about_attempt(attempt, None): None for attempt in state.loose}
    for filing in state.filings:
        coming = (about_coming(filing.number, what) for what in COMING)
        keys |= dict.fromkeys((about_filing(filing), *coming), filing)
    return keys | {about_wished(key): filing for key, filing in keys.items()}
