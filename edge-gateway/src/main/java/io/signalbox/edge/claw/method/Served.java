package io.signalbox.edge.claw.method;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.Needs;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Scope;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/// A method that is one function; its failures are explained.
///
/// @param keyed whether a call without an idempotency key is refused
record Served(String name, Needs needs, boolean sideEffecting, boolean keyed, Body body)
    implements Method {

  /// What a method does.
  @FunctionalInterface
  interface Body {
    Publisher<ObjectNode> call(Caller caller, Params params);
  }

  /// A method that changes nothing.
  static Method reading(String name, Scope scope, Body body) {
    return new Served(name, Needs.scope(scope), false, false, body);
  }

  /// A method that changes something.
  static Method writing(String name, Scope scope, Body body) {
    return new Served(name, Needs.scope(scope), true, false, body);
  }

  /// A method that starts something, which must be possible to repeat.
  static Method starting(String name, Scope scope, Body body) {
    return new Served(name, Needs.scope(scope), true, true, body);
  }

  @Override
  public boolean needsIdempotencyKey() {
    return keyed;
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    return Flux.defer(() -> body.call(caller, params)).onErrorMap(Failures::explained);
  }
}
