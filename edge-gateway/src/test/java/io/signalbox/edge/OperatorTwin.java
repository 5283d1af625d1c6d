package io.signalbox.edge;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.EventFrame;
import io.signalbox.edge.claw.Hello;
import io.signalbox.edge.claw.Method;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.claw.Params;
import io.signalbox.edge.claw.Role;
import io.signalbox.edge.claw.Scope;
import io.signalbox.edge.identity.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A connection without a socket, which reads exactly as much as it is told.
final class OperatorTwin implements Caller, AutoCloseable {
  private final String id = UUID.randomUUID().toString();
  private final Map<String, Method> methods;
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final List<Disposable> ends = new CopyOnWriteArrayList<>();
  private final List<Stream> streams = new CopyOnWriteArrayList<>();
  private volatile boolean reading = true;

  OperatorTwin(Collection<Method> methods) {
    this.methods = methods.stream().collect(Collectors.toMap(Method::name, Function.identity()));
  }

  /// Calls a method; its answers are taken from the queue: payloads, or `{error, details}`.
  BlockingQueue<JsonNode> call(String method, String params) {
    BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    Params given = new Params(JsonMapper.shared().readTree(params).asObject(), null);
    Objects.requireNonNull(methods.get(method), method)
        .call(this, given)
        .subscribe(answers::add, e -> answers.add(error(e)));
    return answers;
  }

  /// Calls a method that answers once.
  JsonNode ask(String method, String params) {
    return next(call(method, params));
  }

  static JsonNode next(BlockingQueue<JsonNode> answers) {
    try {
      JsonNode next = answers.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("Expected something to come, but nothing did");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The payload of the next event of a kind; others are passed over.
  JsonNode event(String name) {
    while (true) {
      JsonNode event = next(events);
      if (event.get("event").stringValue().equals(name)) {
        return event.get("payload");
      }
    }
  }

  /// The next events, whatever they are.
  List<JsonNode> events(int count) {
    List<JsonNode> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(next(events));
    }
    return taken;
  }

  boolean hasEvents() {
    return !events.isEmpty();
  }

  /// Takes no more events, or goes on.
  void read(boolean on) {
    reading = on;
    if (on) {
      streams.forEach(stream -> stream.request(1));
    }
  }

  private static ObjectNode error(Throwable failure) {
    ObjectNode error = JsonMapper.shared().createObjectNode();
    error.put("error", String.valueOf(failure.getMessage()));
    if (failure instanceof MethodException e) {
      error.put("code", e.code().name());
      error.set("details", e.details());
    }
    return error;
  }

  @Override
  public Principal principal() {
    return new Principal(ReadSide.TENANT, "user", "operator");
  }

  @Override
  public String connectionId() {
    return id;
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public Set<Scope> scopes() {
    return EnumSet.allOf(Scope.class);
  }

  @Override
  public Hello hello() {
    throw new UnsupportedOperationException("Nobody needs it here");
  }

  @Override
  public boolean send(EventFrame event) {
    events.add(JsonMapper.shared().readTree(event.bytes()));
    return true;
  }

  @Override
  public Disposable stream(Flux<EventFrame> frames) {
    Stream stream = new Stream();
    streams.add(stream);
    frames.subscribe(stream);
    return stream;
  }

  @Override
  public void probe(Runnable heard) {
    heard.run();
  }

  @Override
  public void onClose(Disposable end) {
    ends.add(end);
  }

  @Override
  public void close(int code, String reason) {
    close();
  }

  @Override
  public void close() {
    streams.forEach(Disposable::dispose);
    ends.forEach(Disposable::dispose);
  }

  private final class Stream extends BaseSubscriber<EventFrame> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(1);
    }

    @Override
    protected void hookOnNext(EventFrame event) {
      send(event);
      if (reading) {
        request(1);
      }
    }
  }
}
