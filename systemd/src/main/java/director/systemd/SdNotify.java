// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The protocol of sd_notify(3): a datagram to the socket that $NOTIFY_SOCKET names. */
public final class SdNotify {
  private SdNotify() {}

  /**
   * Sends {@code state}, such as "READY=1". Without a service manager that listens, nothing.
   *
   * @return false when there was somebody to tell and it failed
   */
  public static boolean send(String state) {
    return send(System.getenv("NOTIFY_SOCKET"), state);
  }

  static boolean send(@Nullable String socket, String state) {
    if (socket == null || socket.isEmpty()) {
      return true;
    }
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try {
      // Connected: netty refuses to write to a datagram channel that is only registered.
      ChannelFuture connected = connect(loop, address(socket)).awaitUninterruptibly();
      Channel channel = connected.channel();
      boolean sent =
          connected.isSuccess()
              && channel
                  .writeAndFlush(Unpooled.copiedBuffer(state, StandardCharsets.UTF_8))
                  .awaitUninterruptibly()
                  .isSuccess();
      channel.close().awaitUninterruptibly();
      return sent;
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static ChannelFuture connect(EventLoopGroup loop, DomainSocketAddress address) {
    return new Bootstrap()
        .group(loop)
        .channel(EpollDomainDatagramChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {}
            })
        .connect(address);
  }

  /** A name that begins with @ is in the abstract namespace: its first byte is zero. */
  private static DomainSocketAddress address(String socket) {
    return new DomainSocketAddress(socket.startsWith("@") ? "\0" + socket.substring(1) : socket);
  }
}
