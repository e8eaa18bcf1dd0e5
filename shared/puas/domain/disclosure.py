"""What may be shown to everybody: nothing that so few people said that one of them could be recognised.

UU 27/2022 protects what can be traced to a person; it names no number. Five is the product's policy, and a common one
for published statistics.
"""

SMALLEST_GROUP = 5


def may_be_published(respondents: int) -> bool:
    """Whether a figure of this many respondents may be shown to the public."""
    return respondents >= SMALLEST_GROUP
