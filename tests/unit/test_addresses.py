"""Which addresses may be asked."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.links.addresses import AddressPolicy

PUBLIC = AddressPolicy()
PRIVATE_TOO = AddressPolicy(allow_private=True)

LOOPBACK = ("127.0.0.1", "127.255.255.254", "::1")
PRIVATE = ("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd12:3456::1", "fc00::1", "fec0::1")
LINK_LOCAL = ("169.254.1.1", "fe80::1", "fe80::1%eth0")
SHARED = ("100.64.0.1", "100.127.255.254")
NEVER = (
    ("224.0.0.1", "has a multicast address"),
    ("ff02::1", "has a multicast address"),
    ("0.0.0.0", "has an unspecified address"),
    ("0.1.2.3", "has an unspecified address"),
    ("::", "has an unspecified address"),
    ("192.0.2.1", "has an address for documentation"),
    ("198.51.100.7", "has an address for documentation"),
    ("203.0.113.7", "has an address for documentation"),
    ("2001:db8::1", "has an address for documentation"),
    ("3fff::1", "has an address for documentation"),
    ("192.0.0.8", "has a reserved address"),
    ("198.18.0.1", "has a reserved address"),
    ("240.0.0.1", "has a reserved address"),
    ("255.255.255.255", "has a reserved address"),
    ("64:ff9b:1::1", "has a reserved address"),
    ("100::1", "has a reserved address"),
    ("2001:2::1", "has a reserved address"),
    ("5f00::1", "has a reserved address"),
    ("fe00::1", "has a reserved address"),
)
METADATA = ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fe80::a9fe:a9fe")
WORLD = ("1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.167.1.1", "2606:4700::1111", "2a00:1450::8a")
# What packets to 10.0.0.1 can be disguised as.
FORMS = ("::ffff:10.0.0.1", "2002:a00:1::1", "64:ff9b::a00:1")


@pytest.mark.parametrize("address", [*WORLD, "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"])
def test_public_addresses_are_asked(address: str) -> None:
    assert PUBLIC.refusal("web.example", address) is None


@pytest.mark.parametrize(
    ("addresses", "why"),
    [
        (LOOPBACK, "has a loopback address"),
        (PRIVATE, "has a private address"),
        (LINK_LOCAL, "has a link-local address"),
        (SHARED, "has a shared address of a provider"),
    ],
)
def test_addresses_that_can_be_opened(addresses: tuple[str, ...], why: str) -> None:
    for address in addresses:
        assert PUBLIC.refusal("web.example", address) == why
        assert PRIVATE_TOO.refusal("web.example", address) is None


@pytest.mark.parametrize(("address", "why"), NEVER)
def test_addresses_that_are_nobodys(address: str, why: str) -> None:
    assert PUBLIC.refusal("web.example", address) == why
    assert PRIVATE_TOO.refusal("web.example", address) == why


@pytest.mark.parametrize("address", FORMS)
def test_disguised_addresses_are_what_they_lead_to(address: str) -> None:
    assert PUBLIC.refusal("web.example", address) == "has a private address"


@pytest.mark.parametrize("address", ["2001:0:101:101::fefe:fefe", "2001:0:a00:1::1", "::10.0.0.1", "::101:101"])
def test_forms_that_nobody_uses_are_refused_wherever_they_lead(address: str) -> None:
    """Teredo (RFC 4380) and IPv4-compatible addresses (RFC 4291 section 2.5.5.1)."""
    assert PUBLIC.refusal("web.example", address) == "has a reserved address"
    assert PRIVATE_TOO.refusal("web.example", address) == "has a reserved address"


@pytest.mark.parametrize(
    "address",
    [*METADATA, "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "fd00:ec2::254%1", "fe80::1%1"],
)
def test_metadata_addresses_take_an_entry_of_their_own(address: str) -> None:
    is_metadata = address != "fe80::1%1"
    for policy in (PRIVATE_TOO, AddressPolicy(allow_hosts=("*",)), AddressPolicy(True, ("*.example", "other.example"))):
        refusal = policy.refusal("web.example", address)
        assert refusal == ("has a metadata address of a cloud" if is_metadata else None)
    assert AddressPolicy(allow_hosts=("WEB.example",)).refusal("web.example", address) is None


@given(st.ip_addresses())
def test_whatever_is_asked_is_global_to_the_standard_library(address: IPv4Address | IPv6Address) -> None:
    if PUBLIC.refusal("web.example", str(address)) is None:
        if isinstance(address, IPv6Address):
            inner = address.ipv4_mapped or address.sixtofour
            if int(address) >> 32 == 0x64FF9B << 64:
                inner = IPv4Address(int(address) & 0xFFFFFFFF)
            address = inner or address
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4))
def test_forms_of_an_address_are_treated_alike(address: IPv4Address) -> None:
    refusal = PUBLIC.refusal("web.example", str(address))
    number = int(address)
    for form in ((0xFFFF << 32) + number, (0x2002 << 112) + (number << 80), (0x64FF9B << 96) + number):
        assert PUBLIC.refusal("web.example", str(IPv6Address(form))) == refusal


@pytest.mark.parametrize(
    ("pattern", "host", "is_open"),
    [
        ("intra.example", "intra.example", True),
        ("INTRA.example", "intra.example.", True),
        ("*.intra.example", "wiki.intra.example", True),
        ("*.intra.example", "intra.example", False),
        ("*.intra.example", "wiki.intra.example.com", False),
        ("10.0.0.*", "10.0.0.1", True),
        ("[fd00::1]", "fd00::1", True),
        ("wiki?.example", "wiki1.example", False),
    ],
)
def test_hosts_that_the_configuration_opens(pattern: str, host: str, is_open: bool) -> None:
    policy = AddressPolicy(allow_hosts=(pattern,))
    for address in ("10.0.0.1", "::1", "224.0.0.1", "240.0.0.1"):
        assert (policy.refusal(host, address) is None) is is_open


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("localhost", "is a name of this machine"),
        ("LOCALHOST.", "is a name of this machine"),
        ("api.localhost", "is a name of this machine"),
        ("localhost.localdomain", "is a name of this machine"),
        ("metadata.google.internal", "has a metadata address of a cloud"),
        ("127.0.0.1", "has a loopback address"),
        ("[::1]", "has a loopback address"),
        ("::ffff:127.0.0.1", "has a loopback address"),
        ("127.1", "has a loopback address"),
        ("2130706433", "has a loopback address"),
        ("0x7f.0.0.1", "has a loopback address"),
        ("017700000001", "has a loopback address"),
        ("0", "has an unspecified address"),
        ("0xa9fea9fe", "has a metadata address of a cloud"),
        ("localhost.example", None),
        ("metadata.example", None),
        ("127.0.0.1.example", None),
        ("1.1.1.1", None),
        ("web.example", None),
        ("xn--bcher-kva.example", None),
    ],
)
def test_names_and_literal_addresses(host: str, why: str | None) -> None:
    assert PUBLIC.refusal_of_name(host) == why


def test_names_that_are_open() -> None:
    assert PRIVATE_TOO.refusal_of_name("localhost") is None
    assert PRIVATE_TOO.refusal_of_name("127.1") is None
    assert AddressPolicy(allow_hosts=("*.localhost",)).refusal_of_name("api.localhost") is None
    for policy in (PRIVATE_TOO, AddressPolicy(allow_hosts=("*",))):
        assert policy.refusal_of_name("metadata.google.internal")
        assert policy.refusal_of_name("169.254.169.254")
    assert AddressPolicy(allow_hosts=("metadata.google.internal",)).refusal_of_name("metadata.google.internal") is None


def test_the_lists_hold_addresses_as_python_has_them() -> None:
    """So that a form with a leading zero or a scope would be noticed."""
    assert all(str(ip_address(address)) == address for address in (*LOOPBACK, *PRIVATE, *SHARED, *METADATA, *WORLD))
