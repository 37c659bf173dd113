// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders;

import director.daemon.orders.state.Moment;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What time it is for orders that have an end. */
public final class MachineClock implements Supplier<Moment> {
  private static final Logger LOG = LoggerFactory.getLogger("director");
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  private final String boot;

  private MachineClock(String boot) {
    this.boot = boot;
  }

  /** Where the kernel does not tell its lives apart, the wall clock has to do. */
  public static MachineClock open() {
    try {
      return new MachineClock(firstWord(Path.of("/proc/sys/kernel/random/boot_id")));
    } catch (IOException e) {
      LOG.warn("orders end by the wall clock alone: {}", e.toString());
      return new MachineClock("");
    }
  }

  @Override
  public Moment get() {
    try {
      return new Moment(Instant.now(), boot, boot.isEmpty() ? Duration.ZERO : uptime());
    } catch (IOException | NumberFormatException e) {
      // By no boot at all the wall clock counts.
      LOG.warn("an order ends by the wall clock alone: {}", e.toString());
      return new Moment(Instant.now(), "", Duration.ZERO);
    }
  }

  private static Duration uptime() throws IOException {
    String seconds = firstWord(Path.of("/proc/uptime"));
    return Duration.ofNanos(new BigDecimal(seconds).multiply(NANOS).longValue());
  }

  private static String firstWord(Path file) throws IOException {
    // Not readString, which trusts the size that these files do not have.
    String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip();
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }
}
