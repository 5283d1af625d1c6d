package io.signalbox.stack.backing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The broker's configuration for one node on one machine.
public final class KafkaSettings {

  private static final String SESSION = "6000";
  private static final String HEARTBEAT = "1000";

  private KafkaSettings() {}

  /// Everything a single node needs: its tuning, its two loopback listeners, its folder.
  static Map<String, String> node(Path data, int port, int controllerPort) {
    var settings = new LinkedHashMap<>(tuning());
    settings.put("node.id", "1");
    settings.put("process.roles", "broker,controller");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    settings.put("log.dirs", data.toString());
    return Map.copyOf(settings);
  }

  /// What makes one node quick and small, and quick to notice what died. The test kit gives the
  /// same to a broker in a container.
  public static Map<String, String> tuning() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.putAll(transactions());
    settings.putAll(groups());
    settings.putAll(shareGroups());
    settings.putAll(memory());
    return Map.copyOf(settings);
  }

  private static Map<String, String> transactions() {
    return Map.of(
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4",
        // The default adds tens of milliseconds to transactions that follow each other.
        "add.partitions.to.txn.retry.backoff.ms", "1",
        // A killed instance's open transaction blocks read-committed readers until it is aborted.
        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static Map<String, String> groups() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        "group.streams.initial.rebalance.delay.ms", "0",
        "group.min.session.timeout.ms", "1000",
        "group.consumer.min.session.timeout.ms", SESSION,
        "group.consumer.session.timeout.ms", SESSION,
        "group.consumer.min.heartbeat.interval.ms", HEARTBEAT,
        "group.consumer.heartbeat.interval.ms", HEARTBEAT,
        "group.streams.min.session.timeout.ms", SESSION,
        "group.streams.session.timeout.ms", SESSION);
  }

  private static Map<String, String> shareGroups() {
    return Map.of(
        "share.coordinator.state.topic.replication.factor",
        "1",
        "share.coordinator.state.topic.min.isr",
        "1",
        "share.coordinator.state.topic.num.partitions",
        "4",
        "group.share.min.record.lock.duration.ms",
        "1000",
        // A record that was delivered this often without an end is dropped: as late as can be.
        "group.share.delivery.count.limit",
        "10",
        "group.share.min.session.timeout.ms",
        SESSION,
        "group.share.session.timeout.ms",
        SESSION,
        "group.share.min.heartbeat.interval.ms",
        HEARTBEAT,
        "group.share.heartbeat.interval.ms",
        HEARTBEAT);
  }

  private static Map<String, String> memory() {
    return Map.of(
        // The default of 128 MB is half of the heap that a local broker gets.
        "log.cleaner.dedupe.buffer.size", "16777216",
        "num.network.threads", "2",
        "num.io.threads", "4",
        "background.threads", "4");
  }
}
