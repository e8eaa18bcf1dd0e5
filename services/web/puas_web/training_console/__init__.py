"""The trainer's console: where the room is, who is stuck where, and what everybody sees."""
