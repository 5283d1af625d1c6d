package io.signalbox.edge.claw;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.json.InvalidInputException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The parameters of a call. What is wrong with them is answered by the path of the field.
///
/// ```java
/// Request request = params.read(fields ->
///     new Request(fields.text("runId", 36), fields.optionalNumber("since", 0, Long.MAX_VALUE)));
/// ```
public final class Params {
  /// The field that names a call that may be repeated.
  public static final String KEY = "idempotencyKey";

  private static final int LONGEST_KEY = 256;

  private final ObjectNode node;
  private final @Nullable String frameKey;

  /// @param node the `params` of the frame; empty when it has none
  /// @param frameKey the `idempotencyKey` beside the params, if any
  public Params(ObjectNode node, @Nullable String frameKey) {
    this.node = node;
    this.frameKey = frameKey;
  }

  /// Reads what a method needs.
  ///
  /// @throws InvalidInputException when a field is wrong; it becomes an `INVALID_REQUEST` by itself
  public <T extends @Nullable Object> T read(Function<Fields, T> reader) {
    Fields fields = Fields.of(node);
    T read = reader.apply(fields);
    fields.check();
    return read;
  }

  /// Passes only if there are no other fields than these and `idempotencyKey`.
  ///
  /// @throws InvalidInputException when there are
  public Params only(String... names) {
    Set<String> allowed = Set.of(names);
    Fields fields = Fields.of(node);
    node.propertyNames().stream()
        .filter(name -> !allowed.contains(name) && !name.equals(KEY))
        .forEach(name -> fields.reject(name, "absent"));
    fields.check();
    return this;
  }

  /// What names this call if it is repeated: from the params, else from the frame, else null.
  ///
  /// @throws InvalidInputException when it is no text of 1 to 256 characters
  public @Nullable String idempotencyKey() {
    String own = read(fields -> fields.optionalText(KEY, LONGEST_KEY));
    return own == null ? frameKey : own;
  }

  /// Like [#idempotencyKey], where it must be there.
  ///
  /// @throws InvalidInputException when it is missing or wrong
  public String requiredIdempotencyKey() {
    String given = idempotencyKey();
    return given == null ? read(fields -> fields.text(KEY, LONGEST_KEY)) : given;
  }

  /// The object itself.
  public ObjectNode node() {
    return node;
  }
}
