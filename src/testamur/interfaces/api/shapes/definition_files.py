"""What a file of another format holds, as JSON."""

from __future__ import annotations

from uuid import UUID

from ninja import Schema
from pydantic import Field


class Lacking(Schema):
    """What is still missing before it is a definition."""

    key: str = Field(examples=["awarding_body"])
    detail: str


class Told(Schema):
    """What was not taken over as it stands. `place`: a JSON Pointer, a member and line, or a row and column."""

    code: str = Field(examples=["credits-without-unit"])
    place: str = Field(examples=["/creditsAvailable"])
    detail: str


class Found(Schema):
    """One definition of a file, as the text of a draft."""

    place: str
    title: str
    source: str
    is_complete: bool
    lacking: list[Lacking]
    notices: list[Told]


class FilesReport(Schema):
    """What was read of a file. `designs`: those that began with it, in the order of `found`."""

    form: str = Field(examples=["moodle"])
    found: list[Found]
    designs: list[UUID]
