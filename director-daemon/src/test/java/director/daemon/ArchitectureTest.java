// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between modules, what is pure, and where each library lives. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("director")
          .that(not(resideInAPackage("director.testkit..")));

  /** What is pure and follows from values that other packages bring along. */
  private static final String[] PURE_OF_VALUES = {
    "director.daemon.plan",
    "director.daemon.explain..",
    "director.daemon.orders.state",
    "director.daemon.doctor.fact",
    "director.daemon.doctor.rule"
  };

  private static final DescribedPredicate<JavaClass> PURE =
      resideInAnyPackage(
              "director..packet",
              "director..state",
              "director..table",
              "director..plan",
              "director.daemon.explain..",
              "director.daemon.doctor.fact",
              "director.daemon.doctor.rule",
              "director.daemon.event",
              "director.healthcheck.schedule",
              "director.netlink.text",
              "director.systemd")
          .as("pure");

  /** Of the JDK, what has neither clock, thread, socket nor dice. */
  private static final DescribedPredicate<JavaClass> PLAIN_JAVA =
      resideInAnyPackage(
              "java.lang",
              "java.lang.annotation",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.math",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "org.jspecify.annotations")
          .and(
              not(
                  named(
                      "java.lang.Process",
                      "java.lang.ProcessBuilder",
                      "java.lang.ProcessHandle",
                      "java.lang.Runtime",
                      "java.lang.System",
                      "java.lang.Thread",
                      "java.lang.ThreadLocal",
                      "java.util.Calendar",
                      "java.util.Date",
                      "java.util.Random",
                      "java.util.Scanner",
                      "java.util.SplittableRandom",
                      "java.util.Timer",
                      "java.util.TimerTask")))
          .or(
              named(
                  "java.net.Inet4Address",
                  "java.net.Inet6Address",
                  "java.net.InetAddress",
                  "java.net.InetSocketAddress",
                  "java.net.UnknownHostException",
                  "java.nio.Buffer",
                  "java.nio.BufferUnderflowException",
                  "java.nio.ByteBuffer",
                  "java.nio.ByteOrder",
                  "java.nio.charset.Charset",
                  "java.nio.charset.StandardCharsets",
                  "java.time.Duration",
                  "java.time.Instant"))
          .or(DescribedPredicate.describe("primitive", JavaClass::isPrimitive))
          .as("plain Java");

  /** A value that another package brings along, such as an order or a piece of configuration. */
  private static final DescribedPredicate<JavaClass> VALUE_OF_OURS =
      resideInAPackage("director..")
          .and(
              DescribedPredicate.describe(
                  "value",
                  type ->
                      type.isRecord()
                          || type.isEnum()
                          // A choice among records.
                          || (type.isInterface() && type.reflect().isSealed())))
          .as("records, enums and sealed interfaces of ours");

  /** Calls that make plain Java impure: they ask the network, the dice, or other threads. */
  private static final DescribedPredicate<JavaAccess<?>> IMPURE_CALL =
      DescribedPredicate.describe(
          "that ask DNS, dice or other threads",
          access ->
              Set.of(
                          "java.net.InetAddress.getAllByName",
                          "java.net.InetAddress.getByName",
                          "java.net.InetAddress.getCanonicalHostName",
                          "java.net.InetAddress.getHostName",
                          "java.net.InetAddress.getLocalHost",
                          "java.net.InetAddress.isReachable",
                          "java.time.Instant.now",
                          "java.net.InetSocketAddress.getHostName",
                          "java.lang.Math.random",
                          "java.util.Collections.shuffle",
                          "java.util.UUID.randomUUID")
                      .contains(calleeOf(access))
                  || access.getName().equals("parallelStream")
                  || access.getName().equals("parallel"));

  private static final DescribedPredicate<JavaAccess<?>> SLEEP =
      DescribedPredicate.describe(
          "that sleep",
          access ->
              access.getName().equals("sleep")
                  || calleeOf(access).startsWith("java.util.concurrent.locks.LockSupport.park"));

  private static String calleeOf(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getName();
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> set = Set.of(names);
    return DescribedPredicate.describe(
        "named " + String.join(", ", names),
        type -> set.contains(type.getBaseComponentType().getName()));
  }

  @Test
  @DisplayName("modules know only what DESIGN allows; VRRP and IPVS never meet")
  void arrowsBetweenModules() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("netlink")
        .definedBy("director.netlink..")
        .layer("vrrp")
        .definedBy("director.vrrp..")
        .layer("ipvs-bridge")
        .definedBy("director.ipvs..")
        .layer("healthcheck")
        .definedBy("director.healthcheck..")
        .layer("systemd")
        .definedBy("director.systemd..")
        .layer("director-daemon")
        .definedBy("director.daemon..")
        .whereLayer("netlink")
        .mayNotAccessAnyLayer()
        .whereLayer("healthcheck")
        .mayNotAccessAnyLayer()
        .whereLayer("systemd")
        .mayNotAccessAnyLayer()
        .whereLayer("vrrp")
        .mayOnlyAccessLayers("netlink")
        .whereLayer("ipvs-bridge")
        .mayOnlyAccessLayers("netlink")
        .ensureAllClassesAreContainedInArchitecture()
        .check(OURS);
  }

  @Test
  @DisplayName("no packages know each other in a circle")
  void noCycles() {
    slices().matching("director.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  @DisplayName("packet, state, table and schedule know plain Java and each other, nothing else")
  void pure() {
    classes()
        .that(PURE)
        .and()
        .resideOutsideOfPackages(PURE_OF_VALUES)
        .should()
        .onlyDependOnClassesThat(PLAIN_JAVA.or(PURE))
        .check(OURS);
  }

  @Test
  @DisplayName("plan and explanation know plain Java, what is pure, and values")
  void purePlan() {
    classes()
        .that()
        .resideInAnyPackage(PURE_OF_VALUES)
        .should()
        .onlyDependOnClassesThat(PLAIN_JAVA.or(PURE).or(VALUE_OF_OURS))
        .check(OURS);
  }

  @Test
  @DisplayName("what a reload would change is reckoned from values, as the plan is")
  void pureChange() {
    classes()
        .that()
        .resideInAPackage("director.daemon.change")
        .should()
        .onlyDependOnClassesThat(
            PLAIN_JAVA
                .or(PURE)
                .or(VALUE_OF_OURS)
                .or(resideInAnyPackage("director.daemon.change", "director.daemon.config.text")))
        .check(OURS);
  }

  @Test
  @DisplayName("what is pure asks neither DNS nor dice, and starts no threads through a stream")
  void pureCalls() {
    noClasses().that(PURE).should().accessTargetWhere(IMPURE_CALL).check(OURS);
  }

  @Test
  @DisplayName("nobody sleeps, but the link to the elector between two tries")
  void nobodySleeps() {
    noClasses()
        .that()
        .resideOutsideOfPackage("director.daemon.elector")
        .should()
        .accessTargetWhere(SLEEP)
        .check(OURS);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "jnr.., com.kenai.jffi.. | director.netlink..",
        "org.pcap4j.., com.sun.jna.. | director.vrrp.net",
        "io.netty.. | director.healthcheck.probe, director.daemon.control",
        "com.google.re2j.. | director.healthcheck.probe, director.healthcheck.request",
        "picocli.. | director.daemon.cli.., director.daemon.launch",
        "com.typesafe.config.. | director.daemon.config",
        "com.fasterxml.jackson.core.. | director.daemon.control, director.daemon.cli..,"
            + " director.daemon.actions, director.daemon.journal, director.daemon.json",
        // Neither daemon has room for it: it is loaded when somebody asks, or an action tells.
        "com.fasterxml.jackson.databind.., com.fasterxml.jackson.annotation.. |"
            + " director.daemon.control, director.daemon.cli.., director.daemon.actions",
        "java.net.http.. | director.daemon.actions",
        "ch.qos.logback.. | director.daemon.launch",
      })
  @DisplayName("each library has one home")
  void libraryHomes(String library, String homes) {
    noClasses()
        .that(resideOutsideOfPackages(homes.split(", ")))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library.split(", ")))
        .check(OURS);
  }

  @Test
  @DisplayName("the elector needs nothing but what is on its class path (lay-out, in packaging)")
  void electorIsSmall() {
    DescribedPredicate<JavaClass> leftOut =
        resideInAnyPackage(
            "director.healthcheck..",
            "director.ipvs..",
            "io.netty..",
            "com.typesafe.config..",
            "com.google.re2j..",
            "com.fasterxml.jackson.databind..",
            "com.fasterxml.jackson.annotation..");

    noClasses()
        .that()
        .haveFullyQualifiedName("director.daemon.launch.ElectorCommand")
        .should()
        .transitivelyDependOnClassesThat(leftOut)
        .check(OURS);
  }

  @Test
  @DisplayName("nobody uses what belongs to the JDK itself")
  void noJdkInternals() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("sun..", "jdk.internal..", "com.sun.net..")
        .check(OURS);
  }

  @Test
  @DisplayName("the command line does not reach the runtime, on whatever way")
  void commandLineIsAClient() {
    DescribedPredicate<JavaClass> runtime =
        resideInAnyPackage(
                "director.daemon",
                "director.daemon.elector",
                "director.daemon.launch",
                "director.daemon.loop",
                "director.daemon.plan")
            .or(
                resideInAPackage("director.netlink..")
                    .and(not(resideInAPackage("director.netlink.text"))))
            // A configuration says what it wants in the words of those who will do it.
            .or(
                resideInAnyPackage("director.healthcheck..", "director.ipvs..", "director.vrrp..")
                    .and(not(resideInAnyPackage("director.ipvs.table", "director.vrrp.orders")))
                    .and(not(VALUE_OF_OURS)));

    noClasses()
        .that()
        .resideInAPackage("director.daemon.cli..")
        .should()
        .transitivelyDependOnClassesThat(runtime)
        .check(OURS);
  }

  @Test
  @DisplayName(
      "what other directors tell reaches neither elections nor orders, checks or the table")
  void peersAreOnlyLookedAt() {
    noClasses()
        .that()
        .resideInAPackage("director.daemon.peer..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "director.vrrp..",
                "director.ipvs..",
                "director.healthcheck..",
                "director.daemon",
                "director.daemon.actions..",
                "director.daemon.elector..",
                "director.daemon.loop..",
                "director.daemon.plan..",
                "director.daemon.probe..",
                "director.daemon.sysctl..",
                "director.daemon.track.."))
        .check(OURS);
  }

  @Test
  @DisplayName("only the launcher says which IPVS client it is")
  void oneWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackages("director.ipvs.netlink", "director.daemon.launch")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("director.ipvs.netlink")
        .check(OURS);
  }

  @Test
  @DisplayName("what a module keeps to itself is not used by others")
  void privatePackages() {
    noClasses()
        .that()
        .resideOutsideOfPackage("director.vrrp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("director.vrrp.net")
        .check(OURS);
    noClasses()
        .that()
        .resideOutsideOfPackage("director.healthcheck..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("director.healthcheck.schedule")
        .check(OURS);
  }
}
