package io.signalbox.benchmarks.report;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Figures for people and for programs.
public final class Report {
  private static final String ROW = "%-44s %12s %-14s %12s %8s %8s  %s%n";

  private Report() {}

  /// One line of JSON.
  public static String json(Figure figure) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("name", figure.name());
    line.put("value", figure.value());
    line.put("unit", figure.unit());
    line.put("floor", figure.floor());
    line.put("ratio", figure.ratio());
    line.put("spread", figure.spread());
    Figure.Target target = figure.target();
    line.put("target", target == null ? null : target.text());
    line.put("good", figure.isGood());
    return JsonMapper.shared().writeValueAsString(line);
  }

  /// All figures as a table.
  public static String table(List<Figure> figures) {
    StringBuilder table = new StringBuilder();
    table.append(line("name", "value", "unit", "floor", "ratio", "spread", "target"));
    for (Figure each : figures) {
      table.append(
          line(
              each.name(),
              Figure.number(each.value()),
              each.unit(),
              optional(each.floor()),
              optional(each.ratio()),
              "%.0f %%".formatted(each.spread() * 100),
              each.verdict()));
    }
    return table.toString();
  }

  /// On what is measured, and how busy it is just now.
  public static String machine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, Java %s, load %.1f",
        system.getAvailableProcessors(),
        system.getName(),
        system.getArch(),
        Runtime.version(),
        system.getSystemLoadAverage());
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells).stripTrailing() + "\n";
  }

  private static String optional(@Nullable Double value) {
    return value == null ? "-" : Figure.number(value);
  }
}
