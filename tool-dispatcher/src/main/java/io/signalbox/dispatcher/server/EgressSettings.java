package io.signalbox.dispatcher.server;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whom request tools may talk to.
///
/// @param allow `public` (every public address), hosts (`api.example.com`, `*.example.com`),
///   addresses and blocks of them (`10.1.2.3`, `fd00::/8`), each with a port (`:8443`) or without.
///   Loopback and private addresses must be named, by their host or by themselves; link-local,
///   multicast, metadata and reserved ones by themselves
@ConfigurationProperties("signalbox.tools.egress")
record EgressSettings(@DefaultValue("public") List<String> allow) {
  EgressSettings {
    allow = List.copyOf(allow);
    allow.forEach(EgressEntry::of);
  }
}
