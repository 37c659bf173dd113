// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.util.ArrayList;
import java.util.List;

/** A kernel that is a function from request to answer. */
public final class FakeNetlink implements Netlink {
  /** Answers one request. */
  @FunctionalInterface
  public interface Kernel {
    List<NetlinkMessage> answer(NetlinkMessage request) throws NetlinkException;
  }

  private final Kernel kernel;
  private final List<NetlinkMessage> requests = new ArrayList<>();
  private boolean closed;

  public FakeNetlink(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException {
    requests.add(request);
    return kernel.answer(request);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** All that was asked so far. */
  public List<NetlinkMessage> requests() {
    return requests;
  }

  public boolean closed() {
    return closed;
  }
}
