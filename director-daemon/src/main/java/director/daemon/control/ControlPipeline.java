// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What every connection of one listener goes through. */
final class ControlPipeline extends ChannelInitializer<Channel> {
  private final Routes routes;
  private final Limits limits;
  private final Door door;
  private final Optional<Supplier<SslContext>> tls;
  private final Seats seats;
  private final ChannelGroup connections;
  private final Executor writers;
  private final Shelf shelf;

  /**
   * @param tls as it is now; empty for none
   * @param connections to which each is added
   */
  ControlPipeline(
      Routes routes,
      Limits limits,
      Door door,
      Optional<Supplier<SslContext>> tls,
      ChannelGroup connections,
      Executor writers,
      Shelf shelf) {
    this.routes = routes;
    this.limits = limits;
    this.door = door;
    this.tls = tls;
    this.seats = new Seats(limits);
    this.connections = connections;
    this.writers = writers;
    this.shelf = shelf;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (seats.isCrowded()) {
      // Not even told so, as a handshake with each would take what checks need: time, descriptors.
      var unused = channel.close();
      return;
    }
    connections.add(channel);
    tls.ifPresent(now -> channel.pipeline().addLast(handshake(channel, now.get())));
    channel
        .pipeline()
        .addLast(new StrictDecoder())
        .addLast(new HttpResponseEncoder())
        .addLast(new RequestReader(routes, door, limits, seats))
        .addLast(new ControlConnection(limits, seats, writers, shelf));
  }

  private SslHandler handshake(Channel channel, SslContext now) {
    SslHandler handler = now.newHandler(channel.alloc());
    handler.setHandshakeTimeout(limits.request().toNanos(), TimeUnit.NANOSECONDS);
    handler.setCloseNotifyFlushTimeout(limits.request().toNanos(), TimeUnit.NANOSECONDS);
    return handler;
  }
}
