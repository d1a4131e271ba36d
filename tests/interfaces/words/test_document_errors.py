"""A document that cannot be read is described by what is true of it."""

from __future__ import annotations

from testamur.adapters.documents import BadDocument
from testamur.interfaces.words.documents import document_error


def test_a_file_that_was_not_read_to_its_end_is_larger_than_the_limit_and_no_more_is_said() -> None:
    said = document_error(BadDocument("too-large", found=5_000_001, limit=5_000_000))
    assert "larger than 5 MB" in said
    assert "5,000,001" not in said
    assert "1,000,000 characters" in document_error(BadDocument("too-much-text", limit=1_000_000))
