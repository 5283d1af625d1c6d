package io.signalbox.edge.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;

/// Problems of requests that never get as far as a handler.
final class PlainAnswers {
  private PlainAnswers() {}

  static FullHttpResponse problem(HttpResponseStatus status, String code, String detail) {
    String body =
        """
        {"type":"urn:signalbox:problem:%s","title":"%s","status":%d,"detail":"%s","code":"%s","error":"%s"}\
        """
            .formatted(
                code.toLowerCase(Locale.ROOT),
                status.reasonPhrase(),
                status.code(),
                detail,
                code,
                detail);
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, UTF_8));
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
        .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
        .set(HttpHeaderNames.RETRY_AFTER, "1")
        .set(HttpHeaderNames.CONNECTION, "close");
    return answer;
  }
}
