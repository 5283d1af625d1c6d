package io.signalbox.edge.claw;

import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/// A method that clients call. Every bean of this type is served.
///
/// It is called on an event loop and must not block.
public interface Method {

  /// As it stands in the frame.
  String name();

  /// Who may call it.
  Needs needs();

  /// Whether a call changes something. Such a call is finished also when its connection ends, or
  /// when this edge begins to stop. If it has an idempotency key, its answers are kept: who repeats
  /// it with the same params gets the same answers, and nothing is done twice.
  default boolean sideEffecting() {
    return false;
  }

  /// Whether a call without an idempotency key is refused.
  default boolean needsIdempotencyKey() {
    return false;
  }

  /// Answers a call. Each item is the payload of one `res` with `ok`: mostly there is one; a method
  /// that answers twice says first that the call is accepted, then what came of it.
  ///
  /// It fails with a [MethodException], or throws one: a `res` without `ok`. Wrong params and a log
  /// or database that is away become the right error by themselves; anything else is logged, and
  /// answered as unavailable.
  Flux<ObjectNode> call(Caller caller, Params params);
}
