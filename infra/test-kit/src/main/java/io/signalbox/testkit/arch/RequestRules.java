package io.signalbox.testkit.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/// What holds where requests are answered: in controllers, handlers, filters and advice, known by
/// their Spring type or by their name.
public final class RequestRules {
  private static final Set<String> STOPPERS =
      Set.of(
          "block",
          "blockFirst",
          "blockLast",
          "blockOptional",
          "subscribe",
          "toIterable",
          "toStream",
          "onErrorContinue");
  private static final List<String> TYPES =
      List.of(
          "org.springframework.web.reactive.socket.WebSocketHandler",
          "org.springframework.web.reactive.function.server.HandlerFunction",
          "org.springframework.web.server.WebFilter",
          "org.springframework.web.server.WebHandler",
          "org.springframework.web.server.WebExceptionHandler");

  @ArchTest
  public static final ArchRule HANDLERS_DO_NOT_BLOCK =
      noClasses()
          .that(describe("answer requests", RequestRules::answersRequests))
          .should()
          .accessTargetWhere(stopsTheStream())
          .because(
              "a handler returns its stream: blocking stops an event loop that thousands share, and"
                  + " what is subscribed apart is neither cancelled nor awaited with the request");

  private RequestRules() {}

  private static boolean answersRequests(JavaClass type) {
    return type.isMetaAnnotatedWith("org.springframework.stereotype.Controller")
        || type.isMetaAnnotatedWith("org.springframework.web.bind.annotation.ControllerAdvice")
        || TYPES.stream().anyMatch(type::isAssignableTo)
        || type.getSimpleName().matches(".*(Controller|Handler|Filter|Advice)");
  }

  private static DescribedPredicate<JavaAccess<?>> stopsTheStream() {
    return describe(
        "it blocks, subscribes apart or drops errors",
        access ->
            access.getTargetOwner().isAssignableTo("org.reactivestreams.Publisher")
                && STOPPERS.contains(access.getTarget().getName()));
  }
}
