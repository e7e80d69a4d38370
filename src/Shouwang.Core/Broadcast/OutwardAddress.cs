using System.Net;
using System.Net.Sockets;

namespace Shouwang.Broadcast;

/// <summary>外网地址: which addresses a server may be told to call: the public ones, and no others.</summary>
/// <remarks>After the IANA special-purpose registries (RFC 6890): nothing of this machine, of private networks, of links (with the metadata services of clouds, also 100.100.100.200), of documentation, tests and groups. Addresses that carry another one inside are judged by that one.</remarks>
public static class OutwardAddress
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>True for a public address.</summary>
    public static bool IsPublic(IPAddress address) => Inner(address) is var inner && !Closed.Any(network => network.Contains(inner)) && (inner.AddressFamily != AddressFamily.InterNetworkV6 || (inner.GetAddressBytes()[0] & 0xE0) == 0x20);

    // IPv4 inside IPv6: mapped (::ffff:a.b.c.d), NAT64 (64:ff9b::a.b.c.d) and 6to4 (2002:aabb:ccdd::).
    private static IPAddress Inner(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes is [0, 0x64, 0xFF, 0x9B, ..]) return new IPAddress(bytes.AsSpan(12, 4));
        return bytes is [0x20, 0x02, ..] ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }
}
