package io.signalbox.device;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/// The rules of the house, as far as they are about a program without Spring and Kafka.
@AnalyzeClasses(packages = "io.signalbox.device", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule CALLS_ARE_PURE =
      classes()
          .that()
          .resideInAPackage("..call..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "tools.jackson.databind..", "..call..")
          .because("what is read back from the journal must be what was written");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.signalbox.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SMALL =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "io.netty..", "reactor..")
          .because("people install it on machines that have other things to do");

  @ArchTest
  static final ArchRule NO_STANDARD_STREAMS =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
