// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * Finds out with the first byte if a response is not HTTP, where the decoder would wait for the end
 * of a line.
 */
final class NotHttp extends ChannelInboundHandlerAdapter {

  /** Fired instead of the bytes. */
  static final Object EVENT = new Object();

  private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);

  private int seen;
  private boolean other;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    for (int i = 0; seen < HTTP.length && i < bytes.readableBytes(); i++, seen++) {
      other |= bytes.getByte(bytes.readerIndex() + i) != HTTP[seen];
    }
    if (other) {
      bytes.release();
      context.fireChannelRead(EVENT);
    } else {
      context.fireChannelRead(bytes);
    }
  }
}
