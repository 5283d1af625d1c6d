package io.signalbox.edge.hsafa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Lists page by page: `limit` and an opaque `cursor`, which is the place of the last one seen.
final class Paging {
  private static final int MOST = 100;
  private static final int USUAL = 50;
  private static final Pattern PLACE =
      Pattern.compile("(\\d{1,18}):(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

  private Paging() {}

  /// Parameters of a query as fields, so that a wrong one is named.
  static Fields fields(MultiValueMap<String, String> parameters) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    parameters.forEach((name, values) -> {
      String first = values.isEmpty() ? null : values.getFirst();
      node.put(name, first == null ? "" : first);
    });
    return Fields.of(node);
  }

  /// Which page is wanted. One more than the limit is read, which tells whether there are more.
  static Keyset keyset(Fields query) {
    String limit = query.optionalText("limit", Paging::isLimit, "a whole number from 1 to " + MOST);
    String cursor =
        query.optionalText(
            "cursor", text -> place(text) != null, "a nextCursor of an answer before");
    return new Keyset(
        cursor == null ? null : place(cursor),
        (limit == null || limit.isEmpty() ? USUAL : Integer.parseInt(limit)) + 1);
  }

  /// A page of what was read for a keyset.
  ///
  /// @param name of the list
  static <T> Map<String, Object> page(
      String name, List<T> read, Keyset keyset, Function<T, Place> place, Function<T, ?> json) {
    int limit = keyset.limit() - 1;
    boolean more = read.size() > limit;
    List<T> shown = more ? read.subList(0, limit) : read;
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(name, shown.stream().map(json).toList());
    if (more) {
      page.put("nextCursor", cursor(place.apply(shown.getLast())));
    }
    return page;
  }

  private static boolean isLimit(String text) {
    return text.matches("[0-9]{1,3}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= MOST;
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
