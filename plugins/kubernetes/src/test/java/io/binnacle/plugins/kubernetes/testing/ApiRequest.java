// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asks for.
 *
 * <p><i>Immutable.</i>
 *
 * @param resource the path of the list
 */
record ApiRequest(String resource, Map<String, String> parameters) {
  static ApiRequest of(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return new ApiRequest(uri.getPath(), parameters);
  }

  /** Whether the path is that of a list of all objects of some kind. */
  boolean isList() {
    return resource.matches("/api/v1/[a-z]+") || resource.matches("/apis/[^/]+/[^/]+/[a-z]+");
  }

  /** The last word of the path, which says of what kind objects are. */
  String plural() {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  /** Of what kind objects are; for kinds that no test uses, the word of the path. */
  String kind() {
    return Stream.of(Kind.values())
        .filter(kind -> kind.plural().equals(plural()))
        .map(Kind::toString)
        .findFirst()
        .orElse(plural());
  }

  /** The group and version that define the kind. */
  String apiVersion() {
    String[] steps = resource.split("/", -1); // /api/v1/services, /apis/GROUP/VERSION/pods
    return steps[1].equals("api") ? steps[2] : steps[2] + "/" + steps[3];
  }

  boolean isTrue(String parameter) {
    return get(parameter).equals("true") || get(parameter).equals("1");
  }

  String get(String parameter) {
    return parameters.getOrDefault(parameter, "");
  }

  long number(String parameter, long otherwise) {
    return get(parameter).isEmpty() ? otherwise : Long.parseLong(get(parameter));
  }

  List<ObjectNode> selected(List<ObjectNode> objects) {
    return objects.stream().filter(this::selects).toList();
  }

  /** Whether labels and fields are as asked for. */
  boolean selects(@Nullable ObjectNode object) {
    return object != null
        && LabelSelector.parse(get("labelSelector")).matches(labels(object))
        && hasFields(object);
  }

  private static Map<String, String> labels(ObjectNode object) {
    Map<String, String> labels = new HashMap<>();
    for (Map.Entry<String, JsonNode> label : object.at("/metadata/labels").properties()) {
      labels.put(label.getKey(), label.getValue().asString());
    }
    return labels;
  }

  private boolean hasFields(ObjectNode object) {
    for (String field : get("fieldSelector").split(",", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        boolean isNot = field.charAt(equals - 1) == '!';
        String path = "/" + field.substring(0, isNot ? equals - 1 : equals).replace('.', '/');
        if (object.at(path).asString("").equals(field.substring(equals + 1)) == isNot) {
          return false;
        }
      }
    }
    return true;
  }
}
