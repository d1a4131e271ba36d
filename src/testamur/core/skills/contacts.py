"""The small words of whom to call and until when: where contacts were taken out, only they are left."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
# English, Malay, Spanish, Catalan, and a little German, French and Portuguese: adverts come as they are found.
_AROUND_CONTACTS = frozenset(
    _WORD.findall("""
    a about address an and any apply application at be by call candidature contact contacts cover cv email
    enquiries fax for from further in inquiries is letter mail more number of on or our phone
    please questions resume see send tel telephone the this to us via whatsapp with write you your
    alamat atau dan di emel hantar hubungi kami kepada ke laman maklumat mohon nombor oleh permohonan pertanyaan sila
    soalan surat telefon untuk
    al con contacta contactar contacte contacto correo currículum de del dudas el electrónico en enviar envía envíe
    escriba escribe la las llama llame los información móvil o para por postule preguntas puede puedes solicitud su
    teléfono tu una un web y
    adreça al als amb contacteu correu dubtes electrònic els envieu escriviu i informació mòbil o pel per preguntes
    sol licitud telèfon truqueu una us vostra
    bewerben bewerbung bis bitte kontakt postuler contato candidate telefone unter an
    """)
)
_AROUND_DATES = frozenset(
    _WORD.findall("""
    am annum before closes closing date dates day deadline eur gbp gross hour hourly hours aud usd myr rm sgd k month
    monthly net per pm posted published seen start starting starts until valid wage week year yearly
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday
    bulan dilihat dari disiarkan gaji hari hingga jam mac mei minggu mula ogos pada sebelum sebulan setahun tahun tarikh
    tutup julai disember januari februari jun oktober
    año anual antes bruto bruta brutos desde día fecha fin hasta hora inicio límite mensual mes plazo publicado sueldo
    salario semana visto enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    abans brut bruts des dia fins hora inici límit mensual mes publicat setmana sou salari termini vist
    gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
    """)
)


def content(text: str) -> int:
    """Return how many words there are that could speak of something: not those around contacts and dates."""
    return sum(word not in _AROUND_CONTACTS and word not in _AROUND_DATES for word in _WORD.findall(text.casefold()))
