// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import director.vrrp.ElectionListener.Change;
import director.vrrp.InstanceStatus;
import java.util.List;

/** What the elector says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "say")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FromElector.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = FromElector.Changed.class, name = "changed"),
  @JsonSubTypes.Type(value = FromElector.Standing.class, name = "standing")
})
sealed interface FromElector {

  /** The first line of each connection. */
  record Hello(long pid, String version) implements FromElector {}

  /** At once when it happens. */
  record Changed(Change change) implements FromElector {}

  /** After each change, and every second. */
  record Standing(List<InstanceStatus> instances) implements FromElector {}
}
