package io.signalbox.dispatcher.server;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says whether a request may go to an address. It is asked about the very addresses that are
/// connected to, not about names: what a name leads to may change between two questions.
final class Egress {
  private final List<EgressEntry> entries;

  Egress(List<String> allow) {
    this.entries = allow.stream().map(EgressEntry::of).toList();
  }

  /// The rule that keeps a request from an address; null if none does.
  ///
  /// @param host as the URL names it
  @Nullable String objection(String host, int port, InetAddress address) {
    InetAddress plain = SpecialAddresses.plain(address);
    SpecialAddresses.Special special = SpecialAddresses.of(plain);
    String name = name(host);
    if (entries.stream().anyMatch(entry -> entry.allows(name, port, plain, special))) {
      return null;
    }
    return special == null ? "not in the allowlist" : special.toString();
  }

  /// Without the dot that a name may end with, and without the brackets of an address.
  private static String name(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return bare.startsWith("[") ? bare.substring(1, bare.length() - 1) : bare;
  }
}
