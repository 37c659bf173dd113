// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account;
import director.daemon.peer.packet.Account.Instance;
import director.daemon.peer.packet.Account.Server;
import director.daemon.peer.packet.Account.Service;
import director.daemon.peer.packet.Account.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Directors to test with, that differ in one thing each. */
public final class Accounts {
  public static final Instant STARTED = Instant.parse("2026-11-18T22:10:00Z");
  public static final Instant SINCE = Instant.parse("2026-11-22T05:28:02Z");
  public static final Instant EARLIER = Instant.parse("2026-11-22T05:20:00Z");

  private Accounts() {}

  public static Standing standing(String name, Account account) {
    return new Standing(name, "0.1.0", STARTED, 0x3f0c9a51b7d2e644L, account);
  }

  public static Account account(String state) {
    return new Account(
        new TreeMap<>(Map.of("ipvs", 7)),
        List.of(instance(state, "", 1)),
        List.of(new Service("photos-https", 3, 3, true, 2)),
        List.of(),
        List.of(),
        true);
  }

  public static Instance instance(String state, String withheld, int config) {
    return new Instance("photos", state, 100, withheld, config);
  }

  public static Account withInstance(Account account, Instance instance) {
    return new Account(
        account.config(),
        List.of(instance),
        account.services(),
        account.servers(),
        account.settings(),
        account.complete());
  }

  public static Account withServices(Account account, Service... services) {
    return new Account(
        account.config(),
        account.instances(),
        List.of(services),
        account.servers(),
        account.settings(),
        account.complete());
  }

  public static Account withServers(Account account, Server... servers) {
    return new Account(
        account.config(),
        account.instances(),
        account.services(),
        List.of(servers),
        account.settings(),
        account.complete());
  }

  public static Account withSettings(Account account, Setting... settings) {
    return new Account(
        account.config(),
        account.instances(),
        account.services(),
        account.servers(),
        List.of(settings),
        account.complete());
  }

  public static Account incomplete(Account account) {
    return new Account(
        account.config(),
        account.instances(),
        account.services(),
        account.servers(),
        account.settings(),
        false);
  }

  public static Server server(
      String name, String state, Instant since, String reason, String order) {
    return new Server("photos-https", name, state, since, reason, order);
  }
}
