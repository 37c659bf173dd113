// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

/** A thing to track. Names are unique, whatever the kind. */
public sealed interface Track permits TrackScript, TrackFile, TrackProcess, TrackService {

  String name();

  /** "script", "file", "process" or "service". */
  String kind();

  /** "script check_nginx", the subject of a sentence. */
  default String title() {
    return kind() + " " + name();
  }
}
