package io.signalbox.device.link;

/// What a connection is for. Its methods are called one at a time.
public interface Device {

  /// What to say when connecting.
  Registration registration();

  /// The device is registered over a new connection.
  ///
  /// @param acks whether the edge acknowledges results
  void connected(Line line, boolean acks);

  /// A frame has come over the connection of the last [#connected].
  void received(Incoming frame);

  /// The connection is over.
  void disconnected();
}
