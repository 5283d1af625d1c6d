package io.signalbox.edge.hsafa.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/// Answers with a problem, whichever filter, mapping or controller failed.
@Component
@Order(-2) // before Spring Boot's own handler
final class ProblemHandler implements WebExceptionHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(ProblemHandler.class);
  private static final String RETRY_AFTER_SECONDS = "1";

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(failure);
    }
    Problem problem = Problems.of(failure);
    String path = exchange.getRequest().getPath().value();
    log(problem, path, failure);
    response.setStatusCode(problem.code().status());
    addHeaders(response.getHeaders(), problem.code(), failure);
    return response.writeWith(
        Mono.fromSupplier(() -> response.bufferFactory().wrap(problem.json(path))));
  }

  private static void addHeaders(HttpHeaders headers, ProblemCode code, Throwable failure) {
    if (failure instanceof ResponseStatusException framework) {
      headers.putAll(framework.getHeaders());
    }
    if (code.passes()) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (code == ProblemCode.UNAUTHENTICATED) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (code == ProblemCode.REQUEST_TIMEOUT) {
      headers.set(HttpHeaders.CONNECTION, "close"); // the rest of it may still come
    }
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  private static void log(Problem problem, String path, Throwable failure) {
    if (problem.code() == ProblemCode.INTERNAL) {
      LOGGER.atError().addKeyValue("path", path).setCause(failure).log("request failed");
    } else if (problem.code() == ProblemCode.UNAVAILABLE) {
      LOGGER
          .atWarn()
          .addKeyValue("path", path)
          .addKeyValue("cause", String.valueOf(failure.getCause()))
          .log("request cannot be served for now");
    }
  }
}
