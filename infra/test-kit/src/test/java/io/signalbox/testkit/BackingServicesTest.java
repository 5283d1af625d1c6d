package io.signalbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The database and the registry, spoken to for real.
class BackingServicesTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BackingServices services = BackingServices.shared();

  @AfterAll
  static void close() {
    HTTP.close();
  }

  @Test
  void shouldShowTheReaderWhatAServicePublishes() throws SQLException {
    // given
    execute("signalbox_runs", "CREATE TABLE IF NOT EXISTS runs.kit_shown (id int)");
    execute("signalbox_runs", "INSERT INTO runs.kit_shown VALUES (42)");

    // when
    execute(
        "signalbox_runs", "CREATE OR REPLACE VIEW read.kit_shown AS SELECT id FROM runs.kit_shown");

    // then
    assertThat(selectInt("signalbox_reader", "SELECT max(id) FROM read.kit_shown")).isEqualTo(42);
  }

  @Test
  void shouldRefuseTheReaderEverythingElse() throws SQLException {
    // given
    execute("signalbox_tools", "CREATE TABLE IF NOT EXISTS tools.kit_hidden (id int)");
    execute(
        "signalbox_tools",
        "CREATE OR REPLACE VIEW read.kit_hidden AS SELECT id FROM tools.kit_hidden");

    // then
    assertRefused("signalbox_reader", "INSERT INTO read.kit_hidden VALUES (1)");
    assertRefused("signalbox_reader", "SELECT id FROM tools.kit_hidden");
    assertRefused("signalbox_reader", "CREATE VIEW read.kit_mine AS SELECT 1");
    assertRefused("signalbox_reader", "CREATE TABLE public.kit_mine (id int)");
    assertRefused("signalbox_reader", "CREATE TEMPORARY TABLE kit_mine (id int)");
  }

  @Test
  void shouldKeepTheStoreOfTheEdgeApartFromWhatItReads() throws SQLException {
    // given
    execute("signalbox_edge", "CREATE TABLE IF NOT EXISTS edge.kit_own (id int)");
    execute("signalbox_runs", "CREATE OR REPLACE VIEW read.kit_seen AS SELECT 1 AS id");

    // then
    assertRefused("signalbox_edge", "SELECT id FROM read.kit_seen");
    assertRefused("signalbox_edge", "CREATE TABLE runs.kit_foreign (id int)");
    assertRefused("signalbox_reader", "SELECT id FROM edge.kit_own");
  }

  @Test
  void shouldKeepServicesOutOfEachOthersTables() throws SQLException {
    // given
    execute("signalbox_devices", "CREATE TABLE IF NOT EXISTS devices.kit_own (id int)");

    // then
    assertRefused("signalbox_runs", "SELECT id FROM devices.kit_own");
    assertRefused("signalbox_runs", "CREATE TABLE devices.kit_foreign (id int)");
  }

  @Test
  void shouldRefuseASchemaThatOldReadersCannotRead() throws Exception {
    // given
    var subject = "kit-value";
    assertThat(register(subject, schema("")).statusCode()).isEqualTo(200);

    // when
    var grown = register(subject, schema(",{'name':'b','type':'int','default':0}"));
    var broken = register(subject, schema(",{'name':'c','type':'int'}"));

    // then
    assertThat(grown.statusCode()).isEqualTo(200);
    assertThat(broken.statusCode()).isEqualTo(409);
  }

  @Test
  void shouldNameWhatASpringTestNeeds() {
    assertThat(services.springProperties("signalbox_runs"))
        .containsEntry("spring.kafka.bootstrap-servers", services.bootstrapServers())
        .containsEntry("signalbox.registry.url", services.registryUrl())
        .containsEntry("signalbox.postgres.port", services.postgresPort())
        .containsEntry("signalbox.postgres.user", "signalbox_runs")
        .containsKeys(
            "signalbox.postgres.host",
            "signalbox.postgres.database",
            "signalbox.postgres.password",
            "signalbox.topics.partitions");
  }

  private static String schema(String more) {
    return "{'type':'record','name':'Kit','namespace':'io.signalbox.testkit','fields':[{'name':'a','type':'int'}%s]}"
        .formatted(more)
        .replace('\'', '"');
  }

  private HttpResponse<String> register(String subject, String schema)
      throws IOException, InterruptedException {
    var body = "{\"schema\":\"%s\"}".formatted(schema.replace("\"", "\\\""));
    var target =
        URI.create(services.registryUrl() + "/apis/ccompat/v7/subjects/" + subject + "/versions");
    return HTTP.send(
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private void assertRefused(String role, String sql) {
    assertThatThrownBy(() -> execute(role, sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private void execute(String role, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(services.jdbcUrl(role));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int selectInt(String role, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(services.jdbcUrl(role));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }
}
