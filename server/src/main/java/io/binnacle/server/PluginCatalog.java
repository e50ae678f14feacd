// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.DidYouMean;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words that a Corefile may use, in the order of the chain, with the classes that they stand
 * for; read from {@code plugin.cfg}.
 *
 * <p><i>Immutable.</i>
 */
public final class PluginCatalog {
  private static final String RESOURCE = "/plugin.cfg";
  private static final String NOT_BUILT = "-";

  /** Class names by plugin name, {@link #NOT_BUILT} among them. */
  private final Map<String, String> classes;

  private PluginCatalog(Map<String, String> classes) {
    this.classes = Collections.unmodifiableMap(classes);
  }

  /** The catalog that is packed with the server: {@code conf/plugin.cfg}. */
  public static PluginCatalog packed() {
    try (InputStream in = PluginCatalog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the server's jar lacks " + RESOURCE);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A catalog of lines {@code name:class}; lines that are empty or begin with {@code #} count for
   * nothing, and a class {@code -} is a plugin that is known but not built.
   *
   * @throws IllegalArgumentException if a line is of another form, or a name comes twice
   */
  public static PluginCatalog parse(String text) {
    Map<String, String> classes = new LinkedHashMap<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              if (colon < 1
                  || classes.put(line.substring(0, colon), line.substring(colon + 1)) != null) {
                throw new IllegalArgumentException("plugin.cfg: not a new name:class: " + line);
              }
            });
    return new PluginCatalog(classes);
  }

  /** The names of the plugins that are built, in the order of the chain. */
  public List<String> names() {
    return classes.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(NOT_BUILT))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The class of a plugin, if it is built. */
  public Optional<String> className(String name) {
    return Optional.ofNullable(classes.get(name)).filter(found -> !found.equals(NOT_BUILT));
  }

  /** A new instance of the plugin that this directive names. */
  Plugin plugin(Directive directive) throws CorefileException {
    String found = classes.get(directive.name());
    if (found == null) {
      String message = "unknown directive '" + directive.path() + "'";
      throw new CorefileException(
          directive.position(), message + DidYouMean.hint(directive.name(), names()));
    }
    if (found.equals(NOT_BUILT)) {
      throw directive.error("this plugin of CoreDNS is not in Binnacle yet");
    }
    try {
      return Class.forName(found).asSubclass(Plugin.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException("plugin.cfg: " + found + " is not a plugin's class", e);
    }
  }
}
