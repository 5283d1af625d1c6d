package io.signalbox.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `signalbox` in a small repository, whose build is a stub that says that it ran and
/// whose launcher prints its arguments.
class ScriptTest {

  private static final List<String> MODULES =
      List.of(
          "run-orchestrator",
          "tool-dispatcher",
          "device-registry",
          "edge-gateway",
          "infra/local-stack",
          "device-agent");

  private record Outcome(int status, String out, String err) {}

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void makeRepository() throws IOException {
    root = Files.createDirectories(folder.resolve("a repository"));
    var real = Path.of(System.getProperty("signalbox.root"));
    copy(real.resolve("signalbox"), root.resolve("signalbox"));
    Files.createDirectories(root.resolve(".mvn"));
    Files.copy(real.resolve(".mvn/jdk.sh"), root.resolve(".mvn/jdk.sh"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    for (var module : MODULES) {
      var sources = Files.createDirectories(root.resolve(module).resolve("src/main/java"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
      Files.writeString(sources.resolve("Source.java"), "class Source {}");
    }
    Files.createDirectories(root.resolve("infra/postgres"));
    writeBuild();
    makeEverythingOld();
  }

  @Test
  void shouldBuildOnceAndHandOver() throws Exception {
    // when
    var first = run(root.resolve("signalbox"), "up", "--detach");
    var second = run(root.resolve("signalbox"), "up", "a b");

    // then
    assertThat(first.err()).contains("Building Signalbox", "building schemas", "Built in");
    assertThat(first.out()).isEqualTo("[up, --detach]\n");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo("[up, a b]\n");
  }

  @Test
  void shouldBuildAgainAfterAChange() throws Exception {
    // given
    run(root.resolve("signalbox"), "up");

    // when
    var source = root.resolve("edge-gateway/src/main/java/Source.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    // then
    assertThat(run(root.resolve("signalbox"), "demo").err()).contains("Building Signalbox");
  }

  @Test
  void shouldTakeSomebodyElsesBuild() throws Exception {
    // given
    run(root.resolve("signalbox"), "up");

    // when
    Files.delete(root.resolve("infra/local-stack/target/signalbox.stamp"));

    // then
    assertThat(run(root.resolve("signalbox"), "up").err()).isEmpty();
  }

  @Test
  void shouldWorkThroughALink() throws Exception {
    // given
    var link = Files.createSymbolicLink(folder.resolve("sb"), Path.of("a repository/signalbox"));

    // when, then
    assertThat(run(link, "up").out()).isEqualTo("[up]\n");
  }

  @Test
  void shouldNotBuildInOrderToLook() throws Exception {
    // when
    var outcome = run(root.resolve("signalbox"), "status");

    // then
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err()).contains("not built yet");
  }

  @Test
  void shouldBuildTheDeviceAgentByItself() throws Exception {
    // when
    var first = run(root.resolve("signalbox"), "device", "--name", "a b");
    var second = run(root.resolve("signalbox"), "device");
    var source = root.resolve("device-agent/src/main/java/Source.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    var third = run(root.resolve("signalbox"), "device");

    // then
    assertThat(first.err()).contains("Building Signalbox");
    assertThat(first.out()).isEqualTo("[--name, a b]\n");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo("[]\n");
    assertThat(third.err()).contains("Building Signalbox");
  }

  @Test
  void shouldFailWithItsBuild() throws Exception {
    // given
    Files.writeString(root.resolve("mvnw"), "#!/bin/sh\necho '[ERROR] no such thing'\nexit 1\n");

    // when
    var outcome = run(root.resolve("signalbox"), "up");

    // then
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("[ERROR] no such thing", "The build failed");
    assertThat(outcome.out()).isEmpty();
  }

  private Outcome run(Path script, String... arguments) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of(script.toString()));
    line.addAll(List.of(arguments));
    var out = folder.resolve("out.txt");
    var err = folder.resolve("err.txt");
    var builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("SIGNALBOX_HOME");
    int status = builder.start().waitFor();
    return new Outcome(status, Files.readString(out), Files.readString(err));
  }

  private void writeBuild() throws IOException {
    var launcher = folder.resolve("launcher.jar");
    packLauncher(launcher);
    var script =
        new StringBuilder(
            "#!/bin/sh\nset -e\necho '[INFO] Building Signalbox schemas 0.1.0 [1/2]'\n");
    for (var module : MODULES) {
      var jar = module + "/target/app/" + Path.of(module).getFileName() + ".jar";
      script.append("mkdir -p '%s/target/app'\ncp '%s' '%s'\n".formatted(module, launcher, jar));
    }
    Files.writeString(root.resolve("mvnw"), script);
    executable(root.resolve("mvnw"));
  }

  private static void packLauncher(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, PrintArguments.class.getName());
    var entry = PrintArguments.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(Path.of("target/test-classes").resolve(entry), out);
    }
  }

  // As in a checkout that is older than its build, whatever the clock of the file system resolves.
  private void makeEverythingOld() throws IOException {
    var past = FileTime.from(Instant.now().minusSeconds(3600));
    try (var paths = Files.walk(root)) {
      for (var path : paths.toList()) {
        Files.setLastModifiedTime(path, past);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    executable(to);
  }

  private static void executable(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
