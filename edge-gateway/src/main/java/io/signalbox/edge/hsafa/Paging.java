package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.Slice;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.Keyset.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Lists page by page: `limit` and an opaque `cursor`, which is the place of the last one seen.
final class Paging {
  private static final int MOST = 100;
  private static final int USUAL = 50;

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
    int limit = limit(query);
    String cursor =
        query.optionalText("cursor", Slice::isCursor, "a nextCursor of an answer before");
    return Slice.keyset(cursor, limit);
  }

  /// How many are wanted.
  static int limit(Fields query) {
    String limit = query.optionalText("limit", Paging::isLimit, "a whole number from 1 to " + MOST);
    return limit == null || limit.isEmpty() ? USUAL : Integer.parseInt(limit);
  }

  /// A page of what was read for a keyset.
  ///
  /// @param name of the list
  static <T> Map<String, Object> page(
      String name, List<T> read, Keyset keyset, Function<T, Place> place, Function<T, ?> json) {
    Slice<T> slice = Slice.of(read, keyset, place);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(name, slice.shown().stream().map(json).toList());
    if (slice.nextCursor() != null) {
      page.put("nextCursor", slice.nextCursor());
    }
    return page;
  }

  private static boolean isLimit(String text) {
    return text.matches("[0-9]{1,3}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= MOST;
  }
}
