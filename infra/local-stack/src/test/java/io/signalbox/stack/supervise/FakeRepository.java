package io.signalbox.stack.supervise;

import io.signalbox.stack.backing.FileTree;
import io.signalbox.stack.backing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/// A repository whose backing services are the real ones, and whose four services do nothing but
/// say that they are ready. They come from one source, compiled under the names of the real main
/// classes.
final class FakeRepository {

  private static final String SOURCE =
      """
      package PACKAGE;
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      import java.nio.charset.StandardCharsets;
      public final class CLASS {
        public static void main(String[] args) throws Exception {
          int port = Integer.parseInt(System.getenv("SIGNALBOX_PORT"));
          var server = HttpServer.create(new InetSocketAddress(System.getenv("SIGNALBOX_BIND"), port), 0);
          server.createContext("/", exchange -> {
            var answer = String.valueOf(System.getenv(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) { body.write(answer.getBytes(StandardCharsets.UTF_8)); }
          });
          server.start();
          System.out.println("fake service is up");
        }
      }
      """;

  private FakeRepository() {}

  static Installation in(Path folder) throws IOException {
    FileTree.delete(folder);
    var module = Files.createDirectories(folder.resolve("infra/local-stack"));
    Files.writeString(module.resolve("pom.xml"), "<project/>");
    Files.createSymbolicLink(module.resolve("target"), Path.of("target").toAbsolutePath());
    for (var service : Service.values()) {
      pack(folder, service);
    }
    return new Installation(folder);
  }

  private static void pack(Path folder, Service service) throws IOException {
    var name = service.mainClass();
    int dot = name.lastIndexOf('.');
    var work = Files.createDirectories(folder.resolve("work"));
    var source = work.resolve(name.substring(dot + 1) + ".java");
    Files.writeString(
        source,
        SOURCE
            .replace("PACKAGE", name.substring(0, dot))
            .replace("CLASS", name.substring(dot + 1)));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", work.toString(), source.toString());
    if (status != 0) {
      throw new IllegalStateException("The fake service does not compile");
    }
    var jar =
        folder.resolve(service.module()).resolve("target/app").resolve(service.module() + ".jar");
    Files.createDirectories(jar.getParent());
    var entry = name.replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(work.resolve(entry), out);
    }
  }
}
