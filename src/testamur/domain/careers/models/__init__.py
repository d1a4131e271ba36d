"""What the careers room stores."""

from testamur.domain.careers.models.aiming import Target, TargetSkill

__all__ = ["Target", "TargetSkill"]
