package io.signalbox.testkit;

import io.signalbox.stack.backing.KafkaSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// The same three services from containers, with the same settings. Testcontainers ends them with
/// the JVM.
record ContainerServices(
    KafkaContainer kafka, PostgreSQLContainer postgres, GenericContainer<?> registry)
    implements BackingServices {

  private static final int REGISTRY_PORT = 8080;
  private static final int REGISTRY_MANAGEMENT_PORT = 9000;

  static ContainerServices start() {
    var services =
        new ContainerServices(brokerContainer(), postgresContainer(), registryContainer());
    Startables.deepStart(services.kafka, services.postgres, services.registry).join();
    return services;
  }

  private static KafkaContainer brokerContainer() {
    var container = new KafkaContainer(DockerImageName.parse("apache/kafka:4.2.1"));
    KafkaSettings.tuning()
        .forEach((key, value) ->
            container.addEnv("KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return container;
  }

  private static PostgreSQLContainer postgresContainer() {
    return new PostgreSQLContainer(DockerImageName.parse("postgres:18"))
        .withDatabaseName(DATABASE)
        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
        .withCopyFileToContainer(
            MountableFile.forClasspathResource("io/signalbox/stack/backing/bootstrap.sql"),
            "/docker-entrypoint-initdb.d/bootstrap.sql");
  }

  private static GenericContainer<?> registryContainer() {
    return new GenericContainer<>(DockerImageName.parse("apicurio/apicurio-registry:3.3.3"))
        .withEnv(
            Map.of(
                "APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD_TRANSITIVE",
                "APICURIO_RULES_GLOBAL_VALIDITY", "FULL"))
        .withExposedPorts(REGISTRY_PORT, REGISTRY_MANAGEMENT_PORT)
        .waitingFor(
            Wait.forHttp("/health/ready")
                .forPort(REGISTRY_MANAGEMENT_PORT)
                .withStartupTimeout(Duration.ofMinutes(2)));
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public String registryUrl() {
    return "http://%s:%d".formatted(registry.getHost(), registry.getMappedPort(REGISTRY_PORT));
  }

  @Override
  public String postgresHost() {
    return postgres.getHost();
  }

  @Override
  public int postgresPort() {
    return postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
  }
}
