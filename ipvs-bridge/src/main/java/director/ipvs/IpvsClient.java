// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import director.ipvs.table.IpvsChange;
import director.ipvs.table.VirtualService;
import java.util.List;

/**
 * The IPVS table of one network namespace. Calls block until the kernel has answered, and are
 * answered one after the other.
 *
 * <p>Every call throws {@link IpvsUnavailableException} when the kernel has no IPVS, and {@link
 * IpvsPermissionException} when it does not let us near it.
 */
public interface IpvsClient extends AutoCloseable {

  /**
   * Makes sure that there is an IPVS, before somebody relies on it.
   *
   * @throws IpvsUnavailableException if there is none
   */
  default void demand() throws IpvsException {}

  /**
   * Reads the table and its counters in one pass.
   *
   * <p>The kernel does not hold the table still meanwhile: what others change during the pass may
   * be missing or half there. The next pass sees it.
   */
  IpvsSnapshot read() throws IpvsException;

  /**
   * Performs changes in their order. One that is refused changes nothing and does not keep the
   * others from being made. To delete what is not there is no refusal.
   *
   * @return what was refused, in the same order; where a service is not there, one refusal may
   *     speak for all changes to it
   * @throws IpvsException if the kernel does not answer, or answers were lost: some of the changes
   *     may have been made, read and compare again
   */
  List<IpvsRefusal> apply(List<IpvsChange> changes) throws IpvsException;

  /** Sets the counters of a service and of its real servers to zero. */
  void zero(VirtualService.Id service) throws IpvsException;

  /** Requests sent to IPVS so far, {@link #writes()} among them. */
  long requests();

  /** Requests sent so far that ask the kernel to change something. */
  long writes();

  @Override
  void close();
}
