package io.signalbox.kit.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.ToolFormatException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ComputePropertiesTest {
  private static final List<String> OPS =
      List.of(
          "if-then-else",
          "all-of",
          "any-of",
          "not",
          "compare",
          "map",
          "filter",
          "extract",
          "format",
          "calculate",
          "aggregate",
          "round",
          "rank",
          "normalize");

  @Property(tries = 500)
  void shouldAlwaysEndWithAResultOrAFailure(@ForAll("expressions") JsonNode expression) {
    ToolOutcome outcome;
    try {
      outcome =
          ComputeTest.compute(expression.toString(), "{\"a\":[3,1,\"x\",{\"b\":null}],\"n\":2}");
    } catch (ToolFormatException e) {
      assertThat(e.path()).startsWith("execution");
      return;
    }
    switch (outcome) {
      case ToolOutcome.Completed done -> assertThat(BoundedJson.read(done.result())).isNotNull();
      case ToolOutcome.Failed failed ->
          assertThat(failed.code()).isIn("COMPUTE_FAILED", "MISSING_ARGUMENT");
    }
  }

  @Property(tries = 300)
  void shouldRankEveryItemOnceAndInOrder(@ForAll @Size(max = 40) List<Integer> numbers) {
    // when
    JsonNode ranked = result("{\"op\":\"rank\",\"list\":\"{{l}}\",\"by\":\"{{item}}\"}", numbers);
    // then
    List<Integer> items = new ArrayList<>();
    ranked.forEach(each -> items.add(each.get("item").intValue()));
    assertThat(items)
        .containsExactlyInAnyOrderElementsOf(numbers)
        .isSortedAccordingTo((a, b) -> Integer.compare(b, a));
  }

  @Property(tries = 300)
  void shouldNormalizeIntoTheBounds(@ForAll @Size(max = 40) List<Integer> numbers) {
    for (JsonNode each : result("{\"op\":\"normalize\",\"list\":\"{{l}}\"}", numbers)) {
      assertThat(each.decimalValue()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
    }
  }

  @Property(tries = 300)
  void shouldSumExactly(@ForAll @Size(max = 40) List<Integer> numbers) {
    assertThat(
            result("{\"op\":\"aggregate\",\"function\":\"sum\",\"list\":\"{{l}}\"}", numbers)
                .longValue())
        .isEqualTo(numbers.stream().mapToLong(Integer::longValue).sum());
  }

  private static JsonNode result(String expression, List<Integer> numbers) {
    ToolOutcome outcome = ComputeTest.compute(expression, "{\"l\":%s}".formatted(numbers));
    assertThat(outcome).isInstanceOf(ToolOutcome.Completed.class);
    return BoundedJson.read(((ToolOutcome.Completed) outcome).result());
  }

  @Provide
  Arbitrary<JsonNode> expressions() {
    return expression(4);
  }

  private static Arbitrary<JsonNode> expression(int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    Arbitrary<JsonNode> leaves =
        Arbitraries.of(
            nodes.stringNode("{{a}}"),
            nodes.stringNode("{{n}}"),
            nodes.stringNode("{{item}}!"),
            nodes.booleanNode(true),
            nodes.numberNode(7),
            nodes.nullNode(),
            nodes.arrayNode());
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<JsonNode> operations =
        Arbitraries.of(OPS)
            .flatMap(
                op -> expression(depth - 1).list().ofSize(3).map(parts -> operation(op, parts)));
    return Arbitraries.oneOf(leaves, operations);
  }

  private static JsonNode operation(String op, List<JsonNode> parts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("op", op);
    switch (op) {
      case "if-then-else" -> set(node, parts, "if", "then", "else");
      case "all-of", "any-of" -> node.set("of", list(parts));
      case "not" -> set(node, parts, "value");
      case "compare" -> set(node.put("relation", "lt"), parts, "left", "right");
      case "map" -> set(node, parts, "list", "to");
      case "filter" -> set(node, parts, "list", "where");
      case "extract" -> set(node.put("path", "0.b"), parts, "from");
      case "format" -> node.put("template", "{{v}}").putObject("values").set("v", parts.getFirst());
      case "calculate" -> node.put("operator", "/").set("of", list(parts));
      case "aggregate" -> set(node.put("function", "avg"), parts, "list", "by");
      case "round" -> set(node.put("digits", 3), parts, "value");
      case "rank" -> set(node, parts, "list", "by");
      default -> set(node, parts, "list");
    }
    return node;
  }

  private static void set(ObjectNode node, List<JsonNode> parts, String... names) {
    for (int i = 0; i < names.length; i++) {
      node.set(names[i], parts.get(i));
    }
  }

  private static ArrayNode list(List<JsonNode> parts) {
    return JsonNodeFactory.instance.arrayNode().addAll(parts);
  }
}
