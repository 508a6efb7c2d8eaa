"""Masking of secrets by value."""

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ts_connectors._core.redaction import MASK, Secrets

SECRET = 'pä$$ "w/rd+1'


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(SECRET, id="plain"),
        pytest.param(json.dumps({"password": SECRET}), id="inside JSON"),
        pytest.param(json.dumps({"password": SECRET}, ensure_ascii=False), id="inside JSON as UTF-8"),
        pytest.param(f"https://me:{quote(SECRET, safe='')}@proxy", id="URL-encoded"),
    ],
)
def test_a_secret_is_masked_in_every_spelling(shown: str) -> None:
    secrets = Secrets()
    secrets.add(SECRET)
    assert "w/rd" not in secrets.mask(shown)
    assert "w%2Frd" not in secrets.mask(shown)
    assert MASK in secrets.mask(shown)


@given(before=st.binary(max_size=8), after=st.binary(max_size=8))
def test_a_secret_inside_a_base64_text_is_masked_whatever_stands_around_it(before: bytes, after: bytes) -> None:
    secrets = Secrets()
    secrets.add("correct horse battery")
    encoded = base64.b64encode(before + b"correct horse battery" + after).decode()
    assert MASK in secrets.mask(encoded)
    assert len(secrets.mask(encoded)) <= len(encoded) - 20


def test_the_longer_of_two_secrets_is_masked_whole() -> None:
    secrets = Secrets()
    secrets.add("token", "token-and-more")
    assert secrets.mask("<token-and-more>") == f"<{MASK}>"


def test_very_short_values_stay_visible() -> None:
    secrets = Secrets()
    secrets.add("a", "", None)
    assert secrets.mask("banana") == "banana"
