"""`puas demo`: a fictional province on embedded servers, and the main job done once through real HTTP."""
