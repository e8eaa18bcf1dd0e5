"""The form of worksheets: for everybody, or for one participant."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from puas_web.forms import Form

MOST_SEATS = 200


class SeatForm(Form):
    """Empty means everybody."""

    seat = IntegerField(
        _l("Hanya untuk nomor peserta"),
        validators=[Optional(), NumberRange(min=1, max=MOST_SEATS, message=_l("Isi nomor peserta dari 1 sampai 200."))],
        render_kw={"inputmode": "numeric"},
    )
