package io.signalbox.stack.supervise;

import java.time.Duration;

/// Told what the stack is doing, from several threads at once.
public interface Progress {

  /// Tells nobody.
  Progress SILENT =
      new Progress() {
        @Override
        public void starting(String component) {}

        @Override
        public void ready(String component, String where, Duration took) {}

        @Override
        public void stopping(String component) {}

        @Override
        public void stopped(String component, Duration took) {}
      };

  /// A component is being started.
  void starting(String component);

  /// A component has become ready.
  ///
  /// @param where its address
  /// @param took since it was started
  void ready(String component, String where, Duration took);

  /// A component is being stopped.
  void stopping(String component);

  /// A component is gone.
  ///
  /// @param took since it was asked to stop
  void stopped(String component, Duration took);
}
