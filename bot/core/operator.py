"""Who runs the bot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """contact: where people reach them about what is kept of them."""

    name: str
    contact: str
