// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import director.ipvs.table.IpvsChange;
import director.ipvs.table.VirtualService;

/**
 * The IPVS table of one network namespace. Calls block until the kernel has answered, and are
 * answered one after the other.
 *
 * <p>Every call throws {@link IpvsUnavailableException} when the kernel has no IPVS, and {@link
 * IpvsPermissionException} when it does not let us near it.
 */
public interface IpvsClient extends AutoCloseable {

  /**
   * Reads the table and its counters in one pass.
   *
   * <p>The kernel does not hold the table still meanwhile: what others change during the pass may
   * be missing or half there. The next pass sees it.
   */
  IpvsSnapshot read() throws IpvsException;

  /**
   * Performs one change. To delete what is not there is no error.
   *
   * @throws IpvsException if the kernel refuses, with nothing changed, or does not answer: read and
   *     compare again
   */
  void apply(IpvsChange change) throws IpvsException;

  /** Sets the counters of a service and of its real servers to zero. */
  void zero(VirtualService.Id service) throws IpvsException;

  /** Requests sent to IPVS so far, {@link #writes()} among them. */
  long requests();

  /** Requests sent so far that ask the kernel to change something. */
  long writes();

  @Override
  void close();
}
