"""What follows from an assessment of performance: promises from its weak indicators, and its document for filing."""
