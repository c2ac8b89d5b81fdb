"""What a typed text says. Nothing here makes a screen or changes the state.

- `wordlists` holds the word lists by which texts are recognised; `clauses` cuts texts into clauses.
- What is said: `asking` (whether a text is a question), `spoken`, `said_back`, `commands`, `wishes`, `courtesies`,
  `planwords`, `unticked`, `called`, `unknown_names`, `nicknames`, `dates`, …
- What is named: `asker`, `matters`, `place_names`, `site_names`, `terms`, `codes`, `numbers_told`, `checklists`,
  `route_answers`.
- Above these: `verdicts` (whether something came back or passed), `returns` (how people tell of that in their own
  words), `no_notice` (what nobody was sent) and `meant` (what a question leaves unsaid).
- `understanding` tells what a text asks, or that it is a notice, with `rewording` (words that mislead), `by_words`
  (topics that are sure by words alone), `taken_for` (topics that a text only seems to be about), `untold`,
  `other_offices` and `shops` (what is not for us), `questions`, `notice` and `reasons`. It returns what `understood`
  has. `diagnosis` tells what a notice says, with `senders`, `police` and `grace` (the time it gives).
"""
