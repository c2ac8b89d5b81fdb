"""The sets of words that the files under knowledge/ use for kinds of things. This module imports nothing of ours, so
that all others may use it."""

from typing import Literal, get_args

Kind = Literal["faq", "material", "change", "concept", "rejection"]
"""The kind of a topic."""
Subject = Literal["personal", "enterprise", "individual-business", "government", "institution", "association"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
"""The kinds of applicant, in the order in which they are offered."""
Who = Literal["applicant", "provider", "authority", "police"]
"""Whose turn it is."""
About = Literal[
    "person", "site-person", "papers", "naming", "phone", "address", "personal", "domain", "limits", "change", "after",
    "review",
]  # fmt: skip
"""The subjects in which provinces differ."""
Stage = Literal["provider-review", "sms", "authority", "after"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""The stages of a filing in which it may come back."""
Resubmit = Literal["changed", "unchanged", "wait", "new-order"]
"""How a filing that came back is submitted again."""
Confidence = Literal["high", "medium", "low"]
"""How sure an answer is, by its sources."""
Sender = Literal["provider-review", "sms", "authority", "after", "store", "police"]
SENDERS: tuple[Sender, ...] = get_args(Sender)
"""The senders of notices."""
REVIEWERS: tuple[Sender, ...] = ("authority", "provider-review")
"""The senders who review what is filed."""
Occasion = Literal["support", "unclear", "again", "registrar", "former-provider", "overdue"]
"""The occasions of letters."""
Editable = Literal["yes", "after-withdrawal", "new-order", "no", "by-change"]
"""Whether an order may still be changed."""
Result = Literal["returned", "approved"]
"""How a review ended."""
NumberKind = Literal["icp", "police"]
NUMBER_KINDS: tuple[NumberKind, ...] = get_args(NumberKind)
"""The kinds of numbers that a filing gets."""
Hangs = Literal["site", "applicant"]
"""Whose number stands at the foot of a site: the site's, or the applicant's."""
Unit = Literal["分钟", "小时", "天", "个工作日", "个月", "年", "岁", "元", "万元", "次", "个", "位", "MB", ""]
"""The unit of a figure; "": none."""
