"""The document for filing about an assessment of performance (IPP)."""
