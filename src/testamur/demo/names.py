"""Names of made-up learners, from many places and in many scripts. The same number always gets the same name."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

from testamur.demo import cast

_SEED = "testamur-demo-1"


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner whom nobody signs in as, or one of the cast."""

    name: str
    email: str

    @property
    def is_plain(self) -> bool:
        """Whether a gradebook may carry the name: none that looks like a formula or like HTML is let in by a file."""
        return not self.name.startswith(("=", "+", "-", "@")) and "<" not in self.name


_LONG = (
    "María de los Ángeles Inmaculada Concepción Fernández de Córdoba y Álvarez de Toledo-Montemayor, "
    "viuda de Xiberta i Puigdevall de Sant Llorenç de la Muga"
)
# What breaks badly made software. Each is a name that somebody could have, or could type.
ODD = (
    "D'Artagnan d'Abbadie d'Arrast",
    _LONG,
    "Máire Ní Dhomhnaill-O'Sullivan",
    "Siti Nur Balqis Humaira' binti Dato' Haji Wan Mohd. Zulkarnain @ Wan Zul",
    "Ng",
    "Łukasz Żółć",
    "@Raj Kumar",
    "Robert <b>Bobby</b> Tables",
    "Nadia",
    "முருகன் செல்வம்",
    "陳偉明",
    "歐陽娜娜",
    "สมชาย ศรีสุวรรณ",
    "พระมหาวุฒิชัย วชิรเมธี",
    "عبد الرحمن بن خالد الفاسي",
    "نور الهدى",
    "Олександра Шевченко-Бойко",
    "Євген Ґалаґан",
    "Ελένη Παπαδάκη",
    "Ἀριστοτέλης Ζ.",
    "אביגיל בן־דוד",
    "Þórdís Kolbrún Guðmundsdóttir",
    "Nguyễn Thị Ngọc Ánh",
    "=SUM(A1:A9) Tan",
    "Gurpreet Kaur a/p Harbans Singh",
    "Dayang Anak Jugah",
    "Zoë Zbyněk-Å",
    "José Ñ. Ibáñez",
    "I\u0307brahim Şıkoğlu",
    "Jean-Baptiste de La Salle III",
)

_MALAY = (
    "Ahmad Aiman Amirul Azlan Danial Farid Hafiz Iskandar Khairul Luqman Nazri Rizal Syafiq Zaki",
    "Aminah Azizah Balqis Farhana Hidayah Izzati Laila Nabila Nurul Qistina Rohani Salmah Syazwani Zulaikha",
    "Abdullah Bakar Hashim Ibrahim Ismail Jamaluddin Kassim Mahmud Omar Rahim Salleh Yusof Zainal",
)
_CULTURES = {
    "zh-my": (
        "Wei Jie|Mei Ling|Jia Hui|Kok Wah|Siew Lan|Zhi Hao|Xin Yi|Chee Keong|Pei Shan|Boon Teck",
        "Lim|Tan|Wong|Chong|Lee|Ng|Goh|Teoh|Yap|Low|Khoo",
    ),
    "ta": (
        "கவிதா|முருகன்|செல்வி|அருண்|மாலதி|இளங்கோ|சுந்தர்|பிரியா",
        "சுப்ரமணியம்|ராமன்|கிருஷ்ணன்|நடராஜன்|வேலு",
    ),
    "ca": (
        "Arnau|Berta|Carles|Dolors|Èlia|Ferran|Gemma|Ignasi|Jofre|Laia|Meritxell|Oriol|Queralt|Roger|Txell|Unai",
        "Bosch i Vila|Camps|Estruch|Fàbregas|Gràcia|Llopis|Muñoz|Pla i Serra|Rovira|Soldevila|Vidal-Ribas|Ylla",
    ),
    "es": (
        "Álvaro|Begoña|César|Estíbaliz|Íñigo|Lucía|Martín|Noemí|Sofía|Ximena",
        "Abascal Núñez|Cañizares|Etxeberria|Gómez de la Peña|Ibarra|López Peláez|Quiroga|Zúñiga",
    ),
    "en": (
        "Alice|Bronwyn|Callum|Daisy|Ewan|Fiona|Georgia|Hamish|Isla|Jack|Kirra|Lachlan|Matilda|Noah|Ruby|Tamsin",
        "Anderson|Baxter|Campbell|Doyle|Ellis|Fraser|Gallagher|Hughes|McLeod|O'Brien|Pearce|Quinn|Thornbury|Wirrpanda",
    ),
    "vi": ("Anh|Bình|Đức|Hương|Khánh|Linh|Quỳnh|Thảo", "Nguyễn Văn|Trần Thị|Lê Minh|Phạm Hoàng|Đặng Thùy"),
    "zh": ("静怡|伟|芳|秀英|强|娜|敏|丽|军|洋", "王|李|张|刘|陈|杨|赵|黄"),
    "ar": ("أحمد|فاطمة|يوسف|مريم|خالد|ليلى|سارة|عمر", "العلوي|بن يوسف|الحسني|المراكشي|الشامي"),
    "th": ("กมล|ชัย|นภา|ปรีชา|มาลี|วิชัย|สุดา|อรทัย", "ศรีสุข|ทองดี|แสงทอง|วงศ์สวัสดิ์"),
    "uk": ("Андрій|Богдана|Дмитро|Ірина|Катерина|Назар|Соломія", "Бойко|Гончаренко|Ковальчук|Лисенко|Мороз"),
    "el": ("Άννα|Βασίλης|Δήμητρα|Κώστας|Μαρία|Στέλιος", "Αγγελόπουλος|Γεωργίου|Καραγιάννης|Νικολάου"),
    "he": ("אורי|דנה|יעל|משה|נועה|רחל", "אברהמי|כהן|לוי|מזרחי|פרידמן"),
    "de": ("Anneliese|Björn|Dörte|Jürgen|Käthe|Müberra|Thoralf|Werner", "Aßmann|Groß|Köhler|Nowak|Schäfer|Yıldız"),
    "ga": ("Aoife|Caoimhe|Eoin|Niamh|Pádraig|Saoirse|Tadhg", "Ó Briain|Ní Chonaill|Mac Gearailt|Walsh|Adeyemi"),
}

# Place → cultures of the people who come there, the more usual ones more often.
_HOME = {
    cast.SELAT: ("ms", "ms", "ms", "zh-my", "zh-my", "ta", "en", "th", "ar"),
    cast.MARINA: ("ca", "ca", "ca", "es", "es", "uk", "ar", "zh", "he"),
    cast.CAPE: ("en", "en", "en", "vi", "zh", "el", "ta", "ar"),
    cast.PONENT: ("ca", "es", "ar"),
    cast.RHEINTAL: ("de", "de", "uk", "ar"),
    cast.SHANNONSIDE: ("ga", "ga", "en", "uk"),
}
_LARGE = (cast.SELAT, cast.MARINA, cast.CAPE)  # as the first of _HOME


def learner(place: str, number: int) -> Learner:
    """Return the learner with this *number* at *place*; of the first, every eighth has a name that tries software."""
    every, places = 8, list(_HOME)
    odd = (number // every) * len(_LARGE) + places.index(place)
    if place in _LARGE and number % every == every - 1 and odd < len(ODD):
        return Learner(ODD[odd], f"odd{odd}@mail.example.org")
    chance = random.Random(f"{_SEED} {place} {number}")  # noqa: S311 - the same world each time, nothing to guess
    name = _name(chance.choice(_HOME[place]), chance)
    return Learner(name, f"{_letters(name)}.{places.index(place)}{number:03}@mail.example.org")


def _name(culture: str, chance: random.Random) -> str:
    if culture == "ms":
        men, women, fathers = (names.split() for names in _MALAY)
        first, link = chance.choice(((women, "binti"), (men, "bin")))
        return f"{' '.join(chance.sample(first, 2))} {link} {chance.choice(fathers)}"
    given, family = (chance.choice(names.split("|")) for names in _CULTURES[culture])
    if culture == "zh":
        return f"{family}{given}"
    return f"{family} {given}" if culture in {"zh-my", "vi"} else f"{given} {family}"


def _letters(name: str) -> str:
    """Return the name as the part of an address before the @."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in plain.casefold()).split()
    return ".".join(words[:3]) or "learner"
