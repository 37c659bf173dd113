// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManager;

/** Keys whose certificate stands many times in its own chain. */
final class HugeChain extends SameKeys {

  private final int times;

  HugeChain(KeyManager keys, int times) {
    super(keys);
    this.times = times;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    X509Certificate one = super.getCertificateChain(alias)[0];
    return Collections.nCopies(times, one).toArray(X509Certificate[]::new);
  }
}
