package io.signalbox.orchestrator.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.signalbox.kit.Ids;
import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ModelControl;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.StopModelAttempt;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/// Model workers on a real broker, and nothing else of the service: the test plays the runs.
final class WorkersWorld implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final String ECHO = "{\"model\":{\"provider\":\"echo\"}}";
  private static final Actor RUN = Actor.newBuilder().setKind("system").setSubject("test").build();

  private final ConfigurableApplicationContext context;

  private WorkersWorld(ConfigurableApplicationContext context) {
    this.context = context;
  }

  @EnableAutoConfiguration
  @EnableConfigurationProperties(ModelSettings.class)
  @ComponentScan("io.signalbox.orchestrator.model")
  @Import(OddProvider.class)
  static class WithoutRuns {}

  @Import({WithoutRuns.class, PlayedRuns.class})
  static class WithRuns {}

  static WorkersWorld start(Class<?> world, int workers) {
    Map<String, Object> properties =
        new HashMap<>(BackingServices.shared().springProperties("signalbox_runs"));
    properties.put("signalbox.model.workers", workers);
    properties.put("signalbox.model.lock", "1s");
    properties.put("management.endpoint.health.validate-group-membership", false);
    String[] arguments =
        properties.entrySet().stream()
            .map(each -> "--%s=%s".formatted(each.getKey(), each.getValue()))
            .toArray(String[]::new);
    return new WorkersWorld(
        new SpringApplicationBuilder(world).web(WebApplicationType.NONE).run(arguments));
  }

  @Override
  public void close() {
    context.close();
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  PlayedRuns runs() {
    return get(PlayedRuns.class);
  }

  String instance() {
    return get(Instance.class).id();
  }

  /// Puts a call into the queue, the first attempt of a run's first step.
  String request(String config) {
    String runId = Ids.next().toString();
    request(runId, config, 1);
    return runId;
  }

  void request(String runId, String config, int attempt) {
    ModelRequest request =
        ModelRequest.newBuilder()
            .setEnvelope(envelope(runId))
            .setStep(1)
            .setAttempt(attempt)
            .setConfig(config)
            .setMessages(
                List.of(Message.newBuilder().setId("m").setRole("user").setText("go on").build()))
            .build();
    get(RecordSender.class).send(Topics.MODEL_REQUESTS, runId, request).join();
  }

  void stop(String worker, UUID attemptId) {
    StopModelAttempt stop =
        StopModelAttempt.newBuilder().setAttemptId(attemptId).setReason("canceled").build();
    ModelControl word =
        ModelControl.newBuilder().setEnvelope(envelope("any")).setPayload(stop).build();
    get(RecordSender.class).send(Topics.MODEL_CONTROL, worker, word).join();
  }

  BeginModelAttempt awaitBegin(String runId) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(runs().told(runId, BeginModelAttempt.class)).isNotEmpty());
    return runs().told(runId, BeginModelAttempt.class).getFirst();
  }

  /// Waits for one thing that is told to a run.
  <P> P awaitTold(String runId, Class<P> kind) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(runs().told(runId, kind)).isNotEmpty());
    return runs().told(runId, kind).getFirst();
  }

  /// Makes a whole call, as a sign that workers work.
  void makeACall() {
    awaitTold(request(ECHO), CompleteModelAttempt.class);
  }

  /// How many calls ended so.
  long ended(String result, String provider) {
    Timer timer =
        get(MeterRegistry.class)
            .find("signalbox.model.calls")
            .tags("result", result, "provider", provider)
            .timer();
    return timer == null ? 0 : timer.count();
  }

  double busy() {
    return get(MeterRegistry.class).get("signalbox.model.busy").gauge().value();
  }

  static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private static Envelope envelope(String aggregateId) {
    return Envelopes.command("acme", aggregateId, RUN, Instant.now(), "request-1");
  }
}
