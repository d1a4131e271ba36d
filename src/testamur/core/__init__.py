"""The engines: pure functions over frozen values. No Django, network, disk, clock or chance."""
