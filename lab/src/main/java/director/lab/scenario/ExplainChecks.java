// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.scenario.Explained.Situation;
import director.lab.site.ClinicSite;
import director.lab.watch.OddServer;
import director.lab.wire.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is done to real servers, and that a director names it when it is asked why. */
final class ExplainChecks {
  private static final String TIMING =
      "interval = 2s, fast-interval = 500ms, timeout = 1s, fall = 2, rise = 1";
  private static final String HTTP = "type = http, port = 80, ";
  private static final String HTTPS = "type = https, host = \"photos.example.com\", ";

  /** Nobody has these. */
  private static final String NOBODY = Lab.address(250);

  private static final String NOBODY_EITHER = Lab.address(251);

  /** Behind the clinic, which forwards nothing. */
  private static final String BEHIND = "198.51.100.7";

  private final ClinicGroup clinic;
  private final Map<String, String> servers = new LinkedHashMap<>();
  private final List<Situation> situations = new ArrayList<>();

  ExplainChecks(ClinicGroup clinic) {
    this.clinic = clinic;
  }

  Scenario scenario() {
    return new Scenario(
        "explain-checks",
        "Whatever way a server fails in, explain names it: refused, dropped, hung, certificate,"
            + " words, scripts, agents",
        this::play);
  }

  private String play() throws IOException, InterruptedException {
    servers.clear();
    situations.clear();
    clinic.d1().host().run("ip", "route", "replace", BEHIND, "via", Lab.address(60)).orThrow();
    network();
    answers();
    certificates();
    others();
    scripts();
    wishes();
    StringBuilder text = new StringBuilder("services.clinic { virtual = \"" + ClinicSite.VIP);
    text.append(":443\", floor = 0, check = none\n  real-servers {\n");
    servers.forEach(
        (name, inside) ->
            text.append("    ").append(name).append(" { ").append(inside).append(" }\n"));
    clinic.dismiss();
    clinic.d1Has(text.append("  }\n}\n").toString());

    Explained explained = new Explained(clinic.d1());
    explained.claim(ClinicGroup.PATIENCE, situations);
    return explained.told();
  }

  private void network() {
    patient(
        "refused",
        "type = tcp, port = 1",
        "connection refused",
        "DOWN and out of the table",
        "nobody listens at this port",
        "the next check that passes brings it up (rise 1)");
    at(
        "gone",
        NOBODY,
        "check { %s, type = tcp, port = 80 }"
            .formatted(TIMING.replace("timeout = 1s", "timeout = 5s")),
        "no route to host",
        "not to be found on the network");
    at(
        "dropped",
        BEHIND,
        "check { %s, type = tcp, port = 80 }".formatted(TIMING),
        "no answer to the TCP connect within 1 s",
        "not even the kernel of the machine answers");
    at(
        "no-ping",
        NOBODY_EITHER,
        "check { %s, type = ping }".formatted(TIMING),
        "no echo reply within 1 s",
        "answers no ping");
    patient(
        "hung",
        odd(OddServer.SILENT, "http"),
        "TCP connected but",
        "accepts connections, but its process says nothing",
        "state D",
        "A check of TCP alone would call this server well");
    patient(
        "hung-tls",
        odd(OddServer.SILENT, "https"),
        "the TLS handshake did not finish within 1 s",
        "accepts connections, but its process says nothing");
    patient(
        "reset",
        odd(OddServer.RESETTING, "http"),
        "before any response",
        "accepted and then closed without a word");
  }

  private void answers() {
    patient(
        "sick",
        HTTP + "path = \"/sick\"",
        "HTTP status 503, expected 200",
        "answers, and says itself that it is not well");
    patient(
        "moved",
        HTTP + "path = \"/moved\"",
        "HTTP status 302, expected 200 (it redirects to",
        "not with the status that the check expects");
    patient(
        "other-words",
        HTTP + "path = \"/health\", expect { contains = \"is ill\" }",
        "has no \"is ill\" in it",
        "it is about what it says");
    patient(
        "half",
        HTTP + "path = \"/drip\"",
        "was not complete within 1 s",
        "it began its answer and did not end it");
    patient(
        "babbles", odd(OddServer.BABBLING, "http"), "not an HTTP response", "Bitte treten Sie ein");
  }

  private void certificates() {
    Path ca = clinic.site().keys().certificate("ca");
    String chain = "path = \"/health\", tls { verify = chain, authority = \"" + ca + "\" }";
    patient(
        "wrong-name",
        "type = https, host = \"third.example.com\", port = 443, path = \"/health\", tls { verify ="
            + " full, authority = \""
            + ca
            + "\" }",
        "certificate is for",
        "TCP and TLS work, it is about the certificate");
    patient(
        "expired", HTTPS + "port = 444, " + chain, "certificate expired on", "TCP and TLS work");
    patient(
        "stranger", HTTPS + "port = 445, " + chain, "certificate not trusted", "TCP and TLS work");
    patient(
        "no-tls",
        HTTPS + "port = 80, path = \"/health\"",
        "does not speak TLS",
        "somebody listens at this port, but not with TLS");
  }

  private void others() {
    patient(
        "no-such-name",
        "type = dns, port = 53, record = A, name = \"nobody.test\"",
        "DNS response code NXDOMAIN",
        "the DNS server runs and answers");
    patient("udp-refused", "type = udp, port = 54", "ICMP: nobody has the port");
    patient("other-greeting", "type = tcp, port = 25, expect { contains = \"+OK\" }", "+OK");
    patient(
        "agent-down",
        "type = agent, port = " + OddServer.AGENT_DOWN,
        "down#the disk is full",
        "agent failed");
  }

  private void scripts() throws IOException {
    patient(
        "script-fails",
        script("script-fails", "echo reading; printf 'no \\033[31mdisk\\n'; exit 7", "rwxr-xr-x"),
        "exits 7",
        "script noted:",
        "no .[31mdisk");
    patient(
        "script-hangs",
        script("script-hangs", "sleep 60", "rwxr-xr-x"),
        "did not end within 1 s",
        "the script itself hangs; it was killed");
    patient(
        "script-of-others",
        script("script-of-others", "exit 0", "rwxrwxrwx"),
        "is UNKNOWN and out of the table",
        "could not judge the server",
        "who never had a verdict is not in the table");
  }

  private void wishes() {
    server(
        "agent-half",
        "weight = 100, check { %s, type = agent, port = %d }"
            .formatted(TIMING, OddServer.AGENT_HALF),
        "weight 50 of 100, says agent",
        "goes before the configured one");
    server(
        "agent-drains",
        "check { %s, type = agent, port = %d }".formatted(TIMING, OddServer.AGENT_DRAIN),
        "UP and in with weight 0",
        "what a server says of itself goes before its health");
    server(
        "unchecked",
        "weight = 3",
        "UP and in with weight 3: not checked: check = none",
        "check = none");
  }

  /** One that is asked so, at an address of the clinic. */
  private void patient(String name, String check, String headline, String... words) {
    server(name, "check { " + TIMING + ", " + check + " }", headline, words);
  }

  private void server(String name, String inside, String headline, String... words) {
    at(name, ClinicSite.address(servers.size()), inside, headline, words);
  }

  private void at(String name, String address, String inside, String headline, String... words) {
    servers.put(name, "address = \"%s\", %s".formatted(address, inside));
    situations.add(Situation.of(name, "clinic/" + name, headline, words));
  }

  private static String odd(int port, String type) {
    return "type = %s, port = %d, path = \"/\"".formatted(type, port);
  }

  private String script(String name, String body, String rights) throws IOException {
    Path script = clinic.d1().host().directory().resolve(name + ".sh");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(rights));
    return "type = script, command = [\"" + script + "\"]";
  }
}
