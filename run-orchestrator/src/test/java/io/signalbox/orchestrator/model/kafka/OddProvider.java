package io.signalbox.orchestrator.model.kafka;

import io.signalbox.orchestrator.model.ModelCall;
import io.signalbox.orchestrator.model.ModelChunk;
import io.signalbox.orchestrator.model.ModelProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/// Behaves as badly as a test wants, run by run.
final class OddProvider implements ModelProvider {
  static final String CONFIG = "{\"model\":{\"provider\":\"odd\"}}";

  private final Map<String, Function<ModelCall, Flux<ModelChunk>>> ways = new ConcurrentHashMap<>();

  void behave(String runId, Function<ModelCall, Flux<ModelChunk>> way) {
    ways.put(runId, way);
  }

  @Override
  public String name() {
    return "odd";
  }

  @Override
  public Flux<ModelChunk> stream(ModelCall call) {
    return ways.getOrDefault(call.runId(), _ -> Flux.never()).apply(call);
  }
}
