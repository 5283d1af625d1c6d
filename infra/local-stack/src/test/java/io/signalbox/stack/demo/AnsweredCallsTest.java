package io.signalbox.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnsweredCallsTest {

  private final AnsweredCalls calls = new AnsweredCalls();
  private final AtomicInteger executions = new AtomicInteger();

  @Test
  void shouldExecuteARepeatedCallOnce() {
    // when
    var first = calls.answer("c1", this::execute);
    var second = calls.answer("c1", this::execute);

    // then
    assertThat(second).isEqualTo(first);
    assertThat(executions).hasValue(1);
  }

  @Test
  void shouldExecuteEachCall() {
    // when
    var first = calls.answer("c1", this::execute);
    var second = calls.answer("c2", this::execute);

    // then
    assertThat(second).isNotEqualTo(first);
  }

  private JsonNode execute() {
    return JsonMapper.shared().createObjectNode().put("n", executions.incrementAndGet());
  }
}
