"""What a participant ticks. The boxes are those of the practice tenant, so they are no fields of the form but read as ids."""

from __future__ import annotations

from uuid import UUID

from flask import request

from puas.usecases.pack_practice_setup import Chosen
from puas_web.forms import Form

_NAME = "name-"


class PackForm(Form):
    """The button; the boxes beside it are `agency`, `service` and `promise`, the names at home `name-<id>`."""

    def chosen(self) -> Chosen:
        """What was ticked; an id nobody could have ticked is found nowhere."""
        return Chosen(_ids("agency"), _ids("service"), _ids("promise"), self.names())

    def names(self) -> dict[UUID, str]:
        """What agencies are called at home, as typed."""
        found = {_id(key.removeprefix(_NAME)): value for key, value in request.form.items() if key.startswith(_NAME)}
        return {key: value for key, value in found.items() if key is not None}


def _ids(name: str) -> frozenset[UUID]:
    return frozenset(each for each in map(_id, request.form.getlist(name)) if each is not None)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
