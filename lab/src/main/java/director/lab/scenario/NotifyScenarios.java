// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Instance;
import director.lab.site.KeepalivedConfig;
import director.lab.site.KeepalivedHost;
import director.lab.site.Signal;
import director.lab.site.VirtualRouter;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Notify scripts and named pipes: the same story, once told by keepalived and once by us. */
final class NotifyScenarios {
  /** At the protocol's usual second: a pause of the machine must be no event. */
  private static final Instance MIDDLE = Instance.photos(new VirtualRouter(3, 150));

  private static final Instance HIGH = Instance.photos(new VirtualRouter(3, 200));
  private static final String VIRTUAL = "192.0.2.10 443";
  private static final String SERVER = "192.0.2.77";

  /** Of the virtual router, however the daemon is called that tells of it. */
  private static final String VRRP_LINES =
      """
      INSTANCE "photos" BACKUP 150
      INSTANCE "photos" MASTER 150
      INSTANCE "photos" BACKUP 150
      INSTANCE "photos" MASTER 150
      INSTANCE "photos" FAULT 150
      INSTANCE "photos" BACKUP 150
      INSTANCE "photos" MASTER 150
      INSTANCE "photos" STOP 150
      """;

  private static final String LVS_LINES =
      """
      VS [192.0.2.10]:tcp:443 UP
      RS [192.0.2.77]:tcp:443 [192.0.2.10]:tcp:443 DOWN
      VS [192.0.2.10]:tcp:443 DOWN
      RS [192.0.2.77]:tcp:443 [192.0.2.10]:tcp:443 UP
      VS [192.0.2.10]:tcp:443 UP
      """;

  private final PeerGroup peers;

  private NotifyScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    NotifyScenarios scenarios = new NotifyScenarios(peers);
    return List.of(
        new Scenario(
            "notify",
            "Scripts and readers of pipes are told by us, byte for byte, what keepalived tells them,"
                + " and a reader that is stopped misses nothing",
            scenarios::notifies));
  }

  private String notifies() throws IOException, InterruptedException {
    Ears theirs = new Ears(peers.theirs());
    tellKeepalived(theirs);
    Ears ours = new Ears(peers.ours());
    tellDirector(ours);

    Claim.equal(VRRP_LINES, theirs.vrrp(), "what keepalived writes of the virtual router");
    Claim.equal(LVS_LINES, theirs.lvs(), "what keepalived writes of the service");
    Claim.equal(theirs.vrrp(), ours.vrrp(), "what we write of the virtual router");
    Claim.equal(theirs.lvs(), ours.lvs(), "what we write of the service");
    // keepalived starts all scripts at once, and whoever is quickest is first.
    Claim.equal(sorted(theirs.scripts()), sorted(ours.scripts()), "what scripts are told");
    Claim.equal(inOrder(), ours.scripts(), "the order in which we run scripts");
    return "%d lines and %d scripts".formatted(lines(ours), ours.scripts().size());
  }

  private static long lines(Ears ears) throws IOException {
    return (ears.vrrp() + ears.lvs()).lines().count();
  }

  private static List<String> sorted(List<String> lines) {
    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted);
    return sorted;
  }

  /** First the script of the state, and then the one of all states. */
  private static List<String> inOrder() {
    return Stream.of("BACKUP", "MASTER", "BACKUP", "MASTER", "FAULT", "BACKUP", "MASTER", "STOP")
        .flatMap(state -> Stream.of("to " + state, "any INSTANCE photos " + state + " 150"))
        .toList();
  }

  /** Who listens on a host. */
  private static final class Ears {
    private final Host host;
    private final Path flag;
    private final Path script;
    private final Path told;
    private final List<Process> readers = new ArrayList<>();

    Ears(Host host) throws IOException {
      this.host = host;
      this.flag = Files.writeString(host.directory().resolve("healthy"), "");
      this.told = host.directory().resolve("told");
      this.script = host.directory().resolve("notify");
      Files.writeString(script, "#!/bin/sh\necho \"$*\" >> " + told + "\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (String left : List.of("told", "vrrp", "lvs", "vrrp.fifo", "lvs.fifo")) {
        Files.deleteIfExists(host.directory().resolve(left));
      }
    }

    Path fifo(String name) {
      return host.directory().resolve(name + ".fifo");
    }

    void listen() throws IOException, InterruptedException {
      for (String name : List.of("vrrp", "lvs")) {
        Claim.within(PeerGroup.PATIENCE, "there is " + fifo(name), () -> Files.exists(fifo(name)));
        readers.add(
            host.start(host.directory().resolve(name), List.of("cat", fifo(name).toString())));
      }
    }

    void signal(Signal signal) throws IOException, InterruptedException {
      signal.to(readers.stream().map(Process::toHandle).toList());
    }

    void end() throws InterruptedException {
      for (Process reader : readers) {
        reader.waitFor();
      }
    }

    void sicken() throws IOException {
      Files.delete(flag);
    }

    void heal() throws IOException {
      Files.writeString(flag, "");
    }

    String vrrp() throws IOException {
      return text("vrrp");
    }

    String lvs() throws IOException {
      return text("lvs");
    }

    List<String> scripts() throws IOException {
      return text("told").lines().toList();
    }

    private String text(String name) throws IOException {
      Path file = host.directory().resolve(name);
      return Files.exists(file) ? Files.readString(file) : "";
    }

    void await(String what, String end) throws IOException, InterruptedException {
      Claim.within(PeerGroup.PATIENCE, "told of " + what, () -> lvs().endsWith(end));
    }

    void awaitScripts(int number) throws IOException, InterruptedException {
      Claim.within(
          PeerGroup.PATIENCE, number + " scripts have run", () -> scripts().size() == number);
    }
  }

  private void tellKeepalived(Ears ears) throws IOException, InterruptedException {
    peers.theyEnd();
    if (peers.director().isRunning()) {
      peers.director().terminate();
      peers.director().awaitEnd();
    }
    KeepalivedHost keepalived = peers.keepalived();
    keepalived.start(keepalived(ears));
    ears.listen();
    ears.await("service", "443 UP\n");
    ears.awaitScripts(4);
    peers.weAre(HIGH);
    ears.awaitScripts(6);
    peers.director().terminate();
    peers.director().awaitEnd();
    ears.awaitScripts(8);
    peers.theirs().cutLink();
    ears.awaitScripts(10);
    peers.theirs().restoreLink();
    ears.awaitScripts(14);
    sickness(ears);
    peers.theyEnd();
    ears.end();
    ears.awaitScripts(16);
  }

  private static void sickness(Ears ears) throws IOException, InterruptedException {
    ears.sicken();
    ears.await("a sick server", "VS [192.0.2.10]:tcp:443 DOWN\n");
    ears.heal();
    ears.await("its recovery", "VS [192.0.2.10]:tcp:443 UP\n");
  }

  private void tellDirector(Ears ears) throws IOException, InterruptedException {
    peers.weAre(director(ears), ours(ears));
    ears.listen();
    ears.await("service", "443 UP\n");
    ears.awaitScripts(4);
    ears.signal(Signal.STOP);
    peers.theyAre(HIGH);
    ears.awaitScripts(6);
    peers.theyEnd();
    ears.awaitScripts(8);
    peers.ours().cutLink();
    ears.awaitScripts(10);
    peers.ours().restoreLink();
    ears.awaitScripts(14);
    peers.director().reload();
    Claim.that(!ears.vrrp().contains("FAULT"), "a reader that is stopped reads");
    ears.signal(Signal.CONT);
    sickness(ears);
    peers.director().terminate();
    Claim.equal(0, peers.director().awaitEnd(), "exit status");
    ears.end();
  }

  private static KeepalivedConfig keepalived(Ears ears) {
    String global =
        """
        global_defs {
          script_user root
          vrrp_notify_fifo %s
          lvs_notify_fifo %s
        }
        """
            .formatted(ears.fifo("vrrp"), ears.fifo("lvs"));
    List<String> lines = new ArrayList<>();
    for (String state : List.of("MASTER", "BACKUP", "FAULT", "STOP")) {
      lines.add(
          "notify_%s \"%s to %s\"".formatted(state.toLowerCase(Locale.ROOT), ears.script, state));
    }
    lines.add("notify \"%s any\"".formatted(ears.script));
    String service =
        """
        virtual_server %s {
          delay_loop 1
          lb_algo rr
          lb_kind DR
          protocol TCP
          real_server %s 443 {
            weight 1
            MISC_CHECK {
              misc_path "/usr/bin/test -e %s"
            }
          }
        }
        """
            .formatted(VIRTUAL, SERVER, ears.flag);
    KeepalivedConfig elections =
        KeepalivedConfig.of(global, MIDDLE.with(lines.toArray(String[]::new)));
    return new KeepalivedConfig(elections.text() + service, true);
  }

  private static Instance ours(Ears ears) {
    List<String> lines = new ArrayList<>();
    for (String state : List.of("MASTER", "BACKUP", "FAULT", "STOP")) {
      lines.add(
          "notify.%s = [\"%s\", to, %s]"
              .formatted(state.toLowerCase(Locale.ROOT), ears.script, state));
    }
    lines.add("notify { any = [\"%s\", any], user = root }".formatted(ears.script));
    return MIDDLE.with(lines.toArray(String[]::new));
  }

  private static String director(Ears ears) {
    return """
        notify { vrrp-fifo = "%s", lvs-fifo = "%s" }
        services.web {
          virtual = "192.0.2.10:443"
          floor = 0
          check {
            type = script, command = ["/usr/bin/test", "-e", "%s"], user = root
            interval = 1s, timeout = 20s, fall = 1, rise = 1
          }
          real-servers.router1.address = "%s"
        }
        """
        .formatted(ears.fifo("vrrp"), ears.fifo("lvs"), ears.flag, SERVER);
  }
}
