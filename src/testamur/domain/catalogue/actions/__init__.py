"""What can change in the catalogue."""

from testamur.domain.catalogue.actions.moving import CodeInUse, bring_back, rename, retire
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
    NotReviewed,
    Unreadable,
    VersionTaken,
    publish,
)

__all__ = [
    "CodeInUse",
    "NotReady",
    "NotReviewed",
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
    "rename",
    "retire",
    "retire_pathway",
    "withdraw_acceptance",
]
