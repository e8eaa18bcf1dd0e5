"""Forms about members: invitation, role, removal."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from wtforms import EmailField, Field, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from puas.domain.permissions import BOUND_TO_AGENCIES, ROLES_OF_KIND
from puas_web.forms import Form, email_address, tidy_email, tidy_text
from puas_web.role_names import ROLE_WORDS, role_name


class CheckboxesField(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RoleForm(Form):
    """A role, and the agencies of an officer."""

    role = RadioField(_l("Peran"), validators=[DataRequired(message=_l("Pilih satu peran."))])
    agencies = CheckboxesField(_lp("daftar", "Perangkat daerah"), description=_l("Hanya untuk petugas: yang dapat ia lihat dan kerjakan."))

    def offer(self, *, kind: str, agencies: Sequence[tuple[UUID, str]]) -> None:
        """Set what may be chosen in this workspace."""
        roles = ROLES_OF_KIND[kind]
        self.role.choices = [SelectChoice(role.value, role_name(role)) for role in roles]
        self.agencies.choices = [SelectChoice(str(agency_id), name) for agency_id, name in agencies]
        self.role_hints = {role.value: ROLE_WORDS[role].purpose for role in roles}
        self.asks_agencies = bool(set(roles) & BOUND_TO_AGENCIES)

    def validate_agencies(self, field: Field) -> None:
        if self.role.data in BOUND_TO_AGENCIES and not field.data:
            raise ValidationError(_("Pilih paling sedikit satu perangkat daerah untuk petugas."))

    def chosen_agencies(self) -> list[UUID]:
        """The agencies of an officer; another role has none."""
        return [UUID(each) for each in self.agencies.data or ()] if self.role.data in BOUND_TO_AGENCIES else []


class InvitationForm(RoleForm):
    email = EmailField(
        _l("Alamat surel"),
        description=_l("Undangan dikirim ke alamat ini dan berlaku 14 hari."),
        filters=[tidy_email],
        validators=[DataRequired(message=_l("Tulis alamat surel orang yang diundang.")), email_address, Length(max=254)],
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )


class RemovalForm(Form):
    """Removal asks for the name, so that nobody removes the wrong person."""

    typed_name = StringField(_l("Tulis nama orang tersebut untuk memastikan"), filters=[tidy_text], render_kw={"autocomplete": "off"})

    def __init__(self, *args: Any, wanted: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._wanted = wanted

    def validate_typed_name(self, field: Field) -> None:
        if (field.data or "").casefold() != self._wanted.casefold():
            raise ValidationError(_("Nama belum sama. Tulis: %(name)s", name=self._wanted))
