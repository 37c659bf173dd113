// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.security.PrivateKey;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;

/**
 * Keys that count how often a server takes the private one: it does in every full handshake, and in
 * no resumed one.
 */
final class SigningKeys extends SameKeys {

  private final AtomicInteger taken = new AtomicInteger();

  SigningKeys(KeyManager keys) {
    super(keys);
  }

  int taken() {
    return taken.get();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    taken.incrementAndGet();
    return super.getPrivateKey(alias);
  }
}
