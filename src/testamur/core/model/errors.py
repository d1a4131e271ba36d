"""The one error of the model."""

from __future__ import annotations


class ModelError(Exception):
    """A value that the field does not allow, such as adding ECTS to MQF credits.

    The message says what was found and what is allowed; readers of files add the place.
    """
