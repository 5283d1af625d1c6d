package io.signalbox.kit.tools;

import io.signalbox.kit.tools.compute.Expression;
import io.signalbox.kit.tools.compute.ExpressionReader;
import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.Place;
import io.signalbox.kit.tools.form.Template;
import io.signalbox.kit.tools.form.ToolFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// How a tool of target `server` is executed, as its agent declares it with `executionType` and
/// `execution`.
public sealed interface ServerTool {
  /// What may be declared as `executionType`.
  List<String> TYPES = List.of("basic", "request", "waiting", "compute");

  /// Whether a call may be made again when nobody knows whether it was made.
  boolean repeatable();

  /// `basic`: an answer that needs no work.
  sealed interface Basic extends ServerTool {
    @Override
    default boolean repeatable() {
      return true;
    }
  }

  /// Nothing is executed: the call waits for a result that somebody posts.
  record NoExecution() implements Basic {}

  /// Always the same answer.
  record StaticOutput(JsonNode output) implements Basic {}

  /// A text with arguments in it.
  record StaticText(Template template) implements Basic {}

  /// The arguments are the answer.
  record PassThrough() implements Basic {}

  /// `request`: an HTTP request. What it reads may be read again; what it writes, nobody knows.
  record Request(RequestTemplate template) implements ServerTool {
    @Override
    public boolean repeatable() {
      return template.method().repeatable();
    }
  }

  /// `waiting`: the answer comes at a later time.
  ///
  /// @param span how long; null = the arguments say
  record Waiting(@Nullable WaitSpan span) implements ServerTool {
    @Override
    public boolean repeatable() {
      return true;
    }
  }

  /// `compute`: what an expression yields.
  record Compute(Expression expression) implements ServerTool {
    @Override
    public boolean repeatable() {
      return true;
    }
  }

  /// Reads a declaration.
  ///
  /// @param type the field `executionType`; absent = nothing is executed
  /// @param execution the field `execution`, if there is one
  /// @throws ToolFormatException when it makes no sense, with the path from the tool on
  static ServerTool read(@Nullable JsonNode type, @Nullable JsonNode execution) {
    Place place = new Place("execution", execution);
    Place typePlace = new Place("executionType", type);
    if (typePlace.isAbsent()) {
      if (!place.isAbsent()) {
        throw typePlace.expected("one of %s, as there is an execution".formatted(TYPES));
      }
      return new NoExecution();
    }
    return read(typePlace.oneOf(TYPES), place);
  }

  /// Reads what the log carries of a declaration: an object with the fields of `execution`, and the
  /// execution type as `type`.
  ///
  /// @throws ToolFormatException when it makes no sense
  static ServerTool ofWire(String json) {
    JsonNode wire = BoundedJson.read(json);
    Place type = new Place("execution", wire).field("type");
    JsonNode execution = wire.deepCopy().asObject().without("type");
    return read(type.oneOf(TYPES), new Place("execution", execution));
  }

  private static ServerTool read(String type, Place execution) {
    Place fields =
        execution.isAbsent()
            ? new Place(execution.path(), JsonNodeFactory.instance.objectNode())
            : execution;
    return switch (type) {
      case "basic" -> BasicReader.read(fields);
      case "request" -> new Request(RequestReader.read(fields));
      case "waiting" -> new Waiting(WaitSpan.read(fields));
      case "compute" -> {
        fields.hasOnly("expression");
        yield new Compute(ExpressionReader.read(fields.field("expression")));
      }
      default -> throw new IllegalStateException("Unknown type " + type);
    };
  }
}
