// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/** What a server does on an HTTP/2 connection (RFC 9113), as far as it matters to a single call. */
sealed interface Http2Event {

  /** It speaks HTTP/2 at all. */
  record Settings() implements Http2Event {}

  /** Header or trailers of the response. */
  record Header(Http2Headers fields, boolean last) implements Http2Event {}

  /**
   * A piece of the response.
   *
   * @param bytes the codec's, who takes them back afterwards
   */
  record Data(ByteBuf bytes, boolean last) implements Http2Event {}

  /** It ends the call (section 6.4). */
  record Reset(long error) implements Http2Event {}

  /** It ends the connection, once it has answered up to {@code lastStream} (section 6.8). */
  record GoAway(int lastStream, long error) implements Http2Event {}

  /**
   * It does what HTTP/2 does not allow.
   *
   * @param words netty's, which may quote the server
   */
  record Fault(String words) implements Http2Event {}
}
