package io.signalbox.edge.claw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FrameTest {

  @Test
  void shouldReadARequest() {
    Frame frame = parse("{'type':'req','id':'1','method':'status','params':{'a':1}}");
    assertThat(frame)
        .isInstanceOfSatisfying(
            Frame.Request.class,
            request -> {
              assertThat(request.id()).isEqualTo("1");
              assertThat(request.method()).isEqualTo("status");
              assertThat(request.params().node().toString()).isEqualTo("{\"a\":1}");
              assertThat(request.params().idempotencyKey()).isNull();
            });
  }

  @Test
  void shouldFindTheIdempotencyKeyInTheParamsOrBesideThem() {
    assertThat(key("{'type':'req','id':'1','method':'agent','idempotencyKey':'outer'}"))
        .isEqualTo("outer");
    assertThat(
            key(
                "{'type':'req','id':'1','method':'agent','params':{'idempotencyKey':'inner'},'idempotencyKey':'outer'}"))
        .isEqualTo("inner");
  }

  @Test
  void shouldReadAnAnswerAndAnEvent() {
    assertThat(parse("{'type':'res','id':'7','ok':true}")).isEqualTo(new Frame.Response("7"));
    assertThat(parse("{'type':'event','event':'tick','seq':1}")).isEqualTo(new Frame.Event("tick"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                             | INVALID_JSON   | invalid",
        "hello                                         | INVALID_JSON   | invalid",
        "{'type':'req','type':'req'}                   | INVALID_JSON   | invalid",
        "[]                                            | INVALID_FRAME  | invalid",
        "5                                             | INVALID_FRAME  | invalid",
        "{'type':5,'id':'1'}                           | INVALID_FRAME  | 1",
        "{'id':'1','method':'x'}                       | MISSING_TYPE   | 1",
        "{'type':null,'id':'1'}                        | MISSING_TYPE   | 1",
        "{'type':'ask','id':'1'}                       | UNKNOWN_TYPE   | 1",
        "{'type':'req','method':'x'}                   | MISSING_ID     | invalid",
        "{'type':'req','id':null,'method':'x'}         | MISSING_ID     | invalid",
        "{'type':'req','id':5,'method':'x'}            | INVALID_FRAME  | invalid",
        "{'type':'req','id':'','method':'x'}           | INVALID_FRAME  | invalid",
        "{'type':'req','id':'1'}                       | MISSING_METHOD | 1",
        "{'type':'req','id':'1','method':5}            | INVALID_FRAME  | 1",
        "{'type':'req','id':'1','method':'x','params':[]} | INVALID_FRAME | 1",
        "{'type':'req','id':'1','method':'x','more':1} | INVALID_FRAME  | 1",
        "{'type':'req','id':'1','method':'x','idempotencyKey':5} | INVALID_FRAME | 1",
        "{'type':'res','id':'1'}                       | MISSING_OK     | 1",
        "{'type':'res','id':'1','ok':'yes'}            | INVALID_FRAME  | 1",
        "{'type':'res','ok':true}                      | MISSING_ID     | invalid",
        "{'type':'event'}                              | MISSING_EVENT  | invalid",
        "{'type':'event','event':'x','more':1}         | INVALID_FRAME  | invalid",
      })
  void shouldSayWhatIsWrongWithAText(String text, ParseCode code, String id) {
    // when
    FrameException refused =
        catchThrowableOfType(FrameException.class, () -> parse(text));

    // then
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.id()).isEqualTo(id);
    JsonNode answer = JsonMapper.shared().readTree(Responses.failed(refused));
    assertThat(answer.get("type").stringValue()).isEqualTo("res");
    assertThat(answer.get("id").stringValue()).isEqualTo(id);
    assertThat(answer.get("ok").booleanValue()).isFalse();
    assertThat(answer.get("error").get("code").stringValue()).isEqualTo("INVALID_REQUEST");
    assertThat(answer.get("error").get("message").stringValue()).isNotBlank();
    assertThat(answer.get("error").get("details").get("code").stringValue())
        .isEqualTo(code.name());
  }

  private static String key(String text) {
    return String.valueOf(((Frame.Request) parse(text)).params().idempotencyKey());
  }

  private static Frame parse(String text) {
    return Frame.parse(text.replace('\'', '"').getBytes(UTF_8));
  }
}
