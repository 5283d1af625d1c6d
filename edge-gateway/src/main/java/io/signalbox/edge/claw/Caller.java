package io.signalbox.edge.claw;

import io.signalbox.edge.identity.Principal;
import java.util.Set;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/// Who calls a method: a connection whose handshake is done.
///
/// All of it may be used from any thread, and never blocks.
public interface Caller {

  /// Whose data it may see.
  Principal principal();

  /// Unique over all edges.
  String connectionId();

  Role role();

  /// What was asked for at connect, and all that it implies.
  Set<Scope> scopes();

  /// How the client introduced itself.
  Hello hello();

  /// Sends one event to this connection only.
  ///
  /// A connection that cannot take it is closed after a while, or misses it if it is droppable.
  ///
  /// @return whether it is on its way; false when the connection is over
  boolean send(EventFrame event);

  /// Sends a stream of events to this connection only, as fast as the peer reads: the stream is
  /// asked for more only when there is room, and is cancelled when the connection ends. This is the
  /// way for what may be long, such as the history of a run.
  ///
  /// @param events is to end normally; what went wrong is to be its last event
  /// @return ends the stream early
  Disposable stream(Flux<EventFrame> events);

  /// Asks the peer for a sign of life.
  ///
  /// @param heard is run once anything has come from it since; not if it is asked again before
  void probe(Runnable heard);

  /// Has something ended with the connection; at once if it is over.
  void onClose(Disposable end);

  /// Ends the connection, with a status of the WebSocket protocol.
  void close(int code, String reason);
}
