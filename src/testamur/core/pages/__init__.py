r"""Content pages: Markdown and blocks read into plain values, and what stands in the way of who reads them. Pure.

tree = pages.read("## The heart\n\nIt has four chambers.")
found = pages.check_tree(tree, pages.Known())
"""

from testamur.core.pages.blocks import FIELDS, WORDS
from testamur.core.pages.checking import RULES, Finding, Known, check, check_tree, files_in, hosts_in
from testamur.core.pages.colouring import coloured
from testamur.core.pages.formulas import Node, formula
from testamur.core.pages.reading import MAX_TEXT, PageError, plain, read
from testamur.core.pages.tree import Tree

__all__ = [
    "FIELDS",
    "MAX_TEXT",
    "RULES",
    "WORDS",
    "Finding",
    "Known",
    "Node",
    "PageError",
    "Tree",
    "check",
    "check_tree",
    "coloured",
    "files_in",
    "formula",
    "hosts_in",
    "plain",
    "read",
]
