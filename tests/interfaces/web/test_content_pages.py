"""Content pages: written, seen as they will be, handed files, carried in a zip, and read by learners."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

import campus as campuses
from campus import NOW
from studio import Studio
from testamur.adapters.environment import environment
from testamur.core.pages import read
from testamur.domain.awards import actions as awards
from testamur.domain.design import actions, queries
from testamur.domain.design.page_values import FileView
from testamur.domain.institution.queries import person
from testamur.domain.learning import actions as learning
from testamur.interfaces.web.reading.markup import Around, shown

Enter = Callable[[str], Client]
HERE = "/design/north/drafts"
PAGE = """## Why

Press [evil](javascript:alert(1)) <script>alert(2)</script> and $`a^2`$.

```image
file: heart.png
alt: "><script>alert(3)</script>
```

```embed
address: https://www.geogebra.org/m/a"onload="x
title: Bad "quotes"
```

```embed
address: https://evil.example/
title: Not allowed
```

```file
file: heart.png
title: <b>The heart</b>
```

```python
print("<script>")
```

```image
file: gone
```

```maths
\\text{<script>alert(4)</script>}
```

```quiz
assessment: A1
```
"""


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, "PNG")
    return SimpleUploadedFile("heart.png", out.getvalue(), "text/html")


@pytest.fixture
def studio(campus: campuses.Campus) -> Studio:
    return Studio(campus)


def begun(client: Client, design: UUID, title: str = "The heart") -> str:
    answer = client.post(f"{HERE}/{design}/pages", {"title": title, "place": "LO1"})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_nothing_that_an_author_writes_becomes_a_tag_of_its_own() -> None:
    heart = FileView("heart.png", "image/png", 10, 30, 20, "d", "North", "CC-BY-4.0", "<i>")
    around = Around({"heart.png": heart}, lambda name: f"/f/{name}", {"A1": "<u>"}, frozenset({"www.geogebra.org"}))
    html = shown(read(PAGE), around)
    tags = set(re.findall(r"<([a-zA-Z0-9]+)", html))
    assert tags <= {
        *("h2", "p", "span", "img", "div", "strong", "br", "button", "a", "pre", "code"),
        *("math", "mrow", "mtext", "msup", "mi", "mn"),
    }
    assert "javascript:" not in html
    assert re.search(r'\son\w+="', re.sub(r"=\"[^\"]*\"", '=""', html)) is None
    assert 'data-embed="https://evil.example/"' not in html
    assert 'data-embed="https://www.geogebra.org' in html


@pytest.mark.django_db
def test_a_page_is_begun_written_seen_and_read(studio: Studio, as_role: Enter) -> None:
    design, client = studio.draft(), as_role("instructor")
    assert "Give the page a title." in client.post(f"{HERE}/{design}/pages", {"title": ""}).content.decode()
    at = begun(client, design)
    editor = client.get(at)
    frames = editor["Content-Security-Policy"].split("frame-src ")[1].split()
    assert set(frames) == {f"https://{host}" for host in environment().embed_hosts}
    seen = client.post(f"{at}/look", {"text": PAGE}).content.decode()
    assert "Line 3" in seen
    assert "<script>" not in seen
    kept = client.post(f"{at}/keep", {"title": "The heart", "text": PAGE, "based_on": 1, "place": "LO1"})
    assert kept.json()["revision"] == 2
    late = client.post(f"{at}/save", {"title": "The heart", "text": "Mine", "based_on": 1, "place": "LO1"})
    assert late.status_code == 409
    assert "Mine" in late.content.decode()
    assert "geogebra" in late.content.decode()
    assert client.post(f"{at}/save", {"title": "", "text": "Mine", "based_on": 2}).status_code == 422
    assert client.post(f"{at}/look", {"text": "a" * 60_001}).status_code == 200
    saved = client.post(f"{at}/save", {"title": "The heart", "text": "## Mine", "based_on": 2, "place": "LO1"})
    assert saved.status_code == 302
    assert "Bring text 2 back" in client.get(f"{at}/history?since=2").content.decode()
    assert client.post(f"{at}/history", {"revision": 2}).status_code == 302
    second = begun(client, design, "Second").rpartition("/")[2]
    client.post(f"{HERE}/{design}/pages", {"up": second})
    listed = client.get(f"{HERE}/{design}/pages").content.decode()
    assert listed.index("Second") < listed.index("The heart")
    client.post(f"{HERE}/{design}/pages", {"remove": second})
    client.post(f"{HERE}/{design}/pages", {"put_back": second})
    reviewer = as_role("registrar")
    assert reviewer.get(f"{at}/read").status_code == 200
    assert reviewer.post(f"{at}/save", {"title": "x", "text": "x", "based_on": 3}).status_code == 403


@pytest.mark.django_db
def test_files_are_handed_in_served_harmlessly_and_carried_in_a_zip(studio: Studio, as_role: Enter) -> None:
    design, client = studio.draft(), as_role("instructor")
    at = f"{HERE}/{design}/pages/files"
    told = {"owner": "North", "licence": "CC-BY-4.0", "note": "A heart"}
    assert client.post(at, told).status_code == 422
    bad = SimpleUploadedFile("a.png", b"<svg onload=x>", "image/png")
    refused = client.post(at, {**told, "file": bad})
    assert refused.status_code == 422
    assert "no picture that can be read" in refused.content.decode()
    assert "CC-BY-4.0" in refused.content.decode()
    assert client.post(at, {**told, "file": picture()}).status_code == 302
    assert client.post(at, {**told, "file": SimpleUploadedFile("a.csv", b"a,b")}).status_code == 302
    shown_picture, taken = client.get(f"{at}/heart.png"), client.get(f"{at}/a.csv")
    assert shown_picture["Content-Type"] == "image/png"
    assert taken["Content-Type"] == "application/octet-stream"
    assert taken["Content-Disposition"].startswith("attachment")
    for one in (shown_picture, taken):
        assert one["X-Content-Type-Options"] == "nosniff"
        assert one["Content-Security-Policy"].startswith("sandbox")
    assert "heart.png" in client.get(f"{HERE}/{design}/materials").content.decode()
    begun(client, design)
    packed = client.get(f"{HERE}/{design}/pages/take-away").content
    other = studio.draft()
    bring = f"{HERE}/{other}/pages/bring"
    assert client.post(bring, {"file": SimpleUploadedFile("p.zip", packed)}).status_code == 302
    assert [one.line.title for one in queries.pages(studio.lecturer, design=other)] == ["The heart"]
    assert {one.name for one in queries.files(studio.lecturer, design=other)} == {"heart.png", "a.csv"}
    again = client.post(bring, {"file": SimpleUploadedFile("p.zip", b"no zip")}, follow=True)
    assert "p.zip" in again.content.decode() or "archive" in again.content.decode()
    assert client.post(bring, follow=True).status_code == 200


@pytest.mark.django_db
def test_a_learner_reads_page_by_page_and_prints_them(studio: Studio, client: Client, as_role: Enter) -> None:
    design = studio.draft()
    for title, text in (("One", PAGE), ("Two", "## B")):
        actions.add_page(studio.lecturer, design=design, title=title, text=text, at=NOW)
    studio.staffed(design)
    studio.handed_in(design)
    studio.passed(design)
    studio.approved(design)
    uuid = actions.publish(studio.registrar, design=design, at=NOW)
    offering = learning.offer(studio.registrar, microcredential=uuid, at=NOW)
    learner = studio.campus.actor("learner")
    enrolment = learning.enrol(learner, offering=offering, at=NOW)
    reader = as_role("learner")
    assert person(learner.me).email
    at = f"/mine/learn/{enrolment}"
    assert at in reader.get("/mine").content.decode()
    contents = reader.get(at).content.decode()
    assert "You have read 0 of 2 pages." in contents
    first, second = dict.fromkeys(re.findall(rf"{at}/([0-9a-f-]{{36}})", contents))
    page = reader.get(f"{at}/{first}")
    assert "<script>alert" not in page.content.decode()
    assert page["Content-Security-Policy"].endswith("frame-src https://www.geogebra.org")
    assert reader.get(f"{at}/{second}")["Content-Security-Policy"].endswith("frame-src 'none'")
    assert reader.post(f"{at}/{first}")["Location"] == f"{at}/{second}"
    assert reader.post(f"{at}/{second}")["Location"] == at
    assert "You have read 2 of 2 pages." in reader.get(at).content.decode()
    assert reader.post(f"{at}/{second}", {"unread": "1"})["Location"] == f"{at}/{second}"
    assert reader.get(f"{at}/all").status_code == 200
    assert reader.get(f"{at}/files/none.png").status_code == 404
    assert as_role("registrar").get(at).status_code == 404
    assert client.get(at).status_code == 302
    studio.campus.record(enrolment, 90, uuid)
    awards.confer(studio.registrar, enrolment=enrolment, at=NOW)
    assert at in as_role("learner").get("/mine").content.decode(), "what one holds keeps its pages"
