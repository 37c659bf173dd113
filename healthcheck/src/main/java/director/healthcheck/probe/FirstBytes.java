// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Sees the first bytes of an answer before any decoder does: when they come, and what they are. */
final class FirstBytes extends ChannelInboundHandlerAdapter {

  private final Runnable onFirst;
  private final byte[] head = new byte[Excerpt.LENGTH];
  private int length;

  FirstBytes(Runnable onFirst) {
    this.onFirst = onFirst;
  }

  /** What the answer begins with. */
  String excerpt() {
    return Excerpt.of(head, length);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (length == 0 && bytes.isReadable()) {
      onFirst.run();
    }
    int more = Math.min(bytes.readableBytes(), head.length - length);
    bytes.getBytes(bytes.readerIndex(), head, length, more);
    length += more;
    context.fireChannelRead(bytes);
  }
}
