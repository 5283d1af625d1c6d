package io.signalbox.orchestrator.model.provider;

import io.signalbox.orchestrator.model.ModelCall;
import io.signalbox.orchestrator.model.ModelCall.Said;
import io.signalbox.orchestrator.model.ModelChunk;
import io.signalbox.orchestrator.model.ModelProvider;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// Says the last user message again, word by word. For trying things out without a key.
@Component
final class EchoProvider implements ModelProvider {

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Flux<ModelChunk> stream(ModelCall call) {
    String text =
        call.messages().stream()
            .filter(said -> said.role().equals("user"))
            .reduce((_, last) -> last)
            .map(Said::text)
            .orElse("");
    List<ModelChunk> chunks = new ArrayList<>();
    for (String word : text.splitWithDelimiters(" ", 0)) {
      if (!word.isEmpty()) {
        chunks.add(new ModelChunk.TextDelta(word));
      }
    }
    chunks.add(new ModelChunk.Finished("stop", Words.count(call), Words.count(text)));
    return Flux.fromIterable(chunks);
  }
}
