"""Files under knowledge/ become checked, frozen values; what is wrong is told to the editor, all at once.

The format is described for editors in knowledge/README.md. Only here is YAML read.
"""

from bot.content.load import check, load
from bot.content.problem import ContentError, Problem, report

__all__ = ["ContentError", "Problem", "check", "load", "report"]
