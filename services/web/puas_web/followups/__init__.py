"""Follow-up plans (RTL): every promise in one list, the plan of a period, and what became of each promise."""
