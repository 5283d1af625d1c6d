package io.signalbox.kit.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.ToolFormatException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class ServerToolTest {

  private static ServerTool read(@Nullable String type, @Nullable String execution) {
    return ServerTool.read(
        type == null ? null : JsonNodeFactory.instance.stringNode(type),
        execution == null ? null : BoundedJson.read(execution));
  }

  private static ToolOutcome basic(String execution, String args) {
    return PureTools.execute((ServerTool.Basic) read("basic", execution), BoundedJson.read(args));
  }

  @Test
  void shouldExecuteNothingWhereNothingIsDeclared() {
    assertThat(read(null, null)).isEqualTo(new ServerTool.NoExecution());
    assertThat(read("basic", "{\"mode\":\"no-execution\"}"))
        .isEqualTo(new ServerTool.NoExecution());
  }

  @Test
  void shouldAnswerWithTheOutputThatItDeclares() {
    assertThat(basic("{\"mode\":\"static\",\"output\":{\"a\":[1,\"{{b}}\"]}}", "{\"b\":2}"))
        .isEqualTo(new ToolOutcome.Completed("{\"a\":[1,\"{{b}}\"]}"));
    assertThat(basic("{\"mode\":\"static\",\"output\":null}", "{}"))
        .isEqualTo(new ToolOutcome.Completed("null"));
  }

  @Test
  void shouldPutArgumentsIntoATemplate() {
    assertThat(
            basic(
                "{\"mode\":\"static\",\"template\":\"Hi {{ user.name }}, {{list.1}} {{n}} {{o}}\"}",
                "{\"user\":{\"name\":\"\\\"A\\\"\"},\"list\":[1,true],\"n\":1.50,\"o\":{\"x\":[]}}"))
        .isEqualTo(new ToolOutcome.Completed("\"Hi \\\"A\\\", true 1.50 {\\\"x\\\":[]}\""));
  }

  @Test
  void shouldSayWhichArgumentATemplateMisses() {
    assertThat(basic("{\"mode\":\"static\",\"template\":\"Hi {{user.name}}\"}", "{\"user\":1}"))
        .isEqualTo(
            new ToolOutcome.Failed(
                "MISSING_ARGUMENT",
                "execution.template: expected a value of {{user.name}}, but there is none"));
  }

  @Test
  void shouldPassArgumentsThroughWithAllTheirDigits() {
    assertThat(basic("{\"mode\":\"pass-through\"}", "{\"a\":12345678901234567890.123456789}"))
        .isEqualTo(new ToolOutcome.Completed("{\"a\":12345678901234567890.123456789}"));
  }

  @Test
  void shouldEndATextThatGrowsTooLong() {
    // given
    String args = "{\"x\":\"%s\"}".formatted("x".repeat(30_000));
    // then
    assertThat(
            basic("{\"mode\":\"static\",\"template\":\"%s\"}".formatted("{{x}}".repeat(10)), args))
        .isInstanceOfSatisfying(
            ToolOutcome.Failed.class, it -> assertThat(it.code()).isEqualTo("RESULT_TOO_LARGE"));
  }

  @Test
  void shouldKnowWhatMayBeDoneAgain() {
    assertThat(read("request", "{\"url\":\"http://a.b/\",\"method\":\"HEAD\"}").repeatable())
        .isTrue();
    assertThat(read("request", "{\"url\":\"http://a.b/\",\"method\":\"PUT\"}").repeatable())
        .isFalse();
    assertThat(read("waiting", null).repeatable()).isTrue();
  }

  @Test
  void shouldReadWhatTheLogCarries() {
    assertThat(ServerTool.ofWire("{\"type\":\"basic\",\"mode\":\"pass-through\"}"))
        .isEqualTo(new ServerTool.PassThrough());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          - | {}                                                  | executionType
          shell | {}                                              | executionType
          basic | -                                               | execution.mode
          basic | []                                              | execution
          basic | {"mode":"magic"}                                | execution.mode
          basic | {"mode":"static"}                               | execution.output
          basic | {"mode":"static","output":1,"template":"a"}     | execution.output
          basic | {"mode":"static","template":"{{a"}              | execution.template
          basic | {"mode":"static","template":"{{}}"}             | execution.template
          basic | {"mode":"static","template":"{{a b}}"}          | execution.template
          basic | {"mode":"pass-through","output":1}              | execution.output
          waiting | {"seconds":1,"minutes":1}                     | execution.minutes
          waiting | {"seconds":-1}                                | execution.seconds
          waiting | {"hours":169}                                 | execution.hours
          waiting | {"until":"tomorrow"}                          | execution.until
          waiting | {"secs":1}                                    | execution.secs
          waiting | {"durationMs":1e999999999}                    | execution.durationMs
          compute | {}                                            | execution.expression
          compute | {"expression":{"op":"fly"}}                   | execution.expression.op
          compute | {"expression":[1,{"op":"not"}]}               | execution.expression[1].value
          compute | {"expression":{"op":"calculate","operator":"^","of":[1,2]}} | execution.expression.operator
          compute | {"expression":{"op":"calculate","operator":"+","of":[1]}}   | execution.expression.of
          compute | {"expression":{"op":"map","list":[],"to":1,"as":"a.b"}}     | execution.expression.as
          compute | {"expression":{"op":"extract","from":{},"path":"a..b"}}     | execution.expression.path
          compute | {"expression":{"op":"literal","value":1,"x":1}}             | execution.expression.x
          compute | {"expression":1e999999999}                                  | execution.expression
          compute | {"expression":{"op":"normalize","list":[],"low":2,"high":1}} | execution.expression.high
          compute | {"expression":{"op":"validate","value":1,"rules":[{"rule":"pattern","value":"("}]}} | execution.expression.rules[0].value
          compute | {"expression":{"op":"validate","value":1,"rules":[{"rule":"pattern","value":"((a{99}){99}){99}"}]}} | execution.expression.rules[0].value
          compute | {"expression":{"op":"validate","value":1,"rules":[{"rule":"length"}]}} | execution.expression.rules[0].min
          """)
  void shouldSayWhereADeclarationIsWrong(
      @Nullable String type, @Nullable String execution, String path) {
    assertThatExceptionOfType(ToolFormatException.class)
        .isThrownBy(() -> read(type, execution))
        .satisfies(it -> assertThat(it.path()).isEqualTo(path));
  }

  @Test
  void shouldRefuseAnExpressionThatIsTooDeep() {
    String deep = "{\"expression\":%s1%s}".formatted("[".repeat(40), "]".repeat(40));
    assertThatExceptionOfType(ToolFormatException.class)
        .isThrownBy(() -> read("compute", deep))
        .satisfies(it -> assertThat(it.expected()).contains("32 levels"));
  }

  @Test
  void shouldRefuseAnExecutionThatIsNoObject() {
    JsonNode text = JsonNodeFactory.instance.stringNode("x");
    assertThatExceptionOfType(ToolFormatException.class)
        .isThrownBy(() -> ServerTool.read(JsonNodeFactory.instance.stringNode("request"), text));
  }
}
