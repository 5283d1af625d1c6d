package io.signalbox.edge.watch;

/// How a dialect writes an event. One instance per dialect: frames remember their bytes by it.
@FunctionalInterface
public interface FrameCodec {

  /// The bytes of one event, the same for every watcher.
  byte[] encode(RunEventFrame frame);
}
