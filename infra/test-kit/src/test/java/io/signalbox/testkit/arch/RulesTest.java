package io.signalbox.testkit.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule finds what was planted for it, says so helpfully, and lets clean code pass.
class RulesTest {

  static Stream<Arguments> plants() {
    return Stream.of(
        arguments(
            AggregateRules.DOMAIN_IS_PURE,
            "impure",
            List.of("impure.order.Order", "org.slf4j.Logger", "must replay alike")),
        arguments(
            AggregateRules.DOMAIN_IS_PURE,
            "impure",
            List.of("impure.domain.Basket", "org.springframework.util.StringUtils")),
        arguments(
            AggregateRules.DOMAIN_MAKES_NOTHING_UP,
            "inventive",
            List.of("Order.decide()", "Instant.now()", "UUID.randomUUID()", "once at the edge")),
        arguments(
            AggregateRules.DECISIONS_ARE_MADE_IN_DOMAIN_PACKAGES,
            "stray",
            List.of("stray.web.OrderRules", "is no domain package", "would escape")),
        arguments(
            HouseRules.ONLY_KAFKA_PACKAGES_MAKE_EVENTS,
            "forged",
            List.of("ForgedEvents.event", "RunEvent.newBuilder()", "an aggregate decided it")),
        arguments(
            HouseRules.ONLY_KAFKA_PACKAGES_MAKE_EVENTS,
            "forged",
            List.of("RunStarted.newBuilder()", "RunStarted$Builder.build()")),
        arguments(
            HouseRules.ONLY_KAFKA_PACKAGES_WRITE_TO_THE_LOG,
            "bypass",
            List.of("Producer.send", "Outgoing.to", "Topology.addSink", "who may write")),
        arguments(
            HouseRules.NO_CYCLES,
            "cycle",
            List.of("Cycle detected", "cycle.one", "cycle.two", "nobody can read in parts")),
        arguments(
            HouseRules.NO_VALUE_ANNOTATION,
            "settings",
            List.of("Settings.<init>", "@Value", "@ConfigurationProperties")),
        arguments(
            HouseRules.NO_FIELD_INJECTION,
            "settings",
            List.of("Settings.environment", "@Autowired", "in its constructor")),
        arguments(
            HouseRules.NO_STANDARD_STREAMS, "loud", List.of("Loud.tell", "System.out", "its log")),
        arguments(
            HouseRules.NO_JAVA_UTIL_LOGGING,
            "loud",
            List.of("Loud.LOGGER", "java.util.logging", "SLF4J")),
        arguments(
            RequestRules.HANDLERS_DO_NOT_BLOCK,
            "blocking",
            List.of("OrderController.read", "Mono.block()", "an event loop that thousands share")),
        arguments(
            RequestRules.HANDLERS_DO_NOT_BLOCK,
            "blocking",
            List.of("OrderSockets", "Flux.subscribe()", "Flux.onErrorContinue")),
        arguments(
            RequestRules.HANDLERS_DO_NOT_BLOCK, "hurried", List.of("OrderAdvice", "toStream()")));
  }

  static Stream<Arguments> rules() {
    return Stream.of(HouseRules.class, AggregateRules.class, RequestRules.class)
        .flatMap(each -> Arrays.stream(each.getFields()))
        .filter(each -> each.isAnnotationPresent(ArchTest.class))
        .map(each -> arguments(each.getName(), value(each)));
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("plants")
  void shouldFindWhatWasPlanted(ArchRule rule, String plant, List<String> said) {
    // when
    var found = rule.evaluate(planted(plant));

    // then
    assertThat(found.hasViolation()).isTrue();
    assertThat(found.getFailureReport().toString()).contains(said);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void shouldLetCleanCodePass(String name, ArchRule rule) {
    rule.check(planted("clean"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void shouldHaveAPlantForEveryRule(String name, ArchRule rule) {
    assertThat(plants().map(each -> each.get()[0])).as(name).contains(rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void shouldNotPassOnNothing(String name, ArchRule rule) {
    // given
    var nothing = new ClassFileImporter().importPackages("io.signalbox.nobody.lives.here");

    // then
    assertThatThrownBy(() -> rule.check(nothing))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  @Test
  void shouldNotPassAggregateRulesWithoutADomain() {
    assertThatThrownBy(() -> AggregateRules.DOMAIN_IS_PURE.check(planted("loud")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  private static JavaClasses planted(String name) {
    var classes =
        new ClassFileImporter().importPackages("io.signalbox.testkit.arch.planted." + name);
    assertThat(classes).isNotEmpty();
    return classes;
  }

  private static Object value(Field rule) {
    try {
      return rule.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
