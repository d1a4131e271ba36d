"""A baseline: findings that are known and are to be worked off later, so that only new ones stand out.

A finding is known by its code, the part it is about without its number in a list, and its facts: moving an outcome up
or down brings nothing back, changing it does.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from testamur.core.quality import Finding
from testamur.interfaces.cli.lint_files import Checked
from testamur.interfaces.words import _

_FORMAT = "testamur-lint-baseline"
_VERSION = 1
_MAX_BYTES = 50_000_000
_INDEX = re.compile(r"\[\d+\]")


class BaselineError(Exception):
    """A baseline that cannot be read or written. The message is a sentence for people."""


@dataclass(slots=True)
class Baseline:
    """How often each finding of each file is known; files are named from the folder of the baseline."""

    folder: Path
    known: dict[str, Counter[str]] = field(default_factory=dict)

    def without_known(self, checked: Checked) -> Checked:
        """Return the file with the findings that are not known, and how many are."""
        left = Counter(self.known.get(self._name(checked.path), {}))
        if checked.report is None or not left:
            return checked
        fresh: list[Finding] = []
        for finding in checked.findings:
            if left[_print_of(finding)] > 0:
                left[_print_of(finding)] -= 1
            else:
                fresh.append(finding)
        report = replace(checked.report, findings=tuple(fresh))
        return replace(checked, report=report, known=len(checked.findings) - len(fresh))

    def take(self, files: Iterable[Checked]) -> None:
        """Know every finding of *files*."""
        for checked in files:
            if checked.findings:
                self.known[self._name(checked.path)] = Counter(map(_print_of, checked.findings))

    def _name(self, path: str) -> str:
        return Path(os.path.relpath(path, self.folder)).as_posix()


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file. Raises `BaselineError`."""
    try:
        with path.open("rb") as file:
            data = orjson.loads(file.read(_MAX_BYTES))
        if data[_FORMAT] != _VERSION:
            raise BaselineError(_("{path} was written by another version; write it again.").format(path=path))
        known = {str(name): Counter(_counts(found)) for name, found in data["files"].items()}
    except OSError as error:
        said = _("{path} cannot be opened: {reason}.").format(path=path, reason=error.strerror)
        raise BaselineError(said) from error
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        said = _("{path} is not a baseline that 'lint --write-baseline' wrote.").format(path=path)
        raise BaselineError(said) from error
    return Baseline(path.resolve().parent, known)


def _counts(found: dict[str, object]) -> dict[str, int]:
    return {str(one): int(str(count)) for one, count in found.items()}


def write_baseline(path: Path, files: Iterable[Checked]) -> int:
    """Write every finding of *files* as known; return how many there are. Raises `BaselineError`."""
    baseline = Baseline(path.resolve().parent)
    baseline.take(files)
    document = {_FORMAT: _VERSION, "files": {name: dict(found) for name, found in baseline.known.items()}}
    try:
        path.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
    except OSError as error:
        said = _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror)
        raise BaselineError(said) from error
    return sum(found.total() for found in baseline.known.values())


def _print_of(finding: Finding) -> str:
    facts = "; ".join(f"{name}={value}" for name, value in sorted(finding.facts.items()))
    key = _INDEX.sub("[]", finding.key)
    return f"{finding.code} {key} {facts}".rstrip()
