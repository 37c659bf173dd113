// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;

/** Gives to the decoder what says that it is a response to our query, and nothing else. */
final class OurAnswers extends ChannelInboundHandlerAdapter {

  /** Fired instead of a datagram that is none. */
  static final Object OTHER = new Object();

  /** RFC 1035, section 4.1.1. */
  private static final int HEADER = 12;

  private static final int QR = 0x80;

  private final int id;

  OurAnswers(int id) {
    this.id = id;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    ByteBuf bytes = packet.content();
    int start = bytes.readerIndex();
    if (bytes.readableBytes() >= HEADER
        && bytes.getUnsignedShort(start) == id
        && (bytes.getUnsignedByte(start + 2) & QR) != 0) {
      context.fireChannelRead(packet);
    } else {
      packet.release();
      context.fireChannelRead(OTHER);
    }
  }
}
