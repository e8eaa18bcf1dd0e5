"""Reports of closed periods: texts, follow-up plan, request, progress, download."""
