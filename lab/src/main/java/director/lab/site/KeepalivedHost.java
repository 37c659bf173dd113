// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host that runs Debian's keepalived: the peer to be compatible with, and the yardstick. */
public final class KeepalivedHost {
  private final Host host;
  private final Path log;
  private int starts;
  private int saidBefore;
  private @Nullable Process process;

  public KeepalivedHost(Host host) {
    this.host = host;
    this.log = host.directory().resolve("keepalived.log");
  }

  public Host host() {
    return host;
  }

  /** Starts keepalived with this configuration. */
  public void start(KeepalivedConfig text) throws IOException, InterruptedException {
    Path config = host.directory().resolve("keepalived.conf");
    Files.writeString(config, text.text());
    List<String> command =
        new ArrayList<>(List.of("keepalived", "-n", "-l", "-D", "-f", config.toString()));
    // After a SIGKILL Debian's version finds its old pid files and will not start again; new names
    // help.
    starts++;
    for (String option : List.of("-p", "-r", "-c")) {
      command.addAll(List.of(option, host.directory().resolve("pid" + option + starts).toString()));
    }
    if (!text.balances()) {
      command.add("-P");
    }
    saidBefore = said().length();
    process = host.start(log, command);
  }

  /** Stops it as an init system does: it says goodbye with priority 0. Returns at once. */
  public void terminate() {
    if (process != null) {
      process.destroy();
    }
  }

  /** Waits until it has stopped. */
  public void awaitEnd() throws InterruptedException {
    if (process != null) {
      process.waitFor();
    }
  }

  /**
   * Kills it without a last word. Its children get a SIGTERM when their parent dies, and would say
   * goodbye, so the parent dies last; stopped, it cannot start new ones meanwhile.
   */
  public void kill() throws IOException, InterruptedException {
    if (process == null) {
      return;
    }
    Signal.STOP.to(List.of(process.toHandle()));
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  /** Freezes it, as a pause of its machine would: nothing is lost that its kernel can queue. */
  public void freeze() throws IOException, InterruptedException {
    Signal.STOP.to(host.processes());
  }

  /** Lets it go on. */
  public void thaw() throws IOException, InterruptedException {
    Signal.CONT.to(host.processes());
  }

  /**
   * Whether it has said since its last start that it entered this state.
   *
   * @param state MASTER, BACKUP or FAULT
   */
  public boolean entered(String state) throws IOException {
    return said().substring(saidBefore).contains("Entering " + state + " STATE");
  }

  private String said() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Whether it has been started and has not ended since. */
  public boolean isRunning() {
    return process != null && process.isAlive();
  }
}
