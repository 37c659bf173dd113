// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.TooLongHttpContentException;
import org.jspecify.annotations.Nullable;

/** Leaves the refusal of a big request to {@link ControlConnection}, which says it in JSON. */
final class RequestAggregator extends HttpObjectAggregator {
  RequestAggregator(int bodyBytes) {
    super(bodyBytes, true);
  }

  /** No 100-continue for what would be refused: the answer is the refusal. */
  @Override
  protected @Nullable Object newContinueResponse(
      HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
    return isContentLengthInvalid(start, maxContentLength)
        ? null
        : super.newContinueResponse(start, maxContentLength, pipeline);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    context.fireExceptionCaught(
        new TooLongHttpContentException(
            "the body may have " + maxContentLength() + " bytes at most"));
  }
}
