// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.ServerPath;
import director.daemon.doctor.fact.ServerPath.Reply;
import java.util.stream.Stream;

/** A real server that does not take packets for a virtual address. */
final class ServerRefusesVip extends Rule {
  ServerRefusesVip() {
    super(
        "server-refuses-vip",
        Severity.ERROR,
        "every connection that IPVS gives to this server fails, though its check of the own address passes");
  }

  @Override
  public Verdict judge(Facts facts) {
    return Verdict.all(
        Stream.concat(
            facts.servers().stream().map(this::judge),
            facts.agenda().omitted().stream().map(each -> open("servers", each))));
  }

  private Verdict judge(ServerPath path) {
    return when(
        path.mac(),
        path.subject(),
        mac -> when(path.reply(), path.subject(), it -> judge(path, it)));
  }

  private Verdict judge(ServerPath path, Reply reply) {
    String asked =
        "a SYN for %s port %d, sent to %s, "
            .formatted(path.virtual(), path.port(), path.mac().value().orElse("it"));
    return switch (reply) {
      case ACCEPTED -> Verdict.WELL;
      case REFUSED ->
          Verdict.of(
              finding(
                  path.subject(),
                  asked + "was answered by RST",
                  "on %s: have the server listen at %s port %d too: ss -ltn"
                      .formatted(path.address(), path.virtual(), path.port())));
      case SILENT ->
          Verdict.of(
              finding(
                  path.subject(),
                  asked + "got no answer",
                  "on %s: ip addr add %s/%d dev lo, or install rs-kit"
                      .formatted(
                          path.address(),
                          path.virtual(),
                          path.virtual().contains(":") ? 128 : 32)));
    };
  }
}
