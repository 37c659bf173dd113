// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * Sees the first bytes of a response before the decoder does: tells when they come, and finds out
 * at once if this is not HTTP, where the decoder would wait for the end of a line.
 */
final class ResponseTap extends ChannelInboundHandlerAdapter {

  /** Who hears of it. */
  interface Listener {

    void firstByte();

    void notHttp(String excerpt);
  }

  private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);

  private final Listener listener;
  private final byte[] head = new byte[Excerpt.LENGTH];
  private int length;

  ResponseTap(Listener listener) {
    this.listener = listener;
  }

  /** What the response begins with. */
  String excerpt() {
    return Excerpt.of(head, length);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (length == 0 && bytes.isReadable()) {
      listener.firstByte();
    }
    int more = Math.min(bytes.readableBytes(), head.length - length);
    bytes.getBytes(bytes.readerIndex(), head, length, more);
    length += more;
    if (beginsLikeHttp()) {
      context.fireChannelRead(bytes);
    } else {
      bytes.release();
      listener.notHttp(excerpt());
    }
  }

  private boolean beginsLikeHttp() {
    for (int i = 0; i < Math.min(length, HTTP.length); i++) {
      if (head[i] != HTTP[i]) {
        return false;
      }
    }
    return true;
  }
}
