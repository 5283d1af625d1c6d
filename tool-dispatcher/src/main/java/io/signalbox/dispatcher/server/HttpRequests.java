package io.signalbox.dispatcher.server;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.signalbox.kit.tools.RequestTemplate;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.kit.tools.form.ToolFailure;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// Makes HTTP requests: each once, over a connection of its own, to addresses that egress allows.
/// Redirects are answers; no proxy is asked, and nothing is kept from one request to the next.
final class HttpRequests {
  /// The longest body of an answer, in bytes.
  static final int LARGEST_BODY = 256 * 1024;

  private static final int LARGEST_HEADERS = 32 * 1024;
  private static final int CONNECT_MS = 10_000;

  private final HttpClient client;

  HttpRequests(EgressResolvers resolvers) {
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .resolver(resolvers)
            .noProxy()
            .protocol(HttpProtocol.HTTP11)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
            .httpResponseDecoder(decoder -> decoder.maxHeaderSize(LARGEST_HEADERS))
            .followRedirect(false)
            .disableRetry(true)
            .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "signalbox"));
  }

  /// Makes a request once subscribed to; a subscriber that leaves ends it.
  Mono<ToolOutcome> make(RequestTemplate.Filled request) {
    return client
        .headers(headers -> request.headers().forEach(headers::set))
        .request(HttpMethod.valueOf(request.method().name()))
        .uri(request.uri())
        .send(body(request))
        .response((response, content) -> read(content).map(body -> HttpAnswer.of(response, body)))
        .single()
        .timeout(request.timeout())
        .map(answer -> ToolOutcome.of(() -> answer))
        .onErrorResume(e -> Mono.just(failed(request, e)));
  }

  private static ByteBufFlux body(RequestTemplate.Filled request) {
    return request.body() == null
        ? ByteBufFlux.fromInbound(Mono.empty())
        : ByteBufFlux.fromString(Mono.just(request.body()));
  }

  private static Mono<byte[]> read(ByteBufFlux content) {
    return Mono.defer(() -> {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      return content
          .asByteArray()
          .doOnNext(piece -> {
            if (body.size() + piece.length > LARGEST_BODY) {
              throw new ToolFailure(
                  "RESPONSE_TOO_LARGE",
                  "Expected an answer of at most %d bytes".formatted(LARGEST_BODY));
            }
            body.writeBytes(piece);
          })
          .then(Mono.fromSupplier(body::toByteArray));
    });
  }

  private static ToolOutcome failed(RequestTemplate.Filled request, Throwable failure) {
    String host = request.uri().getAuthority();
    return switch (failure) {
      case ToolFailure it -> ToolOutcome.failed(it);
      case EgressBlockedException it ->
          new ToolOutcome.Failed("EGRESS_BLOCKED", String.valueOf(it.getMessage()));
      case TimeoutException _ ->
          new ToolOutcome.Failed(
              "REQUEST_TIMEOUT",
              "%s did not answer within %d ms".formatted(host, request.timeout().toMillis()));
      case UnknownHostException _ ->
          new ToolOutcome.Failed("HOST_NOT_FOUND", "%s has no address".formatted(host));
      case ConnectException _ ->
          new ToolOutcome.Failed("CONNECT_FAILED", "%s cannot be connected to".formatted(host));
      case SSLException it ->
          new ToolOutcome.Failed("TLS_FAILED", "%s: %s".formatted(host, it.getMessage()));
      default ->
          new ToolOutcome.Failed("REQUEST_FAILED", "%s: %s".formatted(host, failure.getMessage()));
    };
  }
}
