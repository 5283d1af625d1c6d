package io.signalbox.testkit.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/// What holds in every service.
///
/// ```java
/// @AnalyzeClasses(packages = "io.signalbox.edge", importOptions = DoNotIncludeTests.class)
/// class HouseRulesTest {
///   @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);
/// }
/// ```
///
/// A service that decides commands also takes [AggregateRules], one that answers requests
/// [RequestRules].
public final class HouseRules {
  private static final String KAFKA = "..kafka..";

  @ArchTest
  public static final ArchRule ONLY_KAFKA_PACKAGES_MAKE_EVENTS =
      noClasses()
          .that()
          .resideOutsideOfPackage(KAFKA)
          .should()
          .accessTargetWhere(LogAccess.makesAnEvent())
          .as("only kafka packages should make records of event topics")
          .because("an event exists because an aggregate decided it; whoever else makes one lies");

  @ArchTest
  public static final ArchRule ONLY_KAFKA_PACKAGES_WRITE_TO_THE_LOG =
      noClasses()
          .that()
          .resideOutsideOfPackage(KAFKA)
          .should()
          .accessTargetWhere(LogAccess.writes())
          .as("only kafka packages should produce records or declare sinks")
          .because(
              "the folder says who may write; commands go through Commands or RecordSender, which"
                  + " take the type of the topic");

  @ArchTest
  public static final ArchRule NO_CYCLES =
      slices()
          .matching("io.signalbox.(**)")
          .should()
          .beFreeOfCycles()
          .because("packages that need each other are one package that nobody can read in parts");

  @ArchTest
  public static final ArchRule NO_VALUE_ANNOTATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Value")
          .as("no classes should use @Value")
          .because("settings belong into a @ConfigurationProperties record beside their user");

  @ArchTest
  public static final ArchRule NO_FIELD_INJECTION =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.because(
          "a class says what it needs in its constructor");

  @ArchTest
  public static final ArchRule NO_STANDARD_STREAMS =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because(
          "a service speaks through its log, with key-values");

  @ArchTest
  public static final ArchRule NO_JAVA_UTIL_LOGGING =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.because(
          "a service speaks through its log, which is SLF4J");

  private HouseRules() {}
}
