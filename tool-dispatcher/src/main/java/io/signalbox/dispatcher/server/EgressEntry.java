package io.signalbox.dispatcher.server;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One entry of the allowlist.
sealed interface EgressEntry {

  /// `public`: every public address, whatever host and port.
  record Public() implements EgressEntry {}

  /// `10.1.0.0/16`, `10.1.2.3:8080`, `[fd00::1]:8080`: these addresses, of whatever kind they are
  /// and by whatever name.
  ///
  /// @param port null = every port
  record Addresses(AddressBlock block, @Nullable Integer port) implements EgressEntry {}

  /// `intranet.example:8443`: this host, at public and at private addresses.
  record Host(String name, @Nullable Integer port) implements EgressEntry {}

  /// `*.example.com`: all hosts below, at public addresses.
  record Below(String domain, @Nullable Integer port) implements EgressEntry {}

  Pattern FORM =
      Pattern.compile(
          "(\\[[^]]+](?:/[0-9]{1,3})?|[^:]+|[0-9A-Fa-f:.]+(?:/[0-9]{1,3})?)(?::([0-9]{1,5}))?");
  Pattern NAME = Pattern.compile("(?:[a-z0-9_-]+\\.)*[a-z0-9_-]+");

  /// @throws IllegalArgumentException when it is no entry
  static EgressEntry of(String text) {
    String entry = text.strip().toLowerCase(Locale.ROOT);
    if (entry.equals("public")) {
      return new Public();
    }
    AddressBlock whole = AddressBlock.of(entry);
    if (whole != null) {
      return new Addresses(whole, null);
    }
    Matcher form = FORM.matcher(entry);
    if (!form.matches()) {
      throw wrong(text);
    }
    Integer port = form.group(2) == null ? null : Integer.valueOf(form.group(2));
    if (port != null && (port < 1 || port > 65_535)) {
      throw wrong(text);
    }
    return named(text, form.group(1), port);
  }

  private static EgressEntry named(String text, String name, @Nullable Integer port) {
    AddressBlock block = AddressBlock.of(name);
    if (block != null) {
      return new Addresses(block, port);
    }
    if (name.startsWith("*.") && NAME.matcher(name.substring(2)).matches()) {
      return new Below(name.substring(1), port);
    }
    if (NAME.matcher(name).matches()) {
      return new Host(name, port);
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "Expected entries of signalbox.tools.egress.allow to be public, a host, *.domain, an address"
            + " or a block of addresses, each with a port or without, but got '"
            + text
            + "'");
  }

  /// Whether it allows a host at an address.
  ///
  /// @param special what kind of address it is; null = public
  default boolean allows(
      String host, int port, InetAddress address, SpecialAddresses.@Nullable Special special) {
    return switch (this) {
      case Public _ -> special == null;
      case Addresses it -> isPort(it.port(), port) && it.block().contains(address);
      case Host it ->
          isPort(it.port(), port)
              && it.name().equals(host)
              && (special == null || special.reachable());
      case Below it -> isPort(it.port(), port) && host.endsWith(it.domain()) && special == null;
    };
  }

  private static boolean isPort(@Nullable Integer allowed, int port) {
    return allowed == null || allowed == port;
  }
}
