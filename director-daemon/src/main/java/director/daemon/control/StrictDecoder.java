// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Refuses what two readers could take for two different requests (RFC 9112, section 11.2): two
 * lengths, a length beside chunks, odd line ends.
 */
final class StrictDecoder extends HttpRequestDecoder {
  private static final int LONGEST_LINE = 4096;
  private static final int LONGEST_HEADERS = 8192;
  private static final int CHUNK = 8192;

  StrictDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LONGEST_HEADERS)
            .setMaxChunkSize(CHUNK)
            .setAllowDuplicateContentLengths(false)
            .setValidateHeaders(true)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true));
  }
}
