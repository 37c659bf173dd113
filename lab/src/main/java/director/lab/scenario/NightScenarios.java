// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import director.lab.site.ServiceSection;
import director.lab.wire.Finished;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is asked the morning after: what happened, and what was the machine doing then? */
final class NightScenarios {
  private static final int PORT = 443;
  private static final String SERVICE = "photos-https";
  private static final String SICK = "server:" + SERVICE + "/router2";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** All of the processor, so that the condition has something to tell. */
  private static final String BURN =
      "timeout 4 sh -c 'while :; do :; done' & timeout 4 sh -c 'while :; do :; done'; wait";

  private final BalanceGroup balance;

  NightScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "night",
            "After kill -9 the journal has all that happened before it, and events --around says"
                + " what the machine was doing then",
            this::night));
  }

  private String night() throws IOException, InterruptedException {
    balance.d1Has(
        ServiceSection.of(
                SERVICE,
                "virtual = \"%s:%d\"".formatted(BalanceGroup.vip(PORT).getHostString(), PORT),
                "check { type = https, path = \"/health\", interval = 1s, timeout = 1s,"
                    + " fall = 2, rise = 1 }")
            .over(balance.site().routers(), 1, 1, 1));
    await(SICK, "UP", Instant.now().minusSeconds(60));
    Instant fell = Instant.now();
    balance.router(2).fallSick();
    balance.d1().host().run("sh", "-c", BURN).orThrow();
    JsonNode down = await(SICK, "DOWN", fell);
    Claim.that(
        down.path("reason").asText().contains("HTTP status 503"), "no 503 is named: " + down);

    List<JsonNode> before = events("--since", "10m");
    balance.d1().killDirector();
    balance.d1().awaitEnd();
    balance.d1().start();
    balance.awaitCalm(balance.site());
    balance.router(2).recover();
    await(SICK, "UP", fell);
    List<JsonNode> after = events("--since", "10m");

    Claim.equal(before, after.subList(0, before.size()), "what was there before kill -9");
    for (int i = 1; i < after.size(); i++) {
      Claim.equal(
          after.get(i - 1).path("sequence").asLong() + 1,
          after.get(i).path("sequence").asLong(),
          "the sequence after " + after.get(i - 1));
    }
    String around = balance.d1().control("events", "--around", fell.toString()).orThrow();
    Claim.that(
        around.contains(SICK.substring("server:".length())) && around.contains("503"),
        "the server's fall is missing:\n" + around);
    Claim.that(
        around.contains("processors busy"), "the machine's condition is missing:\n" + around);
    return after.size() + " events";
  }

  /** The latest change of {@code target} to that state. */
  private JsonNode await(String target, String state, Instant since)
      throws IOException, InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    Claim.within(
        BalanceGroup.PATIENCE,
        target + " is told to be " + state,
        () -> {
          found.clear();
          for (JsonNode event : events("--since", since.toString(), "--target", target)) {
            if (event.path("to").asText().equals(state)) {
              found.add(event);
            }
          }
          return !found.isEmpty();
        });
    return found.get(found.size() - 1);
  }

  private List<JsonNode> events(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("-o", "json", "events"));
    command.addAll(List.of(options));
    Finished asked = balance.d1().control(command.toArray(String[]::new));
    List<JsonNode> events = new ArrayList<>();
    for (String line : asked.orThrow().lines().toList()) {
      events.add(MAPPER.readTree(line));
    }
    return events;
  }
}
