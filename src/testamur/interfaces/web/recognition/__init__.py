"""Recognition on pages: asking for it, following it, the desk that decides, the register that anyone may read."""
