"""What the Ombudsman said over the years, and how the next visit is prepared."""
