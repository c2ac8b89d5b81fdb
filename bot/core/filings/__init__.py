"""What follows from a person's filings and rejections. Pure functions that say nothing.

- A rejection: `attempts` (where it is kept, what changes it), `plan` (what is to be done), `plan_parts` (which parts of
  that words mean).
- Time: `clock` (of a step), `reminders` and `renewals` (when to remind of what) with `later_keys` (of what a reminder
  is), `promises` (the days that were told), `experience` (how long reviews took), `retention` (how long all is kept).
- `claims`: what was told of a filing and not confirmed.
"""
