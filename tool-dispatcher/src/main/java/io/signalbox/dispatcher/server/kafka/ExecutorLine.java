package io.signalbox.dispatcher.server.kafka;

import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.schemas.tool.ToolWork;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// What an executor asks its call, and tells it.
interface ExecutorLine {

  /// Asks the call whether its execution may begin, under a lease that replaces the one it was
  /// queued under: whoever is handed the same work again is refused.
  ///
  /// @param lease token of the new lease; asking again with the same changes nothing
  CompletableFuture<Answer> begin(ToolWork work, String lease, Duration patience);

  /// Asks the call whether a lease still counts, and renews it.
  CompletableFuture<Answer> renew(ToolWork work, String lease, Duration patience);

  /// Tells the call how it ended; done when that is durable.
  CompletableFuture<?> submit(ToolWork work, String lease, ToolOutcome outcome);

  /// Tells the call, which may be canceled, that its executor is not at it any more; done when that
  /// is durable.
  CompletableFuture<?> confirmStop(ToolWork work, String lease);
}
