"""What a participant's pages ask the room: whether something changed, and what is shown to everybody."""
