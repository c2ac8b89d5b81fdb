"""What a button does. Values only: how they are written into a button and read back is in `button_data`.

They stand in files by subject, there in groups, each summed up behind its last one (`OfMenus`, `OfReading` ...);
`Action` is all of them. Whether the filing or topic named is there is for the dialogue to look at.
"""

# ruff: noqa: F403, F405 - every action belongs here, and none is to be listed a second time

from dataclasses import dataclass

from bot.core.actions.filings import *
from bot.core.actions.person import *
from bot.core.actions.reading import *
from bot.core.actions.rejections import *


@dataclass(frozen=True, slots=True)
class AsOf:
    """What another button (its data, with dots) does, as of a moment that is over (minutes of the epoch)."""

    minute: int
    data: str


Action = (
    OfMenus | OfReading | OfAnswers | OfRouter | OfBeginning | OfFiling | OfArranging | OfTakingAlong | OfKept
    | OfAttempt | OfReminding | OfPerson | AsOf
)  # fmt: skip


def deletes(action: Action) -> bool:
    """Whether an action removes for good: it is the answer to a question whether that is meant."""
    return isinstance(action, Forget) or (isinstance(action, Delete | Strike) and action.sure)
