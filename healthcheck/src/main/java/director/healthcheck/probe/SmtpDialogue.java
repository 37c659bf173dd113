// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.SmtpCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import java.util.Optional;

/**
 * SMTP as a client speaks it that has no mail (RFC 5321): a greeting, EHLO or HELO, and QUIT, whose
 * reply is waited for, so that the server's log has an orderly session.
 */
final class SmtpDialogue implements Dialogue {

  /** What we have said, and wait to be answered. */
  private enum Said {
    NOTHING,
    EHLO,
    HELO,
    QUIT
  }

  private final SmtpCheck check;
  private final SmtpReplies replies = new SmtpReplies();
  private Said said = Said.NOTHING;

  SmtpDialogue(SmtpCheck check) {
    this.check = check;
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of();
  }

  @Override
  public void opened(ChannelHandlerContext context, Line line) {}

  @Override
  public void heard(ChannelHandlerContext context, Object message, Line line) {
    ByteBuf bytes = (ByteBuf) message;
    while (bytes.isReadable()) {
      Optional<SmtpReply> reply = replies.read(bytes.readByte());
      reply.ifPresent(complete -> answer(complete, context, line));
    }
    if (!replies.fault().isEmpty()) {
      line.found(Finding.bad("the server sent " + replies.fault()));
    }
  }

  private void answer(SmtpReply reply, ChannelHandlerContext context, Line line) {
    switch (said) {
      case NOTHING -> {
        if (expect(220, reply, "SMTP greeting", line)) {
          say(Said.EHLO, "EHLO " + check.helo(), context);
        }
      }
      case EHLO -> {
        if (reply.refuses()) {
          say(Said.HELO, "HELO " + check.helo(), context);
        } else if (expect(250, reply, "SMTP EHLO answered", line)) {
          say(Said.QUIT, "QUIT", context);
        }
      }
      case HELO -> {
        if (expect(250, reply, "SMTP HELO answered", line)) {
          say(Said.QUIT, "QUIT", context);
        }
      }
      case QUIT -> line.found(good());
    }
  }

  private static boolean expect(int code, SmtpReply reply, String what, Line line) {
    if (reply.code() == code) {
      return true;
    }
    line.found(Finding.bad(what + " " + reply + ", expected " + code));
    return false;
  }

  /** A failed write closes the channel, and that is seen. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void say(Said what, String words, ChannelHandlerContext context) {
    said = what;
    context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), words + "\r\n"));
  }

  /** Some servers hang up at QUIT without a word, which harms nobody. */
  @Override
  public void closed(Line line) {
    if (said == Said.QUIT) {
      line.found(good());
    }
  }

  private static Finding good() {
    return Finding.good("SMTP greeting 220, answered 250");
  }

  @Override
  public Finding tooMuch() {
    return Finding.bad("the server sent more than 256 KB");
  }

  @Override
  public String noAnswer() {
    return "no SMTP greeting";
  }

  @Override
  public String unfinished() {
    return said == Said.NOTHING ? "SMTP greeting" : "SMTP dialogue";
  }

  @Override
  public String progress() {
    return said == Said.NOTHING ? "" : said + " was not answered";
  }
}
