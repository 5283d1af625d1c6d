package io.signalbox.edge.claw.method;

import io.signalbox.edge.claw.Caller;
import io.signalbox.edge.claw.EventFrame;
import io.signalbox.edge.claw.MethodException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/// Which connection follows what: a bounded number each, all of which end with it.
@Component
final class Following {
  private final int most;
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();

  Following(MethodSettings settings) {
    this.most = settings.runs();
  }

  /// Takes a place for a stream of a connection. One of the same name ends.
  ///
  /// @throws MethodException when the connection has as many as it may
  Place reserve(Caller caller, String name) {
    return connection(caller).reserve(caller, name);
  }

  /// Ends a stream of a connection.
  ///
  /// @return whether there was one
  boolean end(Caller caller, String name) {
    Connection connection = connections.get(caller.connectionId());
    return connection != null && connection.end(name);
  }

  /// How many connections follow something, or did.
  int connections() {
    return connections.size();
  }

  private Connection connection(Caller caller) {
    String id = caller.connectionId();
    Connection made = new Connection();
    Connection known = connections.putIfAbsent(id, made);
    if (known != null) {
      return known;
    }
    caller.onClose(() -> connections.remove(id));
    return made;
  }

  /// What one connection follows.
  private final class Connection {
    private final Map<String, Place> places = new HashMap<>();

    synchronized Place reserve(Caller caller, String name) {
      if (places.size() >= most && !places.containsKey(name)) {
        throw MethodException.unavailable(
                "Expected at most %d runs to be followed by one connection, but it follows as many"
                    .formatted(most))
            .details(Failures.details("TOO_MANY_RUNS"));
      }
      Place place = new Place(this, caller, name);
      Place before = places.put(name, place);
      if (before != null) {
        before.stop();
      }
      return place;
    }

    synchronized boolean end(String name) {
      Place place = places.remove(name);
      if (place != null) {
        place.stop();
      }
      return place != null;
    }

    synchronized void leave(Place place) {
      places.remove(place.name, place);
    }
  }

  /// A stream of a connection, or the place for it.
  static final class Place {
    private final Connection connection;
    private final Caller caller;
    private final String name;
    private final Disposable.Swap stream = Disposables.swap();

    private Place(Connection connection, Caller caller, String name) {
      this.connection = connection;
      this.caller = caller;
      this.name = name;
    }

    /// Sends the events, unless the place was given up or taken by another stream meanwhile.
    void fill(Flux<EventFrame> events) {
      if (!stream.isDisposed()) {
        stream.update(caller.stream(events.doFinally(_ -> connection.leave(this))));
      }
    }

    /// Gives the place up.
    void giveUp() {
      connection.leave(this);
      stop();
    }

    private void stop() {
      stream.dispose();
    }
  }
}
