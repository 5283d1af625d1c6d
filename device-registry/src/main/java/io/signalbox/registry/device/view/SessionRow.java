package io.signalbox.registry.device.view;

import io.signalbox.kit.projection.Storable;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.DeviceConnected;
import io.signalbox.schemas.device.DeviceDisconnected;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of `device_sessions`.
record SessionRow(
    String tenantId,
    UUID deviceId,
    String sessionId,
    String edgeId,
    @Nullable String remoteAddress,
    @Nullable String userAgent,
    Instant connectedAt,
    @Nullable Closing closing,
    long lastSeq) {

  /// The end of a session.
  record Closing(UUID deviceId, String sessionId, Instant at, String reason, long seq) {
    static Closing of(Envelope envelope, DeviceDisconnected event) {
      return new Closing(
          UUID.fromString(envelope.getAggregateId()),
          event.getSessionId(),
          envelope.getOccurredAt(),
          event.getReason(),
          envelope.getSeq());
    }

    Object[] values() {
      return new Object[] {
        utc(at), Storable.text(reason), seq, deviceId, Storable.text(sessionId), seq
      };
    }
  }

  static SessionRow of(Envelope envelope, DeviceConnected event) {
    return new SessionRow(
        envelope.getTenantId(),
        UUID.fromString(envelope.getAggregateId()),
        event.getSessionId(),
        event.getEdgeId(),
        event.getRemoteAddress(),
        event.getUserAgent(),
        envelope.getOccurredAt(),
        null,
        envelope.getSeq());
  }

  SessionRow closed(Closing end) {
    return new SessionRow(
        tenantId,
        deviceId,
        sessionId,
        edgeId,
        remoteAddress,
        userAgent,
        connectedAt,
        end,
        end.seq());
  }

  @Nullable Object[] values() {
    return new @Nullable Object[] {
      Storable.text(tenantId),
      deviceId,
      Storable.text(sessionId),
      Storable.text(edgeId),
      Storable.text(remoteAddress),
      Storable.text(userAgent),
      utc(connectedAt),
      closing == null ? null : utc(closing.at()),
      closing == null ? null : Storable.text(closing.reason()),
      lastSeq
    };
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
