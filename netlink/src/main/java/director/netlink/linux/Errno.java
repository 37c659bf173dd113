// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

/**
 * Error numbers that somebody of ours tells apart (asm-generic/errno.h; the same on x86, Arm and
 * RISC-V).
 */
public enum Errno {
  EPERM(1),
  ENOENT(2),
  ESRCH(3),
  EINTR(4),
  EAGAIN(11),
  ENOMEM(12),
  EACCES(13),
  EBUSY(16),
  EEXIST(17),
  ENODEV(19),
  EINVAL(22),
  EMSGSIZE(90),
  ENOPROTOOPT(92),
  EOPNOTSUPP(95),
  EAFNOSUPPORT(97),
  EADDRINUSE(98),
  EADDRNOTAVAIL(99),
  ENETDOWN(100),
  ENETUNREACH(101),
  ENOBUFS(105);

  private final int number;

  Errno(int number) {
    this.number = number;
  }

  public int intValue() {
    return number;
  }
}
