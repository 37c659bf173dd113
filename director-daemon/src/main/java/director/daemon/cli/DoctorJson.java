// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.doctor.rule.Diagnosis;
import java.util.Locale;

/** What the doctor found, for programs. */
final class DoctorJson {
  private DoctorJson() {}

  static JsonNode of(Diagnosis diagnosis) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("time", diagnosis.time().toString());
    tree.put("sound", diagnosis.isSound());
    ArrayNode findings = tree.putArray("findings");
    diagnosis
        .findings()
        .forEach(
            each ->
                findings
                    .addObject()
                    .put("rule", each.rule())
                    .put("severity", each.severity().name().toLowerCase(Locale.ROOT))
                    .put("subject", each.subject())
                    .put("seen", each.seen())
                    .put("why", each.why())
                    .put("mend", each.mend()));
    ArrayNode open = tree.putArray("open");
    diagnosis
        .open()
        .forEach(
            each ->
                open.addObject()
                    .put("rule", each.rule())
                    .put("subject", each.subject())
                    .put("reason", each.reason()));
    ArrayNode rules = tree.putArray("rules");
    diagnosis.rules().forEach(rules::add);
    return tree;
  }
}
