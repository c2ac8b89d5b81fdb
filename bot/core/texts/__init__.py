"""What a typed text says: no screen is made here, and no state changed.

`wordlists` holds the lists of words by which texts are recognised, `clauses` the cuts. By them: `spoken`, `commands`,
`courtesies`, `planwords`, `called`, `dates`, …; above these `verdicts` (whether something came back or passed),
`meant` (what a question leaves unsaid), `understanding` (what a text asks, or whether it is a notice) and `diagnosis`
(what a notice says).
"""
