"""Answering: the form behind a sticker's code, for everybody, without an account and without JavaScript."""
