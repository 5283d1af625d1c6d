package io.signalbox.edge.claw.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.devices.Outcome;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvokeAnswersTest {
  private static final InvokeAnswers ANSWERS = new InvokeAnswers("n", "camera.snap");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new Outcome.NotConnected("gone"),
            "UNAVAILABLE gone {'nodeId':'n','command':'camera.snap','code':'NOT_CONNECTED','delivered':false}"),
        Arguments.of(
            new Outcome.Left("left"),
            "UNAVAILABLE left {'nodeId':'n','command':'camera.snap','code':'NOT_CONNECTED','delivered':true}"),
        Arguments.of(
            new Outcome.Expired("slow"),
            "UNAVAILABLE slow {'nodeId':'n','command':'camera.snap','code':'TIMEOUT','delivered':true}"),
        Arguments.of(
            new Outcome.Unheard(),
            "UNAVAILABLE the log did not tell the outcome in time {'nodeId':'n','command':'camera.snap','code':'TIMEOUT','delivered':true} retryable"),
        Arguments.of(
            new Outcome.Canceled("no"),
            "UNAVAILABLE no {'nodeId':'n','command':'camera.snap','code':'CANCELED','delivered':true}"),
        Arguments.of(
            new Outcome.NotDeclared("no"),
            "INVALID_REQUEST node command not allowed: command not declared by node {'nodeId':'n','command':'camera.snap','reason':'command not declared by node'}"),
        Arguments.of(
            new Outcome.OtherCall(),
            "INVALID_REQUEST Expected a new idempotencyKey, but another call was made with it {'nodeId':'n','command':'camera.snap','reason':'idempotencyKey reused'}"),
        Arguments.of(
            new Outcome.Refused("UNSUPPORTED", "too old"),
            "UNAVAILABLE too old {'nodeId':'n','command':'camera.snap','code':'UNSUPPORTED'} retryable"),
        Arguments.of(
            new Outcome.Failed("no lens", "CAMERA_DISABLED"),
            "UNAVAILABLE CAMERA_DISABLED: no lens {'nodeId':'n','command':'camera.snap','code':'NODE_ERROR','nodeError':{'code':'CAMERA_DISABLED','message':'no lens'}}"),
        Arguments.of(
            new Outcome.Failed("no lens", null),
            "UNAVAILABLE no lens {'nodeId':'n','command':'camera.snap','code':'NODE_ERROR','nodeError':{'code':null,'message':'no lens'}}"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldSayWhyItDidNotSucceed(Outcome outcome, String expected) {
    // when
    MethodException failure =
        Objects.requireNonNull(
            catchThrowableOfType(MethodException.class, () -> ANSWERS.answer(outcome)));
    // then
    assertThat(
            "%s %s %s%s"
                .formatted(
                    failure.code(),
                    failure.text(),
                    failure.details(),
                    failure.retryable() ? " retryable" : ""))
        .isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void shouldGiveTheResultAsValueAndAsText() {
    assertThat(completed("{\"a\":1}"))
        .isEqualTo(
            "{\"ok\":true,\"nodeId\":\"n\",\"command\":\"camera.snap\",\"payload\":{\"a\":1},\"payloadJSON\":\"{\\\"a\\\":1}\"}");
    String nothing =
        "{\"ok\":true,\"nodeId\":\"n\",\"command\":\"camera.snap\",\"payload\":null,\"payloadJSON\":null}";
    assertThat(completed("null")).isEqualTo(nothing);
    assertThat(completed(null)).isEqualTo(nothing);
  }

  private static String completed(@Nullable String result) {
    return ANSWERS.answer(new Outcome.Completed(result)).toString();
  }
}
