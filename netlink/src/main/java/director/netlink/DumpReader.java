// SPDX-License-Identifier: Apache-2.0
package director.netlink;

/**
 * Takes what a dump holds, piece by piece as it comes from the kernel.
 *
 * @param <T> a piece; valid only until {@link #take} returns
 */
public interface DumpReader<T> {

  /** The dump begins. What came before was disturbed by a change of the table, and is void. */
  void begin();

  /** Must not ask the kernel for anything, as the dump is still under way. */
  void take(T piece) throws NetlinkException;
}
