// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Bounds what is taken from the network for one probe, TLS and chunk framing included: whatever a
 * server thinks up, endless handshake messages or chunk extensions, this is the end of it.
 */
final class ReadLimit extends ChannelInboundHandlerAdapter {

  /** A certificate chain, a header and a short answer, and as much again for the framing. */
  static final int BYTES = 256 * 1024;

  private final int most;
  private final Runnable onExcess;
  private int taken;

  /**
   * @param most bytes that are passed on
   */
  ReadLimit(int most, Runnable onExcess) {
    this.most = most;
    this.onExcess = onExcess;
  }

  /** Bytes taken so far. */
  int taken() {
    return taken;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    taken += bytes.readableBytes();
    if (taken <= most) {
      context.fireChannelRead(bytes);
    } else {
      bytes.release();
      onExcess.run();
    }
  }
}
