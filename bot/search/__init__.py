"""Understanding what people write: normalised text, an index of phrasings, and bands (answer, choose, unknown).

Pure: no file, no clock, no import from the rest of the product. `Engine.build` once per content, `Engine.read` once per
message.

- `engine`: what the product calls. It reads messages; `reasons` takes notices apart. `brief` leaves of a very long
  message what is read; `recent` remembers results; `why` explains a ranking to editors.
- `lookup`: looks a text up for both, by the `index` and by word lists. `learn` makes the index from `grams`, `evidence`
  and `telling`, with what makes it sure: `signals`, `acceptance` and `scope`. `kept` has it as bytes.
- `bands`: decides what to do with a ranking.
- `parts`: cuts texts, by `lists` of items, what the words do (`speech`), the form of `notices`, and spoken `breaths`;
  `layout` makes lines of what is copied from tables, pages and chats.
- `normalise`, `sounds`, `pinyin`, `english`, `numbers`: how texts are written.
"""

import os

# OpenBLAS reads this when numpy is loaded. Its threads do not help with a message. While something else keeps the other
# core busy, they wait for each other: building an index of 1,850 phrasings took 2.8 s instead of 0.4 s.
os.putenv("OPENBLAS_NUM_THREADS", "1")

from bot.search.bands import Choice, Part
from bot.search.engine import Engine
from bot.search.learn import More
from bot.search.normalise import Lexicon
from bot.search.reasons import Needs

__all__ = ["Choice", "Engine", "Lexicon", "More", "Needs", "Part"]
