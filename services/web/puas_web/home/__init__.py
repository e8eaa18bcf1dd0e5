"""Where people arrive: the front door, the choice of a workspace, and the start page of each role."""
