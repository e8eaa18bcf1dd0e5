"""The five steps from approval to the first answer, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from puas.domain.readiness import Step

STEP_NAMES = {
    Step.JOINED: _l("Bergabung"),
    Step.AGENCIES: _l("Perangkat daerah dan layanan"),
    Step.PERIOD: _l("Periode dibuka"),
    Step.STICKERS: _l("Stiker dicetak"),
    Step.ANSWERS: _l("Jawaban pertama"),
}

# What the person who calls can say.
STUCK_AT = {
    Step.AGENCIES: _l("belum memasukkan perangkat daerah dan layanan"),
    Step.PERIOD: _l("belum membuka periode survei"),
    Step.STICKERS: _l("belum mencetak stiker"),
    Step.ANSWERS: _l("belum menerima jawaban"),
}
