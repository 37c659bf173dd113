// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.InstanceStatus;
import director.vrrp.orders.Adjustment;
import director.vrrp.state.VrrpState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ElectorReportsTest {
  private final List<String> heard = new ArrayList<>();
  private final ElectorReports reports =
      new ElectorReports(
          new Supervisor(
              datagram -> heard.add(new String(datagram, StandardCharsets.UTF_8)), Runnable::run));

  private static InstanceStatus instance(String name, VrrpState state, String reason) {
    return new InstanceStatus(
        name,
        "eth0",
        51,
        3,
        state,
        100,
        100,
        null,
        null,
        List.of(),
        Instant.EPOCH,
        reason,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(3_609),
        "multicast 224.0.0.18",
        "none",
        null,
        Adjustment.NONE,
        "",
        false,
        List.of(),
        InstanceStatus.Convergence.OFF,
        null,
        InstanceStatus.Statistics.NONE,
        "");
  }

  private static InstanceStatus instance(String name, VrrpState state) {
    return instance(name, state, "starts");
  }

  @Test
  @DisplayName("the first standing ends the start, later ones are told when they differ")
  void life() {
    InstanceStatus mail = instance("mail", VrrpState.BACKUP);

    reports.stand(List.of(instance("photos", VrrpState.BACKUP), mail));
    reports.stand(List.of(instance("photos", VrrpState.BACKUP), mail));
    reports.stand(List.of(instance("photos", VrrpState.MASTER), mail));
    reports.stop("resigns", Duration.ofSeconds(45));
    reports.stand(List.of(mail));
    reports.stopped("no virtual address is left here");

    assertEquals(
        List.of(
            "READY=1\nSTATUS=BACKUP of photos, mail",
            "STATUS=MASTER of photos, BACKUP of mail",
            "STOPPING=1\nSTATUS=resigns\nEXTEND_TIMEOUT_USEC=45000000",
            "STATUS=no virtual address is left here"),
        heard);
  }

  @Test
  @DisplayName("a reload is over at once, and none is told before the start is over, or at the end")
  void reload() {
    reports.reload();
    reports.stand(List.of());
    heard.clear();

    reports.reload();
    reports.stop("resigns", Duration.ofSeconds(45));
    reports.reload();

    assertEquals(3, heard.size(), heard::toString);
    assertTrue(heard.get(0).matches("RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]*"), heard.get(0));
    assertEquals("READY=1", heard.get(1));
    assertTrue(heard.get(2).startsWith("STOPPING=1"), heard.get(2));
  }

  @Test
  @DisplayName("without orders it is ready, too: it is the director that gives some")
  void noOrders() {
    reports.stand(List.of());

    assertEquals(
        List.of("READY=1\nSTATUS=no virtual routers: waits for the orders of a director"), heard);
  }

  @Test
  @DisplayName("of many four are named, and beside FAULT stands why")
  void many() {
    List<InstanceStatus> six =
        IntStream.rangeClosed(1, 6).mapToObj(n -> instance("v" + n, VrrpState.MASTER)).toList();

    assertEquals("MASTER of v1, v2, v3, v4 and 2 more", Sentences.elections(six));
    assertEquals(
        "FAULT of mail (eth1 is down)",
        Sentences.elections(List.of(instance("mail", VrrpState.FAULT, "eth1 is down"))));
  }

  @Test
  @DisplayName("the director's sentence counts servers and problems, and tells the first of these")
  void director() {
    assertEquals(
        "MASTER of photos; 3 of 4 servers up",
        Sentences.director("MASTER of photos", 3, 4, List.of()));
    assertEquals(
        "no elector: it ended; no servers; 1 problem: the disk is full",
        Sentences.director("no elector: it ended", 0, 0, List.of("the disk is full")));
    assertEquals(
        "BACKUP of photos; 0 of 1 servers up; 2 problems, the first: a",
        Sentences.director("BACKUP of photos", 0, 1, List.of("a", "b")));
  }
}
