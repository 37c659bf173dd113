// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.netlink.linux.PacketSocket.Instruction;
import java.util.List;

/**
 * Of all that passes an interface: ARP, neighbour advertisements, VRRP, and TCP to one port. Not
 * what belongs to a VLAN above it, which is another segment.
 */
final class FrameFilter {
  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_HALF = 0x28;
  private static final int LOAD_BYTE = 0x30;
  private static final int LOAD_HALF_INDEXED = 0x48;
  private static final int LOAD_IPV4_HEADER_LENGTH = 0xb1;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  /** SKF_AD_OFF + SKF_AD_VLAN_TAG_PRESENT. */
  private static final int VLAN_TAG_PRESENT = -0x1000 + 48;

  private static final int TAKEN = 2048;

  private FrameFilter() {}

  /**
   * The program; jumps are relative, 20 takes a frame, 21 drops it.
   *
   * @param port of TCP at this host
   */
  static List<Instruction> of(int port) {
    return List.of(
        new Instruction(LOAD_WORD, 0, 0, VLAN_TAG_PRESENT),
        new Instruction(JUMP_IF_EQUAL, 0, 19, 0),
        new Instruction(LOAD_HALF, 0, 0, 12),
        new Instruction(JUMP_IF_EQUAL, 16, 0, 0x0806),
        new Instruction(JUMP_IF_EQUAL, 1, 0, 0x0800),
        new Instruction(JUMP_IF_EQUAL, 6, 15, 0x86dd),
        // 6: IPv4
        new Instruction(LOAD_BYTE, 0, 0, 23),
        new Instruction(JUMP_IF_EQUAL, 12, 0, 112),
        new Instruction(JUMP_IF_EQUAL, 0, 12, 6),
        new Instruction(LOAD_IPV4_HEADER_LENGTH, 0, 0, 14),
        new Instruction(LOAD_HALF_INDEXED, 0, 0, 16),
        new Instruction(JUMP_IF_EQUAL, 8, 9, port),
        // 12: IPv6
        new Instruction(LOAD_BYTE, 0, 0, 20),
        new Instruction(JUMP_IF_EQUAL, 6, 0, 112),
        new Instruction(JUMP_IF_EQUAL, 3, 0, 58),
        new Instruction(JUMP_IF_EQUAL, 0, 5, 6),
        new Instruction(LOAD_HALF, 0, 0, 56),
        new Instruction(JUMP_IF_EQUAL, 2, 3, port),
        // 18: ICMPv6
        new Instruction(LOAD_BYTE, 0, 0, 54),
        new Instruction(JUMP_IF_EQUAL, 0, 1, 136),
        new Instruction(RETURN, 0, 0, TAKEN),
        new Instruction(RETURN, 0, 0, 0));
  }
}
