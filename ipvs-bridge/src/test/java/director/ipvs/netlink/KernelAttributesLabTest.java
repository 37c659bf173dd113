// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import director.ipvs.IpvsClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

/** Needs root, a kernel with IPVS, and the Debian packages ipvsadm and iproute2. */
@Tag("lab")
@DisplayName("With this machine's kernel,")
class KernelAttributesLabTest extends IpvsAttributesContract {
  private static LabIpvs lab;

  @BeforeAll
  static void open() throws Exception {
    lab = LabIpvs.open();
  }

  @BeforeEach
  void clear() throws IOException, InterruptedException {
    lab.clear();
  }

  @AfterAll
  static void close() throws IOException, InterruptedException {
    if (lab != null) {
      lab.close();
    }
  }

  @Override
  IpvsClient client() {
    return lab.client();
  }

  @Override
  Ipvsadm ipvsadm() {
    return lab.ipvsadm();
  }

  @Override
  void letThreadsBegin() throws InterruptedException {
    lab.letThreadsBegin();
  }
}
