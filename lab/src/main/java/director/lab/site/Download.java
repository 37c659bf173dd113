// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A long, slow download that runs beside whatever happens to the directors. */
public final class Download {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicLong received = new AtomicLong();
  private final CompletableFuture<Long> announced = new CompletableFuture<>();

  Download(Host host, InetSocketAddress site) {
    host.thread(() -> read(site));
  }

  /** Bytes so far. */
  public long received() {
    return received.get();
  }

  public boolean ended() {
    return announced.isDone();
  }

  /**
   * Waits for the end.
   *
   * @throws IOException with the reason and the bytes so far, if it broke off, ended short or has
   *     not ended after {@code limit}
   */
  public void complete(Duration limit) throws IOException, InterruptedException {
    try {
      long length = announced.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (length != received()) {
        throw new IOException("ended after " + received() + " of " + length + " bytes");
      }
    } catch (ExecutionException e) {
      throw new IOException("broke off after " + received() + " bytes: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("stands at " + received() + " bytes after " + limit, e);
    }
  }

  private void read(InetSocketAddress site) {
    byte[] piece = new byte[16 * 1024];
    try (HttpsGet get = HttpsGet.send(site, "/big", PATIENCE)) {
      InputStream body = get.body();
      for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
        received.addAndGet(n);
      }
      announced.complete(get.length());
    } catch (IOException e) {
      announced.completeExceptionally(e);
    }
  }
}
