package io.signalbox.kit.tools.form;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Leads to a value: names of fields and numbers of items, with dots between them, as
/// `order.lines.0.sku`.
///
/// @param first the variable
/// @param rest the way from there
public record VariablePath(String first, List<String> rest) {
  private static final int LONGEST = 256;
  private static final Pattern STEP = Pattern.compile("[A-Za-z0-9_$-]+");
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

  /// What a path looks like, for those who got one wrong.
  public static final String FORM = "names of A-Z a-z 0-9 _ $ - with dots between them";

  public VariablePath {
    rest = List.copyOf(rest);
  }

  /// The path that a text names; null if it is none.
  static @Nullable VariablePath of(String text) {
    List<String> steps = steps(text);
    return steps.isEmpty()
        ? null
        : new VariablePath(steps.getFirst(), steps.subList(1, steps.size()));
  }

  /// The steps of a path; none if it is no path.
  public static List<String> steps(String text) {
    if (text.length() > LONGEST) {
      return List.of();
    }
    List<String> steps = List.of(text.split("\\.", -1));
    return steps.stream().allMatch(step -> STEP.matcher(step).matches()) ? steps : List.of();
  }

  /// A field of an object or an item of a list.
  public static @Nullable JsonNode step(JsonNode from, String step) {
    return from.isArray() && INDEX.matcher(step).matches()
        ? from.get(Integer.parseInt(step))
        : from.get(step);
  }

  @Override
  public String toString() {
    return rest.isEmpty() ? first : first + "." + String.join(".", rest);
  }
}
