"""What the university does, room by room. No room knows that there are pages or HTTP."""
