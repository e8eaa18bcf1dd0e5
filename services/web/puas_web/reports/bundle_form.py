"""The choice of what is reported in one request."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import RadioField
from wtforms.validators import InputRequired

from puas.domain.reporting_scope import ReportingScope
from puas_web.forms import Form


class BundleForm(Form):
    scope = RadioField(_l("Laporan apa saja?"), validators=[InputRequired(_l("Pilih salah satu dari pilihan yang ada."))])

    def offer(self, scopes: list[tuple[ReportingScope, int]]) -> None:
        """Each scope with the number of its reports."""
        self._scopes = {_slug(scope): scope for scope, _ in scopes}
        self.hints = {_slug(scope): ngettext("%(num)s laporan", "%(num)s laporan", number) for scope, number in scopes}
        self.scope.choices = [(_slug(scope), scope.window.label) for scope, _ in scopes]

    @property
    def chosen(self) -> ReportingScope:
        """The scope; only after validation."""
        return self._scopes[self.scope.data]


def _slug(scope: ReportingScope) -> str:
    return f"{scope.year}-{scope.part}"
