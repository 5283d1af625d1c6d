package io.signalbox.kit.projection;

import io.signalbox.schemas.topic.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.jdbc.core.JdbcTemplate;

/// Turns a topic's events into rows. A pure function of the log: applied from the start to empty
/// tables, it makes the same rows again.
public interface Projection<V extends SpecificRecord> {

  /// Names the stored positions; renaming it replays everything.
  String name();

  /// The events.
  Topic<V> topic();

  /// The tables that this projection alone writes, by their names in the service's schema. A
  /// rebuild makes the rows of exactly these again.
  List<String> tables();

  /// Writes what a batch changes, in order, within the transaction that stores the position. A
  /// batch may hold events of many aggregates; those of one aggregate come in order, each once.
  /// Tables are named without a schema: a rebuild runs the same statements on tables of its own.
  void apply(List<V> events, JdbcTemplate jdbc);
}
