package io.signalbox.edge.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much this instance takes on.
///
/// @param uri longest first line of a request; 414 beyond
/// @param header most bytes of all headers of a request; 431 beyond
/// @param body largest body of a request; 413 beyond
/// @param connections most connections at a time, 0 = any number; 503 beyond
/// @param tenantStreams most event streams of one tenant at a time, 0 = any number; 429 beyond
/// @param tenantSockets most sockets of one tenant at a time, 0 = any number; 429 beyond
/// @param read how long a request may take to arrive, first its head and then its body; 408 beyond
/// @param idle a connection without a request for so long is closed
/// @param answer how long a request may wait for the first byte of its answer; 503 beyond
@ConfigurationProperties("signalbox.edge.limits")
public record LimitSettings(
    @DefaultValue("8KB") DataSize uri,
    @DefaultValue("16KB") DataSize header,
    @DefaultValue("1MB") DataSize body,
    @DefaultValue("50000") int connections,
    @DefaultValue("0") int tenantStreams,
    @DefaultValue("0") int tenantSockets,
    @DefaultValue("10s") Duration read,
    @DefaultValue("75s") Duration idle,
    @DefaultValue("15s") Duration answer) {
  private static final String PREFIX = "signalbox.edge.limits.";
  private static final long SMALLEST = 256;

  public LimitSettings {
    requireSize("uri", uri);
    requireSize("header", header);
    requireSize("body", body);
    requireCount("connections", connections);
    requireCount("tenant-streams", tenantStreams);
    requireCount("tenant-sockets", tenantSockets);
    requirePositive("read", read);
    requirePositive("idle", idle);
    if (answer.compareTo(read) <= 0) {
      throw new IllegalArgumentException(
          "Expected %sanswer to be longer than %sread, but got %s and %s"
              .formatted(PREFIX, PREFIX, answer, read));
    }
  }

  private static void requireSize(String name, DataSize size) {
    if (size.toBytes() < SMALLEST || size.toBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Expected %s%s to be from %d to %d bytes, but got %d"
              .formatted(PREFIX, name, SMALLEST, Integer.MAX_VALUE, size.toBytes()));
    }
  }

  private static void requireCount(String name, int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "Expected %s%s to be 0 or more, but got %d".formatted(PREFIX, name, count));
    }
  }

  private static void requirePositive(String name, Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(
          "Expected %s%s to be more than 0, but got %s".formatted(PREFIX, name, time));
    }
  }
}
