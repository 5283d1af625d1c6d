package io.signalbox.device.tool;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How the machine fares: processors, memory, and the disk that a folder is on. Sizes are bytes.
public final class SystemStatus {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final double ROUNDED = 1000.0;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Path folder;

  public SystemStatus(Path folder) {
    this.folder = folder;
  }

  /// As it is now. What the system does not tell is left out.
  public ObjectNode now() throws IOException {
    ObjectNode status = JSON.createObjectNode();
    status.put("os", "%s %s %s".formatted(system.getName(), system.getVersion(), system.getArch()));
    ObjectNode cpu = status.putObject("cpu").put("processors", system.getAvailableProcessors());
    putShare(cpu, "load", system.getCpuLoad());
    putShare(cpu, "loadAverage", system.getSystemLoadAverage());
    status
        .putObject("memory")
        .put("total", system.getTotalMemorySize())
        .put("free", system.getFreeMemorySize());
    FileStore disk = Files.getFileStore(folder);
    status.putObject("disk").put("total", disk.getTotalSpace()).put("free", disk.getUsableSpace());
    return status;
  }

  private static void putShare(ObjectNode node, String name, double value) {
    if (value >= 0) {
      node.put(name, Math.round(value * ROUNDED) / ROUNDED);
    }
  }
}
