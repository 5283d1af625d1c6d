package io.signalbox.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.signalbox.testkit.arch.HouseRules;

/// The rules of the house, and that a dialect can be taken away.
@AnalyzeClasses(packages = "io.signalbox.edge", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule NOBODY_NEEDS_A_DIALECT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..hsafa..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..hsafa..")
          .because("adding or removing a dialect touches nothing else");

  @ArchTest
  static final ArchRule NOBODY_NEEDS_THE_OPERATOR_SOCKET =
      noClasses()
          .that()
          .resideOutsideOfPackage("..claw..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..claw..")
          .because("adding or removing a dialect touches nothing else");
}
