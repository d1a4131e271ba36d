"""JSON Schemas of credentials, from copies that ship with Testamur: compiled once, asked often, fetched never."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import jsonschema_rs
import orjson

from testamur.core.credential.ports import Json, Schema
from testamur.core.credential.schema import OPEN_BADGE_SCHEMA

# 1EdTech's own file may not be passed on; ours says the same of what a badge has to have, under its address.
_OURS = "open-badges-3.schema.json"
_FILES: Mapping[str, str] = {
    OPEN_BADGE_SCHEMA: _OURS,
    OPEN_BADGE_SCHEMA.replace("schema.json", "schema_3.0.0.json"): _OURS,
    OPEN_BADGE_SCHEMA.replace("/schema/json/", "/schema/json-ld/"): _OURS,
}
# A pattern of somebody else's schema could backtrack for ever.
_BACKTRACKS = 100_000


class CompiledSchema:
    """A schema, compiled: some 10 µs for a credential."""

    def __init__(self, schema: Json) -> None:
        self._validator = _compile(schema)

    def fault(self, document: Json) -> tuple[str, str] | None:
        """Return where and which rule *document* breaks first."""
        if self._validator.is_valid(document):
            return None
        for error in self._validator.iter_errors(document):
            where = "/".join(str(step) for step in error.instance_path)
            return f"/{where}", str(error.kind.name)
        return None


def _compile(schema: Json) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        schema,
        validate_formats=True,
        offline=True,
        pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=_BACKTRACKS),
    )


class PinnedSchemas:
    """A schema store of fixed copies; what is not among them is not known."""

    def get(self, url: str) -> Schema | None:
        """Return the schema of *url*, or None."""
        name = _FILES.get(url)
        return _load(name) if name else None


@cache
def _load(name: str) -> CompiledSchema:
    return CompiledSchema(orjson.loads((files("testamur.packs") / "schemas" / name).read_bytes()))
