package io.signalbox.edge.limits;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/// How many streams and sockets each tenant has open here.
@Component
public final class TenantSlots {
  private final LimitSettings settings;
  private final MeterRegistry meters;
  private final ConcurrentMap<Key, Integer> taken = new ConcurrentHashMap<>();

  TenantSlots(LimitSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.meters = meters;
  }

  /// What is counted.
  public enum Kind {
    STREAM,
    SOCKET;

    String wireName() {
      return name().toLowerCase(Locale.ROOT) + "s";
    }
  }

  private record Key(String tenant, Kind kind) {}

  /// Takes a place for a stream or a socket.
  ///
  /// @return gives the place back; doing so again changes nothing
  /// @throws TenantLimitException when the tenant has no place left
  public Runnable take(String tenant, Kind kind) {
    int limit = limit(kind);
    Key key = new Key(tenant, kind);
    int now = taken.merge(key, 1, Integer::sum);
    if (limit > 0 && now > limit) {
      give(key);
      meters.counter("signalbox.edge.refused", "limit", "tenant_" + kind.wireName()).increment();
      throw new TenantLimitException(kind, limit);
    }
    AtomicBoolean given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        give(key);
      }
    };
  }

  /// How many a tenant has open.
  public int open(String tenant, Kind kind) {
    return taken.getOrDefault(new Key(tenant, kind), 0);
  }

  private int limit(Kind kind) {
    return switch (kind) {
      case STREAM -> settings.tenantStreams();
      case SOCKET -> settings.tenantSockets();
    };
  }

  private void give(Key key) {
    taken.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
  }
}
