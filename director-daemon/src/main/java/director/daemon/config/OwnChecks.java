// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.Optional;

/**
 * What a real server has in place of the checks of its service.
 *
 * @param checks empty when {@code check = none} was written
 */
public record OwnChecks(Optional<ChecksConfig> checks) {}
