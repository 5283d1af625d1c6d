package io.signalbox.dispatcher.server.kafka;

import io.signalbox.kit.tools.ServerTool;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.ToolFormatException;
import io.signalbox.schemas.tool.ToolWork;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads what is to be executed. Agents that were published before their tools were checked may
/// declare anything, and models may argue anything.
final class WorkReader {
  private WorkReader() {}

  /// What came of reading.
  sealed interface Read {
    record Task(ServerTool tool, JsonNode args) implements Read {}

    record Wrong(ToolOutcome.Failed why) implements Read {}
  }

  static Read read(ToolWork work) {
    try {
      return read(ServerTool.ofWire(work.getExecution()), work.getArgs());
    } catch (ToolFormatException e) {
      return wrong("INVALID_TOOL", String.valueOf(e.getMessage()));
    } catch (JacksonException e) {
      return wrong("INVALID_TOOL", "Expected a tool and arguments of JSON");
    }
  }

  private static Read read(ServerTool tool, String json) {
    JsonNode args = BoundedJson.read(json);
    if (!args.isObject()) {
      return wrong("INVALID_ARGUMENT", "Expected an object of arguments");
    }
    return switch (tool) {
      case ServerTool.NoExecution _, ServerTool.Waiting _ ->
          wrong("INVALID_TOOL", "Expected a tool that a worker executes");
      case ServerTool.StaticOutput _,
          ServerTool.StaticText _,
          ServerTool.PassThrough _,
          ServerTool.Request _,
          ServerTool.Compute _ ->
          new Read.Task(tool, args);
    };
  }

  private static Read wrong(String code, String error) {
    return new Read.Wrong(new ToolOutcome.Failed(code, error));
  }
}
