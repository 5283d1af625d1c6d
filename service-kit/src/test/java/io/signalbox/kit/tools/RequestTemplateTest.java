package io.signalbox.kit.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.ToolFailure;
import io.signalbox.kit.tools.form.ToolFormatException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class RequestTemplateTest {

  private static RequestTemplate read(String fields) {
    ServerTool tool = ServerTool.ofWire("{\"type\":\"request\"%s}".formatted(fields));
    return ((ServerTool.Request) tool).template();
  }

  private static RequestTemplate.Filled fill(String fields, String args) {
    return read(fields).fill(BoundedJson.read(args));
  }

  @Test
  void shouldPutArgumentsIntoEveryPart() {
    // when
    RequestTemplate.Filled request =
        fill(
            """
            ,"url":"HTTPS://api.example.com:8443/users/{{user.id}}/x?q={{q}}","method":"POST",
            "headers":{"X-Trace":"t-{{q}}","X-None":"{{none}}"},
            "queryParams":{"n":"{{n}}","none":"{{none}}","fix":"a b"},
            "body":{"name":"{{user.name}}","n":"{{n}}","list":["{{n}}","{{none}}","n={{n}}"],"none":"{{none}}","user":"{{user}}"},
            "timeoutMs":1000
            """,
            "{\"user\":{\"id\":\"a/b?c#d\",\"name\":\"Zo\u00eb\"},\"q\":\"x&y=1\",\"n\":1.50}");
    // then
    assertThat(request)
        .isEqualTo(
            new RequestTemplate.Filled(
                HttpMethod.POST,
                URI.create(
                    "https://api.example.com:8443/users/a%2Fb%3Fc%23d/x?q=x%26y%3D1&n=1.50&fix=a%20b"),
                Map.of("X-Trace", "t-x&y=1", "Content-Type", "application/json"),
                "{\"name\":\"Zo\u00eb\",\"n\":1.50,\"list\":[1.50,null,\"n=1.50\"],\"user\":{\"id\":\"a/b?c#d\",\"name\":\"Zo\u00eb\"}}",
                Duration.ofSeconds(1)));
  }

  @Test
  void shouldGetWithinHalfAMinuteWhenNothingElseIsSaid() {
    assertThat(fill(",\"url\":\"http://example.com\"", "{}"))
        .isEqualTo(
            new RequestTemplate.Filled(
                HttpMethod.GET,
                URI.create("http://example.com/"),
                Map.of(),
                null,
                Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "n={{n}}" | text/plain; charset=utf-8 | n=1
          "plain"   | text/plain; charset=utf-8 | plain
          "{{n}}"   | application/json          | 1
          "{{s}}"   | application/json          | "a"
          """)
  void shouldTakeATextAsBody(String body, String type, String sent) {
    RequestTemplate.Filled request =
        fill(
            ",\"url\":\"http://a.b\",\"method\":\"PUT\",\"body\":" + body, "{\"n\":1,\"s\":\"a\"}");
    assertThat(request.body()).isEqualTo(sent);
    assertThat(request.headers()).containsEntry("content-type", type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"p":".."}                | INVALID_ARGUMENT
          {"p":"."}                 | INVALID_ARGUMENT
          {"p":""}                  | INVALID_ARGUMENT
          {"p":{"a":1}}             | INVALID_ARGUMENT
          {}                        | MISSING_ARGUMENT
          {"p":null}                | MISSING_ARGUMENT
          {"p":"a","h":"x\\r\\nA: b"} | INVALID_HEADER
          {"p":"a","h":"x\\ny"}      | INVALID_HEADER
          {"p":"a","h":"x\\u0000"}   | INVALID_HEADER
          {"p":"a","h":"x\\u2028"}   | INVALID_HEADER
          """)
  void shouldRefuseArgumentsThatWouldChangeTheRequest(String args, String code) {
    assertThatExceptionOfType(ToolFailure.class)
        .isThrownBy(
            () -> fill(",\"url\":\"http://a.b/{{p}}\",\"headers\":{\"X-H\":\"{{h}}\"}", args))
        .satisfies(it -> assertThat(it.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "file:///etc/passwd",
        "//example.com/",
        "/path",
        "http:///path",
        "http://",
        "{{url}}",
        "http://{{host}}/",
        "http://a.{{host}}/",
        "http://a.b:{{port}}/",
        "http://user@example.com/",
        "http://user:pass@example.com/",
        "http://example.com\\\\@evil.example/",
        "http://example.com:99999/",
        "http://example.com:0/",
        "http://example.com:/",
        "http://example.com/a b",
        "http://example.com/#x",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1.8/",
        "http://127.1/",
        "http://b\u00fccher.example/",
        "http://exa%6dple.com/"
      })
  void shouldRefuseAUrl(String url) {
    assertThatExceptionOfType(ToolFormatException.class)
        .isThrownBy(() -> read(",\"url\":\"%s\"".formatted(url)))
        .satisfies(it -> assertThat(it.path()).isEqualTo("execution.url"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,"method":"TRACE"                           | execution.method
          ,"method":"get"                             | execution.method
          ,"body":{}                                  | execution.body
          ,"timeoutMs":0                              | execution.timeoutMs
          ,"timeoutMs":600001                         | execution.timeoutMs
          ,"headers":{"Host":"x"}                     | execution.headers.Host
          ,"headers":{"Content-length":"1"}           | execution.headers.Content-length
          ,"headers":{"Proxy-Authorization":"1"}      | execution.headers.Proxy-Authorization
          ,"headers":{"a b":"1"}                      | execution.headers.a b
          ,"headers":{"A":"1","a":"2"}                | execution.headers.a
          ,"headers":{"A":"1\\r\\nB: 2"}              | execution.headers.A
          ,"headers":{"A":1}                          | execution.headers.A
          ,"queryParams":{"A":"{{"}                   | execution.queryParams.A
          ,"followRedirects":true                     | execution.followRedirects
          ,"method":"POST","body":[{"a":"{{a"}]       | execution.body[0].a
          """)
  void shouldSayWhereARequestIsWrong(String fields, String path) {
    assertThatExceptionOfType(ToolFormatException.class)
        .isThrownBy(() -> read(",\"url\":\"http://a.b/\"" + fields))
        .satisfies(it -> assertThat(it.path()).isEqualTo(path));
  }

  @Property(tries = 500)
  void shouldKeepEveryValueWithinItsPlaceInTheUrl(@ForAll String value) {
    // given
    String clean = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    if (clean.isEmpty() || clean.equals(".") || clean.equals("..")) {
      return;
    }
    String args = JsonNodeFactory.instance.objectNode().put("v", clean).toString();
    // when
    URI uri =
        fill(",\"url\":\"http://a.b/p/{{v}}?q={{v}}\",\"queryParams\":{\"r\":\"{{v}}\"}", args)
            .uri();
    // then
    assertThat(uri.getHost()).isEqualTo("a.b");
    assertThat(uri.getFragment()).isNull();
    assertThat(decoded(uri.getRawPath().substring("/p/".length()))).isEqualTo(clean);
    String[] query = uri.getRawQuery().split("&", -1);
    assertThat(query).hasSize(2);
    assertThat(decoded(query[0].substring(2))).isEqualTo(clean);
    assertThat(decoded(query[1].substring(2))).isEqualTo(clean);
  }

  private static String decoded(String text) {
    assertThat(text).doesNotContain("/", "?", "#", "+");
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
