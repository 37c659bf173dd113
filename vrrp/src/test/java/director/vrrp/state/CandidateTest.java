// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateTest {
  private static final Duration DELAY = Duration.ofSeconds(30);

  private static VirtualRouter router(int priority) {
    return new VirtualRouter(3, priority, Given.SECOND, true, DELAY);
  }

  private static Candidate candidate(int priority) {
    return Candidate.of(router(priority));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "100, 0, 100",
    "100, 20, 120",
    "100, -20, 80",
    "100, -99, 1",
    "100, -100, 1",
    "100, -253, 1",
    "100, 154, 254",
    "100, 155, 254",
    "1, 253, 254",
    "255, -253, 255",
    "255, 253, 255"
  })
  @DisplayName("weights are added within 1..254, and an owner stays what it is")
  void weights(int priority, int weight, int effective) {
    assertEquals(router(effective), candidate(priority).weighing(weight).effective());
  }

  @ParameterizedTest(name = "priority {0}")
  @CsvSource({"1", "100", "255"})
  @DisplayName("on standby it is behind all others and preempts nobody, whatever is tracked")
  void standby(int priority) {
    Candidate standing = candidate(priority).weighing(50).standingBy("new kernel");

    assertEquals(new VirtualRouter(3, 1, Given.SECOND, false, DELAY), standing.effective());
    assertEquals("standby: new kernel", standing.withheld());
    assertEquals(false, standing.effective().preempts());
  }

  @ParameterizedTest(name = "priority {0}")
  @CsvSource({"100, 100", "255, 254"})
  @DisplayName("who handed over keeps its priority and preempts nobody, not even as owner")
  void handedOver(int priority, int effective) {
    Candidate without = candidate(priority).handingOver("maintenance");

    assertEquals(new VirtualRouter(3, effective, Given.SECOND, false, DELAY), without.effective());
    assertEquals("handed over by operator: maintenance", without.withheld());
    assertEquals(false, without.effective().preempts());
  }

  @Test
  @DisplayName("standby counts for more than a handover, and what ends it brings all back")
  void ends() {
    Candidate both = candidate(100).handingOver("maintenance").standingBy("new kernel");

    assertEquals("standby: new kernel", both.withheld());
    assertEquals(candidate(100), both.standingBy("").handingOver(""));
    assertEquals("", candidate(100).withheld());
  }
}
