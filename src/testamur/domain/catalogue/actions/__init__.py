"""What can change in the catalogue."""

from testamur.domain.catalogue.actions.pathways import (
    OverlappingVersions,
    PolicyNotReady,
    PolicyUnreadable,
    PolicyVersionTaken,
    accept,
    bring_pathway_back,
    publish_pathway,
    retire_pathway,
    withdraw_acceptance,
)
from testamur.domain.catalogue.actions.publishing import (
    NotReady,
    Unreadable,
    VersionTaken,
    bring_back,
    publish,
    retire,
)

__all__ = [
    "NotReady",
    "OverlappingVersions",
    "PolicyNotReady",
    "PolicyUnreadable",
    "PolicyVersionTaken",
    "Unreadable",
    "VersionTaken",
    "accept",
    "bring_back",
    "bring_pathway_back",
    "publish",
    "publish_pathway",
    "retire",
    "retire_pathway",
    "withdraw_acceptance",
]
