package io.signalbox.device.call;

import org.jspecify.annotations.Nullable;

/// What the device knows of a call.
///
/// ```text
/// Waiting → Running → Finished → Settled        (a call that is never begun: Waiting → Finished)
/// ```
public sealed interface Call {

  CallRequest request();

  /// Received, not begun.
  record Waiting(CallRequest request) implements Call {}

  /// Begun, and perhaps effective already.
  record Running(CallRequest request) implements Call {}

  /// Over; its result is still owed.
  record Finished(CallRequest request, Outcome outcome) implements Call {}

  /// Over, and nothing is owed; known only so that a late repetition is not executed.
  record Settled(CallRequest request, Outcome outcome) implements Call {}

  /// Whether it is over because it was canceled, and nothing of it runs.
  default boolean isCanceled() {
    return switch (this) {
      case Waiting _, Running _ -> false;
      case Finished over -> over.outcome().is(FailureCode.CANCELED);
      case Settled over -> over.outcome().is(FailureCode.CANCELED);
    };
  }

  /// The call after an entry.
  ///
  /// @param call null when it is not known
  /// @throws IllegalStateException when the entry cannot follow
  static Call evolve(@Nullable Call call, CallEntry entry) {
    return switch (entry) {
      case CallEntry.Received received -> received(call, received.request());
      case CallEntry.Started _ when call instanceof Waiting waiting ->
          new Running(waiting.request());
      case CallEntry.Finished finished when call instanceof Waiting || call instanceof Running ->
          new Finished(call.request().withoutArgs(), finished.outcome());
      case CallEntry.Acknowledged _ when call instanceof Finished finished ->
          new Settled(finished.request(), finished.outcome());
      case CallEntry.Started _, CallEntry.Finished _, CallEntry.Acknowledged _ ->
          throw new IllegalStateException(
              "Expected %s to be able to follow, but call %s is %s"
                  .formatted(entry.getClass().getSimpleName(), entry.callId(), name(call)));
    };
  }

  private static Call received(@Nullable Call call, CallRequest request) {
    return switch (call) {
      case null -> new Waiting(request);
      case Waiting waiting -> new Waiting(waiting.request().under(request.lease()));
      case Running running -> new Running(running.request().under(request.lease()));
      case Finished over -> new Finished(over.request().under(request.lease()), over.outcome());
      case Settled over -> new Settled(over.request().under(request.lease()), over.outcome());
    };
  }

  private static String name(@Nullable Call call) {
    return call == null ? "unknown" : call.getClass().getSimpleName();
  }
}
