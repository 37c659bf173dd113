// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.util.List;

/** The text of a {@code director.conf} for the lab. */
public record DirectorConfig(String text) {

  /**
   * The photo site.
   *
   * @param routers the real servers; with none the director only takes part in the election
   */
  public static DirectorConfig of(
      String name, VirtualRouter election, String vip, List<PhotoRouter> routers) {
    String vrrp =
        """
        director.name = "%s"

        vrrp.instances.photos {
          interface = eth0
          virtual-router-id = %d
          version = %d
          priority = %d
          advertisement-interval = %ds
          virtual-addresses = ["%s/24"]
        }
        """
            .formatted(
                name,
                VirtualRouter.ID,
                election.version(),
                election.priority(),
                VirtualRouter.INTERVAL.toSeconds(),
                vip);
    return new DirectorConfig(vrrp + service(vip, routers));
  }

  private static String service(String vip, List<PhotoRouter> routers) {
    if (routers.isEmpty()) {
      return "";
    }
    StringBuilder servers = new StringBuilder();
    for (PhotoRouter router : routers) {
      servers.append(
          "    %s { address = \"%s\", weight = 1 }\n".formatted(router.name(), router.address()));
    }
    return """

        services.photos-https {
          virtual = "%s:443"
          protocol = tcp
          scheduler = wrr
          forwarding = direct-routing
          check {
            type = https, path = "/health", host = "photos.example.com"
            expect { status = [200] }
            interval = 1s, timeout = 1s, fall = 2, rise = 1
          }
          real-servers {
        %s  }
        }
        """
        .formatted(vip, servers);
  }
}
