package io.signalbox.dispatcher.server.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.signalbox.dispatcher.call.CallTimes;
import io.signalbox.dispatcher.server.ServerTools;
import io.signalbox.dispatcher.server.kafka.ToolExecution.Result;
import io.signalbox.dispatcher.server.kafka.WorkReader.Read;
import io.signalbox.kit.tools.ServerTool;
import io.signalbox.schemas.tool.ToolWork;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The calls that this instance is executing.
@Component
final class ToolExecutions {
  private static final Logger LOGGER = LoggerFactory.getLogger(ToolExecutions.class);

  private final ServerTools tools;
  private final ExecutorLine line;
  private final WorkSettings settings;
  private final CallTimes times;
  private final MeterRegistry meters;

  /// By the token of the lease that they were queued under.
  private final ConcurrentMap<String, ToolExecution> open = new ConcurrentHashMap<>();

  ToolExecutions(
      ServerTools tools,
      ExecutorLine line,
      WorkSettings settings,
      CallTimes times,
      MeterRegistry meters) {
    this.tools = tools;
    this.line = line;
    this.settings = settings;
    this.times = times;
    this.meters = meters;
    Gauge.builder("signalbox.tool.busy", open, ConcurrentMap::size)
        .description("calls that are being executed")
        .register(meters);
  }

  /// Executes a call once subscribed to.
  Mono<Result> execute(ToolWork work) {
    return Mono.defer(() -> {
      ToolExecution execution =
          new ToolExecution(line, work, settings.answerPatience(), times.lease().dividedBy(3));
      Timer.Sample sample = Timer.start(meters);
      open.put(work.getLease(), execution);
      return start(execution)
          .doOnNext(result -> ended(work, result, sample))
          .doFinally(_ -> open.remove(work.getLease()));
    });
  }

  private Mono<Result> start(ToolExecution execution) {
    ToolWork work = execution.work();
    return switch (WorkReader.read(work)) {
      case Read.Wrong wrong -> execution.report(Mono.just(wrong.why()));
      case Read.Task(ServerTool.Request tool, var args) -> execution.run(tools.execute(tool, args));
      case Read.Task(var tool, var args) -> execution.report(tools.execute(tool, args));
    };
  }

  /// Ends the executions of a call, as far as there are any here.
  ///
  /// @param epoch the newest lease that is void
  void stop(String callId, int epoch) {
    open.values().stream()
        .filter(each -> each.work().getCallId().equals(callId))
        .filter(each -> each.work().getEpoch() <= epoch)
        .forEach(ToolExecution::stop);
  }

  private void ended(ToolWork work, Result result, Timer.Sample sample) {
    sample.stop(
        meters.timer(
            "signalbox.tool.executions", "result", result.name().toLowerCase(Locale.ROOT)));
    LOGGER
        .atDebug()
        .addKeyValue("runId", work.getRunId())
        .addKeyValue("callId", work.getCallId())
        .addKeyValue("tool", work.getToolName())
        .addKeyValue("epoch", work.getEpoch())
        .addKeyValue("result", result)
        .log("tool execution ended");
  }
}
