package io.signalbox.edge.claw.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.edge.claw.Params;
import io.signalbox.edge.json.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class StartRequestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"idempotencyKey":"k"}                                               | message
          {"message":"hi"}                                                     | idempotencyKey
          {"idempotencyKey":"k","message":" "}                                 | message
          {"idempotencyKey":"k","message":"hi","model":"m"}                    | model
          {"idempotencyKey":"k","message":"hi","attachments":[{}]}             | attachments
          {"idempotencyKey":"k","message":"hi","timeout":-1}                   | timeout
          {"idempotencyKey":"k","message":"hi","to":{}}                        | to
          {"idempotencyKey":"k","message":"hi","sessionKey":"a","sessionId":"b"} | sessionId
          {"idempotencyKey":"k","message":"hi","agentId":7}                    | agentId
          """)
  void shouldNameTheFieldThatIsWrong(String params, String field) {
    assertThatThrownBy(() -> StartRequest.ofAgent(params(params)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.errors().getFirst().field()).isEqualTo(field));
  }

  @Test
  void shouldKeepWhatItDoesNotUse() {
    StartRequest request =
        StartRequest.ofAgent(
            params(
                "{\"idempotencyKey\":\"k\",\"message\":\"hi\",\"extraSystemPrompt\":\"be kind\","
                    + "\"channel\":\"web\",\"deliver\":false,\"attachments\":[],\"timeout\":5}"));
    assertThat(request.metadata())
        .isEqualTo("{\"idempotencyKey\":\"k\",\"channel\":\"web\",\"deliver\":false}");
    assertThat(request.timeoutSeconds()).isEqualTo(5);
    assertThat(request.session()).isNull();
    assertThat(request.messages())
        .extracting(each -> each.getRole() + " " + each.getText() + " " + each.getId())
        .containsExactly("system be kind msg-0", "user hi msg-1");
  }

  @Test
  void shouldWantASessionForAChat() {
    assertThatThrownBy(() ->
            StartRequest.ofChat(params("{\"idempotencyKey\":\"k\",\"message\":\"hi\"}")))
        .hasMessageContaining("sessionKey");
    assertThat(
            StartRequest.ofChat(
                    params("{\"idempotencyKey\":\"k\",\"message\":\"hi\",\"sessionKey\":\"x\"}"))
                .session())
        .isEqualTo(new SessionKey.OfAgent("main", "x"));
  }

  private static Params params(String json) {
    return new Params(JsonMapper.shared().readTree(json).asObject(), null);
  }
}
