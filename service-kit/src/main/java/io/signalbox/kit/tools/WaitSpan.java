package io.signalbox.kit.tools;

import io.signalbox.kit.tools.form.Numbers;
import io.signalbox.kit.tools.form.Place;
import io.signalbox.kit.tools.form.ToolFailure;
import io.signalbox.kit.tools.form.ToolFormatException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How long a tool waits: for some time from its request, or until a certain time; one of the two.
///
/// @param duration at most [#LONGEST]
/// @param reason what it waits for, for people
public record WaitSpan(
    @Nullable Duration duration, @Nullable Instant until, @Nullable String reason) {
  /// The longest wait.
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final Map<String, Long> UNITS =
      Map.of("durationMs", 1L, "seconds", 1_000L, "minutes", 60_000L, "hours", 3_600_000L);
  private static final List<String> NAMES =
      List.of("durationMs", "seconds", "minutes", "hours", "until");
  private static final int LONGEST_REASON = 512;

  public WaitSpan {
    if ((duration == null) == (until == null)) {
      throw new IllegalArgumentException("Expected either a duration or an end");
    }
  }

  /// The wait that the execution names; null if it leaves that to the arguments.
  static @Nullable WaitSpan read(Place execution) {
    execution.hasOnly("durationMs", "seconds", "minutes", "hours", "until", "reason");
    WaitSpan found = found(execution);
    if (found == null && !execution.field("reason").isAbsent()) {
      throw execution.field("reason").expected("absent, as the arguments say how long");
    }
    return found;
  }

  /// The wait that the arguments of a call name.
  ///
  /// @param args a JSON object
  /// @throws ToolFailure when they name none
  public static WaitSpan ofArguments(JsonNode args) {
    Place place = new Place("args", args);
    try {
      WaitSpan found = found(place);
      if (found == null) {
        throw place.expected("one of " + String.join(", ", NAMES));
      }
      return found;
    } catch (ToolFormatException e) {
      throw new ToolFailure("INVALID_ARGUMENT", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable WaitSpan found(Place place) {
    List<String> given = NAMES.stream().filter(name -> !place.field(name).isAbsent()).toList();
    if (given.size() > 1) {
      throw place.field(given.get(1)).expected("only one of " + String.join(", ", NAMES));
    }
    Place reasonPlace = place.field("reason");
    String reason = reasonPlace.isAbsent() ? null : reasonPlace.text(LONGEST_REASON);
    if (given.isEmpty()) {
      return null;
    }
    Place span = place.field(given.getFirst());
    Long unit = UNITS.get(given.getFirst());
    return unit == null
        ? new WaitSpan(null, time(span), reason)
        : new WaitSpan(duration(span, unit), null, reason);
  }

  private static Duration duration(Place place, long unit) {
    BigDecimal most = BigDecimal.valueOf(LONGEST.toMillis()).divide(BigDecimal.valueOf(unit));
    BigDecimal given = Numbers.of(place.node());
    if (given == null || given.signum() < 0 || given.compareTo(most) > 0) {
      throw place.expected("a number from 0 to %s".formatted(most.toPlainString()));
    }
    return Duration.ofMillis(given.multiply(BigDecimal.valueOf(unit)).longValue());
  }

  private static Instant time(Place place) {
    try {
      return OffsetDateTime.parse(place.text(64)).toInstant();
    } catch (DateTimeException e) {
      throw place.expected("a time as 2030-01-31T12:00:00Z");
    }
  }

  /// When the wait is over.
  ///
  /// @param start when it began
  /// @throws ToolFailure when that is further away than [#LONGEST]
  public Instant end(Instant start) {
    if (duration != null) {
      return start.plus(duration);
    }
    Instant end = Objects.requireNonNull(until);
    if (end.isAfter(start.plus(LONGEST))) {
      throw new ToolFailure(
          "INVALID_ARGUMENT",
          "until: expected a time at most %d days away, but got %s"
              .formatted(LONGEST.toDays(), end));
    }
    return end.isBefore(start) ? start : end;
  }
}
