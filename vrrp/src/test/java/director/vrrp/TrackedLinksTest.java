// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.Adjustment;
import director.vrrp.orders.TrackedInterface;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackedLinksTest {

  @ParameterizedTest(name = "weight {0}, reverse {1}, up {2}")
  @CsvSource(
      value = {
        "20 | false | true | 20 | interface eth1 is up: +20",
        "20 | false | false | 0 | ",
        "20 | true | true | 0 | ",
        "20 | true | false | 20 | interface eth1 is down: +20",
        "-20 | false | true | 0 | ",
        "-20 | false | false | -20 | interface eth1 is down: -20",
        "-20 | true | true | -20 | interface eth1 is up: -20",
        "-20 | true | false | 0 | "
      },
      delimiter = '|')
  @DisplayName("a positive weight counts while it is well, a negative one while it is not")
  void weights(int weight, boolean reverse, boolean up, int sum, String reason) {
    Adjustment adjustment =
        TrackedLinks.adjustment(List.of(new TrackedInterface("eth1", weight, reverse)), name -> up);

    assertEquals(new Adjustment(sum, "", reason == null ? List.of() : List.of(reason)), adjustment);
  }

  @ParameterizedTest(name = "reverse {0}, up {1}")
  @CsvSource({"false, true, ''", "false, false, is down", "true, true, is up", "true, false, ''"})
  @DisplayName("without weight it is a fault not to be well")
  void faults(boolean reverse, boolean up, String how) {
    Adjustment adjustment =
        TrackedLinks.adjustment(List.of(new TrackedInterface("eth1", 0, reverse)), name -> up);

    String fault = how.isEmpty() ? "" : "interface eth1 " + how;
    List<String> reasons = how.isEmpty() ? List.of() : List.of(fault + ": FAULT");
    assertEquals(new Adjustment(0, fault, reasons), adjustment);
  }

  @Test
  @DisplayName("weights of several are added up, and the first fault is the fault")
  void several() {
    List<TrackedInterface> tracked =
        List.of(
            new TrackedInterface("eth1", -30, false),
            new TrackedInterface("eth2", 10, false),
            new TrackedInterface("eth3", 0, false),
            new TrackedInterface("eth4", 0, false));

    Adjustment adjustment = TrackedLinks.adjustment(tracked, "eth2"::equals);

    assertEquals(
        new Adjustment(
            -20,
            "interface eth3 is down",
            List.of(
                "interface eth1 is down: -30",
                "interface eth2 is up: +10",
                "interface eth3 is down: FAULT",
                "interface eth4 is down: FAULT")),
        adjustment);
  }

  @Test
  @DisplayName("what all members of a group were told alike counts once")
  void sumOfAGroup() {
    Adjustment uplink = new Adjustment(-20, "", List.of("script uplink failed: -20"));
    Adjustment more =
        new Adjustment(-25, "", List.of("script uplink failed: -20", "eth1 is down: -5"));
    Adjustment other = new Adjustment(10, "", List.of("file maintenance is 10: +10"));

    assertEquals(uplink, TrackedLinks.sum(List.of(uplink, uplink)));
    assertEquals(more, TrackedLinks.sum(List.of(more, uplink)));
    assertEquals(more, TrackedLinks.sum(List.of(uplink, more)));
    assertEquals(
        new Adjustment(
            -10, "", List.of("script uplink failed: -20", "file maintenance is 10: +10")),
        TrackedLinks.sum(List.of(uplink, Adjustment.NONE, other)));
  }
}
