"""What can be read of careers: of targets only by their person."""

from testamur.domain.careers.queries.targets import target, target_to_read, targets

__all__ = ["target", "target_to_read", "targets"]
