package io.signalbox.edge.claw.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.watch.RunEventFrame;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunEndTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          run.completed | {"text":"done","usage":{"inputTokens":1}} | {"runId":"r","status":"ok","summary":"completed","endedAt":5,"result":{"payloads":[{"text":"done"}],"meta":{"usage":{"inputTokens":1}}}}
          run.failed    | {"code":"TOOL_FAILED","error":"no"}       | {"runId":"r","status":"error","summary":"no","endedAt":5,"error":{"code":"TOOL_FAILED","message":"no"}}
          run.canceled  | {"reason":"enough"}                       | {"runId":"r","status":"error","summary":"enough","endedAt":5,"error":{"code":"CANCELED","message":"enough"}}
          run.deleted   | {}                                        | {"runId":"r","status":"error","summary":"The run was deleted","endedAt":5,"error":{"code":"DELETED","message":"The run was deleted"}}
          """)
  void shouldSayWhatCameOfARun(String type, String data, String answer) {
    RunEventFrame last = new RunEventFrame("r", 9, type, Instant.ofEpochMilli(5), data);
    assertThat(RunEnd.of(last).answer()).hasToString(answer);
  }
}
