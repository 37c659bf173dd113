// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The tests of modules that need a real kernel: JUnit's, with the tag lab, which {@code mvn verify}
 * leaves out. They make and remove network namespaces of their own.
 */
final class KernelGroup implements Group {
  private final Path checkout;
  private String failures = "";

  /**
   * Tests of the checkout that the daemon was built from.
   *
   * @param distribution its packaging/target/directord
   */
  KernelGroup(Path distribution) {
    this.checkout = distribution.resolve("../../..").normalize();
  }

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        new Scenario(
            "kernel-netlink",
            "Links, addresses and raw sockets behave in this kernel as the tests of netlink say",
            () -> play("netlink")),
        new Scenario(
            "kernel-vrrp",
            "The elector itself meets keepalived over IPv6, by unicast and with a password, and"
                + " rehearses",
            () -> play("vrrp")),
        new Scenario(
            "kernel-ipvs",
            "The table in this kernel, ipvsadm and ipvs-bridge tell the same",
            () -> play("ipvs-bridge")));
  }

  private String play(String module) {
    Path classes = checkout.resolve(module).resolve("target/test-classes");
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(classes)))
            .filters(TagFilter.includeTags("lab"))
            .build();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    failures = text(summary);
    Claim.that(summary.getTestsFoundCount() > 0, "no test with the tag lab in " + classes);
    Claim.equal(0L, summary.getTotalFailureCount(), "failures\n" + failures);
    Claim.equal(summary.getTestsFoundCount(), summary.getTestsSucceededCount(), "tests that ran");
    return summary.getTestsSucceededCount() + " tests";
  }

  private static String text(TestExecutionSummary summary) {
    StringBuilder text = new StringBuilder();
    for (TestExecutionSummary.Failure failure : summary.getFailures()) {
      text.append(failure.getTestIdentifier().getDisplayName())
          .append(": ")
          .append(failure.getException())
          .append('\n');
    }
    return text.toString();
  }

  @Override
  public void calm() {}

  @Override
  public void saveEvidence(Path directory) throws IOException {
    Files.writeString(directory.resolve("failures"), failures);
  }

  @Override
  public void close() {}
}
