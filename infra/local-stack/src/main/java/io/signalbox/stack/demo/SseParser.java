package io.signalbox.stack.demo;

import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Puts server-sent events together from the lines of a stream.
///
/// Comments are skipped. An event that the stream breaks off is never delivered: its blank line is
/// missing.
final class SseParser {

  /// @param id the last id seen on the stream, empty when there was none
  /// @param event its name, `message` when it has none
  /// @param data its data lines, joined by line feeds
  record Event(String id, String event, String data) {}

  private String id = "";
  private String event = "";
  private @Nullable StringJoiner data;

  /// Takes the next line, without its end. Returns an event when this line completes one.
  Optional<Event> accept(String line) {
    if (line.isEmpty()) {
      return complete();
    }
    int colon = line.indexOf(':');
    if (colon == 0) {
      return Optional.empty();
    }
    var field = colon < 0 ? line : line.substring(0, colon);
    var value = colon < 0 ? "" : line.substring(colon + 1);
    take(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  private void take(String field, String value) {
    switch (field) {
      case "id" -> id = value;
      case "event" -> event = value;
      case "data" -> {
        if (data == null) {
          data = new StringJoiner("\n");
        }
        data.add(value);
      }
      default -> {
        // The standard has readers skip fields that they do not know.
      }
    }
  }

  private Optional<Event> complete() {
    var text = data;
    var name = event.isEmpty() ? "message" : event;
    data = null;
    event = "";
    return text == null ? Optional.empty() : Optional.of(new Event(id, name, text.toString()));
  }
}
