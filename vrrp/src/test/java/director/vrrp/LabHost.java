// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.linux.NetworkNamespace;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A host of the lab in a network namespace of its own, with our elector or keepalived on it. */
final class LabHost implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final String name;
  private final Path directory;
  private final BlockingQueue<ElectionListener.Change> changes = new LinkedBlockingQueue<>();
  private @Nullable Elector elector;
  private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
  private @Nullable Process keepalived;

  LabHost(String name) throws IOException {
    this.name = name + "-" + ProcessHandle.current().pid();
    this.directory = Files.createTempDirectory("directord-" + name);
    command("ip", "netns", "add", this.name);
    ip("link set lo up");
  }

  String name() {
    return name;
  }

  /** What ip(8) says there. */
  String ip(String arguments) throws IOException {
    List<String> whole = new ArrayList<>(List.of("ip", "-n", name));
    whole.addAll(List.of(arguments.split(" ")));
    return command(whole.toArray(String[]::new));
  }

  /** Our elector, until {@link #stop}. */
  void elect(InstanceOrders orders) {
    elect(orders, Orders.of(List.of()));
  }

  /** The same after a former life that had those orders. */
  void elect(InstanceOrders orders, Orders former) {
    CompletableFuture<Elector> opened = new CompletableFuture<>();
    CompletableFuture<Void> running = new CompletableFuture<>();
    new Thread(() -> run(opened, running), "elector of " + name).start();
    ended = running;
    Elector open = opened.join();
    elector = open;
    open.remember(former);
    open.order(Orders.of(List.of(orders)));
  }

  private void run(CompletableFuture<Elector> opened, CompletableFuture<Void> over) {
    try {
      NetworkNamespace.enter(name);
      Elector open = Elector.open(changes::add);
      opened.complete(open);
      open.run();
      over.complete(null);
    } catch (IOException | RuntimeException e) {
      opened.completeExceptionally(e);
      over.completeExceptionally(e);
    }
  }

  void reorder(InstanceOrders orders) {
    running().order(Orders.of(List.of(orders)));
  }

  InstanceStatus status() {
    return running().status().join().get(0);
  }

  private Elector running() {
    if (elector == null) {
      throw new IllegalStateException("no elector runs on " + name);
    }
    return elector;
  }

  /** Our elector, in order. */
  void stop() {
    if (elector != null) {
      elector.stop("the test is over");
      elector = null;
      ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  /** keepalived with one instance, of which these are the lines. */
  void keepalive(String... lines) throws IOException {
    Path config = directory.resolve("keepalived.conf");
    Files.writeString(
        config,
        "vrrp_instance photos {\n" + String.join("\n", lines) + "\n garp_master_delay 1\n}\n");
    Process started =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                name,
                "keepalived",
                "-n",
                "-l",
                "-D",
                "-P",
                "-f",
                config.toString(),
                "-p",
                directory + "/pid",
                "-r",
                directory + "/vrrp.pid")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    keepalived = started;
  }

  String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until our elector has entered the state. */
  void awaitState(VrrpState state) throws InterruptedException {
    await(() -> status().state() == state, () -> "not " + state + ": " + status());
  }

  /** Waits until our elector has heard that master. */
  void awaitMaster(String address) throws InterruptedException {
    await(() -> address.equals(status().master()), () -> "has not heard " + address);
  }

  /** Waits until keepalived or we have the address, or have it no more. */
  void awaitAddress(String address, boolean there) throws InterruptedException {
    await(() -> has(address) == there, () -> address + (there ? " is not" : " is still") + " here");
  }

  boolean has(String address) {
    try {
      return ip("-o addr show").contains(" " + address + "/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the address is believed to be at that hardware address. */
  void awaitNeighbour(String address, String mac) throws InterruptedException {
    await(() -> neighbours().contains(address + " dev eth0 lladdr " + mac), this::neighbours);
  }

  private String neighbours() {
    try {
      return ip("neigh show");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private interface Complaint {
    String sentence();
  }

  private void await(Condition condition, Complaint complaint) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(name + ": " + complaint.sentence() + "\n" + told());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private String told() {
    String ours = changes.stream().map(Object::toString).collect(Collectors.joining("\n"));
    return keepalived == null ? ours : log();
  }

  @Override
  public void close() throws IOException {
    stop();
    if (keepalived != null) {
      keepalived.destroy();
      keepalived.onExit().join();
    }
    command("ip", "netns", "delete", name);
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static String command(String... words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", words) + ": " + said.strip());
    }
    return said;
  }
}
