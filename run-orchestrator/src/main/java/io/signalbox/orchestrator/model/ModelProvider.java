package io.signalbox.orchestrator.model;

import reactor.core.publisher.Flux;

/// Somebody who can answer a model call.
public interface ModelProvider {

  /// The name by which an agent's configuration asks for it: `model.provider`.
  String name();

  /// Makes the call when subscribed to, and stops it when the subscription is cancelled.
  ///
  /// Tools are never executed here; they are asked for by [ModelChunk.ToolCallWanted]. Fails with
  /// [ModelCallException] where the cause is known. May block the thread that subscribes or
  /// cancels: both happen on threads that are made for it, and a cancelled subscription interrupts
  /// the thread that subscribed.
  Flux<ModelChunk> stream(ModelCall call);
}
