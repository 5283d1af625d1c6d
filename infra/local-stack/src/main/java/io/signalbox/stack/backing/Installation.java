package io.signalbox.stack.backing;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the built parts are: the repository and what the build put into its `target` folders.
///
/// @param root the folder of the repository
public record Installation(Path root) {

  private static final String MODULE = "infra/local-stack";

  public Installation {
    root = root.toAbsolutePath().normalize();
  }

  /// The repository that the system property `signalbox.root` names, else the one around the
  /// working directory.
  ///
  /// @throws BackingException when there is none
  public static Installation find() {
    var named = System.getProperty("signalbox.root", "");
    return named.isBlank() ? around(Path.of("").toAbsolutePath()) : checked(Path.of(named));
  }

  private static Installation around(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (isRepository(folder)) {
        return new Installation(folder);
      }
    }
    throw new BackingException(
        "Expected %s inside the Signalbox repository, but it is not: set -Dsignalbox.root"
            .formatted(start));
  }

  private static Installation checked(Path root) {
    if (!isRepository(root)) {
      throw new BackingException(
          "Expected signalbox.root to name the Signalbox repository, but %s has no %s"
              .formatted(root, MODULE));
    }
    return new Installation(root);
  }

  private static boolean isRepository(Path folder) {
    return Files.exists(folder.resolve(MODULE).resolve("pom.xml"));
  }

  /// The unpacked schema registry.
  ///
  /// @throws BackingException when the build has not unpacked it yet
  public Path registryJar() {
    return built(target().resolve("registry/quarkus-run.jar"), "the schema registry");
  }

  /// The class path of the broker and of the Postgres keeper: our own classes and the libraries
  /// beside them.
  ///
  /// @throws BackingException when the build has not copied the libraries yet
  public List<Path> backingClassPath() {
    var libraries = built(target().resolve("app/lib"), "the libraries of the local stack");
    return List.of(ownClasses(), libraries.resolve("*"));
  }

  /// The jar of a service, by the name of its module.
  ///
  /// @throws BackingException when the build has not packed it yet
  public Path serviceJar(String module) {
    return built(root.resolve(module).resolve("target/app").resolve(module + ".jar"), module);
  }

  /// The jar of the launcher itself.
  ///
  /// @throws BackingException when the build has not packed it yet
  public Path launcherJar() {
    return built(target().resolve("app/local-stack.jar"), "the launcher");
  }

  /// A cache that all tests may share: unpacked Postgres binaries, class data archives.
  public Path testCache() {
    return target().resolve("cache");
  }

  private Path target() {
    return root.resolve(MODULE).resolve("target");
  }

  private static Path built(Path path, String what) {
    if (!Files.exists(path)) {
      throw new BackingException(
          "Expected %s at %s, but it is not there: build it with ./mvnw -DskipTests package"
              .formatted(what, path));
    }
    return path;
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The location of our own classes is no path", e);
    }
  }
}
