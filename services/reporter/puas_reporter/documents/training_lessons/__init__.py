"""What a training teaches, chapter by chapter: one store of words and figures for slides, handbook, guide, posters and cards."""
