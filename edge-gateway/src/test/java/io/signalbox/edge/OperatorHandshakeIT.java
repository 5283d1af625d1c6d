package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.claw.DeviceKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Handshakes over the wire, with an edge that wants a token.
class OperatorHandshakeIT {
  private static final String TOKEN = "'auth':{'token':'secret'},";
  private static AnotherEdge edge;
  private static int port;

  @BeforeAll
  static void start() {
    edge =
        AnotherEdge.start(
            "signalbox.edge.loopback-without-credentials", "false",
            "signalbox.edge.claw.token", "secret",
            "signalbox.edge.claw.handshake", "1s",
            "signalbox.edge.shutdown.grace", "0s");
    port = edge.http().port();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void shouldChallengeThenSayHello() throws Exception {
    try (OperatorClient client = OperatorClient.open(port, "/")) {
      // when
      JsonNode challenge = client.next();
      JsonNode hello = client.call("connect", OperatorClient.params(TOKEN));

      // then
      assertThat(challenge.get("event").stringValue()).isEqualTo("connect.challenge");
      assertThat(challenge.get("payload").get("nonce").stringValue()).hasSizeGreaterThan(30);
      assertThat(challenge.get("payload").get("ts").longValue()).isPositive();
      assertThat(challenge.has("seq")).isFalse();
      JsonNode payload = hello.get("payload");
      assertThat(payload.get("type").stringValue()).isEqualTo("hello-ok");
      assertThat(payload.get("protocol").intValue()).isEqualTo(3);
      assertThat(payload.get("server").get("connId").stringValue()).isNotBlank();
      assertThat(payload.get("features").get("methods").toString())
          .contains("\"health\"", "\"status\"", "\"system-presence\"", "\"last-heartbeat\"");
      assertThat(payload.get("features").get("events").toString()).contains("\"shutdown\"");
      assertThat(payload.get("snapshot").get("presence").isArray()).isTrue();
      assertThat(payload.get("snapshot").get("health").get("status").stringValue()).isNotBlank();
      assertThat(payload.get("snapshot").get("stateVersion").has("presence")).isTrue();
      assertThat(payload.get("snapshot").get("uptimeMs").longValue()).isPositive();
      assertThat(payload.get("auth").toString())
          .isEqualTo(
              "{\"role\":\"operator\",\"scopes\":[\"operator.admin\",\"operator.approvals\",\"operator.pairing\",\"operator.read\",\"operator.write\"]}");
      assertThat(payload.get("policy").toString())
          .isEqualTo(
              "{\"maxPayload\":524288,\"maxBufferedBytes\":1048576,\"tickIntervalMs\":15000}");
    }
  }

  @Test
  void shouldKnowADeviceThatSignsTheChallenge() throws Exception {
    try (OperatorClient client = OperatorClient.open(port)) {
      // given
      DeviceKeys keys = DeviceKeys.fresh();
      String nonce = client.next().get("payload").get("nonce").stringValue();
      long now = System.currentTimeMillis();
      String text =
          String.join(
              "|", "v2", keys.id(), "test", "test", "operator", "", Long.toString(now), "secret",
              nonce);

      // when
      JsonNode hello =
          client.call(
              "connect",
              OperatorClient.params(
                  TOKEN
                      + "'device':{'id':'%s','publicKey':'%s','signature':'%s','signedAt':%d,'nonce':'%s'},"
                          .formatted(keys.id(), keys.publicKey(), keys.sign(text), now, nonce)));

      // then
      assertThat(hello.get("ok").booleanValue()).as(hello.toString()).isTrue();
      JsonNode presence = client.call("system-presence", "{}");
      assertThat(presence.get("payload").get("presence").toString()).contains(keys.id());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'req','id':'9','method':'status'}    | 9       | 1008 invalid handshake: first request must be connect",
        "{'type':'event','event':'x'}                 | invalid | 1008 invalid handshake: first request must be connect",
        "{'type':'res','id':'9','ok':true}            | 9       | 1008 invalid handshake: first request must be connect",
        "{'type':                                     | invalid | 1008 invalid frame: INVALID_JSON",
        "{'id':'9'}                                   | 9       | 1008 invalid frame: MISSING_TYPE",
        "{'type':'req','id':'9','method':'connect'}   | 9       | 1008 invalid connect params: Expected minProtocol to be a whole number, but it is missing",
      })
  void shouldRefuseABadFirstFrame(String frame, String id, String status) throws Exception {
    OperatorClient client = OperatorClient.open(port);
    client.send(frame.replace('\'', '"'));
    assertRefused(client, id, status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'role':'king','auth':{'token':'secret'},   | 1008 invalid role",
        "'auth':{'token':'guess'},                  | 1008 unauthorized: gateway token mismatch",
        "'auth':{'password':'secret'},              | 1008 unauthorized: gateway password not accepted",
        "'locale':'de',                             | 1008 unauthorized: gateway token missing",
        "'device':{'id':'x','publicKey':'AA','signature':'AA','signedAt':1}, | 1008 device public key invalid",
      })
  void shouldRefuseWhoMayNot(String more, String status) throws Exception {
    OperatorClient client = OperatorClient.open(port);
    client.send(
        "{\"type\":\"req\",\"id\":\"9\",\"method\":\"connect\",\"params\":%s}"
            .formatted(OperatorClient.params(more)));
    assertRefused(client, "9", status);
  }

  @Test
  void shouldRefuseAnotherVersion() throws Exception {
    OperatorClient client = OperatorClient.open(port);
    client.send(
        "{\"type\":\"req\",\"id\":\"9\",\"method\":\"connect\",\"params\":%s}"
            .formatted(
                OperatorClient.params(TOKEN).replace("\"minProtocol\":3", "\"minProtocol\":1")
                    .replace("\"maxProtocol\":3", "\"maxProtocol\":2")));
    JsonNode answer = client.answer("9");
    assertThat(answer.get("error").get("details").get("expectedProtocol").intValue()).isEqualTo(3);
    assertThat(client.closeStatus()).isEqualTo("1002 protocol mismatch");
  }

  @Test
  void shouldCloseASocketThatSaysNothing() {
    assertThat(OperatorClient.open(port).closeStatus()).isEqualTo("1008 handshake timeout");
  }

  @Test
  void shouldTakeLittleFromAStranger() throws Exception {
    try (RawOperator raw = new RawOperator(port)) {
      raw.next();
      raw.send("x".repeat(70_000));
      assertThat(raw.closeStatus())
          .isEqualTo("CLOSE 1009 Expected at most 65536 bytes before hello-ok");
    }
  }

  @Test
  void shouldTellWhatThereIsToWhoComesWithoutASocket() throws Exception {
    assertThat(edge.http().get("/").statusCode()).isEqualTo(200);
    assertThat(edge.http().get("/gateway").body()).contains("\"websocket\":\"/gateway\"");
    assertThat(edge.http().get("/api/runs").statusCode()).isEqualTo(401);
  }

  private static void assertRefused(OperatorClient client, String id, String status)
      throws InterruptedException {
    JsonNode answer = client.answer(id);
    assertThat(answer.get("ok").booleanValue()).isFalse();
    assertThat(answer.get("error").get("code").stringValue()).isEqualTo("INVALID_REQUEST");
    assertThat(client.closeStatus()).isEqualTo(status);
  }
}
