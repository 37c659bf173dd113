// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.loop.Loop;
import director.daemon.orders.state.StandingOrder;
import director.vrrp.ElectionListener;
import director.vrrp.Elector;
import director.vrrp.HandoverOutcome;
import director.vrrp.HandoverOutcome.Result;
import director.vrrp.InstanceStatus;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The elector's end of the line. It has threads of its own: a director that does not read holds up
 * neither an election nor the log.
 */
public final class ElectorServer implements ElectionListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("elector");

  private static final Duration REPORT_EVERY = Duration.ofSeconds(1);

  /** Longer than a handover takes at the longest interval, 41 s. */
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  private final ServerSocketChannel server;
  private final Path path;
  private final String version;
  private final LastOrders lastOrders;
  private final RoleOrders roles;
  private volatile Runnable onChange = () -> {};
  private volatile Consumer<List<InstanceStatus>> audience = standing -> {};
  private volatile Supplier<CompletableFuture<Boolean>> sweep = CompletableFuture::new;
  private final AtomicReference<@Nullable Partner> director = new AtomicReference<>();

  /** Touched by the teller only. */
  private @Nullable Future<?> endOfStandby;

  /** What the disk has not taken, while nobody else has {@link #lastOrders}. */
  private @Nullable Orders unkept;

  /** Touched by the disk's loop only. */
  private @Nullable Future<?> settling;

  private final Loop teller = new Loop("elector-tell", e -> LOG.error("telling the director", e));

  /** Waits for a disk that hangs, while the director is told how all stands. */
  private final Loop disk = new Loop("elector-disk", e -> LOG.error("keeping the last orders", e));

  /** The director that is served, and what it is to hear. */
  private record Partner(LineChannel line, Outbox outbox) implements AutoCloseable {
    /** One that does not read is not waiting for an answer either. */
    void answer(long request, HandoverOutcome outcome) {
      boolean unused = outbox.add(new FromElector.Answer(request, outcome));
    }

    @Override
    public void close() {
      outbox.close();
      line.close();
    }
  }

  private ElectorServer(
      ServerSocketChannel server,
      Path path,
      String version,
      LastOrders lastOrders,
      RoleOrders roles) {
    this.server = server;
    this.path = path;
    this.version = version;
    this.lastOrders = lastOrders;
    this.roles = roles;
  }

  /**
   * Makes the socket, for the owner of this process only. Whoever calls holds the elector's lock,
   * so that a socket that is there already is a dead one.
   */
  public static ElectorServer open(
      Path path, String version, LastOrders lastOrders, RoleOrders roles) throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    return new ElectorServer(server, path, version, lastOrders, roles);
  }

  /**
   * Who else is told how the virtual routers stand: when the loop has begun to turn, and whenever
   * that may have changed. To be called before {@link #serve}.
   */
  public void alsoTell(Consumer<List<InstanceStatus>> other) {
    audience = other;
  }

  /** Serves one director at a time; a new one takes the place of the old. */
  public void serve(Elector elector) {
    Thread acceptor = new Thread(() -> accept(elector), "elector-accept");
    acceptor.setDaemon(true);
    acceptor.start();
    onChange = () -> teller.execute(() -> report(elector));
    sweep = elector::sweep;
    teller.every(REPORT_EVERY, () -> reportIfAsked(elector));
    disk.every(REPORT_EVERY, this::keepAgain);
    teller.execute(() -> awaitEndOfStandby(elector));
    disk.execute(this::settleLater);
    onChange.run();
  }

  /** By then nothing is left of the orders before. */
  private void settleLater() {
    if (settling != null) {
      settling.cancel(false);
    }
    settling = disk.schedule(this::settle, SETTLED_AFTER.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What could not be removed is tried again first. */
  void settle() {
    int seen;
    synchronized (lastOrders) {
      seen = lastOrders.changes();
    }
    disk.whenDone(sweep.get(), (clean, failed) -> settled(Boolean.TRUE.equals(clean), seen));
  }

  /** Unless what is in force is not on disk: then what is there is still all that is known. */
  private void settled(boolean clean, int seen) {
    synchronized (lastOrders) {
      if (!clean || unkept != null) {
        settleLater();
      } else if (server.isOpen()) {
        try {
          lastOrders.settled(seen);
        } catch (IOException e) {
          LOG.warn("cannot remove the orders before the last: {}", e.toString());
        }
      }
    }
  }

  private void accept(Elector elector) {
    while (server.isOpen()) {
      try {
        LineChannel line = new LineChannel(server.accept());
        Partner partner = new Partner(line, new Outbox(line, "elector-write"));
        partner
            .outbox()
            .add(
                new FromElector.Hello(
                    ProcessHandle.current().pid(),
                    version,
                    ElectorCodec.kinds(ToElector.class),
                    true));
        Partner before = director.getAndSet(partner);
        if (before != null) {
          before.close();
        }
        Thread reader = new Thread(() -> listen(partner, elector), "elector-orders");
        reader.setDaemon(true);
        reader.start();
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.warn("cannot accept a director: {}", e.getMessage());
        }
      }
    }
  }

  private void listen(Partner partner, Elector elector) {
    try {
      Set<String> unknown = new HashSet<>();
      LineChannel line = partner.line();
      for (String text = line.read(); text != null; text = line.read()) {
        try {
          obey(ElectorCodec.decode(text, ToElector.class), elector, partner);
        } catch (UnknownMessageException e) {
          if (unknown.add(e.kind())) {
            LOG.warn("the director says {}, which is passed over: is it newer than we?", e.kind());
          }
        }
      }
      LOG.info("the director is gone; elections go on with its last orders");
    } catch (IOException e) {
      if (director.compareAndSet(partner, null)) {
        LOG.warn("the line to the director broke: {}; elections go on", e.getMessage());
      } else {
        LOG.info("another director has taken the place of the last");
      }
    } finally {
      director.compareAndSet(partner, null);
      partner.close();
    }
  }

  /** What the disk refuses does not keep an order from being carried out. */
  private void obey(ToElector message, Elector elector, Partner partner) {
    if (message instanceof ToElector.Order order) {
      elector.order(order.orders());
      onChange.run();
      keep(order.orders());
      disk.execute(this::settleLater);
    } else if (message instanceof ToElector.Adjust adjust) {
      elector.adjust(adjust.adjustments());
      onChange.run();
    } else if (message instanceof ToElector.HandOver wish) {
      teller.whenDone(
          elector.handOver(wish.instance(), wish.reason()),
          (outcome, failed) -> handedOver(wish, outcome, partner));
    } else if (message instanceof ToElector.Standby wish) {
      standby(wish, elector);
      onChange.run();
      partner.answer(wish.request(), new HandoverOutcome(Result.DONE, sentence(wish)));
    } else if (message instanceof ToElector.Stop stop) {
      // Before the process can have ended.
      putAside();
      roles.forgetPassing();
      elector.stop(stop.reason());
    }
  }

  private void handedOver(
      ToElector.HandOver wish, @Nullable HandoverOutcome outcome, Partner partner) {
    if (outcome != null) {
      if (outcome.result() == Result.DONE && wish.order() != null) {
        roles.add(wish.order());
      }
      partner.answer(wish.request(), outcome);
      onChange.run();
    }
  }

  private void standby(ToElector.Standby wish, Elector elector) {
    StandingOrder order = wish.order();
    if (!wish.on()) {
      roles.clear();
      elector.standby(false, wish.reason());
    } else if (order == null) {
      elector.standby(true, wish.reason());
    } else if (roles.add(order)) {
      elector.standby(true, wish.reason());
      teller.execute(() -> awaitEndOfStandby(elector));
    }
  }

  /** Also while no director is there. */
  private void awaitEndOfStandby(Elector elector) {
    roles
        .expire()
        .ifPresent(
            over -> {
              elector.endStandby("its time is over: " + over.words());
              onChange.run();
            });
    if (endOfStandby != null) {
      endOfStandby.cancel(false);
      endOfStandby = null;
    }
    roles
        .standbyLeft()
        .ifPresent(
            left ->
                endOfStandby =
                    teller.schedule(
                        () -> awaitEndOfStandby(elector),
                        Math.max(1, left.toMillis() + 1),
                        TimeUnit.MILLISECONDS));
  }

  private String sentence(ToElector.Standby wish) {
    if (!wish.on()) {
      return "all virtual routers take part as configured";
    }
    return "all virtual routers hand over, and take over only what nobody else speaks for"
        + roles.problem().map(problem -> "; but " + problem).orElse("");
  }

  private void keep(Orders orders) {
    synchronized (lastOrders) {
      if (server.isOpen()) {
        try {
          lastOrders.keep(orders);
          unkept = null;
        } catch (IOException e) {
          LOG.error(
              "cannot keep the last orders for an elector that restarts alone: {}", e.toString());
          unkept = orders;
        }
      }
    }
  }

  /** What the disk did not take it may take now. */
  private void keepAgain() {
    synchronized (lastOrders) {
      if (unkept != null && server.isOpen()) {
        try {
          lastOrders.keep(unkept);
          unkept = null;
          LOG.info("the last orders are on disk again");
        } catch (IOException e) {
          LOG.debug("the last orders are not on disk still: {}", e.toString());
        }
      }
    }
  }

  private void putAside() {
    synchronized (lastOrders) {
      if (server.isOpen()) {
        Orders wanting = unkept == null ? LastOrders.NOTHING : unkept;
        unkept = null;
        try {
          lastOrders.stop(wanting);
        } catch (IOException e) {
          LOG.error(
              "cannot remove the last orders for an elector that restarts alone: {}", e.toString());
        }
      }
    }
  }

  /** That the elector was stopped, and has left nothing in the kernel. */
  public void ended() {
    synchronized (lastOrders) {
      try {
        lastOrders.ended();
      } catch (IOException e) {
        LOG.warn("cannot remove the orders before the last: {}", e.toString());
      }
    }
  }

  @Override
  public void changed(Change change) {
    teller.execute(
        () -> {
          LOG.info("{}", ChangeText.of(change));
          tellChange(change);
        });
    onChange.run();
  }

  /** One that does not read them misses some; how things stand it will hear. */
  private void tellChange(Change change) {
    Partner partner = director.get();
    if (partner != null && !partner.outbox().add(new FromElector.Changed(change))) {
      LOG.debug("the director does not read, and misses a change");
    }
  }

  private void reportIfAsked(Elector elector) {
    if (director.get() != null || !roles.inForce().isEmpty()) {
      report(elector);
    }
  }

  private void report(Elector elector) {
    teller.whenDone(
        elector.status(),
        (instances, failed) -> {
          if (instances != null) {
            report(instances);
          }
        });
  }

  private void report(List<InstanceStatus> instances) {
    roles.follow(instances);
    audience.accept(instances);
    Partner partner = director.get();
    if (partner != null) {
      standing(
          partner,
          new FromElector.Standing(instances, roles.inForce(), roles.problem().orElse(null)));
    }
  }

  private static void standing(Partner partner, FromElector.Standing standing) {
    partner.outbox().replace(FromElector.Standing.class, standing);
  }

  @Override
  public void close() throws IOException {
    teller.shutdown();
    disk.shutdown();
    // What is being written is whole when this returns, and nothing is written later.
    synchronized (lastOrders) {
      server.close();
    }
    Partner partner = director.get();
    if (partner != null) {
      partner.close();
    }
    Files.deleteIfExists(path);
  }
}
