package io.signalbox.kit.tools.compute;

import static java.util.Comparator.comparing;

import io.signalbox.kit.tools.form.Numbers;
import io.signalbox.kit.tools.form.ToolFailure;
import io.signalbox.kit.tools.form.Variables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The operations on lists. An item goes by the name that the operation gives it, its place in the
/// list, from 0 on, by `index`.
final class ListOperations {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Evaluation evaluation;

  ListOperations(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  JsonNode map(Expression.MapItems it, Variables variables) {
    ArrayNode mapped = NODES.arrayNode();
    int index = 0;
    for (JsonNode item : items(it.path(), it.list(), variables)) {
      mapped.add(evaluation.value(it.to(), within(variables, it.as(), item, index++)));
    }
    return mapped;
  }

  JsonNode filter(Expression.Filter it, Variables variables) {
    ArrayNode kept = NODES.arrayNode();
    int index = 0;
    for (JsonNode item : items(it.path(), it.list(), variables)) {
      if (evaluation.isTrue(it.path(), it.where(), within(variables, it.as(), item, index++))) {
        kept.add(item);
      }
    }
    return kept;
  }

  JsonNode aggregate(Expression.Aggregate it, Variables variables) {
    List<JsonNode> items = items(it.path(), it.list(), variables);
    if (it.function() == Expression.Function.COUNT) {
      return NODES.numberNode(items.size());
    }
    Expression by = it.by();
    List<BigDecimal> numbers =
        by == null ? numbers(it.path(), items) : numbers(it.path(), items, it.as(), by, variables);
    return switch (it.function()) {
      case SUM -> Numbers.json(sum(it.path(), numbers));
      case AVG -> numbers.isEmpty() ? NODES.nullNode() : mean(it.path(), numbers);
      case MIN ->
          numbers.stream()
              .min(Comparator.naturalOrder())
              .map(Numbers::json)
              .orElseGet(NODES::nullNode);
      case MAX ->
          numbers.stream()
              .max(Comparator.naturalOrder())
              .map(Numbers::json)
              .orElseGet(NODES::nullNode);
      case COUNT -> NODES.numberNode(numbers.size());
    };
  }

  private static BigDecimal sum(String path, List<BigDecimal> numbers) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal number : numbers) {
      sum = sum.add(number, Numbers.PRECISION);
    }
    return Arithmetic.inBounds(path, sum);
  }

  private static JsonNode mean(String path, List<BigDecimal> numbers) {
    BigDecimal count = BigDecimal.valueOf(numbers.size());
    return Numbers.json(sum(path, numbers).divide(count, Numbers.PRECISION));
  }

  private record Scored(BigDecimal score, JsonNode item) {}

  JsonNode rank(Expression.Rank it, Variables variables) {
    List<JsonNode> items = items(it.path(), it.list(), variables);
    List<BigDecimal> scores = numbers(it.path(), items, it.as(), it.by(), variables);
    List<Scored> scored = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      scored.add(new Scored(scores.get(index), items.get(index)));
    }
    Comparator<Scored> order = comparing(Scored::score);
    scored.sort(it.descending() ? order.reversed() : order);
    return ranked(scored, it.top());
  }

  private static JsonNode ranked(List<Scored> scored, int top) {
    ArrayNode ranked = NODES.arrayNode();
    int rank = 0;
    for (int place = 0; place < Math.min(top, scored.size()); place++) {
      Scored each = scored.get(place);
      boolean equal = place > 0 && each.score().compareTo(scored.get(place - 1).score()) == 0;
      rank = equal ? rank : place + 1;
      ObjectNode entry = ranked.addObject().put("rank", rank);
      entry.set("score", Numbers.json(each.score()));
      entry.set("item", each.item());
    }
    return ranked;
  }

  JsonNode normalize(Expression.Normalize it, Variables variables) {
    List<BigDecimal> numbers = numbers(it.path(), items(it.path(), it.list(), variables));
    BigDecimal least = numbers.stream().min(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
    BigDecimal most = numbers.stream().max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
    BigDecimal span = most.subtract(least, Numbers.PRECISION);
    ArrayNode normalized = NODES.arrayNode();
    numbers.forEach(
        number -> normalized.add(Numbers.json(place(it, number.subtract(least), span))));
    return normalized;
  }

  private static BigDecimal place(Expression.Normalize it, BigDecimal above, BigDecimal span) {
    if (span.signum() == 0) {
      return it.low();
    }
    BigDecimal share = above.divide(span, Numbers.PRECISION);
    BigDecimal width = it.high().subtract(it.low(), Numbers.PRECISION);
    BigDecimal place = share.multiply(width, Numbers.PRECISION).add(it.low(), Numbers.PRECISION);
    return Arithmetic.inBounds(it.path(), place);
  }

  /// Whether a list has a value among its items.
  boolean contains(String path, JsonNode list, JsonNode value) {
    for (JsonNode item : items(path, list)) {
      evaluation.step();
      if (Comparisons.equal(path, item, value)) {
        return true;
      }
    }
    return false;
  }

  private static Variables within(Variables variables, String as, JsonNode item, int index) {
    return variables.with("index", NODES.numberNode(index)).with(as, item);
  }

  private static List<BigDecimal> numbers(String path, List<JsonNode> items) {
    return items.stream().map(item -> Evaluation.number(path, item)).toList();
  }

  private List<BigDecimal> numbers(
      String path, List<JsonNode> items, String as, Expression by, Variables variables) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (JsonNode item : items) {
      numbers.add(evaluation.number(path, by, within(variables, as, item, numbers.size())));
    }
    return numbers;
  }

  private List<JsonNode> items(String path, Expression list, Variables variables) {
    return items(path, evaluation.value(list, variables));
  }

  private List<JsonNode> items(String path, JsonNode list) {
    if (!list.isArray()) {
      throw Evaluation.failure(path, "a list", list);
    }
    if (list.size() > Evaluation.LONGEST_LIST) {
      throw new ToolFailure(
          "COMPUTE_LIMIT",
          "%s: expected a list of at most %d items, but got %d"
              .formatted(path, Evaluation.LONGEST_LIST, list.size()));
    }
    evaluation.steps(list.size());
    return List.copyOf(list.values());
  }
}
