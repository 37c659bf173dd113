// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.scenario.Explained.Situation;
import director.lab.site.ClinicSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What operators, rules and strangers do to servers and services, and that explain names it. */
final class ExplainOrders {
  private static final String WELL =
      "interval = 1s, timeout = 1s, fall = 2, rise = 1, type = http, port = 80, path = \"/health\"";
  private static final String SICK = WELL.replace("/health", "/sick");

  private final ClinicGroup clinic;

  ExplainOrders(ClinicGroup clinic) {
    this.clinic = clinic;
  }

  Scenario scenario() {
    return new Scenario(
        "explain-orders",
        "Orders, floor, quorum, sorry server, slow start, hold-down, ladder, streaks, a foreign hand"
            + " in the kernel: explain names each",
        this::play);
  }

  private String play() throws IOException, InterruptedException {
    Path gate = gate("gate");
    Path flapping = gate("flapping");
    clinic.d1Has(services(gate, flapping));
    Explained explained = new Explained(clinic.d1());
    explained.claim(
        ClinicGroup.PATIENCE,
        Situation.of("a server that is well", "orders/off", "UP and in with weight 1"),
        Situation.of("a service that is well", "floor", "is UP: all 2 servers are UP"),
        Situation.of("who flaps, up for the first time", "flaps/one", "UP and in with weight 1"));

    orders();
    flap(explained, flapping);
    Files.writeString(gate, "1\n");
    explained.claim(ClinicGroup.PATIENCE, afterwards());
    Files.writeString(gate, "0\n");
    explained.claim(
        ClinicGroup.PATIENCE,
        Situation.of(
            "a server that comes back slowly",
            "rises/one",
            "came back: weight",
            "over 60 s (slow-start)"),
        Situation.of(
            "a server that needs a hundred passes",
            "patient/one",
            "DOWN and out of the table",
            "of 100 passes in a row are there"));

    clinic.d1().host().run("ipvsadm", "-C").orThrow();
    explained.claim(
        ClinicGroup.PATIENCE,
        Situation.of(
            "a service that somebody deleted by ipvsadm -C",
            "service:floor",
            "floor",
            "somebody else changed this in the kernel, it was put right"));
    return explained.told();
  }

  private void orders() throws IOException {
    clinic.d1().instruct("orders", "off", "{\"verb\": \"disable\", \"reason\": \"BIOS update\"}");
    clinic.d1().instruct("orders", "quiet", "{\"verb\": \"quiesce\"}");
    clinic.d1().instruct("orders", "heavy", "{\"verb\": \"weight\", \"weight\": 7}");
    clinic.d1().instruct("orders", "empty", "{\"verb\": \"drain\", \"within\": \"20s\"}");
  }

  /** Down, up, down again: then it is held. */
  private static void flap(Explained explained, Path file)
      throws IOException, InterruptedException {
    for (String number : List.of("1", "0", "1")) {
      Files.writeString(file, number + "\n");
      explained.await(
          ClinicGroup.PATIENCE,
          Situation.of(
              "flapping",
              "flaps/one",
              number.equals("1") ? "DOWN and out of the table" : "UP and in with weight 1"));
    }
    Files.writeString(file, "0\n");
  }

  private static List<Situation> afterwards() {
    return List.of(
        Situation.of(
            "a server that an operator disabled",
            "orders/off",
            "DISABLED and out of the table: disabled",
            "BIOS update",
            "an operator's order goes before health",
            "directorctl server enable orders off ends the order"),
        Situation.of(
            "a server that an operator quiesced", "orders/quiet", "DRAINING and in with weight 0"),
        Situation.of(
            "a server to which an operator gave another weight",
            "orders/heavy",
            "in with weight 7",
            "weight 7 instead of 1"),
        Situation.of(
            "a server that was drained and had nobody left",
            "orders/empty",
            "DISABLED and out of the table: drained after"),
        Situation.of(
            "of two checks that are all needed one fails",
            "all/one",
            "bad: 2 of 2 checks in a row failed: HTTP status 503",
            "all of its 2 checks must be up, 1 of them is"),
        Situation.of(
            "of two checks of which any is enough one fails",
            "any/one",
            "UP and in with weight 1",
            "any one of its 2 checks is enough",
            "bad (http) is DOWN"),
        Situation.of(
            "a server that is DOWN and held in by the floor",
            "floor/two",
            "DOWN and in with weight 1",
            "below the floor of 0.9"),
        Situation.of(
            "a service that holds a server in by its floor",
            "service:floor",
            "the floor of 0.9 holds two in although DOWN"),
        Situation.of(
            "a service whose sorry server answers",
            "service:sorry",
            "is SORRY: the sorry server 192.0.2.99:447 answers, as healthy weight 1 is below the"
                + " quorum of 2",
            "two: 2 of 2 checks in a row failed: HTTP status 503"),
        Situation.of(
            "a healthy server that the sorry server replaces",
            "sorry/one",
            "UP and out of the table",
            "healthy, but the sorry server answers until healthy weight 2 is there"),
        Situation.of(
            "a service whose quorum is lost",
            "service:quorum",
            "the quorum is lost, healthy weight 1 of 2"),
        Situation.of(
            "a service that has nobody left", "service:nobody", "is DOWN: 1 of 1 servers is DOWN"),
        Situation.of(
            "a server that flapped, passes and is held down",
            "flaps/one",
            "passes, but stays down until",
            "however often it passes, it stays down until"),
        Situation.of(
            "a server on which the first step of its ladder was taken",
            "climbs/one",
            "says 1",
            "action redeploy on ladder step 1",
            "its last line: redeployed",
            "step 2 of the ladder (redeploy) is taken by the first check that fails after"),
        Situation.of(
            "a server that fails and is not down yet",
            "lasts/one",
            "UP and in with weight 1: file fails now (",
            "in a row, fall is 100"),
        Situation.of(
            "a server whose failures are counted in a window",
            "counts/one",
            "UP and in with weight 1",
            "of 100 failures are counted within 60 min"));
  }

  private String services(Path gate, Path flapping) throws IOException {
    String file =
        "type = file, file = \"%s\", interval = 400ms, fast-interval = 400ms, timeout = 1s"
            .formatted(gate);
    String quick = file + ", fall = 2, rise = 1";
    StringBuilder text = new StringBuilder("ipvs.reconcile-interval = 1s\n");
    text.append("actions.redeploy { command = [\"%s\"], timeout = 5s }\n".formatted(script()));
    service(text, "orders", 443, "check { " + WELL + " }", "off", "quiet", "heavy", "empty");
    String both = "checks { good { " + WELL + " }, bad { " + SICK + " } }, checks-needed = ";
    service(text, "all", 444, both + "all", "one");
    service(text, "any", 445, both + "any", "one");
    service(
        text,
        "floor",
        446,
        "floor = 0.9, check { " + WELL + " }",
        "one",
        "two { check { " + quick + " } }");
    String lost = "quorum { weight = 2 }, check { " + WELL + " }";
    String one = "two { check { " + SICK + " } }";
    service(text, "sorry", 447, lost + ", sorry-server { address = \"192.0.2.99\" }", "one", one);
    service(text, "quorum", 448, lost, "one", one);
    service(text, "nobody", 449, "check { " + SICK + " }", "one");
    String held = file.replace(gate.toString(), flapping.toString()) + ", fall = 1, rise = 1";
    service(text, "flaps", 450, "check { " + held + ", hold-down { first = 60s } }", "one");
    String steps =
        "ladder = [{ failures = 3, within = 1m, run = [redeploy] }, { after = 5m, run = [redeploy] }]";
    service(text, "climbs", 451, "check { " + quick + " }, " + steps, "one");
    service(
        text, "rises", 452, "slow-start = 60s, check { " + quick + " }", "one { weight = 100 }");
    service(text, "patient", 453, "check { " + file + ", fall = 1, rise = 100 }", "one");
    service(text, "lasts", 454, "check { " + file + ", fall = 100, rise = 1 }", "one");
    service(
        text,
        "counts",
        455,
        "check { " + file + ", rise = 1, window { failures = 100, within = 1h } }",
        "one");
    return text.toString();
  }

  /** Each server has an address of its own; a name may have further keys behind it. */
  private static void service(
      StringBuilder text, String name, int port, String keys, String... servers) {
    boolean hasFloor = keys.contains("floor");
    text.append(
        "services.%s { virtual = \"%s:%d\", %s%s, real-servers {\n"
            .formatted(name, ClinicSite.VIP, port, hasFloor ? "" : "floor = 0, ", keys));
    int number = 0;
    for (String server : servers) {
      int brace = server.indexOf('{');
      String more = brace < 0 ? "" : ", " + server.substring(brace + 1, server.length() - 1);
      text.append(
          "  %s { address = \"%s\"%s }\n"
              .formatted(
                  brace < 0 ? server : server.substring(0, brace).strip(),
                  ClinicSite.address(number++),
                  more));
    }
    text.append("} }\n");
  }

  private Path gate(String name) throws IOException {
    Path file = clinic.d1().host().directory().resolve("explain-" + name);
    Files.writeString(file, "0\n");
    return file;
  }

  private Path script() throws IOException {
    Path script = clinic.d1().host().directory().resolve("redeploy");
    Files.writeString(script, "#!/bin/sh\necho begun; echo redeployed\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
