package io.signalbox.testkit.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/// Finds domain packages and says what their classes may do.
final class DomainPackages {
  private static final String DOMAIN_KIT = "io.signalbox.domain";
  private static final String DECISION = "io.signalbox.domain.Decision";
  private static final String KAFKA = "kafka";

  private static final Set<String> WORLDS =
      Set.of(
          "java.io",
          "java.net",
          "java.net.http",
          "java.nio.file",
          "java.nio.channels",
          "java.sql",
          "java.util.concurrent",
          "java.util.random");
  private static final Map<String, Set<String>> QUESTIONS =
      Map.of(
          "java.lang.System", Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty"),
          "java.lang.Math", Set.of("random"),
          "java.util.UUID", Set.of("randomUUID"),
          "java.util.Random", Set.of("<init>"),
          "java.security.SecureRandom", Set.of("<init>"));

  static final DescribedPredicate<JavaClass> CONTAIN_THEM =
      describe("are in a domain package", type -> isDomain(type.getPackage()));

  static final DescribedPredicate<JavaClass> DECIDE =
      describe("decide", type -> dependsOn(type, DECISION));

  static final DescribedPredicate<JavaAccess<?>> ASK_THE_WORLD =
      describe("it asks the world", DomainPackages::asksTheWorld);

  static final ArchCondition<JavaClass> DEPEND_ON_NOTHING_ELSE =
      new ArchCondition<>("depend on nothing else") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            boolean fine = isAllowed(type, dependency.getTargetClass().getBaseComponentType());
            events.add(new SimpleConditionEvent(type, fine, dependency.getDescription()));
          }
        }
      };

  static final ArchCondition<JavaClass> BE_IN_OR_DIRECTLY_AROUND =
      new ArchCondition<>("be in a domain package or its kafka package") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          String message =
              "%s uses %s, but %s is no domain package: it is not called domain, and no package"
                  + " kafka is below it";
          events.add(
              new SimpleConditionEvent(
                  type,
                  isDomainOrItsKafka(type.getPackage()),
                  message.formatted(type.getFullName(), DECISION, type.getPackageName())));
        }
      };

  private DomainPackages() {}

  private static boolean isDomain(JavaPackage candidate) {
    boolean named = candidate.getRelativeName().equals("domain");
    boolean hasKafka =
        candidate.getSubpackages().stream().anyMatch(each -> each.getRelativeName().equals(KAFKA));
    return named
        || hasKafka && candidate.getClasses().stream().anyMatch(each -> dependsOn(each, DECISION));
  }

  private static boolean isDomainOrItsKafka(JavaPackage candidate) {
    boolean below =
        candidate.getRelativeName().equals(KAFKA)
            && candidate.getParent().map(DomainPackages::isDomain).orElse(false);
    return below || isDomain(candidate);
  }

  private static boolean dependsOn(JavaClass type, String name) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(each -> each.getTargetClass().getName().equals(name));
  }

  private static boolean isAllowed(JavaClass type, JavaClass target) {
    String there = target.getPackageName();
    return target.isPrimitive()
        || there.equals(type.getPackageName())
        || there.equals(DOMAIN_KIT)
        || there.startsWith("java.")
        || there.startsWith("org.jspecify.");
  }

  /// Anything called `now` in `java.time` reads a clock, unless it is given one, which is no
  /// better.
  private static boolean asksTheWorld(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String method = access.getTarget().getName();
    return WORLDS.contains(owner.getPackageName())
        || owner.getPackageName().equals("java.time") && method.equals("now")
        || owner.getFullName().equals("java.time.Clock")
        || QUESTIONS.getOrDefault(owner.getFullName(), Set.of()).contains(method);
  }
}
