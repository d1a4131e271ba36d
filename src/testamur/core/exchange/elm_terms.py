"""What the European Learning Model calls our codes. Addresses are those of its published samples; others are our own.

https://github.com/european-commission-empl/European-Learning-Model (version 3; EDC context and LOQ profile).
"""

from __future__ import annotations

CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap"
# That context leaves these two to the one of credentials; without them nothing here would have a type or a name.
ALIASES = {"id": "@id", "type": "@type"}
SNB = "http://data.europa.eu/snb/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
ESCO = "http://data.europa.eu/esco/"

EQF, EQF_SCHEME = f"{SNB}eqf/", f"{SNB}eqf/25831c2"
FIELDS, FIELDS_SCHEME = f"{SNB}isced-f/", f"{SNB}isced-f/25831c2"
CREDITS_SCHEME = f"{SNB}education-credit/25831c2"
ECTS = f"{SNB}education-credit/6fcec5c5af"
MODES_SCHEME = f"{SNB}learning-assessment/25831c2"
MODES = {"online": f"{SNB}learning-assessment/920fbb3cbe", "blended": f"{SNB}learning-assessment/e92d221e4d"}
SHORT_PROGRAMME = f"{SNB}learning-opportunity/74a4a268e8"
SHORT_PROGRAMME_SCHEME = f"{SNB}learning-opportunity/25831c2"

# Concepts that have no published address we could read get one of ours; their notation is our code.
OWN = "urn:testamur:concept:"
OWN_SCHEME = "urn:testamur:concept-scheme:"
# The kinds of our concepts.
ASSESSMENT, OUTCOME, MODE, LEVEL, UNIT, ABOUT = "assessment", "outcome", "mode", "level", "unit", "about"
# What a note of ours is about, where it holds the definition's own file.
DEFINITION = "definition"
