// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.BalancingSite;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.PhotoRouter;
import director.lab.site.ServiceSection;
import director.lab.watch.GreetingServer;
import director.lab.watch.Pager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** What is done about a router that fails, and by which of two directors. */
final class ActionScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final String SERVICE = "photos";
  private static final String INSTANCE = "photos";

  /** Long enough for a second run, if there were one. */
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private final BalanceGroup balance;

  ActionScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "actions",
            "A router fails three checks: both directors see it, and the MASTER alone redeploys it,"
                + " once, as nobody, and tells a web server",
            this::masterActs),
        new Scenario(
            "actions-handover",
            "After a handover it is the new MASTER that acts",
            this::newMasterActs));
  }

  private String masterActs() throws IOException, InterruptedException {
    try (Pager pager = new Pager(balance.client())) {
      Path done = begin("actions", pager);

      fail(1);

      PhotoRouter router = balance.router(1);
      List<String> once =
          List.of("nobody d1 ladder 1 photos router1 router1 --at=" + router.address());
      Claim.within(
          BalanceGroup.PATIENCE, "it is redeployed", () -> Files.readAllLines(done).equals(once));
      Claim.within(
          BalanceGroup.PATIENCE,
          "d2 leaves it to d1",
          () ->
              says(
                  balance.d2(),
                  "action redeploy for photos/router1 (ladder step 1): not done: this director is"
                      + " not the MASTER of photos"));
      Claim.during(A_WHILE, "it is redeployed once", () -> Files.readAllLines(done).equals(once));
      Claim.that(
          says(balance.d1(), "action redeploy for photos/router1 (ladder step 1): exits 0"),
          "the log of d1 does not say what came of it");

      router.recover();
      Claim.within(BalanceGroup.PATIENCE, "d1 tells of both", () -> pager.heard().size() == 2);
      Claim.that(
          isAbout(pager.heard().get(0), "server-down", "DOWN", router), "told " + pager.heard());
      Claim.that(isAbout(pager.heard().get(1), "server-up", "UP", router), "told " + pager.heard());
      Claim.that(!balance.d1().log().contains("s3cret"), "the log shows a secret");
      return "redeployed once, told " + pager.heard().size() + " times";
    }
  }

  private String newMasterActs() throws IOException, InterruptedException {
    try (Pager pager = new Pager(balance.client())) {
      Path done = begin("actions-handover", pager);
      balance.d1().handOver(INSTANCE);
      Claim.within(
          BalanceGroup.PATIENCE, "d2 has the VIP", () -> Addresses.holdsVip(balance.d2().host()));
      try {
        fail(2);

        List<String> once =
            List.of(
                "nobody d2 ladder 1 photos router2 router2 --at=" + balance.router(2).address());
        Claim.within(
            BalanceGroup.PATIENCE, "d2 redeploys it", () -> Files.readAllLines(done).equals(once));
        Claim.during(A_WHILE, "it alone does", () -> Files.readAllLines(done).equals(once));
      } finally {
        balance.router(2).recover();
        balance.d1().resume();
      }
      Claim.within(
          BalanceGroup.PATIENCE, "d1 has the VIP", () -> Addresses.holdsVip(balance.d1().host()));
      return "d2 did it";
    }
  }

  /**
   * Lets both directors go on with the actions, until all routers are UP.
   *
   * @return a file that gets a line each time the command runs
   */
  private Path begin(String name, Pager pager) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(balance.client().directory().resolve(name));
    Path done = Files.createFile(directory.resolve("done"));
    Files.setPosixFilePermissions(done, PosixFilePermissions.fromString("rw-rw-rw-"));
    Path script = directory.resolve("redeploy");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$(id -un) $DIRECTORD_DIRECTOR $DIRECTORD_EVENT $DIRECTORD_STEP $DIRECTORD_SERVICE \
        $DIRECTORD_SERVER $*" >> %s
        echo "begun"; echo "$1 is redeployed"
        """
            .formatted(done));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (DirectorHost director : List.of(balance.d1(), balance.d2())) {
      balance.reload(director, actions(script, pager), service());
    }
    balance.awaitUp(SERVICE, 1, 2, 3, 4);
    Claim.within(
        BalanceGroup.PATIENCE, "d2 knows all as UP", () -> is("UP", balance.d2(), 1, 2, 3, 4));
    return done;
  }

  private static String actions(Path script, Pager pager) {
    return """
        actions {
          redeploy {
            command = ["%s", "{server}", "--at={address}"]
            timeout = 20s, at-most { times = 5, within = 1h }
          }
          page { webhook = "%s", headers.Authorization = "Bearer s3cret" }
        }
        """
        .formatted(script, pager.address());
  }

  private ServiceSection service() {
    return ServiceSection.of(
            SERVICE,
            "virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"",
            "scheduler = rr",
            ServiceSection.QUICK_CHECK,
            "on { server-down = [page], server-up = [page] }",
            "ladder = [{ failures = 3, within = 1m, run = [redeploy] }]")
        .over(balance.site().routers(), 1, 1, 1, 1);
  }

  /** Both directors see it, whoever acts. */
  private void fail(int router) throws IOException, InterruptedException {
    balance.router(router).fallSick();
    for (DirectorHost director : List.of(balance.d1(), balance.d2())) {
      Claim.within(
          BalanceGroup.PATIENCE,
          director.name() + " knows router" + router + " as DOWN",
          () -> is("DOWN", director, router));
    }
  }

  private static boolean is(String state, DirectorHost director, int... routers)
      throws IOException {
    DirectorStatus status = PairGroup.status(director);
    for (int router : routers) {
      if (!BalanceGroup.is(state, status, SERVICE, "router" + router)) {
        return false;
      }
    }
    return true;
  }

  private static boolean says(DirectorHost director, String words) throws IOException {
    return director.log().lines().anyMatch(line -> line.contains(words));
  }

  private static boolean isAbout(String told, String event, String state, PhotoRouter router) {
    return told.startsWith("Bearer s3cret {")
        && List.of(
                "\"event\":\"" + event + "\"",
                "\"service\":\"" + SERVICE + "\"",
                "\"server\":\"" + router.name() + "\"",
                "\"address\":\"" + router.address() + "\"",
                "\"state\":\"" + state + "\"",
                "\"director\":\"d1\"",
                "\"action\":\"page\"")
            .stream()
            .allMatch(told::contains);
  }
}
