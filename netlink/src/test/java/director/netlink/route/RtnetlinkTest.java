// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.netlink.Bytes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtnetlinkTest {
  private static Optional<RouteEvent> decode(int type, String payload) throws NetlinkException {
    return Rtnetlink.decode(new NetlinkMessage(type, 0, Bytes.of(payload)));
  }

  @Test
  @DisplayName("other messages and other families are no business of ours")
  void ignoresOthers() throws Exception {
    assertEquals(Optional.empty(), decode(36, "02000000"));
    assertEquals(Optional.empty(), decode(20, "1c18800002000000"));
  }

  @ParameterizedTest(name = "{2}")
  @DisplayName("what is too short, or lacks what it must have, is refused")
  @CsvSource({
    "16, 00000100, '4 bytes, its header needs 16'",
    "20, 02188000, '4 bytes, its header needs 8'",
    "16, 00000100020000004310010000000000, attribute 3 is missing",
    "20, 0218800002000000, attribute 1 is missing",
    "20, 0218800002000000 06000200c0000000, 'attribute 2 has 2 bytes, expected 4'",
    "20, 0a40800002000000 08000100c0000201, 'attribute 1 has 4 bytes, expected 16'",
    "20, 0221800002000000 08000200c000020a, 'prefix length 33, expected 0..32'",
    "20, 0aff800002000000 1400010020010db8000000000000000000000010,"
        + " 'prefix length 255, expected 0..128'",
  })
  void refuses(int type, String payload, String what) {
    var refused = assertThrows(NetlinkException.class, () -> decode(type, payload));

    assertEquals(what, refused.getMessage().replaceFirst("^[^:]*: ", ""));
  }

  @Test
  @DisplayName("asks for all links, and for the addresses of both families")
  void dumps() {
    assertEquals(
        new NetlinkMessage(18, 0x300, Bytes.of("00000000 00000000 00000000 00000000")),
        LinkCodec.dump());
    assertEquals(new NetlinkMessage(22, 0x300, Bytes.of("00000000 00000000")), AddressCodec.dump());
  }
}
