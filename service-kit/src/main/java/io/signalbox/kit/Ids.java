package io.signalbox.kit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/// Makes ids: time-ordered ones for what is new, named ones where two callers must meet.
public final class Ids {
  private static final TimeBasedEpochGenerator NEXT = Generators.timeBasedEpochGenerator();
  private static final NameBasedGenerator NAMED =
      Generators.nameBasedGenerator(UUID.fromString("5f0cbd6c-6c5d-5d7e-9f3c-8a1f3a0c5b11"));

  private Ids() {}

  /// A new UUIDv7: unique, and ordered by the time of its making.
  public static UUID next() {
    return NEXT.generate();
  }

  /// The id of the agent with this name: always the same, so that a name is unique in its tenant.
  public static UUID agent(String tenantId, String name) {
    return named("agent", tenantId, name);
  }

  /// The id of the device with this key: always the same, so that a key is unique in its tenant.
  public static UUID device(String tenantId, String deviceKey) {
    return named("device", tenantId, deviceKey);
  }

  /// The id of the run that is started under this key: whoever repeats the start means the same run.
  public static UUID run(String tenantId, String key) {
    return named("run", tenantId, key);
  }

  /// The id of a session that is known by a key.
  ///
  /// @param generation how many sessions had the key before
  public static UUID session(String tenantId, String key, int generation) {
    return named("session", tenantId, key, Integer.toString(generation));
  }

  private static UUID named(String... parts) {
    return NAMED.generate(Names.of(parts));
  }
}
