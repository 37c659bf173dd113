// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.ClinicSite;
import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scenarios of what checks find. Calm means that the director answers, and that all is there. */
final class ClinicGroup extends SiteGroup<ClinicSite> {
  /** A JVM starts, in User-Mode Linux on one processor. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String SERVICE = "clinic";

  /** Two failures make DOWN; nobody waits for long. */
  private static final String TIMING =
      "interval = 1s, fast-interval = 200ms, timeout = 1s, fall = 2, rise = 1";

  /** Somebody who is always well, at the address of the first patient. */
  private static final String NOBODY =
      service(List.of(Patient.well("nobody", "type = tcp, port = 80", "")));

  private final Path distribution;

  ClinicGroup(Path distribution) {
    this.distribution = distribution;
  }

  @Override
  public String name() {
    return "clinic";
  }

  @Override
  public List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>(new ConsultationScenarios(this).list());
    all.addAll(new TreatmentScenarios(this).list());
    all.add(new ExplainChecks(this).scenario());
    all.add(new ExplainOrders(this).scenario());
    return all;
  }

  @Override
  ClinicSite build() throws IOException, InterruptedException {
    ClinicSite site = new ClinicSite(distribution);
    site.d1().configure(DirectorConfig.of("d1", NOBODY));
    site.d1().start();
    return site;
  }

  @Override
  void awaitCalm(ClinicSite site) throws IOException, InterruptedException {
    Claim.within(PATIENCE, "d1 answers", () -> site.d1().status().isPresent());
    Claim.that(site.isOpen(), "a daemon of the clinic has ended");
  }

  DirectorHost d1() {
    return site().d1();
  }

  /** Lets d1 check these alone, and returns when each has been found as it should be. */
  void examine(List<Patient> patients) throws IOException, InterruptedException {
    d1Has(service(patients));
    try {
      Claim.within(PATIENCE, "all are found as they are", () -> findings(patients).isEmpty());
    } catch (AssertionError late) {
      throw new AssertionError(String.join("\n", findings(patients)), late);
    }
  }

  /** Lets d1 forget all other patients, whose addresses others may have next. */
  void dismiss() throws IOException {
    d1Has(NOBODY);
  }

  /** Lets d1 go on with this text behind its name. */
  void d1Has(String sections) throws IOException {
    d1().configure(DirectorConfig.of("d1", sections));
    d1().reload();
  }

  /** The service of {@code patients}, each at an address of its own. */
  static String service(List<Patient> patients) {
    StringBuilder text =
        new StringBuilder(
            "services.%s {\n  virtual = \"%s:443\"\n  floor = 0\n"
                .formatted(SERVICE, ClinicSite.VIP));
    text.append("  check = none\n  real-servers {\n");
    for (int number = 0; number < patients.size(); number++) {
      Patient patient = patients.get(number);
      text.append(
          "    %s { address = \"%s\", check { %s, %s } }\n"
              .formatted(patient.name(), ClinicSite.address(number), TIMING, patient.check()));
    }
    return text.append("  }\n}\n").toString();
  }

  /** What the status says of one of them. */
  JsonNode server(String name) throws IOException {
    return PairGroup.status(d1()).server(SERVICE, name);
  }

  private List<String> findings(List<Patient> patients) throws IOException {
    DirectorStatus status = PairGroup.status(d1());
    List<String> wrong = new ArrayList<>();
    for (Patient patient : patients) {
      JsonNode found = status.server(SERVICE, patient.name());
      String state = found.path("state").asText();
      String result = found.path("check").path("lastResult").asText();
      if (!state.equals(patient.state())
          || !result.toLowerCase(Locale.ROOT).contains(patient.words().toLowerCase(Locale.ROOT))) {
        wrong.add(
            "%s is %s, \"%s\"; expected %s, \"%s\""
                .formatted(patient.name(), state, result, patient.state(), patient.words()));
      }
    }
    return wrong;
  }
}
