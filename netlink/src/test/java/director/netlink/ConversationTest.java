// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.linux.Errno;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A header is length, type and flags, sequence, port. Sequences begin with 1. */
@DisplayName("A conversation with the kernel")
class ConversationTest {
  private static final String PART = "14000000 10000200 0%d000000 34120000 0000000%1$d";
  private static final String INTERRUPTED = "14000000 10001200 0%d000000 34120000 00000000";
  private static final String DONE = "14000000 03000200 0%d000000 34120000 00000000";

  private final ScriptedSocket socket = new ScriptedSocket();
  private final LinuxNetlink netlink = new LinuxNetlink(socket);

  private static NetlinkMessage change(String payload) {
    return new NetlinkMessage(0x1c, 0, Bytes.of(payload));
  }

  private static NetlinkMessage dump() {
    return new NetlinkMessage(0x1c, NetlinkMessage.DUMP, ByteBuffer.allocate(0));
  }

  /** The kernel's yes, or its no with an error number. */
  private static String verdict(int sequence, int errno) {
    return Bytes.hex(
        Bytes.of("24000000 02000001 00000000 34120000 00000000 14000000 1c000500 0000000034120000")
            .putInt(8, sequence)
            .putInt(16, -errno));
  }

  private static Map<Integer, Integer> errors(SortedMap<Integer, NetlinkException> refusals) {
    Map<Integer, Integer> errors = new TreeMap<>();
    refusals.forEach((place, refusal) -> errors.put(place, refusal.errno()));
    return errors;
  }

  @Test
  @DisplayName("carries many changes in one send, and only the last is to be acknowledged")
  void sendsMany() throws Exception {
    socket.answer(verdict(3, 0));

    SortedMap<Integer, NetlinkException> refusals =
        netlink.changeAll(List.of(change("01"), change("0202020202"), change("03030303")));

    assertEquals(Map.of(), refusals);
    assertEquals(
        List.of(
            "11000000 1c000100 01000000 34120000 01000000"
                + " 15000000 1c000100 02000000 34120000 02020202 02000000"
                + " 14000000 1c000500 03000000 34120000 03030303"),
        socket.sent());
  }

  @Test
  @DisplayName("sends at most 128 changes at a time, and tells refusals by their place among all")
  void sendsInBatches() throws Exception {
    socket.answer(verdict(2, 17), verdict(128, 0));
    socket.answer(verdict(129, 3) + verdict(256, 0));
    socket.answer(verdict(300, 2));

    SortedMap<Integer, NetlinkException> refusals =
        netlink.changeAll(Collections.nCopies(300, change("00000000")));

    assertEquals(Map.of(1, 17, 128, 3, 299, 2), errors(refusals));
    assertEquals(List.of(128 * 20, 128 * 20, 44 * 20), socket.lengths());
  }

  @Test
  @DisplayName("sends no more than 64 KiB at a time")
  void sendsWhatFits() throws Exception {
    socket.answer(verdict(3, 0)).answer(verdict(4, 0));

    netlink.changeAll(Collections.nCopies(4, change("00".repeat(20_000))));

    assertEquals(List.of(3 * 20_016, 20_016), socket.lengths());
  }

  @Test
  @DisplayName("sends nothing when there is nothing to change")
  void sendsNothing() throws Exception {
    assertEquals(Map.of(), netlink.changeAll(List.of()));
    assertEquals(List.of(), socket.sent());
  }

  @Test
  @DisplayName("passes over what answers an earlier send, or somebody else")
  void passesOverForeign() throws Exception {
    socket.answer(verdict(1, 0)).answer(verdict(1, 17), verdict(4, 17), verdict(3, 0));

    netlink.changeAll(List.of(change("00")));
    SortedMap<Integer, NetlinkException> refusals =
        netlink.changeAll(List.of(change("00"), change("00")));

    assertEquals(Map.of(), refusals);
  }

  @Test
  @DisplayName("breaks when answers were lost, and leaves nothing behind for the next request")
  void breaksWhenAnswersAreLost() throws Exception {
    socket.answer(verdict(1, 17), Errno.ENOBUFS, verdict(2, 17), Errno.ENOBUFS, verdict(3, 0));
    socket.answer(verdict(4, 0));

    var broken =
        assertThrows(
            NetlinkException.class,
            () -> netlink.changeAll(Collections.nCopies(3, change("00000000"))));

    assertFalse(broken.isRefusal());
    assertTrue(broken.is(Errno.ENOBUFS));
    assertEquals(0, socket.left());
    assertEquals(Map.of(), netlink.changeAll(List.of(change("00"))));
  }

  @Test
  @DisplayName("breaks when the acknowledgement does not come, whatever was refused before")
  void breaksWhenTheAnswerIsLate() {
    socket.answer(verdict(1, 17));

    var broken =
        assertThrows(
            NetlinkException.class, () -> netlink.changeAll(List.of(change("00"), change("00"))));

    assertFalse(broken.isRefusal());
    assertEquals("2 netlink requests: no complete answer within 5 s", broken.getMessage());
  }

  @Test
  @DisplayName("asks again for a dump that a change has interrupted")
  void asksAgain() throws Exception {
    socket.answer(INTERRUPTED.formatted(1), DONE.formatted(1));
    socket.answer(PART.formatted(2), DONE.formatted(2));

    List<NetlinkMessage> answer = netlink.request(dump());

    assertEquals(1, answer.size());
    assertEquals("00000002", Bytes.hex(answer.get(0).payload()));
    assertEquals(2, socket.sent().size());
  }

  @Test
  @DisplayName("gives a dump up that is interrupted five times")
  void givesUp() {
    for (int sequence = 1; sequence <= 5; sequence++) {
      socket.answer(INTERRUPTED.formatted(sequence), DONE.formatted(sequence));
    }

    var broken = assertThrows(NetlinkException.class, () -> netlink.request(dump()));

    assertEquals("netlink dump 28: interrupted by changes 5 times", broken.getMessage());
    assertFalse(broken.isRefusal());
  }

  @Test
  @DisplayName("takes the rest of a broken dump off the socket")
  void drains() {
    List<Object> answer = new ArrayList<>(List.of(PART.formatted(1), "0000", "0000"));
    answer.add(Errno.EMSGSIZE);
    answer.add(DONE.formatted(1));
    socket.answer(answer.toArray());

    assertThrows(NetlinkException.class, () -> netlink.request(dump()));

    assertEquals(0, socket.left());
  }
}
