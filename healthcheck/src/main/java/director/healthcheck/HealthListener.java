// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

/** Hears what became of each probe. */
@FunctionalInterface
public interface HealthListener {

  /**
   * After each probe, with or without a verdict. Called on the checker's one thread: it must return
   * at once, since no probe proceeds meanwhile, and must not throw.
   */
  void checked(String id, TargetHealth health);
}
