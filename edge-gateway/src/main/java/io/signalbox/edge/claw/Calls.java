package io.signalbox.edge.claw;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.draining.OpenWrites;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Calls of methods: who may, once if it is repeated, and the answers. Calls of a connection run
/// side by side.
@Component
final class Calls {
  private final Map<String, Method> methods = new TreeMap<>();
  private final Repeats repeats;
  private final OpenWrites writes;
  private final MeterRegistry meters;
  private final int mostOfOne;

  Calls(List<Method> methods, ClawSettings settings, OpenWrites writes, MeterRegistry meters) {
    methods.forEach(this::add);
    this.repeats = new Repeats(settings.repeats(), settings.repeatsKept(), System::nanoTime);
    this.writes = writes;
    this.meters = meters;
    this.mostOfOne = settings.calls();
  }

  private void add(Method method) {
    if (methods.put(method.name(), method) != null) {
      throw new IllegalStateException("Expected one method %s, but got two".formatted(method.name()));
    }
  }

  /// The names of all methods.
  Set<String> names() {
    return methods.keySet();
  }

  /// Begins a call. Its answers go out as they come.
  void begin(Connection connection, Frame.Request request) {
    Method method = methods.get(request.method());
    MethodException refusal = refusal(connection, request, method);
    if (refusal != null || method == null) {
      count(method == null ? "unknown" : method.name(), "refused");
      connection.write(
          Responses.failed(request.id(), refusal == null ? unknown(request) : refusal), false);
      return;
    }
    Disposable.Swap call = Disposables.swap();
    connection.onClose(call);
    AtomicBoolean underWay = new AtomicBoolean(true);
    call.update(
        Flux.defer(() -> answers(connection, method, request.params()))
            .switchIfEmpty(Mono.fromSupplier(JsonNodeFactory.instance::objectNode))
            .doOnNext(_ -> answered(connection, underWay))
            .doFinally(_ -> {
              answered(connection, underWay);
              connection.ended(call);
            })
            .subscribe(
                answer -> connection.write(Responses.ok(request.id(), answer), false),
                failure -> failed(connection, request, failure),
                () -> count(method.name(), "ok")));
  }

  /// A call is under way until its first answer; what comes later holds nobody up.
  private static void answered(Connection connection, AtomicBoolean underWay) {
    if (underWay.compareAndSet(true, false)) {
      connection.endCall();
    }
  }

  private @Nullable MethodException refusal(
      Connection connection, Frame.Request request, @Nullable Method method) {
    if (method == null) {
      return unknown(request);
    }
    String missing = missing(connection, method.needs());
    if (missing != null) {
      return MethodException.invalid(missing);
    }
    return connection.beginCall(mostOfOne)
        ? null
        : MethodException.unavailable(
            "Expected at most %d calls under way, but this is one more".formatted(mostOfOne));
  }

  private static MethodException unknown(Frame.Request request) {
    return MethodException.invalid("unknown method: " + request.method());
  }

  /// What a caller lacks to call a method; null when it may.
  static @Nullable String missing(Caller caller, Needs needs) {
    return switch (needs) {
      case Needs.Having having ->
          caller.role() != Role.OPERATOR
              ? "unauthorized role: " + caller.role().wireName()
              : caller.scopes().contains(having.scope())
                  ? null
                  : "missing scope: " + having.scope().wireName();
      case Needs.Anybody _ -> unlessRole(caller, Role.OPERATOR);
      case Needs.NodeOnly _ -> unlessRole(caller, Role.NODE);
    };
  }

  private static @Nullable String unlessRole(Caller caller, Role role) {
    return caller.role() == role ? null : "unauthorized role: " + caller.role().wireName();
  }

  private Flux<ObjectNode> answers(Connection connection, Method method, Params params) {
    String key =
        method.needsIdempotencyKey() ? params.requiredIdempotencyKey() : params.idempotencyKey();
    if (!method.sideEffecting()) {
      return method.call(connection, params);
    }
    if (key == null) {
      return apart(call(connection, method, params).cache());
    }
    Repeats.Named named =
        new Repeats.Named(connection.principal().tenant(), method.name(), key);
    return apart(repeats.once(named, params, () -> call(connection, method, params)));
  }

  private static Flux<ObjectNode> call(Connection connection, Method method, Params params) {
    return Flux.defer(() -> method.call(connection, params))
        .onErrorMap(failure -> Failures.of(method.name(), failure));
  }

  /// A call that goes on when its connection ends, and that the end of this edge waits for until
  /// its first answer.
  private Flux<ObjectNode> apart(Flux<ObjectNode> kept) {
    Mono<Void> begun = writes.during(kept.next().then()).cache();
    begun.subscribe(null, _ -> {}); // whoever called hears of it
    return begun.thenMany(kept);
  }

  private void failed(Connection connection, Frame.Request request, Throwable failure) {
    count(request.method(), "failed");
    connection.write(
        Responses.failed(request.id(), Failures.of(request.method(), failure)), false);
  }

  private void count(String method, String outcome) {
    meters.counter("signalbox.edge.claw.calls", "method", method, "outcome", outcome).increment();
  }
}
