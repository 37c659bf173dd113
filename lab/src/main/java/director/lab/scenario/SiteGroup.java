// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A group whose site is built when it is first needed, and anew after a scenario that left it in
 * disorder.
 *
 * @param <S> the site
 */
abstract class SiteGroup<S extends Site> implements Group {
  private @Nullable S site;

  /** Builds the site and starts what runs on it. */
  abstract S build() throws IOException, InterruptedException;

  /**
   * Waits until all is as the scenarios expect it.
   *
   * @throws AssertionError if that does not happen
   */
  abstract void awaitCalm(S site) throws IOException, InterruptedException;

  /** The site; it runs since {@link #calm}. */
  final S site() {
    if (site == null) {
      throw new IllegalStateException("calm() comes before the scenarios of " + name());
    }
    return site;
  }

  @Override
  public final void calm() throws IOException, InterruptedException {
    if (site != null) {
      try {
        awaitCalm(site);
        return;
      } catch (AssertionError disorder) {
        System.out.println("        " + name() + " is built anew: " + disorder.getMessage());
        close();
      }
    }
    site = build();
    awaitCalm(site);
  }

  @Override
  public void saveEvidence(Path directory) throws IOException, InterruptedException {
    if (site != null) {
      Evidence.save(site, directory);
    }
  }

  @Override
  public final void close() throws IOException {
    S old = site;
    site = null;
    if (old != null) {
      old.close();
    }
  }
}
