package io.signalbox.device.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A tool, as the configuration allows it. What a file leaves out arrives here as null and becomes
/// the default.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToolSpec.Echo.class, name = "echo"),
  @JsonSubTypes.Type(value = ToolSpec.Shell.class, name = "shell"),
  @JsonSubTypes.Type(value = ToolSpec.Http.class, name = "http"),
  @JsonSubTypes.Type(value = ToolSpec.FileRead.class, name = "file.read"),
  @JsonSubTypes.Type(value = ToolSpec.Status.class, name = "system.status")
})
public sealed interface ToolSpec {

  /// What calls name it by; 1 to 128 characters.
  String name();

  /// Gives back its arguments.
  ///
  /// @param name default `echo`
  record Echo(String name) implements ToolSpec {
    public Echo {
      name = named(name, "echo");
    }
  }

  /// Tells processors, memory and disk.
  ///
  /// @param name default `system.status`
  record Status(String name) implements ToolSpec {
    public Status {
      name = named(name, "system.status");
    }
  }

  /// One command of the machine.
  ///
  /// @param run the command line; an element `{x}` is the place of the argument `x`
  /// @param parameters by argument, the pattern that the whole of its value must match
  /// @param directory where it runs; default where the agent runs
  /// @param timeoutSeconds how long it may run; default 600
  record Shell(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) List<String> run,
      Map<String, Pattern> parameters,
      @Nullable String directory,
      Integer timeoutSeconds)
      implements ToolSpec {
    public Shell {
      name = named(name, "");
      run = given(run, "run");
      parameters = Map.copyOf(Objects.requireNonNullElse(parameters, Map.of()));
      timeoutSeconds = seconds(timeoutSeconds, 600);
    }
  }

  /// Requests to named origins.
  ///
  /// @param origins such as `https://example.com`
  /// @param methods of GET and POST; default GET
  /// @param headers sent with each request, such as a token; never logged
  /// @param timeoutSeconds how long a request may take; default 30
  record Http(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) List<String> origins,
      List<String> methods,
      Map<String, String> headers,
      Integer timeoutSeconds)
      implements ToolSpec {
    public Http {
      name = named(name, "");
      origins = given(origins, "origins");
      methods = List.copyOf(Objects.requireNonNullElse(methods, List.of("GET")));
      headers = Map.copyOf(Objects.requireNonNullElse(headers, Map.of()));
      timeoutSeconds = seconds(timeoutSeconds, 30);
    }
  }

  /// Files below a folder.
  ///
  /// @param maxBytes the largest file that is read; default 1 MiB
  record FileRead(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String root,
      Long maxBytes)
      implements ToolSpec {
    private static final long MEBIBYTE = 1024L * 1024;

    public FileRead {
      name = named(name, "");
      maxBytes = Objects.requireNonNullElse(maxBytes, MEBIBYTE);
      if (maxBytes < 1) {
        throw new IllegalArgumentException(
            "Expected maxBytes to be 1 or more, but got " + maxBytes);
      }
    }
  }

  private static String named(@Nullable String name, String otherwise) {
    String given = name == null ? otherwise : name;
    if (given.isBlank() || given.length() > 128) {
      throw new IllegalArgumentException(
          "Expected name to have 1 to 128 characters, but got '%s'".formatted(given));
    }
    return given;
  }

  private static List<String> given(@Nullable List<String> list, String field) {
    if (list == null || list.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected %s to be a list with one element or more, but got %s".formatted(field, list));
    }
    return List.copyOf(list);
  }

  private static Integer seconds(@Nullable Integer given, int otherwise) {
    int seconds = given == null ? otherwise : given;
    if (seconds < 1) {
      throw new IllegalArgumentException(
          "Expected timeoutSeconds to be 1 or more, but got " + seconds);
    }
    return seconds;
  }
}
