"""The handbook of a training's participants."""
