"""Base of all forms: CSRF, Indonesian messages, and one way to answer a form that cannot be accepted yet.

A form that fails is shown again with everything that was typed and the status 422, so that nothing is committed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import render_template
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, ValidationError
from wtforms.fields.choices import SelectChoice

from puas.domain.official_address import is_address

Answer = str | Response | tuple[str, int]
"""What a page with a form gives: itself, the way to another page, or itself again with what was wrong and the status 422."""

# WTForms' own sentences (it has no Indonesian catalogue), as its source code spells them.
LIBRARY_MESSAGES: dict[str, LazyString] = {
    "This field is required.": _l("Isian ini wajib diisi."),
    "Invalid email address.": _l("Tulis alamat surel yang lengkap, misalnya nama@contoh.go.id."),
    "Not a valid choice": _l("Pilih salah satu dari pilihan yang ada."),
    "Not a valid choice.": _l("Pilih salah satu dari pilihan yang ada."),
    "Invalid Choice: could not coerce.": _l("Pilih salah satu dari pilihan yang ada."),
    "Invalid Choice(s): one or more data inputs could not be coerced.": _l("Pilih dari pilihan yang ada."),
    "'%(value)s' is not a valid choice for this field.": _l("Pilih dari pilihan yang ada."),
    "'%(value)s' are not valid choices for this field.": _l("Pilih dari pilihan yang ada."),
    "Not a valid integer value.": _l("Tulis bilangan bulat tanpa huruf, misalnya 1250."),
    "Not a valid decimal value.": _l("Tulis angka, misalnya 88,31."),
    "Not a valid float value.": _l("Tulis angka, misalnya 88,31."),
    "Not a valid date value.": _l("Tulis tanggal yang ada di kalender, misalnya 30 Juni 2026."),
    "Not a valid datetime value.": _l("Tulis tanggal dan jam yang benar."),
    "Not a valid time value.": _l("Tulis jam yang benar, misalnya 14.30."),
    "Invalid input.": _l("Isian ini belum benar."),
    "Invalid URL.": _l("Tulis alamat situs yang lengkap, misalnya https://contoh.go.id."),
    "Invalid UUID.": _l("Isian ini belum benar."),
    "Field must be equal to %(other_name)s.": _l("Isian ini harus sama dengan isian sebelumnya."),
    "Field must be exactly %(length)d character long.": _l("Isian ini harus tepat %(length)d karakter."),
    "Field must be exactly %(length)d characters long.": _l("Isian ini harus tepat %(length)d karakter."),
    "Field must be at least %(min)d character long.": _l("Isian ini paling sedikit %(min)d karakter."),
    "Field must be at least %(min)d characters long.": _l("Isian ini paling sedikit %(min)d karakter."),
    "Field cannot be longer than %(max)d character.": _l("Isian ini paling banyak %(max)d karakter."),
    "Field cannot be longer than %(max)d characters.": _l("Isian ini paling banyak %(max)d karakter."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Panjang isian ini %(min)d sampai %(max)d karakter."),
    "Number must be at least %(min)s.": _l("Angka ini paling kecil %(min)s."),
    "Number must be at most %(max)s.": _l("Angka ini paling besar %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Angka ini antara %(min)s dan %(max)s."),
    "Date must be at least %(min)s.": _l("Tanggal ini paling awal %(min)s."),
    "Date must be at most %(max)s.": _l("Tanggal ini paling akhir %(max)s."),
    "Date must be between %(min)s and %(max)s.": _l("Tanggal ini antara %(min)s dan %(max)s."),
    "Invalid value, must be one of: %(values)s.": _l("Pilih salah satu dari: %(values)s."),
    "File does not have an approved extension: {extensions}": _l("Jenis berkas ini tidak dapat dipakai. Gunakan: {extensions}."),
    "File does not have an approved extension.": _l("Jenis berkas ini tidak dapat dipakai."),
}


class IndonesianMessages:
    """Gives WTForms Indonesian source sentences, which the catalogues then translate like any other."""

    def gettext(self, text: str) -> str:
        known = LIBRARY_MESSAGES.get(text)
        return text if known is None else str(known)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


class Form(FlaskForm):
    """The form all others inherit from. `refusal_title` heads its errors where not what was typed is at fault."""

    refusal_title = ""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: FlaskForm) -> IndonesianMessages:
            return IndonesianMessages()

    def add_error(self, field: Field, message: str) -> None:
        """Say at the field what a use case found wrong."""
        field.errors = [*field.errors, str(message)]

    def add_errors(self, faults: Mapping[str, object]) -> None:
        """What the rules find wrong, by field, beside what the form found by itself: everything is told at once, and nothing twice."""
        for name, message in faults.items():
            if not self[name].errors:
                self.add_error(self[name], str(message))


class ConfirmForm(Form):
    """Nothing but a button, protected like every other form."""


def email_address(_form: Any, field: Field) -> None:
    """Validator: an address of the form officials use."""
    if field.data and not is_address(field.data):
        raise ValidationError(_("Tulis alamat surel yang lengkap, misalnya nama@contoh.go.id."))


def tidy_text(value: str | None) -> str | None:
    """Filter: no space at the ends, one between words."""
    return " ".join(value.split()) if value else value


def tidy_lines(value: str | None) -> str | None:
    """Filter: no space at the ends; line breaks as they are."""
    return value.strip().replace("\r\n", "\n") if value else value


def tidy_email(value: str | None) -> str | None:
    """Filter: phones add a space after the address."""
    return value.strip() if value else value


def show_again(template: str, **context: Any) -> tuple[str, int]:
    """The same page with its errors; 422 so that the boundary commits nothing."""
    return render_template(template, **context), 422


def agency_choices(agencies: Sequence[tuple[UUID, str]]) -> list[SelectChoice]:
    """The agencies to choose from. Of several none is chosen beforehand, or what is sent in haste lands at the first by name."""
    chosen = [SelectChoice(str(key), name) for key, name in agencies]
    return chosen if len(chosen) == 1 else [SelectChoice("", _("Pilih perangkat daerah")), *chosen]
