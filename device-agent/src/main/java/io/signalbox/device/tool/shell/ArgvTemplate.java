package io.signalbox.device.tool.shell;

import io.signalbox.device.tool.Arguments;
import io.signalbox.device.tool.ToolFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A command line with places for arguments. A place is a whole element, `{name}`, and what it is
/// filled with stays one element: there is no shell that could read more into it.
///
/// A value that begins with `-` would be an option of the command. It is refused, unless an element
/// `--` stands before its place, or the place has a pattern of its own, which then decides alone.
final class ArgvTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");
  private static final int LONGEST = 4096;

  private final List<String> elements;
  private final Map<String, Pattern> patterns;

  /// @param elements the first one is the program, and no place
  /// @param patterns by name of a place, what the whole of its value must match
  /// @throws IllegalArgumentException when a place is only a part of an element, or a pattern has
  ///   no place
  ArgvTemplate(List<String> elements, Map<String, Pattern> patterns) {
    this.elements = List.copyOf(elements);
    this.patterns = Map.copyOf(patterns);
    check();
  }

  private void check() {
    if (elements.isEmpty() || elements.getFirst().isBlank() || place(elements.getFirst()) != null) {
      throw new IllegalArgumentException("Expected run to begin with a program, got " + elements);
    }
    Set<String> places = new HashSet<>();
    for (String element : elements) {
      String place = place(element);
      if (place != null) {
        places.add(place);
      } else if (PLACE.matcher(element).find()) {
        throw new IllegalArgumentException(
            "Expected a place to be a whole element of run, but got " + element);
      }
    }
    for (String name : patterns.keySet()) {
      if (!places.contains(name)) {
        throw new IllegalArgumentException(
            "Expected parameters to be places of run, but there is no {%s}".formatted(name));
      }
    }
  }

  /// The command line for the arguments of a call.
  ///
  /// @throws ToolFailure when one is missing, unknown or not allowed
  List<String> fill(JsonNode args) throws ToolFailure {
    Arguments arguments = Arguments.of(args);
    List<String> line = new ArrayList<>();
    boolean optionsMayFollow = true;
    for (String element : elements) {
      String place = place(element);
      line.add(place == null ? element : value(arguments, place, optionsMayFollow));
      optionsMayFollow &= !element.equals("--");
    }
    arguments.done();
    return line;
  }

  private String value(Arguments arguments, String place, boolean optionsMayFollow)
      throws ToolFailure {
    JsonNode value = arguments.any(place);
    String field = "args." + place;
    if (value == null || !(value.isString() || value.isNumber() || value.isBoolean())) {
      throw Arguments.wrong(field, "text, a number or a boolean", value);
    }
    String text = value.asString();
    if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
      throw Arguments.wrong(
          field, "at most %d characters, none of them NUL".formatted(LONGEST), value);
    }
    Pattern pattern = patterns.get(place);
    if (pattern != null && !pattern.matcher(text).matches()) {
      throw Arguments.wrong(field, "text that matches " + pattern, value);
    }
    if (pattern == null && optionsMayFollow && text.startsWith("-")) {
      throw Arguments.wrong(field, "text that does not begin with -", value);
    }
    return text;
  }

  private static @Nullable String place(String element) {
    var matcher = PLACE.matcher(element);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
