// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import static director.daemon.peer.state.Accounts.EARLIER;
import static director.daemon.peer.state.Accounts.SINCE;
import static director.daemon.peer.state.Accounts.account;
import static director.daemon.peer.state.Accounts.incomplete;
import static director.daemon.peer.state.Accounts.instance;
import static director.daemon.peer.state.Accounts.server;
import static director.daemon.peer.state.Accounts.standing;
import static director.daemon.peer.state.Accounts.withInstance;
import static director.daemon.peer.state.Accounts.withServers;
import static director.daemon.peer.state.Accounts.withServices;
import static director.daemon.peer.state.Accounts.withSettings;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.peer.packet.Account;
import director.daemon.peer.packet.Account.Server;
import director.daemon.peer.packet.Account.Service;
import director.daemon.peer.packet.Account.Setting;
import director.daemon.peer.state.Comparison.Others;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In what two directors differ, said in sentences. */
class ComparisonTest {
  private static final Account MASTER = account("MASTER");
  private static final Account BACKUP = account("BACKUP");
  private static final Service PHOTOS = new Service("photos-https", 3, 3, true, 2);
  private static final Service OTHERWISE = new Service("photos-https", 3, 3, true, 99);

  @Test
  @DisplayName("nothing differs between a MASTER and a BACKUP that see and want the same")
  void same() {
    assertEquals(List.of(), compare(MASTER, BACKUP));
    assertEquals(List.of(), compare(BACKUP, MASTER));
  }

  @Test
  @DisplayName("two MASTERs of one virtual router, and none, are told")
  void masters() {
    assertEquals(
        List.of(
            new Difference(
                "masters",
                "vip:photos",
                "photos is MASTER on both directors: here with priority 100, on director-b with"
                    + " priority 100",
                true)),
        compare(MASTER, MASTER));
    assertEquals(
        List.of("photos is MASTER nowhere: it is FAULT here and BACKUP on director-b"),
        sentences(account("FAULT"), BACKUP));
  }

  @Test
  @DisplayName("of a role that is not known nothing is claimed, nor of a MASTER elsewhere")
  void masterElsewhere() {
    assertEquals(List.of(), compare(account("UNKNOWN"), BACKUP));
    assertEquals(List.of(), compare(BACKUP, account("UNKNOWN")));
    assertEquals(List.of(), compare(BACKUP, BACKUP, new Others(List.of("photos"), true)));
    assertEquals(List.of(), compare(BACKUP, BACKUP, new Others(List.of(), false)));
  }

  @Test
  @DisplayName("what an operator holds back on one of them is a difference and no problem")
  void withheld() {
    Account standby = withInstance(BACKUP, instance("BACKUP", "standby: new disk", 1));

    assertEquals(
        List.of(
            new Difference(
                "withheld",
                "vip:photos",
                "photos is held back here (standby: new disk) and not on director-b",
                false)),
        compare(standby, MASTER));
    assertEquals(
        List.of("photos is held back on director-b (standby: new disk) and not here"),
        sentences(MASTER, standby));
  }

  @Test
  @DisplayName("a server that is down for one of them only is named, with both sides of it")
  void downForOne() {
    Server down = server("router3", "DOWN", SINCE, "no answer within 3s", "");
    Server up = server("router3", "UP", EARLIER, "", "");

    assertEquals(
        List.of(
            new Difference(
                "server",
                "server:photos-https/router3",
                "photos-https/router3 is DOWN here since 2026-11-22T05:28:02Z (no answer within 3s)"
                    + " and UP on director-b since 2026-11-22T05:20:00Z",
                true)),
        compare(withServers(MASTER, down), withServers(BACKUP, up)));
    assertEquals(
        List.of(
            "photos-https/router3 is DOWN on director-b since 2026-11-22T05:28:02Z (no answer within"
                + " 3s) and UP here since 2026-11-22T05:20:00Z"),
        sentences(withServers(MASTER, up), withServers(BACKUP, down)));
  }

  @Test
  @DisplayName("nothing is claimed of a server that only one of them tells of, or knows")
  void untold() {
    Server down = server("router3", "DOWN", SINCE, "no answer", "");
    Server unknown = server("router3", "UNKNOWN", SINCE, "not enough checks yet", "");

    assertEquals(List.of(), compare(withServers(MASTER, down), BACKUP));
    assertEquals(List.of(), compare(MASTER, withServers(BACKUP, down)));
    assertEquals(List.of(), compare(withServers(MASTER, down), withServers(BACKUP, unknown)));
  }

  @Test
  @DisplayName("an order on one of them only is a difference and no problem")
  void orders() {
    Server disabled =
        server("router2", "DISABLED", SINCE, "disabled by uid 0", "disable by uid 0: new BIOS");
    Server weighted = server("router2", "UP", SINCE, "", "weight 5 by uid 0");
    Server plain = server("router2", "UP", EARLIER, "", "");

    assertEquals(
        List.of(
            new Difference(
                "server",
                "server:photos-https/router2",
                "photos-https/router2 is DISABLED here since 2026-11-22T05:28:02Z (disabled by uid"
                    + " 0) and UP on director-b since 2026-11-22T05:20:00Z",
                false)),
        compare(withServers(MASTER, disabled), withServers(BACKUP, plain)));
    assertEquals(
        List.of(
            new Difference(
                "server",
                "server:photos-https/router2",
                "photos-https/router2 is under an order on director-b (weight 5 by uid 0) and not"
                    + " here",
                false)),
        compare(withServers(MASTER, plain), withServers(BACKUP, weighted)));
  }

  @Test
  @DisplayName("of many servers of a service five are named, and the rest is counted")
  void many() {
    List<Difference> differences =
        compare(withServers(MASTER, nine("DOWN")), withServers(BACKUP, nine("UP")));

    assertEquals(6, differences.size());
    assertEquals(
        new Difference(
            "servers",
            "service:photos-https",
            "4 more servers of photos-https are otherwise on director-b",
            true),
        differences.get(5));
  }

  private static Server[] nine(String state) {
    return IntStream.range(0, 9)
        .mapToObj(i -> server("router" + i, state, SINCE, "", ""))
        .toArray(Server[]::new);
  }

  @Test
  @DisplayName("where there are too many to tell of each, their number tells")
  void counts() {
    Account here = withServices(MASTER, new Service("photos-https", 12, 4000, false, 2));
    Account there = withServices(BACKUP, new Service("photos-https", 3999, 4000, true, 2));

    assertEquals(
        List.of("photos-https has 12 of 4000 servers UP here and 3999 of 4000 on director-b"),
        sentences(here, there));
  }

  @Test
  @DisplayName("names the keys that are configured otherwise, once both have told them")
  void config() {
    Setting[] ours = {
      new Setting("services.photos-https", "check.fall", "3"),
      new Setting("services.photos-https", "check.interval", "2s"),
      new Setting("services.photos-https", "real-servers.router4", "{ weight = 1 }"),
    };
    Setting[] theirs = {
      new Setting("services.photos-https", "check.fall", "3"),
      new Setting("services.photos-https", "check.interval", "5s"),
    };

    assertEquals(
        List.of(
            new Difference(
                "config",
                "service:photos-https",
                "service photos-https is configured otherwise on director-b",
                true)),
        compare(MASTER, withServices(BACKUP, OTHERWISE)));
    assertEquals(
        List.of(
            "service photos-https is configured otherwise on director-b: check.interval is 2s here"
                + " and 5s there; real-servers.router4 is { weight = 1 } here and not there"),
        sentences(
            withSettings(MASTER, ours), withSettings(withServices(BACKUP, OTHERWISE), theirs)));
  }

  @Test
  @DisplayName("three keys of a section are named, the rest is counted")
  void manyKeys() {
    assertEquals(
        List.of(
            "service photos-https is configured otherwise on director-b: k0 is 1 here and 2 there;"
                + " k1 is 1 here and 2 there; k2 is 1 here and 2 there; and 4 more keys"),
        sentences(
            withSettings(MASTER, seven("1")),
            withSettings(withServices(BACKUP, OTHERWISE), seven("2"))));
  }

  private static Setting[] seven(String value) {
    return IntStream.range(0, 7)
        .mapToObj(i -> new Setting("services.photos-https", "k" + i, value))
        .toArray(Setting[]::new);
  }

  @Test
  @DisplayName("other sections and virtual routers are named, too")
  void otherSections() {
    Account there =
        new Account(
            new TreeMap<>(Map.of("ipvs", 8)),
            List.of(instance("BACKUP", "", 2)),
            BACKUP.services(),
            List.of(),
            List.of(),
            true);

    assertEquals(
        List.of(
            new Difference(
                "config",
                "config:ipvs",
                "section ipvs is configured otherwise on director-b",
                true),
            new Difference(
                "config",
                "vip:photos",
                "virtual router photos is configured otherwise on director-b",
                true)),
        compare(MASTER, there));
  }

  @Test
  @DisplayName("what is configured on one of them only is told, unless it may have been left out")
  void missing() {
    Service thumbs = new Service("thumbs", 1, 1, true, 5);
    Account both = withServices(MASTER, PHOTOS, thumbs);

    assertEquals(
        List.of("service thumbs is configured here and not on director-b"),
        sentences(both, BACKUP));
    assertEquals(
        List.of("service thumbs is configured on director-b and not here"),
        sentences(BACKUP, both));
    assertEquals(List.of(), sentences(both, incomplete(BACKUP)));
    assertEquals(List.of(), sentences(incomplete(BACKUP), both));
  }

  @Test
  @DisplayName("of another version the configuration is not compared: it may use other words")
  void version() {
    Standing newer =
        new Standing("director-b", "0.2.0", Accounts.STARTED, 1, withServices(BACKUP, OTHERWISE));

    assertEquals(
        List.of(
            new Difference(
                "version",
                "version",
                "director-b runs directord 0.2.0, here it is 0.1.0; the configurations are compared"
                    + " when both are the same",
                true)),
        Comparison.of(standing("director-a", MASTER), newer, Others.NONE));
  }

  @Test
  @DisplayName("two directors of one name are told of")
  void name() {
    assertEquals(
        List.of(
            new Difference(
                "name",
                "name",
                "the other director is called director-a, too: set director.name",
                true)),
        Comparison.of(standing("director-a", MASTER), standing("director-a", BACKUP), Others.NONE));
  }

  @Test
  @DisplayName("twenty sections are named, the rest is counted")
  void manySections() {
    Service[] some =
        IntStream.range(0, 30)
            .mapToObj(i -> new Service("s" + (10 + i), 1, 1, true, i))
            .toArray(Service[]::new);

    List<String> sentences =
        sentences(withServices(MASTER, some), withServices(BACKUP, new Service[0]));

    assertEquals(21, sentences.size());
    assertEquals(
        "10 more sections of the configuration are otherwise on director-b", sentences.get(20));
  }

  private static List<Difference> compare(Account ours, Account theirs) {
    return compare(ours, theirs, Others.NONE);
  }

  private static List<Difference> compare(Account ours, Account theirs, Others others) {
    return Comparison.of(standing("director-a", ours), standing("director-b", theirs), others);
  }

  private static List<String> sentences(Account ours, Account theirs) {
    return compare(ours, theirs).stream().map(Difference::sentence).toList();
  }
}
