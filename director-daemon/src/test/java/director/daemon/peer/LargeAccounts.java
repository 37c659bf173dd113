// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.peer.packet.Account;
import director.daemon.peer.state.Accounts;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Accounts of as many as there may be, with names as long as they may be. */
final class LargeAccounts {
  private LargeAccounts() {}

  static Account atTheLimits() {
    return new Account(
        new TreeMap<>(),
        IntStream.range(0, Account.MOST_INSTANCES)
            .mapToObj(i -> new Account.Instance(name(i, 64), "MASTER", 255, name(i, 80), i))
            .toList(),
        IntStream.range(0, Account.MOST_SERVICES)
            .mapToObj(i -> new Account.Service(name(i, 64), i, 40_000, false, i))
            .toList(),
        IntStream.range(0, Account.MOST_SERVERS)
            .mapToObj(
                i ->
                    new Account.Server(
                        name(i, 64),
                        name(i, 104),
                        "DRAINING",
                        Accounts.SINCE,
                        name(i, 120),
                        name(i, 80)))
            .toList(),
        IntStream.range(0, Account.MOST_SETTINGS)
            .mapToObj(i -> new Account.Setting(name(i, 100), name(i, 100), name(i, 60)))
            .toList(),
        false);
  }

  private static String name(int number, int length) {
    String digits = Integer.toString(number);
    return "x".repeat(length - digits.length()) + digits;
  }

  static List<Account> some() {
    return List.of(Account.EMPTY, Accounts.account("MASTER"), atTheLimits());
  }
}
