// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.linux.Errno;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequence 7, port 0x1234; a header is length, type and flags, sequence, port. */
class ReplyTest {
  private static final String PART_A = "14000000 10000200 07000000 34120000 aaaaaaaa";
  private static final String PART_B = "14000000 10000200 07000000 34120000 bbbbbbbb";
  private static final String DONE = "14000000 03000200 07000000 34120000 00000000";
  private static final String ACK =
      "24000000 02000001 07000000 34120000 00000000 14000000 10000500 07000000 34120000";

  private final Messages messages = new Messages();
  private final Reply dump = new Reply(7, 0x1234, true, messages);
  private final Reply change = new Reply(7, 0x1234, false, messages);

  private List<String> payloads() {
    return messages.list().stream().map(message -> Bytes.hex(message.payload())).toList();
  }

  @Test
  @DisplayName("a dump is all its parts, over several datagrams, until it is done")
  void collectsParts() throws Exception {
    dump.take(Bytes.of(PART_A + PART_B));
    assertFalse(dump.complete());
    dump.take(Bytes.of(PART_A));
    dump.take(Bytes.of(DONE));

    assertTrue(dump.complete());
    assertFalse(dump.interrupted());
    assertEquals(List.of("aaaaaaaa", "bbbbbbbb", "aaaaaaaa"), payloads());
  }

  @Test
  @DisplayName("a change is done when it is acknowledged, with what came before")
  void acknowledged() throws Exception {
    change.take(Bytes.of(PART_A + ACK));

    assertTrue(change.complete());
    assertEquals(List.of("aaaaaaaa"), payloads());
  }

  @Test
  @DisplayName("an answer keeps its bytes when the buffer is used again")
  void copies() throws Exception {
    ByteBuffer buffer = Bytes.of(PART_A);

    change.take(buffer);
    buffer.putInt(16, 0);

    assertEquals(List.of("aaaaaaaa"), payloads());
  }

  @Test
  @DisplayName("what answers an earlier request, or another port, is passed over")
  void passesOverForeign() throws Exception {
    String earlierRefusal = "24000000 02000000 06000000 34120000 ffffffff" + "00".repeat(16);
    String otherPort = "14000000 10000200 07000000 35120000 cccccccc";
    String event = "14000000 10000000 00000000 00000000 dddddddd";

    change.take(Bytes.of(earlierRefusal + otherPort + event));
    assertFalse(change.complete());
    change.take(Bytes.of(ACK));

    assertTrue(change.complete());
    assertEquals(List.of(), payloads());
  }

  @Test
  @DisplayName("a refusal has the kernel's error and its own words")
  void refusedWithWords() {
    String words =
        "44000000 02000003 07000000 34120000 edffffff 14000000 14000506 07000000 34120000"
            + "1e000100 69707636 3a206e6f 20737563 68206465 76696365 20686572 65000000";

    var refused = assertThrows(NetlinkException.class, () -> change.take(Bytes.of(words)));

    assertEquals(
        "netlink request: No such device (ENODEV): the kernel says \"ipv6: no such device here\"",
        refused.getMessage());
    assertTrue(refused.is(Errno.ENODEV));
    assertEquals(19, refused.errno());
  }

  @Test
  @DisplayName("a refusal without words has the kernel's error")
  void refusedWithoutWords() {
    String refusal =
        "24000000 02000000 07000000 34120000 ffffffff 14000000 10000500 07000000 34120000";

    var refused = assertThrows(NetlinkException.class, () -> change.take(Bytes.of(refusal)));

    assertEquals("netlink request: Operation not permitted (EPERM)", refused.getMessage());
  }

  @Test
  @DisplayName("a dump can be refused at its end, with words")
  void refusedAtTheEnd() {
    String refusal = "20000000 03000202 07000000 34120000 f0ffffff 0c000100 62757379 21210000";

    var refused = assertThrows(NetlinkException.class, () -> dump.take(Bytes.of(refusal)));

    assertEquals(
        "netlink request: Device or resource busy (EBUSY): the kernel says \"busy!!\"",
        refused.getMessage());
  }

  @Test
  @DisplayName("a dump that a change disturbed says so, wherever the mark stands")
  void interrupted() throws Exception {
    dump.take(Bytes.of("14000000 10001200 07000000 34120000 aaaaaaaa"));
    dump.take(Bytes.of(DONE));

    assertTrue(dump.interrupted());
  }

  @Test
  @DisplayName("of the answer to a change, that flag means something else")
  void notInterrupted() throws Exception {
    change.take(Bytes.of("14000000 10001200 07000000 34120000 aaaaaaaa" + ACK));

    assertFalse(change.interrupted());
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("lengths that do not fit are refused, and never taken for a success")
  @CsvSource({
    "14000000 10000200 07000000 34120000, message of 20 bytes where 16 remain",
    "0f000000 10000200 07000000 34120000, message of 15 bytes where 16 remain",
    "00000000 10000200 07000000 34120000, message of 0 bytes where 16 remain",
    "ffffff7f 10000200 07000000 34120000, message of 2147483647 bytes where 16 remain",
    "ffffffff 10000200 07000000 34120000, message of -1 bytes where 16 remain",
    "14000000 10000200 0700, message of 10 bytes where 10 remain",
    "14000000 10000200 07000000 34120000 aaaaaaaa 1400, message of 2 bytes where 2 remain",
  })
  void refusesLengths(String datagram, String what) {
    var refused = assertThrows(NetlinkException.class, () -> dump.take(Bytes.of(datagram)));

    assertEquals("reading a netlink datagram: " + what, refused.getMessage());
    assertFalse(dump.complete());
  }

  @Test
  @DisplayName("an acknowledgement too short to hold its error number is none")
  void refusesShortAcknowledgement() {
    String tooShort = "12000000 02000000 07000000 34120000 ffff0000";

    var refused = assertThrows(NetlinkException.class, () -> change.take(Bytes.of(tooShort)));

    assertEquals(
        "netlink answer: an end of 2 bytes, expected an error number", refused.getMessage());
    assertFalse(change.complete());
  }

  @Test
  @DisplayName("told by who knows what was attempted, the reason and the error number stay")
  void tellsTheAttempt() {
    var refused = NetlinkException.refused("netlink request", 1, "no");

    var told = refused.during("add 192.0.2.1/24 to interface 2");

    assertEquals(
        "add 192.0.2.1/24 to interface 2: Operation not permitted (EPERM): the kernel says \"no\"",
        told.getMessage());
    assertTrue(told.is(Errno.EPERM));
    assertEquals(refused, told.getCause());
  }
}
