"""Materials of a training session: what each is for, making it, and its files."""
