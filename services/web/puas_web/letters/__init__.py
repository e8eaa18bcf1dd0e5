"""Official letters: who has earned one, writing and issuing them one by one or to many, the list, and taking one back."""
