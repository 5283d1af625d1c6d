package io.signalbox.edge.claw.node;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a node runs on, as far as its commands depend on it.
enum Platform {
  IOS,
  ANDROID,
  MACOS,
  LINUX,
  WINDOWS,
  UNKNOWN;

  /// The platform that a node names, such as `iOS 26.1` or `darwin`; what it does not say its
  /// device family may.
  static Platform of(@Nullable String platform, @Nullable String deviceFamily) {
    Platform named = of(platform);
    return named == UNKNOWN ? of(deviceFamily) : named;
  }

  private static Platform of(@Nullable String name) {
    String lower = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("ios") || lower.startsWith("ipad") || lower.startsWith("iphone")) {
      return IOS;
    }
    if (lower.startsWith("android")) {
      return ANDROID;
    }
    if (lower.startsWith("mac") || lower.startsWith("darwin")) {
      return MACOS;
    }
    if (lower.startsWith("linux")) {
      return LINUX;
    }
    return lower.startsWith("win") ? WINDOWS : UNKNOWN;
  }

  /// Its name in data.
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
