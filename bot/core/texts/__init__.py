"""What a typed text says. Nothing here makes a screen or changes the state.

A whole text is read by `understanding`, which asks most of the others and returns what `understood` has: questions, or
a notice with its reasons. The other modules tell one thing of a text each. They build on one another in this order,
which pyproject.toml spells out and a contract checks: words and the forms of sentences; news and replies; notices and
questions; a whole text; what needs to know that. Which to open for what:

- The words: `wordlists` finds the words of words.yaml in a text; `clauses` cuts a text; `counting` reads which items of
  a list it means, `dates` its days and lengths of time, `moments` when something was, `numbers` the numbers of approved
  filings; `hearing` writes what is only written by its sound or otherwise as it is meant.
- A question: `asking` (whether it is one, and of which form), `questions` (what is asked in a text that is no notice),
  `meant` (what it leaves unsaid). What the ranking alone would get wrong: `by_words` and `suffixes` (topics that are
  sure by words), `rewording` (words that mislead), `taken_for` (topics that it only seems to be about), `untold` (what
  no topic tells), `other_offices`, `records` and `shops` (what is for others to answer).
- A notice: `notice` (whether it is one) and `no_notice` (what cannot be one), `reasons`, `vague` (what it leaves
  unsaid), `whats_filed` (what sounds like a reason), `chats` (a notice in a pasted conversation). `diagnosis` adds what
  else it tells, with `senders`, `police` and `grace` (the time that it gives).
- A rejection in own words: `verdicts` (whether something came back or passed), `returns` (who sent it, and why),
  `unreached` (calls that bring no verdict).
- News of a filing: `spoken` (what was done or came), `outcomes` (what has come of it for others), `checklists` (which
  items of a step), `codes` (from the text message), `numbers_told` (of an approved filing).
- News of a plan: `planwords` (what was done about its items), `objections` (what is said against it), `unticked`
  (what only seems done).
- An order or a reply to us: `commands`, `wishes` (to begin), `waking` (to be reminded), `letters_asked`; `said_back`
  (yes, no, corrections), `route_answers` (the first questions), `courtesies`; `of_us` (what is wanted of the assistant
  itself).
- A name or a thing: `asker` (who asks), `matters` (which kind of filing), `place_names`, `terms`, `site_names`;
  `called` (filings by their names), `unknown_names` (names that were not told before) and `nicknames` (new ones).
- A day to be told: `reckoning`. What was not understood, fit to be kept: `misses`. Whether the words are the person's
  own, and so their language: `own_words`.
"""
