package io.signalbox.kit.kafka;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the schema registry is.
///
/// @param subjects address of its Confluent-compatible API, without the trailing slash
/// @param timeout how long one request may take
@ConfigurationProperties("signalbox.registry")
public record RegistrySettings(URI subjects, @DefaultValue("10s") Duration timeout) {}
