package io.signalbox.device.tool;

import java.util.List;
import java.util.Optional;

/// All that the device can do.
public interface Tools {

  /// The tool of that name.
  Optional<Tool> find(String name);

  /// The names of all tools.
  List<String> names();
}
