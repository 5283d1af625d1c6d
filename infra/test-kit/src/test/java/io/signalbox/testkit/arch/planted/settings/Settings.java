package io.signalbox.testkit.arch.planted.settings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;

/// Planted: a setting by name, and a field that Spring fills.
public final class Settings {
  private final String url;
  @Autowired private Environment environment;

  /// A parameter, which is easily overlooked.
  public Settings(@Value("${url}") String url) {
    this.url = url;
  }

  /// Uses both.
  public String url() {
    return environment.resolvePlaceholders(url);
  }
}
