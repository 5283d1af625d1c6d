package io.signalbox.benchmarks.load;

import io.signalbox.schemas.serde.WireSerdes;
import java.util.Map;

/// The cluster that a load goes to.
public record LoadTarget(String bootstrapServers, String registryUrl) {

  WireSerdes serdes() {
    return new WireSerdes(
        Map.of(
            "apicurio.registry.url",
            registryUrl + "/apis/registry/v3",
            "schema.registry.url",
            registryUrl + "/apis/ccompat/v7"));
  }
}
