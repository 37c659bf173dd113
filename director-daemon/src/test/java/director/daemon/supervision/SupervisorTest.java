// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import director.systemd.SdNotify;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SupervisorTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("directord");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> heard = new ArrayList<>();
  private boolean deaf;

  private final Supervisor supervisor =
      new Supervisor(
          datagram -> {
            if (deaf) {
              throw new IOException("send a datagram: Connection refused (ECONNREFUSED)");
            }
            heard.add(new String(datagram, StandardCharsets.UTF_8));
          },
          Runnable::run);

  @BeforeEach
  void listenToTheLog() {
    log.start();
    LOGGER.setLevel(Level.WARN);
    LOGGER.setAdditive(false);
    LOGGER.addAppender(log);
  }

  @AfterEach
  void leaveTheLog() {
    LOGGER.detachAppender(log);
    LOGGER.setAdditive(true);
    LOGGER.setLevel(null);
  }

  private List<String> said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  @DisplayName("each notice is a datagram of its own")
  void tells() {
    supervisor.tell(SdNotify.READY.and(SdNotify.status("MASTER of photos")));
    supervisor.tell(SdNotify.WATCHDOG);

    assertEquals(List.of("READY=1\nSTATUS=MASTER of photos", "WATCHDOG=1"), heard);
    assertEquals(List.of(), said());
  }

  @Test
  @DisplayName("that nobody listens is said once, and once more after somebody did")
  void complainsOnce() {
    String complaint =
        "cannot tell the service manager how we are: send a datagram: Connection refused"
            + " (ECONNREFUSED)";

    deaf = true;
    supervisor.tell(SdNotify.WATCHDOG);
    supervisor.tell(SdNotify.WATCHDOG);
    deaf = false;
    supervisor.tell(SdNotify.READY);
    deaf = true;
    supervisor.tell(SdNotify.WATCHDOG);

    assertEquals(List.of("READY=1"), heard);
    assertEquals(List.of(complaint, complaint), said());
  }

  @Test
  @DisplayName("without a service manager there is nobody to tell, and nothing to say about it")
  void nobody() {
    assertSame(Supervisor.NONE, Supervisor.of(Map.of(), Runnable::run));
    assertSame(Supervisor.NONE, Supervisor.of(Map.of("NOTIFY_SOCKET", ""), Runnable::run));

    Supervisor.NONE.tell(SdNotify.READY);

    assertEquals(List.of(), said());
  }

  @Test
  @DisplayName(
      "a socket that is of no local kind is named once, and the daemon starts nevertheless")
  void otherKind() {
    assertSame(
        Supervisor.NONE, Supervisor.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234"), Runnable::run));

    assertEquals(
        List.of(
            "cannot tell the service manager how we are: 'vsock:2:1234' names no local socket:"
                + " expected an absolute path or @ and a name, at most 108 bytes"),
        said());
  }
}
