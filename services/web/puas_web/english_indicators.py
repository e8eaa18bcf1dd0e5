"""Names of the indicators of performance (IPP) in English: a reading aid, the Indonesian names are the rule's.

SP is the service standard, SKM the satisfaction survey, SIPP the information system of public services, SOP as everywhere.
"""

from __future__ import annotations

ASPECTS = {
    "Kebijakan Pelayanan": "Service policy",
    "Profesionalisme SDM": "Professional staff",
    "Sarana Prasarana": "Facilities",
    "Sarana dan Prasarana": "Facilities",
    "Sistem Informasi Pelayanan Publik": "Information system of public services",
    "Konsultasi dan Pengaduan": "Advice and complaints",
    "Inovasi": "Innovation",
    "Inovasi Pelayanan Publik": "Innovation of public service",
    "Informasi tambahan": "Further information",
}

NAMES = {
    "Aturan perilaku dan kode etik": "Rules of conduct and code of ethics",
    "Budaya pelayanan": "Culture of service",
    "Dokumentasi SP ditetapkan dan dipublikasikan": "The SP are laid down, documented, and published",
    "Front office konsultasi dan informasi": "Front office for advice and information",
    "Front office pengaduan": "Front office for complaints",
    "Informasi SKM diketahui seluruh lapisan masyarakat": "The SKM is known to people of all walks of life",
    "Informasi SP mudah diakses": "Information about the SP is easy to find",
    "Informasi non elektronik": "Information that is not electronic",
    "Jumlah media publikasi hasil SKM.": "Number of media the SKM result is published in",
    "Jumlah media publikasi untuk komponen service delivery": "Number of media the components of service delivery are published in",
    "Kecepatan respon konsultasi dan pengaduan": "Speed of response to advice and complaints",
    "Kecepatan tindak lanjut hasil SKM": "Speed of following up the SKM result",
    "Kecepatan tindak lanjut hasil SKM seluruh jenis pelayanan": "Speed of following up the SKM result of all services",
    "Kepemilikan dan pengelola situs": "Having a website, and somebody who runs it",
    "Kesigapan pelaksana (kecepatan)": "Promptness of staff (speed)",
    "Keterlibatan pengguna layanan dalam pengisian SKM": "How far users take part in the SKM",
    "Kualitas penggunaan SIPP Elektronik (Website/Aplikasi).": "Quality of use of the electronic SIPP (website or application)",
    "Maklumat Pelayanan dipublikasikan": "The service pledge is published",
    "Pelaksana dengan kompetensi sesuai kebutuhan": "Staff with the competence that is needed",
    "Pelaksana responsif waktu": "Staff respond in time",
    "Pemberian penghargaan": "Giving rewards",
    "Pemberian sanksi": "Imposing sanctions",
    "Pemenuhan siklus Maklumat Pelayanan (ketersediaan, penetapan, dan publikasi)": (
        "The cycle of the service pledge is complete (it exists, is laid down, and is published)"
    ),
    "Pemutakhiran data dan informasi kanal digital.": "Data and information of digital channels are kept up to date",
    "Pemutakhiran data dan informasi situs": "Data and information of the website are kept up to date",
    "Penciptaan Inovasi Pelayanan Publik.": "Creation of innovations of public service",
    "Persentase rencana tindak lanjut hasil SKM yang telah selesai ditindaklanjuti": (
        "Percentage of the follow-up plan of the SKM result that has been carried out"
    ),
    "Proses penyusunan SP melibatkan masyarakat dan pihak terkait": "The public and those concerned take part in drawing up the SP",
    "Proses penyusunan dan perubahan SP telah melibatkan unsur masyarakat.": "The public took part in drawing up and changing the SP",
    "Ruang tunggu": "Waiting room",
    "Rubrik, dokumentasi, publikasi hasil pengaduan": "Column, documentation, and publication of what came of complaints",
    "Rubrik, dokumentasi, publikasi konsultasi": "Column, documentation, and publication of advice",
    "SIPP pendukung operasional": "SIPP that supports operations",
    "SIPP untuk informasi publik": "SIPP for information of the public",
    "SKM yang dilaksanakan sesuai dengan PermenPANRB": "The SKM is carried out by the PermenPANRB",
    "SP sesuai ketentuan peraturan": "The SP follow the rules",
    "SP tepat guna (substansi/isi)": "The SP are fit for use (substance)",
    "Sarana Front Office (FO) Informasi di unit layanan.": "Front office for information at the service unit",
    "Sarana dan media konsultasi": "Facilities and media for advice",
    "Sarana dan media pengaduan": "Facilities and media for complaints",
    "Sarpras pengguna berkebutuhan khusus": "Facilities for users with special needs",
    "Sarpras penunjang lainnya": "Other supporting facilities",
    "Sistem antrian": "Queueing system",
    "Sumber daya yang mendukung keberlanjutan Inovasi Pelayanan Publik.": "Resources that sustain innovations of public service",
    "Telah dilakukan peninjauan ulang secara berkala terhadap Standar Pelayanan": "The SP have been reviewed at regular intervals",
    "Tempat parkir": "Parking",
    "Tersedia Kode Etik dan Kode Perilaku Pelaksana dan/atau Budaya Pelayanan di lingkungan instansi.": (
        "There is a code of ethics and of conduct for staff, or a culture of service, in the institution"
    ),
    "Tersedia Layanan Elektronik yang secara visual memudahkan pengguna layanan": (
        "There are electronic services whose look makes them easy to use"
    ),
    "Tersedia SP per jenis layanan": "There is an SP for each service",
    "Tersedia Standar Pelayanan (SP) sebagai acuan": "There are service standards (SP) to go by",
    "Tersedia Standar Pelayanan (SP) sesuai dengan ketentuan peraturan perundangundangan yang berlaku.": (
        "There are service standards (SP) that follow the law in force"
    ),
    "Tersedia akuntabilitas hasil konsultasi dan/atau pengaduan.": "What came of advice and complaints is accounted for",
    "Tersedia fitur keamanan pada layanan elektronik": "Electronic services have security features",
    "Tersedia inovasi": "There are innovations",
    "Tersedia kriteria pemberian penghargaan bagi pegawai yang berprestasi.": "There are criteria for rewarding staff who do well",
    "Tersedia layanan daring pendukung yang memanfaatkan media elektronik lainnya di luar situs dan aplikasi": (
        "There are supporting online services by electronic media other than website and application"
    ),
    "Tersedia layanan elektronik yang memudahkan interaksi antara penyedia dengan pengguna layanan": (
        "There are electronic services that make it easy for provider and users to interact"
    ),
    "Tersedia layanan elektronik yang mudah diakses": "There are electronic services that are easy to reach",
    "Tersedia media konsultasi dan pengaduan secara daring": "There are online media for advice and complaints",
    "Tersedia mekanisme unit kerja yang dibangun untuk menjaga dan meningkatkan motivasi kerja Pelaksana pelayanan": (
        "The unit has built a mechanism to keep and raise the motivation of service staff"
    ),
    "Tersedia mekanisme yang dibangun untuk menjaga dan meningkatkan motivasi kerja Pelaksana pelayanan": (
        "A mechanism has been built to keep and raise the motivation of service staff"
    ),
    "Tersedia pelaksana yang menerapkan budaya pelayanan": "There are staff who practise the culture of service",
    "Tersedia penyimpanan data yang membantu aktivitas pengguna layanan": "There is data storage that helps users in what they do",
    "Tersedia ruang tunggu dengan fasilitas wajib dan pelengkap": "There is a waiting room with required and further facilities",
    "Tersedia sarana dan media konsultasi serta pengaduan yang bisa dimanfaatkan semua lapisan masyarakat.": (
        "There are facilities and media for advice and complaints that people of all walks of life can use"
    ),
    "Tersedia sarana konsultasi dan pengaduan secara tatap muka yang berkualitas": (
        "There are good facilities for advice and complaints face to face"
    ),
    "Tersedia sarana prasarana bagi pengguna layanan kelompok rentan": "There are facilities for users of vulnerable groups",
    "Tersedia sarana prasarana penunjang.": "There are supporting facilities",
    "Tersedia sarana toilet pengguna layanan yang layak pakai": "There are toilets for users, fit for use",
    "Tersedia sistem antrian untuk menunjang pelayanan.": "There is a queueing system that supports the service",
    "Tersedia sistem informasi pelayanan publik pendukung operasional pelayanan.": (
        "There is an information system of public services that supports operations"
    ),
    "Tersedia sistem informasi pelayanan publik untuk informasi publik.": (
        "There is an information system of public services for information of the public"
    ),
    "Tersedia tempat parkir dengan fasilitas pendukung yang memadai": "There is parking with sufficient supporting facilities",
    "Tersedia tindak lanjut atas konsultasi dan pengaduan dari semua lapisan masyarakat.": (
        "Advice and complaints of people of all walks of life are followed up"
    ),
    "Tersedia waktu pelayanan yang memudahkan pengguna layanan.": "Service hours are convenient for users",
    "Tindak lanjut hasil SKM dan kedalaman ruang lingkup": "Follow-up of the SKM result, and how deep it goes",
    "Toilet khusus pengguna layanan": "Toilets for users",
}

SCORE_STEPS = {
    "tidak ada SKM": "no SKM",
    "SKM dilaksanakan, belum sesuai aturan": "SKM held, not yet by the rule",
    "SKM dilaksanakan sesuai aturan": "SKM held by the rule",
    "sesuai aturan, dan hasilnya dipublikasikan di media non-elektronik": "by the rule, and its result published on paper or boards",
    "juga dipublikasikan di media elektronik": "published in electronic media too",
    "juga ditindaklanjuti": "followed up too",
    "tidak ada media": "no medium",
    "1 media": "in 1 medium",
    "2 media": "in 2 media",
    "3 media": "in 3 media",
    "4 media": "in 4 media",
    "lebih dari 4 media": "in more than 4 media",
    "tidak ada rencana tindak lanjut": "no follow-up plan",
    "ada rencana, belum dilaksanakan": "a plan, not carried out yet",
    "kurang dari 30 % selesai": "less than 30% done",
    "30 sampai 80 % selesai": "30 to 80% done",
    "lebih dari 80 % selesai": "more than 80% done",
    "100 % selesai, dengan laporan": "100% done, with a report",
    "tidak ada tindak lanjut": "no follow-up",
    "seluruhnya dalam 1 tahun": "everything within 1 year",
    "seluruhnya dalam 6 bulan": "everything within 6 months",
    "seluruhnya dalam 3 bulan": "everything within 3 months",
    "seluruhnya dalam 1 bulan": "everything within 1 month",
    "seluruhnya dalam 1 tahun setelah laporan SKM": "everything within 1 year of the SKM report",
    "seluruhnya dalam 9 bulan setelah laporan SKM": "everything within 9 months of the SKM report",
    "seluruhnya dalam 6 bulan setelah laporan SKM": "everything within 6 months of the SKM report",
    "seluruhnya dalam 3 bulan setelah laporan SKM": "everything within 3 months of the SKM report",
    "seluruhnya dalam 1 bulan setelah laporan SKM": "everything within 1 month of the SKM report",
    "sebelum hasil dipublikasikan": "before the result was published",
    "tidak ada survei": "no survey",
    "setahun sekali": "once a year",
    "setiap semester": "every half-year",
    "setiap triwulan": "every quarter",
    "seluruh pengguna layanan": "all users of the service",
}
"""What the scores of an indicator mean."""

INDICATORS = {**ASPECTS, **NAMES, **SCORE_STEPS}
