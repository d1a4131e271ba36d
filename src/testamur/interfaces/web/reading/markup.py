"""The tree of a page as HTML. Every letter of an author is escaped here, and every tag is one of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from testamur.core.pages import Node, Tree, coloured, formula, plain
from testamur.core.pages.tree import (
    Block,
    Break,
    Broken,
    Card,
    Code,
    Divider,
    Download,
    Embed,
    Formula,
    Heading,
    Inline,
    Link,
    Listed,
    Listing,
    Paragraph,
    Picture,
    Quiz,
    Quote,
    Styled,
    Table,
    Text,
)
from testamur.domain.design.page_values import FileView
from testamur.interfaces.words import _

_NOTHING = SafeString("")
_AWAY = SafeString('rel="noreferrer noopener"')
_MEGABYTE, _KILOBYTE = 1_000_000, 1000


@dataclass(frozen=True, slots=True)
class Around:
    """What a page is shown with: its files, where they are served, its assessments by id, and the hosts it may load.

    ``deeper``: by how much its headings stand below others of the same screen; ``prefix`` begins their names.
    """

    files: Mapping[str, FileView]
    address: Callable[[str], str]
    assessments: Mapping[str, str] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    deeper: int = 0
    prefix: str = "p"


def shown(tree: Tree, around: Around) -> SafeString:
    """Return a page as HTML."""
    return _Writer(around).blocks(tree.blocks)


def mathematics(node: Node, *, is_block: bool = False) -> SafeString:
    """Return a formula as MathML."""
    attributes = [*node.attributes, ("display", "block")] if is_block else node.attributes
    told = format_html_join("", ' {}="{}"', attributes)
    inside = format_html_join("", "{}", ((mathematics(one),) for one in node.inside))
    # The name is one of the list in the core; it is no author's.
    return format_html("<{0}{1}>{2}{3}</{0}>", SafeString(node.name), told, node.text, inside)


class _Writer:
    """Writes one page; it knows which headings there were, so that each can be linked to."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._headings: set[str] = set()

    def blocks(self, blocks: Iterable[Block]) -> SafeString:
        return format_html_join("\n", "{}", ((self._block(one),) for one in blocks))

    def _block(self, one: Block) -> SafeString:
        write: Mapping[type, Callable[..., SafeString]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Quote: lambda found: format_html("<blockquote>{}</blockquote>", self.blocks(found.blocks)),
            Listing: self._listing,
            Table: self._table,
            Divider: lambda _found: SafeString("<hr>"),
            Listed: _code,
            Formula: _formula,
            Picture: self._figure,
            Quiz: self._quiz,
            Download: lambda found: _download(found, self._around),
            Card: _card,
            Embed: self._embed,
            Broken: _broken,
        }
        return write[type(one)](one)

    def _heading(self, one: Heading) -> SafeString:
        name = f"{self._around.prefix}-{slugify(plain(one.parts))[:60]}"
        number = sum(before == name or before.startswith(f"{name}--") for before in self._headings)
        name = f"{name}--{number + 1}" if number else name
        self._headings.add(name)
        level = SafeString(str(min(max(one.level, 2) + self._around.deeper, 6)))
        return format_html('<h{0} id="{1}">{2}</h{0}>', level, name, self.runs(one.parts))

    def _paragraph(self, one: Paragraph) -> SafeString:
        if len(one.parts) == 1 and isinstance(one.parts[0], Picture):
            return self._figure(one.parts[0])
        return format_html("<p>{}</p>", self.runs(one.parts))

    def _listing(self, one: Listing) -> SafeString:
        items = format_html_join("", "<li>{}</li>", ((self._item(blocks),) for blocks in one.items))
        if one.start is None:
            return format_html("<ul>{}</ul>", items)
        return format_html('<ol start="{}">{}</ol>', one.start, items)

    def _item(self, blocks: tuple[Block, ...]) -> SafeString:
        first, rest = blocks[:1], blocks[1:]
        if first and isinstance(first[0], Paragraph):
            return format_html("{} {}", self.runs(first[0].parts), self.blocks(rest))
        return self.blocks(blocks)

    def _table(self, one: Table) -> SafeString:
        head = format_html_join("", '<th scope="col">{}</th>', ((self.runs(cell),) for cell in one.head))
        rows = format_html_join("", "<tr>{}</tr>", ((self._cells(row),) for row in one.rows))
        table = format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, rows)
        return format_html(
            '<div class="table-frame" tabindex="0" role="region" aria-label="{}">{}</div>', _("Table"), table
        )

    def _cells(self, row: Iterable[tuple[Inline, ...]]) -> SafeString:
        return format_html_join("", "<td>{}</td>", ((self.runs(cell),) for cell in row))

    def _figure(self, one: Picture) -> SafeString:
        if not one.caption:
            return format_html('<p class="shown-picture">{}</p>', self._picture(one))
        return format_html("<figure>{}<figcaption>{}</figcaption></figure>", self._picture(one), one.caption)

    def _picture(self, one: Picture) -> SafeString:
        found = self._around.files.get(one.file)
        if found is None or not found.is_picture:
            return format_html('<span class="missing">{}</span>', _("[Picture: {alt}]").format(alt=one.alt or one.file))
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
            self._around.address(one.file),
            one.alt,
            found.width,
            found.height,
        )

    def _quiz(self, one: Quiz) -> SafeString:
        title = self._around.assessments.get(one.item, "") or one.title
        said = (
            _("Here you show what you have learnt: {title}.").format(title=title) if title else _("A quiz comes here.")
        )
        return format_html('<p class="page-card quiz">{}</p>', said)

    def _embed(self, one: Embed) -> SafeString:
        if one.host not in self._around.hosts:
            return _card(Card(one.href, one.title, "", one.written, one.line))
        told = _("From {host}. Nothing is loaded from there before you ask for it.").format(host=one.host)
        return format_html(
            '<div class="page-card embed" data-embed="{0}" data-title="{1}"><p><strong>{1}</strong><br>'
            '<span class="small muted">{2}</span></p><p class="cluster"><button type="button" class="button quiet"'
            ' data-load hidden>{3}<span class="visually-hidden">: {1}</span></button>'
            ' <a href="{0}" {4}>{5}</a></p></div>',
            one.href,
            one.title,
            told,
            _("Load it here"),
            _AWAY,
            _("Open it at {host}").format(host=one.host),
        )

    def runs(self, parts: Iterable[Inline]) -> SafeString:
        """Return the runs of a sentence."""
        return format_html_join("", "{}", ((self._run(one),) for one in parts))

    def _run(self, one: Inline) -> SafeString:
        if isinstance(one, Text):
            return format_html("{}", one.text)
        if isinstance(one, Styled):
            return format_html("<{0}>{1}</{0}>", SafeString(one.style), self.runs(one.parts))
        if isinstance(one, Code):
            return format_html("<code>{}</code>", one.text)
        if isinstance(one, Link):
            return self._link(one)
        if isinstance(one, Picture):
            return self._picture(one)
        if isinstance(one, Break):
            return SafeString("<br>" if one.is_hard else "\n")
        return _formula(one)

    def _link(self, one: Link) -> SafeString:
        if not one.href:
            return format_html('<span class="missing">{}</span>', self.runs(one.parts))
        if one.href.startswith("#"):
            return format_html('<a href="#{}-{}">{}</a>', self._around.prefix, one.href[1:], self.runs(one.parts))
        return format_html('<a href="{}" {}>{}</a>', one.href, _AWAY, self.runs(one.parts))


def _download(one: Download, around: Around) -> SafeString:
    found = around.files.get(one.file)
    if found is None:
        return format_html('<p class="missing">{}</p>', _("[File: {name}]").format(name=one.title or one.file))
    told = ", ".join((found.name.rpartition(".")[2].upper(), _size(found.size), found.licence))
    note = format_html('<span class="small">{}</span>', found.note) if found.note else _NOTHING
    return format_html(
        '<p class="page-card"><a href="{}" download>{}</a> <span class="small muted">{}</span> {}</p>',
        around.address(one.file),
        one.title or found.name,
        told,
        note,
    )


def _formula(one: Formula) -> SafeString:
    found = formula(one.latex)
    if found is None:
        return format_html('<code class="missing">{}</code>', one.latex)
    made = mathematics(found, is_block=one.is_block)
    return (
        format_html('<div class="formula" tabindex="0" role="group" aria-label="{}">{}</div>', _("Formula"), made)
        if one.is_block
        else made
    )


def _code(one: Listed) -> SafeString:
    parts = format_html_join("", '<span class="code-{}">{}</span>', coloured(one.language, one.text))
    return format_html(
        '<div class="listing"><pre tabindex="0" role="region" aria-label="{}"><code>{}</code></pre>'
        '<button type="button" class="button quiet small" data-copy-code data-done="{}" hidden>{}</button></div>',
        one.language or _("Code"),
        parts,
        _("Copied"),
        _("Copy"),
    )


def _card(one: Card) -> SafeString:
    if not one.href:
        return format_html('<p class="page-card missing">{} <span class="small">{}</span></p>', one.title, one.written)
    host = one.href.split("/")[2] if "//" in one.href else one.href
    note = format_html('<span class="small">{}</span>', one.note) if one.note else _NOTHING
    return format_html(
        '<p class="page-card"><a href="{}" {}>{}</a> <span class="small muted">{}</span> {}</p>',
        one.href,
        _AWAY,
        one.title,
        host,
        note,
    )


def _broken(one: Broken) -> SafeString:
    return format_html('<pre class="missing" tabindex="0">{}\n{}</pre>', one.kind, one.text)


def _size(found: int) -> str:
    if found >= _MEGABYTE:
        return f"{found / _MEGABYTE:.1f} MB"
    return f"{max(found // _KILOBYTE, 1)} kB"
