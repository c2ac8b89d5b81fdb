"""What a typed text says. Nothing here makes a screen or changes the state.

- `wordlists` holds the word lists by which texts are recognised; `clauses` cuts texts into clauses.
- What is said: `asking` (whether a text is a question), `spoken`, `said_back`, `commands`, `wishes`, `courtesies`,
  `planwords`, `unticked`, `called`, `dates`, …
- What is named: `asker`, `matters`, `place_names`, `site_names`, `terms`, `codes`, `numbers_told`, `checklists`,
  `route_answers`.
- Above these: `verdicts` (whether something came back or passed), `returns` (how people tell of that in their own
  words), `no_notice` (what nobody was sent), `meant` (what a question leaves unsaid), `taken_for` (what a text only
  seems to be about), `understanding` (what a text asks, or whether it is a notice) and `diagnosis` (what a notice
  says).
"""
