// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/**
 * The log on stderr, a line an event. The journal has the time itself and wants the priority in
 * front (sd-daemon(3)); a terminal wants to read both. A reader that stops reading holds up nobody:
 * when the queue is full, lines are dropped.
 */
final class LogFormat {
  private static final String FOR_PEOPLE =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger: %msg%n%ex";
  private static final String FOR_JOURNAL = "%syslog%logger: %msg%n%ex";
  private static final int QUEUE = 1024;

  private LogFormat() {}

  static void install() {
    PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put("syslog", SyslogPriority::new);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(System.getenv("JOURNAL_STREAM") == null ? FOR_PEOPLE : FOR_JOURNAL);
    encoder.start();
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(context);
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.start();
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.addAppender(stderr);
    queue.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(queue);
    // Libraries speak when something is wrong.
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("org.pcap4j").setLevel(Level.WARN);
  }

  /** Waits for what is queued, as the process is about to end. */
  static void flush() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  /** "&lt;6&gt;" for information, as sd-daemon(3) has it. */
  public static final class SyslogPriority extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return switch (event.getLevel().toInt()) {
        case Level.ERROR_INT -> "<3>";
        case Level.WARN_INT -> "<4>";
        case Level.INFO_INT -> "<6>";
        default -> "<7>";
      };
    }
  }
}
