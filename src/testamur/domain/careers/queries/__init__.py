"""What can be read of careers: of targets only by their person."""

from testamur.domain.careers.queries.targets import target, targets

__all__ = ["target", "targets"]
