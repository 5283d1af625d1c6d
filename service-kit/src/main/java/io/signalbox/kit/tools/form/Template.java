package io.signalbox.kit.tools.form;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A text with variables: `Hello {{user.name}}`.
///
/// A text that is one variable and nothing else is *whole*: it stands for the value itself, of
/// whatever type. Elsewhere strings go into the text as they are, and other values as JSON.
public final class Template {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final int LONGEST_LINE = 16 * 1024;

  private final String path;
  private final List<Piece> pieces;

  private Template(String path, List<Piece> pieces) {
    this.path = path;
    this.pieces = List.copyOf(pieces);
  }

  private sealed interface Piece {}

  private record Words(String text) implements Piece {}

  private record Variable(VariablePath path) implements Piece {}

  /// Reads the text that stands at a place.
  ///
  /// @throws ToolFormatException when it is no text, too long, or has a variable that is none
  public static Template read(Place place, int longest) {
    String text = place.text(longest);
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      if (open > at) {
        pieces.add(new Words(text.substring(at, open)));
      }
      int close = text.indexOf(CLOSE, open);
      VariablePath path =
          close < 0 ? null : VariablePath.of(text.substring(open + OPEN.length(), close).strip());
      if (path == null) {
        throw place.expected(
            "a variable between {{ and }} at character %d: %s".formatted(open, VariablePath.FORM));
      }
      pieces.add(new Variable(path));
      at = close + CLOSE.length();
    }
    if (at < text.length()) {
      pieces.add(new Words(text.substring(at)));
    }
    return new Template(place.path(), pieces);
  }

  /// Whether it has no variables.
  public boolean isConstant() {
    return pieces.stream().noneMatch(Variable.class::isInstance);
  }

  /// Whether it is one variable and nothing else.
  public boolean isWhole() {
    return pieces.size() == 1 && !isConstant();
  }

  /// The value that a whole one stands for; null when there is none, or JSON `null`.
  public @Nullable JsonNode value(Variables variables) {
    if (!(isWhole() && pieces.getFirst() instanceof Variable variable)) {
      throw new IllegalStateException("Expected a text that is one variable at " + path);
    }
    JsonNode found = variables.find(variable.path());
    return found == null || found.isNull() ? null : found;
  }

  /// The text with the variables' values in it.
  ///
  /// @throws ToolFailure when a variable has none
  public String text(Variables variables) {
    return fill(variables, UnaryOperator.identity(), true, BoundedJson.LARGEST);
  }

  /// The text with the values of its variables in it, each as `escape` writes it.
  ///
  /// @throws ToolFailure when a variable has no value, or a list or an object
  public String line(Variables variables, UnaryOperator<String> escape) {
    return fill(variables, escape, false, LONGEST_LINE);
  }

  private String fill(
      Variables variables, UnaryOperator<String> escape, boolean nested, int longest) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Words words -> text.append(words.text());
        case Variable variable -> text.append(escape.apply(value(variable, variables, nested)));
      }
      if (text.length() > longest) {
        throw new ToolFailure(
            "RESULT_TOO_LARGE",
            "%s: expected a text of at most %d characters".formatted(path, longest));
      }
    }
    return text.toString();
  }

  private String value(Variable variable, Variables variables, boolean nested) {
    JsonNode found = variables.find(variable.path());
    if (found == null || found.isNull()) {
      throw new ToolFailure(
          "MISSING_ARGUMENT",
          "%s: expected a value of {{%s}}, but there is none".formatted(path, variable.path()));
    }
    if (found.isContainer() && !nested) {
      throw new ToolFailure(
          "INVALID_ARGUMENT",
          "%s: expected a string, number or boolean as {{%s}}, but got %s"
              .formatted(path, variable.path(), Kinds.of(found)));
    }
    return found.isString() ? found.stringValue() : found.toString();
  }
}
