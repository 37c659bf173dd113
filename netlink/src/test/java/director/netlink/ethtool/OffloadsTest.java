// SPDX-License-Identifier: Apache-2.0
package director.netlink.ethtool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.netlink.AttributeWriter;
import director.netlink.NetlinkException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OffloadsTest {
  private static byte[] bits(String... names) {
    AttributeWriter writer = new AttributeWriter();
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      int index = i;
      writer.nested(1, bit -> bit.u32(1, index).string(2, name));
    }
    ByteBuffer payload = writer.payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  @Test
  @DisplayName("reads the names of all bits in a list, whatever their length")
  void names() throws NetlinkException {
    assertEquals(
        List.of("rx-gro", "rx-lro", "tx-checksum-ipv4"),
        List.copyOf(Offloads.names(bits("rx-lro", "rx-gro", "tx-checksum-ipv4"))));
    assertEquals(List.of(), List.copyOf(Offloads.names()));
  }

  @Test
  @DisplayName("what is no list of attributes is refused, and nothing else happens")
  void malformed() {
    byte[] cut = bits("rx-lro");
    cut[0] = 99;

    assertThrows(NetlinkException.class, () -> Offloads.names(cut));
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = bits("rx-lro", "rx-gro-hw");
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        Offloads.names(bytes);
      } catch (NetlinkException e) {
        continue; // declared
      }
    }
  }
}
