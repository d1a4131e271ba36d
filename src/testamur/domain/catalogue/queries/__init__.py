"""What can be read in the catalogue. What is published is public: no actor is asked for it."""

from testamur.domain.catalogue.queries.addressing import whereabouts
from testamur.domain.catalogue.queries.advising import advisable
from testamur.domain.catalogue.queries.enumerating import offered, part
from testamur.domain.catalogue.queries.following import changes
from testamur.domain.catalogue.queries.microcredentials import (
    by_version,
    definition_of,
    definitions_of,
    editions,
    examined,
    guidelines,
    of_institution,
    published,
    rehearsal,
    shelf,
    version_uuids,
)
from testamur.domain.catalogue.queries.pathways import (
    pathway,
    pathway_rehearsal,
    pathways,
    policies_of,
    resolved,
    tagged,
    to_accept,
)
from testamur.domain.catalogue.queries.searching import COUNTED, PAGE, WITHOUT_CREDITS, facets, relaxed, search
from testamur.domain.catalogue.queries.teaching import taught, taught_here, teachers, teaching

__all__ = [
    "COUNTED",
    "PAGE",
    "WITHOUT_CREDITS",
    "advisable",
    "by_version",
    "changes",
    "definition_of",
    "definitions_of",
    "editions",
    "examined",
    "facets",
    "guidelines",
    "of_institution",
    "offered",
    "part",
    "pathway",
    "pathway_rehearsal",
    "pathways",
    "policies_of",
    "published",
    "rehearsal",
    "relaxed",
    "resolved",
    "search",
    "shelf",
    "tagged",
    "taught",
    "taught_here",
    "teachers",
    "teaching",
    "to_accept",
    "version_uuids",
    "whereabouts",
]
