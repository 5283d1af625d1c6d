package io.signalbox.kit.tools.compute;

import io.signalbox.kit.tools.form.Numbers;
import io.signalbox.kit.tools.form.Place;
import io.signalbox.kit.tools.form.Template;
import io.signalbox.kit.tools.form.ToolFormatException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads an expression: JSON in which strings are texts with variables, and an object with the
/// field `op` is an operation.
public final class ExpressionReader {
  static final int MOST_ITEMS = 1_000;
  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 32 * 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final OperationReader operations = new OperationReader(this);
  private int depth;

  private ExpressionReader() {}

  /// @throws ToolFormatException when it makes no sense, or is deeper than 32 levels
  public static Expression read(Place place) {
    return new ExpressionReader().expression(place);
  }

  Expression expression(Place place) {
    depth++;
    if (depth > DEEPEST) {
      throw place.expected("an expression of at most %d levels".formatted(DEEPEST));
    }
    Expression read = dispatch(place);
    depth--;
    return read;
  }

  private Expression dispatch(Place place) {
    JsonNode node = place.any();
    if (node.isString()) {
      Template template = template(place);
      return template.isConstant() ? new Expression.Literal(node) : new Expression.Text(template);
    }
    if (node.isArray()) {
      return new Expression.Items(expressions(place, 0));
    }
    if (node.isObject()) {
      return node.has("op") ? operations.read(place) : new Expression.Members(members(place));
    }
    if (node.isNumber()) {
      number(place);
    }
    return new Expression.Literal(node);
  }

  Template template(Place place) {
    return Template.read(place, LONGEST_TEXT);
  }

  List<Expression> expressions(Place place, int least) {
    List<Expression> expressions = new ArrayList<>();
    place.items(least, MOST_ITEMS).forEach(item -> expressions.add(expression(item)));
    return expressions;
  }

  Map<String, Expression> members(Place place) {
    Map<String, Expression> members = new LinkedHashMap<>();
    place.fields(MOST_ITEMS).forEach((name, at) -> members.put(name, expression(at)));
    return members;
  }

  static BigDecimal number(Place place) {
    BigDecimal number = Numbers.of(place.node());
    if (number == null) {
      throw place.expected("a number between 10^-400 and 10^400, or 0");
    }
    return number;
  }

  /// What an operation calls an item; `item` if it does not say.
  static String name(Place place) {
    if (place.isAbsent()) {
      return "item";
    }
    String name = place.text(64);
    if (!NAME.matcher(name).matches()) {
      throw place.expected("a name of 1 to 64 of A-Z a-z 0-9 _");
    }
    return name;
  }
}
