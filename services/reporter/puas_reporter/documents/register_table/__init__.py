"""The page of a register for filing: minimum services, complaints."""
