"""The operator of the bot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """The person or company that runs the bot. `contact`: where people ask about their data."""

    name: str
    contact: str
