"""What somebody without a goal might like to learn, by what they hold and what moves them. Advice only."""

from testamur.core.skills.recommending.choosing import recommend
from testamur.core.skills.recommending.motives import Motive
from testamur.core.skills.recommending.values import About, Candidate, Reason, Recommendation

__all__ = ["About", "Candidate", "Motive", "Reason", "Recommendation", "recommend"]
