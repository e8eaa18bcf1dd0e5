"""The form for the complaints of one agency in one quarter: three numbers for each channel."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request
from wtforms import HiddenField

from puas.db.tables.standards import ComplaintCount
from puas.domain.agency_details import Unreadable
from puas.domain.complaint_counts import CHANNELS, MOST, ChannelCount, count_fault
from puas.domain.register_sheet import read_whole
from puas_web.complaints.words import SENTENCES
from puas_web.forms import Form

NUMBERS = ("received", "settled", "in_time")


class CountsForm(Form):
    """The numbers come in as `<channel>-<number>`; a blank one is nought."""

    seen = HiddenField()

    def typed(self, known: Mapping[str, ComplaintCount]) -> dict[str, dict[str, str]]:
        """What stands in the fields: what was typed, else what is known."""
        if self.is_submitted():
            return {channel: {name: request.form.get(f"{channel}-{name}", "") for name in NUMBERS} for channel in CHANNELS}
        return {channel: {name: _known(known.get(channel), name) for name in NUMBERS} for channel in CHANNELS}

    def counts(self, known: Mapping[str, ComplaintCount]) -> tuple[dict[str, ChannelCount], dict[str, str]]:
        """Counts of the channels with numbers (or known ones set to nought), and a sentence for each field that cannot be so."""
        found, wrong = {}, {}
        for channel, texts in self.typed(known).items():
            numbers = {}
            for name, text in texts.items():
                try:
                    numbers[name] = read_whole(0, MOST)(text) if text.strip() else 0
                except Unreadable as error:
                    wrong[f"{channel}-{name}"] = str(SENTENCES[error.reason])
            if len(numbers) == len(NUMBERS) and (any(numbers.values()) or channel in known or any(text.strip() for text in texts.values())):
                found[channel] = ChannelCount(**numbers)
                if fault := count_fault(found[channel]):
                    wrong[f"{channel}-{fault[0]}"] = str(SENTENCES[fault[1]])
        return found, wrong


def _known(row: ComplaintCount | None, name: str) -> str:
    return "" if row is None else str(getattr(row, name))
