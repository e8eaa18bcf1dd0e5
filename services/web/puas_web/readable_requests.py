"""What visitors send as text: no more of it than people write, without the characters no keyboard writes.

The database refuses some of these, printers the others. And reading a form costs fifty times its length in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Request, request
from werkzeug.datastructures import ImmutableMultiDict

View = TypeVar("View", bound=Callable[..., Any])

# A plan of forty promises with everything around it; files are not counted.
FORM_BYTES = 1024 * 1024
LONG_FORM_BYTES = 8 * 1024 * 1024

# A signed report of 25 MB with the form around it; the view says at the field what is more than 25.
LARGE_FILE_BYTES = 25 * 1024 * 1024
_LARGE_BODY_BYTES = LARGE_FILE_BYTES + 2 * 1024 * 1024
# Several photographs at once; each of them is measured by the view.
PHOTOGRAPHS_BYTES = 40 * 1024 * 1024
_PHOTOGRAPHS_BODY_BYTES = PHOTOGRAPHS_BYTES + 1024 * 1024
# What is read and thrown away of a body that is too large, so that a browser hears the answer instead of a broken line.
_THROWN_AWAY_BYTES = 128 * 1024 * 1024

_ATTRIBUTE = "takes_a_long_form"
_LARGE_ATTRIBUTE = "takes_large_files"
# Control characters; tabs and line breaks stay.
_UNREADABLE = {code: None for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r"}


class ReadableValues(ImmutableMultiDict[str, Any]):
    """Fields of a form or an address; uploaded files pass untouched."""

    def __init__(self, mapping: Any = None) -> None:
        super().__init__(mapping)
        for values in dict.values(self):
            values[:] = [each.translate(_UNREADABLE) if isinstance(each, str) else each for each in values]


class ReadableRequest(Request):
    """Flask's request; only its values are cleaned."""

    parameter_storage_class = ReadableValues


def takes_a_long_form(view: View) -> View:
    """For pages that carry more than people write, behind a log-in."""
    setattr(view, _ATTRIBUTE, True)
    return view


def takes_large_files(view: View) -> View:
    """For pages that documents are sent to; everywhere else a body of 10 MB is the most."""
    setattr(view, _LARGE_ATTRIBUTE, _LARGE_BODY_BYTES)
    return view


def takes_photographs(view: View) -> View:
    """For pages that several photographs are sent to at once."""
    setattr(view, _LARGE_ATTRIBUTE, _PHOTOGRAPHS_BODY_BYTES)
    return view


def throw_body_away() -> None:
    """Read what nobody will use, up to a limit."""
    stream, left = request.environ["wsgi.input"], min(request.content_length or 0, _THROWN_AWAY_BYTES)
    while left > 0 and (chunk := stream.read(min(left, 1024 * 1024))):
        left -= len(chunk)


def init_app(app: Flask) -> None:
    app.request_class = ReadableRequest
    app.config["MAX_FORM_MEMORY_SIZE"] = FORM_BYTES

    @app.before_request
    def allow_what_people_write() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if request.mimetype == "multipart/form-data":
            # Its files are counted with the body, its fields one by one.
            request.max_content_length = getattr(view, _LARGE_ATTRIBUTE, request.max_content_length)
            return
        is_long = hasattr(view, _ATTRIBUTE)
        request.max_content_length = LONG_FORM_BYTES if is_long else FORM_BYTES
