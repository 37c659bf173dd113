// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SdNotifyTest {
  private static String text(SdNotify notice) {
    return new String(notice.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("each word is spelt as sd_notify(3) spells it")
  void words() {
    assertEquals("READY=1", text(SdNotify.READY));
    assertEquals("STOPPING=1", text(SdNotify.STOPPING));
    assertEquals("WATCHDOG=1", text(SdNotify.WATCHDOG));
    assertEquals("ERRNO=2", text(SdNotify.errno(2)));
    assertEquals(
        "EXTEND_TIMEOUT_USEC=45000000", text(SdNotify.extendTimeout(Duration.ofSeconds(45))));
    assertEquals(
        "RELOADING=1\nMONOTONIC_USEC=3600000001",
        text(SdNotify.reloading(Duration.ofSeconds(3600).plusNanos(1_999))));
  }

  @Test
  @DisplayName("several words are lines of one datagram, without a line break at the end")
  void several() {
    SdNotify both = SdNotify.READY.and(SdNotify.status("MASTER für photos"));

    assertEquals(new SdNotify(List.of("READY=1", "STATUS=MASTER für photos")), both);
    assertArrayEquals(
        "READY=1\nSTATUS=MASTER f\u00fcr photos".getBytes(StandardCharsets.UTF_8), both.bytes());
  }

  @Test
  @DisplayName("a status is one line: what would be the next is no word of ours")
  void oneLine() {
    SdNotify status = SdNotify.status(" refused:\n  READY=1\r\nthe end\n");

    assertEquals(List.of("STATUS=refused: READY=1 the end"), status.lines());
  }

  @Test
  @DisplayName("a status that is too long ends in dots, and not within a character")
  void tooLong() {
    String line =
        SdNotify.status("x".repeat(899) + "\ud83d\udcf7" + "y".repeat(9_000)).lines().get(0);
    int worst = SdNotify.status("\u20ac".repeat(9_000)).bytes().length;

    assertEquals("STATUS=" + "x".repeat(899) + "...", line);
    assertTrue(worst < 4_096, () -> worst + " bytes");
  }
}
