"""Reading of knowledge/ into checked, frozen values. All problems are reported to the editor at once.

knowledge/README.md describes the format to editors. Only this package reads YAML.

- `load` reads all of it: the files of `folder`, each as a tree with lines (`source`), whose mappings `fields` types.
  What is wrong becomes a `problem`. For the next start, `learnt` keeps what the engine learnt from it and `whole` all
  that was read, in files (`cache`).
- A file or two each: `topics` (faq and rejections), `fixes` (and letters.yaml), `flows` (and items.yaml), `router`,
  `rules`, `facts`, `calendar`, `glossary` (and states.yaml), `words`, `english` (en/), `frame` (the small ones).
- What several of these check: `markdown` (what a message can show), `buttons` (what fits on buttons and into links).
- For editors: `golden` reads tests/match, and `adopt` teaches a topic what was missed.
"""

from bot.content.load import check, load
from bot.content.problem import ContentError, Problem, report

__all__ = ["ContentError", "Problem", "check", "load", "report"]
