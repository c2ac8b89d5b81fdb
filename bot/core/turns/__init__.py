"""The functions that answer an event.

Each module has functions that take a `Talk` (one person's state, the content and the moment) and return a `Turn`.
Functions that read typed text return None if the text is nothing for them. No module uses one further down this list:

- `talk`: the state at hand and the ways to show something; `edits`: what becomes of the state when a message is edited.
- Buttons. Each kind is handled by the `pressed` of its module, which `presses` finds: `drafting` and `routing` (until a
  filing begins), `following` (its steps), `arranging`, `aftercare` and `reminding` (what is kept of it), `mending` (a
  rejection and its plan), `reading` and `answering` (topics), `human` (the staff), `mydata`, `linked` (`/start` and the
  keys).
- Words that tell news. Of a step: `stepping`, `checking`, `verifying`, `heralding`. Of a plan: `ticking`, `planning`,
  `objecting`, `correcting`, `resubmitting`. Of a time: `dating`, `ending`. Of a verdict: `returning`. Taking something
  back: `taking_back`. The first answers: `beginning`, `starting`. `deeds` reads what was done, and `doing` tries all of
  these on it.
- Words that answer, name or ask: `replying` (our open question), `by_name`, `on_screen`, `underway`, `no_news`,
  `announcing`, `introducing`, `setting_up`, `looking_up`, `courteous`.
- `pasted`, `each_named` and `denying`, which need those; `news`, which goes on from our open question; and `typed`,
  which tries all readings on a text in their order.
"""
