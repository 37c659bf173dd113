// SPDX-License-Identifier: Apache-2.0
package director.netlink.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.Bytes;
import director.netlink.DumpReader;
import director.netlink.FakeNetlink;
import director.netlink.LinuxNetlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GenericNetlinkTest {
  private static final int CONTROL = 16;
  private static final int IPVS = 0x24;
  private static final NetlinkMessage IPVS_FOUND =
      new NetlinkMessage(
          CONTROL,
          0,
          Bytes.of("01020000 09000200 49505653 00000000 06000100 24000000 08000300 01000000"));

  private static NetlinkMessage answer(String hex) {
    return new NetlinkMessage(IPVS, 2, Bytes.of(hex));
  }

  @Test
  @DisplayName("asks the control family for the name, then speaks to the number it got")
  void opensAndAsks() throws Exception {
    FakeNetlink kernel =
        new FakeNetlink(
            request ->
                request.type() == CONTROL
                    ? List.of(IPVS_FOUND)
                    : List.of(
                        answer("08010000 05000100 07000000"),
                        answer("08010000 05000100 08000000")));

    GenericNetlink ipvs = GenericNetlink.open(kernel, "IPVS", 1);
    List<Attributes> answers = ipvs.request(8, NetlinkMessage.DUMP, new AttributeWriter().u8(2, 5));

    assertEquals(
        List.of(
            new NetlinkMessage(CONTROL, 0, Bytes.of("03020000 09000200 49505653 00000000")),
            new NetlinkMessage(IPVS, 0x300, Bytes.of("08010000 05000200 05000000"))),
        kernel.requests());
    assertEquals(2, answers.size());
    assertEquals(7, answers.get(0).u8(1));
    assertEquals(8, answers.get(1).u8(1));
  }

  @Test
  @DisplayName("sends many commands, and tells which of them were refused")
  void changesMany() throws Exception {
    FakeNetlink kernel =
        new FakeNetlink(
            request -> {
              if (request.type() == CONTROL) {
                return List.of(IPVS_FOUND);
              }
              if (request.payload().get(0) == 6) {
                throw NetlinkException.refused("netlink request", 17, "");
              }
              return List.of();
            });

    GenericNetlink ipvs = GenericNetlink.open(kernel, "IPVS", 1);
    SortedMap<Integer, NetlinkException> refusals =
        ipvs.changeAll(
            List.of(
                new GenericNetlink.Change(5, new AttributeWriter()),
                new GenericNetlink.Change(6, new AttributeWriter().u8(2, 5))));

    assertEquals(Set.of(1), refusals.keySet());
    assertEquals(17, refusals.get(1).errno());
    assertEquals(
        List.of(
            new NetlinkMessage(CONTROL, 0, Bytes.of("03020000 09000200 49505653 00000000")),
            new NetlinkMessage(IPVS, 0, Bytes.of("05010000")),
            new NetlinkMessage(IPVS, 0, Bytes.of("06010000 05000200 05000000"))),
        kernel.requests());
  }

  @Test
  @DisplayName("hands a dump over message by message, after saying that it begins")
  void dumps() throws Exception {
    FakeNetlink kernel =
        new FakeNetlink(
            request ->
                request.type() == CONTROL
                    ? List.of(IPVS_FOUND)
                    : List.of(
                        answer("08010000 05000100 07000000"),
                        answer("08010000 05000100 08000000")));
    List<String> heard = new ArrayList<>();

    GenericNetlink.open(kernel, "IPVS", 1)
        .dump(
            8,
            new AttributeWriter(),
            new DumpReader<>() {
              @Override
              public void begin() {
                heard.add("begin");
              }

              @Override
              public void take(Attributes message) throws NetlinkException {
                heard.add("message " + message.u8(1));
              }
            });

    assertEquals(List.of("begin", "message 7", "message 8"), heard);
    assertEquals(0x300, kernel.requests().get(1).flags());
  }

  @Test
  @DisplayName("no answer is an empty list")
  void emptyAnswer() throws Exception {
    FakeNetlink kernel =
        new FakeNetlink(request -> request.type() == CONTROL ? List.of(IPVS_FOUND) : List.of());

    GenericNetlink ipvs = GenericNetlink.open(kernel, "IPVS", 1);

    assertEquals(List.of(), ipvs.request(8, NetlinkMessage.DUMP, new AttributeWriter()));
  }

  @Test
  @DisplayName("closes its conversation, but only when it was opened")
  void closes() throws Exception {
    FakeNetlink kernel = new FakeNetlink(request -> List.of(IPVS_FOUND));
    GenericNetlink ipvs = GenericNetlink.open(kernel, "IPVS", 1);
    assertFalse(kernel.closed());

    ipvs.close();

    assertTrue(kernel.closed());
  }

  @Test
  @DisplayName("ENOENT means that the family is missing, any other error stays what it is")
  void missingFamily() {
    FakeNetlink without =
        new FakeNetlink(
            request -> {
              throw NetlinkException.refused("netlink request", 2, "");
            });
    FakeNetlink forbidding =
        new FakeNetlink(
            request -> {
              throw NetlinkException.refused("netlink request", 1, "");
            });

    var missing =
        assertThrows(FamilyMissingException.class, () -> GenericNetlink.open(without, "IPVS", 1));
    var forbidden =
        assertThrows(NetlinkException.class, () -> GenericNetlink.open(forbidding, "IPVS", 1));

    assertEquals("the kernel has no generic netlink family \"IPVS\"", missing.getMessage());
    assertEquals("netlink request: Operation not permitted (EPERM)", forbidden.getMessage());
  }

  @Test
  @DisplayName("an answer that is empty, without its header or without the number is refused")
  void refusesBrokenAnswers() {
    List<List<NetlinkMessage>> broken =
        List.of(
            List.of(),
            List.of(new NetlinkMessage(CONTROL, 0, Bytes.of("0102"))),
            List.of(new NetlinkMessage(CONTROL, 0, Bytes.of("01020000"))));

    for (List<NetlinkMessage> answer : broken) {
      FakeNetlink kernel = new FakeNetlink(request -> answer);
      assertThrows(NetlinkException.class, () -> GenericNetlink.open(kernel, "IPVS", 1));
    }
  }

  @Test
  @DisplayName("this machine's kernel knows its control family by name")
  void findsTheControlFamily() throws Exception {
    try (GenericNetlink control =
        GenericNetlink.open(LinuxNetlink.open(LinuxNetlink.GENERIC), "nlctrl", 2)) {
      int getFamily = 3;
      int familyName = 2;
      int familyId = 1;

      List<Attributes> itself =
          control.request(getFamily, 0, new AttributeWriter().string(familyName, "nlctrl"));

      assertEquals(1, itself.size());
      assertEquals(CONTROL, itself.get(0).u16(familyId));
    }
  }

  @Test
  @DisplayName("this machine's kernel says that a family is missing")
  void reportsAMissingFamily() throws Exception {
    try (LinuxNetlink kernel = LinuxNetlink.open(LinuxNetlink.GENERIC)) {
      assertThrows(
          FamilyMissingException.class, () -> GenericNetlink.open(kernel, "no-such-family", 1));
    }
  }
}
