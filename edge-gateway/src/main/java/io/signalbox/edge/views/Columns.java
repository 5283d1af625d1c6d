package io.signalbox.edge.views;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads columns by name and type.
record Columns(Readable row) {

  String text(String name) {
    return required(name, String.class);
  }

  @Nullable String textOrNull(String name) {
    return row.get(name, String.class);
  }

  UUID id(String name) {
    return required(name, UUID.class);
  }

  long number(String name) {
    return required(name, Long.class);
  }

  /// A count that is not there yet is 0.
  long numberOrZero(String name) {
    Long found = row.get(name, Long.class);
    return found == null ? 0 : found;
  }

  @Nullable Long numberOrNull(String name) {
    return row.get(name, Long.class);
  }

  @Nullable UUID idOrNull(String name) {
    return row.get(name, UUID.class);
  }

  boolean flag(String name) {
    return required(name, Boolean.class);
  }

  Instant time(String name) {
    return required(name, Instant.class);
  }

  @Nullable Instant timeOrNull(String name) {
    return row.get(name, Instant.class);
  }

  private <T> T required(String name, Class<T> type) {
    return Objects.requireNonNull(row.get(name, type), name);
  }
}
