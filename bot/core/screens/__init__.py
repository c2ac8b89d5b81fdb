"""What is shown: from values to screens. Nothing is changed here.

- To read: `answers` (menus and the ways on), `topic_screens` (one topic), `provinces`, `glossary`, `naming`.
- A filing: `draft_screens` and `router` (before it begins), `step_screens` (one step) with `details` (its items),
  `guard` (the code by text message) and `waiting` (its clock), `filing_screens` (all of it), `kept` (after approval).
- A rejection: `plan_screens` and `plan_rows` (its plan), `rejection_screens` (how it stands), `letters`.
- What comes unasked: `reminder_screens`.
- To take along or to show others: `takealong`, `agenda`, `export`, `card`.
- `rows`: buttons, and how they stand below all of these.
"""
