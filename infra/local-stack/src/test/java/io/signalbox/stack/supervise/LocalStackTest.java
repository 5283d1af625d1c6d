package io.signalbox.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalbox.stack.backing.BackingException;
import io.signalbox.stack.backing.PostgresData;
import io.signalbox.stack.process.PortTakenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/// The real backing services with services that only say that they are ready.
class LocalStackTest {

  // A space in its name, because people have such folders.
  @TempDir(factory = SpacedFolder.class)
  private Path folder;

  private final List<String> stopped = new CopyOnWriteArrayList<>();
  private LocalStackBuilder builder;

  @BeforeEach
  void describe() throws IOException {
    var home = folder.resolve("home");
    builder =
        LocalStack.builder()
            .installation(FakeRepository.in(Path.of("target/fake repository")))
            .home(home)
            .cache(Path.of("target/cache"))
            .freePorts()
            .progress(new StopOrder(stopped));
  }

  @Test
  void shouldStartInstancesKillOneAndLeaveNothingBehind() throws Exception {
    List<ProcessHandle> processes;
    try (var stack =
        builder.instances("edge-gateway", 2).environment("edge-gateway", "FLAVOUR", "x").start()) {
      // given
      var second = stack.instance("edge-gateway", 1);
      assertThat(stack.edgeUrl()).isEqualTo(stack.instance("edge-gateway", 0).baseUrl());
      assertThat(environmentOf(second, "FLAVOUR")).isEqualTo("x");
      assertThat(environmentOf(second, "SIGNALBOX_POSTGRES_USER")).isEqualTo("signalbox_reader");
      assertThat(environmentOf(second, "SIGNALBOX_EDGE_LOOPBACK_WITHOUT_CREDENTIALS"))
          .isEqualTo("true");

      // when
      second.kill();

      // then
      assertThat(second.process().isAlive()).isFalse();
      second.restart();
      assertThat(second.process().isAlive()).isTrue();
      processes = recorded();
      assertThat(processes).hasSize(8);
    }
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(recorded()).isEmpty();
    assertThat(PostgresData.below(folder.resolve("home/data")).server()).isEmpty();
    assertThat(stopped).endsWith("schema-registry", "kafka", "postgres");
  }

  @Test
  void shouldKeepItsDataOverARestartAndACrash() throws Exception {
    // given
    try (var stack = builder.start()) {
      execute(stack, "CREATE TABLE runs.kept (id int)");
      execute(stack, "INSERT INTO runs.kept VALUES (7)");
      killPostgresKeeper();
    }

    // when
    try (var stack = builder.start()) {
      // then
      assertThat(count(stack, "SELECT count(*) FROM runs.kept WHERE id = 7")).isEqualTo(1);
    }
  }

  @Test
  void shouldTellAtOnceWhichPortIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // given
      var ports = new EnumMap<>(PortPlan.free().ports());
      ports.put(StackPort.KAFKA, taken.getLocalPort());

      // when, then
      assertThatThrownBy(() -> builder.ports(new PortPlan(ports)).start())
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageContaining("SIGNALBOX_KAFKA_PORT");
      assertThat(recorded()).isEmpty();
    }
  }

  @Test
  void shouldShowTheLogOfAServiceThatDoesNotStart() {
    // when, then
    assertThatThrownBy(() ->
            builder.environment("tool-dispatcher", "SIGNALBOX_BIND", "nowhere.invalid").start())
        .isInstanceOf(BackingException.class)
        .hasMessageContaining("tool-dispatcher")
        .hasMessageContaining("UnresolvedAddressException");
    assertThat(recorded()).isEmpty();
  }

  private void killPostgresKeeper() {
    var keeper =
        new RunFolder(folder.resolve("home/run"))
            .entries().stream()
                .filter(entry -> entry.name().equals("postgres"))
                .findFirst()
                .orElseThrow();
    var process = keeper.id().find().orElseThrow();
    process.destroyForcibly();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(process.isAlive()).isFalse());
  }

  private List<ProcessHandle> recorded() {
    return new RunFolder(folder.resolve("home/run"))
        .entries().stream().flatMap(entry -> entry.id().find().stream()).toList();
  }

  private static String environmentOf(ServiceInstance instance, String variable)
      throws IOException {
    var address = URI.create(instance.baseUrl() + "/" + variable).toURL();
    try (var in = address.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void execute(LocalStack stack, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(stack.jdbcUrl("signalbox_runs"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(LocalStack stack, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(stack.jdbcUrl("signalbox_runs"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private record StopOrder(List<String> stopped) implements Progress {
    @Override
    public void starting(String component) {}

    @Override
    public void ready(String component, String where, Duration took) {}

    @Override
    public void stopping(String component) {}

    @Override
    public void stopped(String component, Duration took) {
      stopped.add(component);
    }
  }

  static final class SpacedFolder implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory("local stack ");
    }
  }
}
