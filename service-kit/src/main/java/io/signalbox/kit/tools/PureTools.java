package io.signalbox.kit.tools;

import io.signalbox.kit.tools.compute.Evaluation;
import io.signalbox.kit.tools.form.Variables;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Executes the tools that need nothing but their arguments: always ends, within bounds.
public final class PureTools {
  private PureTools() {}

  /// @param args a JSON object
  public static ToolOutcome execute(ServerTool.Basic tool, JsonNode args) {
    return switch (tool) {
      case ServerTool.StaticOutput it -> ToolOutcome.of(it::output);
      case ServerTool.StaticText it ->
          ToolOutcome.of(() ->
              JsonNodeFactory.instance.stringNode(
                  it.template().text(new Variables.Arguments(args))));
      case ServerTool.PassThrough _ -> ToolOutcome.of(() -> args);
      case ServerTool.NoExecution _ ->
          throw new IllegalArgumentException("Expected a tool that is executed");
    };
  }

  /// @param args a JSON object
  public static ToolOutcome execute(ServerTool.Compute tool, JsonNode args) {
    return ToolOutcome.of(() -> Evaluation.of(tool.expression(), new Variables.Arguments(args)));
  }
}
