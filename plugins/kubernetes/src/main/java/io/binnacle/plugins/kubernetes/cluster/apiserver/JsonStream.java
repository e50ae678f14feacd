// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.Labels;
import io.binnacle.plugins.kubernetes.cluster.Mark;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as it comes from the API server. One object at a time is held, and of that only the fields
 * that somebody reads: most of what an object is made of is passed over.
 *
 * <p><i>Confined to one thread.</i>
 */
final class JsonStream implements AutoCloseable {
  /**
   * Does not remember names: those of managed fields are other ones in every object, and all of a
   * list would be remembered.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build();

  private static final String LABELS = "labels";

  /** All fields that are read of any object, wherever they lie. */
  private static final Set<String> WANTED =
      Set.of(
          // of events and errors
          "type",
          "object",
          "code",
          "reason",
          "message",
          // of every object
          "metadata",
          "name",
          "namespace",
          "resourceVersion",
          "continue",
          "deletionTimestamp",
          LABELS,
          Labels.SERVICE,
          Labels.IMPORTED_SERVICE,
          Labels.SOURCE_CLUSTER,
          "annotations",
          Labels.LAST_CHANGE,
          KindWatch.INITIAL_EVENTS_END,
          "spec",
          "status",
          // of Services and ServiceImports
          "clusterIP",
          "clusterIPs",
          "externalIPs",
          "externalName",
          "loadBalancer",
          "ingress",
          "ip",
          "ips",
          "ports",
          "port",
          "protocol",
          "selector",
          // of EndpointSlices
          "addressType",
          "endpoints",
          "addresses",
          "conditions",
          "ready",
          "serving",
          "terminating",
          "hostname",
          "targetRef",
          "zone",
          // of Pods
          "phase",
          "podIP",
          "podIPs",
          "hostNetwork");

  private final JsonParser parser;
  private final boolean keepsLabels;
  private boolean isInLabels;

  /**
   * Waits for the first bytes, to see how they are encoded.
   *
   * @param keepsLabels whether all labels are read, not only those that are known
   */
  JsonStream(InputStream in, boolean keepsLabels) throws IOException {
    this.keepsLabels = keepsLabels;
    try {
      parser = JSON.createParser(ObjectReadContext.empty(), in);
    } catch (JacksonException e) {
      throw unwrap(e);
    }
  }

  /** The next value; null at the end. */
  @Nullable Value next() throws IOException {
    try {
      return parser.nextToken() == null ? null : value();
    } catch (JacksonException e) {
      throw unwrap(e);
    }
  }

  /** Reads a list, and hands its items over one by one; what else it says is returned. */
  Value list(Consumer<Value> items) throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected a list");
      }
      Map<String, Value> fields = new HashMap<>();
      String name;
      while ((name = parser.nextName()) != null) {
        boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
        if (isList && name.equals("items")) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.accept(value());
          }
        } else {
          keep(name, fields);
        }
      }
      return new Value.Mapping(Mark.NONE, fields);
    } catch (JacksonException e) {
      throw unwrap(e);
    }
  }

  private Value value() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Value> fields = new HashMap<>();
        String name;
        while ((name = parser.nextName()) != null) {
          parser.nextToken();
          keep(name, fields);
        }
        yield new Value.Mapping(Mark.NONE, fields);
      }
      case START_ARRAY -> {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value());
        }
        yield new Value.Sequence(Mark.NONE, items);
      }
      case VALUE_STRING -> new Value.Text(Mark.NONE, parser.getString());
      case VALUE_NULL -> new Value.Absent(Mark.NONE);
      default -> new Value.Literal(Mark.NONE, parser.getString());
    };
  }

  private void keep(String name, Map<String, Value> fields) {
    if (isInLabels) {
      fields.put(name, value());
    } else if (WANTED.contains(name)) {
      isInLabels = keepsLabels && name.equals(LABELS);
      fields.put(name, value());
      isInLabels = false;
    } else {
      parser.skipChildren();
    }
  }

  private static IOException unwrap(JacksonException e) {
    if (e.getCause() instanceof IOException cause) {
      return cause;
    }
    return e instanceof UnexpectedEndOfInputException
        ? new EOFException("cut off")
        : new IOException("not JSON: " + e.getOriginalMessage(), e);
  }

  @Override
  public void close() {
    parser.close();
  }
}
