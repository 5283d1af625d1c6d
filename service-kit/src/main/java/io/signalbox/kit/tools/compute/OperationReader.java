package io.signalbox.kit.tools.compute;

import io.signalbox.kit.tools.form.Numbers;
import io.signalbox.kit.tools.form.Place;
import io.signalbox.kit.tools.form.VariablePath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Reads the operations of expressions, each by its name.
final class OperationReader {
  private static final int MOST_DIGITS = 30;
  private static final int MOST_RANKED = 10_000;
  private static final Map<String, Expression.Operator> OPERATORS =
      Map.of(
          "+", Expression.Operator.ADD,
          "-", Expression.Operator.SUBTRACT,
          "*", Expression.Operator.MULTIPLY,
          "/", Expression.Operator.DIVIDE,
          "%", Expression.Operator.REMAINDER);
  private static final List<String> ROUNDINGS =
      List.of("half-up", "half-even", "half-down", "up", "down", "floor", "ceiling");

  private final ExpressionReader expressions;
  private final Map<String, Function<Place, Expression>> readers = new LinkedHashMap<>();

  OperationReader(ExpressionReader expressions) {
    this.expressions = expressions;
    readers.put("literal", this::literal);
    readers.put("if-then-else", this::ifThenElse);
    readers.put("all-of", it -> new Expression.AllOf(it.path(), conditions(it)));
    readers.put("any-of", it -> new Expression.AnyOf(it.path(), conditions(it)));
    readers.put("not", this::not);
    readers.put("compare", this::compare);
    readers.put("validate", this::validate);
    readers.put("map", this::map);
    readers.put("filter", this::filter);
    readers.put("extract", this::extract);
    readers.put("format", this::format);
    readers.put("calculate", this::calculate);
    readers.put("aggregate", this::aggregate);
    readers.put("round", this::round);
    readers.put("score", this::score);
    readers.put("rank", this::rank);
    readers.put("normalize", this::normalize);
  }

  Expression read(Place place) {
    return read(place, "op", readers);
  }

  private static <T> T read(Place place, String name, Map<String, Function<Place, T>> readers) {
    String chosen = place.field(name).oneOf(List.copyOf(readers.keySet()));
    Function<Place, T> reader = readers.get(chosen);
    if (reader == null) {
      throw new IllegalStateException("Expected a reader of " + chosen);
    }
    return reader.apply(place);
  }

  private Expression part(Place place, String name) {
    return expressions.expression(place.field(name));
  }

  private Expression literal(Place place) {
    place.hasOnly("op", "value");
    return new Expression.Literal(place.field("value").any());
  }

  private Expression ifThenElse(Place place) {
    place.hasOnly("op", "if", "then", "else");
    return new Expression.IfThenElse(
        place.path(), part(place, "if"), part(place, "then"), part(place, "else"));
  }

  private List<Expression> conditions(Place place) {
    place.hasOnly("op", "of");
    return expressions.expressions(place.field("of"), 0);
  }

  private Expression not(Place place) {
    place.hasOnly("op", "value");
    return new Expression.Not(place.path(), part(place, "value"));
  }

  private Expression compare(Place place) {
    place.hasOnly("op", "relation", "left", "right");
    return new Expression.Compare(
        place.path(),
        constant(place.field("relation"), Expression.Relation.values()),
        part(place, "left"),
        part(place, "right"));
  }

  private static <E extends Enum<E>> E constant(Place place, E[] all) {
    List<String> names =
        Arrays.stream(all).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    return all[names.indexOf(place.oneOf(names))];
  }

  private Expression validate(Place place) {
    place.hasOnly("op", "value", "rules");
    return new Expression.Validate(
        place.path(),
        part(place, "value"),
        place.field("rules").items(1, 20).stream().map(RuleReader::read).toList());
  }

  private Expression map(Place place) {
    place.hasOnly("op", "list", "as", "to");
    return new Expression.MapItems(place.path(), part(place, "list"), as(place), part(place, "to"));
  }

  private Expression filter(Place place) {
    place.hasOnly("op", "list", "as", "where");
    return new Expression.Filter(
        place.path(), part(place, "list"), as(place), part(place, "where"));
  }

  private static String as(Place place) {
    return ExpressionReader.name(place.field("as"));
  }

  private Expression extract(Place place) {
    place.hasOnly("op", "from", "path");
    Place way = place.field("path");
    List<String> steps = VariablePath.steps(way.text(256));
    if (steps.isEmpty()) {
      throw way.expected(VariablePath.FORM);
    }
    return new Expression.Extract(place.path(), part(place, "from"), steps);
  }

  private Expression format(Place place) {
    place.hasOnly("op", "template", "values");
    return new Expression.Format(
        place.path(),
        expressions.template(place.field("template")),
        expressions.members(place.field("values")));
  }

  private Expression calculate(Place place) {
    place.hasOnly("op", "operator", "of");
    Place operator = place.field("operator");
    Expression.Operator chosen = OPERATORS.get(operator.oneOf(List.of("+", "-", "*", "/", "%")));
    if (chosen == null) {
      throw operator.expected("an operator");
    }
    return new Expression.Calculate(
        place.path(), chosen, expressions.expressions(place.field("of"), 2));
  }

  private Expression aggregate(Place place) {
    place.hasOnly("op", "function", "list", "as", "by");
    return new Expression.Aggregate(
        place.path(),
        constant(place.field("function"), Expression.Function.values()),
        part(place, "list"),
        as(place),
        place.field("by").isAbsent() ? null : part(place, "by"));
  }

  private Expression round(Place place) {
    place.hasOnly("op", "value", "digits", "mode");
    Place digits = place.field("digits");
    Place mode = place.field("mode");
    String rounding = mode.isAbsent() ? "half-up" : mode.oneOf(ROUNDINGS);
    return new Expression.Round(
        place.path(),
        part(place, "value"),
        digits.isAbsent() ? 0 : (int) digits.whole(-MOST_DIGITS, MOST_DIGITS),
        RoundingMode.valueOf(rounding.replace('-', '_').toUpperCase(Locale.ROOT)));
  }

  private Expression score(Place place) {
    place.hasOnly("op", "criteria");
    return new Expression.Score(
        place.path(), place.field("criteria").items(1, 100).stream().map(this::criterion).toList());
  }

  private Expression.Criterion criterion(Place place) {
    place.hasOnly("value", "weight");
    Place weight = place.field("weight");
    BigDecimal given = weight.isAbsent() ? BigDecimal.ONE : Numbers.of(weight.node());
    if (given == null || given.signum() <= 0) {
      throw weight.expected("a number greater than 0");
    }
    return new Expression.Criterion(part(place, "value"), given);
  }

  private Expression rank(Place place) {
    place.hasOnly("op", "list", "as", "by", "order", "top");
    Place order = place.field("order");
    Place top = place.field("top");
    boolean descending = order.isAbsent() || order.oneOf(List.of("desc", "asc")).equals("desc");
    return new Expression.Rank(
        place.path(),
        part(place, "list"),
        as(place),
        part(place, "by"),
        descending,
        top.isAbsent() ? MOST_RANKED : (int) top.whole(1, MOST_RANKED));
  }

  private Expression normalize(Place place) {
    place.hasOnly("op", "list", "low", "high");
    Place high = place.field("high");
    BigDecimal least = bound(place.field("low"), BigDecimal.ZERO);
    BigDecimal most = bound(high, BigDecimal.ONE);
    if (least.compareTo(most) >= 0) {
      throw high.expected("a number greater than low, %s".formatted(least));
    }
    return new Expression.Normalize(place.path(), part(place, "list"), least, most);
  }

  private static BigDecimal bound(Place place, BigDecimal otherwise) {
    return place.isAbsent() ? otherwise : ExpressionReader.number(place);
  }
}
