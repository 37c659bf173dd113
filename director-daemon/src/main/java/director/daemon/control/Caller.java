// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

/**
 * Who asks: the "by whom" of an order.
 *
 * @param who {@code uid 1000 (anna)} by the kernel's word (SO_PEERCRED), without the name where
 *     /etc/passwd has none; {@code token monitoring from 192.0.2.9} over TCP
 * @param pid of the process; 0 where the kernel does not know it, as over TCP
 * @param role what they may do
 */
public record Caller(String who, int pid, Role role) {

  /** An operator on this machine whose name is not known. */
  public Caller(int pid, int uid) {
    this("uid " + uid, pid, Role.OPERATOR);
  }

  /** Who it is, for status, journal and log: {@code uid 1000 (anna)}. */
  @Override
  public String toString() {
    return who;
  }
}
