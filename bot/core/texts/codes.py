"""The codes that come by text message, where they are typed."""

import re

from bot.core.course import current_step
from bot.core.knowledge import Knowledge
from bot.core.state import State
from bot.core.words import label

_CODE = re.compile(r"(?<![0-9A-Za-z备])[0-9](?:[ -]?[0-9]){5}(?![0-9A-Za-z])", re.ASCII)
"""Six digits (the fact sms-code-digits), also in groups; those behind 「ICP备」 are a public number."""
_SAYS_NOTHING = 8
"""Characters around a code that tell no more than that it is one (「我的验证码是」)."""


def without_code(text: str, state: State, knowledge: Knowledge) -> tuple[str, bool]:
    """A text without the codes in it, where one of the person's filings waits for a code, and whether there was one.
    Of a text that says nothing else, nothing is left."""
    steps = (current_step(filing, knowledge) for filing in state.filings)
    if not any(step and step.guarded for step in steps):
        return text, False
    masked, count = _CODE.subn(label(knowledge, "sign-code"), text)
    around = re.sub(r"[\s\W]", "", _CODE.sub("", text))
    return ("" if count and len(around) <= _SAYS_NOTHING else masked), bool(count)
