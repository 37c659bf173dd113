// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.config.ControlConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API: on a Unix socket for operators, on another for those who only ask, and over the
 * network for those who have a token; the last two when the configuration says so.
 *
 * <p>One thread of its own serves all connections, so that a big answer delays no health check.
 * Each connection carries one request: it is simple, and on one machine a connection costs next to
 * nothing.
 */
public final class ControlServer implements Reachability, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

  /** The name of the socket of those who only ask, beside that of the operators. */
  public static final String READ_SOCKET = "read.sock";

  /** Above the second no more pieces are asked for, until it is below the first. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(Pieces.GOOD_SIZE, 2 * Pieces.GOOD_SIZE);

  /** A tenth of the heap, see bin/directord. */
  private static final long BIG_ANSWERS = 100L << 20;

  private static final long PARTING_MILLIS = 1000;

  /** errno(3), negative as Netty has it. */
  private static final int EACCES = -13;

  private final Path socket;
  private final Routes routes;
  private final Limits limits;
  private final EventLoopGroup loop;
  private final ChannelGroup connections;
  private final Executor writers = Workers.thread("control-writer");
  private final Executor following = Workers.thread("control-follow");
  private final Accounts accounts = Accounts.ofMachine(writers);
  private final Shelf shelf = new Shelf(BIG_ANSWERS);
  private final FailedAttempts failures = new FailedAttempts(System::nanoTime);
  private @Nullable Channel operators;
  private @Nullable Channel readers;
  private @Nullable Channel network;
  private Optional<InetSocketAddress> address = Optional.empty();
  private boolean closed;
  private volatile @Nullable Credentials credentials;
  private volatile List<String> problems = List.of();

  private ControlServer(Path socket, Routes routes, Limits limits) {
    this.socket = socket;
    this.routes = routes;
    this.limits = limits;
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("control", true), EpollIoHandler.newFactory());
    this.connections = new DefaultChannelGroup(loop.next());
  }

  /** For operators alone, of the group that this process runs as. */
  public static ControlServer open(Path socket, Routes routes, Limits limits) throws IOException {
    return open(socket, ControlConfig.DEFAULT, routes, limits);
  }

  /**
   * Listens at {@code socket}, whose folder is made when it is missing, and where {@code config}
   * says. A socket left by a dead process is replaced. When what {@code config} names is not there,
   * such as a group or a certificate, it is for operators alone, and says so: a director that does
   * not start for that would leave the servers unchecked. So it does where only a port is denied.
   *
   * @throws IOException a sentence for the operator: somebody answers there, or no permission
   */
  public static ControlServer open(Path socket, ControlConfig config, Routes routes, Limits limits)
      throws IOException {
    SocketFile.makeRoom(socket);
    ControlServer server = new ControlServer(socket, routes, limits);
    try {
      try {
        server.follow(config);
      } catch (ControlRefusedException e) {
        server.cannot(e);
        server.follow(ControlConfig.DEFAULT);
      } catch (PortDeniedException e) {
        // All but the network is as configured.
        server.cannot(e);
      }
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Does what {@code config} says from now on, without dropping anybody; its files are read again.
   * Blocks.
   *
   * @throws ControlRefusedException when what it names is not there; then nothing has changed
   * @throws IOException when the kernel refuses it; what was before goes on where it can
   */
  public synchronized void follow(ControlConfig config) throws IOException {
    if (closed) {
      return;
    }
    SocketFile.Group operating = SocketFile.group("control.operator-group", config.operatorGroup());
    SocketFile.Group reading = SocketFile.group("control.read-group", config.readGroup());
    Credentials next = config.listen().isPresent() ? Credentials.read(config.listen().get()) : null;
    if (operators == null) {
      operators = unix(socket, Role.OPERATOR);
    }
    SocketFile.restrict(socket, operating);
    followReaders(config.readGroup().isPresent(), reading);
    credentials = next == null ? credentials : next;
    followNetwork(
        config
            .listen()
            .map(ControlConfig.Listen::address)
            .map(it -> new InetSocketAddress(it.address(), it.port())));
  }

  @Override
  public void followLater(ControlConfig next) {
    // Groups may be asked of a directory that does not answer; answers shall not wait for that.
    following.execute(
        () -> {
          try {
            follow(next);
            problems = List.of();
          } catch (IOException e) {
            cannot(e);
          }
        });
  }

  private void cannot(IOException why) {
    log.error("control API: cannot be reached as configured: {}", why.getMessage());
    problems = List.of("the API is not reached as configured: " + why.getMessage());
  }

  @Override
  public List<String> problems() {
    return problems;
  }

  private void followReaders(boolean wanted, SocketFile.Group group) throws IOException {
    Path path = socket.resolveSibling(READ_SOCKET);
    if (!wanted) {
      readers = closed(readers);
      return;
    }
    if (readers == null) {
      SocketFile.makeRoom(path);
      readers = unix(path, Role.READ);
    }
    SocketFile.restrict(path, group);
  }

  private void followNetwork(Optional<InetSocketAddress> wanted) throws IOException {
    if (wanted.equals(address)) {
      return;
    }
    Channel before = network;
    network = wanted.isPresent() ? tls(wanted.get()) : null;
    address = wanted;
    closed(before);
  }

  private Channel unix(Path path, Role role) throws IOException {
    return listen(
        EpollServerDomainSocketChannel.class,
        new DomainSocketAddress(path.toFile()),
        "control socket " + path,
        new LocalDoor(role, accounts),
        Optional.empty());
  }

  private Channel tls(InetSocketAddress at) throws IOException {
    try {
      return listen(
          EpollServerSocketChannel.class,
          at,
          "control.listen " + at,
          new NetworkDoor(this::good, failures),
          Optional.of(() -> good().tls()));
    } catch (IOException e) {
      boolean denied = e.getCause() instanceof NativeIoException why && why.expectedErr() == EACCES;
      throw denied ? new PortDeniedException(e) : e;
    }
  }

  /** ip(7): the port needs a privilege. */
  private static final class PortDeniedException extends IOException {
    private static final long serialVersionUID = 1L;

    PortDeniedException(IOException why) {
      super(why.getMessage(), why);
    }
  }

  private Credentials good() {
    Credentials now = credentials;
    if (now == null) {
      throw new IllegalStateException("nobody listens without credentials");
    }
    return now;
  }

  private Channel listen(
      Class<? extends ServerChannel> type,
      SocketAddress at,
      String words,
      Door door,
      Optional<Supplier<SslContext>> tls)
      throws IOException {
    var bound =
        new ServerBootstrap()
            .group(loop)
            .channel(type)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(
                new ControlPipeline(routes, limits, door, tls, connections, writers, shelf))
            .bind(at)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          words + ": cannot listen: " + bound.cause().getMessage(), bound.cause());
    }
    return bound.channel();
  }

  private static @Nullable Channel closed(@Nullable Channel channel) {
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
    return null;
  }

  /** How many are open now, of every sort. */
  int connections() {
    return connections.size();
  }

  /** Takes the sockets away, lets answers that are under way leave for a second, and ends. */
  @Override
  public synchronized void close() {
    closed = true;
    operators = closed(operators);
    readers = closed(readers);
    network = closed(network);
    connections.newCloseFuture().awaitUninterruptibly(PARTING_MILLIS);
    connections.close().awaitUninterruptibly();
    loop.shutdownGracefully(0, PARTING_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
