// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbeResult;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Opens the connections for {@link HttpProbe}. */
final class HttpProber implements Prober {

  private static final int READ_BYTES = 16 * 1024;

  private final EventLoop thread;
  private final ClientTls tls;
  private final Executor soon;

  HttpProber(EventLoop thread, ClientTls tls, Executor soon) {
    this.thread = thread;
    this.tls = tls;
    this.soon = soon;
  }

  @Override
  public RunningProbe start(
      HttpRequestSpec request,
      InetSocketAddress target,
      Duration timeout,
      Consumer<ProbeResult> done) {
    HttpProbe probe = new HttpProbe(request, timeout, soon, done);
    try {
      connect(probe, target);
    } catch (ChannelException noSocket) {
      probe.cannotConnect(ConnectFailure.atOnce(noSocket));
    }
    return probe;
  }

  private void connect(HttpProbe probe, InetSocketAddress target) {
    EpollSocketChannel channel = new EpollSocketChannel();
    // The owner of the probe has the only deadline, and it is not netty's.
    channel
        .config()
        .setConnectTimeoutMillis(0)
        .setTcpNoDelay(true)
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ_BYTES));
    probe.converseOn(channel, tls);
    thread
        .register(channel)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                tell(probe, channel.connect(target));
              } else {
                probe.cannotConnect(ConnectFailure.atOnce(registered.cause()));
              }
            });
  }

  private static void tell(HttpProbe probe, ChannelFuture connect) {
    if (connect.isDone()) {
      if (!connect.isSuccess()) {
        probe.cannotConnect(ConnectFailure.atOnce(connect.cause()));
      }
    } else {
      connect.addListener(
          later -> {
            if (!later.isSuccess()) {
              probe.cannotConnect(ConnectFailure.later(later.cause()));
            }
          });
    }
  }
}
