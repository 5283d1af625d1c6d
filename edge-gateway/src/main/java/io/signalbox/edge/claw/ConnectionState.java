package io.signalbox.edge.claw;

/// Where a connection stands.
///
/// ```
/// Challenged -> Connected -> Closing
/// Challenged -> Closing
/// ```
sealed interface ConnectionState {

  /// It has a challenge to answer with `connect`.
  record Challenged(String nonce) implements ConnectionState {}

  /// It is who it said it is.
  record Connected(Handshake.Accepted who) implements ConnectionState {}

  /// It takes and does nothing more.
  ///
  /// @param since [System#nanoTime]
  record Closing(long since) implements ConnectionState {}
}
