"""The installation's signature: only its key makes it, only the same text fits."""

from __future__ import annotations

import json

import pytest

from puas.runtime.signing_key import (
    SigningKey,
    UnableToDeriveKey,
    UnreadableKeys,
    key_id_of,
    public_keys_json,
    read_public_keys,
    verify,
)

SECRET = "rahasia-pemasangan-yang-cukup-panjang"
TEXT = '{"nik":"88.31"}'


def test_sign_and_verify() -> None:
    key = SigningKey(SECRET)
    signature = key.sign(TEXT)
    assert verify(TEXT, signature, [key.public]) == key.public
    assert signature == SigningKey(SECRET).sign(TEXT), "the same secret gives the same key"
    assert key_id_of(signature) == key.public.key_id


def test_another_text_another_key_another_signature() -> None:
    key, other = SigningKey(SECRET), SigningKey(SECRET + "!")
    signature = key.sign(TEXT)
    assert key.public.key_id != other.public.key_id
    assert verify(TEXT + " ", signature, [key.public]) is None
    assert verify(TEXT, signature, [other.public]) is None
    assert verify(TEXT, other.sign(TEXT).replace(other.public.key_id, key.public.key_id), [key.public]) is None
    for broken in ("", "ed25519:x", "rsa" + signature[7:], signature[:-4], signature + "!!"):
        assert verify(TEXT, broken, [key.public]) is None
    assert key_id_of("nonsense") == ""


def test_published_keys() -> None:
    keys = [SigningKey(SECRET).public, SigningKey(SECRET + "2").public]
    text = public_keys_json(keys)
    assert read_public_keys(text) == tuple(keys)
    entry = json.loads(text)["keys"][0]
    assert (entry["kty"], entry["crv"], entry["kid"]) == ("OKP", "Ed25519", keys[0].key_id)
    with_others = json.dumps({"keys": [{"kty": "RSA"}, *json.loads(text)["keys"]]})
    assert len(read_public_keys(with_others)) == 2
    for wrong in ("", "[]", "{}", '{"keys": 5}', '{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "&"}]}'):
        with pytest.raises(UnreadableKeys):
            read_public_keys(wrong)


def test_the_secret_stays_inside() -> None:
    assert SECRET not in repr(SigningKey(SECRET)) and "rahasia" not in str(vars(SigningKey(SECRET)))
    with pytest.raises(UnableToDeriveKey):
        SigningKey("pendek")
