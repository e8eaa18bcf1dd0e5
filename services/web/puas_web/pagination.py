"""Pages of long lists: which slice a request asks for, and the links beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request, url_for

from puas_web.whole_numbers import read_whole

Item = TypeVar("Item")

PAGE_SIZE = 25
PARAMETER = "halaman"
LAST_PAGE = 100_000


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list together with what the pager shows."""

    items: Sequence[Item]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return 0 if self.total == 0 else (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def previous_url(self) -> str | None:
        return page_url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return page_url(self.number + 1) if self.number < self.pages else None


def requested_page() -> int:
    """The page number in the address; anything that is no page number means the first."""
    number = read_whole(request.args.get(PARAMETER, ""))
    return 1 if number is None else min(max(number, 1), LAST_PAGE)


def offset(number: int, size: int = PAGE_SIZE) -> int:
    return (number - 1) * size


def page_url(number: int) -> str:
    """The same address with another page number."""
    arguments = {**request.args.to_dict(), **(request.view_args or {}), PARAMETER: number}
    return url_for(request.endpoint or "", **arguments)
