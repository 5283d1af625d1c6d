package io.signalbox.benchmarks.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a service uses, seen from outside.
public final class ServiceProcess {
  private static final Pattern THREAD = Pattern.compile("^\"(.+?)\" .*?cpu=([0-9.]+)ms");
  private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)");

  private final ProcessHandle handle;

  ServiceProcess(ProcessHandle handle) {
    this.handle = handle;
  }

  /// Processor time of the whole process so far.
  public Duration cpu() {
    return handle
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("Expected " + handle + " to run"));
  }

  /// Processor time of its threads so far, in seconds: what decides (the stream thread and its
  /// producer), what keeps the views, what the JVM does beside, and the rest.
  public Map<String, Double> cpuByPart() {
    Map<String, Double> parts = new LinkedHashMap<>();
    for (String line : jcmd("Thread.print").split("\n")) {
      Matcher thread = THREAD.matcher(line);
      if (thread.find()) {
        parts.merge(
            part(thread.group(1)), Double.parseDouble(thread.group(2)) / 1_000, Double::sum);
      }
    }
    return parts;
  }

  private static String part(String thread) {
    if (thread.contains("StreamThread")) {
      return thread.startsWith("kafka-producer") ? "sending" : "deciding";
    }
    if (thread.startsWith("run-orchestrator.")) {
      return "views";
    }
    if (thread.contains("CompilerThread")) {
      return "compiler";
    }
    return thread.startsWith("GC ") || thread.startsWith("G1 ") || thread.startsWith("VM Thread")
        ? "collector"
        : "rest";
  }

  /// Bytes of live objects, after a collection of all garbage.
  public long liveHeap() {
    for (String line : jcmd("GC.class_histogram").split("\n")) {
      Matcher total = TOTAL.matcher(line);
      if (total.find()) {
        return Long.parseLong(total.group(1));
      }
    }
    throw new IllegalStateException("Expected a histogram that ends with a total");
  }

  /// Bytes of the process that are in memory: heap, native memory, code. Only where there is a
  /// `/proc`.
  public long resident() {
    try (Stream<String> status = Files.lines(Path.of("/proc/%d/status".formatted(handle.pid())))) {
      return status
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("Expected " + handle + " to run"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String jcmd(String command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, Long.toString(handle.pid()), command)
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
