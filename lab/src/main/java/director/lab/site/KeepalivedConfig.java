// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.util.List;

/**
 * The text of a {@code keepalived.conf} for the lab.
 *
 * @param balances whether there is more to it than elections
 */
public record KeepalivedConfig(String text, boolean balances) {
  /**
   * Its election must not wait behind what else runs on the lab's processor; and by default 10 ms
   * of work without a pause would be its death, which an emulated processor easily takes.
   */
  private static final String GLOBAL =
      """
      global_defs {
        router_id lab
        vrrp_rt_priority 50
        vrrp_rlimit_rttime 1000000
      }
      """;

  /** Elections only. */
  public static KeepalivedConfig of(Instance... instances) {
    return of("", instances);
  }

  /**
   * Elections only.
   *
   * @param blocks what stands before the instances: scripts, further global settings
   */
  public static KeepalivedConfig of(String blocks, Instance... instances) {
    StringBuilder text = new StringBuilder(GLOBAL).append(blocks);
    for (Instance instance : instances) {
      text.append(instance.keepalived());
    }
    return new KeepalivedConfig(text.toString(), false);
  }

  /** The same with further blocks behind: sync groups, which name what stands before. */
  public KeepalivedConfig plus(String blocks) {
    return new KeepalivedConfig(text + blocks, balances);
  }

  /** The photo site: one election, and a service of {@code routers}, which it checks. */
  static KeepalivedConfig photos(VirtualRouter election, List<PhotoRouter> routers) {
    KeepalivedConfig elections = of(Instance.photos(election));
    return new KeepalivedConfig(elections.text + balancing(routers), true);
  }

  private static String balancing(List<PhotoRouter> routers) {
    StringBuilder config = new StringBuilder("virtual_server " + PhotoSite.VIP + " 443 {\n");
    config.append("  delay_loop 1\n  lb_algo wrr\n  lb_kind DR\n  protocol TCP\n");
    for (PhotoRouter router : routers) {
      config
          .append("  real_server ")
          .append(router.address())
          .append(" 443 {\n    weight 1\n")
          .append(
              "    SSL_GET {\n      url {\n        path /health\n        status_code 200\n      }\n")
          .append(
              "      connect_timeout 1\n      retry 1\n      delay_before_retry 1\n    }\n  }\n");
    }
    return config.append("}\n").toString();
  }
}
