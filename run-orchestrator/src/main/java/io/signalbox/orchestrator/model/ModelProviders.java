package io.signalbox.orchestrator.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/// The providers of this instance, by name.
public final class ModelProviders {
  private final Map<String, ModelProvider> byName;

  /// @param providers those that are usable here
  public ModelProviders(List<ModelProvider> providers) {
    this.byName =
        providers.stream()
            .collect(
                Collectors.toMap(
                    ModelProvider::name,
                    Function.identity(),
                    (one, other) -> {
                      throw new IllegalStateException("Two providers are named " + one.name());
                    },
                    TreeMap::new));
  }

  /// Makes a call with the provider that its configuration names.
  public Flux<ModelChunk> stream(ModelCall call) {
    String name =
        JsonMapper.shared().readTree(call.config()).path("model").path("provider").asString("");
    ModelProvider provider = byName.get(name);
    return provider == null
        ? Flux.error(
            new ModelCallException(
                "PROVIDER_UNKNOWN",
                "Expected model.provider to be one of %s, but got '%s'"
                    .formatted(byName.keySet(), name),
                false))
        : provider.stream(call);
  }
}
