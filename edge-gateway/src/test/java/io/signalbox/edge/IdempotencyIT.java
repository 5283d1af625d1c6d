package io.signalbox.edge;

import static io.signalbox.edge.Http.json;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.tool.ClaimToolCall;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/// Requests that are sent again.
class IdempotencyIT extends EdgeTest {
  private static final String CONFIG = "{\"model\":{\"provider\":\"echo\"},\"x\":\"%s\"}";
  private static final String START =
      "{\"agentId\":\"%s\",\"initialMessages\":[{\"content\":\"hi\"}]}";
  private static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";

  @Autowired private WireConfig config;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  private final UUID agentId = UUID.randomUUID();
  private final UUID versionId = UUID.randomUUID();
  private final UUID going = Ids.next();
  private final UUID failed = Ids.next();
  private final UUID call = Ids.next();
  private final String key = UUID.randomUUID().toString();
  private final String start = START.formatted(agentId);
  private OwnersTwin owners;
  private Http http;

  @BeforeEach
  void start() throws Exception {
    owners = new OwnersTwin(config, sender);
    owners.decide(this::apply);
    http = new Http(port);
    readSide.addAgent(agentId, "agent-" + agentId, versionId, "{\"a\":1}", "hash-" + agentId);
    readSide.addToolCall(call, going, "external");
    for (UUID runId : List.of(going, failed)) {
      readSide.addRun(
          runId, agentId, versionId, runId.equals(going) ? "running" : "failed", Instant.now());
      readSide.addEvent(runId, 1, "run.created", "{}");
      readSide.addMessage(runId, 1, "user", "hi", "[]", null);
    }
  }

  @AfterEach
  void stop() {
    owners.close();
  }

  @Test
  void shouldAnswerASecondTryOfEveryPostLikeTheFirst() throws Exception {
    Map<String, String> bodies =
        Map.ofEntries(
            entry(
                "/api/agents",
                "{\"name\":\"n-%s\",\"config\":%s}".formatted(key, CONFIG.formatted(key))),
            entry("/api/agents/{id}/versions", "{\"config\":" + CONFIG.formatted(key + "2") + "}"),
            entry("/api/runs", start),
            entry(
                "/api/runs/{id}/tool-results",
                "{\"callId\":\"" + UUID.randomUUID() + "\",\"result\":1}"),
            entry("/api/runs/{id}/messages", "{\"content\":\"x\"}"),
            entry("/api/runs/{id}/fork", "{\"seq\":1}"),
            entry("/api/runs/{id}/retry", ""),
            entry("/api/runs/{id}/cancel", "{}"),
            entry("/api/devices", "{\"deviceKey\":\"%s\"}".formatted(key)),
            entry("/api/tool-calls/{id}/claim", "{\"worker\":\"w\"}"),
            entry("/api/tool-calls/{id}/renew", "{\"lease\":\"l\"}"),
            entry("/api/tool-calls/{id}/result", "{\"lease\":\"l\",\"result\":1}"),
            entry("/api/tool-calls/{id}/canceled", "{\"lease\":\"l\",\"stopped\":true}"),
            entry("/api/tool-calls/{id}/approval", "{\"decision\":\"deny\"}"),
            entry("/api/sessions", "{}"));
    assertThat(bodies.keySet()).isEqualTo(posts());
    for (String route : List.copyOf(bodies.keySet()).stream().sorted().toList().reversed()) {
      String path = path(route);
      String body = bodies.getOrDefault(route, "");
      int before = owners.envelopes().size();
      HttpResponse<String> first = http.post(path, body, KEY, key);
      HttpResponse<String> second = http.post(path, body, KEY, key);
      assertThat(first.statusCode()).as(route + first.body()).isBetween(200, 202);
      assertThat(second.body()).as(route).isEqualTo(first.body());
      assertThat(second.statusCode()).as(route).isEqualTo(first.statusCode());
      for (String header : List.of("Location", "Content-Type")) {
        assertThat(second.headers().firstValue(header))
            .isEqualTo(first.headers().firstValue(header));
      }
      assertThat(first.headers().firstValue(REPLAYED)).isEmpty();
      assertThat(second.headers().firstValue(REPLAYED)).hasValue("true");
      assertThat(owners.envelopes()).as(route).hasSize(before + 1);
    }
  }

  @Test
  void shouldRefuseAnotherBodyUnderTheSameKey() throws Exception {
    HttpResponse<String> first = http.post("/api/runs", start, KEY, key);
    HttpResponse<String> other = http.post("/api/runs", start + " ", KEY, key);
    HttpResponse<String> elsewhere = http.post("/api/sessions", "{}", KEY, key);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).get("code").stringValue()).isEqualTo("IDEMPOTENCY_MISMATCH");
    assertThat(elsewhere.statusCode()).isEqualTo(201);
    assertThat(owners.heard(StartRun.class)).hasSize(1);
  }

  @Test
  void shouldRepeatRefusalsToo() throws Exception {
    owners.decide(_ -> OwnersTwin.refuse(Rejection.CONFLICT, "no"));
    HttpResponse<String> first = http.post("/api/runs", start, KEY, key);
    HttpResponse<String> second = http.post("/api/runs", start, KEY, key);
    assertThat(first.statusCode()).isEqualTo(409);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(owners.heard(StartRun.class)).hasSize(1);
  }

  @Test
  void shouldMeetTheSameRunAgainWhenTheAnswerWasLate() throws Exception {
    // given an answer that was not the last word
    owners.decide(_ -> null);
    HttpResponse<String> late = http.post("/api/runs", start, KEY, key);
    assertThat(late.statusCode()).isEqualTo(202);

    // when
    owners.decide(this::apply);
    HttpResponse<String> again = http.post("/api/runs", start, KEY, key);

    // then
    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    assertThat(json(again).get("runId")).isEqualTo(json(late).get("runId"));
    assertThat(owners.heard(StartRun.class)).hasSize(2);
    assertThat(owners.envelopes().stream().map(each -> each.getAggregateId()).distinct())
        .hasSize(1);
  }

  @Test
  void shouldClaimUnderOneLeaseWhateverTheTries() throws Exception {
    // given an answer that was not the last word
    owners.decide(_ -> null);
    String path = "/api/tool-calls/" + call + "/claim";
    HttpResponse<String> late = http.post(path, "{\"worker\":\"w\"}", KEY, key);
    assertThat(late.statusCode()).isEqualTo(202);

    // when
    owners.decide(this::apply);
    HttpResponse<String> again = http.post(path, "{\"worker\":\"w\"}", KEY, key);

    // then
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(json(again).get("lease")).isEqualTo(json(late).get("lease"));
    assertThat(owners.heard(ClaimToolCall.class).map(ClaimToolCall::getLease).distinct())
        .containsExactly(json(late).get("lease").stringValue());
  }

  @Test
  void shouldSendAMessageOnceWhateverTheTries() throws Exception {
    String path = "/api/runs/" + going + "/messages";
    HttpResponse<String> first = http.post(path, "{\"content\":\"x\"}", KEY, key);
    HttpResponse<String> second = http.post(path, "{\"content\":\"x\"}", KEY, key);
    HttpResponse<String> other = http.post(path, "{\"content\":\"x\"}");
    assertThat(json(second).get("messageId")).isEqualTo(json(first).get("messageId"));
    assertThat(json(other).get("messageId")).isNotEqualTo(json(first).get("messageId"));
  }

  @Test
  void shouldRefuseWhatIsNoKey() throws Exception {
    for (String bad : List.of("a b", "x".repeat(256))) {
      HttpResponse<String> answer = http.post("/api/sessions", "{}", KEY, bad);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(json(answer).get("errors").get(0).get("field").stringValue()).isEqualTo(KEY);
    }
    HttpResponse<String> two = http.post("/api/sessions", "{}", KEY, "a", KEY, "b");
    assertThat(two.statusCode()).isEqualTo(400);
    assertThat(owners.envelopes()).isEmpty();
  }

  @Test
  void shouldExecuteOnlyOneOfTwoTriesOnTwoEdges() throws Exception {
    try (AnotherEdge edge = AnotherEdge.start()) {
      CountDownLatch decided = new CountDownLatch(1);
      owners.decide(payload -> {
        Latches.await(decided);
        return apply(payload);
      });

      // when both come at once, and the owner takes its time
      CompletableFuture<HttpResponse<String>> first = http.postAsync("/api/runs", start, KEY, key);
      CompletableFuture<HttpResponse<String>> second =
          edge.http().postAsync("/api/runs", start, KEY, key);
      await().untilAsserted(() -> assertThat(owners.envelopes()).hasSize(1));
      decided.countDown();

      // then the one that came second has waited for the answer to the first
      assertThat(first.get().statusCode()).as(first.get().body()).isEqualTo(201);
      assertThat(second.get().body()).isEqualTo(first.get().body());
      assertThat(
              List.of(first.get(), second.get()).stream()
                  .filter(each -> each.headers().firstValue(REPLAYED).isPresent()))
          .hasSize(1);
      assertThat(owners.heard(StartRun.class)).hasSize(1);
    }
  }

  @Test
  void shouldSayWhenToComeBackWhileTheFirstTryIsUnderWay() throws Exception {
    try (AnotherEdge hasty = AnotherEdge.start("signalbox.edge.idempotency.patience", "50ms")) {
      CountDownLatch decided = new CountDownLatch(1);
      owners.decide(payload -> {
        Latches.await(decided);
        return apply(payload);
      });
      CompletableFuture<HttpResponse<String>> first = http.postAsync("/api/runs", start, KEY, key);
      await().untilAsserted(() -> assertThat(owners.envelopes()).hasSize(1));
      HttpResponse<String> second = hasty.http().post("/api/runs", start, KEY, key);
      decided.countDown();
      assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
      assertThat(json(second).get("code").stringValue()).isEqualTo("IDEMPOTENCY_IN_PROGRESS");
      assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(first.get().statusCode()).isEqualTo(201);
    }
  }

  @Test
  void shouldNotBeginWhatItCouldNotRemember() throws Exception {
    try (AnotherEdge edge =
        AnotherEdge.start("signalbox.edge.store.url", "r2dbc:postgresql://127.0.0.1:1/nowhere")) {
      HttpResponse<String> answer = edge.http().post("/api/runs", start, KEY, key);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(owners.envelopes()).isEmpty();
      assertThat(edge.http().post("/api/runs", start).statusCode()).isEqualTo(201);
    }
  }

  /// The patterns of all POST routes of this edge.
  private Set<String> posts() {
    return mappings.getHandlerMethods().keySet().stream()
        .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.POST))
        .flatMap(info -> info.getPatternsCondition().getPatterns().stream())
        .map(pattern -> pattern.getPatternString())
        .collect(Collectors.toSet());
  }

  private String path(String route) {
    UUID id =
        switch (route.split("/")[2]) {
          case "agents" -> agentId;
          case "tool-calls" -> call;
          default -> route.endsWith("/retry") ? failed : going;
        };
    return route.replace("{id}", id.toString());
  }

  /// Decides as the owners would, and shows the result at once.
  private Decision<String> apply(IndexedRecord payload) {
    return owners.showIn(readSide, payload);
  }
}
