package io.signalbox.edge.apidocs;

import io.signalbox.edge.apidocs.ApiDocuments.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A page that shows the OpenAPI document, with all that it needs from this very service.
@Component
final class DocsPage {
  private static final String OURS = Parts.FOLDER + "page/";
  private static final String VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final String VIEWER = "META-INF/resources/webjars/swagger-ui/%s/";

  /// Media types of the files, by name; the viewer's are those that it cannot do without.
  private static final Map<String, String> OUR_FILES =
      Map.of("index.html", "text/html;charset=utf-8", "page.js", "text/javascript;charset=utf-8");

  private static final Map<String, String> VIEWER_FILES =
      Map.of(
          "swagger-ui.css", "text/css;charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript;charset=utf-8");

  /// A file of the page; empty when there is none of that name.
  Mono<File> file(String name) {
    String ours = OUR_FILES.get(name);
    if (ours != null) {
      return read(ours, OURS + name);
    }
    String viewer = VIEWER_FILES.get(name);
    return viewer == null
        ? Mono.empty()
        : Mono.defer(() -> read(viewer, VIEWER.formatted(version()) + name));
  }

  private static Mono<File> read(String mediaType, String path) {
    return Mono.fromCallable(
            () -> {
              try (InputStream in = new ClassPathResource(path).getInputStream()) {
                return File.of(mediaType, in.readAllBytes());
              }
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = new ClassPathResource(VERSION).getInputStream()) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
