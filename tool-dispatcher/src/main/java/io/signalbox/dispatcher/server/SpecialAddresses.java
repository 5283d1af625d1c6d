package io.signalbox.dispatcher.server;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The addresses that are not those of public hosts: the registries of special-purpose addresses of
/// IANA, and where clouds keep the credentials of their machines.
final class SpecialAddresses {
  private static final int IPV4_BYTES = 4;

  /// The first that contains an address says what it is.
  private static final List<Special> ALL =
      List.of(
          never("metadata", "169.254.169.254"),
          never("metadata", "169.254.170.2"),
          never("metadata", "100.100.100.200"),
          never("metadata", "168.63.129.16"),
          never("metadata", "192.0.0.192"),
          never("metadata", "fd00:ec2::/32"),
          network("loopback", "127.0.0.0/8"),
          network("loopback", "::1"),
          network("private", "10.0.0.0/8"),
          network("private", "172.16.0.0/12"),
          network("private", "192.168.0.0/16"),
          network("carrier-grade NAT", "100.64.0.0/10"),
          network("unique local", "fc00::/7"),
          never("unspecified", "0.0.0.0/8"),
          never("unspecified", "::"),
          never("link-local", "169.254.0.0/16"),
          never("link-local", "fe80::/10"),
          never("site-local", "fec0::/10"),
          never("multicast", "224.0.0.0/4"),
          never("multicast", "ff00::/8"),
          never("reserved", "192.0.0.0/24"),
          never("documentation", "192.0.2.0/24"),
          never("6to4 relay", "192.88.99.0/24"),
          never("benchmarking", "198.18.0.0/15"),
          never("documentation", "198.51.100.0/24"),
          never("documentation", "203.0.113.0/24"),
          never("reserved", "240.0.0.0/4"),
          never("reserved", "2001::/23"),
          never("documentation", "2001:db8::/32"),
          never("6to4", "2002::/16"),
          never("documentation", "3fff::/20"));

  private static final AddressBlock UNICAST = block("2000::/3");
  private static final AddressBlock NAT64 = block("64:ff9b::/96");

  private SpecialAddresses() {}

  /// @param name what kind of address it is
  /// @param reachable whether naming a host allows it, too; otherwise only naming the address does
  record Special(String name, AddressBlock block, boolean reachable) {

    @Override
    public String toString() {
      return "%s (%s)".formatted(name, block);
    }
  }

  /// What an address is; null = public.
  static @Nullable Special of(InetAddress address) {
    InetAddress plain = plain(address);
    for (Special special : ALL) {
      if (special.block().contains(plain)) {
        return special;
      }
    }
    return plain instanceof Inet6Address && !UNICAST.contains(plain)
        ? never("reserved", "::/0")
        : null;
  }

  /// The IPv4 address that an IPv6 address stands for, if it does: mapped, or behind NAT64.
  static InetAddress plain(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean stands =
        !(address instanceof Inet4Address) && (NAT64.contains(address) || isMapped(bytes));
    return stands
        ? AddressBlock.address(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length))
        : address;
  }

  private static boolean isMapped(byte[] bytes) {
    for (int index = 0; index < 10; index++) {
      if (bytes[index] != 0) {
        return false;
      }
    }
    return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
  }

  private static Special never(String name, String block) {
    return new Special(name, block(block), false);
  }

  private static Special network(String name, String block) {
    return new Special(name, block(block), true);
  }

  private static AddressBlock block(String text) {
    return Objects.requireNonNull(AddressBlock.of(text), text);
  }
}
