"""How credentials are handed over for verification: what the reference says of the request's body."""

from __future__ import annotations

from typing import Any

_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_ITEM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "credential": {
            "description": "The credential: its text (JSON or compact JWT) or the JSON object.",
            "anyOf": [{"type": "string"}, {"type": "object"}],
        },
        "link": {
            "type": "string",
            "description": "An https address of a credential, or of a page about one.",
            "examples": ["https://testamur.example/c/Zk3…"],
        },
    },
    "minProperties": 1,
    "maxProperties": 1,
}
SINGLE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _ITEM},
            "application/vc": {"schema": {"type": "object"}},
            "application/vc+jwt": _TEXT,
            "application/vc+cose": _BYTES,
            "text/plain": _TEXT,
            "image/png": _BYTES,
            "image/svg+xml": _TEXT,
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}
BATCH: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["items"],
                    "properties": {"items": {"type": "array", "minItems": 1, "maxItems": 100, "items": _ITEM}},
                }
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            },
        },
    }
}
