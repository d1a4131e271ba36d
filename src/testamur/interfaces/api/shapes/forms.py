"""Forms with files, as the interface's description tells of them (OpenAPI 3.1, section 4.8.13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def file_form(fields: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what an operation adds to its description that takes a form with these fields, ``file`` among them."""
    schema = {"type": "object", "required": ["file"], "properties": fields}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}
