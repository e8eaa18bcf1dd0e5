"""Forms for photographs: several files at once, and the lines below them."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired, MultipleFileField

from puas_web.forms import Form, tidy_text

_ACT = re.compile(r"(up|down|remove)-([0-9a-f-]{36})")


class UploadForm(Form):
    """What each file really is is found out by decoding it."""

    pictures = MultipleFileField(
        _l("Pilih foto"),
        description=_l("JPEG, PNG, atau WebP. Boleh beberapa sekaligus, paling besar 12 MB per foto dan 40 MB sekali kirim."),
        validators=[FileRequired(message=_l("Pilih foto lebih dahulu."))],
        render_kw={"accept": "image/jpeg,image/png,image/webp", "multiple": True},
    )


class CaptionsForm(Form):
    """The captions come in as `caption-<id>`, in the order of the page."""

    def captions(self) -> list[tuple[UUID, str]]:
        found = []
        for name, value in request.form.items():
            if name.startswith("caption-") and (key := _uuid(name.removeprefix("caption-"))) is not None:
                found.append((key, tidy_text(value) or ""))
        return found

    def act(self) -> tuple[str, UUID] | None:
        """The button beside one photograph that was pressed."""
        found = _ACT.fullmatch(request.form.get("act", ""))
        key = _uuid(found[2]) if found else None
        return None if found is None or key is None else (found[1], key)


def moved(captions: list[tuple[UUID, str]], act: str, key: UUID) -> list[tuple[UUID, str]]:
    """The captions with one of them a place further up or down."""
    places = [each for each, _caption in captions]
    if act not in ("up", "down") or key not in places:
        return captions
    changed: list[Any] = list(captions)
    row = changed.pop(places.index(key))
    changed.insert(max(places.index(key) + (-1 if act == "up" else 1), 0), row)
    return changed


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
