package io.signalbox.edge.apidocs;

import io.signalbox.edge.apidocs.ApiDocuments.File;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/// Serves the documents, the schemas that they refer to, and a page to read them with.
@RestController
final class ApiDocsController {
  private static final String ONLY_FROM_HERE =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

  private final ApiDocuments documents;
  private final DocsPage page;

  ApiDocsController(ApiDocuments documents, DocsPage page) {
    this.documents = documents;
    this.page = page;
  }

  @GetMapping("/openapi.json")
  Mono<ResponseEntity<byte[]>> openApiJson() {
    return answer(documents.document("openapi.json"));
  }

  @GetMapping("/openapi.yaml")
  Mono<ResponseEntity<byte[]>> openApiYaml() {
    return answer(documents.document("openapi.yaml"));
  }

  @GetMapping("/asyncapi.json")
  Mono<ResponseEntity<byte[]>> asyncApiJson() {
    return answer(documents.document("asyncapi.json"));
  }

  @GetMapping("/asyncapi.yaml")
  Mono<ResponseEntity<byte[]>> asyncApiYaml() {
    return answer(documents.document("asyncapi.yaml"));
  }

  @GetMapping("/schemas/{topic}.avsc")
  Mono<ResponseEntity<byte[]>> schema(@PathVariable String topic) {
    return answer(documents.schema(topic));
  }

  @GetMapping("/docs")
  Mono<ResponseEntity<byte[]>> page() {
    return answer(page.file("index.html"));
  }

  @GetMapping("/docs/{file}")
  Mono<ResponseEntity<byte[]>> file(@PathVariable String file) {
    return answer(page.file(file));
  }

  /// May be kept, but must be asked for again: the tag tells whether it is still the same.
  private static Mono<ResponseEntity<byte[]>> answer(Mono<File> file) {
    return file.switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
        .map(found ->
            ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(found.mediaType()))
                .cacheControl(CacheControl.noCache())
                .eTag(found.tag())
                .header("Content-Security-Policy", ONLY_FROM_HERE)
                .header("X-Content-Type-Options", "nosniff")
                .body(found.content()));
  }
}
