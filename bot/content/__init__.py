"""Reading of knowledge/ into checked, frozen values. All problems are reported to the editor at once.

knowledge/README.md describes the format to editors. Only this package reads YAML.
"""

from bot.content.load import check, load
from bot.content.problem import ContentError, Problem, report

__all__ = ["ContentError", "Problem", "check", "load", "report"]
