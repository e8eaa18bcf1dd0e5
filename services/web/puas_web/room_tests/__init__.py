"""The test before and after a training and its evaluation, as a participant takes them."""
