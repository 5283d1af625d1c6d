package io.signalbox.device.call;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What proves that this device is the executor of a call. It is given with the request and given
/// back with every answer, as it came; edges that know no leases give none.
///
/// @param token opaque; null = none
/// @param epoch how often the call was handed out; null = not told
public record Lease(@Nullable JsonNode token, @Nullable JsonNode epoch) {

  /// No lease at all.
  public static final Lease NONE = new Lease(null, null);

  /// The lease in the given object.
  public static Lease in(JsonNode data) {
    return new Lease(present(data.get("lease")), present(data.get("epoch")));
  }

  /// Adds it to an answer; what is not there is left out.
  public void addTo(ObjectNode data) {
    if (token != null) {
      data.set("lease", token);
    }
    if (epoch != null) {
      data.set("epoch", epoch);
    }
  }

  private static @Nullable JsonNode present(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : node;
  }
}
