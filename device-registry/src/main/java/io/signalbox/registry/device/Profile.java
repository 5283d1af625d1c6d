package io.signalbox.registry.device;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of a device.
///
/// @param deviceKey names the device within its tenant
/// @param displayName for people
/// @param capabilities a JSON object
/// @param tools the names of the tools in `capabilities`
/// @param labels by key
public record Profile(
    String deviceKey,
    @Nullable String displayName,
    String capabilities,
    List<String> tools,
    SortedMap<String, String> labels) {
  private static final String NOTHING = "{}";

  public Profile {
    tools = List.copyOf(tools);
    labels = // a state from before there were labels has none
        labels == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /// The profile of a device that nothing else is known of.
  static Profile of(Said said) {
    return new Profile(said.deviceKey(), null, NOTHING, List.of(), Collections.emptySortedMap())
        .with(said);
  }

  /// The profile after something was said of the device.
  Profile with(Said said) {
    return new Profile(
        said.deviceKey(),
        said.displayName() == null ? displayName : said.displayName(),
        said.abilities() == null ? capabilities : said.abilities().capabilities(),
        said.abilities() == null ? tools : said.abilities().tools(),
        said.labels() == null ? labels : said.labels());
  }
}
