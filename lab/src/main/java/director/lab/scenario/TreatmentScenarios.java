// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static director.lab.scenario.Patient.sick;
import static director.lab.scenario.Patient.well;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.ClinicSite;
import director.lab.wire.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is made of what checks find. */
final class TreatmentScenarios {
  private static final String HEALTHY = "type = http, port = 80, path = \"/health\"";
  private static final String SICK = "type = http, port = 80, path = \"/sick\"";
  private static final int RELOADS = 15;
  private static final int CROWD = 30;
  private static final int BUSY = 4;
  private static final Duration STARVED = Duration.ofSeconds(12);

  private final ClinicGroup clinic;

  TreatmentScenarios(ClinicGroup clinic) {
    this.clinic = clinic;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "check-several",
            "Of two checks one fails: who needs all is down, who needs any is up",
            this::several),
        new Scenario(
            "check-window",
            "Three failures within a minute take a server down, whatever passes between them",
            this::window),
        new Scenario(
            "check-reload",
            "Reloads that change neighbours leave states, reasons and times as they are",
            this::reloads),
        new Scenario(
            "check-run",
            "directorctl check run shows each phase, and nothing follows from it",
            this::run),
        new Scenario(
            "check-starved",
            "Four busy processes beside the director on its one processor: nobody is removed",
            this::starved));
  }

  private String several() throws IOException, InterruptedException {
    String both = "interval = 1s, timeout = 1s, fall = 2, rise = 1";
    String checks =
        "checks { good { %1$s, %2$s }, bad { %1$s, %3$s } }".formatted(both, HEALTHY, SICK);
    clinic.d1Has(
        """
        services.all { virtual = "%1$s:443", floor = 0, %2$s, checks-needed = all
          real-servers.one.address = "%3$s" }
        services.any { virtual = "%1$s:444", floor = 0, %2$s, checks-needed = any
          real-servers.one.address = "%3$s" }
        """
            .formatted(ClinicSite.VIP, checks, ClinicSite.address(0)));
    Claim.within(
        ClinicGroup.PATIENCE,
        "all is DOWN, any is UP",
        () -> state("all").equals("DOWN") && state("any").equals("UP"));
    int targets = PairGroup.status(clinic.d1()).json().path("checker").path("targets").asInt();
    Claim.equal(2, targets, "probes that the two services share");
    return "";
  }

  private String state(String service) throws IOException {
    return PairGroup.status(clinic.d1()).server(service, "one").path("state").asText();
  }

  private String window() throws IOException, InterruptedException {
    Path file = clinic.d1().host().directory().resolve("window");
    Files.writeString(file, "0\n");
    clinic.d1Has(
        """
        services.clinic { virtual = "%s:443", floor = 0
          check {
            type = file, file = "%s", interval = 400ms, fast-interval = 400ms, timeout = 1s, rise = 1
            window { failures = 3, within = 1m }
          }
          real-servers.one.address = "%s" }
        """
            .formatted(ClinicSite.VIP, file, ClinicSite.address(0)));
    Claim.within(ClinicGroup.PATIENCE, "it is UP", () -> clinicState().equals("UP"));
    for (int failure = 1; failure <= 3; failure++) {
      Claim.equal("UP", clinicState(), "before failure " + failure);
      Files.writeString(file, "1\n");
      Claim.within(ClinicGroup.PATIENCE, "a failure is seen", () -> !passed());
      Files.writeString(file, "0\n");
      Claim.within(ClinicGroup.PATIENCE, "and a pass", this::passed);
      if (failure < 3) {
        Claim.equal("UP", clinicState(), "after failure " + failure);
      }
    }
    String log = clinic.d1().log();
    Claim.that(log.contains("UP -> DOWN"), "it was never DOWN");
    return "";
  }

  private boolean passed() throws IOException {
    return clinic.server("one").path("check").path("passed").asBoolean();
  }

  private String clinicState() throws IOException {
    return clinic.server("one").path("state").asText();
  }

  private String reloads() throws IOException, InterruptedException {
    List<Patient> patients =
        new ArrayList<>(List.of(well("healthy", HEALTHY, ""), sick("sick", SICK, "503")));
    clinic.examine(patients);
    JsonNode healthy = clinic.server("healthy");
    JsonNode sick = clinic.server("sick");
    for (int reload = 0; reload < RELOADS; reload++) {
      List<Patient> changed = new ArrayList<>(patients);
      changed.add(well("neighbour" + reload, HEALTHY + ", host = \"n" + reload + ".example\"", ""));
      clinic.d1Has(ClinicGroup.service(changed));
      same(healthy, clinic.server("healthy"));
      same(sick, clinic.server("sick"));
    }
    patients.set(0, well("healthy", HEALTHY + ", host = \"changed.example\"", ""));
    clinic.d1Has(ClinicGroup.service(patients));
    Claim.equal(
        "UP", clinic.server("healthy").path("state").asText(), "after a change of its check");
    return RELOADS + " reloads";
  }

  private static void same(JsonNode before, JsonNode now) {
    for (String field : List.of("state", "since", "reason")) {
      Claim.equal(before.path(field), now.path(field), field + " of " + now.path("name"));
    }
  }

  private String run() throws IOException, InterruptedException {
    clinic.examine(
        List.of(
            well("healthy", HEALTHY.replace("http, port = 80", "https, port = 443"), ""),
            sick("sick", SICK, "503")));
    Finished good = clinic.d1().control("check", "run", "clinic", "healthy");
    Finished bad = clinic.d1().control("check", "run", "clinic", "sick");

    Claim.equal(0, good.exit(), "exit status: " + good);
    for (String word : List.of("connect", "TLS", "first byte", "answered 200")) {
      Claim.that(good.out().contains(word), "no " + word + " in " + good.out());
    }
    Claim.equal(1, bad.exit(), "exit status: " + bad);
    Claim.that(bad.out().contains("503"), bad.out());
    return "";
  }

  private String starved() throws IOException, InterruptedException {
    List<Patient> crowd = new ArrayList<>();
    for (int number = 0; number < CROWD; number++) {
      crowd.add(
          well("r" + number, HEALTHY.replace("http, port = 80", "https, port = 443"), "answered"));
    }
    clinic.examine(crowd);
    String before = clinic.d1().log();
    List<Process> busy = new ArrayList<>();
    try {
      for (int number = 0; number < BUSY; number++) {
        busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      Thread.sleep(STARVED.toMillis());
    } finally {
      busy.forEach(Process::destroyForcibly);
    }
    String said = clinic.d1().log().substring(before.length());
    Claim.that(!said.contains("-> DOWN"), "somebody was removed:\n" + said);
    return "";
  }
}
