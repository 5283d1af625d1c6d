package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.apidocs.OpenApi;
import io.signalbox.edge.apidocs.OpenApi.Operation;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

/// Every route of a running edge is in the OpenAPI document, and nothing else is.
class RoutesIT extends EdgeTest {
  private static final String WHERE = "edge-gateway/src/main/resources/apidocs/http";

  /// Patterns that the format cannot say as they are.
  private static final Map<String, String> WRITTEN =
      Map.of(
          "/actuator/health/{*path}", "/actuator/health/{component}",
          "/actuator/metrics/{requiredMetricName}", "/actuator/metrics/{name}");

  @Autowired private List<HandlerMapping> mappings;
  private final OpenApi api = OpenApi.read();

  @Test
  void shouldDescribeEveryRouteAndNoOther() {
    Set<String> served = routes().keySet();
    Set<String> described =
        api.operations().values().stream()
            .map(Operation::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(difference(served, described)).as("served, but not described in " + WHERE).isEmpty();
    assertThat(difference(described, served))
        .as("described in " + WHERE + ", but not served")
        .isEmpty();
  }

  @Test
  void shouldServeNoFilesByAccident() {
    assertThat(
            urlMappings()
                .flatMap(mapping -> mapping.getHandlerMap().entrySet().stream())
                .filter(entry -> !(entry.getValue() instanceof WebSocketHandler)))
        .isEmpty();
  }

  @Test
  void shouldDescribeEveryParameterOfAMethod() {
    Map<String, HandlerMethod> routes = routes();
    for (Operation operation : api.operations().values()) {
      HandlerMethod method = routes.get(operation.toString());
      if (method != null && method.getBeanType().getPackageName().startsWith("io.signalbox")) {
        Set<String> read = parameters(method);
        Set<String> described = api.parameters(operation);
        assertThat(difference(read, described))
            .as("%s: read, but not described in %s", operation, WHERE)
            .isEmpty();
        Set<String> unread = difference(described, read);
        unread.removeIf(
            each -> each.equals("header:idempotency-key") && operation.method().equals("POST"));
        boolean readsItself = readsQuery(method);
        unread.removeIf(each -> readsItself && each.startsWith("query:"));
        assertThat(unread).as("%s: described in %s, but not read", operation, WHERE).isEmpty();
      }
    }
  }

  /// Parameters that no signature shows: each is refused by its name when it makes no sense.
  @Test
  void shouldReadTheParametersOfLists() throws Exception {
    Map<String, HandlerMethod> routes = routes();
    for (Operation operation : api.operations().values()) {
      HandlerMethod method = routes.get(operation.toString());
      if (method != null && operation.method().equals("GET") && readsQuery(method)) {
        Set<String> parameters = api.parameters(operation);
        parameters.remove("path:id");
        for (String parameter : parameters) {
          String name = parameter.replaceAll("^[a-z]+:", "");
          String route = operation.path().replace("{id}", UUID.randomUUID().toString());
          String path = route + "?" + exact(operation, name) + "=!";
          assertThat(new Http(port).get(path).body())
              .as(path)
              .contains("\"errors\"")
              .containsIgnoringCase("\"field\":\"" + name + "\"");
        }
      }
    }
  }

  private static String exact(Operation operation, String lowerCase) {
    return Stream.of(
            "agentId",
            "sessionId",
            "status",
            "since",
            "connected",
            "capability",
            "runId",
            "deviceId",
            "target",
            "tool",
            "wait",
            "label",
            "limit",
            "cursor")
        .filter(each -> each.toLowerCase(Locale.ROOT).equals(lowerCase))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("Expected to know " + lowerCase + " of " + operation));
  }

  private static boolean readsQuery(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
            .anyMatch(each -> each.getParameterType().getSimpleName().equals("ServerWebExchange"))
        && method.getMethod().getName().equals("list");
  }

  private Map<String, HandlerMethod> routes() {
    Map<String, HandlerMethod> routes = new TreeMap<>();
    mappings.stream()
        .filter(RequestMappingInfoHandlerMapping.class::isInstance)
        .map(RequestMappingInfoHandlerMapping.class::cast)
        .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
        .forEach(
            entry -> names(entry.getKey()).forEach(name -> routes.put(name, entry.getValue())));
    urlMappings()
        .flatMap(mapping -> mapping.getHandlerMap().entrySet().stream())
        .filter(entry -> entry.getValue() instanceof WebSocketHandler)
        .forEach(entry ->
            routes.put(
                "GET " + entry.getKey().getPatternString(),
                new HandlerMethod(entry.getValue(), handle(entry.getValue()))));
    return routes;
  }

  private static java.lang.reflect.Method handle(Object handler) {
    return Arrays.stream(handler.getClass().getMethods())
        .filter(method -> method.getName().equals("handle"))
        .findFirst()
        .orElseThrow();
  }

  private Stream<AbstractUrlHandlerMapping> urlMappings() {
    return mappings.stream()
        .filter(AbstractUrlHandlerMapping.class::isInstance)
        .map(AbstractUrlHandlerMapping.class::cast);
  }

  private static Stream<String> names(RequestMappingInfo info) {
    return info.getPatternsCondition().getPatterns().stream()
        .map(
            pattern -> WRITTEN.getOrDefault(pattern.getPatternString(), pattern.getPatternString()))
        .flatMap(pattern ->
            info.getMethodsCondition().getMethods().stream()
                .map(method -> method.name() + " " + pattern));
  }

  private static Set<String> parameters(HandlerMethod method) {
    Set<String> names = new TreeSet<>();
    for (Parameter each : method.getMethod().getParameters()) {
      RequestParam query = each.getAnnotation(RequestParam.class);
      RequestHeader header = each.getAnnotation(RequestHeader.class);
      if (query != null) {
        names.add("query:" + name(query.name(), each));
      } else if (header != null) {
        names.add("header:" + name(header.name(), each));
      } else if (each.isAnnotationPresent(PathVariable.class)) {
        names.add("path:" + each.getName().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static String name(String given, Parameter parameter) {
    return (given.isEmpty() ? parameter.getName() : given).toLowerCase(Locale.ROOT);
  }

  private static Set<String> difference(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }
}
