"""The words of PermenPANRB 14/2017 in English: a reading aid, the Indonesian text is the rule.

Where an office words a question of its own, its words are shown in every language.
"""

UNSUR: dict[str, tuple[str, str]] = {
    "persyaratan": ("Requirements", "Requirements"),
    "prosedur": ("System, mechanism and procedure", "Procedure"),
    "waktu": ("Time to completion", "Time"),
    "biaya": ("Cost/tariff", "Cost"),
    "produk": ("Product specification of the service type", "Product"),
    "kompetensi": ("Competence of officers", "Competence"),
    "perilaku": ("Conduct of officers", "Conduct"),
    "pengaduan": ("Handling of complaints, suggestions and input", "Complaints"),
    "sarpras": ("Facilities and infrastructure", "Facilities"),
}
"""Name and short name of each unsur."""

QUESTIONS: dict[str, tuple[str, tuple[str, str, str, str]]] = {
    "persyaratan": (
        "How well do the requirements of the service fit the kind of service?",
        ("They do not fit", "They hardly fit", "They fit", "They fit very well"),
    ),
    "prosedur": (
        "How easy is the procedure of the service in this office?",
        ("Not easy", "Not very easy", "Easy", "Very easy"),
    ),
    "waktu": ("How quickly is the service given?", ("Not quickly", "Not very quickly", "Quickly", "Very quickly")),
    "biaya": ("How fair is the cost of the service?", ("Very expensive", "Rather expensive", "Cheap", "Free of charge")),
    "produk": (
        "How well does the result you received match what the service standard promises?",
        ("It does not match", "It hardly matches", "It matches", "It matches very well"),
    ),
    "kompetensi": (
        "How competent are the officers who serve you?",
        ("Not competent", "Not very competent", "Competent", "Very competent"),
    ),
    "perilaku": (
        "How polite and friendly are the officers who serve you?",
        ("Not polite and friendly", "Not very polite and friendly", "Polite and friendly", "Very polite and friendly"),
    ),
    "sarpras": ("How good are the facilities and equipment?", ("Bad", "Fair", "Good", "Very good")),
    "pengaduan": (
        "How are complaints of users handled?",
        ("There is no handling", "It exists but does not work", "It works, but not fully", "They are handled well"),
    ),
}

PROFILE: dict[str, tuple[str, dict[str, str]]] = {
    "gender": ("Gender", {"laki_laki": "Male", "perempuan": "Female"}),
    "age_group": (
        "Age",
        {
            "di_bawah_20": "Under 20",
            "20_29": "20–29",
            "30_39": "30–39",
            "40_49": "40–49",
            "50_59": "50–59",
            "60_ke_atas": "60 and over",
        },
    ),
    "education": (
        "Education",
        {
            "tidak_sekolah": "No schooling",
            "sd": "Primary school",
            "smp": "Junior high school",
            "sma": "Senior high school",
            "diploma": "Diploma (D1–D3)",
            "s1": "Bachelor (D4/S1)",
            "s2": "Master (S2)",
            "s3": "Doctorate (S3)",
        },
    ),
    "occupation": (
        "Occupation",
        {
            "asn": "Civil servant",
            "tni": "Armed forces",
            "polri": "Police",
            "swasta": "Private sector",
            "wirausaha": "Own business",
            "ibu_rumah_tangga": "Homemaker",
            "pelajar_mahasiswa": "Pupil or student",
            "petani_nelayan": "Farmer or fisher",
            "pekerja_lepas": "Freelancer",
            "pensiunan": "Retired",
            "lainnya": "Other",
        },
    ),
    "disability": (
        "Disability",
        {
            "non_disabilitas": "No disability",
            "fisik": "Physical disability",
            "intelektual": "Intellectual disability",
            "mental": "Mental disability",
            "sensorik": "Sensory disability",
            "tidak_disebutkan": "Disability (kind not stated)",
        },
    ),
}

CHANNEL = (
    "Channel",
    {
        "sticker": "QR sticker",
        "poster": "QR poster",
        "link": "Link",
        "kiosk": "Kiosk",
        "paper": "Paper form",
        "import": "Imported file",
        "api": "Another application",
    },
)

NOT_STATED = "Not given"
