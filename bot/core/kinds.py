"""The kinds of what is told, filed and sent, by the words that the files under knowledge/ have for them. They need
nothing else of ours, so that all may use them: `rules`, which `knowledge` holds, and what that is not needed for."""

from typing import Literal, get_args

Kind = Literal["faq", "material", "change", "concept", "rejection"]
"""Of a topic."""
Subject = Literal["personal", "enterprise", "individual-business", "government", "institution", "association"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
"""Who may file, in the order in which they are offered."""
Who = Literal["applicant", "provider", "authority", "police"]
"""Whose turn it is."""
About = Literal[
    "person", "site-person", "papers", "naming", "phone", "address", "personal", "domain", "limits", "change", "after",
    "review",
]  # fmt: skip
"""What the provinces differ in."""
Stage = Literal["provider-review", "sms", "authority", "after"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""Of a filing, in which it may come back."""
Resubmit = Literal["changed", "unchanged", "wait", "new-order"]
"""How a filing that came back is submitted again."""
Confidence = Literal["high", "medium", "low"]
"""How sure an answer is, by its sources."""
Sender = Literal["provider-review", "sms", "authority", "after", "store", "police"]
SENDERS: tuple[Sender, ...] = get_args(Sender)
"""Of a notice."""
Occasion = Literal["support", "unclear", "again", "registrar", "former-provider", "overdue"]
"""Of a letter that is ready to be sent."""
Editable = Literal["yes", "after-withdrawal", "new-order", "no", "by-change"]
"""Whether an order may still be changed."""
Result = Literal["returned", "approved"]
"""How a review ended."""
NumberKind = Literal["icp", "police"]
NUMBER_KINDS: tuple[NumberKind, ...] = get_args(NumberKind)
"""Of the numbers that are given to a filing."""
Hangs = Literal["site", "applicant"]
"""Whose number stands at the foot of a site."""
Unit = Literal["分钟", "小时", "天", "个工作日", "个月", "年", "岁", "元", "万元", "次", "个", "位", "MB", ""]
"""Of a figure."""
