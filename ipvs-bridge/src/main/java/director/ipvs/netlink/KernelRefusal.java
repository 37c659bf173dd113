// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.ipvs.IpvsException;
import director.ipvs.IpvsPermissionException;
import director.ipvs.IpvsUnavailableException;
import director.ipvs.table.AddressFamily;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.RealServer;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.netlink.NetlinkException;
import director.netlink.generic.FamilyMissingException;
import director.netlink.linux.ErrnoException;

/** Says what an error number means here: of its own accord IPVS says nothing but the number. */
final class KernelRefusal {
  private KernelRefusal() {}

  static IpvsException unavailable(FamilyMissingException cause) {
    return new IpvsUnavailableException(
        "IPVS is not in this kernel: load it with \"modprobe ip_vs\"; in a container the host must"
            + " load it; a kernel built without CONFIG_IP_VS cannot be used",
        ENOENT,
        cause);
  }

  static IpvsException of(IpvsChange change, NetlinkException cause) {
    return of(change.describe(), change.match(new Meaning(cause.errno())), cause);
  }

  /**
   * @param operation what was asked, such as "read the IPVS table"
   */
  static IpvsException of(String operation, NetlinkException cause) {
    String gone = "the service is not in the table; somebody else may have deleted it";
    return of(operation, cause.errno() == ESRCH ? gone : "", cause);
  }

  private static IpvsException of(String operation, String meaning, NetlinkException cause) {
    String reason =
        cause.errno() == 0 ? cause.getMessage() : ErrnoException.describe(cause.errno());
    String refused = "cannot " + operation + ": " + reason;
    if (cause.errno() == EPERM) {
      String needed = "it takes root, or CAP_NET_ADMIN outside of any user namespace";
      return new IpvsPermissionException(refused + ": " + needed, EPERM, cause);
    }
    return new IpvsException(
        meaning.isEmpty() ? refused : refused + ": " + meaning, cause.errno(), cause);
  }

  /** Found by trying (Linux 6.1), as no manual page tells; empty where the number says it all. */
  private record Meaning(int errno) implements IpvsChange.Cases<String> {
    @Override
    public String addService(VirtualService service) {
      return service(service);
    }

    @Override
    public String editService(VirtualService after) {
      return service(after);
    }

    @Override
    public String deleteService(VirtualService.Id id) {
      return "";
    }

    @Override
    public String addServer(VirtualService.Id serviceId, RealServer server) {
      return server(serviceId, server);
    }

    @Override
    public String editServer(VirtualService.Id serviceId, RealServer after) {
      return server(serviceId, after);
    }

    @Override
    public String deleteServer(VirtualService.Id serviceId, RealServer.Id id) {
      return "";
    }

    @Override
    public String setTimeouts(Timeouts after) {
      return errno == EINVAL ? "one of them is too long, some weeks are the most" : "";
    }

    @Override
    public String startDaemon(SyncDaemon daemon) {
      return switch (errno) {
        case EEXIST -> "one is running already; somebody else may have started it";
        case ENODEV -> "there is no interface " + daemon.networkInterface();
        case ENETUNREACH, EADDRNOTAVAIL ->
            "the interface must be up, and have an address of the group's family";
        case EINVAL ->
            "the group must be multicast, and no real server may be of another family than its"
                + " service";
        default -> "";
      };
    }

    @Override
    public String stopDaemon(SyncDaemon daemon) {
      return "";
    }

    private String service(VirtualService service) {
      return switch (errno) {
        case EEXIST -> "it is there already; somebody else may have added it";
        case ESRCH -> "it is not in the table; somebody else may have deleted it";
        case ENOENT ->
            "there is no kernel module ip_vs_"
                + service.scheduler()
                + engine(service.persistence().engine());
        case EINVAL -> unfit(service);
        default -> "";
      };
    }

    private static String unfit(VirtualService service) {
      int netmask = service.persistence().netmask();
      if (service.id().family() == AddressFamily.IPV6 && (netmask < 1 || netmask > 128)) {
        return "the netmask of IPv6 is the length of a prefix, 1..128";
      }
      return service.scheduler().equals("mh")
          ? "mh has room for 4093 real servers; a service with more keeps its scheduler"
          : "the kernel takes no service with such values";
    }

    private static String engine(String engine) {
      return engine.isEmpty() ? "" : ", or none ip_vs_pe_" + engine;
    }

    private String server(VirtualService.Id serviceId, RealServer server) {
      return switch (errno) {
        case EEXIST -> "it is there already; somebody else may have added it";
        case ESRCH -> "the service is not in the table; somebody else may have deleted it";
        case ENOENT -> "it is not in the table; somebody else may have deleted it";
        case ERANGE -> "its weight or thresholds are out of range";
        case EINVAL -> unfit(serviceId, server);
        default -> "";
      };
    }

    private static String unfit(VirtualService.Id serviceId, RealServer server) {
      boolean tunnelled = server.method() == ForwardingMethod.TUNNEL;
      if (AddressFamily.of(server.id().address()) != serviceId.family()) {
        return tunnelled
            ? "while a sync daemon runs, it must be of the service's own family"
            : "one of another family than its service's can be reached by tunnel only";
      }
      return tunnelled && server.tunnel().type() == Tunnel.Type.GUE && server.tunnel().port() == 0
          ? "a gue tunnel needs a port"
          : "its address must be unicast, with a route from here (is lo up?)";
    }
  }
}
