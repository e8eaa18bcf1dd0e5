"""Who was trained in a province, and whether it shows in their reports."""
