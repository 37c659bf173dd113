// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Keys that count how often a server takes the private one: it does in every full handshake, and in
 * no resumed one.
 */
final class SigningKeys extends X509ExtendedKeyManager {

  private final X509ExtendedKeyManager keys;
  private final AtomicInteger taken = new AtomicInteger();

  SigningKeys(KeyManager keys) {
    this.keys = (X509ExtendedKeyManager) keys;
  }

  int taken() {
    return taken.get();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    taken.incrementAndGet();
    return keys.getPrivateKey(alias);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
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
}
