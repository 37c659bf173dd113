// SPDX-License-Identifier: Apache-2.0
package director.lab.wire;

import director.netlink.linux.NetworkNamespace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One machine of the lab: a network namespace with {@code lo} and {@code eth0}, the latter plugged
 * into the lab's switch.
 */
public final class Host {
  /** A process's network namespace, as {@code readlink} shows it: {@code net:[4026532209]}. */
  private static final String NAMESPACE_LINK = "ns/net";

  private final String name;
  private final String address;
  private final String mac;
  private final Path directory;
  private final Path namespace;

  Host(String name, String address, String mac, Path directory)
      throws IOException, InterruptedException {
    this.name = name;
    this.address = address;
    this.mac = mac;
    this.directory = directory;
    Files.createDirectories(directory);
    this.namespace =
        inside(() -> Files.readSymbolicLink(Path.of("/proc/thread-self", NAMESPACE_LINK)));
  }

  public String name() {
    return name;
  }

  /** The IPv4 address of its {@code eth0}, without prefix length. */
  public String address() {
    return address;
  }

  /** The IPv6 address of its {@code eth0} beside the link-local one. */
  public String address6() {
    return Lab.address6(Integer.parseInt(address.substring(address.lastIndexOf('.') + 1)));
  }

  /** The hardware address of its {@code eth0}, in lower case with colons. */
  public String mac() {
    return mac;
  }

  /** Where its configuration, logs, state and sockets are. */
  public Path directory() {
    return directory;
  }

  /** Commands that only this host has; in front of the others for who comes through the door. */
  public Path commands() {
    return directory.resolve("bin");
  }

  /** What {@code work} answers in a thread that stands on this host: its sockets, its processes. */
  public <T> T inside(Callable<T> work) throws IOException, InterruptedException {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              NetworkNamespace.enter(name);
              return work.call();
            });
    new Thread(task, "on-" + name).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException("on " + name + ": " + e.getCause(), e.getCause());
    }
  }

  /** A thread that has been started and stands on this host until it ends. */
  public Thread thread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                NetworkNamespace.enter(name);
              } catch (IOException e) {
                throw new IllegalStateException("cannot enter host " + name, e);
              }
              work.run();
            },
            "on-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Runs a command here, to its end, whatever that end is. */
  public Finished run(String... command) throws IOException, InterruptedException {
    return inside(() -> Command.run(command));
  }

  /** Starts a daemon here; what it says is added to {@code log}. */
  public Process start(Path log, List<String> command) throws IOException, InterruptedException {
    File file = log.toFile();
    return inside(
        () ->
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
                .redirectInput(new File("/dev/null"))
                .start());
  }

  /** The processes that run here, oldest first, orphans included. */
  public List<ProcessHandle> processes() {
    List<ProcessHandle> here = new ArrayList<>();
    ProcessHandle.allProcesses().filter(this::isHere).sorted().forEach(here::add);
    return List.copyOf(here);
  }

  /** Kills all that runs here, at once, as a power cut would. */
  public void killAll() {
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  /** Pulls the network cable: both ends lose their carrier. */
  public void cutLink() throws IOException, InterruptedException {
    Command.run("ip", "link", "set", port(name), "down").orThrow();
  }

  /** Plugs the network cable in again. */
  public void restoreLink() throws IOException, InterruptedException {
    Command.run("ip", "link", "set", port(name), "up").orThrow();
  }

  /**
   * Lets the switch lose all that comes and goes here; unlike with a pulled cable, nobody knows.
   */
  public void isolate() throws IOException, InterruptedException {
    Command.run("bridge", "link", "set", "dev", port(name), "state", "0").orThrow();
  }

  /** Lets the switch pass everything on again. */
  public void rejoin() throws IOException, InterruptedException {
    Command.run("bridge", "link", "set", "dev", port(name), "state", "3").orThrow();
  }

  /** The name of the switch's port that leads to host {@code name}. */
  static String port(String name) {
    return "to-" + name;
  }

  private boolean isHere(ProcessHandle process) {
    Path own = Path.of("/proc", Long.toString(process.pid()), NAMESPACE_LINK);
    try {
      // Our own threads that stand here do not make this JVM a process of the host.
      return process.pid() != ProcessHandle.current().pid()
          && Files.readSymbolicLink(own).equals(namespace);
    } catch (IOException e) {
      return false; // it has ended meanwhile
    }
  }
}
