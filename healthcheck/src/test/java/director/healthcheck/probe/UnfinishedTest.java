// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.state.ProbePhase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnfinishedTest {

  private final PhaseClock clock = new PhaseClock();
  private final Unfinished unfinished =
      new Unfinished(
          true, clock, new HttpDialogue(HttpExchange.get("/", "a", ExpectedStatus.of(200))));

  @Test
  @DisplayName("a header that was begun and not ended is neither silence nor a body")
  void halfAHeader() {
    clock.connected(ProbePhase.TLS);
    clock.secured();
    clock.firstByte();

    String silent = unfinished.silent(Duration.ofMillis(1500));
    String broken = unfinished.broken(BrokenConnection.CLOSED);

    assertEquals(
        List.of(
            "the HTTP response header was not complete within 1.5 s",
            "connection closed by the server before the HTTP response header was complete"),
        List.of(silent, broken));
  }
}
