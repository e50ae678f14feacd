// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.Mark;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Makes values of the documents of a file, which may be YAML or JSON. Bounded: in depth, and in how
 * many values aliases repeat.
 *
 * <p><i>Confined to one thread.</i>
 *
 * @see <a href="https://yaml.org/spec/1.2.2/">YAML 1.2</a>
 */
final class YamlReader {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_REPEATED = 100_000;
  private static final String MERGE = "<<";
  private static final ScalarResolver SCALARS = new CoreScalarResolver(true);

  private final Path file;
  private final Iterator<Event> events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int values;
  private int repeated;

  private YamlReader(Path file, String text) {
    this.file = file;
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** A value that aliases may stand for, and of how many it consists. */
  private record Anchored(Value value, int size) {}

  /** The documents of a file; absent values where they are empty. */
  static List<Value> documents(Path file, String text) {
    YamlReader reader = new YamlReader(file, text);
    try {
      return reader.documents();
    } catch (MarkedYamlEngineException e) {
      throw new ManifestException(
          file, mark(e.getProblemMark().or(e::getContextMark)), problem(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ManifestException(file, problem(String.valueOf(e.getMessage())));
    }
  }

  private List<Value> documents() {
    List<Value> documents = new ArrayList<>();
    while (true) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          anchors.clear();
          documents.add(value(events.next(), 0));
        }
        case StreamEnd -> {
          return documents;
        }
        default -> {} // marks only
      }
    }
  }

  private Value value(Event event, int depth) {
    Mark mark = mark(event.getStartMark());
    if (depth == MAX_DEPTH) {
      throw new ManifestException(file, mark, "expected at most " + MAX_DEPTH + " levels");
    }
    if (event instanceof AliasEvent alias) {
      return named(alias.getAlias(), mark);
    }
    int before = values++;
    Value value =
        switch (event) {
          case MappingStartEvent _ -> mapping(mark, depth);
          case SequenceStartEvent _ -> sequence(mark, depth);
          case ScalarEvent scalar -> scalar(scalar, mark);
          default -> throw new ManifestException(file, mark, "expected a value");
        };
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      anchors.put(node.getAnchor().get(), new Anchored(value, values - before));
    }
    return value;
  }

  private Value named(Anchor anchor, Mark mark) {
    Anchored anchored = anchors.get(anchor);
    if (anchored == null) {
      throw new ManifestException(
          file, mark, "expected an anchor that was defined before, found '*" + anchor + "'");
    }
    values += anchored.size();
    repeated += anchored.size();
    if (repeated > MAX_REPEATED) {
      throw new ManifestException(
          file, mark, "expected aliases for at most " + MAX_REPEATED + " values");
    }
    return anchored.value();
  }

  private Value mapping(Mark mark, int depth) {
    Map<String, Value> fields = new LinkedHashMap<>();
    Map<String, Value> merged = new LinkedHashMap<>();
    while (true) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.MappingEnd) {
        break;
      }
      Mark at = mark(event.getStartMark());
      if (!(event instanceof ScalarEvent key)) {
        throw new ManifestException(file, at, "expected the name of a field");
      }
      Value value = value(events.next(), depth + 1);
      if (key.isPlain() && key.getValue().equals(MERGE) && value instanceof Value.Mapping base) {
        merged.putAll(base.fields());
      } else if (fields.put(key.getValue(), value) != null) {
        throw new ManifestException(
            file,
            at,
            "expected each field once, found "
                + new Value.Text(at, key.getValue()).description()
                + " again");
      }
    }
    merged.forEach(fields::putIfAbsent);
    return new Value.Mapping(mark, fields);
  }

  private Value sequence(Mark mark, int depth) {
    List<Value> items = new ArrayList<>();
    while (true) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.SequenceEnd) {
        return new Value.Sequence(mark, items);
      }
      items.add(value(event, depth + 1));
    }
  }

  private static Value scalar(ScalarEvent scalar, Mark mark) {
    String text = scalar.getValue();
    boolean isText = !scalar.isPlain() || scalar.getTag().isPresent();
    Tag tag = isText ? Tag.STR : SCALARS.resolve(text, true);
    if (tag.equals(Tag.NULL)) {
      return new Value.Absent(mark);
    }
    return tag.equals(Tag.STR) ? new Value.Text(mark, text) : new Value.Literal(mark, text);
  }

  private static Mark mark(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
    return mark.map(at -> new Mark(at.getLine() + 1, at.getColumn() + 1)).orElse(Mark.NONE);
  }

  /** The parser's words, in ours. */
  private static String problem(String text) {
    return text.replaceFirst(", but (found|got)", ", found")
        .replace("<block end>", "the indentation of the lines above")
        .replaceAll("'?<([a-z -]+)>'?", "$1")
        .replaceAll("\\s+", " ");
  }
}
