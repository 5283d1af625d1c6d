package io.signalbox.system;

/// Something that a stack stands on is away until this is closed.
@FunctionalInterface
interface Outage extends AutoCloseable {

  /// It is back.
  @Override
  void close() throws Exception;
}
