// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

/** Who asked over the socket, by the kernel's word (SO_PEERCRED): the "why" of an order. */
public record Caller(int pid, int uid) {
  @Override
  public String toString() {
    return "pid " + pid + " of uid " + uid;
  }
}
