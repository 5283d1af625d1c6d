package io.signalbox.kit.tools;

import io.signalbox.kit.tools.form.Place;
import io.signalbox.kit.tools.form.Template;
import java.util.List;

/// Reads what a basic tool declares.
final class BasicReader {
  private static final int LONGEST_TEMPLATE = 32 * 1024;

  private BasicReader() {}

  static ServerTool.Basic read(Place execution) {
    String mode = execution.field("mode").oneOf(List.of("no-execution", "static", "pass-through"));
    return switch (mode) {
      case "no-execution" -> {
        execution.hasOnly("mode");
        yield new ServerTool.NoExecution();
      }
      case "pass-through" -> {
        execution.hasOnly("mode");
        yield new ServerTool.PassThrough();
      }
      default -> readStatic(execution);
    };
  }

  private static ServerTool.Basic readStatic(Place execution) {
    execution.hasOnly("mode", "output", "template");
    Place output = execution.field("output");
    Place template = execution.field("template");
    if ((output.node() == null) == (template.node() == null)) {
      throw output.expected("either an output or a template");
    }
    return output.node() == null
        ? new ServerTool.StaticText(Template.read(template, LONGEST_TEMPLATE))
        : new ServerTool.StaticOutput(output.any());
  }
}
