package io.signalbox.edge.claw;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An event on its way to one or more connections. Encoded once: all who get it share the bytes.
public final class EventFrame {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final String event;
  private final byte[] bytes;
  private final boolean droppable;

  private EventFrame(String event, byte[] bytes, boolean droppable) {
    this.event = event;
    this.bytes = bytes;
    this.droppable = droppable;
  }

  /// An event that must arrive, or the connection ends.
  public static EventFrame of(String event, JsonNode payload) {
    return new EventFrame(event, encode(event, payload), false);
  }

  /// An event that a slow connection may miss.
  public static EventFrame droppable(String event, JsonNode payload) {
    return new EventFrame(event, encode(event, payload), true);
  }

  /// An event whose whole frame is encoded already, see [#encode]; it must arrive.
  ///
  /// @param bytes shared, and not to be changed any more
  public static EventFrame encoded(String event, byte[] bytes) {
    return new EventFrame(event, bytes, false);
  }

  /// The bytes of a whole event frame, `{"type":"event","event":…,"payload":…}`; for codecs whose
  /// bytes are kept with what they tell.
  public static byte[] encode(String event, JsonNode payload) {
    ObjectNode frame = MAPPER.createObjectNode();
    frame.put("type", "event");
    frame.put("event", event);
    frame.set("payload", payload);
    return MAPPER.writeValueAsBytes(frame);
  }

  static EventFrame encoded(String event, byte[] bytes, boolean droppable) {
    return new EventFrame(event, bytes, droppable);
  }

  /// The name of the event.
  public String event() {
    return event;
  }

  /// Whether a slow connection may miss it.
  public boolean isDroppable() {
    return droppable;
  }

  /// The whole frame, JSON; shared, and not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return new String(bytes, UTF_8);
  }
}
