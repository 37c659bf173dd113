// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * A client's side of HTTP/2, for one call; it fires {@link Http2Event}. Settings, pings and flow
 * control are netty's business, which also bounds header lists, continuations, empty frames and
 * what waits to be acknowledged.
 */
final class Http2Client extends Http2ConnectionHandler {

  /** The first stream of a client (RFC 9113, section 5.1.1), and the only one here. */
  static final int CALL = 1;

  private static final int HEADER_LIMIT = 16 * 1024;

  private Http2Client(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    super(decoder, encoder, settings);
  }

  static Http2Client create() {
    return new Builder().build();
  }

  /**
   * Sends the request; a write that fails closes the connection, and that is seen.
   *
   * @param any context of the pipeline
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  void call(ChannelHandlerContext any, Http2Headers header, byte[] body) {
    ChannelHandlerContext own = any.pipeline().context(this);
    encoder().writeHeaders(own, CALL, header, 0, false, own.newPromise());
    encoder().writeData(own, CALL, Unpooled.wrappedBuffer(body), 0, true, own.newPromise());
    flush(own);
  }

  /** What is neither the server's fault nor a connection that is gone is a mistake of ours. */
  @Override
  public void onError(ChannelHandlerContext context, boolean outbound, Throwable cause) {
    Http2Exception violation = Http2CodecUtil.getEmbeddedHttp2Exception(cause);
    if (violation != null) {
      context.fireChannelRead(new Http2Event.Fault(String.valueOf(violation.getMessage())));
    } else if (!outbound) {
      context.fireExceptionCaught(cause);
    }
    super.onError(context, outbound, cause);
  }

  private static final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<Http2Client, Builder> {

    @Override
    protected Http2Client build() {
      server(false);
      initialSettings(new Http2Settings().pushEnabled(false).maxHeaderListSize(HEADER_LIMIT));
      // The probe closes at once, and netty would set a timer for the case that it does not.
      gracefulShutdownTimeoutMillis(-1);
      frameListener(new Frames());
      return super.build();
    }

    @Override
    protected Http2Client build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Http2Client(decoder, encoder, settings);
    }
  }

  /** Netty refuses frames of all streams but ours. */
  private static final class Frames extends Http2FrameAdapter {

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) {
      context.fireChannelRead(new Http2Event.Settings());
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context, int stream, Http2Headers header, int padding, boolean last) {
      context.fireChannelRead(new Http2Event.Header(header, last));
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context,
        int stream,
        Http2Headers header,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean last) {
      context.fireChannelRead(new Http2Event.Header(header, last));
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean last) {
      int length = data.readableBytes() + padding;
      context.fireChannelRead(new Http2Event.Data(data, last));
      return length;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long error) {
      context.fireChannelRead(new Http2Event.Reset(error));
    }

    @Override
    public void onGoAwayRead(
        ChannelHandlerContext context, int lastStream, long error, ByteBuf debugData) {
      context.fireChannelRead(new Http2Event.GoAway(lastStream, error));
    }
  }
}
