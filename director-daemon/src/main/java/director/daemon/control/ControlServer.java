// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP API on a Unix socket of mode 0660.
 *
 * <p>One thread of its own serves all connections, so that a big answer delays no health check.
 * Each connection carries one request: it is simple, and on one machine a connection costs next to
 * nothing.
 */
public final class ControlServer implements AutoCloseable {
  /** Above the second no more pieces are asked for, until it is below the first. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(Pieces.GOOD_SIZE, 2 * Pieces.GOOD_SIZE);

  /** A tenth of the heap, see bin/directord. */
  private static final long BIG_ANSWERS = 100L << 20;

  private static final long PARTING_MILLIS = 1000;

  private final EventLoopGroup loop;
  private final ChannelGroup connections;
  private final Channel listener;

  private ControlServer(EventLoopGroup loop, ChannelGroup connections, Channel listener) {
    this.loop = loop;
    this.connections = connections;
    this.listener = listener;
  }

  /**
   * Listens at {@code socket}, whose folder is made when it is missing. A socket left by a dead
   * process is replaced.
   *
   * @throws IOException a sentence for the operator: somebody answers there, or no permission
   */
  public static ControlServer open(Path socket, Routes routes, Limits limits) throws IOException {
    SocketFile.makeRoom(socket);
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("control", true), EpollIoHandler.newFactory());
    ChannelGroup connections = new DefaultChannelGroup(loop.next());
    Executor writers = Workers.thread("control-writer");
    Door door = new LocalDoor(Role.OPERATOR, Accounts.ofMachine(writers));
    Seats seats = new Seats(limits);
    Shelf shelf = new Shelf(BIG_ANSWERS);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerDomainSocketChannel.class)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    channel
                        .pipeline()
                        .addLast(new StrictDecoder())
                        .addLast(new HttpResponseEncoder())
                        .addLast(new RequestReader(routes, door, limits, seats))
                        .addLast(new ControlConnection(limits, seats, writers, shelf));
                  }
                });
    try {
      Channel listener = listen(bootstrap, socket);
      SocketFile.restrict(socket);
      return new ControlServer(loop, connections, listener);
    } catch (IOException | RuntimeException e) {
      end(loop);
      throw e;
    }
  }

  private static Channel listen(ServerBootstrap bootstrap, Path socket) throws IOException {
    var bound = bootstrap.bind(new DomainSocketAddress(socket.toFile())).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "control socket " + socket + ": cannot listen: " + bound.cause().getMessage(),
          bound.cause());
    }
    return bound.channel();
  }

  /** Takes the socket away, lets answers that are under way leave for a second, and ends. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    connections.newCloseFuture().awaitUninterruptibly(PARTING_MILLIS);
    connections.close().awaitUninterruptibly();
    end(loop);
  }

  private static void end(EventLoopGroup loop) {
    loop.shutdownGracefully(0, PARTING_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
