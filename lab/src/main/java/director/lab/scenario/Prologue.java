// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

/** What somebody has to know who sees the demo and nothing else of the project. */
final class Prologue {
  private static final String SITE =
      """

      directord: two directors own a virtual IP address (VIP), three photo routers serve it.

             client         d1            d2           router1      router2      router3
          192.0.2.101   192.0.2.11    192.0.2.12    192.0.2.21   192.0.2.22   192.0.2.23
               |        priority 150  priority 100  nginx, TLS   nginx, TLS   nginx, TLS
        -------+------------+-------------+-------------+------------+------------+-------
                       VIP 192.0.2.10, at the director that is MASTER

      The directors elect a MASTER by VRRPv3 (an advertisement every second), check the routers
      by HTTPS, and balance by IPVS. The client measures outages: it connects every 10 ms.
      """;

  private static final String HOST = "Each machine is a network namespace on this kernel.\n";

  private static final String UML =
      """
      Each machine is a network namespace in a User-Mode Linux, as this kernel has no IPVS. There
      they share one slow processor, so that outages may be seen up to 0.3 s too long.
      """;

  private Prologue() {}

  /**
   * The text.
   *
   * @param way as {@code lab/bin/enter --way} says it: host or uml
   */
  static String text(String way) {
    return SITE + (way.equals("host") ? HOST : UML);
  }
}
