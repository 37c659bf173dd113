// SPDX-License-Identifier: Apache-2.0
/** A thread with a queue, on which no mistake stays hidden. */
package director.daemon.loop;
