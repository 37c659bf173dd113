// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;

/**
 * What is said on one connection after it stands, in one protocol. {@link StreamProbe} does what
 * all of them need: it connects, speaks TLS, counts bytes, keeps time, and closes.
 *
 * <p>A dialogue settles by calling {@link Line#found}; what comes after the first finding is thrown
 * away.
 */
interface Dialogue {

  /** What a dialogue may do to the probe it belongs to. */
  interface Line {

    /** This settles it. */
    void found(Finding finding);

    /** The answer has begun well, and its end is waited for: {@link #unfinished} names the rest. */
    void inBody();

    /** What the answer begins with, readable. */
    String excerpt();
  }

  /** The protocols that are offered in the TLS handshake (ALPN, RFC 7301), best first. */
  default List<String> applicationProtocols() {
    return List.of();
  }

  /** Bytes that are taken from the network at most, TLS and framing included. */
  default int readLimit() {
    return ReadLimit.BYTES;
  }

  /** Handlers between TLS and the probe; the last of them yields what {@link #heard} takes. */
  List<ChannelHandler> handlers();

  /** The connection stands, with TLS if there is any. Says the first word, or waits for it. */
  void opened(ChannelHandlerContext context, Line line);

  /** Something came; the probe releases it afterwards. */
  void heard(ChannelHandlerContext context, Object message, Line line);

  /** The other side closed in order. */
  default void closed(Line line) {}

  /** The finding when the server has sent more than any answer may have. */
  Finding tooMuch();

  /** What has not come at all, as in "no HTTP response". */
  String noAnswer();

  /** What has come in part, as in "the HTTP response header". */
  String unfinished();

  /** How much of it has come, as in "status 200, 12 bytes of the body"; empty for no word. */
  String progress();
}
