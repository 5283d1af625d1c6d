package io.signalbox.orchestrator.model.provider;

import io.signalbox.orchestrator.model.ModelCall;
import io.signalbox.orchestrator.model.ModelCall.Said;
import io.signalbox.orchestrator.model.ModelChunk;
import io.signalbox.orchestrator.model.ModelChunk.Finished;
import io.signalbox.orchestrator.model.ModelChunk.TextDelta;
import io.signalbox.orchestrator.model.ModelChunk.ToolCallWanted;
import io.signalbox.orchestrator.model.ModelProvider;
import io.signalbox.orchestrator.model.provider.Script.Item;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plays the agent's own script, one model turn up to each tool call: for demos, tests and
/// benchmarks. `{{tools.NAME}}` in a text is the newest answer of that tool.
@Component
final class ScriptedProvider implements ModelProvider {
  private static final Pattern TOOL_ANSWER =
      Pattern.compile("\\{\\{\\s*tools\\.([A-Za-z0-9_.-]+)\\s*}}");

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Flux<ModelChunk> stream(ModelCall call) {
    return Flux.defer(() -> play(call));
  }

  private static Flux<ModelChunk> play(ModelCall call) {
    JsonNode model = JsonMapper.shared().readTree(call.config()).path("model");
    List<Item> turn = Script.read(model.path("script")).turn(call.step(), call.attempt());
    boolean asks = !turn.isEmpty() && turn.getLast() instanceof Item.Call;
    long said =
        turn.stream()
            .mapToLong(item -> item instanceof Item.Say say ? Words.count(say.text()) : 0)
            .sum();
    return Flux.fromIterable(turn)
        .concatMap(item -> play(item, call))
        .concatWithValues(new Finished(asks ? "tool_calls" : "stop", Words.count(call), said));
  }

  private static Flux<ModelChunk> play(Item item, ModelCall call) {
    return switch (item) {
      case Item.Say say -> say(say, call);
      case Item.Call wanted -> Flux.just(new ToolCallWanted(wanted.tool(), wanted.args()));
      case Item.Wait wait -> Flux.<ModelChunk>empty().delaySubscription(wait.pause());
      case Item.Fail fail -> Flux.error(fail.failure());
    };
  }

  private static Flux<ModelChunk> say(Item.Say say, ModelCall call) {
    Flux<ModelChunk> pieces =
        Flux.fromIterable(Words.cut(fill(say.text(), call), say.chunks())).map(TextDelta::new);
    return say.pause().isZero() ? pieces : pieces.delayElements(say.pause());
  }

  private static String fill(String text, ModelCall call) {
    return TOOL_ANSWER
        .matcher(text)
        .replaceAll((MatchResult found) -> Matcher.quoteReplacement(answer(found.group(1), call)));
  }

  private static String answer(String tool, ModelCall call) {
    return call.messages().stream()
        .filter(said -> said.role().equals("tool") && tool.equals(said.toolName()))
        .reduce((_, last) -> last)
        .map(Said::text)
        .map(ScriptedProvider::readable)
        .orElse("");
  }

  /// A JSON string as its text, all other JSON as it is.
  private static String readable(String json) {
    JsonNode answer = JsonMapper.shared().readTree(json);
    return answer.isString() ? answer.asString() : json;
  }
}
