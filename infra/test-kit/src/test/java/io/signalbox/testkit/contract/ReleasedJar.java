package io.signalbox.testkit.contract;

import io.signalbox.stack.backing.Installation;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.compiler.specific.SpecificCompiler.FieldVisibility;
import org.apache.avro.generic.GenericData.StringType;

/// The schema classes of a release, made again from its schemas, with today's serdes around them:
/// what runs in a service that is one version behind. No record class of today can be seen there.
/// Stays until the JVM ends, when the registry's client needs classes for its own end.
final class ReleasedJar {
  private static final String RECORDS = "io.signalbox.schemas.";
  private static final List<String> CODE = List.of(RECORDS + "serde.", RECORDS + "topic.");

  private final Map<String, Schema> schemas;
  private final Loader loader;

  private ReleasedJar(Map<String, Schema> schemas, Loader loader) {
    this.schemas = schemas;
    this.loader = loader;
  }

  /// The released versions.
  static List<String> versions() {
    try (Stream<Path> folders = Files.list(released())) {
      return folders.map(each -> each.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Compiles the schemas of a version.
  static ReleasedJar of(String version) {
    try {
      Map<String, Schema> schemas = schemas(released().resolve(version));
      Path folder = Files.createDirectories(Path.of("target", "released", version));
      Path sources = Files.createDirectories(folder.resolve("sources"));
      Path classes = Files.createDirectories(folder.resolve("classes"));
      for (Schema schema : schemas.values()) {
        generate(schema, sources);
      }
      compile(sources, classes);
      return new ReleasedJar(schemas, new Loader(classes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The topics of the release.
  Set<String> topics() {
    return schemas.keySet();
  }

  /// The value schema of a topic.
  Schema schema(String topic) {
    return Objects.requireNonNull(schemas.get(topic), topic);
  }

  /// A peer made and run with these classes alone.
  Peer peer(String registry, String topic, String value) throws Exception {
    Object peer =
        within(() ->
            Class.forName(ReleasedPeer.class.getName(), true, loader)
                .getConstructor(String.class, String.class, String.class)
                .newInstance(registry, topic, value));
    return new Peer(peer);
  }

  /// Avro and Kafka look classes up in the thread's loader, too.
  private <T> T within(Callable<T> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader mine = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(mine);
    }
  }

  private static Path released() {
    return Installation.find().root().resolve("schemas/released");
  }

  private static Map<String, Schema> schemas(Path folder) throws IOException {
    Map<String, Schema> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        schemas.put(
            file.getFileName().toString().replace(".avsc", ""),
            new Schema.Parser().parse(Files.readString(file)));
      }
    }
    return schemas;
  }

  private static void generate(Schema schema, Path sources) throws IOException {
    SpecificCompiler compiler = new SpecificCompiler(schema);
    compiler.setStringType(StringType.String);
    compiler.setFieldVisibility(FieldVisibility.PRIVATE);
    compiler.setOutputCharacterEncoding("UTF-8");
    compiler.compileToDestination(null, sources.toFile());
  }

  private static void compile(Path sources, Path classes) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-encoding", "UTF-8"));
    arguments.addAll(List.of("-d", classes.toString(), "-cp", classPath()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(each -> each.endsWith(".java")).forEach(arguments::add);
    }
    var said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new AssertionError("Expected released schemas to compile, but: " + said);
    }
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /// A [ReleasedPeer] on the other side of the loader.
  final class Peer {
    private final Object peer;

    private Peer(Object peer) {
      this.peer = peer;
    }

    @SuppressWarnings("unchecked") // as its source says, in another loader
    Map<String, String> read(byte[] bytes) throws Exception {
      return (Map<String, String>) call("read", byte[].class, bytes);
    }

    byte[] write(byte[] plain) throws Exception {
      return (byte[]) call("write", byte[].class, plain);
    }

    boolean has(String name) throws Exception {
      return (boolean) call("has", String.class, name);
    }

    private Object call(String method, Class<?> type, Object argument) throws Exception {
      return within(() -> peer.getClass().getMethod(method, type).invoke(peer, argument));
    }
  }

  /// Released records first, then all that this test has but today's records.
  private static final class Loader extends URLClassLoader {
    private final Path classes;

    Loader(Path classes) throws MalformedURLException {
      super(urls(classes), ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      boolean record = name.startsWith(RECORDS) && CODE.stream().noneMatch(name::startsWith);
      if (record && !Files.exists(classes.resolve(name.replace('.', '/') + ".class"))) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }

    private static URL[] urls(Path classes) throws MalformedURLException {
      List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
      for (String part : Arrays.asList(classPath().split(Pattern.quote(File.pathSeparator), -1))) {
        urls.add(Path.of(part).toUri().toURL());
      }
      return urls.toArray(URL[]::new);
    }
  }
}
