// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.loop.Loop;
import director.vrrp.ElectionListener;
import director.vrrp.Elector;
import director.vrrp.InstanceStatus;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The elector's end of the line. It has threads of its own: writing to a director that does not
 * read must not hold up an election.
 */
public final class ElectorServer implements ElectionListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("elector");

  private static final Duration REPORT_EVERY = Duration.ofSeconds(1);

  private final ServerSocketChannel server;
  private final Path path;
  private final String version;
  private final LastOrders lastOrders;
  private volatile Runnable onChange = () -> {};
  private final AtomicReference<@Nullable LineChannel> director = new AtomicReference<>();
  private final Loop writer =
      new Loop("elector-link", e -> LOG.error("the line to the director", e));

  private ElectorServer(
      ServerSocketChannel server, Path path, String version, LastOrders lastOrders) {
    this.server = server;
    this.path = path;
    this.version = version;
    this.lastOrders = lastOrders;
  }

  /**
   * Makes the socket, for the owner of this process only. Whoever calls holds the elector's lock,
   * so that a socket that is there already is a dead one.
   */
  public static ElectorServer open(Path path, String version, LastOrders lastOrders)
      throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    return new ElectorServer(server, path, version, lastOrders);
  }

  /** Serves one director at a time; a new one takes the place of the old. */
  public void serve(Elector elector) {
    Thread acceptor = new Thread(() -> accept(elector), "elector-accept");
    acceptor.setDaemon(true);
    acceptor.start();
    onChange = () -> writer.execute(() -> report(elector));
    writer.every(REPORT_EVERY, () -> report(elector));
  }

  private void accept(Elector elector) {
    while (server.isOpen()) {
      try {
        LineChannel line = new LineChannel(server.accept());
        replaceDirector(line);
        say(new FromElector.Hello(ProcessHandle.current().pid(), version));
        Thread reader = new Thread(() -> listen(line, elector), "elector-orders");
        reader.setDaemon(true);
        reader.start();
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.warn("cannot accept a director: {}", e.getMessage());
        }
      }
    }
  }

  private void replaceDirector(LineChannel line) throws IOException {
    LineChannel before = director.getAndSet(line);
    if (before != null) {
      before.close();
    }
  }

  private void listen(LineChannel line, Elector elector) {
    try (line) {
      for (String text = line.read(); text != null; text = line.read()) {
        obey(ElectorCodec.decode(text, ToElector.class), elector);
      }
      LOG.info("the director is gone; elections go on with its last orders");
    } catch (IOException e) {
      LOG.warn("the line to the director broke: {}; elections go on", e.getMessage());
    } finally {
      director.compareAndSet(line, null);
    }
  }

  /** What the disk refuses does not keep an order from being carried out. */
  private void obey(ToElector message, Elector elector) {
    if (message instanceof ToElector.Order order) {
      elector.order(order.orders());
      onChange.run();
      onDisk("keep", () -> lastOrders.keep(order.orders()));
    } else if (message instanceof ToElector.Stop stop) {
      elector.stop(stop.reason());
      onDisk("remove", lastOrders::forget);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void onDisk(String what, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      LOG.error(
          "cannot {} the last orders for an elector that restarts alone: {}", what, e.toString());
    }
  }

  @Override
  public void changed(Change change) {
    writer.execute(
        () -> {
          LOG.info("{}", ChangeText.of(change));
          say(new FromElector.Changed(change));
        });
    onChange.run();
  }

  private void report(Elector elector) {
    if (director.get() != null) {
      writer.whenDone(elector.status(), (instances, failed) -> standing(instances));
    }
  }

  private void standing(@Nullable List<InstanceStatus> instances) {
    if (instances != null) {
      say(new FromElector.Standing(instances));
    }
  }

  private void say(FromElector message) {
    LineChannel line = director.get();
    if (line == null) {
      return;
    }
    try {
      line.write(ElectorCodec.encode(message));
    } catch (IOException e) {
      // Its reader sees the same and reports it.
      director.compareAndSet(line, null);
    }
  }

  @Override
  public void close() throws IOException {
    writer.shutdown();
    server.close();
    LineChannel line = director.get();
    if (line != null) {
      line.close();
    }
    Files.deleteIfExists(path);
  }
}
