package io.signalbox.system;

import tools.jackson.databind.JsonNode;

/// An event of a run, wherever it was seen.
///
/// @param data compared as JSON text, so that another order of keys is another event
record SeenEvent(long seq, String type, String data) {

  static SeenEvent of(long seq, String type, JsonNode data) {
    return new SeenEvent(seq, type, data.toString());
  }
}
