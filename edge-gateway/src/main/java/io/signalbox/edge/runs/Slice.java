package io.signalbox.edge.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of a list, and how to get the next one: the cursor is the place of the last one seen.
///
/// @param nextCursor opaque to clients; null = there are no more
public record Slice<T>(List<T> shown, @Nullable String nextCursor) {
  private static final Pattern PLACE =
      Pattern.compile("(\\d{1,18}):(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

  public Slice {
    shown = List.copyOf(shown);
  }

  /// What to read for a slice. One more than is shown, which tells whether there are more.
  ///
  /// @param cursor null = from the start
  public static Keyset keyset(@Nullable String cursor, int limit) {
    return new Keyset(cursor == null ? null : place(cursor), limit + 1);
  }

  /// The slice of what was read for it.
  public static <T> Slice<T> of(List<T> read, Keyset keyset, Function<T, Place> place) {
    int limit = keyset.limit() - 1;
    boolean more = read.size() > limit;
    List<T> shown = more ? read.subList(0, limit) : read;
    return new Slice<>(shown, more ? cursor(place.apply(shown.getLast())) : null);
  }

  /// Whether it is a cursor at all.
  public static boolean isCursor(String text) {
    return place(text) != null;
  }

  private static String cursor(Place place) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, place.createdAt());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((micros + ":" + place.id()).getBytes(UTF_8));
  }

  private static @Nullable Place place(String cursor) {
    try {
      Matcher matcher = PLACE.matcher(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
      return matcher.matches()
          ? new Place(
              Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS),
              UUID.fromString(matcher.group(2)))
          : null;
    } catch (IllegalArgumentException e) { // not even base64
      return null;
    }
  }
}
