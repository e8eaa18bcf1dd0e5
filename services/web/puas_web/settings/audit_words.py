"""Acts of the audit log and their details in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.regulation.registry import edition
from puas.domain.report_details import DETAILS
from puas.domain.report_snapshot import TEXT_SECTIONS
from puas.presentation.dates import long_date
from puas.presentation.numbers import index_number
from puas_web.layout import page_language
from puas_web.role_names import person_kind

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIGURE = re.compile(r"[0-9]+(\.[0-9]+)?")

ACTS: dict[str, str] = {
    "save_standard_draft": _l("Menulis rancangan standar pelayanan"),
    "discard_standard_draft": _l("Membuang rancangan standar pelayanan"),
    "put_standard_in_force": _l("Menetapkan standar pelayanan"),
    "record_standard_review": _l("Mencatat peninjauan standar pelayanan"),
    "save_standard_media": _l("Mencatat tempat standar pelayanan dipasang"),
    "import_standards": _l("Mengimpor standar pelayanan"),
    "proclaim_pledge": _l("Menetapkan maklumat pelayanan"),
    "save_procedure": _l("Menyimpan SOP"),
    "withdraw_procedure": _l("Mencabut SOP"),
    "restore_procedure": _l("Memakai kembali SOP"),
    "review_procedure": _l("Mencatat evaluasi SOP"),
    "import_procedures": _l("Mengimpor SOP"),
    "save_minimum_service": _l("Menyimpan SPM"),
    "remove_minimum_service": _l("Menghapus pengampu SPM"),
    "import_minimum_services": _l("Mengimpor SPM"),
    "save_complaint_counts": _l("Menyimpan jumlah pengaduan"),
    "import_complaint_counts": _l("Mengimpor jumlah pengaduan"),
    "accept_invitation": _l("Menerima undangan"),
    "add_evidence": _l("Menambah bukti"),
    "remove_evidence": _l("Menghapus bukti"),
    "add_photograph": _l("Menambah foto"),
    "add_signed_copy": _l("Mengunggah versi bertanda tangan"),
    "approve_tenant_request": _l("Menyetujui permohonan bergabung"),
    "archive_agency": _l("Mengarsipkan perangkat daerah"),
    "archive_service_type": _l("Mengarsipkan jenis layanan"),
    "audit_recap": _l("Memeriksa rekap lama"),
    "carry_followup": _l("Membawa rencana tindak lanjut dari periode sebelumnya"),
    "change_emblem": _l("Mengganti lambang"),
    "change_member_role": _l("Mengubah peran anggota"),
    "close_users_form": _l("Menutup formulir F-03"),
    "close_survey_period": _l("Menutup periode survei"),
    "create_api_token": _l("Membuat token API"),
    "create_collection_points": _l("Membuat titik survei"),
    "export_tenant": _l("Mengekspor seluruh data"),
    "freeze_result": _l("Menetapkan hasil"),
    "import_tenant": _l("Memasukkan data dari arsip"),
    "import_innovations": _l("Mengimpor inovasi"),
    "import_agencies": _l("Mengimpor perangkat daerah"),
    "import_recap": _l("Memasukkan rekap lama ke tren"),
    "issue_letter": _l("Menerbitkan surat"),
    "issue_certificate": _l("Menerbitkan sertifikat"),
    "save_certificate_rule": _l("Menetapkan syarat sertifikat"),
    "invite_member": _l("Mengundang anggota"),
    "leave_tenant": _l("Mengeluarkan ruang kerja dari Puas"),
    "erase_departed_tenant": _l("Menghapus data ruang kerja yang sudah keluar"),
    "save_mall": _l("Menyimpan mal pelayanan publik"),
    "set_mall_state": _l("Menutup atau membuka kembali mal pelayanan publik"),
    "join_mall": _l("Memasukkan perangkat daerah ke mal pelayanan publik"),
    "leave_mall": _l("Mengeluarkan perangkat daerah dari mal pelayanan publik"),
    "add_mall_counters": _l("Membuka gerai di mal pelayanan publik"),
    "merge_agencies": _l("Menggabungkan perangkat daerah"),
    "continue_registers": _l("Meneruskan catatan dari perangkat daerah yang bergabung"),
    "move_contact": _l("Mengubah urutan narahubung"),
    "open_users_form": _l("Membuka formulir F-03"),
    "open_survey_period": _l("Membuka periode survei"),
    "quarantine_responses": _l("Mengarantina jawaban"),
    "reactivate_tenant": _l("Mengaktifkan ruang kerja"),
    "record_followup": _l("Mencatat tindak lanjut"),
    "record_improvement": _l("Mencatat kemajuan rencana perbaikan"),
    "record_innovation_step": _l("Mencatat langkah inovasi"),
    "record_past_result": _l("Mencatat hasil tahun lalu"),
    "remove_deadline": _l("Menghapus batas waktu"),
    "register_province": _l("Mendaftarkan provinsi"),
    "reject_departure": _l("Menolak permohonan keluar"),
    "reject_tenant_request": _l("Menolak permohonan bergabung"),
    "release_responses": _l("Melepas jawaban dari karantina"),
    "remove_improvement": _l("Menghapus rencana perbaikan"),
    "remove_contact": _l("Menghapus narahubung"),
    "remove_past_result": _l("Menghapus hasil tahun lalu"),
    "remove_signed_copy": _l("Menghapus versi bertanda tangan"),
    "remove_member": _l("Mengeluarkan anggota"),
    "reset_practice": _l("Mengembalikan ruang latihan ke suatu tahap"),
    "request_training_material": _l("Meminta bahan pelatihan"),
    "request_province_document": _l("Meminta rekap provinsi"),
    "request_departure": _l("Mengajukan permohonan keluar"),
    "request_filing": _l("Meminta dokumen untuk arsip"),
    "request_recap": _l("Meminta rekap"),
    "remove_photograph": _l("Menghapus foto"),
    "remove_recap_results": _l("Mengeluarkan rekap lama dari tren"),
    "request_report": _l("Meminta laporan"),
    "request_report_bundle": _l("Meminta semua laporan"),
    "request_card_bundle": _l("Meminta semua rapor pelayanan"),
    "cancel_report_bundle": _l("Menghentikan pembuatan semua laporan"),
    "request_publication": _l("Meminta banner atau poster hasil"),
    "restore_agency": _l("Mengaktifkan kembali perangkat daerah"),
    "restore_service_type": _l("Mengaktifkan kembali jenis layanan"),
    "retire_collection_points": _l("Menonaktifkan titik survei"),
    "revoke_api_token": _l("Mencabut token API"),
    "revoke_invitation": _l("Menarik undangan"),
    "save_agency": _l("Menyimpan perangkat daerah"),
    "save_innovation": _l("Menyimpan inovasi"),
    "save_innovation_call": _l("Menyimpan kompetisi inovasi"),
    "save_contact": _l("Menyimpan narahubung"),
    "save_followup_plan": _l("Menyimpan rencana tindak lanjut"),
    "save_improvement": _l("Menyimpan rencana perbaikan"),
    "save_photograph_captions": _l("Menyimpan keterangan foto"),
    "save_report_text": _l("Mengubah isi laporan"),
    "save_service_type": _l("Menyimpan jenis layanan"),
    "save_target": _l("Menetapkan target"),
    "set_deadline": _l("Menetapkan batas waktu"),
    "suspend_tenant": _l("Menonaktifkan ruang kerja"),
    "update_tenant_profile": _l("Mengubah pengaturan"),
    "withdraw_departure": _l("Menarik permohonan keluar"),
    "withdraw_document": _l("Menarik dokumen"),
    "answer_remark": _l("Menjawab catatan pemeriksa"),
    "approve_report": _l("Menyetujui laporan"),
    "begin_correction": _l("Memulai perbaikan laporan"),
    "hand_over_results": _l("Menyerahkan hasil ke provinsi"),
    "publish_results": _l("Mengumumkan hasil"),
    "request_report_change": _l("Meminta perbaikan laporan"),
    "submit_report": _l("Mengirim laporan"),
    "take_back_report": _l("Menarik kembali laporan"),
    "plan_weak_indicators": _l("Membuat rencana dari indikator lemah"),
    "plan_training_session": _l("Merencanakan pelatihan"),
    "change_training_session": _l("Mengubah pelatihan"),
    "open_training_session": _l("Membuka pelatihan"),
    "close_training_session": _l("Menutup pelatihan"),
    "add_participant": _l("Menambah peserta pelatihan"),
    "correct_participant": _l("Memperbaiki data peserta pelatihan"),
    "remove_participant": _l("Mengeluarkan peserta pelatihan"),
    "mark_attendance": _l("Mencatat kehadiran peserta"),
    "save_curriculum": _l("Menyimpan susunan acara pelatihan"),
    "remove_curriculum": _l("Menghapus susunan acara pelatihan"),
    "open_training_house": _l("Membuka rumah pelatihan"),
    "save_compliance_score": _l("Mencatat nilai Ombudsman"),
    "remove_compliance_score": _l("Menghapus nilai Ombudsman"),
    "choose_checked_agencies": _l("Memilih perangkat daerah untuk daftar periksa Ombudsman"),
    "save_compliance_checks": _l("Mengisi daftar periksa Ombudsman"),
    "open_performance": _l("Membuka penilaian kinerja"),
    "record_performance": _l("Mencatat indeks kinerja dari luar"),
    "withdraw_performance": _l("Menarik penilaian kinerja"),
    "name_performance_evaluators": _l("Menunjuk evaluator kinerja"),
    "save_performance_sheet": _l("Mengisi formulir kinerja"),
    "send_performance_sheet": _l("Mengirim formulir kinerja"),
    "reopen_performance_sheet": _l("Membuka lagi formulir kinerja"),
    "decide_performance": _l("Memutuskan nilai indikator kinerja"),
    "validate_performance": _l("Memvalidasi penilaian kinerja"),
    "reopen_performance": _l("Membuka lagi penilaian kinerja"),
    "unpack_practice_setup": _l("Mengambil alih susunan dari latihan"),
}


def act_in_words(action: str) -> str:
    """The act as people call it; one of an earlier version by its own name."""
    return str(ACTS.get(action) or action.replace("_", " "))


FACTS: dict[str, str] = {
    "components": _l("komponen"),
    "decree": _l("keputusan"),
    "media": _l("tempat pemasangan"),
    "missing": _l("komponen yang belum diisi"),
    "outcome": _l("hasil"),
    "rows": _l("baris"),
    "written": _l("komponen yang sudah ditulis"),
    "accent": _l("warna"),
    "added": _l("data baru"),
    "address": _l("alamat"),
    "after": _l("peran sekarang"),
    "agencies": _l("perangkat daerah"),
    "agencies_added": _l("perangkat daerah baru"),
    "agencies_changed": _l("perangkat daerah diperbarui"),
    "agency": _l("perangkat daerah"),
    "aggregation_policy": _l("penggabungan layanan"),
    "before": _l("peran sebelumnya"),
    "checkpoint": _l("tahap"),
    "codes": _l("kode"),
    "counters": _l("gerai"),
    "closed": _l("ditutup"),
    "joined_on": _l("sejak"),
    "left_on": _l("sampai"),
    "counted_at_closing": _l("jawaban yang baru dihitung saat menutup"),
    "edition": _l("aturan"),
    "copy": _l("jenis berkas"),
    "checks": _l("butir yang diisi"),
    "dimensions": _l("dimensi"),
    "opinion": _l("opini"),
    "rank": _l("peringkat"),
    "score": _l("nilai"),
    "day": _l("hari"),
    "decided_by": _l("diputuskan oleh"),
    "due_on": _l("batas waktu"),
    "document_id": _l("nomor dokumen"),
    "signers": _l("penanda tangan"),
    "document": _l("dokumen"),
    "email": _l("surel"),
    "government_name": _l("nama pemerintah"),
    "file_name": _l("berkas"),
    "formerly": _l("dahulu"),
    "findings": _l("temuan"),
    "into": _l("ke"),
    "items": _l("jumlah rencana"),
    "kept": _l("dibiarkan"),
    "removed": _l("dikeluarkan"),
    "remarks": _l("catatan"),
    "replaced": _l("diganti"),
    "label": _l("periode"),
    "name": _l("nama"),
    "letter_number": _l("pola nomor surat"),
    "nik": _l("indeks"),
    "notes": _l("rencana yang hanya dicatat"),
    "number": _l("nomor surat"),
    "number_before": _l("nomor sebelumnya"),
    "occasion": _l("alasan"),
    "office_name": _l("unit pengelola"),
    "officers": _l("petugas"),
    "periods_closed": _l("periode yang ditutup"),
    "part": _l("bagian"),
    "field": _l("bidang"),
    "quarter": _l("triwulan"),
    "received": _l("diterima"),
    "settled": _l("diselesaikan"),
    "reached": _l("capaian"),
    "title": _l("judul"),
    "phone": _l("telepon"),
    "present": _l("hadir"),
    "photographs": _l("foto"),
    "new_result": _l("hasil ditetapkan lagi"),
    "reason": _l("alasan"),
    "region": _l("kode wilayah"),
    "report_form": _l("bentuk laporan"),
    "reports": _l("laporan"),
    "responses": _l("jawaban"),
    "revoked_tokens": _l("token API yang dicabut"),
    "role": _l("peran"),
    "roles": _l("peran"),
    "sample_policy": _l("jumlah responden"),
    "scopes": _l("izin"),
    "section": _l("bagian"),
    "services": _l("jenis layanan"),
    "services_added": _l("jenis layanan baru"),
    "services_changed": _l("jenis layanan diperbarui"),
    "signatory_name": _l("penanda tangan"),
    "signatory_nip": _l("NIP"),
    "signatory_position": _l("jabatan penanda tangan"),
    "source": _l("sumber"),
    "stage": _l("tahap"),
    "state": _l("status"),
    "step": _l("langkah"),
    "target": _l("target"),
    "topic": _l("hal yang diperbaiki"),
    "until": _l("sampai"),
    "version": _l("versi"),
    "website": _l("laman"),
    "weight_policy": _l("bobot unsur"),
    "ipp": _l("indeks kinerja"),
    "category": _l("kategori"),
    "rule": _l("aturan"),
    "evaluators": _l("evaluator"),
    "named": _l("evaluator baru"),
    "no_longer": _l("bukan evaluator lagi"),
    "form": _l("formulir"),
    "indicators": _l("indikator"),
    "workspace": _l("ruang kerja"),
    "year": _l("tahun"),
}

# Choices as people read them; what is not here speaks for itself.
_CHOICES: dict[str, str] = {
    "service-mean": _l("rata-rata antarlayanan"),
    "pooled": _l("gabungan seluruh responden"),
    "formula": _l("rumus Krejcie-Morgan"),
    "table": _l("tabel Krejcie-Morgan"),
    "exact": "1/9",
    "draft": _l("draf"),
    "final": _l("final"),
    "four-chapters": _l("empat bab"),
    "five-chapters": _l("lima bab"),
    "operator": _l("pengelola Puas"),
    "province": _l("provinsi"),
    "done": _l("sudah"),
    "withdrawn": _l("dicabut"),
    "revised": _l("sudah direvisi"),
    "in_progress": _l("sedang berjalan"),
    "planned": _l("belum"),
    "submit": _l("mengirim ke kabupaten/kota"),
    "hand_over": _l("menyerahkan ke provinsi"),
    "best": _l("indeks terbaik"),
    "most_improved": _l("peningkatan tertinggi"),
    "not_reported": _l("belum lapor"),
    "late_promises": _l("rencana terlambat"),
    "under_sample": _l("responden kurang dari sampel"),
    "read-results": _l("membaca hasil"),
    "kept": _l("dipertahankan"),
    "to_revise": _l("perlu diubah"),
    "signed-pdf": _l("PDF bertanda tangan elektronik"),
    "scanned-pdf": _l("pindaian"),
    "edited-docx": _l("Word suntingan"),
    "chosen_suggestions": _l("saran yang dicetak"),
}
# Settings, of which the value before stands beside the new one.
_CHANGED = frozenset(
    {
        "accent", "address", "phone", "email", "website", "report_form", "letter_number", "signatory_nip", "signatory_position",
    }
)  # fmt: skip
_ROLES = frozenset({"role", "roles", "before", "after"})

# Traces for programs, which say nothing to a reader: ids and fingerprints.
_FOR_PROGRAMS = frozenset({"carried_from", "result", "sha256", "signature", "snapshot", "period", "report", "agency_id", "request"})


def facts_in_words(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """The details of an act as plain pairs; a changed value as before and after. What is empty or for programs is left out."""
    shown = {name: value for name, value in detail.items() if value not in ("", None, [], 0) and not _is_for_programs(name, value)}
    return [(str(FACTS.get(name) or name.replace("_", " ")), _value_in_words(name, value)) for name, value in shown.items()]


def _is_for_programs(name: str, value: Any) -> bool:
    return name in _FOR_PROGRAMS or (name == "version" and isinstance(value, str))


def _value_in_words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if name.endswith(("_policy", "_name")) or name in _CHANGED:
        return _change_in_words(value)
    if name in ("target", "score") and isinstance(value, list):
        return " → ".join(index_number(each or None, page_language()) for each in value)
    if name == "due_on" and isinstance(value, list):
        return " → ".join(long_date(date.fromisoformat(each), page_language()) if each else "–" for each in value)
    if name == "removed" and isinstance(value, list):
        return ", ".join(map(_figure_in_words, value))
    if isinstance(value, list):
        return str(len(value)) if all(map(_is_id, value)) else ", ".join(_value_in_words(name, each) for each in value)
    if name in ("nik", "ipp"):
        return index_number(str(value), page_language())
    if name == "section":
        # Titles of the report are Indonesian in every language, as the report is.
        return TEXT_SECTIONS.get(str(value)) or DETAILS.get(str(value)) or _choice(value)
    if name == "edition":
        return edition(str(value)).name
    return person_kind(str(value)) if name in _ROLES else _choice(value)


def _change_in_words(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        return f"{_choice(value[0])} → {_choice(value[1])}"
    return _choice(value)


def _figure_in_words(text: str) -> str:
    """"Tahun 2021: 82.500" as the country writes it; anything else as it stands."""
    label, _colon, figure = text.rpartition(": ")
    return f"{label}: {index_number(figure, page_language())}" if _FIGURE.fullmatch(figure) else text


def _choice(value: Any) -> str:
    return str(_CHOICES.get(str(value), value or "–"))


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None
