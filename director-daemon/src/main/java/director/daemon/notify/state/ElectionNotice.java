// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import director.daemon.event.Target;
import java.util.List;

/**
 * A virtual router or a sync group has entered a state, or has another priority in it.
 *
 * @param target a VIP or a GROUP
 * @param from the state before, for whoever wants to know; empty where none was told
 * @param priority the effective one; 0 for a group
 * @param reason one line
 */
public record ElectionNotice(Target target, Word word, String from, int priority, String reason)
    implements Notice {

  /** What can be said, spelled as keepalived does. */
  public enum Word {
    MASTER,
    BACKUP,
    FAULT,
    STOP,
    DELETED,
    /** Written only: a MASTER has another priority. */
    MASTER_PRIORITY,
    /** Written only: a BACKUP has another priority. */
    BACKUP_PRIORITY;

    /** Whether it is for pipes alone, and no script is run for it. */
    public boolean isWrittenOnly() {
      return this == MASTER_PRIORITY || this == BACKUP_PRIORITY;
    }
  }

  /** The four arguments of a script that is told of any state. */
  public List<String> arguments() {
    return List.of(subject(), target.name(), word.name(), String.valueOf(priority));
  }

  @Override
  public String line() {
    return subject() + " \"" + target.name() + "\" " + word + " " + priority + "\n";
  }

  private String subject() {
    return target.kind() == Target.Kind.GROUP ? "GROUP" : "INSTANCE";
  }

  /** "VI_1 MASTER". */
  @Override
  public String toString() {
    return target.name() + " " + word;
  }
}
