// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The options in a directive's brace block, read as a table: a name, the value where the option is
 * absent, how to read it.
 *
 * <pre>{@code
 * static CacheConfig parse(Directive cache) throws CorefileException {
 *   var options = cache.options();
 *   return options.done(
 *       new CacheConfig(
 *           options.arguments(Ttl.DEFAULT, Ttl::parse),
 *           options.value("success", Store.SUCCESS, Store::parse),
 *           options.duration("servfail", ofSeconds(5), ZERO, ofMinutes(5)),
 *           options.flag("keepttl")));
 * }
 * }</pre>
 *
 * <p>Problems are kept until {@link #done}, with the default standing in for what could not be
 * read. An option that is given more than once has its last value, but all of them must be right.
 * Options that nobody asked for are unknown.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class Options {
  private final Directive directive;
  private final List<Directive> properties;
  private final Set<String> known = new LinkedHashSet<>();
  private final Problems problems = new Problems();

  Options(Directive directive) {
    this.directive = directive;
    this.properties = directive.properties();
  }

  /** Makes a value of a directive. */
  @FunctionalInterface
  public interface Reader<T extends @Nullable Object> {
    /** The value. */
    T read(Directive directive) throws CorefileException;
  }

  /**
   * What the reader makes of the directive's own arguments, so that their problems are kept, too.
   */
  public <T extends @Nullable Object> T arguments(T otherwise, Reader<? extends T> reader) {
    List<T> value = new ArrayList<>();
    problems.attempt(() -> value.add(reader.read(directive)));
    return value.isEmpty() ? otherwise : value.getFirst();
  }

  /** Whether the option is there; it takes no arguments. */
  public boolean flag(String name) {
    return value(
        name,
        false,
        option -> {
          option.noArguments();
          return true;
        });
  }

  /** A whole number. */
  public int integer(String name, int absent, int min, int max) {
    return value(
        name,
        absent,
        option -> {
          option.atMost(1);
          return option.integer(0, "a whole number", min, max);
        });
  }

  /** A duration that is not negative. */
  public Duration duration(String name, Duration absent) {
    return duration(name, absent, Duration.ZERO, GoDuration.LONGEST);
  }

  /** A duration. */
  public Duration duration(String name, Duration absent, Duration min, Duration max) {
    return value(
        name,
        absent,
        option -> {
          option.atMost(1);
          return option.duration(0, "a duration", min, max);
        });
  }

  /** One of these words. */
  public String word(String name, String absent, List<String> allowed) {
    return value(
        name,
        absent,
        option -> {
          option.atMost(1);
          return option.word(0, allowed);
        });
  }

  /**
   * The zones of {@code fallthrough [ZONES]}, where a name that is not found goes on to the next
   * plugin: none without the option, all if it names none.
   */
  public Zones fallthrough() {
    return value("fallthrough", Zones.NONE, option -> option.zones(0, Zones.ROOT));
  }

  /** What the reader makes of the option; of the last one, if there are many. */
  public <T extends @Nullable Object> T value(String name, T absent, Reader<? extends T> reader) {
    List<? extends T> values = values(name, reader);
    return values.isEmpty() ? absent : values.getLast();
  }

  /**
   * The options of these names, whatever their arguments: words of an older CoreDNS that mean
   * nothing any more.
   */
  public List<Directive> obsolete(String... names) {
    known.addAll(List.of(names));
    return properties.stream().filter(option -> List.of(names).contains(option.name())).toList();
  }

  /** What the reader makes of each option of this name. */
  public <T extends @Nullable Object> List<T> values(String name, Reader<? extends T> reader) {
    known.add(name);
    return values(name::equals, reader);
  }

  /**
   * What the reader makes of each property whose first word is no option's name but a value itself.
   *
   * @param isValue whether a word is such a value
   */
  public <T extends @Nullable Object> List<T> lines(
      Predicate<String> isValue, Reader<? extends T> reader) {
    properties.stream().map(Directive::name).filter(isValue).forEach(known::add);
    return values(isValue, reader);
  }

  private <T extends @Nullable Object> List<T> values(
      Predicate<String> isWanted, Reader<? extends T> reader) {
    List<T> values = new ArrayList<>();
    for (Directive property : properties) {
      if (isWanted.test(property.name())) {
        problems.attempt(
            () -> {
              values.add(reader.read(property));
              property.noBlock();
            });
      }
    }
    return values;
  }

  /** The configuration made of all this, if nothing was wrong and no option is left over. */
  public <T> T done(T config) throws CorefileException {
    for (Directive property : properties) {
      if (!known.contains(property.name())) {
        problems.add(property.unknown(known.toArray(String[]::new)));
      }
    }
    problems.throwIfAny();
    return config;
  }
}
