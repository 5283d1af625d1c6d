package io.signalbox.edge.devices;

import io.signalbox.edge.json.Fields;
import tools.jackson.databind.JsonNode;

/// Something that happened at a device.
///
/// @param seq its number on the device, from 1 without holes
/// @param type what happened, as the device names it
/// @param data any JSON
public record DeviceEvent(long seq, String type, String data) {
  private static final int LONGEST_TYPE = 128;
  private static final int MOST_CHARACTERS = 16 * 1024;

  /// Reads the data of a frame.
  public static DeviceEvent read(Fields data) {
    Long seq = data.optionalNumber("seq", 1, Long.MAX_VALUE);
    if (seq == null && data.any("seq") == null) {
      data.reject("seq", "a whole number from 1");
    }
    JsonNode value = data.any("data");
    String text = value == null ? "null" : value.toString();
    if (text.length() > MOST_CHARACTERS) {
      data.reject("data", "at most %d characters of JSON".formatted(MOST_CHARACTERS));
    }
    return new DeviceEvent(seq == null ? 1 : seq, data.text("type", LONGEST_TYPE), text);
  }
}
