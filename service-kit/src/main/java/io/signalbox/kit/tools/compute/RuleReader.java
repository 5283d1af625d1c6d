package io.signalbox.kit.tools.compute;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.signalbox.kit.tools.form.Place;
import java.util.List;
import java.util.regex.Matcher;

/// Reads the rules that values are checked by.
final class RuleReader {
  private static final int LONGEST_PATTERN = 512;
  private static final int MOST_REPEATS = 1_000;
  private static final java.util.regex.Pattern REPEAT =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

  private RuleReader() {}

  static Expression.Rule read(Place place) {
    String rule =
        place.field("rule").oneOf(List.of("required", "type", "min", "max", "length", "pattern"));
    return switch (rule) {
      case "required" -> {
        place.hasOnly("rule");
        yield new Expression.Rule.Required();
      }
      case "length" -> length(place);
      default -> {
        place.hasOnly("rule", "value");
        yield withValue(rule, place.field("value"));
      }
    };
  }

  private static Expression.Rule withValue(String rule, Place value) {
    return switch (rule) {
      case "min" -> new Expression.Rule.Min(ExpressionReader.number(value));
      case "max" -> new Expression.Rule.Max(ExpressionReader.number(value));
      case "pattern" -> new Expression.Rule.Matches(pattern(value));
      default -> new Expression.Rule.TypeIs(value.oneOf(Rules.TYPES));
    };
  }

  private static Expression.Rule length(Place place) {
    place.hasOnly("rule", "min", "max");
    Place least = place.field("min");
    Place most = place.field("max");
    if (least.isAbsent() && most.isAbsent()) {
      throw least.expected("a least or a greatest length");
    }
    return new Expression.Rule.Length(
        least.isAbsent() ? 0 : least.whole(0, Integer.MAX_VALUE),
        most.isAbsent() ? Integer.MAX_VALUE : most.whole(0, Integer.MAX_VALUE));
  }

  /// Counted repetitions are written out when a pattern is compiled, those within each other as
  /// often as their product says.
  private static Pattern pattern(Place place) {
    String text = place.text(LONGEST_PATTERN);
    long repeats = 1;
    Matcher counted = REPEAT.matcher(text);
    while (counted.find()) {
      String most = counted.group(2);
      repeats *=
          Math.max(1, Long.parseLong(most == null || most.isEmpty() ? counted.group(1) : most));
      if (repeats > MOST_REPEATS) {
        throw place.expected(
            "counted repetitions whose product is at most %d".formatted(MOST_REPEATS));
      }
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw place.expected("a regular expression as RE2 knows it: " + e.getDescription());
    }
  }
}
