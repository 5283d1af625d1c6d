package io.signalbox.edge.devices;

import io.signalbox.edge.json.Fields;
import io.signalbox.schemas.device.DeviceLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Labels of devices: an object of strings, by which devices can be found.
public final class Labels {
  /// What a key may be.
  public static final String KEYS = "1 to 64 of A-Z a-z 0-9 _ . / -";

  private static final String NAME = "labels";
  private static final int MOST = 32;
  private static final int LONGEST_VALUE = 256;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_./-]{1,64}");

  private Labels() {}

  /// The field `labels`; null when absent.
  public static @Nullable Map<String, String> read(Fields parent) {
    Fields labels = parent.optionalObject(NAME);
    if (labels == null) {
      return null;
    }
    if (labels.node().size() > MOST) {
      parent.reject(NAME, "at most %d labels".formatted(MOST));
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : labels.node().properties()) {
      if (!isKey(each.getKey())) {
        labels.reject(each.getKey(), "to be named by " + KEYS);
      } else if (!isValue(each.getValue())) {
        labels.reject(each.getKey(), "a string of at most %d characters".formatted(LONGEST_VALUE));
      } else {
        found.put(each.getKey(), each.getValue().stringValue());
      }
    }
    return found;
  }

  public static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  private static boolean isValue(JsonNode value) {
    return value.isString() && value.stringValue().length() <= LONGEST_VALUE;
  }

  /// As the log has them; null = nothing is said of them.
  public static @Nullable List<DeviceLabel> wire(@Nullable Map<String, String> labels) {
    return labels == null
        ? null
        : labels.entrySet().stream()
            .map(each ->
                DeviceLabel.newBuilder().setKey(each.getKey()).setValue(each.getValue()).build())
            .toList();
  }
}
