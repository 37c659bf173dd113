// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.Question;
import director.healthcheck.request.UdpCheck;
import director.healthcheck.request.UdpCheck.Reply;
import director.healthcheck.state.ReadableDuration;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Any datagram, and perhaps one that must come back. An empty one that comes back is not seen:
 * netty takes it for the end of what there is to read.
 */
final class UdpDialogue implements DatagramDialogue {

  /** Bytes of a reply that a sentence shows. */
  private static final int SHOWN = 20;

  private final UdpCheck check;

  UdpDialogue(UdpCheck check) {
    this.check = check;
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of();
  }

  /** All that fits an IP packet. */
  @Override
  public int longest() {
    return 65_535;
  }

  @Override
  public ChannelFuture ask(Channel channel, Question question) {
    byte[] payload = check.payload().bytes();
    return payload.length == 0
        ? sendNothing((EpollDatagramChannel) channel, question.target())
        : channel.writeAndFlush(Unpooled.wrappedBuffer(payload));
  }

  /** For netty an empty buffer is nothing to send, while it is a datagram like any other. */
  private static ChannelFuture sendNothing(EpollDatagramChannel channel, InetSocketAddress target) {
    try {
      new Socket(channel.fd().intValue())
          .sendTo(ByteBuffer.allocateDirect(0), 0, 0, target.getAddress(), target.getPort());
      return channel.newSucceededFuture();
    } catch (IOException e) {
      return channel.newFailedFuture(e);
    }
  }

  @Override
  public Optional<Finding> heard(Object message) {
    ByteBuf bytes = ((DatagramPacket) message).content();
    return Optional.of(
        check
            .reply()
            .flatMap(reply -> problem(reply, bytes))
            .map(Finding::bad)
            .orElseGet(() -> Finding.good("answered with " + size(bytes))));
  }

  private static Optional<String> problem(Reply reply, ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (length < reply.minimum() || length > reply.maximum()) {
      return Optional.of(
          "the reply has %s, expected %d to %d"
              .formatted(size(bytes), reply.minimum(), reply.maximum()));
    }
    String begin =
        ByteBufUtil.hexDump(bytes, bytes.readerIndex(), Math.min(length, maskBytes(reply)));
    if (fits(begin, reply.mask())) {
      return Optional.empty();
    }
    return Optional.of(
        "the reply begins with " + shown(begin) + ", expected " + shown(reply.mask()));
  }

  private static int maskBytes(Reply reply) {
    return reply.mask().length() / 2;
  }

  private static boolean fits(String hex, String mask) {
    if (hex.length() < mask.length()) {
      return false;
    }
    for (int i = 0; i < mask.length(); i++) {
      if (mask.charAt(i) != 'x' && mask.charAt(i) != hex.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String size(ByteBuf bytes) {
    int length = bytes.readableBytes();
    return length == 1 ? "1 byte" : length + " bytes";
  }

  private static String shown(String hex) {
    return hex.length() <= 2 * SHOWN ? hex : hex.substring(0, 2 * SHOWN) + "...";
  }

  @Override
  public Finding malformed() {
    throw new IllegalStateException("nothing is decoded here");
  }

  @Override
  public Finding silent(Duration timeout) {
    return check.reply().isPresent()
        ? Finding.broken("no reply within " + ReadableDuration.of(timeout))
        : Finding.good("no ICMP error");
  }
}
