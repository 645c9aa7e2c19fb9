"""Which hosts and IP addresses may be asked. Pure: names are resolved elsewhere.

Anyone can write a link, and whoever checks it may stand inside a network whose hosts trust it. So only public addresses
are asked, unless the configuration opens others.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from playbook_lint.links.settings import matches
from playbook_lint.records import Record

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
_METADATA_V6 = "fd00:ec2::254 fd00:ec2::23 fd20:ce::254 fd00:42::42 fe80::a9fe:a9fe"
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
_NAT64 = int(IPv6Address("64:ff9b::")) >> 32  # RFC 6052: the network of 96 bits


class AddressPolicy(Record, frozen=True):
    """What may be asked beside public addresses.

    `allow_private` opens loopback, private, shared and link-local addresses. `allow_hosts` are patterns of host names
    or literal addresses that may have any address; but a metadata address of a cloud only where the pattern is the host
    itself, without `*`.
    """

    allow_private: bool = False
    allow_hosts: tuple[str, ...] = ()

    def refusal(self, host: str, address: str) -> str | None:
        """Why `host` may not be asked at `address`, one of its IP addresses (`has a private address`), or None."""
        meant = _meant(ip_address(address.partition("%")[0]))  # without the interface
        if meant in _METADATA:
            return None if self._is_allowed(host, exactly=True) else "has a metadata address of a cloud"
        if self._is_allowed(host):
            return None
        kind, is_private = _kind(meant)
        return f"has {kind}" if kind and not (is_private and self.allow_private) else None

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


def _meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 `address` is another form of (mapped, 6to4, NAT64), or else itself."""
    if isinstance(address, IPv4Address):
        return address
    if int(address) >> 32 == _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _kind(address: Address) -> tuple[str, bool]:
    """What a special address is, and whether it is a private one; nothing for a public address."""
    number = int(address)
    for kind, is_private, networks in _SPECIAL:
        if any(version == address.version and low <= number <= high for version, low, high in networks):
            return kind, is_private
    return "", False
