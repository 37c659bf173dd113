// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.TcpCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A connection, and perhaps something said and something expected. The answer is judged with each
 * piece that comes, since nobody knows which is the last: a server that waits for more words of
 * ours keeps the connection open.
 */
final class TcpDialogue implements Dialogue {

  static final int ANSWER_LIMIT = 64 * 1024;

  /**
   * Bytes that are judged at most, each again with each piece after it: 64 KB in segments of an
   * Ethernet frame come to 1.5 MB, and in single bytes to 2 GB.
   */
  static final int JUDGED_LIMIT = 4 * 1024 * 1024;

  private final TcpCheck check;
  private final Expectations expectations;
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private int judged;
  private String missing = "";

  TcpDialogue(TcpCheck check) {
    this.check = check;
    this.expectations = new Expectations(check.expect());
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of();
  }

  /** A failed write closes the channel, and that is seen. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void opened(ChannelHandlerContext context, Line line) {
    ByteBuf words =
        check
            .send()
            .map(octets -> Unpooled.wrappedBuffer(octets.bytes()))
            .orElse(Unpooled.EMPTY_BUFFER);
    context
        .writeAndFlush(words)
        .addListener(
            said -> {
              if (said.isSuccess() && check.expect().isEmpty()) {
                line.found(Finding.good(check.tls().isPresent() ? "TLS connected" : "connected"));
              }
            });
  }

  @Override
  public void heard(ChannelHandlerContext context, Object message, Line line) {
    ByteBuf bytes = (ByteBuf) message;
    int room = ANSWER_LIMIT - answer.size();
    boolean whole = bytes.readableBytes() <= room;
    answer.writeBytes(
        ByteBufUtil.getBytes(bytes, bytes.readerIndex(), Math.min(bytes.readableBytes(), room)));
    judge(whole, answer.size() == ANSWER_LIMIT, line);
  }

  @Override
  public void closed(Line line) {
    if (answer.size() > 0 && !missing.isEmpty()) {
      line.found(bad(line));
    }
  }

  private void judge(boolean whole, boolean last, Line line) {
    judged += answer.size();
    if (judged > JUDGED_LIMIT) {
      line.found(
          Finding.bad("the answer comes in too small pieces, it begins with " + line.excerpt()));
      return;
    }
    Optional<String> problem = expectations.problem(answer.toByteArray(), whole);
    missing = problem.orElse("");
    if (problem.isEmpty()) {
      line.found(Finding.good("answered " + line.excerpt()));
    } else if (last) {
      line.found(bad(line));
    }
  }

  private Finding bad(Line line) {
    return Finding.bad("the answer " + missing + ", it begins with " + line.excerpt());
  }

  @Override
  public Finding tooMuch() {
    return Finding.bad("more than 256 KB sent, and the answer " + missing);
  }

  @Override
  public String noAnswer() {
    return "no answer";
  }

  @Override
  public String unfinished() {
    return "answer";
  }

  @Override
  public String progress() {
    return missing.isEmpty() ? "" : "it " + missing;
  }
}
