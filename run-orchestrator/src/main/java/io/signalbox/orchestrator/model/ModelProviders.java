package io.signalbox.orchestrator.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
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

  /// The provider that a configuration names; where there is none, one named `unknown` that fails
  /// each call with the reason. Never throws: a run is told why its call cannot be made.
  ///
  /// @param config the agent's configuration
  public ModelProvider choose(String config) {
    String name;
    try {
      name = JsonMapper.shared().readTree(config).path("model").path("provider").asString("");
    } catch (JacksonException e) {
      return failing(
          "CONFIG_UNREADABLE",
          "Expected the agent's configuration to be JSON, but " + e.getOriginalMessage());
    }
    ModelProvider provider = byName.get(name);
    return provider == null
        ? failing(
            "PROVIDER_UNKNOWN",
            "Expected model.provider to be one of %s, but got '%s'"
                .formatted(byName.keySet(), name))
        : provider;
  }

  private static ModelProvider failing(String code, String message) {
    return new Nobody(new ModelCallException(code, message, false));
  }

  /// Stands where no provider can be found.
  private record Nobody(ModelCallException reason) implements ModelProvider {

    @Override
    public String name() {
      return "unknown";
    }

    @Override
    public Flux<ModelChunk> stream(ModelCall call) {
      return Flux.error(reason);
    }
  }
}
