"""What can change in careers."""

from testamur.domain.careers.actions.aiming import TooManyTargets, aim, forget_target

__all__ = ["TooManyTargets", "aim", "forget_target"]
