package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.schemas.device.ConnectDevice;
import io.signalbox.schemas.device.DisconnectDevice;
import io.signalbox.schemas.tool.RequestToolCall;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Operators that have devices execute commands, whichever dialect these speak.
class NodesIT extends DeviceTest {
  private final String instance = "instance-" + UUID.randomUUID();
  private final String nodeId = Ids.device(ReadSide.TENANT, "claw:instance:" + instance).toString();
  private final String idempotencyKey = "key-" + UUID.randomUUID();
  private DispatcherTwin dispatcher;
  private ClawPeer operator;
  private ClawPeer node;

  @BeforeEach
  void connect() throws InterruptedException {
    dispatcher = new DispatcherTwin(owners, sender, readSide);
    operator = ClawPeer.operator(port);
    node = ClawPeer.node(port, instance, "system.which", "system.run", "sms.send");
  }

  @AfterEach
  void leave() {
    node.close();
    operator.close();
  }

  private String invocation(String device, String command, String more) {
    return "{'nodeId':'%s','command':'%s','params':{'name':'java'},'idempotencyKey':'%s'%s}"
        .formatted(device, command, idempotencyKey, more);
  }

  private String invoke() {
    return operator.begin("node.invoke", invocation(nodeId, "system.which", ""));
  }

  private JsonNode answered(String call) throws InterruptedException {
    return operator.answer(call);
  }

  private JsonNode report(ClawPeer from, String callId, String more) throws InterruptedException {
    return from.ask(
        "node.invoke.result", "{'id':'%s','nodeId':'%s',%s}".formatted(callId, nodeId, more));
  }

  private static void assertError(JsonNode answer, String code, String details) {
    assertThat(answer.path("ok").asBoolean(true)).as(answer.toString()).isFalse();
    assertThat(answer.path("error").path("code").asString("")).isEqualTo(code);
    assertThat(answer.path("error").path("details").toString())
        .as(answer.toString())
        .contains(details.replace('\'', '"'));
  }

  @Test
  void shouldRegisterANodeWithTheCommandsThatItsPlatformAllows() throws Exception {
    // when
    ConnectDevice connect = owners.heard(ConnectDevice.class).findFirst().orElseThrow();
    JsonNode described = operator.ask("node.describe", "{'nodeId':'%s'}".formatted(nodeId));
    // then
    assertThat(connect.getDeviceKey()).isEqualTo("claw:instance:" + instance);
    assertThat(connect.getTools()).containsExactly("system.which", "system.run");
    JsonNode payload = described.path("payload");
    assertThat(payload.path("nodeId").asString("")).isEqualTo(nodeId);
    assertThat(payload.path("platform").asString("")).isEqualTo("linux");
    assertThat(payload.path("commands").toString()).isEqualTo("[\"system.which\",\"system.run\"]");
    assertThat(payload.path("caps").toString()).isEqualTo("[\"system\"]");
    assertThat(payload.path("connected").asBoolean()).isTrue();
    assertThat(payload.path("remoteIp").asString("")).isEqualTo("127.0.0.1");
    assertThat(payload.path("connectedAtMs").asLong(0)).isPositive();
  }

  @Test
  void shouldListDevicesPageByPage() throws Exception {
    // when
    JsonNode first = operator.ask("nodes", "{'limit':1,'connected':true}").path("payload");
    JsonNode all = operator.ask("node.list", "{'limit':500}").path("payload");
    // then
    assertThat(first.path("nodes").size()).isOne();
    assertThat(all.path("nodes").valueStream().map(each -> each.path("nodeId").asString("")))
        .contains(nodeId);
    JsonNode unknown = operator.ask("node.describe", "{'nodeId':'nobody'}");
    assertThat(unknown.path("error").path("message").asString(""))
        .isEqualTo("unknown node: nobody");
  }

  @Test
  void shouldCarryACommandToANodeAndItsResultBackOnce() throws Exception {
    try (ClawPeer another = ClawPeer.operator(port)) {
      // when
      String answer = invoke();
      JsonNode request = node.next("node.invoke.request");
      String again = another.begin("node.invoke", invocation(nodeId, "system.which", ""));
      String callId = request.path("id").asString("");
      JsonNode taken = report(node, callId, "'ok':true,'payload':{'path':'/bin/java'}");
      // then
      assertThat(request.path("nodeId").asString("")).isEqualTo(nodeId);
      assertThat(request.path("command").asString("")).isEqualTo("system.which");
      assertThat(request.path("paramsJSON").asString("")).isEqualTo("{\"name\":\"java\"}");
      assertThat(request.path("timeoutMs").asInt()).isBetween(1, 30_000);
      assertThat(request.path("idempotencyKey").asString("")).isEqualTo(callId);
      assertThat(taken.path("payload").toString()).isEqualTo("{\"ok\":true}");
      assertThat(answered(answer).path("payload").toString()).isEqualTo(found());
      assertThat(another.answer(again).path("payload").toString()).isEqualTo(found());
    }
  }

  private String found() {
    return "{\"ok\":true,\"nodeId\":\"%s\",\"command\":\"system.which\",\"payload\":{\"path\":\"/bin/java\"},\"payloadJSON\":\"{\\\"path\\\":\\\"/bin/java\\\"}\"}"
        .formatted(nodeId);
  }

  @Test
  void shouldGiveTheOriginalResultToWhoeverRepeatsTheCallLater() throws Exception {
    // given
    String answer = invoke();
    String callId = node.next("node.invoke.request").path("id").asString("");
    report(node, callId, "'ok':true,'payload':{'path':'/bin/java'}");
    answered(answer);
    node.close();
    // then it is the same with the node away, and on another edge
    assertThat(answered(invoke()).path("payload").toString()).isEqualTo(found());
    try (AnotherEdge edge = AnotherEdge.start();
        ClawPeer elsewhere = ClawPeer.operator(edge.http().port())) {
      JsonNode again = elsewhere.ask("node.invoke", invocation(nodeId, "system.which", ""));
      assertThat(again.path("payload").toString()).isEqualTo(found());
    }
    assertError(
        operator.ask("node.invoke", invocation(nodeId, "system.run", "")),
        "INVALID_REQUEST",
        "'reason':'idempotencyKey reused'");
    assertThat(owners.heard(RequestToolCall.class)).hasSize(1);
  }

  @Test
  void shouldLetOnlyThoseInvokeWhoMayWrite() throws Exception {
    try (ClawPeer reader = ClawPeer.reader(port)) {
      JsonNode answer = reader.ask("node.invoke", invocation(nodeId, "system.which", ""));
      assertThat(answer.path("error").path("message").asString(""))
          .isEqualTo("missing scope: operator.write");
      assertThat(reader.ask("nodes", "{}").path("ok").booleanValue()).isTrue();
    }
  }

  @Test
  void shouldCarryACommandToADeviceOfAnotherDialect() throws Exception {
    try (DeviceClient device = new DeviceClient(port)) {
      // given
      register(device);
      // when
      String answer =
          operator.begin("node.invoke", invocation(deviceId, "lookup", ",'timeoutMs':0"));
      JsonNode call = device.next();
      String callId = call.path("data").path("callId").asString("");
      device.send(
          "{\"type\":\"tool.result\",\"data\":{\"runId\":\"%s\",\"callId\":\"%s\",\"result\":7}}"
              .formatted(call.path("data").path("runId").asString(""), callId));
      // then
      assertThat(call.path("type").asString("")).isEqualTo("tool.call.request");
      assertThat(call.path("data").has("deadline")).isFalse();
      assertThat(answered(answer).path("payload").path("payload").asInt()).isEqualTo(7);
      assertThat(owners.heard(RequestToolCall.class).map(RequestToolCall::getDeviceSeq))
          .containsExactly(2L);
    }
  }

  @Test
  void shouldSayWhatANodeSaysOfItsFailure() throws Exception {
    // when
    String answer = invoke();
    String callId = node.next("node.invoke.request").path("id").asString("");
    report(node, callId, "'ok':false,'error':{'code':'NO_SHELL','message':'none here'}");
    // then
    assertError(
        answered(answer), "UNAVAILABLE", "'nodeError':{'code':'NO_SHELL','message':'none here'}");
  }

  @Test
  void shouldRefuseWhatIsNotDeclaredOrNotAllowed() throws Exception {
    assertError(
        operator.ask("node.invoke", invocation(nodeId, "browser.proxy", "")),
        "INVALID_REQUEST",
        "'reason':'command not declared by node'");
    assertError(
        operator.ask("node.invoke", invocation(nodeId, "sms.send", "")),
        "INVALID_REQUEST",
        "'reason':'command not allowlisted'");
    assertThat(owners.heard(RequestToolCall.class)).isEmpty();
  }

  @Test
  void shouldSayThatANodeIsNotConnected() throws Exception {
    // given
    node.close();
    await().untilAsserted(() -> assertThat(owners.heard(DisconnectDevice.class)).hasSize(1));
    readSide.run(
        "UPDATE read.devices SET connected = false WHERE device_id = ?", UUID.fromString(nodeId));
    // then
    for (String nobody : List.of(nodeId, UUID.randomUUID().toString(), "nobody")) {
      JsonNode answer = operator.ask("node.invoke", invocation(nobody, "system.which", ""));
      assertError(answer, "UNAVAILABLE", "'code':'NOT_CONNECTED','delivered':false");
      assertThat(answer.path("error").path("retryable").asBoolean()).isTrue();
    }
    assertThat(owners.heard(RequestToolCall.class)).isEmpty();
  }

  @Test
  void shouldSayThatANodeDidNotAnswerInTimeAndIgnoreItsLateAnswer() throws Exception {
    // given
    String answer = invoke();
    String callId = node.next("node.invoke.request").path("id").asString("");
    // when
    dispatcher.expire(callId);
    // then
    assertError(answered(answer), "UNAVAILABLE", "'code':'TIMEOUT'");
    JsonNode cancel = node.next("node.invoke.cancel");
    assertThat(cancel.path("id").asString("")).isEqualTo(callId);
    assertThat(cancel.path("reason").asString("")).isEqualTo("No result came");
    for (String late : List.of(callId, UUID.randomUUID().toString(), "no id of ours")) {
      assertThat(report(node, late, "'ok':true").path("payload").toString())
          .isEqualTo("{\"ok\":true,\"ignored\":true}");
    }
    assertError(answered(invoke()), "UNAVAILABLE", "'code':'TIMEOUT'");
  }

  @Test
  void shouldRefuseTheAnswerOfAnotherNode() throws Exception {
    try (ClawPeer another = ClawPeer.node(port, "another-" + instance, "system.which")) {
      // given
      String answer = invoke();
      String callId = node.next("node.invoke.request").path("id").asString("");
      String anotherId =
          Ids.device(ReadSide.TENANT, "claw:instance:another-" + instance).toString();
      // when
      JsonNode stolen = report(another, callId, "'ok':true");
      JsonNode forged =
          another.ask(
              "node.invoke.result",
              "{'id':'%s','nodeId':'%s','ok':true}".formatted(callId, anotherId));
      // then
      assertThat(stolen.path("error").path("message").asString(""))
          .startsWith("Expected nodeId to be " + anotherId);
      assertThat(forged.path("error").path("code").asString("")).isEqualTo("INVALID_REQUEST");
      report(node, callId, "'ok':true,'payloadJSON':'[1]'");
      assertThat(answered(answer).path("payload").path("payload").toString()).isEqualTo("[1]");
    }
  }

  @Test
  void shouldLetTheNewerConnectionOfANodeWin() throws Exception {
    // when
    try (ClawPeer again = ClawPeer.node(port, instance, "system.which")) {
      // then
      assertThat(node.closeStatus()).isEqualTo("1008 the same node has connected again");
      await().untilAsserted(() -> assertThat(owners.heard(DisconnectDevice.class)).hasSize(1));
      String answer = invoke();
      report(again, again.next("node.invoke.request").path("id").asString(""), "'ok':true");
      assertThat(answered(answer).path("ok").booleanValue()).isTrue();
    }
  }

  @Test
  void shouldRefuseEventsThatMeanNothingHere() throws Exception {
    assertError(
        node.ask("node.event", "{'event':'exec.finished','payload':{}}"),
        "INVALID_REQUEST",
        "'reason':'event not supported'");
    assertError(
        node.ask("node.event", "{'event':'made.up'}"),
        "INVALID_REQUEST",
        "'reason':'unknown event'");
  }
}
