"""The actions of buttons, as values. `button_data` writes them into buttons and reads them back.

Each file has the actions of one subject in groups, with a union behind each group (`OfMenus`, `OfReading` ...).
`Action` is all of them. The filing or topic that an action names may be gone: the dialogue checks.
"""

# ruff: noqa: F403, F405 - every action belongs here, and none is to be listed a second time

from dataclasses import dataclass

from bot.core.actions.filings import *
from bot.core.actions.person import *
from bot.core.actions.reading import *
from bot.core.actions.rejections import *


@dataclass(frozen=True, slots=True)
class AsOf:
    """Do what another button does (its data, with dots), as of a past moment (minutes since 1970)."""

    minute: int
    data: str


Action = (
    OfMenus | OfReading | OfAnswers | OfRouter | OfBeginning | OfFiling | OfArranging | OfTakingAlong | OfKept
    | OfAttempt | OfReminding | OfPerson | AsOf
)  # fmt: skip


def deletes(action: Action) -> bool:
    """Tell whether an action deletes for good. Such an action answers the question whether the person is sure."""
    return isinstance(action, Forget) or (isinstance(action, Delete | Strike) and action.sure)
