package io.signalbox.kit.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.tools.form.BoundedJson;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeTest {
  private static final String ARGS =
      """
      {"a":3,"b":4.5,"s":"text","t":true,"n":null,"list":[3,1,2],"words":["x","yy"],
       "rows":[{"k":"a","v":1,"q":2},{"k":"b","v":5,"q":0.5},{"k":"c","v":5,"q":4}],"deep":{"x":[{"y":7}]}}
      """;

  static ToolOutcome compute(String expression, String args) {
    ServerTool tool =
        ServerTool.ofWire("{\"type\":\"compute\",\"expression\":%s}".formatted(expression));
    return PureTools.execute((ServerTool.Compute) tool, BoundedJson.read(args));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.50 | 1.50
          "{{a}}" | 3
          "{{missing}}" | null
          "a is {{a}}" | "a is 3"
          {"x":["{{s}}",{"y":"{{deep.x.0.y}}"}]} | {"x":["text",{"y":7}]}
          {"op":"literal","value":{"op":"{{a}}"}} | {"op":"{{a}}"}
          {"op":"if-then-else","if":"{{t}}","then":"yes","else":"no"} | "yes"
          {"op":"if-then-else","if":{"op":"not","value":"{{t}}"},"then":{"op":"calculate","operator":"/","of":[1,0]},"else":2} | 2
          {"op":"all-of","of":[]} | true
          {"op":"any-of","of":[]} | false
          {"op":"all-of","of":["{{t}}",false,"{{s}}"]} | false
          {"op":"any-of","of":[false,"{{t}}","{{s}}"]} | true
          {"op":"compare","relation":"eq","left":"{{a}}","right":3.00} | true
          {"op":"compare","relation":"eq","left":"{{s}}","right":3} | false
          {"op":"compare","relation":"ne","left":"{{n}}","right":null} | false
          {"op":"compare","relation":"lt","left":"{{a}}","right":"{{b}}"} | true
          {"op":"compare","relation":"ge","left":"b","right":"a"} | true
          {"op":"compare","relation":"in","left":2.0,"right":"{{list}}"} | true
          {"op":"validate","value":"{{n}}","rules":[{"rule":"required"},{"rule":"type","value":"string"}]} | {"valid":false,"errors":["expected a value"]}
          {"op":"validate","value":"{{a}}","rules":[{"rule":"type","value":"integer"},{"rule":"min","value":1},{"rule":"max","value":3}]} | {"valid":true,"errors":[]}
          {"op":"validate","value":"{{b}}","rules":[{"rule":"type","value":"integer"},{"rule":"max","value":3}]} | {"valid":false,"errors":["expected integer, but got a number","expected at most 3, but got 4.5"]}
          {"op":"validate","value":"{{s}}","rules":[{"rule":"length","min":1,"max":4},{"rule":"pattern","value":"^te.t$"}]} | {"valid":true,"errors":[]}
          {"op":"validate","value":"{{list}}","rules":[{"rule":"length","max":2},{"rule":"pattern","value":"a"}]} | {"valid":false,"errors":["expected a length from 0 to 2, but got 3","expected a string, but got a list"]}
          {"op":"map","list":"{{list}}","to":{"op":"calculate","operator":"*","of":["{{item}}",10,"{{index}}"]}} | [0,10,40]
          {"op":"map","list":"{{rows}}","as":"row","to":{"op":"map","list":"{{words}}","to":"{{row.k}}{{item}}"}} | [["ax","ayy"],["bx","byy"],["cx","cyy"]]
          {"op":"extract","from":{"op":"filter","list":"{{rows}}","where":{"op":"compare","relation":"gt","left":"{{item.q}}","right":1}},"path":"1.k"} | "c"
          {"op":"extract","from":"{{deep}}","path":"x.5.y"} | null
          {"op":"format","template":"{{total}} of {{s}}","values":{"total":{"op":"aggregate","function":"sum","list":"{{list}}"}}} | "6 of text"
          {"op":"calculate","operator":"+","of":[0.1,0.2]} | 0.3
          {"op":"calculate","operator":"-","of":[10,1,2]} | 7
          {"op":"calculate","operator":"/","of":[1,3]} | 0.3333333333333333333333333333333333
          {"op":"calculate","operator":"%","of":[-7,3]} | -1
          {"op":"calculate","operator":"*","of":[1e20,1e20]} | 10000000000000000000000000000000000000000
          {"op":"aggregate","function":"avg","list":"{{rows}}","by":"{{item.q}}"} | 2.166666666666666666666666666666667
          {"op":"aggregate","function":"min","list":"{{list}}"} | 1
          {"op":"aggregate","function":"max","list":[]} | null
          {"op":"aggregate","function":"count","list":"{{words}}"} | 2
          {"op":"aggregate","function":"sum","list":[]} | 0
          {"op":"round","value":2.675,"digits":2} | 2.68
          {"op":"round","value":1234.5,"digits":-2,"mode":"ceiling"} | 1300
          {"op":"round","value":2.5,"mode":"half-even"} | 2
          {"op":"score","criteria":[{"value":10,"weight":3},{"value":"{{list.1}}"}]} | 7.75
          {"op":"rank","list":"{{rows}}","by":"{{item.v}}","top":2} | [{"rank":1,"score":5,"item":{"k":"b","v":5,"q":0.5}},{"rank":1,"score":5,"item":{"k":"c","v":5,"q":4}}]
          {"op":"map","list":{"op":"rank","list":"{{rows}}","by":"{{item.v}}","order":"asc"},"to":"{{item.rank}}{{item.item.k}}"} | ["1a","2b","2c"]
          {"op":"normalize","list":"{{list}}"} | [1,0,0.5]
          {"op":"normalize","list":[4,4],"low":-1,"high":1} | [-1,-1]
          """)
  void shouldYield(String expression, String result) {
    assertThat(compute(expression, ARGS)).isEqualTo(new ToolOutcome.Completed(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"op":"calculate","operator":"/","of":[1,0]} | execution.expression: expected a divisor other than 0
          [{"op":"calculate","operator":"+","of":[1,"{{s}}"]}] | execution.expression[0]: expected a number between 10^-400 and 10^400, or 0, but got a string
          {"op":"calculate","operator":"*","of":[1e300,1e300]} | execution.expression: expected a result between 10^-400 and 10^400, or 0
          {"op":"if-then-else","if":1,"then":1,"else":1} | execution.expression: expected true or false as condition, but got a number
          {"op":"map","list":"{{missing}}","to":1} | execution.expression: expected a list, but got nothing
          {"op":"compare","relation":"eq","left":"{{list}}","right":1} | execution.expression: expected a string, number, boolean or null, but got a list
          {"op":"compare","relation":"lt","left":1,"right":"a"} | execution.expression: expected two numbers or two strings, but got a string
          {"op":"not","value":"{{n}}"} | execution.expression: expected true or false as condition, but got nothing
          """)
  void shouldSayWhereItFails(String expression, String error) {
    assertThat(compute(expression, ARGS))
        .isEqualTo(new ToolOutcome.Failed("COMPUTE_FAILED", error));
  }

  @Test
  void shouldEndWhatTakesTooManySteps() {
    // given
    String list =
        IntStream.range(0, 1_000)
            .boxed()
            .map(String::valueOf)
            .collect(Collectors.joining(",", "[", "]"));
    String nested =
        "{\"op\":\"map\",\"list\":\"{{l}}\",\"to\":{\"op\":\"map\",\"list\":\"{{l}}\",\"to\":{\"op\":\"map\",\"list\":\"{{l}}\",\"to\":1}}}";
    // then
    assertThat(compute(nested, "{\"l\":%s}".formatted(list)))
        .isEqualTo(
            new ToolOutcome.Failed(
                "COMPUTE_LIMIT", "Expected an evaluation of at most 1000000 steps"));
  }

  @Test
  void shouldEndWhatMakesTooMuchText() {
    // given
    String args = "{\"x\":\"%s\",\"l\":[%s1]}".formatted("x".repeat(100_000), "1,".repeat(99));
    // then
    assertThat(compute("{\"op\":\"map\",\"list\":\"{{l}}\",\"to\":\"{{x}}.\"}", args))
        .isInstanceOfSatisfying(
            ToolOutcome.Failed.class, it -> assertThat(it.code()).isEqualTo("RESULT_TOO_LARGE"));
  }

  @Test
  void shouldEndAResultThatRepeatsALongPart() {
    // given
    String args = "{\"x\":[%s1],\"l\":[%s1]}".formatted("1,".repeat(9_000), "1,".repeat(9_000));
    // then
    assertThat(compute("{\"op\":\"map\",\"list\":\"{{l}}\",\"to\":\"{{x}}\"}", args))
        .isInstanceOfSatisfying(
            ToolOutcome.Failed.class, it -> assertThat(it.code()).isEqualTo("RESULT_TOO_LARGE"));
  }

  @Test
  void shouldRefuseAListThatIsTooLong() {
    assertThat(
            compute(
                "{\"op\":\"aggregate\",\"function\":\"count\",\"list\":\"{{l}}\"}",
                "{\"l\":[%s1]}".formatted("1,".repeat(10_000))))
        .isEqualTo(
            new ToolOutcome.Failed(
                "COMPUTE_LIMIT",
                "execution.expression: expected a list of at most 10000 items, but got 10001"));
  }

  @Test
  void shouldMatchInLinearTime() {
    String args = "{\"x\":\"%s\"}".formatted("a".repeat(50_000));
    assertThat(
            compute(
                "{\"op\":\"validate\",\"value\":\"{{x}}\",\"rules\":[{\"rule\":\"pattern\",\"value\":\"^(a+)+$b\"}]}",
                args))
        .isInstanceOf(ToolOutcome.Completed.class);
  }
}
