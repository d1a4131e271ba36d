"""What the demo's tests share: a smaller world."""

from demo_facts import small

__all__ = ["small"]
