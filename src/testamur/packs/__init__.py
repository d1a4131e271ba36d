"""Regulation, guidelines and labels as dated, cited data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def guidelines() -> dict[str, str]:
    """Return the text of every guideline pack by its name, such as ``eu-2022``, in the order of the names."""
    return _texts("guidelines")


@cache
def earlier_guidelines() -> dict[str, str]:
    """Return the text of every version that a newer one follows, by id and version, such as ``eu-2022@1.0``.

    They are kept for designs that began under them, and never change.
    """
    return _texts("guidelines", "earlier")


@cache
def policies() -> dict[str, str]:
    """Return the text of every policy pack by its name, such as ``hku-certificate``, in the order of the names."""
    return _texts("policies")


@cache
def policy_cases() -> dict[str, str]:
    """Return the worked cases of the policy packs, by the name of the pack."""
    return _texts("policies", "cases")


@cache
def frameworks() -> dict[str, str]:
    """Return level maps, credit conversions and grading schemes, by the name of their file."""
    return _texts("frameworks")


@cache
def descriptors() -> dict[str, str]:
    """Return what the levels of a framework ask for, by the name of the framework's file."""
    return _texts("descriptors")


@cache
def procedures() -> dict[str, str]:
    """Return the procedures of recognition, by the name of their file."""
    return _texts("procedures")


@cache
def procedure_cases() -> dict[str, str]:
    """Return the worked cases of the procedures, by the name of the procedure."""
    return _texts("procedures", "cases")


@cache
def readiness() -> dict[str, str]:
    """Return the questions of an institution's self-audit, by the name of their file."""
    return _texts("readiness")


@cache
def templates() -> dict[str, str]:
    """Return the templates that a draft can begin with, by the name of their file."""
    return _texts("templates")


@cache
def house_policies() -> dict[str, str]:
    """Return the default policies of a house, such as one for appeals, by the name of their file."""
    return _texts("house")


@cache
def skills() -> dict[str, str]:
    """Return how soon skills age and on which scales they are told, by the name of their file."""
    return _texts("skills")


@cache
def models() -> dict[str, str]:
    """Return what there is to say of every model and table of rules that suggests something, by its name."""
    return _texts("models")


@cache
def identities() -> dict[str, str]:
    """Return what tells whom a text is about, by language."""
    return _texts("identity")


@cache
def surveys() -> dict[str, str]:
    """Return what people may tell of themselves, by the name of the file."""
    return _texts("survey")


@cache
def identity_cases() -> dict[str, str]:
    """Return labelled texts, by language: by what is found in them the detector is measured."""
    return _texts("identity", "cases")


def _texts(*folders: str) -> dict[str, str]:
    """Return the YAML files of a folder by name, without those of the folders in it."""
    folder = files("testamur.packs").joinpath(*folders)
    found = {entry.name.removesuffix(".yaml"): entry for entry in folder.iterdir() if entry.name.endswith(".yaml")}
    return {name: found[name].read_text(encoding="utf-8") for name in sorted(found)}
