// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.util.List;

/** The text of a {@code director.conf} for the lab. */
public record DirectorConfig(String text) {
  /** One director with one service, and nothing wrong. */
  public static final DirectorConfig VALID =
      new DirectorConfig(
          """
          director.name = "d1"
          vrrp.instances.photos {
            interface = eth0
            virtual-router-id = 51
            priority = 150
            virtual-addresses = ["192.0.2.10/24"]
          }
          services.photos-https {
            virtual = "192.0.2.10:443"
            protocol = tcp
            scheduler = wrr
            forwarding = direct-routing
            check { type = https, path = "/health" }
            real-servers {
              router1 { address = "192.0.2.21", weight = 1 }
            }
          }
          """);

  /**
   * Five different mistakes: out of range, a misspelt key, no address, no time, an unknown word.
   */
  public static final DirectorConfig FIVE_MISTAKES =
      new DirectorConfig(
          """
          director.name = "d1"
          vrrp.instances.photos {
            interface = eth0
            virtual-router-id = 300
            priorty = 150
            virtual-addresses = ["192.0.2.1000/24"]
          }
          services.photos-https {
            virtual = "192.0.2.10:443"
            protocol = tcp
            scheduler = wrr
            forwarding = direct-routing
            check {
              type = https
              path = "/health"
              interval = soon
            }
            real-servers {
              router1 { address = "192.0.2.21", weight = heavy }
            }
          }
          """);

  /** Where they are. */
  public static final List<Integer> MISTAKEN_LINES = List.of(4, 5, 6, 16, 19);

  /** What IPVS knows nothing of, or could not do. */
  public static final DirectorConfig IMPOSSIBLE =
      new DirectorConfig(
          """
          director.name = "d1"
          services.scheduler {
            virtual = "192.0.2.10:1001"
            scheduler = fastest
            check = none
            real-servers.router1.address = "192.0.2.21"
          }
          services.port {
            virtual = "192.0.2.10:0"
            check = none
            real-servers.router1.address = "192.0.2.21"
          }
          services.weight {
            virtual = "192.0.2.10:1002"
            check = none
            real-servers.router1 { address = "192.0.2.21", weight = 70000 }
          }
          services.family {
            virtual = "192.0.2.10:1003"
            check = none
            real-servers.router1.address = "2001:db8::21"
          }
          services.duplicates {
            virtual = "192.0.2.10:1004"
            check = none
            real-servers {
              router1 { address = "192.0.2.21" }
              router2 { address = "192.0.2.21" }
            }
          }
          services.packets {
            virtual = "192.0.2.10:1005"
            protocol = tcp
            one-packet = true
            check = none
            real-servers.router1.address = "192.0.2.21"
          }
          """);

  /** Where that is. */
  public static final List<Integer> IMPOSSIBLE_LINES = List.of(4, 9, 16, 21, 28, 34);

  /** The photo site: one election, and a service of {@code routers}, which it checks. */
  public static DirectorConfig photos(
      String name, VirtualRouter election, List<PhotoRouter> routers) {
    return of(name, service(routers), Instance.photos(election));
  }

  /**
   * Elections.
   *
   * @param sections what else there is to it, behind the instances
   */
  public static DirectorConfig of(String name, String sections, Instance... instances) {
    StringBuilder text = new StringBuilder("director.name = \"%s\"\n".formatted(name));
    for (Instance instance : instances) {
      text.append(instance.directord());
    }
    return new DirectorConfig(text.append(sections).toString());
  }

  /** The same with one more real server, behind those that it has. */
  public DirectorConfig plus(String server, String address) {
    String servers = "  real-servers {\n";
    int begin = text.indexOf(servers);
    if (begin < 0) {
      throw new IllegalStateException("there are no real servers to add " + server + " to");
    }
    int end = text.indexOf("\n  }\n", begin);
    return new DirectorConfig(
        text.substring(0, end) + "\n" + realServer(server, address) + text.substring(end + 1));
  }

  private static String realServer(String name, String address) {
    return "    %s { address = \"%s\", weight = 1 }\n".formatted(name, address);
  }

  private static String service(List<PhotoRouter> routers) {
    StringBuilder servers = new StringBuilder();
    for (PhotoRouter router : routers) {
      servers.append(realServer(router.name(), router.address()));
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
        .formatted(PhotoSite.VIP, servers);
  }
}
