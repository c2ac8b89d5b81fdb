"""Answers to an event. Each module has functions that take a `Talk` (one person's state, the content and the moment)
and give a `Turn`; those that read what somebody typed give None where that is nothing for them. From the bottom up:

- `talk`: the state at hand and the ways to show something; `edits`: what a message that is edited had done.
- What buttons do, each kind by the `pressed` of its module, found by `presses`: `drafting` and `routing` (until a
  filing begins), `following` (its steps), `arranging`, `aftercare` and `reminding` (what is kept of it), `mending` (a
  rejection and its plan), `reading` and `answering` (topics), `human` (the staff), `mydata`, `linked` (`/start` and the
  keys).
- What words tell of what is under way: of a step `stepping`, `checking`, `verifying`, `heralding`; of a plan `ticking`,
  `planning`, `objecting`, `correcting`, `resubmitting`; of when `dating`, `ending`; of a verdict `returning`; back
  again `taking_back`; the first answers `beginning`, `starting`. `doing` tries them on what was done, which `deeds`
  reads.
- What words answer, name or ask: `replying` (our open question), `by_name`, `on_screen`, `underway`, `no_news`,
  `announcing`, `introducing`, `setting_up`, `looking_up`, `courteous`.
- `pasted`, `each_named` and `denying`, which need those, `news`, which goes on from our open question, and `typed`,
  which tries them all on a text in their order.

No module uses one further down this list.
"""
