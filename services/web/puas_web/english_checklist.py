"""The checklist of the Ombudsman in English: a reading aid, what is walked round with and filed is Indonesian."""

from __future__ import annotations

GROUPS = {
    "Standar pelayanan dipajang": "Service standards on display",
    "Maklumat dan informasi": "Pledge and information",
    "SOP": "Standard operating procedures (SOP)",
    "Pengelolaan pengaduan": "Handling of complaints",
    "Sarana, prasarana, dan kelompok rentan": "Facilities, and people who need more help",
    "Kompetensi pelaksana": "Competence of staff",
    "Survei kepuasan": "Satisfaction survey",
}

TITLES = {
    "Persyaratan layanan dipajang": "The requirements of the service are on display",
    "Sistem, mekanisme, dan prosedur dipajang": "System, mechanism, and procedure are on display",
    "Jangka waktu penyelesaian dipajang": "The time to completion is on display",
    "Biaya atau tarif dipajang, juga bila gratis": "The cost or tariff is on display, also where nothing is charged",
    "Produk layanan dipajang": "The product of the service is on display",
    "Penanganan pengaduan, saran, dan masukan dipajang": "The handling of complaints, suggestions, and input is on display",
    "Delapan komponen pengelolaan ditetapkan": "The eight components of management are laid down",
    "Maklumat pelayanan ditandatangani dan dipajang": "The service pledge is signed and on display",
    "Layanan tercatat di sistem informasi pelayanan publik": "The service is listed in the information system of public services",
    "Jam layanan, jenis layanan, dan perubahan layanan diumumkan": "Hours, services, and changes to them are announced",
    "Setiap layanan mempunyai SOP yang berlaku": "Every service has an SOP in force",
    "SOP dievaluasi dalam setahun terakhir": "The SOP were evaluated within the last year",
    "Petugas pengelola pengaduan ditunjuk": "Officers are appointed to handle complaints",
    "Saluran pengaduan tersedia dan terlihat": "There are ways to complain, and they can be seen",
    "Pengaduan dicatat dan diselesaikan tepat waktu": "Complaints are recorded and settled in time",
    "Ruang tunggu, loket, toilet, dan antrean layak": "Waiting room, counters, toilets, and queue are in good order",
    "Sarana bagi penyandang disabilitas": "Facilities for people with disabilities",
    "Layanan khusus bagi lansia, ibu hamil, dan anak": "Special service for the elderly, pregnant women, and children",
    "Petugas mengetahui standar layanannya": "Officers know the standard of their service",
    "Petugas dilatih, bertanda pengenal, dan berseragam": "Officers are trained, wear a name badge and a uniform",
    "Survei kepuasan dilakukan dalam setahun terakhir": "A satisfaction survey was held within the last year",
    "Hasil survei diumumkan": "The result of the survey is announced",
}

WHY = {
    "Warga harus tahu berkas apa yang diminta sebelum datang; syarat yang tidak tertulis membuka pungutan.": (
        "Citizens must know before they come which papers are asked for; a requirement that is not written down opens the door to levies."
    ),
    "Alur yang terlihat membuat warga tahu gilirannya dan petugas tidak dapat melompatinya.": (
        "Where the steps can be seen, citizens know their turn and officers cannot skip it."
    ),
    "Penundaan berlarut baru dapat dibuktikan bila jangka waktunya tertulis.": (
        "Undue delay can be proved only where the time is written down."
    ),
    "Biaya yang tertulis mencegah permintaan imbalan.": "A written cost keeps anybody from asking for a reward.",
    "Warga perlu tahu apa yang akan diterimanya.": "Citizens need to know what they will receive.",
    "Bagian dari standar pelayanan yang harus diumumkan, terpisah dari kotak saran itu sendiri.": (
        "A part of the service standard that has to be announced, apart from the suggestion box itself."
    ),
    "Dasar hukum, sarana, kompetensi, pengawasan, jumlah pelaksana, jaminan layanan, jaminan keamanan, dan evaluasi kinerja.": (
        "Legal basis, facilities, competence, supervision, number of staff, guarantee of service, guarantee of security, and evaluation of"
        " performance."
    ),
    "Janji pimpinan untuk melayani sesuai standar, dan sanksi bila tidak.": (
        "The promise of the head to serve by the standard, and the sanction where that fails."
    ),
    "Informasi yang sama harus dapat dibaca dari jauh dan tetap mutakhir.": (
        "The same information must be readable from afar and kept up to date."
    ),
    "Pengunjung yang datang saat tutup atau sistem mati adalah keluhan yang paling sering dapat dicegah.": (
        "Visitors who come when the office is closed or the system is down: the complaint that could be prevented most often."
    ),
    "Tanpa SOP petugas melayani menurut ingatan masing-masing.": "Without an SOP each officer serves from memory.",
    "SOP lama yang tidak sesuai kenyataan sama dengan tidak ada SOP.": "An old SOP that does not fit what is done is as good as none.",
    "Pengaduan tanpa penanggung jawab berhenti di kotak saran.": "A complaint nobody answers for ends in the suggestion box.",
    "Warga harus dapat mengadu tanpa harus bertemu petugas yang diadukan.": (
        "Citizens must be able to complain without meeting the officer they complain about."
    ),
    "Penilai menanyakan berapa pengaduan masuk, selesai, dan berapa lama.": (
        "The assessor asks how many complaints came in, how many were settled, and how long that took."
    ),
    "Sarana yang rusak dilihat penilai sebelum satu berkas pun dibuka.": (
        "The assessor sees broken facilities before a single file is opened."
    ),
    "Jalur landai, pegangan, toilet, dan petunjuk yang dapat dibaca semua orang adalah hak pengguna layanan.": (
        "Ramps, handrails, toilets, and signs that everybody can read are a right of those who use the service."
    ),
    "Antrean prioritas dan ruang laktasi menunjukkan pelayanan khusus benar-benar ada.": (
        "A priority queue and a nursing room show that the special service really exists."
    ),
    "Penilai mewawancarai petugas; jawabannya dibandingkan dengan standar yang dipajang.": (
        "The assessor interviews officers; their answers are compared with the standard on display."
    ),
    "Bukti pelatihan menunjukkan kompetensi tidak bergantung pada satu orang.": (
        "Proof of training shows that competence does not depend on one person."
    ),
    "Persepsi pengguna ditanyakan langsung; survei sendiri menunjukkan masalah lebih dahulu.": (
        "Users are asked directly what they perceive; a survey of your own shows the problem first."
    ),
    "Hasil yang disimpan tidak dapat dinilai oleh siapa pun.": "A result that is kept back can be judged by nobody.",
}

WHERE = {
    "Ruang tunggu atau papan informasi, dan situs web unit; setiap jenis layanan.": (
        "Waiting room or information board, and the unit's website; for every service."
    ),
    "Surat keputusan penetapan standar pelayanan.": "The decree that lays down the service standard.",
    "Dinding ruang pelayanan dan situs web, dengan nama dan tanda tangan pimpinan.": (
        "The wall of the service room and the website, with the head's name and signature."
    ),
    "Laman SIPP nasional (sippn.menpan.go.id) atau situs unit; periksa tanggal pembaruannya.": (
        "The national SIPP pages (sippn.menpan.go.id) or the unit's website; look at the date of the last update."
    ),
    "Pintu masuk, loket, dan media sosial unit.": "Entrance, counters, and the unit's social media.",
    "Map SOP di loket; nomor dan tanggal penetapan.": "The folder of SOP at the counter; number and date of the decision.",
    "Berita acara atau catatan evaluasi SOP.": "Minutes or notes of the evaluation of SOP.",
    "Surat tugas atau keputusan; nama terpajang di loket.": "Letter of assignment or decree; the name on display at the counter.",
    "Nomor telepon, kotak saran, surel, dan tautan SP4N-LAPOR! di ruang pelayanan.": (
        "Telephone number, suggestion box, e-mail, and a link to SP4N-LAPOR! in the service room."
    ),
    "Buku atau aplikasi pengaduan; jawaban kepada pengadu.": "Book or application of complaints; answers to those who complained.",
    "Berjalan seperti pengunjung: dari tempat parkir sampai loket.": "Walk as a visitor does: from the car park to the counter.",
    "Jalur dari pintu masuk ke loket, toilet, kursi roda.": "The way from the entrance to the counter, toilet, wheelchair.",
    "Loket prioritas, ruang laktasi, kursi tunggu khusus.": "Priority counter, nursing room, reserved seats.",
    "Tanyakan syarat, waktu, dan biaya kepada petugas loket.": "Ask officers at the counter for requirements, time, and cost.",
    "Sertifikat, daftar hadir pelatihan, tanda pengenal.": "Certificates, attendance lists of trainings, name badges.",
    "Laporan SKM.": "The report on the survey (SKM).",
    "Papan informasi dan situs web.": "Information board and website.",
}

CHECKLIST = {**GROUPS, **TITLES, **WHY, **WHERE}
