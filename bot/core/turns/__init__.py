"""The functions that answer an event.

Each module has functions that take a `Talk` (one person's state, the content and the moment) and return a `Turn`.
Functions that read typed text return None if the text is nothing for them. No module uses one of a later part of this
list (pyproject.toml has the parts, too, and they are checked):

- `talk`: the state at hand and the ways to show something; `edits`: what becomes of the state when a message is edited.
- What buttons do, each kind in the `pressed` of its module: `drafting` and `routing` (until a filing begins),
  `following` (its steps), `arranging`, `aftercare` and `reminding` (what is kept of it), `mending` (a rejection and its
  plan), `reading` (topics), `human` (the staff). What both buttons and words need: `answering` (questions), `ending`
  (when something should be over), `mydata` (what is kept of the person), `timers` (when it wakes the dialogue).
- `presses`: finds the module for a button, and for words that do the same.
- Words that tell news. Of a step: `stepping`, `checking`, `verifying`, `heralding`. Of a plan: `ticking`, `planning`,
  `objecting`, `correcting`, `resubmitting`. Of a time: `dating`. Of a verdict: `returning`. Taking something back:
  `taking_back`. The first answers: `beginning`, `starting`. `deeds` reads what was done, and `doing` tries all of these
  on it. `linked`: `/start` with a payload, and the keys below the field for typing.
- Words that answer, name or ask: `replying` (our open question), `by_name`, `on_screen`, `underway`, `no_news`,
  `announcing`, `introducing`, `setting_up`, `looking_up`, `courteous`.
- `pasted`: a rejection that is told or pasted. Then `each_named`; then `denying` and `unrecorded` (customers unknown to
  us); then `news`, which goes on from our open question.
- `typed`, which tries all readings on a text in their order; `commanded`: commands, sent with a slash or named by
  words.
"""
