package io.signalbox.device.tool;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Something that the device can do for a call.
public interface Tool {

  /// What calls name it by.
  String name();

  /// How long one call may take; it is ended then.
  Duration limit();

  /// Does it, and returns when it is done. An interrupt ends it; then whatever it has started is
  /// ended as well before this returns.
  ///
  /// @throws ToolFailure when there is no result, and why
  /// @throws StillRunningException when it was interrupted and could not end what it has started
  /// @throws IOException when it tried and could not
  JsonNode run(JsonNode args) throws ToolFailure, IOException, InterruptedException;
}
