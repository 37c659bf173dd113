// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Connection synchronisation between directors.
 *
 * @param networkInterface that connections are told of and heard by
 * @param id 0..255, the same on directors that belong together
 * @param group a multicast address
 * @param port UDP, 1..65535
 * @param ttl 1..255
 * @param maxLength of a packet's payload in bytes; 0 leaves it to the kernel
 * @param follow the virtual router whose MASTER tells and whose BACKUP hears; empty: both always
 */
public record SyncConfig(
    String networkInterface,
    int id,
    InetAddress group,
    int port,
    int ttl,
    int maxLength,
    Optional<String> follow) {}
