package io.signalbox.orchestrator.model.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.signalbox.orchestrator.model.ModelCall;
import io.signalbox.orchestrator.model.ModelProvider;
import io.signalbox.orchestrator.model.ModelProviders;
import io.signalbox.orchestrator.model.kafka.ModelAttempt.Result;
import io.signalbox.schemas.run.ModelRequest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The model calls that this instance is making; each can be stopped by the id of its attempt.
@Component
final class ModelCalls implements DisposableBean {
  private static final Logger LOGGER = LoggerFactory.getLogger(ModelCalls.class);

  private final ModelProviders providers;
  private final RunLine line;
  private final ModelSettings settings;
  private final MeterRegistry meters;
  private final ConcurrentMap<UUID, ModelAttempt> open = new ConcurrentHashMap<>();

  /// As many threads as block at the same time: a provider that hangs may cost a thread, but no
  /// other call.
  private final Scheduler scheduler =
      Schedulers.fromExecutorService(
          Executors.newCachedThreadPool(
              Thread.ofPlatform().name("model-call-", 0).daemon(true).factory()));

  ModelCalls(
      List<ModelProvider> providers, RunLine line, ModelSettings settings, MeterRegistry meters) {
    this.providers = new ModelProviders(providers);
    this.line = line;
    this.settings = settings;
    this.meters = meters;
    Gauge.builder("signalbox.model.busy", open, ConcurrentMap::size)
        .description("model calls that are being made")
        .register(meters);
  }

  /// Makes an attempt at a call, once subscribed to. It can be stopped before the run is asked
  /// whether it may begin: the run's word to stop may be heard before its word to begin.
  ///
  /// @param delivery how often the request was handed to a worker, this time included
  Mono<Result> attempt(ModelRequest request, int delivery) {
    return Mono.defer(() -> {
      RunReports reports = new RunReports(line, request, delivery);
      UUID id = reports.attemptId();
      ModelProvider provider = providers.choose(request.getConfig());
      ModelAttempt attempt =
          new ModelAttempt(reports, Flux.defer(() -> provider.stream(call(request))), scheduler);
      Timer.Sample sample = Timer.start(meters);
      open.put(id, attempt);
      return attempt
          .run(settings.answerPatience())
          .doOnNext(result -> {
            sample.stop(timer(result, provider));
            ended(request, id, result);
          })
          .doFinally(_ -> open.remove(id));
    });
  }

  /// Stops an attempt at once; one that is not being made here has ended, or never was here.
  void stop(UUID attemptId, String reason) {
    ModelAttempt attempt = open.get(attemptId);
    LOGGER
        .atLevel(attempt == null ? Level.DEBUG : Level.INFO)
        .addKeyValue("attemptId", attemptId)
        .addKeyValue("reason", reason)
        .log(attempt == null ? "no such model call to stop" : "model call is stopped");
    if (attempt != null) {
      attempt.stop();
    }
  }

  @Override
  public void destroy() {
    scheduler.dispose();
  }

  private Timer timer(Result result, ModelProvider provider) {
    return meters.timer(
        "signalbox.model.calls",
        "result",
        result.name().toLowerCase(Locale.ROOT),
        "provider",
        provider.name());
  }

  private static void ended(ModelRequest request, UUID attemptId, Result result) {
    keys(LOGGER.atDebug(), request)
        .addKeyValue("attemptId", attemptId)
        .addKeyValue("result", result)
        .log("model call ended");
  }

  /// What every line about a call names.
  static LoggingEventBuilder keys(LoggingEventBuilder event, ModelRequest request) {
    return event
        .addKeyValue("runId", request.getEnvelope().getAggregateId())
        .addKeyValue("step", request.getStep())
        .addKeyValue("attempt", request.getAttempt());
  }

  private static ModelCall call(ModelRequest request) {
    return new ModelCall(
        request.getEnvelope().getAggregateId(),
        request.getStep(),
        request.getAttempt(),
        request.getConfig(),
        request.getMessages().stream()
            .map(each -> new ModelCall.Said(each.getRole(), each.getText(), each.getToolName()))
            .toList());
  }
}
