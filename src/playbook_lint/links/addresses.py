"""Which hosts and IP addresses may be asked. Pure: names are resolved elsewhere.

Anyone can write a link, and whoever checks it may stand inside a network whose hosts trust it. So only public addresses
are asked, unless the configuration opens others.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from playbook_lint.links.settings import matches

Address = IPv4Address | IPv6Address


def _networks(text: str) -> tuple[tuple[int, int, int], ...]:
    """Each network as its version, its first and its last address."""
    networks = map(ip_network, text.split())
    return tuple((net.version, int(net.network_address), int(net.broadcast_address)) for net in networks)


# The special-purpose registries of IANA (RFC 6890 and its updates): what an address is, whether `allow_private` opens
# it, and its networks.
_SPECIAL = (
    ("a loopback address", True, _networks("127.0.0.0/8 ::1/128")),
    ("a private address", True, _networks("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fec0::/10")),
    ("a link-local address", True, _networks("169.254.0.0/16 fe80::/10")),
    ("a shared address of a provider", True, _networks("100.64.0.0/10")),  # RFC 6598
    ("a multicast address", False, _networks("224.0.0.0/4 ff00::/8")),
    ("an unspecified address", False, _networks("0.0.0.0/8 ::/128")),
    (
        "an address for documentation",
        False,
        _networks("192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20"),
    ),
    (
        "a reserved address",
        False,
        _networks("192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 240.0.0.0/4 2001::/23 ::/3 4000::/2 8000::/1"),
    ),
)
# Where machines of clouds learn their own credentials.
_METADATA_V4 = "169.254.169.254 169.254.170.2 169.254.170.23 169.254.42.42 169.254.0.23 100.100.100.200 192.0.0.192"
_METADATA_V6 = "fd00:ec2::254 fd00:ec2::23 fd20:ce::254 fd00:42::42"
_METADATA = frozenset(map(ip_address, f"{_METADATA_V4} 168.63.129.16 {_METADATA_V6}".split()))
_METADATA_NAMES = ("metadata", "metadata.google.internal", "metadata.goog", "instance-data.ec2.internal")
# RFC 6761 section 6.3, and what distributions add to it.
_OWN_NAMES = (
    "localhost",
    "*.localhost",
    "*.localdomain",
    "localhost6",
    "*.localdomain6",
    "ip6-localhost",
    "ip6-loopback",
)
_NAT64 = int(IPv6Address("64:ff9b::"))  # RFC 6052


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What may be asked beside public addresses.

    `allow_private` opens loopback, private, shared and link-local addresses. `allow_hosts` are patterns of host names
    or literal addresses that may have any address; but a metadata address of a cloud only where the pattern is the host
    itself, without `*`.
    """

    allow_private: bool = False
    allow_hosts: tuple[str, ...] = ()

    def refusal(self, host: str, address: str) -> str | None:
        """Why `host` may not be asked at `address`, one of its IP addresses (`has a private address`), or None."""
        parsed = ip_address(address)
        inner = _embedded(parsed)
        candidates = (parsed, *inner)
        if not _METADATA.isdisjoint(candidates):
            return None if self._is_allowed(host, exactly=True) else "has a metadata address of a cloud"
        if self._is_allowed(host):
            return None
        if inner and _is_only_a_form(parsed):
            candidates = inner
        return next(self._refusals(candidates), None)

    def refusal_of_name(self, host: str) -> str | None:
        """Why `host` may not be asked, as far as its name or literal address says, or None."""
        name = _plain(host)
        if matches(name, _METADATA_NAMES):
            return None if self._is_allowed(host, exactly=True) else "has a metadata address of a cloud"
        if matches(name, _OWN_NAMES):
            return None if self.allow_private or self._is_allowed(host) else "is a name of this machine"
        literal = _literal(name)
        return self.refusal(host, literal) if literal else None

    def _is_allowed(self, host: str, exactly: bool = False) -> bool:
        patterns = (_plain(pattern) for pattern in self.allow_hosts if not (exactly and "*" in pattern))
        return matches(_plain(host), patterns)

    def _refusals(self, addresses: Iterable[Address]) -> Iterator[str]:
        for address in addresses:
            number = int(address)
            for kind, is_private, networks in _SPECIAL:
                if any(version == address.version and low <= number <= high for version, low, high in networks):
                    if not (is_private and self.allow_private):
                        yield f"has {kind}"
                    break


def _plain(host: str) -> str:
    return host.removeprefix("[").removesuffix("]").removesuffix(".")


def _literal(name: str) -> str | None:
    """The address that `name` is, also in the old forms that resolvers take (`127.1`, `0x7f000001`)."""
    try:
        return str(ip_address(name))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except (OSError, UnicodeError):
        return None


def _embedded(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that packets to an IPv6 `address` may end up at."""
    if isinstance(address, IPv4Address):
        return ()
    number = int(address)
    if address.teredo:
        return address.teredo
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and (number - _NAT64 in range(1 << 32) or number in range(2, 1 << 32)):  # RFC 4291, 2.5.5.1
        inner = IPv4Address(number & 0xFFFFFFFF)
    return (inner,) if inner else ()


def _is_only_a_form(address: Address) -> bool:
    """Whether an IPv6 `address` with an IPv4 address in it is as good as that one: mapped, 6to4 or NAT64."""
    return isinstance(address, IPv6Address) and bool(
        address.ipv4_mapped or address.sixtofour or int(address) - _NAT64 in range(1 << 32)
    )
