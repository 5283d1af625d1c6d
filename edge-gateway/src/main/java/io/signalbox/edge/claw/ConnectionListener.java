package io.signalbox.edge.claw;

import reactor.core.publisher.Mono;

/// Hears of connections. Every bean of this type does; what ends with a connection is given to
/// [Caller#onClose].
public interface ConnectionListener {

  /// Who is there has been proved; `hello-ok` is sent once this completes. Nothing must be sent to
  /// the caller before [#connected].
  ///
  /// It fails with a [MethodException] to refuse: the answer to `connect`, and close 1008.
  default Mono<Void> connecting(Caller caller) {
    return Mono.empty();
  }

  /// `hello-ok` is on its way; what is sent from now on comes after it.
  default void connected(Caller caller) {}
}
