"""What can be read in the catalogue. What is published is public: no actor is asked for it."""

from testamur.domain.catalogue.queries.microcredentials import (
    PAGE,
    by_version,
    definition_of,
    definitions_of,
    editions,
    examined,
    guidelines,
    of_institution,
    published,
    rehearsal,
    search,
    shelf,
    version_uuids,
)
from testamur.domain.catalogue.queries.pathways import (
    pathway,
    pathway_rehearsal,
    pathways,
    policies_of,
    resolved,
    to_accept,
)

__all__ = [
    "PAGE",
    "by_version",
    "definition_of",
    "definitions_of",
    "editions",
    "examined",
    "guidelines",
    "of_institution",
    "pathway",
    "pathway_rehearsal",
    "pathways",
    "policies_of",
    "published",
    "rehearsal",
    "resolved",
    "search",
    "shelf",
    "to_accept",
    "version_uuids",
]
