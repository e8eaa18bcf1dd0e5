"""What the letters say: plain text in formal, warm Indonesian. Links stand on lines of their own so that no reader breaks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from puas.presentation.dates import date_time
from puas.presentation.notice_texts import NoticeText

SIGNATURE = "Puas – Survei Kepuasan Masyarakat"
AUTOMATIC = "Surel ini dikirim secara otomatis. Mohon tidak membalasnya."
MOST_NOTICES = 20
ROLE_NAMES = {
    "province-admin": "admin provinsi",
    "province-viewer": "pengamat provinsi",
    "tenant-admin": "admin kabupaten/kota",
    "leader": "pimpinan",
    "agency-officer": "petugas perangkat daerah",
    "evaluator": "evaluator",
    "trainer": "pelatih",
    "trainee": "peserta pelatihan",
}


@dataclass(frozen=True, slots=True)
class MailText:
    """A letter without its address."""

    subject: str
    body: str


def verify_sign_up(*, region: str, link: str, expires_at: datetime, zone: str) -> MailText:
    """To an address nobody has proved yet: says nothing the sender typed, so it cannot be misused to write to strangers."""
    return _letter(
        f"Konfirmasi alamat surel – pendaftaran {region}",
        "",
        f"Alamat surel ini dipakai untuk mendaftarkan {region} di Puas, aplikasi Survei Kepuasan Masyarakat.",
        "Untuk melanjutkan, buka tautan berikut dan konfirmasikan alamat surel Anda:",
        link,
        f"Tautan berlaku sampai {date_time(expires_at, zone)}.",
        "Bila Anda tidak merasa mendaftar, abaikan surel ini. Tanpa konfirmasi, pendaftaran tidak diproses.",
    )


def already_waiting(*, region: str) -> MailText:
    """To an address that asks again while its request waits."""
    return _letter(
        f"Permohonan {region} sudah kami terima",
        "",
        f"Permohonan {region} dari alamat surel ini sudah kami terima sebelumnya dan masih menunggu persetujuan.",
        "Anda tidak perlu mendaftar ulang. Keputusannya akan kami kirim ke alamat surel ini.",
    )


def waiting_for_decision(*, name: str, region: str, decided_by: str) -> MailText:
    """To the person whose address is verified."""
    return _letter(
        f"Permohonan {region} menunggu persetujuan",
        name,
        f"Terima kasih. Alamat surel Anda sudah dikonfirmasi dan permohonan {region} sudah diteruskan kepada {decided_by}.",
        "Begitu disetujui, Anda menerima surel berisi tautan untuk membuat kata sandi dan mulai menyiapkan survei.",
    )


def several_claims(*, name: str, region: str, count: int) -> MailText:
    """To each of those who ask for the same region."""
    return _letter(
        f"Ada {count} permohonan untuk {region}",
        name,
        f"Saat ini ada {count} permohonan untuk {region}, termasuk permohonan Anda.",
        f"{'Keduanya' if count == 2 else 'Semuanya'} menunggu keputusan yang sama. Hanya satu yang dapat disetujui sebagai admin pertama;"
        " yang lain dapat diundang olehnya setelah itu.",
        "Mohon berkoordinasi dengan rekan di pemerintah daerah Anda agar jelas siapa yang mewakili.",
    )


def request_to_decide(
    *, name: str, region: str, requester: str, position: str, office: str, email: str, is_government_mail: bool, claims: int, link: str
) -> MailText:
    """To those who may approve a region."""
    notes = []
    if not is_government_mail:
        notes.append("Perhatian: alamat surel pemohon bukan alamat .go.id. Pastikan dahulu orangnya.")
    if claims > 1:
        notes.append(f"Perhatian: ada {claims} permohonan untuk daerah ini. Hanya satu yang dapat disetujui.")
    return _letter(
        f"Permohonan baru: {region}",
        name,
        f"{region} mengajukan diri untuk bergabung di Puas dan menunggu keputusan Anda.",
        f"Nama     : {requester}\nJabatan  : {position}\nInstansi : {office}\nSurel    : {email}",
        *notes,
        "Periksa dan putuskan di sini:",
        link,
    )


def request_approved(*, name: str, region: str, link: str, expires_at: datetime, zone: str) -> MailText:
    """To the region's first admin, with the invitation."""
    return _letter(
        f"{region} sudah terdaftar di Puas",
        name,
        f"Kabar baik: permohonan {region} telah disetujui, dan Anda menjadi admin pertamanya.",
        "Buat kata sandi Anda melalui tautan berikut, lalu ikuti langkah-langkah penyiapan survei sampai stiker QR pertama tercetak:",
        link,
        f"Tautan berlaku sampai {date_time(expires_at, zone)}. Jangan teruskan tautan ini kepada orang lain.",
    )


def request_rejected(*, name: str, region: str, reason: str, link: str) -> MailText:
    """To a requester, with the reason given."""
    return _letter(
        f"Permohonan {region} belum dapat disetujui",
        name,
        f"Mohon maaf, permohonan {region} belum dapat disetujui dengan alasan:",
        reason,
        "Bila ada yang perlu diperbaiki, Anda dapat mendaftar kembali di sini:",
        link,
    )


def another_claim_approved(*, name: str, region: str, admin_name: str, admin_office: str) -> MailText:
    """To those whose claim lost: the region is on board, and this is who can let them in."""
    return _letter(
        f"{region} sudah terdaftar atas permohonan lain",
        name,
        f"{region} sudah terdaftar di Puas atas permohonan {admin_name} ({admin_office}), sehingga permohonan Anda ditutup.",
        "Anda tetap dapat ikut bekerja di dalamnya: mintalah undangan kepada yang bersangkutan.",
    )


def province_on_board(*, name: str, region: str, link: str, expires_at: datetime, zone: str) -> MailText:
    """To a province's first admin, with the invitation."""
    return _letter(
        f"{region} di Puas",
        name,
        f"{region} telah didaftarkan di Puas, dan Anda ditunjuk sebagai admin provinsi.",
        "Setelah membuat kata sandi, Anda dapat menyetujui kabupaten/kota yang mendaftar dan melihat hasil survei yang sudah ditetapkan:",
        link,
        f"Tautan berlaku sampai {date_time(expires_at, zone)}. Jangan teruskan tautan ini kepada orang lain.",
    )


def invitation(*, tenant: str, role: str, inviter: str, agencies: Sequence[str], link: str, expires_at: datetime, zone: str) -> MailText:
    """To someone invited into a workspace."""
    role_name = ROLE_NAMES.get(role, role)
    where = f" untuk {', '.join(agencies)}" if agencies else ""
    return _letter(
        f"Undangan bergabung: {tenant}",
        "",
        f"{inviter or 'Admin'} mengundang Anda bergabung di ruang kerja {tenant} sebagai {role_name}{where}.",
        "Terima undangan melalui tautan berikut:",
        link,
        f"Tautan berlaku sampai {date_time(expires_at, zone)}. Jangan teruskan tautan ini kepada orang lain.",
        "Bila Anda tidak mengenal pengundangnya, abaikan surel ini.",
        tenant=tenant,
    )


def reset_password(*, name: str, link: str, expires_at: datetime, zone: str) -> MailText:
    """To an account that forgot its password."""
    return _letter(
        "Atur ulang kata sandi Puas",
        name,
        "Ada permintaan untuk mengatur ulang kata sandi akun Anda. Buat kata sandi baru melalui tautan berikut:",
        link,
        f"Tautan berlaku sampai {date_time(expires_at, zone)} dan hanya dapat dipakai satu kali.",
        "Bila Anda tidak memintanya, abaikan surel ini; kata sandi lama Anda tetap berlaku.",
    )


def reset_for_unknown(*, link: str) -> MailText:
    """To an address without an account, so that the page can answer everyone alike."""
    return _letter(
        "Permintaan kata sandi Puas",
        "",
        "Ada permintaan mengatur ulang kata sandi dengan alamat surel ini, tetapi belum ada akun yang memakainya.",
        "Bila Anda diundang dengan alamat lain, gunakan alamat itu. Untuk mendaftarkan kabupaten/kota Anda:",
        link,
    )


def password_changed(*, name: str, at: datetime, zone: str) -> MailText:
    """To an account whose password has just been changed."""
    return _letter(
        "Kata sandi Puas Anda sudah diganti",
        name,
        f"Kata sandi akun Anda diganti pada {date_time(at, zone)}. Sesi di perangkat lain sudah diakhiri.",
        "Bila bukan Anda yang menggantinya, segera gunakan “Lupa kata sandi” dan beri tahu admin Anda.",
    )


def tenant_suspended(*, name: str, tenant: str, suspended_by: str, reason: str) -> MailText:
    """To the admins of a workspace the operator or the province has closed for now."""
    return _letter(
        f"Ruang kerja {tenant} dinonaktifkan sementara",
        name,
        f"Ruang kerja {tenant} dinonaktifkan sementara oleh {suspended_by} dengan alasan:",
        reason,
        "Data Anda tetap tersimpan. Selama dinonaktifkan, formulir survei dan ruang kerja tidak dapat dibuka.",
        tenant=tenant,
    )


def tenant_reactivated(*, name: str, tenant: str, link: str) -> MailText:
    """To the admins of a workspace that is open again."""
    return _letter(
        f"Ruang kerja {tenant} aktif kembali",
        name,
        f"Ruang kerja {tenant} sudah aktif kembali. Formulir survei dan semua data dapat dibuka seperti semula:",
        link,
        tenant=tenant,
    )


def notices(*, name: str, tenant: str, items: Sequence[NoticeText], link: str, choice_link: str) -> MailText:
    """To a member: what is new in the workspace, in one letter however much it is."""
    several = len(items) > 1
    shown = [f"{number}. {item.sentence}" for number, item in enumerate(items[:MOST_NOTICES], start=1)] if several else [items[0].sentence]
    more = len(items) - MOST_NOTICES
    if more > 0:
        shown.append(f"Selain itu ada {more} pemberitahuan lain.")
    return _letter(
        f"{len(items)} pemberitahuan dari {tenant}" if several else f"{items[0].title} – {tenant}",
        name,
        *shown,
        "Buka di sini:",
        link,
        f"Surel seperti ini dapat dihentikan pada halaman pemberitahuan {tenant}:" if link != choice_link else
        "Surel seperti ini dapat dihentikan pada halaman yang sama.",
        *([choice_link] if link != choice_link else []),
        tenant=tenant,
    )  # fmt: skip


def departure_requested(*, name: str, tenant: str, reason: str, link: str) -> MailText:
    """To those who decide about a workspace that wants to leave."""
    return _letter(
        f"{tenant} ingin keluar dari Puas",
        name,
        f"Admin {tenant} mengajukan permohonan keluar dari Puas dengan alasan:",
        reason,
        "Selama belum diputuskan tidak ada yang berubah. Permohonan dapat disetujui atau ditolak di sini:",
        link,
    )


def departure_rejected(*, name: str, tenant: str, decided_by: str, reason: str) -> MailText:
    """To the admins of a workspace that stays."""
    return _letter(
        f"Permohonan keluar {tenant} ditolak",
        name,
        f"Permohonan keluar {tenant} ditolak oleh {decided_by} dengan alasan:",
        reason,
        "Ruang kerja dan survei tetap berjalan seperti semula.",
        tenant=tenant,
    )


def tenant_left(*, name: str, tenant: str, decided_by: str, link: str) -> MailText:
    """To the admins of a workspace that has left."""
    return _letter(
        f"{tenant} sudah keluar dari Puas",
        name,
        f"Permohonan keluar {tenant} disetujui oleh {decided_by}. Ruang kerja, formulir survei, dan halaman publiknya sudah ditutup.",
        "Arsip lengkap seluruh data sedang dibuat. Begitu siap, Anda menerima surel lagi. Keadaannya dapat dilihat di sini:",
        link,
        tenant=tenant,
    )


def archive_ready(*, name: str, tenant: str, link: str, expires_at: datetime, zone: str, sha256: str) -> MailText:
    """To the admins of a workspace that has left: what they take along is there."""
    return _letter(
        f"Arsip {tenant} siap diunduh",
        name,
        f"Arsip lengkap {tenant} sudah siap. Masuk dengan akun Anda, lalu unduh di sini:",
        link,
        f"Arsip disimpan sampai {date_time(expires_at, zone)}, kemudian dihapus bersama seluruh data ruang kerja ini. Simpan seperti"
        " dokumen rahasia: isinya termasuk jawaban dan saran responden.",
        f"Sidik jari berkas (SHA-256): {sha256}",
        tenant=tenant,
    )


def _letter(subject: str, name: str, *paragraphs: str, tenant: str = "") -> MailText:
    greeting = f"Yth. Bapak/Ibu {name}," if name else "Yth. Bapak/Ibu,"
    signature = f"{tenant}\nmelalui {SIGNATURE}" if tenant else SIGNATURE
    body = "\n\n".join((greeting, *paragraphs, f"Hormat kami,\n{signature}", f"-- \n{AUTOMATIC}"))
    # A subject is one line whatever the names in it hold.
    return MailText(subject=" ".join(subject.split()), body=body + "\n")
