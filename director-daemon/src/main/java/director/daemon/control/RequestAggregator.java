// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.TooLongHttpContentException;

/** Leaves the refusal of a big request to {@link ControlConnection}, which says it in JSON. */
final class RequestAggregator extends HttpObjectAggregator {
  RequestAggregator(int bodyBytes) {
    super(bodyBytes, true);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    context.fireExceptionCaught(
        new TooLongHttpContentException(
            "the body may have " + maxContentLength() + " bytes at most"));
  }
}
