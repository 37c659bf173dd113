// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** Keys whose certificate stands many times in its own chain. */
final class HugeChain extends X509ExtendedKeyManager {

  private final X509ExtendedKeyManager keys;
  private final int times;

  HugeChain(KeyManager keys, int times) {
    this.keys = (X509ExtendedKeyManager) keys;
    this.times = times;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    X509Certificate one = keys.getCertificateChain(alias)[0];
    return Collections.nCopies(times, one).toArray(X509Certificate[]::new);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return keys.getClientAliases(keyType, issuers);
  }

  @Override
  public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    return keys.chooseClientAlias(keyType, issuers, socket);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return keys.getServerAliases(keyType, issuers);
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return keys.chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }
}
