// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import director.ipvs.IpvsClient;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("With a fake kernel,")
class FakeKernelRefusalsTest extends IpvsRefusalsContract {
  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private IpvsClient client;

  @BeforeEach
  void open() throws IOException {
    client = NetlinkIpvsClient.open(kernel);
  }

  @Override
  IpvsClient client() {
    return client;
  }
}
