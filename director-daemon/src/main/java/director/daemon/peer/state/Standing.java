// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account;
import java.time.Instant;

/**
 * A director at one moment, ours or another.
 *
 * @param started when its process began, by its own clock
 * @param configHash of its configuration, without what differs by nature
 */
public record Standing(
    String name, String version, Instant started, long configHash, Account account) {}
