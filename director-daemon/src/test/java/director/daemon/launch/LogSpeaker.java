// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that logs: one line of each kind, or as many as its argument says. */
final class LogSpeaker {
  private LogSpeaker() {}

  public static void main(String... arguments) {
    LogFormat.install();
    Logger log = LoggerFactory.getLogger("director");
    if (arguments.length > 0) {
      for (int line = 0; line < Integer.parseInt(arguments[0]); line++) {
        log.info("line {} {}", line, "x".repeat(200));
      }
    } else {
      log.info("photos: BACKUP -> MASTER: nobody else");
      log.warn("late");
      log.error("broken", new IllegalStateException("our mistake"));
      log.debug("not for operators");
      LoggerFactory.getLogger("io.netty.channel").info("not for operators");
      LoggerFactory.getLogger("io.netty.channel").warn("netty is worried");
    }
    LogFormat.flush();
    System.out.println("done");
  }
}
