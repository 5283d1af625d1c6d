package io.signalbox.testkit.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// What holds where commands are decided. A domain package is one called `domain`, or a feature
/// package that holds decisions and has a `kafka` package below it.
///
/// Each rule fails on a service that has no such package: rules that look at nothing prove nothing.
public final class AggregateRules {

  @ArchTest
  public static final ArchRule DOMAIN_IS_PURE =
      classes()
          .that(DomainPackages.CONTAIN_THEM)
          .should(DomainPackages.DEPEND_ON_NOTHING_ELSE)
          .as(
              "domain packages should depend on java.*, JSpecify, io.signalbox.domain and themselves only")
          .because(
              "decide and evolve must replay alike everywhere; I/O belongs in kafka, view or web");

  @ArchTest
  public static final ArchRule DOMAIN_MAKES_NOTHING_UP =
      noClasses()
          .that(DomainPackages.CONTAIN_THEM)
          .should()
          .accessTargetWhere(DomainPackages.ASK_THE_WORLD)
          .as("domain packages should not ask for the time, for random values or for I/O")
          .because("time, ids and randomness are made once at the edge and stored in the event");

  @ArchTest
  public static final ArchRule DECISIONS_ARE_MADE_IN_DOMAIN_PACKAGES =
      classes()
          .that(DomainPackages.DECIDE)
          .should(DomainPackages.BE_IN_OR_DIRECTLY_AROUND)
          .as(
              "decisions should be made in domain packages, and used there or in their kafka package")
          .because("a decider elsewhere would escape the rules for domain packages");

  private AggregateRules() {}
}
