"""What a typed text says: no screen is made here, and no state changed.

`wordlists` holds the lists of words by which texts are recognised, `clauses` the cuts. By them: `asking` (whether it is
a question), `spoken`, `said_back`, `commands`, `wishes`, `courtesies`, `planwords`, `unticked`, `called`, `dates`, …,
and what is named: `asker`, `matters`, `place_names`, `site_names`, `terms`, `codes`, `numbers_told`, `checklists`,
`route_answers`. Above these `verdicts` (whether something came back or passed), `returns` (what people write themselves
of that), `no_notice` (what nobody was sent), `meant` (what a question leaves unsaid), `taken_for` (what a text only
seems to be about), `understanding` (what a text asks, or whether it is a notice) and `diagnosis` (what a notice says).
"""
