"""Taking home from practice: names and plans a participant packs, behind a code."""
