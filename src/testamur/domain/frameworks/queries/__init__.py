"""What can be read of frameworks. What is shared is public: no actor is asked for it.

``here``, an institution's inside id, adds what that institution keeps to itself.
"""

from testamur.domain.frameworks.queries.above import hierarchy
from testamur.domain.frameworks.queries.concepts import by_uris, concept, concept_at, pages
from testamur.domain.frameworks.queries.files import files, handed_in
from testamur.domain.frameworks.queries.filing import tags
from testamur.domain.frameworks.queries.naming import named
from testamur.domain.frameworks.queries.reading import language_of, reading, to_choose_from, to_read_against
from testamur.domain.frameworks.queries.searching import PAGE, called, search, tops
from testamur.domain.frameworks.queries.upgrading import changed
from testamur.domain.frameworks.queries.versions import framework, frameworks, frameworks_of, skills, version_of
from testamur.domain.frameworks.queries.whole import whole

__all__ = [
    "PAGE",
    "by_uris",
    "called",
    "changed",
    "concept",
    "concept_at",
    "files",
    "framework",
    "frameworks",
    "frameworks_of",
    "handed_in",
    "hierarchy",
    "language_of",
    "named",
    "pages",
    "reading",
    "search",
    "skills",
    "tags",
    "to_choose_from",
    "to_read_against",
    "tops",
    "version_of",
    "whole",
]
