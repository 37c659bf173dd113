// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static director.lab.scenario.Patient.sick;
import static director.lab.scenario.Patient.well;

import director.lab.watch.OddServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What each kind of check finds, with real servers, and with some that behave as none should. */
final class ConsultationScenarios {
  private static final String HTTP = "type = http, port = 80, ";
  private static final String HTTPS = "type = https, host = \"photos.example.com\", ";
  private static final long KILOBYTES_PER_MEGABYTE = 1024;

  /** Of a heap that may have 1024: what they send is read, thrown away, and collected some time. */
  private static final long MORE_MEMORY_MB = 300;

  private static final int MORE_DESCRIPTORS = 60;

  private final ClinicGroup clinic;

  ConsultationScenarios(ClinicGroup clinic) {
    this.clinic = clinic;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "check-http",
            "HTTP/1.0 and 1.1, chunks, status, text, expression, digest, redirects, several requests"
                + " at a real nginx",
            this::http),
        new Scenario(
            "check-tls",
            "TLS 1.2 and 1.3, names, expired and unknown certificates, a client's certificate",
            this::tls),
        new Scenario(
            "check-others",
            "TCP, UDP, DNS at dnsmasq, SMTP at OpenSMTPD, ping, agents, files",
            this::others),
        new Scenario(
            "check-hostile",
            "Endless headers and bodies, a bomb, drips, resets, lies: each fails with a reason, and"
                + " costs bounded memory and descriptors",
            this::hostile),
        new Scenario(
            "check-scripts",
            "Scripts that pass, weigh, fail, hang with children, talk without end, vanish",
            this::scripts));
  }

  private String http() throws IOException, InterruptedException {
    String host = "host = \"photos.example.com\"";
    clinic.examine(
        List.of(
            well("plain", HTTP + "path = \"/health\"", "answered 200"),
            well("old", HTTP + "path = \"/health\", version = \"1.0\"", "answered 200"),
            well("head", HTTP + "path = \"/health\", method = HEAD", "answered 200"),
            well(
                "none",
                HTTP + "path = \"/none\", expect { status = [\"200-299\"] }",
                "answered 204"),
            sick("sick", HTTP + "path = \"/sick\"", "HTTP status 503, expected 200"),
            well(
                "sick-is-well",
                HTTP + "path = \"/sick\", expect { status = [503] }",
                "answered 503"),
            well(
                "text",
                HTTP + "path = \"/health\", expect { contains = \"is well\" }",
                "answered 200"),
            sick(
                "other-text",
                HTTP + "path = \"/health\", expect { contains = \"is ill\" }",
                "is ill"),
            well(
                "regex",
                HTTP + "path = \"/health\", expect { matches = \"all .. well\" }",
                "answered 200"),
            sick(
                "regex-not",
                HTTP + "path = \"/health\", expect { matches-not = \"w.ll\" }",
                "w.ll"),
            well(
                "digest",
                HTTP
                    + "path = \"/health\", expect { sha256 ="
                    + " \"d40b628baf7f757149f5b6d6d6aca317d478ef3a29433064d21cfdd06fb33b8d\" }",
                "answered 200"),
            sick("redirect", HTTP + "path = \"/moved\"", "302"),
            well("follow", HTTP + "path = \"/moved\", redirects = followed", "answered 200"),
            sick("follow-away", HTTP + "path = \"/away\", redirects = followed", "redirect"),
            sick("follow-round", HTTP + "path = \"/round\", redirects = followed", "redirect"),
            well(
                "headers",
                HTTP
                    + "path = \"/host\", host = \"a.example\", user-agent = \"lab\", headers { X-Probe ="
                    + " \"7\" }, expect { contains = \"a.example lab 7 GET\" }",
                "answered 200"),
            well(
                "chunked",
                HTTP + "path = \"/chunked\", expect { contains = \"all is well\" }",
                "answered 200"),
            well("slow-first", HTTP + "path = \"/slow-first\"", "answered 200"),
            sick("slow-body", HTTP + "path = \"/drip\"", "not complete within 1 s"),
            sick("endless-body", HTTP + "path = \"/endless\"", "longer than 1 MiB"),
            sick(
                "wrong-second",
                HTTP + "requests = [ { path = \"/health\" }, { path = \"/sick\" } ]",
                "/sick"),
            well(
                "several",
                HTTPS.replace(", ", ", ")
                    + "requests = [ { path = \"/health\", "
                    + host
                    + " }, { path = \"/host\", "
                    + host
                    + " } ]",
                "answered 200"),
            sick("no-http", "type = http, port = 443, path = \"/health\"", "400"),
            sick("closed", "type = http, port = 1", "connection refused")));
    return "";
  }

  private String tls() throws IOException, InterruptedException {
    Path ca = clinic.site().keys().certificate("ca");
    String full = "tls { verify = full, authority = \"" + ca + "\" }";
    String chain = "tls { verify = chain, authority = \"" + ca + "\" }";
    clinic.examine(
        List.of(
            well("twelve", HTTPS + "port = 442, path = \"/health\"", "answered 200"),
            well("thirteen", HTTPS + "port = 443, path = \"/health\"", "answered 200"),
            well("verified", HTTPS + "port = 443, path = \"/health\", " + full, "answered 200"),
            well(
                "other-name",
                "type = https, host = \"other.example.com\", port = 443, path = \"/health\", "
                    + full,
                "answered 200"),
            sick(
                "wrong-name",
                "type = https, host = \"third.example.com\", port = 443, path = \"/health\", "
                    + full,
                "certificate"),
            well(
                "chain-only",
                "type = https, host = \"third.example.com\", port = 443, path = \"/health\", "
                    + chain,
                "answered 200"),
            well("expired-unasked", HTTPS + "port = 444, path = \"/health\"", "answered 200"),
            sick("expired", HTTPS + "port = 444, path = \"/health\", " + chain, "expired"),
            sick("stranger", HTTPS + "port = 445, path = \"/health\", " + chain, "certificate"),
            well(
                "soon",
                HTTPS + "port = 446, path = \"/health\", tls { warn-before-expiry = 14d }",
                "answered 200"),
            sick(
                "refused-name",
                "type = https, host = \"third.example.com\", port = 447, path = \"/health\"",
                "TLS"),
            well("known-name", HTTPS + "port = 447, path = \"/health\"", "answered 200"),
            sick("no-client-certificate", HTTPS + "port = 448, path = \"/health\"", "400"),
            well(
                "client-certificate",
                HTTPS
                    + "port = 448, path = \"/health\", tls { certificate = \"%s\", key = \"%s\" }"
                        .formatted(
                            clinic.site().keys().certificate("client"),
                            clinic.site().keys().key("client")),
                "answered 200"),
            sick("no-tls", HTTPS + "port = 80, path = \"/health\"", "TLS"),
            well("tls-connect", "type = tls, port = 443", "")));
    String problems = PairGroup.status(clinic.d1()).json().path("problems").toString();
    Claim.that(problems.contains("expires"), "no warning of the certificate: " + problems);
    return "";
  }

  private String others() throws IOException, InterruptedException {
    Path file = clinic.d1().host().directory().resolve("load");
    Files.writeString(file, "0\n");
    clinic.examine(
        List.of(
            well("tcp", "type = tcp, port = 80", ""),
            sick("tcp-closed", "type = tcp, port = 1", "connection refused"),
            well("tcp-talk", "type = tcp, port = 25, expect { contains = \"220 \" }", ""),
            sick("tcp-other-talk", "type = tcp, port = 25, expect { contains = \"+OK\" }", ""),
            well("dns", "type = dns, port = 53, record = A, name = \"photos.test\"", ""),
            sick(
                "dns-unknown",
                "type = dns, port = 53, record = A, name = \"nobody.test\"",
                "NXDOMAIN"),
            sick(
                "dns-closed",
                "type = dns, port = 54, record = A, name = \"photos.test\"",
                "refused"),
            well("udp", "type = udp, port = 53", ""),
            sick("udp-closed", "type = udp, port = 54", "refused"),
            well("smtp", "type = smtp, port = 25", ""),
            sick("smtp-http", "type = smtp, port = 80", ""),
            well("ping", "type = ping", ""),
            well("agent", "type = agent, port = " + OddServer.AGENT_HALF, "up 50%"),
            sick("agent-down", "type = agent, port = " + OddServer.AGENT_DOWN, "the disk is full"),
            well("file", "type = file, file = \"" + file + "\"", "")));
    int weight = clinic.server("agent").path("weight").asInt();
    Files.writeString(file, "1\n");
    Claim.within(
        ClinicGroup.PATIENCE,
        "the file takes its server down",
        () -> clinic.server("file").path("state").asText().equals("DOWN"));
    return "weight by the agent " + weight;
  }

  private String hostile() throws IOException, InterruptedException {
    clinic.examine(List.of(well("before", HTTP + "path = \"/health\"", "answered 200")));
    long memory = megabytes();
    long descriptors = descriptors();
    clinic.examine(
        List.of(
            sick("silent", odd(OddServer.SILENT, "http"), "no HTTP response within 1 s"),
            sick(
                "silent-tls",
                odd(OddServer.SILENT, "https"),
                "TLS handshake did not finish within 1 s"),
            sick("reset-tls", odd(OddServer.RESETTING, "https"), "reset"),
            sick("babble", odd(OddServer.BABBLING, "http"), "not an HTTP response"),
            sick("babble-tls", odd(OddServer.BABBLING, "https"), "TLS"),
            sick("headers", odd(OddServer.ENDLESS_HEADERS, "http"), "header"),
            sick("body", odd(OddServer.ENDLESS_BODY, "http"), "longer than 1 MiB"),
            sick("bomb", odd(OddServer.BOMB, "http"), "longer than 1 MiB"),
            sick("drip", odd(OddServer.DRIPPING, "http"), "within 1 s"),
            well("lie", odd(OddServer.LYING, "http"), ""),
            sick(
                "strict-lie",
                odd(OddServer.LYING, "http") + ", expect { strict-length = true }",
                ""),
            sick("interim", odd(OddServer.INTERIM, "http"), ""),
            sick("smtp", "type = smtp, port = " + OddServer.ENDLESS_BODY, ""),
            sick("agent", "type = agent, port = " + OddServer.SILENT, "")));
    Thread.sleep(3000);
    long moreMemory = megabytes() - memory;
    long moreDescriptors = descriptors() - descriptors;
    Claim.that(moreMemory <= MORE_MEMORY_MB, "it takes " + moreMemory + " MB more");
    Claim.that(
        moreDescriptors <= MORE_DESCRIPTORS, "it has " + moreDescriptors + " descriptors more");
    return moreMemory + " MB and " + moreDescriptors + " descriptors more";
  }

  private String scripts() throws IOException, InterruptedException {
    Path left = clinic.d1().host().directory().resolve("left");
    Files.writeString(left, "");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-rw-"));
    String passes = script("passes", "exit 0");
    String vanishes = script("vanishes", "exit 0");
    clinic.examine(
        List.of(
            well("passes", passes, ""),
            well("weighs", script("weighs", "exit 42") + ", dynamic = true", ""),
            sick("fails", script("fails", "echo the disk is full; exit 1"), "the disk is full"),
            sick(
                "hangs",
                script("hangs", "sleep 60 & echo $! >> " + left + "; sleep 60"),
                "within 3 s"),
            well("talks", script("talks", "head -c 20000000 /dev/zero | tr '\\\\0' x; exit 0"), ""),
            well("vanishes", vanishes, ""),
            well(
                "environment",
                script(
                    "environment",
                    "[ \"$DIRECTORD_SERVICE/$DIRECTORD_SERVER\" = clinic/environment ]"),
                "")));
    Claim.equal(40, clinic.server("weighs").path("weight").asInt(), "weight by exit status 42");
    Claim.within(
        ClinicGroup.PATIENCE,
        "no child of the script that hangs is left for long",
        () -> linesOf(left) >= 3 && aliveOf(left) <= 1);
    Files.delete(clinic.d1().host().directory().resolve("vanishes.sh"));
    Claim.within(
        ClinicGroup.PATIENCE,
        "the status says that the script is gone",
        () ->
            PairGroup.status(clinic.d1()).json().path("problems").toString().contains("vanishes"));
    Claim.equal("UP", clinic.server("vanishes").path("state").asText(), "who has lost its script");
    return "";
  }

  private static String odd(int port, String type) {
    return "type = %s, port = %d, path = \"/\"".formatted(type, port);
  }

  private String script(String name, String body) throws IOException {
    Path script = clinic.d1().host().directory().resolve(name + ".sh");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return "type = script, timeout = 3s, command = [\"" + script + "\"]";
  }

  private static long linesOf(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }

  private static long aliveOf(Path pids) throws IOException {
    try (Stream<String> lines = Files.lines(pids)) {
      return lines.filter(pid -> Files.exists(Path.of("/proc", pid.strip()))).count();
    }
  }

  private long megabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(clinic.d1().director().pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      String rss = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(rss.replaceAll("[^0-9]", "")) / KILOBYTES_PER_MEGABYTE;
    }
  }

  private long descriptors() throws IOException {
    Path directory = Path.of("/proc", Long.toString(clinic.d1().director().pid()), "fd");
    try (Stream<Path> open = Files.list(directory)) {
      return open.count();
    }
  }
}
