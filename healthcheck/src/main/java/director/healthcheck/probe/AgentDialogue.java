// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.AgentCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.Advice.Mode;
import director.healthcheck.state.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/**
 * Asks an agent for its line. HAProxy takes one that cannot be asked for no word at all, since it
 * has a check beside it; here an agent is a check like others, and a silent one is a failed one.
 */
final class AgentDialogue implements Dialogue {

  private static final int LINE = 4096;

  private final AgentCheck check;
  private final StringBuilder line = new StringBuilder();

  AgentDialogue(AgentCheck check) {
    this.check = check;
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of();
  }

  /** A failed write closes the channel, and that is seen. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void opened(ChannelHandlerContext context, Line to) {
    check.send().ifPresent(words -> context.writeAndFlush(Unpooled.wrappedBuffer(words.bytes())));
  }

  @Override
  public void heard(ChannelHandlerContext context, Object message, Line to) {
    ByteBuf bytes = (ByteBuf) message;
    while (bytes.isReadable()) {
      char next = (char) bytes.readUnsignedByte();
      if (next == '\r' || next == '\n') {
        to.found(judged());
        return;
      }
      line.append(next);
      if (line.length() > LINE) {
        to.found(
            Finding.bad("the agent's line is longer than 4 KB, it begins with " + to.excerpt()));
        return;
      }
    }
  }

  @Override
  public void closed(Line to) {
    if (line.length() > 0) {
      to.found(judged());
    }
  }

  private Finding judged() {
    AgentAnswer answer = AgentAnswer.parse(line.toString());
    if (!answer.known()) {
      return finding(
          Verdict.FAILED,
          "the agent says nothing that is understood: " + shown(),
          Advice.NONE,
          answer);
    }
    if (answer.bad().isPresent()) {
      String reason = answer.description().isEmpty() ? "" : ": " + shown(answer.description());
      return finding(
          Verdict.FAILED, "the agent says " + answer.bad().get() + reason, Advice.NONE, answer);
    }
    return finding(Verdict.PASSED, "the agent says " + shown(), advice(answer), answer);
  }

  private static Finding finding(Verdict verdict, String seen, Advice advice, AgentAnswer answer) {
    return new Finding(verdict, true, seen, advice, answer.notes(), List.of());
  }

  private Advice advice(AgentAnswer answer) {
    OptionalInt share =
        answer.percent().isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(bounded(answer.percent().getAsInt()));
    return new Advice(OptionalInt.empty(), 0, share, answer.mode().orElse(Mode.SERVE));
  }

  private int bounded(int percent) {
    return Math.max(check.minimumShare(), Math.min(check.maximumShare(), percent));
  }

  private String shown() {
    return shown(line.toString());
  }

  private static String shown(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Excerpt.of(bytes, bytes.length);
  }

  @Override
  public Finding tooMuch() {
    return Finding.bad("the agent sent more than 256 KB");
  }

  @Override
  public String noAnswer() {
    return "no word of the agent";
  }

  @Override
  public String unfinished() {
    return "agent's line";
  }

  @Override
  public String progress() {
    return shown();
  }
}
