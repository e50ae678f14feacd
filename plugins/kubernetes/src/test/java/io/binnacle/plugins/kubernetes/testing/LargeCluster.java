// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.testing.LargeObject.Change;

/**
 * A cluster of any size, none of whose objects is held: each follows from its number. Most services
 * have a few endpoints, some have many; one of ten is headless, one of five has three ports, and
 * one of fifty stands for another name.
 *
 * <p><i>Immutable.</i>
 */
public final class LargeCluster {
  /** How many endpoints the control plane puts into one slice, at most. */
  static final int SLICE = 100;

  private static final int SERVICES_OF_NAMESPACE = 20;

  private final int services;

  /** Where the endpoints of a service begin; one more than there are services. */
  private final int[] firstEndpoints;

  /** Where its slices begin. */
  private final int[] firstSlices;

  /**
   * A cluster of this size.
   *
   * @param endpoints those of all services together, each of them a pod
   * @param largest how many of them the first service has, which is headless; 0 when nothing is
   *     special about it
   */
  public LargeCluster(int services, int endpoints, int largest) {
    this.services = services;
    this.firstEndpoints = new int[services + 1];
    this.firstSlices = new int[services + 1];
    long weight = 0;
    long all = 0;
    int first = largest == 0 ? 0 : 1;
    for (int service = first; service < services; service++) {
      all += weight(service);
    }
    for (int service = 0; service < services; service++) {
      weight += service < first ? 0 : weight(service);
      int end = (int) (largest + (endpoints - largest) * weight / Math.max(1, all));
      int slices = (end - firstEndpoints[service] + SLICE - 1) / SLICE;
      firstEndpoints[service + 1] = end;
      firstSlices[service + 1] = firstSlices[service] + Math.max(hasEndpoints(service), slices);
    }
  }

  /** How many endpoints a service has, beside the others. */
  private static int weight(int service) {
    int percentile = (int) Long.remainderUnsigned(LargeObject.scatter(service), 100);
    int usual = percentile < 2 ? 150 : percentile < 20 ? 20 : percentile < 60 ? 5 : 2;
    return usual * hasEndpoints(service);
  }

  /** 1, or 0 for a service that only stands for another name; others have one slice at least. */
  private static int hasEndpoints(int service) {
    return LargeObject.isExternal(service) ? 0 : 1;
  }

  /** How many objects there are of a kind. */
  public int count(Kind kind) {
    return switch (kind) {
      case NAMESPACE -> Math.max(1, services / SERVICES_OF_NAMESPACE);
      case SERVICE -> services;
      case ENDPOINT_SLICE -> firstSlices[services];
      case POD -> firstEndpoints[services];
      case SERVICE_IMPORT -> 0;
    };
  }

  /** An object, with what has happened to it. */
  LargeObject object(Kind kind, int index, Change change) {
    int service =
        switch (kind) {
          case NAMESPACE, SERVICE, SERVICE_IMPORT -> index;
          case ENDPOINT_SLICE -> owner(firstSlices, index);
          case POD -> owner(firstEndpoints, index);
        };
    int namespace =
        kind == Kind.NAMESPACE ? index : (int) ((long) service * count(Kind.NAMESPACE) / services);
    return new LargeObject(this, kind, index, service, namespace, change);
  }

  /** The service whose range this number lies in. */
  private int owner(int[] firsts, int index) {
    int low = 0;
    int high = services - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firsts[middle] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The first slice of a service, or with the number of services how many slices there are. */
  int firstSlice(int service) {
    return firstSlices[service];
  }

  /** Where the endpoints of a slice begin. */
  int firstEndpoint(int service, int slice) {
    return firstEndpoints[service] + (slice - firstSlices[service]) * SLICE;
  }

  /** How many endpoints a slice has. */
  int endpoints(int service, int slice) {
    return Math.clamp((long) firstEndpoints[service + 1] - firstEndpoint(service, slice), 0, SLICE);
  }
}
