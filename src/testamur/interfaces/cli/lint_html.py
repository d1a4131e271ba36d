"""What ``testamur lint`` says as one page: self-contained, without a script, for a mail or a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from testamur.core.model.definition import Place
from testamur.core.quality import Finding, Question, Severity
from testamur.interfaces.cli.lint_files import Checked
from testamur.interfaces.cli.lint_report import START, counts, sourced, summary
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.definitions import more_problems, problem_sentence
from testamur.interfaces.words.findings import finding_sentence

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--quiet:#57606a;--line:#d0d7de}
:root{--hard:#a3161f;--warn:#7a4d00;--info:#0b5394}
@media (prefers-color-scheme:dark){
:root{--ink:#e6e9ec;--paper:#14181d;--quiet:#a2abb5;--line:#3a424c;--hard:#ff9a9a;--warn:#f0c36d;--info:#8fc3ff}}
body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
body{max-width:60rem;margin:0 auto;padding:1rem}
h2{border-top:1px solid var(--line);padding-top:1rem}h1,h2,li,dd,tbody th{overflow-wrap:anywhere}
li{margin:0 0 1rem}ul,ol{padding-left:1.2rem}code{font-family:ui-monospace,monospace}
a{color:inherit}dl{margin:.25rem 0 0;color:var(--quiet)}
dt{float:left;clear:left;margin-right:.5rem}dt::after{content:":"}dd{margin:0}
.HARD,.ERROR{color:var(--hard)}.WARN{color:var(--warn)}.INFO{color:var(--info)}
table{border-collapse:collapse}th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left}
td.n{text-align:right}
@media (max-width:30rem){table{font-size:.85rem}th,td{padding:.2rem .3rem}}
@media print{li{break-inside:avoid}}
"""


def html_page(files: Sequence[Checked]) -> str:
    """Return the whole page."""
    return "\n".join(_page(files)) + "\n"


def _page(files: Sequence[Checked]) -> Iterator[str]:
    title = escape(_("What the guidelines say"))
    yield f'<!doctype html>\n<html lang="{spoken()}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>"
    yield f"<p>{escape(summary(files))}</p>"
    if len(files) > 1:
        yield from _overview(files)
    for number, checked in enumerate(files):
        yield from _file(number, checked)
    yield "</main>\n</body>\n</html>"


def _overview(files: Sequence[Checked]) -> Iterator[str]:
    heads = (_("File"), _("Not readable"), *map(str, Severity))
    yield (
        "<table>\n<thead><tr>"
        + "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
        + "</tr></thead>\n<tbody>"
    )
    for number, checked in enumerate(files):
        cells = "".join(f'<td class="n">{count}</td>' for count in counts([checked]).values())
        yield f'<tr><th scope="row"><a href="#file-{number}">{escape(checked.path)}</a></th>{cells}</tr>'
    yield "</tbody>\n</table>"


def _file(number: int, checked: Checked) -> Iterator[str]:
    yield f'<h2 id="file-{number}">{escape(checked.path)}</h2>'
    if checked.obstacle:
        yield f'<p class="ERROR">{escape(checked.obstacle)}</p>'
    problems = [
        _item("ERROR", problem.code, Place(problem.line, problem.column), problem_sentence(problem), ())
        for problem in checked.problems
    ]
    found = problems + [_finding(finding) for finding in checked.findings]
    if found:
        yield "<ul>\n" + "\n".join(found) + "\n</ul>"
    if checked.more:
        yield f"<p>{escape(more_problems(checked.more))}</p>"
    if checked.report is None:
        return
    if not found:
        yield f"<p>{escape(_('Nothing found.'))}</p>"
    yield f"<p>{escape(_('Held against: {packs}.').format(packs=', '.join(checked.report.versions)))}</p>"
    if checked.report.questions:
        yield f"<h3>{escape(_('What a reviewer is asked'))}</h3>\n<ol>"
        yield from map(_question, checked.report.questions)
        yield "</ol>"


def _finding(finding: Finding) -> str:
    rule = finding.rule
    told = ((_("Why"), rule.why), (_("Source"), sourced(rule.source, rule.note)), (_("What to do"), rule.fix))
    return _item(rule.severity, rule.code, finding.place or START, finding_sentence(finding), told)


def _question(question: Question) -> str:
    told = ((_("Why"), question.why), (_("Source"), sourced(question.source, question.note)))
    return f"<li>{escape(question.ask)} <code>{escape(question.code)}</code>{_told(told)}</li>"


def _item(weight: str, code: str, place: Place, sentence: str, told: Sequence[tuple[str, str]]) -> str:
    where = escape(_("line {line}, column {column}").format(line=place.line, column=place.column))
    head = f'<strong class="{weight}">{weight}</strong> <code>{escape(code)}</code> {where}: {escape(sentence)}'
    return f"<li>{head}{_told(told)}</li>"


def _told(told: Sequence[tuple[str, str]]) -> str:
    if not told:
        return ""
    return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in told) + "</dl>"
