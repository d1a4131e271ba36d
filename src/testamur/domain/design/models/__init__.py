"""What the design room stores."""

from testamur.domain.design.models.drafting import Comment, Design, Event, Family, Revision
from testamur.domain.design.models.importing import Intake, IntakeRow
from testamur.domain.design.models.making import Asset, Contributor, InterestStatement, SignOff
from testamur.domain.design.models.organisations import OrganisationMember, PartnerLink, PartnerOrganisation
from testamur.domain.design.models.paging import Edition, Page, PageText, StoredFile
from testamur.domain.design.models.partnering import (
    Agreement,
    Brief,
    Demand,
    EndorsementIntent,
    PartnerMember,
    Partnership,
    RelevanceReview,
)
from testamur.domain.design.models.posting import PartnerNotice
from testamur.domain.design.models.reviewing import Approval, ChangeRequest, Review
from testamur.domain.design.models.scaling import AuditAnswer, Dossier, HousePolicy, RiskSnapshot, Sample, SelfAudit

__all__ = [
    "Agreement",
    "Approval",
    "Asset",
    "AuditAnswer",
    "Brief",
    "ChangeRequest",
    "Comment",
    "Contributor",
    "Demand",
    "Design",
    "Dossier",
    "Edition",
    "EndorsementIntent",
    "Event",
    "Family",
    "HousePolicy",
    "Intake",
    "IntakeRow",
    "InterestStatement",
    "OrganisationMember",
    "Page",
    "PageText",
    "PartnerLink",
    "PartnerMember",
    "PartnerNotice",
    "PartnerOrganisation",
    "Partnership",
    "RelevanceReview",
    "Review",
    "Revision",
    "RiskSnapshot",
    "Sample",
    "SelfAudit",
    "SignOff",
    "StoredFile",
]
