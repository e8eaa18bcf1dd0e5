"""What visitors send as text, without the characters no keyboard writes: the database refuses some, printers the others."""

from __future__ import annotations

from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict

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


def init_app(app: Flask) -> None:
    app.request_class = ReadableRequest
