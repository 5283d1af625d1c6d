package io.signalbox.edge.claw;

import io.signalbox.edge.identity.Principal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.JsonNodeFactory;

/// A connection that keeps what is sent to it.
public record CallerTwin(
    String connectionId,
    Principal principal,
    Role role,
    Set<Scope> scopes,
    List<EventFrame> sent,
    Disposable.Composite ends)
    implements Caller {

  public static CallerTwin operator(String id, String tenant, Set<Scope> scopes) {
    return new CallerTwin(
        id,
        new Principal(tenant, "user", "test"),
        Role.OPERATOR,
        scopes,
        new CopyOnWriteArrayList<>(),
        Disposables.composite());
  }

  public static CallerTwin node(String id, String tenant) {
    return new CallerTwin(
        id,
        new Principal(tenant, "user", "test"),
        Role.NODE,
        Set.of(),
        new CopyOnWriteArrayList<>(),
        Disposables.composite());
  }

  @Override
  public Hello hello() {
    Hello.Client client = new Hello.Client("twin", null, "1", "test", null, null, "test", null);
    return new Hello(
        client,
        List.of(),
        List.of(),
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        null,
        null,
        null);
  }

  @Override
  public boolean send(EventFrame event) {
    return sent.add(event);
  }

  @Override
  public Disposable stream(Flux<EventFrame> events) {
    return events.subscribe(sent::add);
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
    ends.dispose();
  }
}
