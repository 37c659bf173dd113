// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why a connection broke: what netty and BoringSSL throw, read as words.
 *
 * @param words as they follow a colon
 * @param sentence as they begin a sentence
 */
record BrokenConnection(String words, String sentence) {

  /** The server ended the connection in order. */
  static final BrokenConnection CLOSED = ofPeer("connection closed by the server");

  private static final BrokenConnection RESET = ofPeer("connection reset by the server");

  /** BoringSSL: {@code error:10000438:SSL routines:OPENSSL_internal:TLSV1_ALERT_INTERNAL_ERROR}. */
  private static final Pattern BORINGSSL = Pattern.compile("error:[^:]*:[^:]*:[^:]*:([A-Z0-9_]+)");

  /** netty: {@code not an SSL/TLS record: 485454502f312e31...}, with all that was received. */
  private static final Pattern NOT_TLS = Pattern.compile("record: ((?:[0-9a-f]{2}){1,40})");

  private static final int LONGEST = 200;

  /** Whether such a thing comes from the network at all, or is a mistake of ours. */
  static boolean isNetworks(Throwable thrown) {
    return cause(thrown) instanceof IOException;
  }

  static BrokenConnection by(Throwable thrown) {
    Throwable cause = cause(thrown);
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof NotSslRecordException) {
      return ofTls("the server does not speak TLS" + sent(message));
    }
    if (cause instanceof ClosedChannelException || message.contains("Connection closed")) {
      return CLOSED;
    }
    if (cause instanceof SSLException) {
      Matcher boringssl = BORINGSSL.matcher(message);
      return ofTls(
          boringssl.find()
              ? boringssl.group(1).toLowerCase(Locale.ROOT).replace('_', ' ')
              : shortened(message));
    }
    return message.contains("reset") ? RESET : ofPeer(shortened(message));
  }

  private static BrokenConnection ofPeer(String words) {
    return new BrokenConnection(words, words);
  }

  private static BrokenConnection ofTls(String words) {
    return new BrokenConnection(words, "TLS failed (" + words + ")");
  }

  private static String sent(String message) {
    Matcher hex = NOT_TLS.matcher(message);
    if (!hex.find()) {
      return "";
    }
    byte[] bytes = HexFormat.of().parseHex(hex.group(1));
    return ", it sent " + Excerpt.of(bytes, bytes.length);
  }

  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof DecoderException && cause != null ? cause : thrown;
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
  }
}
