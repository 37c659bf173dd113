// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.Expectation;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a response, as far as it is read. It is kept only if something is expected of it. */
final class ResponseBody {

  private static final byte[] NONE = {};

  private static final int FIRST_ROOM = 1024;

  private final Expectations expectations;
  private final int most;
  private byte[] kept = NONE;
  private int length;

  /**
   * @param most bytes that are read
   */
  ResponseBody(List<Expectation> expected, int most) {
    this.expectations = new Expectations(expected);
    this.most = most;
  }

  /** Bytes so far; can be more than are kept, when the last piece went beyond the limit. */
  int length() {
    return length;
  }

  void add(ByteBuf piece) {
    int more = piece.readableBytes();
    if (!expectations.isEmpty()) {
      keep(piece, Math.min(more, Math.max(0, most - length)));
    }
    length += more;
  }

  /** Whether it is longer than what is read of one, so that nothing that still comes counts. */
  boolean isTooLong() {
    return length > most;
  }

  /**
   * What is wrong with it, in words; null if nothing is.
   *
   * @param ended whether nothing follows
   */
  @Nullable String problem(boolean ended) {
    if (isTooLong()) {
      return "the body is longer than " + ByteCount.of(most) + " (see max-body)";
    }
    if (expectations.isEmpty()) {
      return null;
    }
    byte[] read = length == kept.length ? kept : Arrays.copyOf(kept, length);
    String problem = expectations.problem(read, ended).orElse(null);
    return problem == null
        ? null
        : "the body "
            + problem
            + (length == 0 ? ", it is empty" : ", it begins with " + Excerpt.of(read, read.length));
  }

  private void keep(ByteBuf piece, int more) {
    int needed = length + more;
    if (more > 0 && needed > kept.length) {
      kept =
          Arrays.copyOf(
              kept, Math.min(most, Math.max(FIRST_ROOM, Math.max(needed, 2 * kept.length))));
    }
    if (more > 0) {
      piece.getBytes(piece.readerIndex(), kept, length, more);
    }
  }
}
