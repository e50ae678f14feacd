// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Problem;
import io.binnacle.corefile.Problems;
import io.binnacle.corefile.ServerKey;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.Edns;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Observer;
import io.binnacle.plugin.Reloader;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.Setup;
import io.binnacle.plugin.StreamLimits;
import io.netty.channel.EventLoop;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gathers what the plugins of one server block add to it.
 *
 * <p><i>Used at set-up only.</i>
 */
final class BlockSetup implements Setup {
  private final List<ServerKey> keys;
  private final ServerSetup server;
  private final List<Station> stations = new ArrayList<>();
  private final List<Station> chaos = new ArrayList<>();
  private final List<Named<Callable<? extends AutoCloseable>>> onStart = new ArrayList<>();
  private final List<Runnable> afterStart = new ArrayList<>();
  private final List<Runnable> beforeStop = new ArrayList<>();
  private final Set<InetAddress> addresses = new LinkedHashSet<>();
  private final List<Observer> observers = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final DeferredChain self = new DeferredChain();
  private final List<Runnable> whenComplete = new ArrayList<>();
  private final List<Problems.Step> atEnd = new ArrayList<>();
  private ListenOptions options = ListenOptions.NONE;
  private int udpSize = Edns.UDP_SIZE;
  private String plugin = "";
  private Path root = Path.of("");

  BlockSetup(List<ServerKey> keys, ServerSetup server) {
    this.keys = keys;
    this.server = server;
  }

  /** The plugin whose set-up comes next. */
  void enter(String pluginName) {
    plugin = pluginName;
  }

  /** All plugins are set up, and nothing was wrong: without this, the block does not serve. */
  void complete() throws CorefileException {
    whenComplete.forEach(Runnable::run);
    Problems problems = new Problems();
    atEnd.forEach(problems::attempt);
    problems.throwIfAny();
  }

  ServerBlock build() {
    return new ServerBlock(
        keys,
        List.copyOf(addresses),
        options,
        udpSize,
        new HandlerChain(stations, observers),
        new HandlerChain(chaos, observers),
        self,
        routes,
        List.copyOf(onStart),
        List.copyOf(afterStart),
        List.copyOf(beforeStop));
  }

  @Override
  public Zones zones() {
    return new Zones(keys.stream().map(ServerKey::zone).toList());
  }

  @Override
  public void use(Handler handler) {
    stations.add(new Station(plugin, handler));
  }

  @Override
  public void useFilter(ResponseFilter filter) {
    stations.add(Station.of(plugin, filter));
  }

  @Override
  public void useForChaos(Handler handler) {
    chaos.add(new Station(plugin, handler));
  }

  @Override
  public void onStart(Callable<? extends AutoCloseable> open) {
    onStart.add(new Named<>(plugin, open));
  }

  @Override
  public void afterStart(Runnable action) {
    afterStart.add(action);
  }

  @Override
  public void beforeStop(Runnable action) {
    beforeStop.add(action);
  }

  @Override
  public Supplier<Duration> silence() {
    return server.silence();
  }

  @Override
  public void observe(Observer observer) {
    if (!observers.contains(observer)) {
      observers.add(observer);
    }
  }

  @Override
  public Chain rest() {
    DeferredChain rest = new DeferredChain();
    int from = stations.size();
    String asker = plugin;
    whenComplete.add(
        () -> {
          int below = from;
          while (below < stations.size() && stations.get(below).plugin().equals(asker)) {
            below++;
          }
          List<Station> stationsBelow = stations.subList(below, stations.size());
          rest.lead(new HandlerChain(stationsBelow, List.of()));
        });
    return rest;
  }

  @Override
  public Chain server() {
    return self;
  }

  @Override
  public Supplier<List<Route>> routes() {
    return () -> List.copyOf(routes);
  }

  @Override
  public void listenOn(List<InetAddress> more) {
    addresses.addAll(more);
  }

  @Override
  public List<InetAddress> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public void udpSize(int bytes) {
    udpSize = bytes;
  }

  @Override
  public void root(Path folder) {
    root = folder;
  }

  @Override
  public Path path(String text) {
    return root.resolve(text);
  }

  @Override
  public void limitStreams(StreamLimits limits) {
    options = options.or(new ListenOptions(limits, 0));
  }

  @Override
  public void sockets(int count) {
    options = options.or(new ListenOptions(null, count));
  }

  @Override
  public Reloader reloader() {
    return server.reloader();
  }

  @Override
  public void debug() {
    server.debug();
  }

  @Override
  public void atEnd(Problems.Step step) {
    atEnd.add(step);
  }

  @Override
  public void warn(Directive directive, String message) {
    server.warn(new Problem(directive.position(), directive.path() + ": " + message));
  }

  @Override
  public Supplier<List<EventLoop>> loops() {
    return server.loops();
  }

  @Override
  public Supplier<EventLoop> anyLoop() {
    return server.anyLoop();
  }

  @Override
  public <F> Supplier<List<Named<F>>> handlers(Class<F> face) {
    List<Named<F>> found = new ArrayList<>();
    whenComplete.add(
        () ->
            stations.stream()
                .filter(station -> face.isInstance(station.handler()))
                .map(station -> new Named<>(station.plugin(), face.cast(station.handler())))
                .forEach(found::add));
    return () -> Collections.unmodifiableList(found);
  }

  @Override
  public <T> T shared(Class<T> type, Supplier<T> make) {
    return server.shared(type, make);
  }

  @Override
  public <T> T kept(Class<T> type, Function<PrometheusRegistry, T> make) {
    return server.kept(type, make);
  }
}
