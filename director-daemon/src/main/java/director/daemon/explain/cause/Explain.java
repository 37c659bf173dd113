// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.UnknownName;
import director.daemon.event.Target;
import director.daemon.explain.Answer;
import director.daemon.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/** Why a virtual router, a service or a server is as it is. */
public final class Explain {
  private static final int MOST_CHOICES = 20;

  private final StatusReport report;

  private Explain(StatusReport report) {
    this.report = report;
  }

  /**
   * Explains one thing.
   *
   * @param target as {@link Target} writes it, or as people do: the name of a virtual router, a
   *     service or a server, {@code SERVICE/SERVER}, or an address of any of them
   */
  public static Answer of(StatusReport report, String target) {
    return new Explain(report).explain(target.strip());
  }

  private Answer explain(String asked) {
    Naming naming = new Naming(report);
    List<Target> meant = naming.meant(asked);
    return switch (meant.size()) {
      case 0 -> unknown(naming, asked);
      case 1 -> new Answer.Found(explanation(meant.get(0)));
      default -> several(asked, meant);
    };
  }

  private static Answer unknown(Naming naming, String asked) {
    UnknownName unknown = naming.unknown(asked);
    return new Answer.Refused(unknown.message(), unknown.detail());
  }

  private Answer several(String asked, List<Target> meant) {
    List<String> lines = new ArrayList<>();
    meant.stream()
        .limit(MOST_CHOICES)
        .forEach(target -> lines.add(target + ": " + explanation(target).headline()));
    if (meant.size() > MOST_CHOICES) {
      lines.add("and " + (meant.size() - MOST_CHOICES) + " more");
    }
    return new Answer.Refused(
        Harmless.text(asked) + " may be any of " + meant.size() + ": say which", lines);
  }

  private Explanation explanation(Target target) {
    String name = target.name();
    return switch (target.kind()) {
      case VIP -> new VipAccount(report, vip(name)).explain();
      case SERVICE -> new ServiceAccount(report, service(name)).explain();
      case SERVER -> {
        int slash = name.indexOf('/');
        Service service = service(name.substring(0, slash));
        yield new ServerAccount(report, service, server(service, name.substring(slash + 1)))
            .explain();
      }
      case NODE, ELECTOR, CONFIG, IPVS, GROUP, TRACK, PEER ->
          throw new IllegalArgumentException("nobody explains " + target);
    };
  }

  private Instance vip(String name) {
    return report.vrrp().instance(name).orElseThrow();
  }

  private Service service(String name) {
    return report.services().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Server server(Service service, String name) {
    return service.servers().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
