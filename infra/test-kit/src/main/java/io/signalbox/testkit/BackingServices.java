package io.signalbox.testkit;

import java.util.Map;

/// One Kafka broker, one Postgres and one schema registry, shared by all tests of a JVM.
///
/// They are started at the first call of [#shared()] and end with the JVM. Containers serve where a
/// container engine answers, processes of our own otherwise; `-Dbackends=docker|embedded` decides
/// by force. Topics, tables and schemas of one test class are seen by the next: use names and ids
/// of your own.
///
/// ```java
/// @DynamicPropertySource
/// static void backing(DynamicPropertyRegistry registry) {
///   BackingServices.shared().springProperties("signalbox_runs").forEach((key, value) -> registry.add(key, () -> value));
/// }
/// ```
public interface BackingServices {
  /// Partitions of topics, where the catalogue leaves it to the installation.
  int PARTITIONS = 4;

  /// The database that the roles `signalbox_runs`, `signalbox_tools`, `signalbox_devices`,
  /// `signalbox_reader` and `signalbox_edge` share.
  String DATABASE = "signalbox";

  /// The services of this JVM, started when this is the first call.
  ///
  /// @throws IllegalStateException when they do not start; each later call fails alike
  static BackingServices shared() {
    return Shared.INSTANCE;
  }

  /// What Kafka clients connect to.
  String bootstrapServers();

  /// The registry's base address: its own API is below `/apis/registry/v3`, the Confluent one below
  /// `/apis/ccompat/v7`.
  String registryUrl();

  String postgresHost();

  int postgresPort();

  /// The database's name.
  default String database() {
    return DATABASE;
  }

  /// The JDBC address for one role; no role needs a password.
  default String jdbcUrl(String role) {
    return "jdbc:postgresql://%s:%d/%s?user=%s"
        .formatted(postgresHost(), postgresPort(), database(), role);
  }

  /// The configuration of a service that uses these services under the given database role.
  default Map<String, Object> springProperties(String role) {
    return Map.of(
        "spring.kafka.bootstrap-servers", bootstrapServers(),
        "signalbox.registry.url", registryUrl(),
        "signalbox.postgres.host", postgresHost(),
        "signalbox.postgres.port", postgresPort(),
        "signalbox.postgres.database", database(),
        "signalbox.postgres.user", role,
        "signalbox.postgres.password", "",
        "signalbox.topics.partitions", PARTITIONS);
  }
}
