// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Finished;
import director.lab.wire.Host;
import java.io.IOException;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A host that runs our daemon, out of the distribution folder that the build made. */
public final class DirectorHost {
  private static final int PATIENCE_SECONDS = 20;

  private final Host host;
  private final Path distribution;
  private final Path config;
  private final Path log;
  private final Path controlSocket;
  private @Nullable Process process;

  /**
   * @param distribution the folder with {@code bin/directord} and {@code bin/directorctl}
   */
  public DirectorHost(Host host, Path distribution) {
    this.host = host;
    this.distribution = distribution;
    this.config = host.directory().resolve("director.conf");
    this.log = host.directory().resolve("director.log");
    this.controlSocket = host.directory().resolve("control.sock");
  }

  public String name() {
    return host.name();
  }

  public Host host() {
    return host;
  }

  /** What it has said so far, since the host was set up. */
  public String log() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Where its configuration file is. */
  public Path config() {
    return config;
  }

  /** Writes its configuration file. */
  public void configure(DirectorConfig text) throws IOException {
    Files.writeString(config, text.text());
    // For people who look around: on this host, directorctl is about this host's daemon.
    Path script = Files.createDirectories(host.commands()).resolve("directorctl");
    Files.writeString(
        script,
        "#!/bin/sh\nexec '%s' --control-socket %s \"$@\"\n"
            .formatted(distribution.resolve("bin/directorctl"), controlSocket));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The command line that starts the daemon, behind {@code before} (setpriv and the like). */
  public List<String> commandLine(String... before) {
    List<String> command = new ArrayList<>(List.of(before));
    command.add(distribution.resolve("bin/directord").toString());
    command.addAll(List.of("--config", config.toString()));
    command.addAll(List.of("--state-dir", host.directory().resolve("state").toString()));
    command.addAll(List.of("--control-socket", controlSocket.toString()));
    return List.copyOf(command);
  }

  /** Starts the daemon, and returns without waiting for it. */
  public void start() throws IOException, InterruptedException {
    process = host.start(log, commandLine());
  }

  /** Starts an elector alone, with its last orders, as systemd does; returns at once. */
  public void startElector() throws IOException, InterruptedException {
    startElector(distribution);
  }

  /** The same of another installation, which may be removed once it {@link #hasElector}. */
  public void startElector(Path installation) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(installation.resolve("bin/directord").toString());
    command.add("vrrp");
    command.addAll(List.of("--socket", host.directory().resolve("elector.sock").toString()));
    command.addAll(List.of("--state-dir", host.directory().resolve("state").toString()));
    host.start(log, command);
  }

  /** Whether an elector waits for a director. */
  public boolean hasElector() {
    return Files.exists(host.directory().resolve("elector.sock"));
  }

  /** What the build made. */
  public Path distribution() {
    return distribution;
  }

  /** Removes what a dead elector has left, as {@code libexec/elector-stopped} does. */
  public Finished release(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/directord").toString());
    command.addAll(List.of("release", "--state-dir", host.directory().resolve("state").toString()));
    command.addAll(List.of(options));
    return host.run(command.toArray(String[]::new));
  }

  /** Runs {@code directorctl} here. */
  public Finished control(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/directorctl").toString());
    command.addAll(List.of("--control-socket", controlSocket.toString()));
    command.addAll(List.of(arguments));
    return host.run(command.toArray(String[]::new));
  }

  /**
   * What {@code directorctl -o json status} would say; empty while the daemon cannot be reached.
   */
  public Optional<DirectorStatus> status() throws IOException {
    String answer;
    try {
      answer = ControlSocket.get(controlSocket, "/v1/status");
    } catch (SocketException e) {
      return Optional.empty();
    }
    return Optional.of(DirectorStatus.parse(answer));
  }

  /**
   * Why something is as it is, in the JSON of {@code directorctl -o json explain}.
   *
   * @throws IOException if there is no such thing, or the daemon cannot be reached
   */
  public String explain(String target) throws IOException {
    return ControlSocket.get(
        controlSocket, "/v1/explain?target=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
  }

  /** Asks it to stop in order (SIGTERM); returns at once. */
  public void terminate() {
    director().destroy();
  }

  /** Asks it to read its configuration file again (SIGHUP); returns at once. */
  public void hangUp() throws IOException, InterruptedException {
    Signal.HUP.to(List.of(director()));
  }

  /**
   * Asks it by its API to read its configuration file again, and waits until it has.
   *
   * @throws IOException if it refuses
   */
  public void reload() throws IOException {
    ControlSocket.post(controlSocket, "/v1/reload", "");
  }

  /**
   * As {@link #reload()}; it is taken back unless somebody confirms it.
   *
   * @throws IOException if it refuses
   */
  public void reload(Duration confirmWithin) throws IOException {
    ControlSocket.post(
        controlSocket, "/v1/reload", "{\"confirm\": \"" + confirmWithin.toSeconds() + "s\"}");
  }

  /**
   * As {@code directorctl vip handover}; returns when another director is MASTER.
   *
   * @throws IOException if it is refused
   */
  public void handOver(String instance) throws IOException {
    ControlSocket.post(
        controlSocket, "/v1/vip/handover", "{\"name\": \"" + instance + "\", \"reason\": \"lab\"}");
  }

  /**
   * As {@code directorctl server}; returns when it is done.
   *
   * @param order in JSON: {@code {"verb": "drain", "within": "10s"}}
   */
  public void instruct(String service, String server, String order) throws IOException {
    ControlSocket.post(controlSocket, "/v1/services/" + service + "/servers/" + server, order);
  }

  /** As {@code directorctl node standby}. */
  public void standBy() throws IOException {
    ControlSocket.post(controlSocket, "/v1/node/standby", "{\"reason\": \"lab\"}");
  }

  /**
   * The same for a time, or over a restart.
   *
   * @param order in JSON: {@code {"for": "30m", "persist": true}}
   */
  public void standBy(String order) throws IOException {
    ControlSocket.post(controlSocket, "/v1/node/standby", order);
  }

  /** As {@code directorctl node resume}. */
  public void resume() throws IOException {
    ControlSocket.post(controlSocket, "/v1/node/resume", "");
  }

  /** Whether the director runs that we started. */
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Freezes both processes, as a pause of their machine would. */
  public void freeze() throws IOException, InterruptedException {
    Signal.STOP.to(host.processes());
  }

  /** Lets both go on. */
  public void thaw() throws IOException, InterruptedException {
    Signal.CONT.to(host.processes());
  }

  /** Lets the elector leave for a restart, as systemd does; returns at once. */
  public void leaveElector() throws IOException, InterruptedException {
    Signal.USR1.to(List.of(elector()));
  }

  /** Kills the elector alone, without a last word. */
  public void killElector() {
    elector().destroyForcibly();
  }

  /** Kills the director alone, without a last word. */
  public void killDirector() {
    director().destroyForcibly();
  }

  /** Kills both, without a last word: what is left is the kernel. */
  public void killBoth() {
    host.killAll();
  }

  /**
   * Waits until the director has ended.
   *
   * @return its exit status
   * @throws IOException if it still runs after 20 s
   */
  public int awaitEnd() throws IOException, InterruptedException {
    Process director = started();
    if (!director.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(
          "directord on " + name() + " has not ended after " + PATIENCE_SECONDS + " s");
    }
    return director.exitValue();
  }

  /** The process of the director; the one that we started. */
  public ProcessHandle director() {
    return started().toHandle();
  }

  /** The process of the elector, which may outlive the director that started it. */
  public ProcessHandle elector() {
    return host.processes().stream()
        .filter(DirectorHost::isElector)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no elector runs on " + name()));
  }

  private Process started() {
    if (process == null) {
      throw new IllegalStateException("directord has not been started on " + name());
    }
    return process;
  }

  private static boolean isElector(ProcessHandle process) {
    // Not by ProcessHandle.info(): it forgets the arguments where the class path is long.
    try {
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return List.of(Files.readString(commandLine).split("\0")).contains("vrrp");
    } catch (IOException e) {
      return false; // it has ended meanwhile
    }
  }
}
