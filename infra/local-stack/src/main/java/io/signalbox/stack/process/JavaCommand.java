package io.signalbox.stack.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A JVM to start with the JDK that this process runs on, tethered to this process.
///
/// @param jvmFlags flags before the class path, memory first of all
/// @param classPath jars, folders or `folder/*`
/// @param mainClass the class that the tether hands over to
/// @param arguments what that class gets
public record JavaCommand(
    List<String> jvmFlags, List<Path> classPath, String mainClass, List<String> arguments) {

  private static final String TETHER = "io.signalbox.stack.tether.Tether";

  public JavaCommand {
    jvmFlags = List.copyOf(jvmFlags);
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
  }

  /// The command line. The tether's jar is kept in the given folder.
  public List<String> line(Path tetherFolder) {
    var line = new ArrayList<>(NewSession.prefix());
    line.add(java());
    line.addAll(jvmFlags);
    line.add("-cp");
    line.add(joined(TetherJar.in(tetherFolder)));
    line.add(TETHER);
    line.add(mainClass);
    line.addAll(arguments);
    return List.copyOf(line);
  }

  /// The `java` of the running JDK.
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private String joined(Path tether) {
    var rest =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return tether + File.pathSeparator + rest;
  }
}
