"""What the tests and the evaluation of a training came to, as its trainer sees it."""
