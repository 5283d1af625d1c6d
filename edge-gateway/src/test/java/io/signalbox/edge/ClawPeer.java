package io.signalbox.edge;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.ConnectionListener;
import io.signalbox.edge.claw.EventFrame;
import io.signalbox.edge.claw.Hello;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Role;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.identity.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A client of the operator dialect, without the socket.
final class ClawPeer implements Caller, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<Method> methods;
  private final Role role;
  private final Hello hello;
  private final String id = "conn-" + System.nanoTime();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final List<Disposable> ends = new CopyOnWriteArrayList<>();

  private ClawPeer(List<Method> methods, Role role, Hello hello) {
    this.methods = methods;
    this.role = role;
    this.hello = hello;
  }

  static ClawPeer operator(List<Method> methods) {
    return new ClawPeer(methods, Role.OPERATOR, hello("ops", List.of()));
  }

  static ClawPeer node(
      List<Method> methods,
      List<ConnectionListener> listeners,
      String instance,
      String... commands) {
    ClawPeer node = new ClawPeer(methods, Role.NODE, hello(instance, List.of(commands)));
    listeners.forEach(each -> each.connecting(node).block());
    listeners.forEach(each -> each.connected(node));
    return node;
  }

  private static Hello hello(String instance, List<String> commands) {
    return new Hello(
        new Hello.Client("test", "Test", "1", "linux", null, null, "test", instance),
        List.of("system"),
        commands,
        JSON.createObjectNode(),
        null,
        null,
        null,
        null,
        "127.0.0.1");
  }

  /// Calls a method; the answer as the frame has it: `ok` with `payload` or `error`.
  CompletableFuture<JsonNode> call(String name, String params) {
    Method method =
        methods.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    ObjectNode node = JSON.readTree(params.replace('\'', '"')).asObject();
    return Flux.defer(() -> method.call(this, new Params(node, null)))
        .next()
        .map(payload -> (JsonNode) answer(true).set("payload", payload))
        .onErrorResume(MethodException.class, failure -> Mono.just(error(failure)))
        .toFuture()
        .thenApply(Objects::requireNonNull);
  }

  JsonNode ask(String name, String params) {
    return call(name, params).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static ObjectNode answer(boolean ok) {
    return JSON.createObjectNode().put("ok", ok);
  }

  private static JsonNode error(MethodException failure) {
    ObjectNode error = JSON.createObjectNode();
    error.put("code", failure.code().name()).put("message", failure.text());
    error.put("retryable", failure.retryable());
    if (failure.details() != null) {
      error.set("details", failure.details());
    }
    return answer(false).set("error", error);
  }

  /// The payload of the next event, which must have this name.
  JsonNode next(String event) throws InterruptedException {
    JsonNode frame = events.poll(10, TimeUnit.SECONDS);
    if (frame == null || !frame.path("event").asString("").equals(event)) {
      throw new AssertionError("Expected the event %s, but got %s".formatted(event, frame));
    }
    return frame.path("payload");
  }

  boolean hasEvents() {
    return !events.isEmpty();
  }

  int closeCode() {
    return closed.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public Principal principal() {
    return new Principal(ReadSide.TENANT, "user", "test");
  }

  @Override
  public String connectionId() {
    return id;
  }

  @Override
  public Role role() {
    return role;
  }

  @Override
  public Set<Scope> scopes() {
    return EnumSet.noneOf(Scope.class);
  }

  @Override
  public Hello hello() {
    return hello;
  }

  @Override
  public boolean send(EventFrame event) {
    return events.add(JSON.readTree(event.bytes()));
  }

  @Override
  public Disposable stream(Flux<EventFrame> stream) {
    return stream.subscribe(this::send);
  }

  @Override
  public void onClose(Disposable end) {
    ends.add(end);
  }

  @Override
  public void close(int code, String reason) {
    closed.complete(code);
    close();
  }

  @Override
  public void close() {
    ends.forEach(Disposable::dispose);
    ends.clear();
  }
}
