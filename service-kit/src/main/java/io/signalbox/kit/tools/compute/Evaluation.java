package io.signalbox.kit.tools.compute;

import io.signalbox.kit.tools.form.Kinds;
import io.signalbox.kit.tools.form.Numbers;
import io.signalbox.kit.tools.form.Room;
import io.signalbox.kit.tools.form.Template;
import io.signalbox.kit.tools.form.ToolFailure;
import io.signalbox.kit.tools.form.VariablePath;
import io.signalbox.kit.tools.form.Variables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One evaluation of an expression: so many steps, so long lists, so much text, and no more.
public final class Evaluation {
  static final int LONGEST_LIST = 10_000;
  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_TEXT = 4 * 1024 * 1024;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Room room = new Room(MOST_TEXT);
  private final ListOperations lists = new ListOperations(this);
  private int steps;

  private Evaluation() {}

  /// What an expression yields.
  ///
  /// @throws ToolFailure when it yields nothing, or not within the bounds
  public static JsonNode of(Expression expression, Variables variables) {
    return new Evaluation().value(expression, variables);
  }

  JsonNode value(Expression expression, Variables variables) {
    step();
    return switch (expression) {
      case Expression.Literal it -> it.value();
      case Expression.Text it -> text(it.template(), variables);
      case Expression.Items it -> items(it.items(), variables);
      case Expression.Members it -> members(it.members(), variables);
      case Expression.IfThenElse it ->
          value(
              isTrue(it.path(), it.condition(), variables) ? it.then() : it.otherwise(), variables);
      case Expression.AllOf it -> NODES.booleanNode(all(it, variables));
      case Expression.AnyOf it -> NODES.booleanNode(any(it, variables));
      case Expression.Not it -> NODES.booleanNode(!isTrue(it.path(), it.condition(), variables));
      case Expression.Compare it -> NODES.booleanNode(compare(it, variables));
      case Expression.Validate it -> Rules.check(it.rules(), value(it.value(), variables), this);
      case Expression.Extract it -> extract(it.way(), value(it.from(), variables));
      case Expression.Format it -> format(it, variables);
      case Expression.Calculate it -> calculate(it, variables);
      case Expression.Round it -> round(it, variables);
      case Expression.Score it -> score(it, variables);
      case Expression.MapItems it -> lists.map(it, variables);
      case Expression.Filter it -> lists.filter(it, variables);
      case Expression.Aggregate it -> lists.aggregate(it, variables);
      case Expression.Rank it -> lists.rank(it, variables);
      case Expression.Normalize it -> lists.normalize(it, variables);
    };
  }

  /// Counts a step.
  void step() {
    steps(1);
  }

  void steps(int count) {
    steps += count;
    if (steps > MOST_STEPS) {
      throw new ToolFailure(
          "COMPUTE_LIMIT", "Expected an evaluation of at most %d steps".formatted(MOST_STEPS));
    }
  }

  private JsonNode text(Template template, Variables variables) {
    if (!template.isWhole()) {
      return NODES.stringNode(room.claim(template.text(variables)));
    }
    JsonNode value = template.value(variables);
    return value == null ? NODES.nullNode() : value;
  }

  private JsonNode items(List<Expression> items, Variables variables) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(item -> array.add(value(item, variables)));
    return array;
  }

  private JsonNode members(Map<String, Expression> members, Variables variables) {
    ObjectNode object = NODES.objectNode();
    members.forEach((name, member) -> object.set(name, value(member, variables)));
    return object;
  }

  private boolean all(Expression.AllOf operation, Variables variables) {
    return operation.conditions().stream()
        .allMatch(condition -> isTrue(operation.path(), condition, variables));
  }

  private boolean any(Expression.AnyOf operation, Variables variables) {
    return operation.conditions().stream()
        .anyMatch(condition -> isTrue(operation.path(), condition, variables));
  }

  boolean isTrue(String path, Expression condition, Variables variables) {
    JsonNode value = value(condition, variables);
    if (!value.isBoolean()) {
      throw failure(path, "true or false as condition", value);
    }
    return value.booleanValue();
  }

  private boolean compare(Expression.Compare it, Variables variables) {
    JsonNode left = value(it.left(), variables);
    JsonNode right = value(it.right(), variables);
    steps(left.isString() ? left.stringValue().length() / 64 : 0);
    return switch (it.relation()) {
      case EQ -> Comparisons.equal(it.path(), left, right);
      case NE -> !Comparisons.equal(it.path(), left, right);
      case LT -> Comparisons.order(it.path(), left, right) < 0;
      case LE -> Comparisons.order(it.path(), left, right) <= 0;
      case GT -> Comparisons.order(it.path(), left, right) > 0;
      case GE -> Comparisons.order(it.path(), left, right) >= 0;
      case IN -> lists.contains(it.path(), right, left);
    };
  }

  private static JsonNode extract(List<String> way, JsonNode from) {
    JsonNode found = from;
    for (String step : way) {
      found = found == null ? null : VariablePath.step(found, step);
    }
    return found == null ? NODES.nullNode() : found;
  }

  private JsonNode format(Expression.Format it, Variables variables) {
    Variables known = variables;
    for (Map.Entry<String, Expression> each : it.values().entrySet()) {
      known = known.with(each.getKey(), value(each.getValue(), variables));
    }
    return NODES.stringNode(room.claim(it.template().text(known)));
  }

  private JsonNode calculate(Expression.Calculate it, Variables variables) {
    BigDecimal result = number(it.path(), it.of().getFirst(), variables);
    for (Expression next : it.of().subList(1, it.of().size())) {
      result = Arithmetic.apply(it, result, number(it.path(), next, variables));
    }
    return Numbers.json(result);
  }

  private JsonNode round(Expression.Round it, Variables variables) {
    BigDecimal value = number(it.path(), it.value(), variables);
    return Numbers.json(value.setScale(it.digits(), it.mode()));
  }

  private JsonNode score(Expression.Score it, Variables variables) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    for (Expression.Criterion each : it.criteria()) {
      BigDecimal value = number(it.path(), each.value(), variables);
      sum = sum.add(value.multiply(each.weight(), Numbers.PRECISION), Numbers.PRECISION);
      weights = weights.add(each.weight(), Numbers.PRECISION);
    }
    return Numbers.json(Arithmetic.inBounds(it.path(), sum.divide(weights, Numbers.PRECISION)));
  }

  BigDecimal number(String path, Expression expression, Variables variables) {
    return number(path, value(expression, variables));
  }

  static BigDecimal number(String path, JsonNode value) {
    BigDecimal number = Numbers.of(value);
    if (number == null) {
      throw failure(path, "a number between 10^-400 and 10^400, or 0", value);
    }
    return number;
  }

  static ToolFailure failure(String path, String expected, @Nullable JsonNode found) {
    return new ToolFailure(
        "COMPUTE_FAILED", "%s: expected %s, but got %s".formatted(path, expected, Kinds.of(found)));
  }
}
