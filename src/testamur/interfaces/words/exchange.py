"""What is lost when a policy goes out in a format of others, and what is told when one comes in, in sentences."""

from __future__ import annotations

from collections import defaultdict

from testamur.core.model.definition import Problem
from testamur.core.rules.exchange import ExchangeError, Loss, Notice
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.translation import _


def loss_sentence(loss: Loss) -> str:
    """Return what the graph does not say, or says in words only."""
    in_words = _("CTDL has no term for it; it is said in words.")
    return _losses().get(loss.code, in_words).format(what=loss.what)


def error_sentence(error: ExchangeError) -> str:
    """Return what keeps a document from being taken over."""
    said = {**_of_documents(), **_of_graphs(), **_of_pathways()}
    if error.code not in said:
        return problem_sentence(Problem(error.code, 0, 0, "", error.facts.get("found", "")))
    return said[error.code].format_map(defaultdict(lambda: "–", error.facts))


def notice_sentence(notice: Notice) -> str:
    """Return what was taken over in another way, or not at all."""
    said = {**_taken_strictly(), **_taken_otherwise()}.get(notice.code, notice.code)
    return said.format_map(defaultdict(lambda: "–", notice.facts))


def _losses() -> dict[str, str]:
    return {
        "share": _("A percentage is written as an amount, or in words where the size is not known."),
        "of-what-counts": _("It is a sum like any other; that it is a part of what counts is not said."),
        "pool": _("What may count is named in words: a program cannot tell who belongs to it."),
        "group": _("That “{what}” uses up what counts in it is not said."),
        "gate": _("That “{what}” uses up nothing is not said."),
        "filter": _("Which items are good enough for “{what}” is not said."),
        "order": _("That “{what}” comes last is suggested, not demanded."),
        "capstone-filter": _("Which “{what}” is good enough is not said."),
        "size": _("The size ({what}) is said in words."),
        "unit": _("The credit unit ({what}) is said in words."),
        "scale": _("The grading scheme is said in words."),
        "owner": _("“{what}” has no address, so it is not named as the owner."),
        "dates": _("From when to when it applies is not said: {what}."),
        "sources": _("What it is based on is not said: {what}"),
        "uncertain": _("What is uncertain is not said: {what}"),
    }


def _of_documents() -> dict[str, str]:
    return {
        "too-large": _("The document has {bytes} bytes; up to {limit} are read."),
        "not-utf-8": _("The text is not in UTF-8 (byte {position}). Save it as UTF-8."),
        "too-deep": _("It is nested too deeply here; {limit} levels are enough for any pathway."),
        "not-json": _("This is not JSON: {reason}."),
        "repeated-name": _("“{name}” stands twice in one object. Keep one of them."),
        "half-character": _("Half a character is written here ({text}). Write it whole."),
    }


def _of_graphs() -> dict[str, str]:
    return {
        "not-a-graph": _("This is not a JSON-LD graph: “@graph” should be a list of nodes."),
        "too-many-nodes": _("The graph has {nodes} nodes; up to {limit} are read."),
        "repeated-node": _("“{id}” is described twice. Put both into one node."),
        "not-a-node": _("Here should be a node: an object with “@id” and “@type”."),
        "not-a-name": _("“@id” should be one text, and “@type” texts."),
        "not-a-reference": _("Here should be a node, or the address of one."),
        "not-one-value": _("Only one value can stand here."),
        "not-a-text": _("Here should be a text, or texts by language."),
        "not-a-number": _("“{found}” cannot be used here; it should be a number, 0 or more."),
        "no-such-node": _("“{id}” is named here, and the graph does not describe it. Add it."),
    }


def _of_pathways() -> dict[str, str]:
    return {
        "no-pathway": _("There is no pathway (“ceterms:Pathway”) in this graph."),
        "many-pathways": _("There are {pathways} pathways in this graph. Put each into a file of its own."),
        "no-destination": _("The pathway does not say what it leads to (“ceterms:hasDestinationComponent”)."),
        "many-destinations": _("The pathway leads to {found} components. A policy leads to one: keep one."),
        "nothing-asked": _("This component has neither conditions nor children, so nothing is asked."),
        "cycle": _("These need each other, so that nobody could begin: {nodes}."),
        "too-many-parts": _("Written out, the conditions have more than {limit} parts."),
        "no-unit": _("The graph does not say which credits these are. Say it with --unit, such as --unit ECTS."),
    }


def _taken_strictly() -> dict[str, str]:
    """Return what is never met by a program's word."""
    return {
        "in-words": _(
            "“{words}” is said in words only. Nobody meets the clause until a person rewrites or overrides it."
        ),
        "operator-not-understood": _(
            "“{words}” uses the operator “{operator}”, which no policy has. Nobody meets the clause until a person "
            "rewrites or overrides it."
        ),
        "constraint-not-understood": _(
            "The constraint “{words}” compares what no policy compares. Nobody meets the clause until a person "
            "rewrites or overrides it."
        ),
        "more-than-there-are": _("{needed} are needed of {there}: nobody can meet this."),
        "no-number": _("How many are needed is not said: all are taken to be."),
        "children-taken-as-needed": _("There are no conditions, only {children} children: all are taken to be needed."),
    }


def _taken_otherwise() -> dict[str, str]:
    return {
        "not-in-the-graph": _("The graph does not describe “{id}”: the policy knows it by this address."),
        "unread-term": _("“{term}” is not read; it stands in {times} nodes."),
        "changed": _("“{clause}” was changed after it was written: what the graph says counts."),
        "added": _("“{clause}” was added to what we wrote."),
        "removed": _("“{clause}” was taken out of what we wrote."),
        "carried-unreadable": _("The policy's own file in the graph is not whole: the graph alone is read."),
    }
