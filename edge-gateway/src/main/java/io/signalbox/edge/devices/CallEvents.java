package io.signalbox.edge.devices;

import io.signalbox.schemas.tool.ToolEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What happens to calls.
public interface CallEvents {

  /// Has every event of a call handed over that is written from now on, on a thread that the
  /// listener must not hold up.
  ///
  /// @return completes once the position in the log is fixed, with what ends the listening; that
  ///   may be called from any thread, more than once
  CompletableFuture<Runnable> attach(String callId, Consumer<ToolEvent> listener);
}
