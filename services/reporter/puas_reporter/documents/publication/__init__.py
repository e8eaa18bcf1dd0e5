"""Banner and poster of a result for the wall and the screen: index, respondents, unsur, and what was done about them."""
