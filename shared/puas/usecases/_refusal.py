"""What use cases raise when they do not do what was asked."""

from __future__ import annotations


class Refusal(Exception):
    """`reason` is a word of the use case's own, listed by its exception; whoever shows it has the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
